"""Coefficients of the interpretation check, written by evals/fit_interpretation.py; not edited by hand.

A line a feature, after the intercept; in it the weights for not addressed, contradicted and supported.
"""

from __future__ import annotations

_SEARCHED = (
    (5.3124, -3.0453, -2.2671),  # intercept
    (-0.5045, -0.2300, 0.7345),  # question
    (-0.1076, 0.0382, 0.0693),  # dense
    (-0.0974, 0.0187, 0.0787),  # margin
    (-0.0830, 0.0618, 0.0212),  # score
    (-0.0334, 0.0180, 0.0154),  # fifth
    (-15.0431, 10.9855, 4.0576),  # subject
    (-1.3523, 0.5279, 0.8244),  # answered
    (-1.3552, -0.2544, 1.6096),  # most
    (-1.1135, -0.3383, 1.4519),  # share
    (0.1844, -0.0320, -0.1524),  # heaviest
    (0.1600, -0.0953, -0.0647),  # unsaid
    (-0.4865, 1.8367, -1.3502),  # rest
    (-0.0558, -0.0014, 0.0572),  # rest_heaviest
    (-0.9336, 0.7905, 0.1431),  # missing
    (-0.6698, 0.0089, 0.6609),  # back
    (-0.7201, 0.2474, 0.4727),  # in_order
    (0.1155, 0.0830, -0.1985),  # differences
    (0.1799, -0.5214, 0.3415),  # clean
    (-0.2885, 0.5358, -0.2473),  # clean_gap
    (0.4477, 0.1146, -0.5624),  # modal
    (-0.0665, 0.7174, -0.6510),  # modal_in_order
    (0.6053, -0.4445, -0.1608),  # force
    (-0.0973, 0.7763, -0.6790),  # number_other
    (0.9196, -0.4155, -0.5041),  # number_added
    (-0.5655, 1.6198, -1.0542),  # reference_other
    (-1.8235, 1.8916, -0.0680),  # reference_added
    (-0.0900, 0.0400, 0.0500),  # negation
    (-0.2202, -0.3204, 0.5406),  # turned
    (-0.0193, 0.6075, -0.5882),  # negation_turned
    (0.0853, 0.1584, -0.2437),  # odd
    (0.6555, -0.1531, -0.5023),  # actor
    (-0.0691, -0.2195, 0.2886),  # actor_other
    (-0.4128, 1.2106, -0.7978),  # place
    (0.1171, -0.4236, 0.3065),  # condition_left_out
    (-0.4769, 0.4031, 0.0739),  # condition_added
    (-0.6252, 0.5756, 0.0497),  # restriction_added
    (0.6730, -0.0821, -0.5909),  # time_other
    (0.4745, -1.0561, 0.5816),  # time_added
    (-0.4142, 0.7959, -0.3817),  # opposite
    (-0.5112, 1.3823, -0.8711),  # contrast
    (-1.1272, 1.9346, -0.8074),  # contrast_beside
    (0.5239, 0.1223, -0.6461),  # lone_negation
    (0.6097, -0.2713, -0.3384),  # universal
    (0.1769, -0.2673, 0.0904),  # exchanged
    (-0.2933, 0.2177, 0.0756),  # exchanged_in_order
    (0.1041, 0.2089, -0.3130),  # all_but_one
    (0.7159, 2.4623, -3.1782),  # missing_in_order
    (-0.0801, 0.2000, -0.1199),  # many_and_near
    (-0.1549, -0.4512, 0.6061),  # negative_words
    (-0.1246, 0.2991, -0.1745),  # only
    (-0.8563, 0.4353, 0.4210),  # without
    (-0.1165, -0.4979, 0.6144),  # several
    (0.2165, 0.0455, -0.2620),  # rank
)
SEARCHED = tuple(zip(*_SEARCHED, strict=True))
SEARCHED_SILENT = 0.3000
SEARCHED_AGREES = 3.7500
_GIVEN = (
    (4.1420, -2.3666, -1.7755),  # intercept
    (-2.4858, 0.2443, 2.2415),  # most
    (-1.9108, 0.0747, 1.8361),  # share
    (0.1287, 0.0089, -0.1377),  # heaviest
    (0.1502, -0.0956, -0.0546),  # unsaid
    (-0.5804, 1.8238, -1.2434),  # rest
    (-0.0608, -0.0029, 0.0637),  # rest_heaviest
    (-0.9923, 0.5828, 0.4095),  # missing
    (-0.9756, 0.1263, 0.8492),  # back
    (-1.1087, 0.4408, 0.6679),  # in_order
    (0.1529, 0.0573, -0.2103),  # differences
    (0.2700, -0.5645, 0.2945),  # clean
    (-0.4653, 0.6174, -0.1521),  # clean_gap
    (0.5699, 0.0405, -0.6104),  # modal
    (-0.1199, 0.7325, -0.6126),  # modal_in_order
    (0.6786, -0.4524, -0.2262),  # force
    (0.2494, 0.6258, -0.8752),  # number_other
    (1.4923, -0.6524, -0.8399),  # number_added
    (-0.7443, 1.7636, -1.0194),  # reference_other
    (-1.7864, 1.8562, -0.0698),  # reference_added
    (-0.1387, 0.0338, 0.1049),  # negation
    (-0.1946, -0.3152, 0.5097),  # turned
    (-0.1914, 0.7320, -0.5405),  # negation_turned
    (0.1240, 0.1064, -0.2304),  # odd
    (0.7344, -0.1899, -0.5445),  # actor
    (-0.0851, -0.2117, 0.2968),  # actor_other
    (-0.3422, 1.1796, -0.8374),  # place
    (0.2042, -0.4737, 0.2695),  # condition_left_out
    (-0.5156, 0.3881, 0.1275),  # condition_added
    (-0.7976, 0.6537, 0.1438),  # restriction_added
    (1.0722, -0.2854, -0.7868),  # time_other
    (0.3475, -0.8596, 0.5122),  # time_added
    (-0.8070, 1.0311, -0.2241),  # opposite
    (-0.8169, 1.5656, -0.7487),  # contrast
    (-1.4200, 2.0611, -0.6411),  # contrast_beside
    (0.7249, 0.0086, -0.7335),  # lone_negation
    (0.4965, -0.2655, -0.2310),  # universal
    (0.1934, -0.3393, 0.1459),  # exchanged
    (-0.3611, 0.3338, 0.0273),  # exchanged_in_order
    (0.1859, 0.1555, -0.3415),  # all_but_one
    (-0.3015, 3.0969, -2.7954),  # missing_in_order
    (-0.0705, 0.2048, -0.1343),  # many_and_near
    (-0.2530, -0.4084, 0.6615),  # negative_words
    (-0.1545, 0.3450, -0.1905),  # only
    (-0.9229, 0.4743, 0.4486),  # without
    (0.0037, -0.5201, 0.5164),  # several
    (0.2830, 0.0284, -0.3114),  # rank
)
GIVEN = tuple(zip(*_GIVEN, strict=True))
GIVEN_SILENT = 0.4500
GIVEN_AGREES = 3.7500
