"""Coefficients of the support model, written by evals/fit_verifier.py; not edited by hand."""

from __future__ import annotations

SUPPORT = (
    -1.0431,
    4.2220,
    -0.3951,
    -0.1048,
    -1.4542,
    -2.9967,
)
THRESHOLD = 0.3653
