from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generation.reply import MAX_SENTENCES, MAX_TEXT, SCHEMA, Basis, Completeness, Proposed, ReplyReader

PLAN: dict[str, Any] = {
    "completeness": "complete",
    "sentences": [
        {"text": "Utföraren ska upprätta planen.", "sources": [{"handle": "a2b3c", "quote": "Utföraren ska upprätta"}]},
        {"text": 'Ett syfte: "tydlig struktur" [så].', "sources": [{"handle": "d4e5f", "quote": "tydlig { struktur"}]},
    ],
}
SENTENCES = [
    Proposed("Utföraren ska upprätta planen.", (Basis("a2b3c", "Utföraren ska upprätta"),)),
    Proposed('Ett syfte: "tydlig struktur" [så].', (Basis("d4e5f", "tydlig { struktur"),)),
]


def read(text: str, size: int = 1) -> tuple[list[Proposed], ReplyReader]:
    reader = ReplyReader()
    found = [one for at in range(0, len(text), size) for one in reader.feed(text[at : at + size])]
    return found, reader


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize("indent", [None, 2])
def test_each_sentence_is_read_whatever_the_pieces_it_comes_in(size: int, indent: int | None) -> None:
    found, reader = read(json.dumps(PLAN, ensure_ascii=False, indent=indent), size)
    assert found == SENTENCES
    assert reader.completeness is Completeness.COMPLETE


def test_a_sentence_is_given_as_soon_as_it_is_whole() -> None:
    text = json.dumps(PLAN, ensure_ascii=False)
    end = text.index('}]}, {"text"') + len("}]}")
    assert read(text[: end - 1])[0] == []
    assert read(text[:end])[0] == SENTENCES[:1]


def test_a_fence_and_a_greeting_around_the_reply_are_passed_over() -> None:
    text = f"Här kommer svaret!\n```json\n{json.dumps(PLAN)}\n```\nHoppas det hjälper."
    found, reader = read(text)
    assert found == SENTENCES
    assert reader.is_readable


def test_completeness_may_stand_last_but_not_inside_a_sentence() -> None:
    last = {"sentences": PLAN["sentences"], "completeness": "partial"}
    assert read(json.dumps(last))[1].completeness is Completeness.PARTIAL
    inside = {"sentences": [{"text": '"completeness": "complete"', "sources": []}], "completeness": "not_answered"}
    assert read(json.dumps(inside))[1].completeness is Completeness.NOT_ANSWERED


def test_a_reply_that_says_that_the_sources_do_not_answer_is_readable_without_sentences() -> None:
    found, reader = read('{"completeness": "not_answered"}')
    assert found == []
    assert reader.is_readable
    assert reader.completeness is Completeness.NOT_ANSWERED


@pytest.mark.parametrize(
    "text", ["", "Ja.", "{}", '{"sentences": "inga"}', "[1, 2, 3]", '{"svar": "Utföraren"}', "<html>500</html>"]
)
def test_what_has_another_form_is_not_readable(text: str) -> None:
    found, reader = read(text)
    assert found == []
    assert not reader.is_readable


def test_a_reply_that_is_cut_keeps_what_was_whole() -> None:
    text = json.dumps(PLAN, ensure_ascii=False)
    found, reader = read(text[: len(text) - 30])
    assert found == SENTENCES[:1]
    assert reader.is_readable


@pytest.mark.parametrize(
    "element",
    [
        {"text": "Utan källor."},
        {"text": "Utan källor.", "sources": "a2b3c"},
        {"text": "Utan källor.", "sources": [{"handle": "a2b3c"}]},
        {"text": "Utan källor.", "sources": ["a2b3c"]},
        {"text": "Utan källor.", "sources": [{"handle": 7, "quote": "ord"}]},
        {"text": "Utan källor.", "sources": [{"handle": "a", "quote": "x" * 2_000}]},
        {"text": "Utan källor.", "sources": [{"handle": "a", "quote": "ord"}] * 9},
        {"text": "Utan källor.", "sources": [{"handle": "a", "quote": "ord"}, None]},
    ],
)
def test_a_sentence_without_sources_in_order_has_none(element: object) -> None:
    found, _ = read(json.dumps({"sentences": [element]}))
    assert found == [Proposed("Utan källor.", ())]


def test_a_sentence_that_is_too_long_is_not_taken_for_one() -> None:
    found, _ = read(json.dumps({"sentences": [{"text": "a" * 5_000, "sources": [{"handle": "a", "quote": "ord"}]}]}), 100)
    assert found == [Proposed("a" * MAX_TEXT, ())]


def test_no_more_sentences_are_read_than_an_answer_may_have() -> None:
    found, _ = read(json.dumps({"sentences": PLAN["sentences"] * 20}), 50)
    assert len(found) == MAX_SENTENCES


def test_what_stands_after_the_list_is_no_sentence() -> None:
    text = '{"sentences": []} {"sentences": [{"text": "Insmugglad.", "sources": []}]}'
    assert read(text)[0] == []


def test_the_schema_asks_for_what_is_read() -> None:
    element = SCHEMA["properties"]["sentences"]["items"]
    assert element["required"] == ["sources", "text"]
    assert set(SCHEMA["properties"]["completeness"]["enum"]) == set(Completeness)


@given(st.text(max_size=300), st.integers(1, 40))
def test_no_reply_is_an_error(text: str, size: int) -> None:
    read(text, size)
    read('{"sentences": [' + text, size)
