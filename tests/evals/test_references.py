"""Whether the legal references of an answer are those expected, and whether what it calls law in force is."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from assistant.answering.answer import Answer
from assistant.law.model import LegalStatus, ReferenceStanding, Successor
from evals.references import LawInForce, LawPrecision, LawRecall, ReferencePrecision, ReferenceRecall
from tests.evals.outcomes import answer, cite, outcome, question, value

OLD = ("SoL 14:1", "2001:453")
FL = ("FL 25", "2017:900")


@pytest.fixture(scope="module")
def law() -> LawInForce:
    return LawInForce(datetime.date(2026, 2, 2))


def replaced(*successors: tuple[str, str]) -> Answer:
    """Make an answer that says what took over from 14 kap. 1 § of the old act."""
    found = tuple(Successor(form, sfs, "helt", "") for form, sfs in successors)
    standing = ReferenceStanding(OLD[0], OLD[0], OLD[1], LegalStatus.REPLACED, found)
    return dataclasses.replace(answer("", cite("a", "x")), legal_references=(standing,))


def test_a_reference_counts_only_with_its_statutes_number() -> None:
    asked = question(["a"], references=[OLD, FL])
    given = outcome(asked, answer("", cite("a", "x"), references=[("SoL 14:1", "2025:400"), FL]))
    assert value(ReferenceRecall(False, "r")(given)) == 0.5
    assert value(ReferencePrecision()(given)) == 0.5


def test_references_where_found_leave_out_answers_that_cite_another_paragraph() -> None:
    asked = question(["a"], references=[OLD])
    given = answer("", cite("b", "x"))
    assert ReferenceRecall(True, "r")(outcome(asked, given)) is None
    assert value(ReferenceRecall(False, "r")(outcome(asked, given))) == 0


def test_a_reference_that_nobody_expects_is_wrong() -> None:
    given = answer("", cite("a", "x"), references=[FL])
    assert value(ReferencePrecision()(outcome(question(["a"]), given))) == 0
    assert ReferencePrecision()(outcome(question(["a"]), answer("", cite("a", "x")))) is None


def test_a_section_of_the_old_act_is_found_in_the_new_one(law: LawInForce) -> None:
    assert ("SoL 19:1", "2025:400") in law.today(OLD)
    assert law.today(FL) == {FL}
    assert law.today(("SoL", "2001:453")) == {("SoL", "2025:400")}
    assert law.today(("Påhitt 1", "1900:1")) == frozenset()


def test_before_the_new_act_the_old_one_is_in_force() -> None:
    assert LawInForce(datetime.date(2025, 6, 30)).today(OLD) == {OLD}


def test_an_answer_that_gives_the_new_section_gives_law_in_force(law: LawInForce) -> None:
    given = outcome(question(["a"], references=[OLD]), replaced(("SoL 19:1", "2025:400")))
    assert (value(LawRecall(law)(given)), value(LawPrecision(law)(given))) == (1, 1)


def test_an_answer_that_gives_another_section_as_the_new_one_is_wrong(law: LawInForce) -> None:
    given = outcome(question(["a"], references=[OLD]), replaced(("SoL 19:1", "2025:400"), ("SoL 99:9", "2025:400")))
    assert (value(LawRecall(law)(given)), value(LawPrecision(law)(given))) == (1, 0.5)


def test_a_repealed_section_that_is_called_law_in_force_is_wrong(law: LawInForce) -> None:
    given = outcome(question(["a"], references=[OLD]), answer("", cite("a", "x"), references=[OLD]))
    assert (value(LawRecall(law)(given)), value(LawPrecision(law)(given))) == (0, 0)


def test_no_law_is_measured_where_none_is_expected_or_given(law: LawInForce) -> None:
    given = outcome(question(["a"]), answer("", cite("a", "x")))
    assert (LawRecall(law)(given), LawPrecision(law)(given)) == (None, None)
