"""Coefficients of the support model, written by evals/fit_verifier.py; not edited by hand."""

from __future__ import annotations

SUPPORT = (
    -3.3415,
    5.9423,
    -1.1091,
    -0.7106,
)
THRESHOLD = 0.3132
