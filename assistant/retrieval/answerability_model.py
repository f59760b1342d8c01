"""Coefficients of the answerability models, written by evals/fit_answerability.py; not edited by hand."""

from __future__ import annotations

ANSWERED = (
    -4.7805,
    4.3620,
    1.4245,
    3.1023,
    -3.4427,
    0.1799,
    0.7835,
    1.7487,
    3.4484,
    -0.3259,
    -1.5751,
    -1.9365,
    -0.3071,
    0.0860,
)
THRESHOLD = 0.1518
ON_TOPIC = (
    -4.3476,
    2.2053,
    7.0091,
    1.1293,
    0.7212,
    1.4701,
    0.7996,
    -0.0960,
    1.5568,
    -2.0137,
    -0.8977,
    -0.1604,
    0.7905,
    -0.1790,
)
TOPIC_THRESHOLD = 0.4712
NEARBY = (
    -3.0168,
    -1.1967,
    9.5136,
    1.7938,
    2.9626,
    2.1609,
    -1.3802,
    -0.7925,
    -0.1725,
    -3.0481,
    0.5122,
    -0.6628,
    0.6646,
    -0.7431,
)
NEARBY_THRESHOLD = 0.6718
CERTAIN_FROM = 0.5838
RAREST = {"figure": 0.00, "actor": 0.00, "decision": 0.50}
