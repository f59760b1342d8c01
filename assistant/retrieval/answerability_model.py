"""Coefficients of the answerability models, written by evals/fit_answerability.py; not edited by hand."""

from __future__ import annotations

ANSWERED = (
    -0.8889,
    1.8714,
    -0.8640,
    -2.7631,
    0.5268,
    1.4098,
    1.9245,
    -2.0638,
    -2.2789,
    -3.2352,
    -1.6826,
    0.5131,
)
THRESHOLD = 0.2302
ON_TOPIC = (
    -4.1894,
    8.3854,
    2.0459,
    1.0739,
    1.5226,
    0.3861,
    1.6769,
    -2.5633,
    -1.1620,
    -0.2979,
    0.3588,
    0.3882,
)
TOPIC_THRESHOLD = 0.4481
