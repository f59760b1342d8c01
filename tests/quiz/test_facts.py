from __future__ import annotations

import pytest

from assistant.documents.model import Kind
from assistant.quiz.bank import LONGEST_ANSWER
from assistant.quiz.facts import LONGEST, without_brackets
from assistant.quiz.items import ItemType
from assistant.quiz.material import Material
from assistant.quiz.quizmaster import Quizmaster, Wish
from assistant.quiz.sections import named_sections, statute_meant
from assistant.quiz.terms import law_meant, pairs, tells


def test_sentences_that_stand_alone_are_found_in_every_document(material: Material) -> None:
    assert {one.document.id for one in material.statements} == set(material.corpus.documents)
    assert all(len(one.text) <= LONGEST for one in material.statements)


@pytest.mark.parametrize(
    "leaning",
    [
        "Detta ska göras oavsett",
        "Planen ska upprättas tillsammans",
        "Se bilaga 1",
        "Den går under beteckningen",
        "Även anhöriga",
    ],
)
def test_a_sentence_that_leans_on_another_is_not_asked_about(material: Material, leaning: str) -> None:
    assert not any(one.text.startswith(leaning) for one in material.statements)


def test_traces_of_tracked_changes_are_not_asked_about(material: Material) -> None:
    assert not any("SOSFS 2014:4HSLF" in one.quote or "HSLF-FS 2022:39SOSFS" in one.quote for one in material.statements)


def test_the_same_wording_is_asked_about_once(material: Material) -> None:
    texts = [one.text.lower() for one in material.statements]
    assert len(set(texts)) == len(texts)


def test_references_in_brackets_are_left_out_of_what_is_shown() -> None:
    assert without_brackets("Insatser ska vara av god kvalitet (3 kap. 3 § SoL).") == "Insatser ska vara av god kvalitet."
    assert (
        without_brackets("En samordnad individuell plan (SIP) upprättas.") == "En samordnad individuell plan (SIP) upprättas."
    )


def test_an_answer_of_the_bank_is_whole_sentences_of_one_paragraph(material: Material) -> None:
    for one in material.asked:
        assert len(one.answer.quote) <= LONGEST_ANSWER
        assert one.answer.paragraph.kind in {Kind.TEXT, Kind.DEFINITION, Kind.LIST}
        assert one.answer.quote[0].isupper() or not one.answer.quote[0].isalpha()


def test_a_plain_question_asks_one_thing(material: Material) -> None:
    plain = [one.plain for one in material.asked if one.plain]
    assert len(plain) > 100
    assert all(question.count("?") == 1 and " jag " not in f" {question.lower()} " for question in plain)


def test_a_scenario_tells_of_a_case_before_it_asks(material: Material) -> None:
    scenarios = [one.scenario for one in material.asked if one.scenario]
    assert len(scenarios) > 200
    assert all(question.endswith("?") and question.count("?") == 1 for question in scenarios)


def test_tasks_meanings_and_purposes_are_found(material: Material) -> None:
    found = {(one.kind, one.name) for one in pairs(material)}
    assert {
        ("task", "Skatteverket"),
        ("meaning", "Gallring"),
        ("purpose", "partnerkontakt"),
        ("abbreviation", "RVT"),
        ("form", "Psykiskt våld"),
        ("method", "FREDA-kortfrågor"),
        ("service", "KAST"),
    } <= found


def test_what_an_authority_says_is_no_task_of_it(material: Material) -> None:
    tasks = [one for one in pairs(material) if one.kind == "task"]
    assert tasks
    assert not any(one.said.startswith("framhåller") for one in tasks)


def test_a_name_that_every_section_has_does_not_tell_what_is_meant(material: Material) -> None:
    named = {(one.name, one.document.id.split("-")[0], tells(one)) for one in pairs(material) if one.kind == "purpose"}
    assert {("samtalen", "stockholm", False), ("insatserna", "stockholm", False)} <= named
    assert {("partnerkontakt", "stockholm", True), ("insatsen", "stockholm", True), ("riktlinjen", "huddinge", True)} <= named


def test_such_a_name_is_not_asked_about(quizmaster: Quizmaster) -> None:
    asked = quizmaster.make(Wish(types=(ItemType.MATCHING, ItemType.SINGLE_CHOICE), count=60)).items
    assert any("syfte" in item.question for item in asked)
    assert not any("syftet med samtalen" in item.question for item in asked)
    matched = [pair[0] for item in asked if item.type is ItemType.MATCHING for pair in item.key]
    assert matched
    assert not {"Insatserna", "Samtalen"} & set(matched)


def test_what_is_said_does_not_give_the_name_away(material: Material) -> None:
    names = {one.name for one in pairs(material) if one.kind == "form"}
    assert "Ekonomiskt våld" not in names  # its examples speak of the economy


def test_the_statute_that_an_abbreviation_means_is_told(material: Material) -> None:
    section = next(one for one in pairs(material) if one.kind == "section")
    assert law_meant(section) == " (SoL är här 2001:453.)"
    named = next(one for one in named_sections(material) if one.shown == "3 kap. 5 § SoL")
    assert statute_meant(named.reference) == "(SoL är här 2001:453.)"
