"""The real verifier, and evidence found by the words it quotes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.documents.corpus import Corpus
from assistant.text import collapse
from assistant.verification import Evidence, Judgement, Kind, Verifier

Judge = Callable[[str, str], Judgement]


def assert_differs(judgement: Judgement, kind: Kind) -> None:
    """Assert that a sentence does not stand, and that the kind of what differs is named."""
    assert not judgement.stands
    assert kind in {one.kind for one in judgement.differences}


@pytest.fixture(scope="session")
def verifier(corpus: Corpus) -> Verifier:
    return Verifier(corpus)


@pytest.fixture(scope="session")
def rest_on(corpus: Corpus) -> Callable[[str], Evidence]:
    """Give the evidence of words that stand in one of the documents."""

    def find(quote: str) -> Evidence:
        for paragraph in corpus.paragraphs:
            if quote in collapse(paragraph.full_text):
                return Evidence(paragraph, corpus.document_of(paragraph.id), quote)
        raise AssertionError(f"no paragraph holds {quote!r}")

    return find


@pytest.fixture(scope="session")
def judge(verifier: Verifier, rest_on: Callable[[str], Evidence]) -> Judge:
    """Judge a sentence by the words it rests on."""

    def one(sentence: str, quote: str) -> Judgement:
        return verifier.verify(sentence, [rest_on(quote)])

    return one
