from __future__ import annotations

import datetime
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.access.model import Role
from assistant.answering.answer import Answer, Confidence, Mode
from assistant.answering.danger import DANGER_NOTICE
from assistant.answering.refusals import NOT_CERTAIN
from assistant.documents.corpus import Corpus
from assistant.documents.model import Kind
from assistant.review.model import Choice, Person, Verdict
from assistant.review.reviews import Reviews
from assistant.text import collapse
from tests.review.conftest import (
    CONSENT,
    DECIDES,
    DECIDES_PLACE,
    LIMIT_PLACE,
    STAFF,
    SUPERVISOR,
    open_settings,
    quoted_answer,
)


def approve(reviews: Reviews, answer: Answer, note: str = "") -> int:
    return reviews.approve(reviews.mark(answer, Verdict.GOOD, by=STAFF).id, note, by=SUPERVISOR).id


@pytest.mark.parametrize(
    "typed",
    [
        DECIDES,
        DECIDES.upper(),
        "  vem beslutar\tom fingerade\n personuppgifter ?",
        "Vem beslutar om fingerade personuppgifter",
        "Vem beslutar om fingerade personuppgifter...!",
        "Vem beslutar om fingerade\u00a0personuppgifter?",
    ],
)
def test_the_same_question_gets_the_approved_answer(reviews: Reviews, decides: Answer, typed: str) -> None:
    approve(reviews, decides)
    found = reviews.approved_for(typed)
    assert found is not None
    assert found.made_by.mode is Mode.APPROVED
    assert found.composed.answer == decides.answer
    assert found.composed.citations == decides.citations


def test_composed_and_decomposed_letters_are_the_same(reviews: Reviews, corpus: Corpus) -> None:
    approve(reviews, quoted_answer(corpus, "Får hon vård på sjukhus?", [(DECIDES_PLACE, "")]))
    assert reviews.approved_for(unicodedata.normalize("NFD", "Får hon vård på sjukhus?")) is not None


@pytest.mark.parametrize(
    "typed",
    [
        "Beslutar vem om fingerade personuppgifter?",
        "Om fingerade personuppgifter, vem beslutar?",
        "Vem beslutar om fingerade personuppgifter i Huddinge?",
        "Vem beslutade om fingerade personuppgifter?",
        "Vem beslutar inte om fingerade personuppgifter?",
        "Vem beslutar om ”fingerade” personuppgifter?",
        "Vem beslutar om fingerade person-uppgifter?",
    ],
)
def test_any_other_question_does_not(reviews: Reviews, decides: Answer, typed: str) -> None:
    approve(reviews, decides)
    assert reviews.approved_for(typed) is None


def test_an_answer_for_some_documents_is_used_for_the_same_documents_only(reviews: Reviews, decides: Answer) -> None:
    marked = reviews.mark(decides, Verdict.GOOD, by=STAFF, documents=["stockholm-vald-riktlinjer"])
    reviews.approve(marked.id, by=SUPERVISOR)
    assert reviews.approved_for(DECIDES) is None
    assert reviews.approved_for(DECIDES, documents=["huddinge-vald-riktlinjer"]) is None
    assert reviews.approved_for(DECIDES, documents={"stockholm-vald-riktlinjer"}) is not None


def test_it_says_who_approved_it_and_when_and_gives_the_note_as_a_note(reviews: Reviews, decides: Answer) -> None:
    approve(reviews, decides, "Ring alltid polisen först.")
    found = reviews.approved_for(DECIDES)
    assert found is not None
    assert found.composed.notices == (
        "Svaret är granskat och godkänt 2026-02-02 av arbetsledare.",
        "Granskarens anteckning: Ring alltid polisen först.",
    )
    assert "Ring alltid" not in found.composed.answer


def test_a_corrected_answer_says_so(reviews: Reviews, decides: Answer) -> None:
    marked = reviews.mark(decides, Verdict.WRONG, by=STAFF)
    reviews.correct(marked.id, [Choice(LIMIT_PLACE)], by=SUPERVISOR)
    found = reviews.approved_for(DECIDES)
    assert found is not None
    assert found.composed.answer == "”Insatsen är begränsad till max 15 tillfällen.” [1]"
    assert found.composed.notices == ("Svaret är rättat och godkänt 2026-02-02 av arbetsledare.",)


def test_every_quote_stands_in_the_documents_of_today(reviews: Reviews, corpus: Corpus, consent: Answer) -> None:
    approve(reviews, consent)
    found = reviews.approved_for(CONSENT)
    assert found is not None
    for citation in found.composed.citations:
        assert citation.quote in collapse(corpus.paragraph(citation.paragraph_id).full_text)
        assert citation.text == corpus.paragraph(citation.paragraph_id).full_text


def test_the_law_behind_it_is_judged_on_the_day_of_use(reviews: Reviews, consent: Answer) -> None:
    approve(reviews, consent)
    found = reviews.approved_for(CONSENT)
    assert found is not None
    assert found.composed.legal_references == consent.legal_references
    assert [one.as_written for one in found.composed.references] == [one.as_written for one in consent.legal_references]


def test_what_was_uncertain_is_certain_once_a_supervisor_has_approved_it(reviews: Reviews, decides: Answer) -> None:
    probable = replace(decides, confidence=Confidence.MEDIUM, answer=f"{NOT_CERTAIN}\n{decides.answer}")
    approve(reviews, probable)
    found = reviews.approved_for(DECIDES)
    assert found is not None
    assert (found.composed.confidence, found.composed.answer) == (Confidence.HIGH, decides.answer)


def test_the_word_of_danger_is_not_part_of_what_is_kept_in_use(reviews: Reviews, decides: Answer) -> None:
    marked = reviews.mark(replace(decides, answer=f"{DANGER_NOTICE}\n{decides.answer}"), Verdict.GOOD, by=STAFF)
    reviews.approve(marked.id, by=SUPERVISOR)
    found = reviews.approved_for(DECIDES)
    assert found is not None
    assert found.composed.answer == decides.answer  # chat.py puts it first, anew, wherever the question calls for it


def test_municipalities_and_telephone_numbers_are_warned_of_whoever_approved(reviews: Reviews, corpus: Corpus) -> None:
    contact = next(one.id for one in corpus.paragraphs if one.kind is Kind.CONTACT)
    elsewhere = next(one.id for one in corpus.paragraphs if one.document_id.startswith("huddinge") and one.number == 1)
    approve(reviews, quoted_answer(corpus, "Vart ringer jag?", [(contact, ""), (elsewhere, "")]))
    found = reviews.approved_for("Vart ringer jag?")
    assert found is not None
    told = " ".join(found.composed.notices)
    assert "olika kommuner" in told
    assert "telefonnumret fortfarande gäller" in told


def test_on_another_day_than_today_the_law_may_not_have_stood_as_it_was_approved(reviews: Reviews, consent: Answer) -> None:
    approved = approve(reviews, consent)
    assert reviews.approved_for(CONSENT, datetime.date(2025, 6, 30)) is None
    assert reviews.show(approved).state.is_in_use  # what holds on another day says nothing of today
    assert reviews.approved_for(CONSENT) is not None


def test_a_name_that_was_kept_is_not_shown_once_names_are_no_longer_chosen(
    tmp_path: Path, corpus: Corpus, decides: Answer
) -> None:
    named = Reviews(open_settings(tmp_path, review_names=True), corpus)
    named.approve(named.mark(decides, Verdict.GOOD, by=STAFF).id, by=Person(Role.ARBETSLEDARE, "Eva Ek"))
    shown, hidden = (one.approved_for(DECIDES) for one in (named, Reviews(open_settings(tmp_path), corpus)))
    assert shown is not None
    assert hidden is not None
    assert shown.composed.notices[0].endswith("av arbetsledare Eva Ek.")
    assert hidden.composed.notices[0].endswith("av arbetsledare.")
