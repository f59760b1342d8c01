"""The script that measures the citation grammar on another project's cases."""

from __future__ import annotations

import json

from evals.measure_references import measure


def _case(text: str, expected: list[object], category: str = "SFS") -> str:
    return json.dumps({"id": "x", "category": category, "text": text, "expected": expected, "base": {"law": "9999:999"}})


def test_a_section_is_compared_by_statute_chapter_and_section() -> None:
    outcome = measure(_case("1 § FL och 4 kap. 3 § brottsbalken", ["https://lagen.nu/1962:700#K4P3S1"]), whole=False)
    assert outcome is not None
    assert outcome.missed == frozenset()
    assert outcome.extra == {("2017:900", "", "1")}


def test_whole_acts_count_only_when_asked_for() -> None:
    line = _case("brottsbalken", ["https://lagen.nu/1962:700"])
    sections, everything = measure(line, whole=False), measure(line, whole=True)
    assert sections is not None
    assert everything is not None
    assert (sections.expected, everything.expected) == (frozenset(), frozenset({("1962:700", "", "")}))


def test_cases_about_other_sources_are_left_out() -> None:
    assert measure(_case("Ds 1997:29", ["https://lagen.nu/ds/1997:29"], "Regpubl"), whole=False) is None
