"""Coefficients of the interpretation check, written by evals/fit_interpretation.py; not edited by hand.

A line a feature, after the intercept; in it the weights for not addressed, contradicted and supported.
"""

from __future__ import annotations

_SEARCHED = (
    (5.2275, -2.6991, -2.5284),  # intercept
    (-0.6782, -0.0959, 0.7741),  # question
    (-0.1427, 0.0965, 0.0462),  # dense
    (-0.1016, 0.0195, 0.0821),  # margin
    (-0.0862, 0.0614, 0.0248),  # score
    (-0.0336, 0.0203, 0.0133),  # fifth
    (-15.4641, 10.4178, 5.0463),  # subject
    (-1.3765, 0.5562, 0.8202),  # answered
    (-1.2789, -0.2590, 1.5379),  # most
    (-1.0808, -0.6362, 1.7170),  # share
    (0.1816, -0.0278, -0.1538),  # heaviest
    (0.1560, -0.0955, -0.0606),  # unsaid
    (-0.2220, 1.6565, -1.4345),  # rest
    (-0.0567, -0.0074, 0.0641),  # rest_heaviest
    (-0.6783, 0.6186, 0.0597),  # missing
    (-0.7878, 0.0783, 0.7095),  # back
    (-0.6737, 0.2801, 0.3937),  # in_order
    (0.1112, 0.0610, -0.1722),  # differences
    (0.1467, -0.5383, 0.3916),  # clean
    (-0.2496, 0.5511, -0.3015),  # clean_gap
    (0.4437, 0.1206, -0.5643),  # modal
    (0.0094, 0.6170, -0.6264),  # modal_in_order
    (0.5571, -0.4917, -0.0654),  # force
    (-0.1207, 0.7817, -0.6611),  # number_other
    (0.8965, -0.4144, -0.4821),  # number_added
    (-0.5689, 1.6054, -1.0365),  # reference_other
    (-1.8267, 1.8979, -0.0712),  # reference_added
    (-0.1571, 0.0156, 0.1415),  # negation
    (-0.1871, -0.2712, 0.4582),  # turned
    (0.0745, 0.5516, -0.6261),  # negation_turned
    (-0.0877, 0.1218, -0.0341),  # odd
    (0.6154, -0.2133, -0.4021),  # actor
    (-0.0524, -0.1248, 0.1772),  # actor_other
    (-0.5777, 1.3518, -0.7742),  # place
    (0.0891, -0.3966, 0.3075),  # condition_left_out
    (-0.5450, 0.3401, 0.2049),  # condition_added
    (-0.5106, 0.6891, -0.1785),  # restriction_added
    (0.6438, -0.0930, -0.5508),  # time_other
    (0.6406, -1.2372, 0.5966),  # time_added
    (-0.6532, 0.6456, 0.0075),  # opposite
    (-0.4850, 1.2765, -0.7915),  # contrast
    (-1.0344, 1.9196, -0.8852),  # contrast_beside
    (0.6368, 0.1368, -0.7736),  # lone_negation
    (0.5856, -0.2004, -0.3852),  # universal
    (0.1135, -0.1681, 0.0547),  # exchanged
    (-0.1977, -0.0957, 0.2934),  # exchanged_in_order
    (0.1091, 0.2133, -0.3224),  # all_but_one
    (1.3409, 2.6059, -3.9468),  # missing_in_order
    (-0.1242, 0.2244, -0.1002),  # many_and_near
    (-0.1546, -0.4211, 0.5757),  # negative_words
    (-0.1016, 0.1738, -0.0722),  # only
    (-0.8122, 0.4019, 0.4103),  # without
    (-0.1505, -0.3822, 0.5327),  # several
    (0.2135, 0.0509, -0.2644),  # rank
)
SEARCHED = tuple(zip(*_SEARCHED, strict=True))
SEARCHED_SILENT = 0.3000
SEARCHED_AGREES = 4.0000
_GIVEN = (
    (3.7038, -1.8909, -1.8129),  # intercept
    (-2.4463, 0.2294, 2.2169),  # most
    (-1.9883, -0.1865, 2.1748),  # share
    (0.1156, 0.0162, -0.1318),  # heaviest
    (0.1403, -0.0904, -0.0499),  # unsaid
    (0.0174, 1.5359, -1.5533),  # rest
    (-0.0606, -0.0069, 0.0675),  # rest_heaviest
    (-0.5655, 0.3008, 0.2646),  # missing
    (-1.0794, 0.2131, 0.8663),  # back
    (-1.1220, 0.5086, 0.6134),  # in_order
    (0.1261, 0.0443, -0.1703),  # differences
    (0.2165, -0.5715, 0.3550),  # clean
    (-0.4096, 0.6223, -0.2127),  # clean_gap
    (0.6133, 0.0048, -0.6181),  # modal
    (-0.0765, 0.6619, -0.5854),  # modal_in_order
    (0.5853, -0.4864, -0.0989),  # force
    (0.2920, 0.5842, -0.8762),  # number_other
    (1.4406, -0.6437, -0.7969),  # number_added
    (-0.6964, 1.7136, -1.0172),  # reference_other
    (-1.7894, 1.8685, -0.0791),  # reference_added
    (-0.2687, 0.0253, 0.2434),  # negation
    (-0.1675, -0.2607, 0.4283),  # turned
    (-0.0329, 0.6539, -0.6210),  # negation_turned
    (-0.0468, 0.0608, -0.0140),  # odd
    (0.6942, -0.2556, -0.4386),  # actor
    (0.0185, -0.1775, 0.1589),  # actor_other
    (-0.5028, 1.3091, -0.8063),  # place
    (0.1892, -0.4598, 0.2706),  # condition_left_out
    (-0.5592, 0.3242, 0.2350),  # condition_added
    (-0.6693, 0.7717, -0.1024),  # restriction_added
    (1.0460, -0.3394, -0.7066),  # time_other
    (0.6502, -1.1908, 0.5405),  # time_added
    (-0.8622, 0.8181, 0.0442),  # opposite
    (-0.7751, 1.4534, -0.6783),  # contrast
    (-1.2783, 2.0318, -0.7535),  # contrast_beside
    (0.9027, -0.0053, -0.8975),  # lone_negation
    (0.4567, -0.1740, -0.2827),  # universal
    (0.1933, -0.2576, 0.0643),  # exchanged
    (-0.3388, 0.0396, 0.2993),  # exchanged_in_order
    (0.1041, 0.2072, -0.3113),  # all_but_one
    (0.8330, 3.0681, -3.9011),  # missing_in_order
    (-0.0931, 0.2311, -0.1380),  # many_and_near
    (-0.2310, -0.3900, 0.6210),  # negative_words
    (-0.1145, 0.1986, -0.0842),  # only
    (-0.8486, 0.4332, 0.4154),  # without
    (0.1146, -0.4799, 0.3653),  # several
    (0.2585, 0.0412, -0.2996),  # rank
)
GIVEN = tuple(zip(*_GIVEN, strict=True))
GIVEN_SILENT = 0.3250
GIVEN_AGREES = 4.7500
