"""Coefficients of the support model, written by evals/fit_verifier.py; not edited by hand."""

from __future__ import annotations

SUPPORT = (
    -2.8308,
    5.3874,
    -1.0589,
)
THRESHOLD = 0.2841
