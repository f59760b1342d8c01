"""Coefficients of the model of certainty, written by evals/fit_certainty.py; not edited by hand."""

from __future__ import annotations

SUPPORTED = (-6.7092, 0.8117, 2.1077, 3.7945, 1.0100, 2.1308)
SUPPORTED_FROM = 0.1540
ON_TOPIC_FROM = 0.8348
