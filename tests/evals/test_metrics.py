from __future__ import annotations

import datetime

import pytest

from assistant.answering.answer import Confidence, Status
from assistant.documents.corpus import Corpus
from evals.metrics import (
    Answered,
    FactRecall,
    GroupRecall,
    HighConfidence,
    RefusalPrecision,
    RefusalRecall,
    score,
)
from evals.outcome import Outcome
from evals.suites import Kind
from tests.evals.outcomes import answer, cite, outcome, question, value

NEAR_MISS = question(kind=Kind.NEAR_MISS)
REFUSAL = answer(status=Status.NOT_IN_GUIDELINES, confidence=Confidence.LOW)


def test_a_fact_counts_wherever_it_is_said_in_answer_or_quote() -> None:
    asked = question(["a"], facts=["max 15 tillfällen", "bosatt i  Stockholms stad", "18 år"])
    given = answer(
        "Insatsen är begränsad till **max 15** tillfällen [1].", cite("a", "Den enskilde är BOSATT i\nStockholms stad.")
    )
    assert value(FactRecall()(outcome(asked, given))) == pytest.approx(2 / 3)


def test_a_fact_that_only_the_uncited_rest_of_the_paragraph_holds_is_missing() -> None:
    given = answer("", cite("a", "Insatsen är begränsad.", text="Insatsen är begränsad. Högst 15 tillfällen."))
    assert value(FactRecall()(outcome(question(["a"]), given))) == 0


def test_facts_are_not_asked_of_an_unanswerable_question() -> None:
    assert FactRecall()(outcome(NEAR_MISS, REFUSAL)) is None


def test_a_question_that_needs_two_paragraphs_is_half_found_with_one() -> None:
    asked = question(["a", "a2"], ["b"], kind=Kind.MULTI)
    assert value(GroupRecall(5, "all")(outcome(asked, answer(found=["x", "a2", "y", "z", "w", "b"])))) == 0.5
    assert GroupRecall(5, "all")(outcome(question(["a"]), answer(found=["a"]))) is None


def test_a_refusal_is_right_only_for_what_the_documents_do_not_say() -> None:
    wrong, right = outcome(question(["a"]), REFUSAL), outcome(NEAR_MISS, REFUSAL)
    assert (value(Answered()(wrong)), value(Answered()(right))) == (0, None)
    assert (value(RefusalPrecision()(wrong)), value(RefusalPrecision()(right))) == (0, 1)
    assert (RefusalRecall(None, "r")(wrong), value(RefusalRecall(None, "r")(right))) == (None, 1)
    assert RefusalRecall(Kind.OTHER_TOPIC, "r")(right) is None


def test_a_near_miss_that_is_answered_in_part_counts_as_answered() -> None:
    given = outcome(NEAR_MISS, answer("…", status=Status.PARTLY_ANSWERED, confidence=Confidence.MEDIUM))
    assert value(RefusalRecall(Kind.NEAR_MISS, "r")(given)) == 0
    assert RefusalPrecision()(given) is None
    assert value(HighConfidence(frozenset({Kind.NEAR_MISS}), "h")(given)) == 0


def test_scoring_ranks_only_the_questions_that_one_paragraph_answers(corpus: Corpus) -> None:
    outcomes: list[Outcome] = [
        outcome(question(["a"], name="first"), answer(found=["a"])),
        outcome(question(["a"], name="third"), answer(found=["x", "y", "a"])),
        outcome(question(["a"], ["b"], kind=Kind.MULTI, name="both"), answer(found=["a", "b"])),
        outcome(question(kind=Kind.OTHER_TOPIC, name="other"), REFUSAL),
    ]
    table = score(outcomes, corpus, datetime.date(2026, 2, 2))
    assert {key: one.value for key, one in table["hit_at_1"].items()} == {"first": 1, "third": 0}
    assert table["mrr_at_10"]["third"].value == pytest.approx(1 / 3)
    assert set(table["all_at_5"]) == {"both"}
    assert set(table["refusal_recall_other_topic"]) == {"other"}
