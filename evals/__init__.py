"""The evaluation: question suites, metrics, baselines, the runner and the benchmark. Nothing in `assistant` sees it."""
