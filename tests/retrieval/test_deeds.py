from __future__ import annotations

import pytest

from assistant.documents.corpus import Corpus
from assistant.retrieval.deeds import deeds_asked, deeds_in
from assistant.retrieval.query import understand
from assistant.retrieval.statements import Statements, statements_of


@pytest.mark.parametrize(
    ("question", "deeds"),
    [
        ("Vem beslutar om skyddat boende?", {"decides"}),
        ("vem betalar tolken", {"pays", "translates"}),
        ("Hur dokumenteras en säkerhetsplan?", {"documents"}),
        ("Vem skriver under avtalet?", {"signs"}),
        ("får jag spela in samtalet", {"tapes"}),
        ("who pays for the taxi", {"pays", "travels"}),
        ("Vem beslutar om vårdnad om barnet?", {"decides", "custody"}),
        ("vad gör jag om klienten tar livet av sig", {"dies"}),
        ("Hur ser Huddinge på delaktighet?", set()),
    ],
)
def test_what_a_question_turns_on_is_known_in_any_of_its_words(question: str, deeds: set[str]) -> None:
    assert {name for deed in deeds_asked(question) for name in deed.names} == deeds


def test_only_the_sentence_that_asks_counts() -> None:
    scenario = "Hon har överklagat beslutet och betalar sin egen hyra. Hur bemöter jag henne?"
    assert deeds_asked(scenario) == ()


@pytest.mark.parametrize("text", ["Handläggaren kan skriva intyg", "Han har oss i åtanke", "Riktlinjerna ersätter inga lagar"])
def test_words_that_only_begin_alike_are_no_deed(text: str) -> None:
    assert not deeds_in(text)


@pytest.fixture(scope="module")
def statements(corpus: Corpus) -> Statements:
    return statements_of(corpus)


def told(statements: Statements, corpus: Corpus, words: str, question: str) -> bool:
    place = next(one.id for one in corpus.paragraphs if words in one.full_text)
    return statements.tell([place], understand(question, corpus))


@pytest.mark.parametrize(
    ("words", "question", "expected"),
    [
        ("Polisen utreder och fattar beslut", "Vem beslutar om fingerade personuppgifter?", True),
        ("det är inte socialtjänsten som placerar barnet", "Vem beslutar om vårdnad om barnet?", False),
        ("ska betala egenavgift", "Vem bekostar maten på boendet?", True),
        ("behov av språktolk", "Vem betalar tolken?", False),
        ("inte inleda en utredning ska detta dokumenteras", "Hur journalförs en förhandsbedömning?", True),
        ("Säkerhetsplanering behöver göras", "Hur dokumenteras en säkerhetsplanering?", False),
    ],
)
def test_a_paragraph_on_the_subject_tells_it_only_where_it_has_the_deed(
    statements: Statements, corpus: Corpus, words: str, question: str, expected: bool
) -> None:
    assert told(statements, corpus, words, question) is expected
