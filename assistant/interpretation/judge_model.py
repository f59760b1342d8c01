"""Coefficients of the interpretation check, written by evals/fit_interpretation.py; not edited by hand.

A line a feature, after the intercept; in it the weights for not addressed, contradicted and supported. The odds
that a supported claim must have are two: where no word was seen to differ, and where one was.
"""

from __future__ import annotations

_SEARCHED = (
    (5.1567, -2.6188, -2.5380),  # intercept
    (-0.6559, -0.0251, 0.6810),  # question
    (-0.1741, 0.0071, 0.1670),  # dense
    (-0.0984, 0.0218, 0.0766),  # margin
    (-0.0893, 0.0679, 0.0214),  # score
    (-0.0335, 0.0240, 0.0095),  # fifth
    (-15.7937, 9.6035, 6.1902),  # subject
    (-1.3581, 0.5761, 0.7820),  # answered
    (-1.2358, -0.1511, 1.3869),  # most
    (-1.0718, -0.5771, 1.6489),  # share
    (0.1850, -0.0458, -0.1392),  # heaviest
    (0.1573, -0.0940, -0.0633),  # unsaid
    (-0.1639, 1.6551, -1.4912),  # rest
    (-0.0442, -0.0052, 0.0494),  # rest_heaviest
    (-0.6627, 0.6416, 0.0212),  # missing
    (-0.8538, 0.1838, 0.6700),  # back
    (-0.5809, 0.6890, -0.1081),  # in_order
    (0.0711, 0.0013, -0.0724),  # differences
    (0.1198, -0.4424, 0.3226),  # clean
    (-0.2090, 0.4583, -0.2494),  # clean_gap
    (0.3923, -0.0981, -0.2942),  # modal
    (0.0189, 0.2207, -0.2397),  # modal_in_order
    (0.3932, -0.4163, 0.0231),  # force
    (-0.2245, 0.5347, -0.3103),  # number_other
    (0.8629, -0.3597, -0.5032),  # number_added
    (-0.6272, 1.2935, -0.6664),  # reference_other
    (-2.0679, 2.1289, -0.0609),  # reference_added
    (-0.1124, 0.1476, -0.0352),  # negation
    (-0.1875, -0.3195, 0.5071),  # turned
    (0.0162, 0.4183, -0.4346),  # negation_turned
    (-0.1194, 0.2008, -0.0813),  # odd
    (0.5681, -0.2449, -0.3232),  # actor
    (-0.1250, -0.3024, 0.4274),  # actor_other
    (-0.6419, 1.0618, -0.4198),  # place
    (0.2762, 0.1612, -0.4375),  # place_added
    (0.2102, -0.2223, 0.0121),  # condition_left_out
    (-0.6306, 0.3094, 0.3212),  # condition_added
    (-0.5447, 0.6088, -0.0641),  # restriction_added
    (0.4797, -0.3410, -0.1387),  # time_other
    (0.5528, -1.0967, 0.5439),  # time_added
    (-0.7468, 0.3677, 0.3791),  # opposite
    (-0.4936, 1.2714, -0.7777),  # contrast
    (-0.9944, 1.7861, -0.7917),  # contrast_beside
    (0.6293, 0.2763, -0.9056),  # lone_negation
    (0.5098, -0.0938, -0.4160),  # universal
    (0.1037, -0.1700, 0.0663),  # exchanged
    (-0.1949, 0.0736, 0.1213),  # exchanged_in_order
    (0.0884, 0.0821, -0.1705),  # all_but_one
    (1.2817, 2.5266, -3.8083),  # missing_in_order
    (-0.1561, 0.1830, -0.0268),  # many_and_near
    (-0.1790, -0.4347, 0.6138),  # negative_words
    (-0.1401, 0.2274, -0.0872),  # only
    (-0.6340, 0.1063, 0.5277),  # without
    (0.1463, -0.5555, 0.4092),  # plain
    (0.0385, 0.2514, -0.2899),  # decided
    (0.0464, 0.1189, -0.1653),  # actor_for_actor
    (-0.4883, 0.3792, 0.1091),  # negation_even
    (-0.5233, -0.1448, 0.6681),  # only_left_out
    (0.1508, -0.1121, -0.0387),  # unresolved
    (-0.1378, -0.5422, 0.6799),  # retold
    (-0.1815, -0.3781, 0.5596),  # several
    (0.2170, 0.0719, -0.2889),  # rank
)
SEARCHED = tuple(zip(*_SEARCHED, strict=True))
SEARCHED_SILENT = 0.3500
SEARCHED_AGREES = (4.5000, 5.2500)
_GIVEN = (
    (3.6833, -1.8415, -1.8418),  # intercept
    (-2.4347, 0.3711, 2.0636),  # most
    (-1.9979, -0.0864, 2.0842),  # share
    (0.1176, 0.0043, -0.1219),  # heaviest
    (0.1369, -0.0860, -0.0510),  # unsaid
    (0.0738, 1.5364, -1.6103),  # rest
    (-0.0414, -0.0113, 0.0526),  # rest_heaviest
    (-0.5715, 0.3869, 0.1845),  # missing
    (-1.1398, 0.3234, 0.8165),  # back
    (-0.9539, 0.8948, 0.0591),  # in_order
    (0.0678, 0.0013, -0.0691),  # differences
    (0.1675, -0.4543, 0.2867),  # clean
    (-0.3393, 0.5056, -0.1663),  # clean_gap
    (0.4949, -0.1742, -0.3207),  # modal
    (-0.0991, 0.2844, -0.1853),  # modal_in_order
    (0.4211, -0.4088, -0.0124),  # force
    (0.1730, 0.3260, -0.4990),  # number_other
    (1.3488, -0.5498, -0.7989),  # number_added
    (-0.7734, 1.4130, -0.6396),  # reference_other
    (-2.0444, 2.1060, -0.0615),  # reference_added
    (-0.3299, 0.2286, 0.1013),  # negation
    (-0.1414, -0.3227, 0.4641),  # turned
    (-0.0917, 0.5197, -0.4280),  # negation_turned
    (-0.0756, 0.1405, -0.0649),  # odd
    (0.6155, -0.2915, -0.3240),  # actor
    (-0.1638, -0.2946, 0.4583),  # actor_other
    (-0.5551, 0.9899, -0.4348),  # place
    (0.5382, -0.0782, -0.4600),  # place_added
    (0.3854, -0.3132, -0.0722),  # condition_left_out
    (-0.6653, 0.3175, 0.3478),  # condition_added
    (-0.6955, 0.6841, 0.0115),  # restriction_added
    (0.8474, -0.5764, -0.2710),  # time_other
    (0.5509, -1.0505, 0.4996),  # time_added
    (-1.0215, 0.5914, 0.4301),  # opposite
    (-0.7470, 1.4374, -0.6904),  # contrast
    (-1.2254, 1.8720, -0.6466),  # contrast_beside
    (0.9123, 0.1094, -1.0217),  # lone_negation
    (0.4300, -0.0668, -0.3632),  # universal
    (0.1838, -0.2579, 0.0741),  # exchanged
    (-0.3212, 0.2057, 0.1154),  # exchanged_in_order
    (0.0393, 0.0977, -0.1370),  # all_but_one
    (0.6272, 2.9661, -3.5934),  # missing_in_order
    (-0.1544, 0.2094, -0.0550),  # many_and_near
    (-0.2319, -0.4212, 0.6531),  # negative_words
    (-0.1604, 0.2438, -0.0834),  # only
    (-0.7946, 0.1945, 0.6001),  # without
    (0.1333, -0.5803, 0.4470),  # plain
    (0.0183, 0.2651, -0.2833),  # decided
    (0.2630, 0.0206, -0.2835),  # actor_for_actor
    (-0.0051, 0.1310, -0.1259),  # negation_even
    (-0.8266, -0.0031, 0.8296),  # only_left_out
    (0.1817, -0.1515, -0.0302),  # unresolved
    (-0.2847, -0.4585, 0.7432),  # retold
    (0.0895, -0.4816, 0.3922),  # several
    (0.2618, 0.0554, -0.3173),  # rank
)
GIVEN = tuple(zip(*_GIVEN, strict=True))
GIVEN_SILENT = 0.3500
GIVEN_AGREES = (3.7500, 12.0000)
