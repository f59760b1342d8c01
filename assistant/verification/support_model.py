"""Coefficients of the support model, written by evals/fit_verifier.py; not edited by hand."""

from __future__ import annotations

SUPPORT = (
    -0.0333,
    3.3790,
    -0.3734,
    -0.1619,
    -1.3890,
    -3.5088,
)
THRESHOLD = 0.3594
