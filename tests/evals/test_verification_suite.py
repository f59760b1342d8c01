from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from assistant.documents.corpus import Corpus
from evals.suites import Split, SuiteError
from evals.verification_suite import VERIFICATION, Error, Pair, Words, load_pairs, measures, problems, read_pair


@pytest.fixture(scope="module")
def pairs() -> tuple[Pair, ...]:
    return load_pairs()


@pytest.fixture
def row() -> dict[str, Any]:
    line: dict[str, Any] = json.loads(VERIFICATION.read_text(encoding="utf-8").splitlines()[0])
    return line


def _first(pairs: tuple[Pair, ...], split: Split, error: Error | None) -> Pair:
    return next(pair for pair in pairs if pair.split is split and pair.error is error)


def test_every_shipped_pair_holds_against_the_corpus(pairs: tuple[Pair, ...], corpus: Corpus) -> None:
    assert problems(pairs, corpus) == []


def test_each_split_is_spread_over_all_documents(pairs: tuple[Pair, ...], corpus: Corpus) -> None:
    for split in Split:
        ids = {words.paragraph_id for pair in pairs if pair.split is split for words in pair.evidence}
        assert {place.split("/", 1)[0] for place in ids} == set(corpus.documents)
        assert len(ids) >= 80


def test_each_split_has_lists_definitions_and_sentences_on_two_paragraphs(pairs: tuple[Pair, ...], corpus: Corpus) -> None:
    for split in Split:
        chosen = [pair for pair in pairs if pair.split is split]
        kinds = {corpus.paragraph(words.paragraph_id).kind.value for pair in chosen for words in pair.evidence}
        assert kinds >= {"text", "list", "definition", "table_row", "reading_list"}
        assert sum(len({words.paragraph_id for words in pair.evidence}) > 1 for pair in chosen) >= 10


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"right": True, "error": "number"}, id="right with an error"),
        pytest.param({"right": False, "error": None}, id="wrong without an error"),
        pytest.param({"error": "spelling"}, id="an error that is none of the kinds"),
        pytest.param({"right": "yes"}, id="right is no truth value"),
        pytest.param({"split": "train"}, id="a split that is neither"),
        pytest.param({"evidence": []}, id="no evidence"),
        pytest.param({"evidence": [{"paragraph_id": "x"}]}, id="evidence without words"),
        pytest.param({"evidence": [{"paragraph_id": "x", "quote": " "}]}, id="evidence with empty words"),
        pytest.param({"sentence": 7}, id="a sentence that is no text"),
        pytest.param({"comment": "x"}, id="an unknown field"),
    ],
)
def test_a_line_that_does_not_follow_the_schema_is_refused(row: dict[str, Any], change: dict[str, Any]) -> None:
    with pytest.raises(SuiteError):
        read_pair(json.dumps(row | change))


@pytest.mark.parametrize("line", ["", "[]", "{", '"x"'])
def test_a_line_that_is_no_object_is_refused(line: str) -> None:
    with pytest.raises(SuiteError):
        read_pair(line)


def test_a_paragraph_that_does_not_exist_is_told(pairs: tuple[Pair, ...], corpus: Corpus) -> None:
    changed = replace(pairs[0], evidence=(Words("stockholm-vald-riktlinjer/saknas/1", "Orden."),))
    assert f"{changed.id}: no such paragraph: stockholm-vald-riktlinjer/saknas/1" in problems([changed], corpus)


def test_words_that_are_not_in_their_paragraph_are_told(pairs: tuple[Pair, ...], corpus: Corpus) -> None:
    changed = replace(pairs[0], evidence=(replace(pairs[0].evidence[0], quote="Det här står ingenstans."),))
    assert f"{changed.id}: not verbatim: Det här står ingenstans." in problems([changed], corpus)


def test_a_quote_error_whose_words_are_verbatim_is_told(pairs: tuple[Pair, ...], corpus: Corpus) -> None:
    wrong = _first(pairs, Split.DEV, Error.QUOTE)
    start = " ".join(corpus.paragraph(wrong.evidence[0].paragraph_id).full_text.split())[:20]
    changed = replace(wrong, evidence=(replace(wrong.evidence[0], quote=start),))
    assert f"{wrong.id}: the quote is verbatim, although it is the error" in problems([changed], corpus)


def test_a_paragraph_in_both_splits_is_told(pairs: tuple[Pair, ...], corpus: Corpus) -> None:
    moved = replace(pairs[0], id="moved", sentence="En annan mening.", split=Split.TEST)
    assert f"paragraph in both splits: {moved.evidence[0].paragraph_id}" in problems([*pairs, moved], corpus)


def test_an_id_or_a_sentence_that_occurs_twice_is_told(pairs: tuple[Pair, ...], corpus: Corpus) -> None:
    found = problems([*pairs, pairs[0]], corpus)
    assert f"id occurs twice: {pairs[0].id}" in found
    assert f"sentence occurs twice: {pairs[0].sentence.casefold()}" in found


def test_a_split_that_is_too_small_or_one_sided_is_told(pairs: tuple[Pair, ...]) -> None:
    right = [pair for pair in pairs if pair.right][:20]
    assert measures(right, Split.DEV) == [
        "dev: 20 pairs, fewer than 260",
        *(f"dev: 0 of {kind}" for kind in Error),
        "dev: 100% are right",
    ]
