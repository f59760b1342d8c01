"""Coefficients of the answerability models, written by evals/fit_answerability.py; not edited by hand."""

from __future__ import annotations

ANSWERED = (
    -4.8419,
    4.3089,
    1.4588,
    3.1625,
    -3.3433,
    0.0916,
    0.7469,
    1.6739,
    3.5015,
    -0.5434,
    -0.9199,
    -1.6954,
    -0.1978,
    0.1198,
)
THRESHOLD = 0.1801
ON_TOPIC = (
    -4.4205,
    2.1742,
    7.0591,
    1.1623,
    0.6824,
    1.5274,
    0.7918,
    -0.1057,
    1.5463,
    -2.0599,
    -0.8781,
    0.1816,
    0.7966,
    -0.1565,
)
TOPIC_THRESHOLD = 0.4449
NEARBY = (
    -2.9672,
    -1.2669,
    9.6970,
    1.3736,
    3.0750,
    2.2681,
    -1.1284,
    -0.7007,
    -0.3433,
    -3.0594,
    -1.0743,
    0.4822,
    0.5250,
    -0.7408,
)
NEARBY_THRESHOLD = 0.6757
CERTAIN_FROM = 0.5894
