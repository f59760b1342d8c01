"""What ``assistant refs`` promises about a text."""

from __future__ import annotations

import datetime

from assistant.law.refs import refs

ON = datetime.date(2026, 11, 22)


def test_the_references_come_with_place_and_standing() -> None:
    text = "enligt 14 kap. 1 § första stycket SoL och 26 kap. 1 § OSL"
    first, second = refs(text, "2001:453", ON)["references"]
    assert text[first["start"] : first["end"]] == first["as_written"] == "14 kap. 1 § första stycket SoL"
    assert {key: first[key] for key in ("canonical", "sfs", "chapter", "section", "paragraph", "item", "status")} == {
        "canonical": "SoL 14:1",
        "sfs": "2001:453",
        "chapter": "14",
        "section": "1",
        "paragraph": "1",
        "item": None,
        "status": "replaced",
    }
    assert [(one["canonical"], one["sfs"], one["extent"]) for one in first["replaced_by"]] == [("SoL 19:1", "2025:400", "helt")]
    assert (second["canonical"], second["status"], second["replaced_by"]) == ("OSL 26:1", "in_force", [])


def test_a_text_without_law_has_no_references() -> None:
    assert refs("hej", None, ON) == {"references": []}
