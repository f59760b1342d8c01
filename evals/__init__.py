"""The evaluation: question suites, metrics, baselines, the runner and the benchmark. Nothing in `assistant` sees it."""

import assistant  # noqa: F401  # sets up numpy as the product does, before a module here imports it
