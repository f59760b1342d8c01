from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answering.answer import Answer, Mode
from assistant.documents.corpus import Corpus, load_corpus
from assistant.documents.model import Kind
from assistant.review.export import Form, Wanted
from assistant.review.model import Choice, Verdict
from assistant.review.reviews import Reviews
from assistant.settings import Settings
from evals.suite_checks import problems
from evals.suites import read_suite
from tests.review.conftest import (
    CONSENT,
    CONSENT_PLACE,
    DECIDES,
    DECIDES_PLACE,
    DECIDES_QUOTE,
    LIMIT,
    LIMIT_PLACE,
    STAFF,
    SUPERVISOR,
    changed,
    open_settings,
    quoted_answer,
)


def approve(reviews: Reviews, answer: Answer) -> int:
    return reviews.approve(reviews.mark(answer, Verdict.GOOD, by=STAFF).id, by=SUPERVISOR).id


def write(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_approved_answers_are_evaluation_questions_that_the_evaluation_accepts(
    reviews: Reviews, corpus: Corpus, decides: Answer, consent: Answer, tmp_path: Path
) -> None:
    approve(reviews, decides)
    approve(reviews, consent)
    approve(reviews, quoted_answer(corpus, "Vem beslutar, och hur länge?", [(DECIDES_PLACE, DECIDES_QUOTE), (LIMIT_PLACE, "")]))
    reviews.mark(quoted_answer(corpus, LIMIT, [(LIMIT_PLACE, "")]), Verdict.GOOD, by=STAFF)  # nobody has approved it
    questions = read_suite(write(tmp_path / "reviewed.jsonl", reviews.export(Form.EVALS)))
    assert problems(questions, corpus) == []
    assert [question.kind.value for question in questions] == ["answerable", "answerable", "multi"]
    first, second, _ = questions
    assert (first.question, first.paragraph_ids, first.facts) == (DECIDES, ((DECIDES_PLACE,),), (DECIDES_QUOTE,))
    assert ("SoL 2:7", "2001:453") in [(one.canonical, one.sfs) for one in second.legal_references]
    assert second.paragraph_ids[0][0] == CONSENT_PLACE


def test_any_paragraph_that_is_quoted_can_be_led_back_to_its_source(
    tmp_path: Path, corpus: Corpus, reviews: Reviews, decides: Answer
) -> None:
    asked = [one for one in corpus.paragraphs if one.kind not in {Kind.FRONT_MATTER, Kind.READING_LIST}][::23]
    for number, paragraph in enumerate(asked):
        marked = reviews.mark(replace(decides, question=f"Fråga {number}?"), Verdict.WRONG, by=STAFF)
        reviews.correct(marked.id, [Choice(paragraph.id)], by=SUPERVISOR)
    questions = read_suite(write(tmp_path / "reviewed.jsonl", reviews.export(Form.EVALS)))
    assert [one for one in problems(questions, corpus) if "gold of both splits" not in one] == []
    assert len(questions) == len(asked)
    by_id = {int(one.id.removeprefix("review-")): one for one in questions}
    for number, paragraph in enumerate(asked, start=1):
        if number in by_id:
            assert paragraph.id in by_id[number].relevant


def test_what_cannot_be_led_back_to_one_place_of_the_source_is_left_out(reviews: Reviews, decides: Answer) -> None:
    definitions = "stockholm-vald-riktlinjer/centrala-begrepp-och-definitioner-inom-vald-och-fortryck"
    scattered = f"{definitions}/olika-former-av-vald/7"  # a row of a table: its words stand on both sides of another row's
    marked = reviews.mark(decides, Verdict.WRONG, by=STAFF)
    reviews.correct(marked.id, [Choice(scattered)], by=SUPERVISOR)
    assert list(reviews.export(Form.EVALS)) == list(reviews.export(Form.QUESTIONS)) == []
    assert [one["id"] for one in reviews.export(Form.ANSWERS)] == [marked.id]


def test_words_that_stand_twice_in_a_document_have_both_places_as_alternatives(
    reviews: Reviews, corpus: Corpus, decides: Answer, tmp_path: Path
) -> None:
    marked = reviews.mark(decides, Verdict.WRONG, by=STAFF)
    reviews.correct(marked.id, [Choice("stockholm-vald-riktlinjer/samverkan/2")], by=SUPERVISOR)
    (question,) = read_suite(write(tmp_path / "reviewed.jsonl", reviews.export(Form.EVALS)))
    assert problems([question], corpus) == []
    assert len(question.relevant) == 2
    assert "stockholm-vald-riktlinjer/samverkan/2" in question.relevant


def test_a_language_models_answer_is_exported_with_the_quotes_it_rests_on(
    reviews: Reviews, corpus: Corpus, decides: Answer, tmp_path: Path
) -> None:
    approve(reviews, replace(decides, mode=Mode.GENERATED, answer="Det är polisen som beslutar [1]."))
    (question,) = read_suite(write(tmp_path / "reviewed.jsonl", reviews.export(Form.EVALS)))
    assert question.facts == (DECIDES_QUOTE,)
    assert problems([question], corpus) == []


def test_approved_questions_become_typical_questions_that_the_corpus_reads(
    reviews: Reviews, corpus_folder: Path, corpus: Corpus, decides: Answer, tmp_path: Path
) -> None:
    approve(reviews, decides)
    approve(reviews, replace(decides, question="Vem fattar beslut om fingerade personuppgifter?"))
    folder = shutil.copytree(corpus_folder, tmp_path / "corpus", ignore=shutil.ignore_patterns("vectors"))
    (row,) = reviews.export(Form.QUESTIONS)
    bank = folder / corpus.document_of(DECIDES_PLACE).entry.questions
    with bank.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
    added = load_corpus(folder).questions
    found = [one for one in added if one.text in row["questions"] and one.evidence[0].paragraph_id == DECIDES_PLACE]
    assert row["questions"] == [DECIDES, "Vem fattar beslut om fingerade personuppgifter?"]
    assert row["document"] == "stockholm-vald-riktlinjer"
    assert {one.text for one in found} == set(row["questions"])


def test_what_no_longer_stands_in_the_documents_is_not_exported_as_gold(
    reviews: Reviews, review_settings: Settings, corpus: Corpus, decides: Answer
) -> None:
    approve(reviews, decides)
    other = Reviews(review_settings, changed(corpus, DECIDES_PLACE, lambda one: replace(one, text=one.text.upper())))
    assert list(other.export(Form.EVALS)) == list(other.export(Form.QUESTIONS)) == []
    assert len(list(other.export(Form.ANSWERS))) == 1


def test_all_marked_answers_and_their_history_are_exported(reviews: Reviews, decides: Answer, consent: Answer) -> None:
    approve(reviews, decides)
    reviews.mark(consent, Verdict.WRONG, "oklart", by=STAFF)
    reviews.mark(replace(decides, question=LIMIT), Verdict.GOOD, by=STAFF)
    reviews.erase([3], by=SUPERVISOR)
    answers = json.loads(json.dumps(list(reviews.export(Form.ANSWERS)), ensure_ascii=False))
    assert [(one["id"], one["state"], one["approved_on"]) for one in answers] == [
        (1, "approved", "2026-02-02"),
        (2, "waiting", None),
    ]
    history = list(reviews.export(Form.HISTORY))
    assert [(one["review_id"], one["step"]) for one in history] == [
        (1, "marked_good"), (1, "approved"), (2, "marked_wrong"), (3, "erased"),
    ]  # fmt: skip
    assert json.loads(json.dumps(history))[2]["note"] == "oklart"


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(), [1, 2]),
        (Wanted(ids=(2,)), [2]),
        (Wanted(since=datetime.date(2026, 1, 1)), [2]),
        (Wanted(before=datetime.date(2026, 1, 1)), [1]),
        (Wanted(ids=(1,), since=datetime.date(2026, 1, 1)), []),
    ],
)
def test_an_export_is_limited_by_number_and_by_the_day_of_the_first_mark(
    tmp_path: Path, corpus: Corpus, decides: Answer, wanted: Wanted, numbers: list[int]
) -> None:
    for day, question in (("2025-12-31", DECIDES), ("2026-01-01", CONSENT)):
        settings = open_settings(tmp_path, today=datetime.date.fromisoformat(day))
        Reviews(settings, corpus).mark(replace(decides, question=question), Verdict.GOOD, by=STAFF)
    reviews = Reviews(open_settings(tmp_path), corpus)
    assert [one["id"] for one in reviews.export(Form.ANSWERS, wanted)] == numbers
    assert sorted({one["review_id"] for one in reviews.export(Form.HISTORY, wanted)}) == numbers


def test_the_history_of_an_erased_answer_is_exported_by_its_number(reviews: Reviews, decides: Answer) -> None:
    reviews.mark(decides, Verdict.GOOD, by=STAFF)
    reviews.erase([1], by=SUPERVISOR)
    assert [one["step"] for one in reviews.export(Form.HISTORY, Wanted(ids=(1,)))] == ["erased"]


def test_nothing_is_exported_where_nothing_was_marked(reviews: Reviews) -> None:
    assert list(reviews.export(Form.ANSWERS)) == []
