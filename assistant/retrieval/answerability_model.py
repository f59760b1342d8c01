"""Coefficients of the answerability models, written by evals/fit_answerability.py; not edited by hand."""

from __future__ import annotations

ANSWERED = (
    -4.8559,
    4.3124,
    1.5027,
    3.1612,
    -3.5348,
    0.0684,
    0.8003,
    1.6777,
    3.5761,
    -0.5328,
    -0.5463,
    -1.5398,
    -0.1944,
    0.0893,
)
THRESHOLD = 0.1818
ON_TOPIC = (
    -4.4283,
    2.1742,
    7.0748,
    1.1643,
    0.6768,
    1.5310,
    0.7971,
    -0.1092,
    1.5476,
    -2.0602,
    -0.8680,
    0.1971,
    0.7985,
    -0.1548,
)
TOPIC_THRESHOLD = 0.4443
CERTAIN_FROM = 0.5858
