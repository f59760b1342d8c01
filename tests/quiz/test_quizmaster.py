from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from assistant.documents.corpus import Corpus
from assistant.errors import UsageError
from assistant.quiz.choose import section_of
from assistant.quiz.items import FALSE, ItemType, Quiz
from assistant.quiz.quizmaster import Quizmaster, Wish
from tests.quiz.conftest import ON


def test_the_same_seed_gives_the_same_quiz(quizmaster: Quizmaster, corpus: Corpus) -> None:
    wish = Wish(count=16, seed=3)
    assert quizmaster.make(wish) == Quizmaster(corpus, ON).make(wish)


def test_another_seed_gives_another_quiz(quizmaster: Quizmaster) -> None:
    assert quizmaster.make(Wish(count=8, seed=1)).items != quizmaster.make(Wish(count=8, seed=2)).items


def test_nothing_is_asked_twice(quiz: Quiz) -> None:
    seen: list[tuple[str, int, int]] = []
    for item in quiz.items:
        for paragraph, start, end in item.facts:
            assert not any(one == paragraph and start < last and first < end for one, first, last in seen), item
        seen += item.facts


def test_types_are_even_as_far_as_the_material_goes(quiz: Quiz) -> None:
    counts = Counter(item.type for item in quiz.items)
    assert set(counts) == set(ItemType)
    assert max(counts.values()) <= 9


def test_no_section_has_more_than_a_fifth(quiz: Quiz) -> None:
    assert Counter(section_of(item) for item in quiz.items).most_common(1)[0][1] <= len(quiz.items) / 5


def test_both_municipalities_are_asked_about(quiz: Quiz) -> None:
    assert {citation.document_id.split("-")[0] for item in quiz.items for citation in item.citations} == {
        "stockholm",
        "huddinge",
    }


def test_statements_are_true_and_false_in_a_fair_share(quizmaster: Quizmaster) -> None:
    items = quizmaster.make(Wish(count=20, types=(ItemType.TRUE_FALSE,))).items
    assert 7 <= sum(item.key == FALSE for item in items) <= 15


def test_a_document_can_be_chosen(quizmaster: Quizmaster) -> None:
    items = quizmaster.make(Wish(document="huddinge-vald-riktlinjer", count=6)).items
    assert {citation.document_id for item in items for citation in item.citations} == {"huddinge-vald-riktlinjer"}


def test_a_section_can_be_chosen_by_its_path(quizmaster: Quizmaster) -> None:
    items = quizmaster.make(Wish(document="stockholm-vald-riktlinjer/handlaggning/", count=6)).items
    assert {item.citations[0].section[0] for item in items} == {"Handläggning"}


def test_a_section_can_be_chosen_by_words_of_its_heading(quizmaster: Quizmaster) -> None:
    items = quizmaster.make(Wish(section="skyddade PERSONUPPGIFTER", count=4)).items
    assert all("Skyddade personuppgifter" in citation.section for item in items for citation in item.citations)


def test_a_type_can_be_chosen(quizmaster: Quizmaster) -> None:
    items = quizmaster.make(Wish(types=(ItemType.CLOZE,), count=4)).items
    assert {item.type for item in items} == {ItemType.CLOZE}


def test_where_there_is_not_enough_it_is_said(quizmaster: Quizmaster) -> None:
    quiz = quizmaster.make(Wish(document="stockholm-samtalsgrupp/omfattning", count=40))
    assert 0 < len(quiz.items) < 40
    assert "inget frågas om två gånger" in quiz.notices[0]


def test_progress_is_told(quizmaster: Quizmaster) -> None:
    done: list[int] = []
    quizmaster.make(Wish(count=4), done.append)
    assert done == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"document": "finns-inte"}, "inget dokument eller avsnitt"),
        ({"document": "/"}, "inget dokument eller avsnitt"),
        ({"section": "trädgårdsskötsel"}, "Ingen rubrik"),
        ({"count": 0}, "mellan 1 och 500"),
        ({"count": 501}, "mellan 1 och 500"),
        ({"topic": "skyddat boende"}, "kräver sökindexet"),
        ({"section": "Bilagor"}, "inte att göra någon fråga"),
    ],
)
def test_what_cannot_be_asked_about_is_told(quizmaster: Quizmaster, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        quizmaster.make(Wish(**fields))


@pytest.fixture(scope="module")
def searching(corpus: Corpus, assistant: Any) -> Quizmaster:
    return Quizmaster(corpus, ON, open_searcher=lambda: assistant._searcher)


def test_a_topic_is_found_through_the_search(searching: Quizmaster) -> None:
    items = searching.make(Wish(topic="skyddade personuppgifter", count=4)).items
    assert any("Skyddade personuppgifter" in citation.section for item in items for citation in item.citations)


def test_a_topic_can_be_kept_within_a_document(searching: Quizmaster) -> None:
    items = searching.make(Wish(topic="samverkan", document="huddinge-vald-riktlinjer", count=2)).items
    assert {item.citations[0].document_id for item in items} == {"huddinge-vald-riktlinjer"}


def test_a_topic_of_another_kind_is_refused(searching: Quizmaster) -> None:
    with pytest.raises(UsageError, match="handlar inte om det ämnet"):
        searching.make(Wish(topic="recept på kanelbullar", count=2))
