from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.access.model import Role
from assistant.answering.answer import Answer, Mode, Status
from assistant.documents.corpus import Corpus
from assistant.errors import UsageError
from assistant.review.model import Choice, Person, State, Step, Verdict
from assistant.review.reuse import review_notices
from assistant.review.reviews import Reviews
from assistant.settings import Settings
from tests.review.conftest import (
    CONSENT_PLACE,
    DECIDES,
    DECIDES_PLACE,
    DECIDES_QUOTE,
    LIMIT_PLACE,
    STAFF,
    SUPERVISOR,
    open_settings,
    quoted_answer,
)

GOOD, WRONG = Verdict.GOOD, Verdict.WRONG


def test_an_installation_where_nothing_was_marked_has_no_file(reviews: Reviews, review_settings: Settings) -> None:
    assert reviews.queue() == ()
    assert reviews.history(1) == ()
    assert reviews.approved_for(DECIDES) is None
    assert reviews.close_to(DECIDES) == ()
    assert reviews.erase([1], by=SUPERVISOR) == ()
    with pytest.raises(UsageError):
        reviews.show(1)
    with pytest.raises(UsageError):
        reviews.approve(1, by=SUPERVISOR)
    assert list(review_settings.data_dir.iterdir()) == []


def test_a_marked_answer_waits_with_its_question_its_sources_and_who_marked_it(reviews: Reviews, decides: Answer) -> None:
    marked = reviews.mark(decides, WRONG, "Gäller det verkligen polisen?", by=STAFF)
    (waiting,) = reviews.queue()
    assert waiting == marked == reviews.show(marked.id)
    assert (waiting.state, waiting.question, waiting.good, waiting.wrong) == (State.WAITING, DECIDES, 0, 1)
    assert waiting.answer.text == decides.answer
    (citation,) = waiting.answer.citations
    assert (citation.paragraph_id, citation.quote) == (DECIDES_PLACE, DECIDES_QUOTE)
    assert citation.label == decides.citations[0].label
    (event,) = reviews.history(marked.id)
    assert (event.step, event.note) == (Step.MARKED_WRONG, "Gäller det verkligen polisen?")
    assert event.by == STAFF
    assert event.at.startswith("2026-02-02T")
    assert event.at.endswith("Z")


def test_the_record_of_what_made_the_answer_is_kept(reviews: Reviews, decides: Answer) -> None:
    assert reviews.mark(decides, GOOD, by=STAFF).answer.made_by == decides.made_by


def test_the_same_answer_marked_again_is_one_entry(reviews: Reviews, decides: Answer) -> None:
    first = reviews.mark(decides, GOOD, by=STAFF)
    second = reviews.mark(replace(decides, question=f"  {DECIDES.lower()[:-1]} "), WRONG, by=STAFF)
    assert second.id == first.id
    assert (second.good, second.wrong) == (1, 1)


def test_another_answer_to_the_same_question_is_another_entry(reviews: Reviews, corpus: Corpus, decides: Answer) -> None:
    whole = quoted_answer(corpus, DECIDES, [(DECIDES_PLACE, "")])
    assert reviews.mark(decides, GOOD, by=STAFF).id != reviews.mark(whole, GOOD, by=STAFF).id


def test_an_answer_out_of_some_documents_is_not_one_out_of_all(reviews: Reviews, decides: Answer) -> None:
    everywhere = reviews.mark(decides, GOOD, by=STAFF)
    narrowed = reviews.mark(decides, GOOD, by=STAFF, documents=["stockholm-vald-riktlinjer"])
    assert narrowed.id != everywhere.id
    assert narrowed.documents == ("stockholm-vald-riktlinjer",)


def test_an_unknown_document_is_refused(reviews: Reviews, decides: Answer) -> None:
    with pytest.raises(UsageError, match="inget dokument"):
        reviews.mark(decides, GOOD, by=STAFF, documents=["solna"])


def test_an_approved_answer_leaves_the_queue(reviews: Reviews, decides: Answer) -> None:
    marked = reviews.mark(decides, GOOD, by=STAFF)
    approved = reviews.approve(marked.id, "Stämmer", by=SUPERVISOR)
    assert (approved.state, approved.note, approved.approved_by) == (State.APPROVED, "Stämmer", SUPERVISOR)
    assert str(approved.approved_on) == "2026-02-02"
    assert reviews.queue() == ()
    assert reviews.queue(State.APPROVED) == (approved,)
    assert [event.step for event in reviews.history(marked.id)] == [Step.MARKED_GOOD, Step.APPROVED]


@pytest.mark.parametrize("role", [Role.HANDLAGGARE, Role.UTBILDARE])
def test_only_a_supervisor_or_administrator_decides(reviews: Reviews, decides: Answer, role: Role) -> None:
    marked = reviews.mark(decides, GOOD, by=STAFF)
    for decide in (
        lambda by: reviews.approve(marked.id, by=by),
        lambda by: reviews.correct(marked.id, [Choice(DECIDES_PLACE)], by=by),
        lambda by: reviews.reject(marked.id, by=by),
        lambda by: reviews.erase([marked.id], by=by),
    ):
        with pytest.raises(UsageError, match="arbetsledare"):
            decide(Person(role))
    assert reviews.show(marked.id) == marked


def test_a_correction_quotes_the_chosen_paragraph_word_for_word(reviews: Reviews, decides: Answer) -> None:
    marked = reviews.mark(decides, WRONG, by=STAFF)
    corrected = reviews.correct(marked.id, [Choice(DECIDES_PLACE, DECIDES_QUOTE)], "Bara den meningen.", by=SUPERVISOR)
    assert corrected.state is State.CORRECTED
    assert corrected.answer.text == f"”{DECIDES_QUOTE}” [1]"
    assert corrected.note == "Bara den meningen."
    assert "Bara den meningen" not in corrected.answer.text


def test_a_correction_from_several_documents_names_each(reviews: Reviews, decides: Answer) -> None:
    marked = reviews.mark(decides, WRONG, by=STAFF)
    text = reviews.correct(marked.id, [Choice(DECIDES_PLACE, DECIDES_QUOTE), Choice(LIMIT_PLACE)], by=SUPERVISOR).answer.text
    assert f"”{DECIDES_QUOTE}” [1]" in text
    assert "”Insatsen är begränsad till max 15 tillfällen.” [2]" in text
    assert "Stöd för" in text


def test_several_quotes_of_one_paragraph_stand_in_its_order(reviews: Reviews, corpus: Corpus, decides: Answer) -> None:
    first, *_, last = corpus.paragraph(DECIDES_PLACE).text.split(". ")
    chosen = [Choice(DECIDES_PLACE, last), Choice(DECIDES_PLACE, f"{first}.")]
    corrected = reviews.correct(reviews.mark(decides, WRONG, by=STAFF).id, chosen, by=SUPERVISOR)
    assert corrected.answer.text == f"”{first}.” [1]\n”{last}” [2]"


def test_a_correction_brings_the_law_behind_its_paragraphs(reviews: Reviews, decides: Answer) -> None:
    corrected = reviews.correct(reviews.mark(decides, WRONG, by=STAFF).id, [Choice(CONSENT_PLACE)], by=SUPERVISOR)
    assert ("SoL 2:7", "2001:453", "replaced") in [
        (one.reference.canonical, one.reference.sfs, one.status.value) for one in corrected.answer.references
    ]


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ([], "Välj ett till"),
        ([Choice(DECIDES_PLACE.replace("/2", f"/{n}")) for n in range(9)], "Välj ett till"),
        ([Choice("stockholm/nix/1")], "finns inte"),
        ([Choice(DECIDES_PLACE, "Skatteverket fattar beslut om fingerade personuppgifter.")], "ordagrant"),
    ],
)
def test_a_correction_that_is_not_of_the_documents_is_refused(
    reviews: Reviews, decides: Answer, choices: list[Choice], told: str
) -> None:
    marked = reviews.mark(decides, WRONG, by=STAFF)
    with pytest.raises(UsageError, match=told):
        reviews.correct(marked.id, choices, by=SUPERVISOR)
    assert reviews.show(marked.id).state is State.WAITING


def test_a_rejected_answer_is_not_used_and_can_be_approved_later(reviews: Reviews, decides: Answer) -> None:
    marked = reviews.mark(decides, WRONG, by=STAFF)
    rejected = reviews.reject(marked.id, "Fel myndighet", by=SUPERVISOR)
    assert (rejected.state, rejected.note, reviews.queue()) == (State.REJECTED, "Fel myndighet", ())
    assert reviews.approved_for(DECIDES) is None
    assert reviews.approve(marked.id, by=SUPERVISOR).state is State.APPROVED


def test_of_two_answers_to_one_question_the_one_approved_last_is_in_use(
    reviews: Reviews, corpus: Corpus, decides: Answer
) -> None:
    first = reviews.mark(decides, GOOD, by=STAFF)
    second = reviews.mark(quoted_answer(corpus, DECIDES, [(DECIDES_PLACE, "")]), GOOD, by=STAFF)
    reviews.approve(first.id, by=SUPERVISOR)
    reviews.approve(second.id, by=SUPERVISOR)
    assert reviews.show(first.id).state is State.SUPERSEDED
    assert reviews.show(first.id).reason == f"Svaret är ersatt av nr {second.id}."
    found = reviews.approved_for(DECIDES)
    assert found is not None
    assert found.review_id == second.id


def test_an_approved_answer_that_somebody_marks_as_wrong_is_looked_at_again(reviews: Reviews, decides: Answer) -> None:
    marked = reviews.mark(decides, GOOD, by=STAFF)
    reviews.approve(marked.id, by=SUPERVISOR)
    again = reviews.mark(decides, WRONG, "Ny rutin sedan i måndags", by=STAFF)
    assert (again.id, again.state, again.reason) == (marked.id, State.RETURNED, "Det godkända svaret har märkts som fel.")
    assert reviews.approved_for(DECIDES) is None


def test_an_approved_answer_that_somebody_marks_as_good_stays_in_use(reviews: Reviews, decides: Answer) -> None:
    reviews.approve(reviews.mark(decides, GOOD, by=STAFF).id, by=SUPERVISOR)
    assert reviews.mark(decides, GOOD, by=STAFF).state is State.APPROVED


def test_what_came_back_stands_first_in_the_queue(reviews: Reviews, decides: Answer, consent: Answer) -> None:
    waiting = reviews.mark(consent, GOOD, by=STAFF)
    returned = reviews.mark(decides, GOOD, by=STAFF)
    reviews.approve(returned.id, by=SUPERVISOR)
    reviews.mark(decides, WRONG, by=STAFF)
    assert [one.id for one in reviews.queue()] == [returned.id, waiting.id]


@pytest.mark.parametrize("status", [Status.NOT_IN_GUIDELINES, Status.CLARIFY, Status.ABOUT])
def test_what_does_not_answer_cannot_be_approved(reviews: Reviews, decides: Answer, status: Status) -> None:
    marked = reviews.mark(replace(decides, status=status), WRONG, by=STAFF)
    with pytest.raises(UsageError, match="kan inte godkännas"):
        reviews.approve(marked.id, by=SUPERVISOR)
    assert reviews.correct(marked.id, [Choice(DECIDES_PLACE)], by=SUPERVISOR).state is State.CORRECTED


def test_an_answer_without_citations_cannot_be_approved(reviews: Reviews, decides: Answer) -> None:
    marked = reviews.mark(replace(decides, citations=()), GOOD, by=STAFF)
    with pytest.raises(UsageError, match="kan inte godkännas"):
        reviews.approve(marked.id, by=SUPERVISOR)


def test_words_in_quotation_marks_that_no_source_says_cannot_be_approved(reviews: Reviews, decides: Answer) -> None:
    forged = replace(decides, answer="”Skatteverket beslutar om fingerade personuppgifter.” [1]")
    marked = reviews.mark(forged, GOOD, by=STAFF)
    with pytest.raises(UsageError, match="citerar ord som inte står"):
        reviews.approve(marked.id, by=SUPERVISOR)


def test_a_language_models_sentence_is_no_quote_and_can_be_approved(reviews: Reviews, decides: Answer) -> None:
    written = replace(
        decides, mode=Mode.GENERATED, answer="Det är polisen som beslutar (så kallade ”fingerade” uppgifter) [1]."
    )
    marked = reviews.mark(written, GOOD, by=STAFF)
    assert reviews.approve(marked.id, by=SUPERVISOR).state is State.APPROVED


def test_an_answer_that_cites_what_the_documents_do_not_say_is_refused(reviews: Reviews, decides: Answer) -> None:
    (citation,) = decides.citations
    for wrong in (
        (replace(citation, paragraph_id="stockholm/nix/1"),),
        (replace(citation, quote="Skatteverket fattar beslut."),),
        (citation, citation),
    ):
        with pytest.raises(UsageError):
            reviews.mark(replace(decides, citations=wrong), GOOD, by=STAFF)
    assert reviews.queue() == ()


def test_a_name_is_kept_only_where_the_municipality_has_chosen_names(tmp_path: Path, corpus: Corpus, decides: Answer) -> None:
    someone = Person(Role.ARBETSLEDARE, " Eva\n Ek ")
    plain = Reviews(open_settings(tmp_path / "a"), corpus)
    named = Reviews(open_settings(tmp_path / "b", review_names=True), corpus)
    assert plain.mark(decides, GOOD, by=someone).id == named.mark(decides, GOOD, by=someone).id == 1
    assert plain.history(1)[0].by == Person(Role.ARBETSLEDARE)
    assert named.history(1)[0].by == Person(Role.ARBETSLEDARE, "Eva Ek")
    with pytest.raises(UsageError, match="Namnet"):
        named.mark(decides, GOOD, by=Person(Role.ARBETSLEDARE, "e" * 101))


def test_a_number_that_no_answer_has_is_told(reviews: Reviews, decides: Answer) -> None:
    reviews.mark(decides, GOOD, by=STAFF)
    with pytest.raises(UsageError, match="inget märkt svar"):
        reviews.show(7)
    with pytest.raises(UsageError, match="inget märkt svar"):
        reviews.reject(7, by=SUPERVISOR)


def test_a_reference_that_is_no_law_is_not_kept(reviews: Reviews, consent: Answer) -> None:
    made_up = replace(consent.legal_references[0], as_written="hittepålagen")
    kept = reviews.mark(replace(consent, legal_references=(*consent.legal_references, made_up)), GOOD, by=STAFF)
    assert [one.reference.as_written for one in kept.answer.references] == [one.as_written for one in consent.legal_references]


def test_what_nobody_has_approved_says_nothing_of_an_approval(reviews: Reviews, decides: Answer) -> None:
    assert review_notices(reviews.mark(decides, GOOD, by=STAFF)) == ()


def test_a_follow_up_is_kept_as_it_was_read(reviews: Reviews, decides: Answer) -> None:
    read = replace(decides, question="Och fingerade?", notices=(f"Läst som en följdfråga: ”{DECIDES}”",))
    assert reviews.mark(read, GOOD, by=STAFF).question == DECIDES


def test_a_question_after_the_source_is_kept_with_what_it_asks_about(reviews: Reviews, decides: Answer) -> None:
    read = replace(decides, question="Var står det?", notices=(f"Gäller svaret på frågan: ”{DECIDES}”",))
    marked = reviews.mark(read, GOOD, by=STAFF)
    assert marked.question == f"Var står det? ({DECIDES})"
    reviews.approve(marked.id, by=SUPERVISOR)
    assert reviews.approved_for(DECIDES) is None
    assert reviews.approved_for("Var står det?") is None
