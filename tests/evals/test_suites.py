from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from assistant.documents.corpus import Corpus
from evals.link import link
from evals.similarity import MAX_TRIGRAMS, Wordings
from evals.suite_checks import Places, problems
from evals.suites import (
    SUITES,
    ExpectedReference,
    Kind,
    Question,
    Split,
    Stretch,
    Style,
    SuiteError,
    load_suites,
    read_question,
    read_suite,
    split_of,
    write_rows,
)
from tests.evals.outcomes import question

OMFATTNING = Stretch("stockholm-stod-valdsutsatta", "Insatsen är begränsad till max 15 tillfällen.")


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return load_suites()


@pytest.fixture
def sound(corpus: Corpus) -> Question:
    made = replace(question(["x"], name="stod-omfattning"), evidence=((OMFATTNING,),))
    linked = link(made, Places(corpus))
    assert linked is not None
    return linked


def test_every_shipped_question_holds_against_the_corpus(questions: tuple[Question, ...], corpus: Corpus) -> None:
    assert problems(questions, corpus) == []


def test_the_suites_are_as_large_as_promised(questions: tuple[Question, ...]) -> None:
    kinds = Counter(one.kind for one in questions)
    assert kinds[Kind.ANSWERABLE] >= 300
    assert kinds[Kind.MULTI] >= 40
    assert kinds[Kind.NEAR_MISS] >= 80
    assert kinds[Kind.NEAR_MISS] + kinds[Kind.OTHER_TOPIC] >= 120


def test_each_split_holds_about_half_and_every_style(questions: tuple[Question, ...]) -> None:
    answerable = [one for one in questions if one.kind is Kind.ANSWERABLE]
    for split in Split:
        members = [one for one in answerable if one.split is split]
        assert 0.45 <= len(members) / len(answerable) <= 0.55
        styles = Counter(one.style for one in members)
        assert min(styles[style] for style in Style) >= 10
        assert 0.30 <= styles[Style.PARAPHRASE] / len(members) <= 0.45


def test_every_document_and_chapter_is_asked_about_in_each_split(questions: tuple[Question, ...], corpus: Corpus) -> None:
    # Chapters of a single short paragraph, and front and end matter, are asked about in one split only.
    chapters = Counter(paragraph.id.split("/")[:2][-1] for paragraph in corpus.paragraphs if paragraph.kind.is_counted)
    asked = {one.split("/")[:2][-1] for each in questions for one in each.relevant}
    assert {chapter for chapter in chapters if chapter not in asked} == set()
    for split in Split:
        documents = {name for one in questions if one.split is split for name in one.document_ids}
        assert documents == set(corpus.documents)


def test_no_question_is_a_copy_of_the_question_bank(questions: tuple[Question, ...], corpus: Corpus) -> None:
    nearest = Wordings([one.text for one in corpus.questions]).nearest([one.question for one in questions])
    assert {one.id: near for one, near in zip(questions, nearest, strict=True) if near.is_copy} == {}


def test_no_question_that_a_model_is_fitted_on_is_a_copy_of_a_test_question(questions: tuple[Question, ...]) -> None:
    extra = tomllib.loads(SUITES.with_name("answerability_extra.toml").read_text(encoding="utf-8"))
    fitted_on = Wordings([text for texts in extra.values() for text in texts])
    held_out = [one for one in questions if one.split is Split.TEST]
    nearest = fitted_on.nearest([one.question for one in held_out])
    assert {one.id: near for one, near in zip(held_out, nearest, strict=True) if near.is_copy} == {}


def test_a_question_in_other_words_is_no_copy_and_a_reordered_one_is() -> None:
    bank = Wordings(["Vem ska upprätta genomförandeplanen?"])
    copy, reordered, other = bank.nearest(
        [
            "vem skall upprätta genomförandeplanen",
            "genomförandeplanen, vem ska upprätta?",
            "Vem bestämmer i detalj hur hjälpen läggs upp?",
        ]
    )
    assert copy.is_copy
    assert reordered.words == 1
    assert other.trigrams < MAX_TRIGRAMS
    assert not other.is_copy


def test_the_measures_are_dice_of_trigrams_and_jaccard_of_words() -> None:
    (near,) = Wordings(["ab cd"]).nearest(["ab"])
    # " ab", "ab " against " ab", "ab ", "b c", " cd", "cd ": two shared of two and five; one shared word of two.
    assert near.trigrams == pytest.approx(2 * 2 / (2 + 5))
    assert near.words == 0.5


def test_an_empty_bank_is_nothing_to_compare_with() -> None:
    with pytest.raises(ValueError, match="nothing"):
        Wordings([])


def test_the_split_of_a_topic_never_changes() -> None:
    known = {"stod-omfattning": Split.DEV, "v-sip": Split.DEV, "v-gallring": Split.DEV, "near-001": Split.TEST}
    assert {topic: split_of(topic) for topic in known} == known


def test_a_suite_comes_back_as_it_was_written(tmp_path: Path, questions: tuple[Question, ...]) -> None:
    write_rows(tmp_path / "a.jsonl", questions)
    assert read_suite(tmp_path / "a.jsonl") == questions


@pytest.mark.parametrize(
    "change",
    [{"style": "ironic"}, {"facts": None}, {"surprise": 1}, {"evidence": [[{"text": "no document"}]]}, {"split": "train"}],
)
def test_a_line_that_breaks_the_schema_is_refused(change: dict[str, object], sound: Question) -> None:
    row = asdict(sound) | change
    with pytest.raises(SuiteError, match="schema"):
        read_question(json.dumps(row))


def test_a_line_that_is_no_object_is_refused() -> None:
    with pytest.raises(SuiteError, match="schema"):
        read_question("[]")


def test_a_sound_question_has_no_problem(sound: Question, corpus: Corpus) -> None:
    assert problems([sound], corpus) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"split": Split.TEST}, "split is not the topic's"),
        ({"evidence": ((Stretch("stockholm-stod-valdsutsatta", "max 16 tillfällen"),),)}, "stands in no paragraph"),
        ({"evidence": ((Stretch("nacka", "max 15 tillfällen"),),)}, "stands in no paragraph"),
        ({"paragraph_ids": (("stockholm-stod-valdsutsatta/villkor/1",),)}, "paragraph_ids are not those"),
        ({"document_ids": ("stockholm-samtalsgrupp",)}, "document_ids are not those"),
        ({"facts": ("16 tillfällen",)}, "fact not in its paragraph: 16 tillfällen"),
        ({"facts": ()}, "one to four facts"),
        ({"legal_references": (ExpectedReference("SoL 14:3", "2025:400"),)}, "reference not in its paragraph: SoL 14:3"),
        ({"kind": Kind.MULTI}, "evidence groups"),
        ({"kind": Kind.NEAR_MISS}, "unanswerable question has gold"),
    ],
)
def test_the_validator_names_what_is_wrong(change: dict[str, object], problem: str, sound: Question, corpus: Corpus) -> None:
    found = problems([replace(sound, **change)], corpus)  # type: ignore[arg-type]  # one field at a time
    assert len(found) == 1
    assert problem in found[0]


def test_the_validator_sees_doubles_and_gold_in_both_splits(sound: Question, corpus: Corpus) -> None:
    other = next(topic for topic in map(str, range(99)) if split_of(topic) is not sound.split)
    twin = replace(sound, topic=other, split=split_of(other))
    found = problems([sound, twin], corpus)
    assert found == [
        "id occurs twice: stod-omfattning",
        "question occurs twice: hur många gånger?",
        "gold of both splits: stockholm-stod-valdsutsatta/omfattning/1",
    ]


def test_a_stretch_that_stands_twice_counts_for_both_places(corpus: Corpus) -> None:
    twice = Stretch("stockholm-vald-riktlinjer", "Skyldigheten att samverka gäller endast för sådana uppgifter")
    (group,) = Places(corpus).paragraph_ids([[twice]])
    assert len(group) == 2


def test_evidence_that_stands_nowhere_is_not_linked(sound: Question, corpus: Corpus) -> None:
    assert link(replace(sound, evidence=((replace(OMFATTNING, text="max 16"),),)), Places(corpus)) is None
