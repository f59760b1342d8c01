"""Whether citations carry what is asked for, and whether their words are the documents'."""

from __future__ import annotations

import pytest

from assistant.answering.answer import Status
from assistant.documents.corpus import Corpus
from evals.citations import CitationPrecision, CitationRecall, Needs, Verbatim
from evals.suites import Kind
from tests.evals.outcomes import answer, cite, outcome, question, value

PLAN = "stockholm-vald-riktlinjer/handlaggning/genomforandeplan/1"


@pytest.fixture(scope="module")
def needs(corpus: Corpus) -> Needs:
    return Needs(corpus)


def test_a_citation_counts_when_its_paragraph_is_expected_or_carries_the_fact(needs: Needs) -> None:
    given = answer("", cite("a", "x"), cite("b", "y", text="Högst 15 \n tillfällen."), cite("c", "z"))
    assert value(CitationPrecision(needs)(outcome(question(["a"]), given))) == pytest.approx(2 / 3)


def test_another_paragraph_that_carries_the_fact_will_do(needs: Needs) -> None:
    given = answer("", cite("b", "y", text="Högst 15 tillfällen."))
    assert value(CitationRecall(needs)(outcome(question(["a"]), given))) == 1


def test_of_two_needed_paragraphs_one_is_half(needs: Needs) -> None:
    asked = question(["a", "a2"], ["b"], kind=Kind.MULTI)
    assert value(CitationRecall(needs)(outcome(asked, answer("", cite("a2", "x"))))) == 0.5


def test_each_of_two_needed_paragraphs_answers_for_its_own_facts(needs: Needs, corpus: Corpus) -> None:
    words = " ".join(corpus.paragraph(PLAN).text.split()[:6])
    asked = question([PLAN], ["b"], kind=Kind.MULTI, facts=[words, "står någon annanstans"])
    given = answer("", cite("c", words, text=f"Också här: {words}."))
    assert value(CitationRecall(needs)(outcome(asked, given))) == 0.5
    assert value(CitationPrecision(needs)(outcome(asked, given))) == 1


def test_a_refusal_cites_nothing_that_counts(needs: Needs) -> None:
    given = answer("", cite("a", "x"), status=Status.NOT_IN_GUIDELINES)
    assert value(CitationRecall(needs)(outcome(question(["a"]), given))) == 0
    assert CitationPrecision(needs)(outcome(question(["a"]), given)) is None


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Utföraren ska tillsammans med den\nenskilde upprätta en genomförandeplan", 1),
        ("Utföraren bör tillsammans med den enskilde upprätta en genomförandeplan", 0),
        ("", 0),
    ],
)
def test_a_quote_is_verbatim_but_for_white_space(corpus: Corpus, quote: str, expected: float) -> None:
    given = outcome(question([PLAN]), answer("", cite(PLAN, quote, text=corpus.paragraph(PLAN).text)))
    assert value(Verbatim(corpus)(given)) == expected


def test_a_quote_from_a_text_that_is_not_the_stored_paragraph_is_not_verbatim(corpus: Corpus) -> None:
    assert value(Verbatim(corpus)(outcome(question([PLAN]), answer("", cite(PLAN, "hittat på"))))) == 0
