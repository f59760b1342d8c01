from __future__ import annotations

import pytest

from assistant.documents.corpus import Corpus
from assistant.index.lexical import stems
from assistant.retrieval.asked_for import Fact, asked_for
from assistant.retrieval.meanings import asked_term, defined, shows
from assistant.retrieval.query import understand
from assistant.retrieval.statements import statements_of
from assistant.text import sentences


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Vad betyder latent våld?", "latent våld"),
        ("vad menas med kontaktförbud", "kontaktförbud"),
        ("Vad är ett målsägandebiträde?", "ett målsägandebiträde"),
        ("vad är en barnkonsekvensanalys för nåt", "en barnkonsekvensanalys"),
        ("Vad innebär ordet ska i riktlinjerna?", "ska"),
        ("What does grooming mean?", "grooming"),
        ("What is meant by latent violence?", "latent violence"),
    ],
)
def test_the_word_whose_meaning_is_asked_for(question: str, term: str) -> None:
    assert asked_term(question) == term
    assert asked_for(question) is Fact.MEANING


@pytest.mark.parametrize(
    "question",
    [
        "Vad är målet med uppföljningen?",
        "Vad är skillnaden mellan RVT och RVC?",
        "Vad innebär det för barnet att bo på skyddat boende?",
        "Hon är rädd för sin bror. Vad är riskerna?",
        "Vad är viktigt i mötet med henne?",
    ],
)
def test_what_is_so_of_a_thing_is_no_meaning(question: str) -> None:
    assert asked_for(question) is not Fact.MEANING


@pytest.mark.parametrize(
    "question",
    ["Vilka tecken på hedersvåld finns?", "hur märker man att ett barn far illa", "What are the signs of trafficking?"],
)
def test_a_question_for_signs(question: str) -> None:
    assert asked_for(question) is Fact.SIGNS


@pytest.mark.parametrize("question", ["Hur upptäcker man våld i enskilda ärenden?", "Hur ser vi på den relationen?"])
def test_how_one_works_is_no_question_for_signs(question: str) -> None:
    assert asked_for(question) is not Fact.SIGNS


@pytest.mark.parametrize(
    ("words", "term", "expected"),
    [
        ("Gallring innebär att man förstör", "gallring", True),
        ("Fysiskt våld Till exempel", "fysiskt", True),
        ("målsägandebiträde och kontaktförbud", "kontaktförbud", False),
        ("Evidensbaserad praktik (EBP) innebär", "EBP", True),
        ("Med ”alla medarbetare” avses", "medarbetare", True),
        ("Boendeinrättning som tillhandahåller", "skyddat boende", True),
    ],
)
def test_a_sentence_that_only_has_the_word_does_not_define_it(corpus: Corpus, words: str, term: str, expected: bool) -> None:
    paragraph = next(one for one in corpus.paragraphs if words in one.full_text)
    texts = [paragraph.full_text[start:end] for start, end in sentences(paragraph.full_text)]
    assert any(defined(text, paragraph, frozenset(stems(term))) for text in texts) is expected


def test_signs_are_shown_by_examples_and_not_by_the_word() -> None:
    assert shows("Till exempel att knuffa, hålla fast")
    assert not shows("Medarbetare behöver ha kunskaper för att se tecken på våld och förtryck.")


def test_what_the_typical_questions_ask_the_meaning_of_is_defined_in_nearly_all_their_paragraphs(corpus: Corpus) -> None:
    statements = statements_of(corpus)
    held = [
        statements.hold([one.paragraph_id for one in question.evidence], Fact.MEANING, understand(question.text, corpus), 0.5)
        for question in corpus.questions
        if asked_for(question.text) is Fact.MEANING
    ]
    assert len(held) > 30
    assert sum(held) / len(held) > 0.8


def test_a_word_that_carries_no_subject_is_defined_nowhere(corpus: Corpus) -> None:
    everywhere = [one.id for one in corpus.paragraphs]
    assert not statements_of(corpus).hold(everywhere, Fact.MEANING, understand("Vad betyder bör?", corpus), 0.5)
