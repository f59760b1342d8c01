"""Coefficients of the interpretation check, written by evals/fit_interpretation.py; not edited by hand.

A line a feature, after the intercept; in it the weights for not addressed, contradicted and supported. The odds
that a supported claim must have are two: where no word was seen to differ, and where one was.
"""

from __future__ import annotations

_SEARCHED = (
    (5.1538, -2.6156, -2.5383),  # intercept
    (-0.6547, -0.0262, 0.6809),  # question
    (-0.1721, 0.0056, 0.1665),  # dense
    (-0.0984, 0.0218, 0.0766),  # margin
    (-0.0892, 0.0679, 0.0213),  # score
    (-0.0336, 0.0240, 0.0095),  # fifth
    (-15.7903, 9.6020, 6.1883),  # subject
    (-1.3579, 0.5759, 0.7821),  # answered
    (-1.2344, -0.1523, 1.3868),  # most
    (-1.0696, -0.5788, 1.6484),  # share
    (0.1852, -0.0459, -0.1393),  # heaviest
    (0.1574, -0.0940, -0.0633),  # unsaid
    (-0.1662, 1.6562, -1.4900),  # rest
    (-0.0442, -0.0052, 0.0494),  # rest_heaviest
    (-0.6657, 0.6445, 0.0212),  # missing
    (-0.8543, 0.1842, 0.6701),  # back
    (-0.5816, 0.6892, -0.1076),  # in_order
    (0.0713, 0.0013, -0.0725),  # differences
    (0.1199, -0.4425, 0.3226),  # clean
    (-0.2090, 0.4583, -0.2493),  # clean_gap
    (0.3911, -0.0974, -0.2938),  # modal
    (0.0187, 0.2208, -0.2394),  # modal_in_order
    (0.3909, -0.4153, 0.0244),  # force
    (-0.2256, 0.5353, -0.3097),  # number_other
    (0.8674, -0.3627, -0.5048),  # number_added
    (-0.6263, 1.2928, -0.6665),  # reference_other
    (-2.0688, 2.1294, -0.0607),  # reference_added
    (-0.1121, 0.1471, -0.0349),  # negation
    (-0.1873, -0.3196, 0.5070),  # turned
    (0.0162, 0.4181, -0.4344),  # negation_turned
    (-0.1201, 0.2012, -0.0811),  # odd
    (0.5678, -0.2447, -0.3231),  # actor
    (-0.1251, -0.3024, 0.4275),  # actor_other
    (-0.6424, 1.0621, -0.4197),  # place
    (0.2769, 0.1605, -0.4374),  # place_added
    (0.2132, -0.2242, 0.0110),  # condition_left_out
    (-0.6307, 0.3093, 0.3214),  # condition_added
    (-0.5454, 0.6092, -0.0638),  # restriction_added
    (0.4888, -0.3462, -0.1427),  # time_other
    (0.5529, -1.0972, 0.5443),  # time_added
    (-0.7489, 0.3691, 0.3798),  # opposite
    (-0.4947, 1.2721, -0.7773),  # contrast
    (-0.9950, 1.7864, -0.7914),  # contrast_beside
    (0.6293, 0.2763, -0.9055),  # lone_negation
    (0.5082, -0.0926, -0.4156),  # universal
    (0.1062, -0.1718, 0.0656),  # exchanged
    (-0.1967, 0.0751, 0.1216),  # exchanged_in_order
    (0.0894, 0.0813, -0.1707),  # all_but_one
    (1.2733, 2.5310, -3.8043),  # missing_in_order
    (-0.1571, 0.1837, -0.0266),  # many_and_near
    (-0.1790, -0.4349, 0.6139),  # negative_words
    (-0.1390, 0.2265, -0.0874),  # only
    (-0.6350, 0.1069, 0.5281),  # without
    (0.1463, -0.5555, 0.4092),  # plain
    (0.0384, 0.2515, -0.2898),  # decided
    (0.0462, 0.1189, -0.1651),  # actor_for_actor
    (-0.4890, 0.3796, 0.1094),  # negation_even
    (-0.5248, -0.1441, 0.6689),  # only_left_out
    (0.1510, -0.1122, -0.0389),  # unresolved
    (-0.1384, -0.5418, 0.6802),  # retold
    (-0.1817, -0.3780, 0.5596),  # several
    (0.2169, 0.0720, -0.2889),  # rank
)
SEARCHED = tuple(zip(*_SEARCHED, strict=True))
SEARCHED_SILENT = 0.3500
SEARCHED_AGREES = (2.5000, 3.5000)
_GIVEN = (
    (3.6848, -1.8430, -1.8418),  # intercept
    (-2.4348, 0.3729, 2.0619),  # most
    (-1.9991, -0.0841, 2.0832),  # share
    (0.1177, 0.0042, -0.1218),  # heaviest
    (0.1369, -0.0859, -0.0511),  # unsaid
    (0.0726, 1.5360, -1.6086),  # rest
    (-0.0411, -0.0111, 0.0521),  # rest_heaviest
    (-0.5736, 0.3896, 0.1840),  # missing
    (-1.1395, 0.3218, 0.8177),  # back
    (-0.9472, 0.8909, 0.0563),  # in_order
    (0.0673, 0.0017, -0.0689),  # differences
    (0.1673, -0.4538, 0.2865),  # clean
    (-0.3391, 0.5053, -0.1662),  # clean_gap
    (0.4937, -0.1736, -0.3201),  # modal
    (-0.1022, 0.2847, -0.1825),  # modal_in_order
    (0.4217, -0.4086, -0.0131),  # force
    (0.1745, 0.3281, -0.5026),  # number_other
    (1.3501, -0.5511, -0.7990),  # number_added
    (-0.7746, 1.4137, -0.6391),  # reference_other
    (-2.0365, 2.1106, -0.0741),  # reference_added
    (-0.3295, 0.2292, 0.1003),  # negation
    (-0.1416, -0.3232, 0.4648),  # turned
    (-0.0932, 0.5197, -0.4265),  # negation_turned
    (-0.0766, 0.1418, -0.0653),  # odd
    (0.6151, -0.2920, -0.3232),  # actor
    (-0.1654, -0.2928, 0.4582),  # actor_other
    (-0.5551, 0.9899, -0.4348),  # place
    (0.5349, -0.0821, -0.4528),  # place_added
    (0.3866, -0.3148, -0.0717),  # condition_left_out
    (-0.6651, 0.3193, 0.3459),  # condition_added
    (-0.6958, 0.6839, 0.0118),  # restriction_added
    (0.8482, -0.5753, -0.2729),  # time_other
    (0.5518, -1.0516, 0.4998),  # time_added
    (-1.0225, 0.5918, 0.4307),  # opposite
    (-0.7461, 1.4367, -0.6907),  # contrast
    (-1.2256, 1.8720, -0.6465),  # contrast_beside
    (0.9128, 0.1082, -1.0210),  # lone_negation
    (0.4309, -0.0689, -0.3620),  # universal
    (0.1850, -0.2586, 0.0736),  # exchanged
    (-0.3249, 0.2072, 0.1176),  # exchanged_in_order
    (0.0400, 0.0979, -0.1379),  # all_but_one
    (0.6139, 2.9689, -3.5828),  # missing_in_order
    (-0.1547, 0.2095, -0.0548),  # many_and_near
    (-0.2321, -0.4206, 0.6527),  # negative_words
    (-0.1578, 0.2422, -0.0844),  # only
    (-0.7957, 0.1950, 0.6007),  # without
    (0.1336, -0.5809, 0.4473),  # plain
    (0.0181, 0.2651, -0.2832),  # decided
    (0.2629, 0.0198, -0.2828),  # actor_for_actor
    (-0.0032, 0.1300, -0.1268),  # negation_even
    (-0.8277, -0.0015, 0.8291),  # only_left_out
    (0.1815, -0.1516, -0.0299),  # unresolved
    (-0.2874, -0.4567, 0.7442),  # retold
    (0.0903, -0.4828, 0.3925),  # several
    (0.2619, 0.0559, -0.3178),  # rank
)
GIVEN = tuple(zip(*_GIVEN, strict=True))
GIVEN_SILENT = 0.3500
GIVEN_AGREES = (1.0000, 8.0000)
