"""What holds for every reference and every text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.law.canonical import canonical, in_words
from assistant.law.grammar import parse
from assistant.law.registry import Statute, shipped_registry

STATUTES = [statute for statute in shipped_registry().statutes if statute.title]
NUMBER = st.builds(lambda number, letter: f"{number}{letter}", st.integers(1, 199), st.sampled_from(["", "", "a", "b", "i"]))
LAWS = ["SoL", "OSL", "SOSFS 2014:4", "HSLF-FS 2022:39", "(2001:453)", "samma lag", "lagens", "brottsbalken", "2014:4HSLF"]
PLACES = ["1", "2 a", "§", "§§", "kap.", "och", "–", ",", "första", "stycket", "12:", "1111"]
OTHERS = ["prop. 2024/25:89", "JO", "dnr 1-2020", "meddelandeblad ”", "” nr. 1/2019", "\n", "å", "é", "🙂"]
PIECES = st.sampled_from([*LAWS, *PLACES, *OTHERS])


def _basis(statute: Statute) -> dict[str, str]:
    return {key: statute.number for key in (*statute.abbreviations, *statute.names)}


@settings(deadline=None)
@given(st.sampled_from(STATUTES), NUMBER, NUMBER)
def test_a_canonical_form_is_read_back_as_itself(statute: Statute, chapter: str, section: str) -> None:
    has_chapters = bool(statute.chapters)
    written = canonical(statute.short_name, chapter if has_chapters else None, section)
    (one,) = parse(written, _basis(statute))
    assert (one.canonical, one.sfs) == (written, statute.number)
    assert (one.chapter, one.section) == (chapter if has_chapters else None, section)


@settings(deadline=None)
@given(st.sampled_from([statute for statute in STATUTES if statute.chapters]), NUMBER)
def test_a_chapter_in_canonical_form_is_read_back_as_itself(statute: Statute, chapter: str) -> None:
    written = canonical(statute.short_name, chapter)
    (one,) = parse(written, _basis(statute))
    assert (one.canonical, one.sfs, one.chapter, one.section) == (written, statute.number, chapter, None)


@settings(deadline=None)
@given(st.sampled_from(STATUTES), NUMBER, NUMBER, st.booleans())
def test_a_reference_written_out_in_words_is_read_back(
    statute: Statute, chapter: str, section: str, with_chapter: bool
) -> None:
    place = chapter if with_chapter else None
    (one,) = parse(f"Enligt {in_words(place, section, statute.short_name)} gäller något.", _basis(statute))
    assert (one.canonical, one.sfs) == (canonical(statute.short_name, place, section), statute.number)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25), st.sampled_from([" ", "", "  "]))
def test_offsets_always_cut_out_what_was_written(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    for one in parse(text, {"SoL": "2001:453"}, "2009:400"):
        assert text[one.start : one.end] == one.as_written
        assert one.as_written


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    assert all(text[one.start : one.end] == one.as_written for one in parse(text))
