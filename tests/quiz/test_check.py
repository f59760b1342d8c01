from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.documents.corpus import Corpus
from assistant.interpretation.model import Verdict
from assistant.quiz.check import Checker
from assistant.quiz.items import Claim, Item, ItemType, Quiz
from assistant.quiz.judging import verifier_judge

PLAN = "stockholm-vald-riktlinjer/handlaggning/genomforandeplan/1"
RIGHT = "Utföraren ska tillsammans med den enskilde upprätta en genomförandeplan."


@pytest.fixture(scope="module")
def checker(corpus: Corpus) -> Checker:
    return Checker(corpus, verifier_judge(corpus))


@pytest.fixture
def single(quiz: Quiz) -> Item:
    return next(item for item in quiz.items if item.type is ItemType.SINGLE_CHOICE)


def test_every_item_of_a_quiz_passes(quiz: Quiz, checker: Checker) -> None:
    assert [problem for item in quiz.items for problem in checker.problems(item)] == []


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (RIGHT, Verdict.SUPPORTED),
        (RIGHT.replace("ska", "bör"), Verdict.CONTRADICTED),
        (RIGHT.replace("Utföraren", "Polisen"), Verdict.CONTRADICTED),
        ("Kafferasten hålls utomhus under björkarna.", Verdict.NOT_ADDRESSED),
    ],
)
def test_the_judge_tells_what_a_paragraph_says(corpus: Corpus, claim: str, verdict: Verdict) -> None:
    assert verifier_judge(corpus)(claim, [PLAN]) == verdict


def test_a_wrong_option_that_is_right_is_found(checker: Checker, single: Item) -> None:
    item = replace(single, claims=(*single.claims, Claim(RIGHT, False, (PLAN,))))
    assert checker.problems(item) == ["a wrong option may be right"]


def test_a_wrong_option_that_is_right_elsewhere_is_found(checker: Checker, single: Item) -> None:
    claim = "Polisen utreder och fattar beslut om fingerade personuppgifter."
    assert checker.problems(replace(single, claims=(Claim(claim, False, (PLAN,)),))) == ["a wrong option may be right"]
    assert checker.problems(replace(single, claims=(Claim(claim, False, (PLAN,), only_here=True),))) == []


def test_a_pair_that_some_sentence_makes_is_found(checker: Checker, single: Item) -> None:
    said = "utreder och fattar beslut om fingerade personuppgifter"
    assert checker.problems(replace(single, claims=(Claim(said, False, (PLAN,), about="Polisen"),)))
    assert not checker.problems(replace(single, claims=(Claim(said, False, (PLAN,), about="Åklagaren"),)))


def test_a_key_that_the_source_does_not_say_is_found(checker: Checker, single: Item) -> None:
    claim = Claim("Utföraren ska betala en egenavgift för mat och logi.", True, (PLAN,))
    assert checker.problems(replace(single, claims=(claim,))) == ["the key is not supported"]


def test_a_key_said_to_be_verbatim_must_be(checker: Checker, single: Item) -> None:
    claim = Claim("Genomförandeplanen upprättas av utföraren tillsammans med den enskilde.", True, (PLAN,), verbatim=True)
    assert checker.problems(replace(single, claims=(claim,))) == ["the key is not supported"]


def test_a_key_that_the_judge_does_not_support_is_dropped(corpus: Corpus, single: Item) -> None:
    claim = Claim(corpus.paragraph(PLAN).text.split(". ")[0] + ".", True, (PLAN,), verbatim=True)
    deaf = Checker(corpus, lambda _claim, _paragraphs: Verdict.NOT_ADDRESSED)
    assert deaf.problems(replace(single, claims=(claim,))) == ["the key is not supported"]


def test_equal_options_are_found(checker: Checker, single: Item) -> None:
    options = (*single.options[:-1], f"{single.options[0]}.")
    assert "two options are equal" in checker.problems(replace(single, options=options, key=options[0], claims=()))


def test_a_key_outside_the_options_is_found(checker: Checker, single: Item) -> None:
    assert "the key is not among the options" in checker.problems(replace(single, key="Ingen av dem", claims=()))


def test_an_option_within_the_key_is_found(checker: Checker, single: Item) -> None:
    item = replace(single, options=("Nämnden", "Nämnden i Stockholm"), key="Nämnden", claims=())
    assert checker.problems(item) == ["an option holds another"]


def test_an_item_where_everything_is_right_is_found(checker: Checker, single: Item) -> None:
    item = replace(single, options=("Polisen",), key="Polisen", claims=())
    assert checker.problems(item) == ["no wrong option"]


def test_a_quote_that_is_not_in_its_paragraph_is_found(checker: Checker, single: Item) -> None:
    broken = replace(single.citations[0], quote="Det här står ingenstans.")
    assert any("a quote is not in" in one for one in checker.problems(replace(single, citations=(broken,), claims=())))
    assert "no source" in checker.problems(replace(single, citations=(), claims=()))
