"""A number that was asked for means another rule today than in the act that the guideline cites."""

from __future__ import annotations

import datetime

from assistant.law.grammar import parse
from assistant.law.namesakes import namesakes

ON = datetime.date(2026, 11, 22)
OLD = {"SoL": "2001:453"}


def _say(question: str, cited: str, on: datetime.date = ON) -> tuple[str, ...]:
    return namesakes(parse(question), parse(cited, OLD), on, "Riktlinjen")


def test_todays_section_is_named_with_what_it_is_about() -> None:
    assert _say("14 kap. 1 § SoL", "14 kap. 1 § SoL") == (
        "14 kap. 1 § SoL är i dag en annan regel: i SoL (2025:400) handlar paragrafen om ”Bestämmelser i annan lag” "
        "(i kapitlet Handläggning och dokumentation). Riktlinjen menar 14 kap. 1 § i den äldre lagen, SoL (2001:453).",
    )


def test_it_is_said_once_and_only_of_what_was_asked_for() -> None:
    assert len(_say("14 kap. 1 § SoL", "14 kap. 1 § SoL, 14 kap. 1 § första stycket SoL och 11 kap. 1 § SoL")) == 1
    assert _say("vad gäller vid oro?", "14 kap. 1 § SoL") == ()


def test_nothing_is_said_before_the_new_act_or_of_an_act_with_one_meaning() -> None:
    assert _say("14 kap. 1 § SoL", "14 kap. 1 § SoL", datetime.date(2025, 6, 30)) == ()
    assert _say("25 § FL", "25 § FL") == ()


def test_nothing_is_said_where_todays_act_has_no_such_section() -> None:
    assert _say("2 a kap. 10 § SoL", "2 a kap. 10 § SoL") == ()
