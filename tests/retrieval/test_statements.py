from __future__ import annotations

import pytest

from assistant.documents.corpus import Corpus
from assistant.retrieval.asked_for import Fact
from assistant.retrieval.query import understand
from assistant.retrieval.statements import Statements, statements_of


@pytest.fixture(scope="module")
def statements(corpus: Corpus) -> Statements:
    return statements_of(corpus)


def paragraph_with(corpus: Corpus, words: str) -> str:
    return next(one.id for one in corpus.paragraphs if words in one.full_text)


def held(statements: Statements, corpus: Corpus, words: str, question: str, fact: Fact, rarest: float = 0.5) -> bool:
    return statements.hold([paragraph_with(corpus, words)], fact, understand(question, corpus), rarest)


CONDITIONS = "Den enskilde är 15 år eller äldre"
IMPLEMENTATION = "upprätta en genomförandeplan"


def test_an_age_is_held_for_whom_it_is_said_of(statements: Statements, corpus: Corpus) -> None:
    assert held(statements, corpus, CONDITIONS, "Hur gammal måste den våldsutsatta vara för stödet?", Fact.AGE)
    assert not held(statements, corpus, CONDITIONS, "Hur gammal måste hunden vara?", Fact.AGE)


def test_an_actor_is_held_for_what_it_does(statements: Statements, corpus: Corpus) -> None:
    assert held(statements, corpus, IMPLEMENTATION, "Vem upprättar genomförandeplanen?", Fact.AUTHORITY)
    assert not held(statements, corpus, IMPLEMENTATION, "Vem döper båten?", Fact.AUTHORITY)


def test_an_actor_that_the_question_names_is_not_who_it_asks_for(statements: Statements, corpus: Corpus) -> None:
    contacts = "Kruton 08-508 44 550"
    assert held(statements, corpus, contacts, "Vilken enhet på staden kan ge råd och stöd?", Fact.AUTHORITY)
    assert not held(statements, corpus, contacts, "Vem är chef på Kruton?", Fact.AUTHORITY, rarest=1.0)


def test_yes_or_no_is_decided_where_a_rare_word_stands_beside_what_decides(statements: Statements, corpus: Corpus) -> None:
    report = "behöver inte vara polisanmäld"
    assert held(statements, corpus, report, "Måste den enskilde vara polisanmäld?", Fact.YES_NO)
    assert not held(statements, corpus, report, "Måste våldet ha filmats?", Fact.YES_NO)


def test_a_question_without_a_word_of_a_subject_takes_what_stands_there(statements: Statements, corpus: Corpus) -> None:
    assert held(statements, corpus, CONDITIONS, "Hur gammal?", Fact.AGE)


def test_words_of_typical_questions_count_for_the_sentence_they_ask_about(statements: Statements, corpus: Corpus) -> None:
    asked = next(
        question.text
        for question in corpus.questions
        if question.text == "Från vilken ålder får man stödet utan behovsprövning?"
    )
    assert held(statements, corpus, CONDITIONS, asked, Fact.AGE)


def test_the_statements_of_a_corpus_are_read_once(corpus: Corpus) -> None:
    assert statements_of(corpus) is statements_of(corpus)


def test_a_word_that_stands_nowhere_is_the_rarest(statements: Statements) -> None:
    assert statements.rarity("sjukpenning") > statements.rarity("våld")
