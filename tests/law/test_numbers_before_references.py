"""Numbers that stand before a reference and belong to something else."""

from __future__ import annotations

import pytest

from assistant.law.grammar import parse


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring 08-508 32 440, 4 kap. 1 § SoL", ["4 kap. 1 § SoL"]),
        ("Ring 112, 4 kap. 1 § SoL", ["4 kap. 1 § SoL"]),
        ("Dnr 2025/941, 3 § FL", ["3 § FL"]),
        ("Den 2025-07-01, 5 kap. 1 § OSL", ["5 kap. 1 § OSL"]),
        ("1, 2 och 3 §§ FL", ["1, 2 och 3 §§ FL"] * 3),
        ("2 och 3 kap. SoL", ["2 och 3 kap. SoL"] * 2),
    ],
)
def test_a_number_before_a_reference_is_no_section(text: str, found: list[str]) -> None:
    references = parse(text)
    assert [reference.as_written for reference in references] == found
    assert all(text[reference.start : reference.end] == reference.as_written for reference in references)
