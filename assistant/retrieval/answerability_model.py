"""Coefficients of the answerability models, written by evals/fit_answerability.py; not edited by hand."""

from __future__ import annotations

ANSWERED = (
    -0.8405,
    1.9009,
    -0.7913,
    -2.8793,
    0.4801,
    1.4635,
    1.8533,
    -2.1275,
    -2.0715,
    -3.0392,
    -1.6878,
    0.4985,
)
THRESHOLD = 0.2230
ON_TOPIC = (
    -4.1794,
    8.4120,
    2.0601,
    1.0919,
    1.4959,
    0.3683,
    1.6562,
    -2.5916,
    -1.1408,
    -0.2777,
    0.3595,
    0.3938,
)
TOPIC_THRESHOLD = 0.4590
