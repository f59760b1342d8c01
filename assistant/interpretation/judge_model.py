"""Coefficients of the interpretation check, written by evals/fit_interpretation.py; not edited by hand.

A line a feature, after the intercept; in it the weights for not addressed, contradicted and supported.
"""

from __future__ import annotations

_SEARCHED = (
    (5.7019, -4.7004, -1.0015),  # intercept
    (-0.8232, 0.6966, 0.1266),  # question
    (-0.7676, 0.5720, 0.1956),  # dense
    (-0.0882, 0.0306, 0.0576),  # margin
    (-0.0554, 0.0256, 0.0298),  # score
    (-0.0159, -0.0037, 0.0196),  # fifth
    (-15.5372, 10.6227, 4.9145),  # subject
    (-1.1633, 0.3856, 0.7777),  # answered
    (-1.5750, 0.4830, 1.0920),  # most
    (-1.2069, 0.2740, 0.9329),  # share
    (0.2293, -0.0067, -0.2226),  # heaviest
    (0.0007, 1.6890, -1.6898),  # rest
    (-0.0399, 0.0023, 0.0376),  # rest_heaviest
    (-1.6954, 1.6886, 0.0068),  # missing
    (-0.5565, -0.1676, 0.7241),  # back
    (-0.9998, 0.6966, 0.3032),  # in_order
    (0.0763, 0.0906, -0.1669),  # differences
    (-0.0299, -0.5072, 0.5371),  # clean
    (-0.1020, 0.5932, -0.4912),  # clean_gap
    (0.2222, -0.0196, -0.2026),  # modal
    (0.0152, 0.5240, -0.5391),  # modal_in_order
    (0.2621, -0.3728, 0.1107),  # force
    (-0.3813, 0.8133, -0.4320),  # number_other
    (0.3316, 0.3039, -0.6355),  # number_added
    (-0.0909, 1.1533, -1.0624),  # reference_other
    (-1.7510, 1.8170, -0.0659),  # reference_added
    (-0.1901, 0.0237, 0.1664),  # negation
    (-0.0861, -0.3308, 0.4169),  # turned
    (0.0913, 0.5972, -0.6885),  # negation_turned
    (0.2079, 0.4033, -0.6112),  # odd
    (0.5016, -0.0798, -0.4218),  # actor
    (-0.0949, -0.0438, 0.1387),  # actor_other
    (-0.7991, 1.3380, -0.5389),  # place
    (-0.0662, -0.1204, 0.1866),  # condition_left_out
    (-0.0529, 0.5519, -0.4990),  # condition_added
    (-0.7498, 0.5635, 0.1863),  # restriction_added
    (0.7959, -0.4646, -0.3313),  # time_other
    (1.2676, -0.5631, -0.7045),  # time_added
    (-0.4232, -0.0253, 0.4485),  # opposite
    (-0.0112, -0.0351, 0.0464),  # exchanged
    (-0.2021, 0.7219, -0.5198),  # exchanged_in_order
    (0.1805, 0.2582, -0.4388),  # all_but_one
    (-2.8739, 3.9321, -1.0582),  # missing_in_order
    (-0.2991, 0.2404, 0.0587),  # many_and_near
    (-0.1506, -0.3396, 0.4902),  # negative_words
    (-0.2610, 0.4471, -0.1861),  # only
    (-1.0218, 0.5061, 0.5158),  # without
    (-0.0676, -0.2426, 0.3102),  # several
    (0.1682, 0.0263, -0.1945),  # rank
)
SEARCHED = tuple(zip(*_SEARCHED, strict=True))
SEARCHED_SILENT = 0.4750
SEARCHED_AGREES = 2.5000
_GIVEN = (
    (4.2384, -3.7208, -0.5177),  # intercept
    (-2.2375, 0.7983, 1.4392),  # most
    (-1.9154, 0.6212, 1.2942),  # share
    (0.2540, -0.0189, -0.2350),  # heaviest
    (-0.5481, 1.9442, -1.3961),  # rest
    (-0.0588, 0.0062, 0.0526),  # rest_heaviest
    (-1.8068, 1.7126, 0.0942),  # missing
    (-0.9078, -0.0698, 0.9776),  # back
    (-1.2692, 0.8579, 0.4114),  # in_order
    (0.1148, 0.0709, -0.1857),  # differences
    (-0.0083, -0.5166, 0.5250),  # clean
    (-0.1820, 0.6303, -0.4484),  # clean_gap
    (0.2550, -0.0303, -0.2247),  # modal
    (-0.0028, 0.5201, -0.5173),  # modal_in_order
    (0.3686, -0.4124, 0.0438),  # force
    (-0.1728, 0.7072, -0.5344),  # number_other
    (0.6758, 0.0802, -0.7560),  # number_added
    (-0.0285, 1.0932, -1.0647),  # reference_other
    (-1.9134, 1.9802, -0.0668),  # reference_added
    (-0.3981, 0.1509, 0.2472),  # negation
    (-0.0104, -0.4014, 0.4118),  # turned
    (0.2598, 0.5046, -0.7644),  # negation_turned
    (0.3043, 0.3309, -0.6352),  # odd
    (0.6408, -0.1460, -0.4947),  # actor
    (-0.0657, -0.0510, 0.1167),  # actor_other
    (-0.8049, 1.3335, -0.5287),  # place
    (-0.0198, -0.1799, 0.1997),  # condition_left_out
    (0.0028, 0.4666, -0.4693),  # condition_added
    (-1.0562, 0.7463, 0.3099),  # restriction_added
    (0.9188, -0.5292, -0.3896),  # time_other
    (1.3247, -0.5714, -0.7533),  # time_added
    (-0.7020, 0.1016, 0.6004),  # opposite
    (0.0804, -0.1057, 0.0253),  # exchanged
    (-0.0205, 0.6188, -0.5982),  # exchanged_in_order
    (0.2092, 0.2500, -0.4592),  # all_but_one
    (-4.5129, 5.1096, -0.5967),  # missing_in_order
    (-0.3080, 0.2421, 0.0659),  # many_and_near
    (-0.2991, -0.2824, 0.5814),  # negative_words
    (-0.2485, 0.4181, -0.1696),  # only
    (-1.2613, 0.6005, 0.6608),  # without
    (0.0624, -0.3043, 0.2419),  # several
    (0.1852, 0.0367, -0.2219),  # rank
)
GIVEN = tuple(zip(*_GIVEN, strict=True))
GIVEN_SILENT = 0.3500
GIVEN_AGREES = 3.5000
