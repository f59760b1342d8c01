from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.answer import Answer, MadeBy, Mode, Status
from assistant.errors import UsageError
from assistant.review.model import Verdict
from assistant.review.reviews import Reviews
from tests.review.conftest import DECIDES, STAFF, SUPERVISOR, everything_written


@pytest.mark.parametrize("typed", ["19121212-1212", "klient@exempel.se", "070-174 06 05"])
def test_a_question_or_note_with_personal_data_is_not_kept(
    reviews: Reviews, decides: Answer, tmp_path: Path, typed: str
) -> None:
    for answer, note in ((replace(decides, question=f"Vad gäller för {typed}?"), ""), (decides, f"Ring {typed}")):
        with pytest.raises(UsageError, match="Inget har sparats") as caught:
            reviews.mark(answer, Verdict.WRONG, note, by=STAFF)
        assert typed not in str(caught.value)
    assert typed.encode() not in everything_written(tmp_path)
    assert reviews.queue() == ()


def test_what_is_probably_a_name_is_masked_in_question_and_note(reviews: Reviews, decides: Answer, tmp_path: Path) -> None:
    asked = replace(decides, question="Får min klient Fatima fingerade personuppgifter?")
    marked = reviews.mark(asked, Verdict.WRONG, "Min klient Fatima fick nej", by=STAFF)
    assert marked.question == "Får min klient [namn] fingerade personuppgifter?"
    assert "[namn]" in reviews.history(marked.id)[0].note
    assert b"Fatima" not in everything_written(tmp_path)


def test_a_supervisors_note_is_checked_too(reviews: Reviews, decides: Answer, tmp_path: Path) -> None:
    marked = reviews.mark(decides, Verdict.GOOD, by=STAFF)
    with pytest.raises(UsageError, match="Anteckningen innehåller ett personnummer"):
        reviews.approve(marked.id, "Se 19121212-1212", by=SUPERVISOR)
    assert b"19121212" not in everything_written(tmp_path)


def test_an_answer_text_with_personal_data_is_not_kept(reviews: Reviews, decides: Answer, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Svaret innehåller"):
        reviews.mark(replace(decides, answer="19121212-1212 [1]"), Verdict.GOOD, by=STAFF)
    assert b"19121212" not in everything_written(tmp_path)


def test_a_stopped_question_cannot_be_marked(reviews: Reviews, decides: Answer) -> None:
    with pytest.raises(UsageError, match="stoppades för personuppgifter"):
        reviews.mark(replace(decides, status=Status.PERSONAL_DATA), Verdict.WRONG, by=STAFF)


def test_a_public_number_of_the_documents_is_no_personal_data(reviews: Reviews, decides: Answer) -> None:
    asked = replace(decides, question="Vem svarar på 08-508 12 360?")
    assert reviews.mark(asked, Verdict.GOOD, "se kontaktlistan", by=STAFF).question.startswith("Vem svarar")


def test_notices_and_suggestions_are_not_kept_for_they_may_repeat_the_question(
    reviews: Reviews, decides: Answer, tmp_path: Path
) -> None:
    heard = replace(decides, notices=("Sökningen gällde orden: vaktparaden.",), suggestions=("Om vaktparaden?",))
    reviews.mark(heard, Verdict.GOOD, by=STAFF)
    assert b"vaktparaden" not in everything_written(tmp_path)


def test_a_record_with_a_number_in_it_is_emptied(reviews: Reviews, decides: Answer, tmp_path: Path) -> None:
    made = MadeBy(Mode.QUOTES, index="19121212-1212", model="m" * 500)
    kept = reviews.mark(replace(decides, made_by=made), Verdict.GOOD, by=STAFF).answer.made_by
    assert (kept.index, len(kept.model)) == ("", 120)
    assert b"19121212" not in everything_written(tmp_path)


def test_a_note_is_on_one_line_and_of_bounded_length(reviews: Reviews, decides: Answer) -> None:
    reviews.mark(decides, Verdict.GOOD, "  rad ett\n\u202erad två ", by=STAFF)
    assert reviews.history(1)[0].note == "rad ett rad två"
    with pytest.raises(UsageError, match="längre än 2000"):
        reviews.mark(decides, Verdict.GOOD, "a" * 2_001, by=STAFF)


def test_a_question_that_is_masked_finds_the_answer_that_was_kept_masked(reviews: Reviews, decides: Answer) -> None:
    marked = reviews.mark(replace(decides, question="Får min klient Fatima hjälp?"), Verdict.GOOD, by=STAFF)
    reviews.approve(marked.id, by=SUPERVISOR)
    assert reviews.approved_for("Får min klient Fatima hjälp?") is not None
    assert reviews.approved_for("Får 19121212-1212 hjälp?") is None
    assert reviews.close_to("Får 19121212-1212 hjälp?") == ()
    assert reviews.approved_for(DECIDES) is None
