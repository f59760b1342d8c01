"""Coefficients of the answerability models, written by evals/fit_answerability.py; not edited by hand."""

from __future__ import annotations

ANSWERED = (
    -4.5383,
    3.8975,
    1.2779,
    2.9475,
    -2.6517,
    0.6037,
    0.3056,
    1.6056,
    3.2377,
    -0.7743,
    -1.6164,
    -2.4228,
    -4.9627,
    -2.5700,
    -0.3914,
    0.0343,
)
THRESHOLD = 0.0955
ON_TOPIC = (
    -4.7966,
    1.5201,
    7.5400,
    1.7718,
    1.1735,
    1.2711,
    0.7235,
    0.6309,
    0.6712,
    -2.2071,
    -0.8473,
    -0.0899,
    -0.1296,
    -0.3426,
    0.7414,
    -0.2682,
)
TOPIC_THRESHOLD = 0.5073
NEARBY = (
    -3.4099,
    -1.1857,
    9.4663,
    2.4586,
    3.3644,
    1.9255,
    -1.4325,
    -0.7097,
    -0.1983,
    -2.7507,
    0.5822,
    0.4653,
    1.7630,
    -0.6501,
    0.7177,
    -0.7032,
)
NEARBY_THRESHOLD = 0.6650
PLACES_FROM = 0.5525
CERTAIN_FROM = 0.5882
CALIBRATION = (1.2083, 1.9163)
RAREST = {"figure": 0.00, "actor": 0.00, "decision": 0.50, "explanation": 0.00}
