from __future__ import annotations

import pytest

from assistant.quiz.swaps import changes_of


def changed(text: str, kind: str) -> set[str]:
    return {one.text for one in changes_of(text) if one.change.kind == kind}


def test_what_must_be_done_becomes_what_may_be_done() -> None:
    found = changed("Ett uppdrag ska lämnas till utföraren.", "modality")
    assert found == {
        "Ett uppdrag bör lämnas till utföraren.",
        "Ett uppdrag kan lämnas till utföraren.",
        "Ett uppdrag behöver inte lämnas till utföraren.",
    }


def test_a_verb_is_never_changed_to_one_of_the_same_force() -> None:
    assert not any("måste" in text for text in changed("Handlingen ska infogas i akten.", "modality"))


@pytest.mark.parametrize(
    "text",
    [
        "Målet är att den enskilde ska kunna leva ett självständigt liv.",
        "Syftet med samtalen är att våldsutövaren ska sluta utöva våld.",
        "Våldet och förtrycket kan drabba hbtqi-personer särskilt hårt.",
        "Riktlinjerna ska ge stöd och vägledning i det praktiska arbetet.",
    ],
)
def test_an_aim_and_a_possibility_are_no_demand(text: str) -> None:
    assert not changed(text, "modality")


def test_a_prohibition_becomes_a_permission() -> None:
    found = changed("En utredning får inte inledas mot den berörda personens vilja när det gäller en vuxen.", "negation")
    assert found == {"En utredning får inledas mot den berörda personens vilja när det gäller en vuxen."}


def test_not_needed_becomes_needed() -> None:
    assert changed("Händelsen behöver inte vara polisanmäld.", "negation") == {"Händelsen måste vara polisanmäld."}


@pytest.mark.parametrize(
    "text",
    [
        "Uppgifter kan inte fritt lämnas till utföraren utan det krävs stöd för att bryta sekretessen.",
        "Det är viktigt att inte bara fokusera på skalskydd utan även på det psykosociala stödet.",
        "Den pågående insatsen kanske inte längre är relevant.",
    ],
)
def test_a_not_that_carries_more_than_itself_is_left(text: str) -> None:
    assert not changed(text, "negation")


def test_a_number_becomes_another_of_its_kind() -> None:
    found = changed("Insatsen är begränsad till max 15 tillfällen.", "number")
    assert "Insatsen är begränsad till max 10 tillfällen." in found
    assert "Insatsen är begränsad till minst 15 tillfällen." in found


def test_the_second_of_two_ages_is_left() -> None:
    assert not changed("Origo vänder sig till personer mellan 13 och 26 år.", "number")


def test_an_actor_becomes_one_who_does_something_else() -> None:
    found = changed("Polisen utreder och fattar beslut om fingerade personuppgifter.", "actor")
    assert "Skatteverket utreder och fattar beslut om fingerade personuppgifter." in found


def test_what_somebody_should_be_may_be_true_of_others() -> None:
    assert not changed("Socialtjänsten bör vara förutsägbar, likvärdig och rättssäker.", "actor")


def test_both_becomes_one() -> None:
    found = changed("Uppföljningen ska innehålla kontakt med både den enskilde och utföraren.", "condition")
    assert found == {"Uppföljningen ska innehålla kontakt med endast den enskilde."}


def test_two_phrases_change_places() -> None:
    found = changed("Föreskrifter är rättsligt tvingande medan allmänna råd är generella rekommendationer.", "actor")
    assert found == {"Allmänna råd är rättsligt tvingande medan föreskrifter är generella rekommendationer."}


def test_phrases_beside_each_other_do_not() -> None:
    assert not changed("Riktlinjerna utgör komplement till föreskrifter och allmänna råd.", "actor")


def test_a_plan_becomes_another_paper() -> None:
    found = changed("Utföraren ska upprätta en genomförandeplan.", "content")
    assert "Utföraren ska upprätta en orosanmälan." in found


def test_always_in_a_relative_clause_is_left() -> None:
    assert not changed("Riktlinjerna ger stöd i de bedömningar som alltid ska göras.", "condition")


def test_no_change_gives_the_sentence_back() -> None:
    text = "Socialnämnden ska utan dröjsmål inleda utredning."
    assert all(one.text != text and one.change.claim != one.change.source for one in changes_of(text))
