from __future__ import annotations

import json

import pytest

from assistant.documents.corpus import Corpus
from assistant.law.model import LegalStatus
from assistant.quiz.distractors import normal
from assistant.quiz.items import FALSE, GAP, TRUE, Item, ItemType, Quiz
from assistant.text import collapse

KEYS = {
    "id", "type", "question", "options", "key", "explanation", "citations", "legal_references", "difficulty", "objective",
}  # fmt: skip
CITATION = {
    "marker", "paragraph_id", "document_id", "document_title", "section", "paragraph", "page", "page_estimated", "binding",
    "label", "quote", "text",
}  # fmt: skip


def of(quiz: Quiz, type_: ItemType) -> list[Item]:
    return [item for item in quiz.items if item.type is type_]


def test_every_item_has_the_fields_of_the_contract(quiz: Quiz) -> None:
    rows = json.loads(json.dumps(quiz.to_dict()))["items"]
    assert len(rows) == 50
    assert all(set(row) >= KEYS for row in rows)
    assert all(set(citation) == CITATION for row in rows for citation in row["citations"])
    assert all(set(one) >= {"canonical", "as_written", "sfs", "status"} for row in rows for one in row["legal_references"])


def test_every_item_says_what_is_right_why_where_how_hard_and_what_for(quiz: Quiz) -> None:
    for item in quiz.items:
        assert item.key, item
        assert item.citations, item
        assert item.objective.endswith("."), item
        assert item.difficulty.value in {"lätt", "medel", "svår"}
        assert any(citation.label in item.explanation for citation in item.citations), item


def test_every_quote_stands_word_for_word_in_its_paragraph(quiz: Quiz, corpus: Corpus) -> None:
    for item in quiz.items:
        for citation in item.citations:
            assert citation.quote in collapse(corpus.paragraph(citation.paragraph_id).full_text)


def test_ids_are_distinct(quiz: Quiz) -> None:
    assert len({item.id for item in quiz.items}) == len(quiz.items)


def test_no_option_stands_twice_and_the_key_is_among_them(quiz: Quiz) -> None:
    for item in quiz.items:
        shown = [normal(option) for option in item.options]
        assert len(set(shown)) == len(shown), item
        if item.options:
            right = [said for _, said in item.pairs] or list(item.right)
            assert set(right) <= set(item.options), item


def test_a_false_statement_tells_which_word_was_changed(quiz: Quiz) -> None:
    false = [item for item in of(quiz, ItemType.TRUE_FALSE) if item.key == FALSE]
    assert false
    for item in false:
        (change,) = item.changed
        assert change.claim in item.question
        assert change.claim in item.explanation
        assert change.source in item.citations[0].quote
        assert item.to_dict()["changed"] == [{"kind": change.kind, "claim": change.claim, "source": change.source}]


def test_a_true_statement_is_the_documents_own(quiz: Quiz) -> None:
    true = [item for item in of(quiz, ItemType.TRUE_FALSE) if item.key == TRUE]
    assert true
    assert not any(item.changed for item in true)


def test_a_gap_is_filled_by_its_key_to_give_the_sentence(quiz: Quiz) -> None:
    for item in of(quiz, ItemType.CLOZE):
        sentence = item.question.partition("? ")[2].replace(GAP, str(item.key))
        assert normal(sentence) in normal(item.citations[0].quote) or "(" in item.citations[0].quote
        assert len(item.options) >= 3


def test_what_is_matched_and_what_it_is_matched_with_are_distinct(quiz: Quiz) -> None:
    for item in of(quiz, ItemType.MATCHING):
        names, said = zip(*item.pairs, strict=True)
        assert len(set(names)) == len(set(said)) == len(item.options) >= 3
        assert item.to_dict()["key"] == dict(item.pairs)


def test_steps_are_not_shown_in_their_own_order(quiz: Quiz) -> None:
    for item in of(quiz, ItemType.ORDERING):
        assert sorted(item.options) == sorted(item.right)
        assert list(item.options) != list(item.right)


def test_a_multiple_choice_has_several_right_and_at_least_one_wrong(quiz: Quiz) -> None:
    for item in of(quiz, ItemType.MULTIPLE_CHOICE):
        assert 2 <= len(item.right) < len(item.options)


def test_a_case_names_the_municipality_and_ends_in_a_question(quiz: Quiz) -> None:
    for item in of(quiz, ItemType.CASE):
        assert item.question.startswith(("En kollega i Stockholms stad", "En kollega i Huddinge kommun"))
        assert item.question.endswith("?")


def test_law_that_has_been_replaced_is_told_with_todays_section(quiz: Quiz) -> None:
    replaced = [(item, one) for item in quiz.items for one in item.legal_references if one.status is LegalStatus.REPLACED]
    assert replaced
    for item, one in replaced:
        assert one.as_written in item.explanation
        assert "i dag" in item.explanation


@pytest.mark.parametrize("type_", [ItemType.SHORT_ANSWER])
def test_a_short_answer_is_a_sentence_of_the_document(quiz: Quiz, type_: ItemType) -> None:
    for item in of(quiz, type_):
        assert item.options == ()
        assert item.key == item.citations[0].quote


def test_the_words_of_a_key_can_be_shown(one_of_each: Quiz) -> None:
    for item in one_of_each.items:
        assert all(isinstance(words, str) and words for words in item.right)
