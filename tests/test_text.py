from __future__ import annotations

import json
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.corpus import load_corpus
from assistant.errors import UsageError
from assistant.text import MAX_QUESTION, clean_question, collapse, fold, is_invisible, listed, sentences

CASES = [json.loads(line) for line in (Path(__file__).parent / "data" / "sentences.jsonl").read_text("utf-8").splitlines()]


def _parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_white_space_runs_become_one_space() -> None:
    assert collapse("  Vad\n\tär \u00a0 SIP?\r\n") == "Vad är SIP?"


def test_words_are_listed_as_swedish_lists_them() -> None:
    assert [listed(words) for words in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a och b", "a, b och c"]


def test_folded_texts_are_equal_where_readers_see_the_same() -> None:
    assert fold("ＳＯＬ Straße É") == fold("sol STRASSE e\u0301")


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  Vad är SIP? \n", "Vad är SIP?"),
        ("Vad\u0000 är\u0007 SIP?", "Vad är SIP?"),
        ("V\u200bad \u202eär\u202c SIP\ufeff?", "Vad är SIP?"),
        ("a\u030aldersgräns", "åldersgräns"),
        ("Får\u00adhon", "Fårhon"),
        ("\uf0b7 punkt ett", "punkt ett"),
        ("Vad är\u2028SIP?", "Vad är SIP?"),
        ("trasig \udce5 byte", "trasig byte"),
        ("<b>Vad är SIP?</b>", "<b>Vad är SIP?</b>"),
        ("112?", "112?"),
    ],
)
def test_a_question_is_cleaned_of_what_does_not_show(raw: str, cleaned: str) -> None:
    assert clean_question(raw) == cleaned


@pytest.mark.parametrize("raw", ["", " \n\t ", "\u200b\u202e\u0000", "\u3164\u2800", "\udce5", "\ufe0f\ufe0f"])
def test_an_empty_question_says_that_it_is_empty(raw: str) -> None:
    with pytest.raises(UsageError, match=r"^Frågan är tom\. Skriv en fråga"):
        clean_question(raw)


@pytest.mark.parametrize("raw", ["??", "😀😀", "– …", "![](:)", "\u0301\u0301"])
def test_a_question_without_letters_or_digits_says_so(raw: str) -> None:
    with pytest.raises(UsageError, match="inga bokstäver eller siffror"):
        clean_question(raw)


@pytest.mark.parametrize("raw", ["a" * (MAX_QUESTION + 1), "våld " * 20_000, "e\u0301\u0323" * 50_000, "?" * 100_000])
def test_a_question_that_is_too_long_says_how_long_it_may_be(raw: str) -> None:
    with pytest.raises(UsageError, match="längre än 4 000 tecken"):
        clean_question(raw)


def test_the_longest_question_is_taken_and_white_space_does_not_count() -> None:
    assert clean_question("  " * 9_000 + "å" * MAX_QUESTION) == "å" * MAX_QUESTION
    assert clean_question("a\u030a" * MAX_QUESTION) == "å" * MAX_QUESTION


def test_an_error_never_repeats_the_question() -> None:
    with pytest.raises(UsageError) as caught:
        clean_question("hemlighet " * 1_000)
    assert "hemlighet" not in str(caught.value)
    assert caught.value.exit_code == 2


@given(st.text(max_size=200))
def test_a_cleaned_question_is_composed_single_spaced_and_stays_as_it_is(raw: str) -> None:
    try:
        cleaned = clean_question(raw)
    except UsageError:
        return
    assert cleaned == clean_question(cleaned) == collapse(cleaned) == unicodedata.normalize("NFC", cleaned)
    assert not any(is_invisible(char) for char in cleaned)
    cleaned.encode("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"]))
def test_sentences_are_those_a_reader_sees(case: dict[str, list[str]]) -> None:
    assert _parts(" ".join(case["sentences"])) == case["sentences"]


def test_a_new_line_always_ends_a_sentence() -> None:
    assert _parts("Insatsen kan vara:\nstödsamtal,\n\npraktiskt stöd, t.ex.\r\nhjälp") == [
        "Insatsen kan vara:",
        "stödsamtal,",
        "praktiskt stöd, t.ex.",
        "hjälp",
    ]


def test_a_quotation_that_lost_its_other_half_does_not_swallow_the_rest() -> None:
    assert len(_parts("Hon sade ”jag vill inte. Sedan gick hon. Det är allt.")) == 3
    assert len(_parts("Se (bilaga 1. Det är allt. Punkt slut.")) == 3


@given(st.text(alphabet='aBå1 .?!…()”"\n§,:m', max_size=200))
def test_every_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    inside = "".join(text[start:end] for start, end in spans)
    assert re.sub(r"\s", "", inside) == re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def paragraphs(corpus_folder: Path) -> tuple[str, ...]:
    return tuple(paragraph.text for paragraph in load_corpus(corpus_folder).paragraphs)


def test_the_documents_sentences_are_whole(paragraphs: tuple[str, ...]) -> None:
    """No sentence of the real documents begins in the middle of a reference or ends on an abbreviation."""
    found = 0
    for text in paragraphs:
        for part in _parts(text):
            found += 1
            assert not re.search(r"\b(?:kap|prop|jfr|t\.ex|bl\.a|dnr|dvs|ev|nr|sid)\.$", part), part
            assert not re.match(r"\d+ (?:kap|§)|[§),;]", part) or text.startswith(part) or f"\n{part}" in text, part
    assert found > 700


def test_the_documents_known_hard_places_are_not_broken(paragraphs: tuple[str, ...]) -> None:
    parts = [part for text in paragraphs for part in _parts(text)]
    for whole in (
        "(se t.ex. JO:s beslut den 7 december 2020, dnr 4454-2019).",
        "Akut bistånd kan t.ex. omfatta bistånd till matpengar och logi.",
        "(jfr 11 kap. 10 § SoL).",
        "(dvs. inte kommunal)",
    ):
        assert any(whole in part for part in parts), whole
