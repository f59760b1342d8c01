"""A question limited to some documents and to a day: what is chosen reaches the assistant, and is said beside the answer."""

from __future__ import annotations

import datetime

import pytest

from assistant.errors import UsageError
from assistant.settings import Settings
from assistant.web.asking import Sender, respond
from assistant.web.conversations import Conversation
from assistant.web.limits import Limits, in_words, read_limits, write_limits
from assistant.web.limits_view import choices_html, chosen_html
from assistant.web.site import Site
from tests.web.fake_assistant import CONSENT, PLAN, FakeAssistant

HUDDINGE = "huddinge-vald-riktlinjer"
DAY = datetime.date(2025, 6, 30)


def ask(settings: Settings, fake: FakeAssistant, field: str, question: str = PLAN) -> str:
    *_, last = respond(Site(settings, fake), question, Conversation(), Sender(limits=field))
    return f"{last.turns}{last.going_on}"


def test_a_question_is_asked_of_the_chosen_documents_and_day(settings: Settings, fake: FakeAssistant) -> None:
    html = ask(settings, fake, write_limits(Limits((HUDDINGE,), DAY)), CONSENT)
    assert fake.limits[-1] == ((HUDDINGE,), DAY)
    assert "Sökt bara i Huddinges dokument. Lag per 2025-06-30." in html
    assert "Lagrum per 2025-06-30" in html
    assert "Motsvarande i dag" not in html


def test_a_question_without_limits_is_asked_of_everything_today(settings: Settings, fake: FakeAssistant) -> None:
    html = ask(settings, fake, "", CONSENT)
    assert fake.limits[-1] == ((), None)
    assert "Sökt bara i" not in html
    assert "Motsvarande i dag" in html


@pytest.mark.parametrize("day", ["30 juni 2025", "2025-6-30", "20250630", "2025-W27-1", "２０２５-06-30"])
def test_a_day_that_cannot_be_read_keeps_the_question_and_says_how_to_write_it(
    settings: Settings, fake: FakeAssistant, day: str
) -> None:
    asked = len(fake.histories)
    html = ask(settings, fake, f'{{"documents": [], "on": "{day}"}}')
    assert "Skriv det som ÅÅÅÅ-MM-DD" in html
    assert day not in html
    assert len(fake.histories) == asked


def test_a_day_that_does_not_exist_is_told(settings: Settings, fake: FakeAssistant) -> None:
    assert "finns inte i kalendern" in ask(settings, fake, '{"on": "2025-02-30"}')


@pytest.mark.parametrize(
    "field",
    [
        "nej",
        "[]",
        "{",
        '{"documents": "huddinge-vald-riktlinjer"}',
        '{"documents": [1]}',
        '{"documents": ["finns-inte"]}',
        '{"on": 20250630}',
        '{"today": "2025-06-30"}',
        "[" * 100_000,
        '{"on": "' + "x" * 5_000 + '"}',
    ],
)
def test_what_no_page_of_ours_writes_is_refused_and_not_repeated(fake: FakeAssistant, field: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_limits(field, fake.corpus)
    assert str(caught.value).startswith("Avgränsningen går inte att läsa.")


def test_limits_are_read_as_they_are_written(fake: FakeAssistant) -> None:
    for limits in (Limits(), Limits((HUDDINGE,)), Limits((), DAY), Limits(("stockholm-samtalsgrupp", HUDDINGE), DAY)):
        assert read_limits(write_limits(limits), fake.corpus) == limits


def test_all_documents_are_no_limit(fake: FakeAssistant) -> None:
    assert not read_limits(write_limits(Limits(tuple(fake.corpus.documents))), fake.corpus)


def test_the_words_name_whole_municipalities_and_single_documents(fake: FakeAssistant) -> None:
    stockholm = tuple(one for one in fake.corpus.documents if one.startswith("stockholm"))
    assert in_words(Limits(stockholm), fake.corpus) == "Söker bara i Stockholms dokument."
    mixed = in_words(Limits((stockholm[0], HUDDINGE)), fake.corpus)
    assert mixed == "Söker bara i Stockholms riktlinjer och Huddinges dokument."


def test_the_page_says_what_is_chosen_or_what_is_wrong_with_it(fake: FakeAssistant) -> None:
    assert chosen_html(fake.corpus, "") == ""
    assert "Lag per 2025-06-30." in chosen_html(fake.corpus, '{"on": "2025-06-30"}')
    assert 'role="alert"' in chosen_html(fake.corpus, '{"on": "i går"}')


def test_every_document_can_be_chosen_and_a_municipality_as_a_whole(fake: FakeAssistant) -> None:
    html = choices_html(fake.corpus, Limits((HUDDINGE,)))
    assert html.count("data-dokument") == len(fake.corpus.documents)
    assert html.count("data-plats") == 1  # Huddinge has one document
    assert html.count(" checked") == 1
