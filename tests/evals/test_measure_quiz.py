from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.documents.corpus import Corpus
from assistant.interpretation.model import Verdict
from assistant.quiz.items import Claim, Item, ItemType
from assistant.quiz.judging import verifier_judge
from assistant.quiz.quizmaster import Quizmaster, Wish
from evals import measure_quiz
from evals.measure_quiz import has_two_right, is_verbatim, repetitions
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def items(corpus: Corpus) -> tuple[Item, ...]:
    return Quizmaster(corpus, TODAY).make(Wish(count=8, seed=2)).items


def test_a_made_up_quote_is_found(items: tuple[Item, ...], corpus: Corpus) -> None:
    assert all(is_verbatim(item, corpus) for item in items)
    broken = replace(items[0].citations[0], quote="Det här står ingenstans.")
    assert not is_verbatim(replace(items[0], citations=(broken,)), corpus)


def test_a_second_right_answer_is_found(items: tuple[Item, ...], corpus: Corpus) -> None:
    judge = verifier_judge(corpus)
    assert not any(has_two_right(item, judge) for item in items)
    single = next(item for item in items if item.type is ItemType.SINGLE_CHOICE)
    right = Claim(single.citations[0].quote, False, (single.citations[0].paragraph_id,))
    assert has_two_right(replace(single, claims=(right,)), judge)
    assert has_two_right(replace(single, claims=(right,)), lambda _claim, _paragraphs: Verdict.CONTRADICTED)
    assert has_two_right(replace(single, options=(*single.options, f"{single.key}.")), judge)


def test_what_is_asked_twice_is_found(items: tuple[Item, ...]) -> None:
    assert repetitions(items) == []
    assert repetitions((items[0], replace(items[0], question="Något annat?"))) != []


def test_the_figures_are_printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, corpus: Corpus) -> None:
    monkeypatch.setattr(measure_quiz, "FIFTY", 2)
    monkeypatch.setattr(measure_quiz, "open_corpus", lambda _settings: corpus)
    assert measure_quiz.main(["--count", "8", "--seed", "2", "--read"]) == 0
    out = capsys.readouterr().out
    assert "items with two right answers   0" in out
    assert "share by type" in out
    assert "\n8. [" in out
