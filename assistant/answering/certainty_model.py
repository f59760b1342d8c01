"""Coefficients of the model of certainty, written by evals/fit_certainty.py; not edited by hand."""

from __future__ import annotations

SUPPORTED = (-7.2406, 0.7933, 1.8030, 4.5363, 1.7437, 1.4056)
SUPPORTED_FROM = 0.1422
SUPPORTED_FROM_LEANING = 0.3528
ON_TOPIC_FROM = 0.8447
