"""A very long list on the page: what was asked for is seen at once, the list is folded below it, and nothing is missing."""

from __future__ import annotations

import datetime
import re

import pytest

from assistant.answering.answer import Answer
from assistant.web.card_foot import plain_text
from assistant.web.conversations import Shown
from assistant.web.render import turn
from assistant.web.short_answer import short_answer, whole_lists
from tests.web.conftest import BAG, PageAssistant

LINE = "Hela listan, 12 punkter (s. 60–61)"


@pytest.fixture(scope="module")
def answer(fake: PageAssistant) -> Answer:
    return fake.ask(BAG)


def test_the_list_is_folded_under_the_line_that_announces_it(fake: PageAssistant, answer: Answer) -> None:
    html = turn(fake.corpus, Shown(answer, 1, datetime.date(2026, 2, 2)), "id")
    (folded,) = re.findall(r'<details class="hela-listan"><summary>(.*?)</summary>(.*?)</details>', html)
    assert folded[0] == LINE
    assert folded[1].count("<p>") == 12
    assert 'class="chip"' in folded[1]


def test_what_was_asked_for_is_not_folded_and_is_what_is_read_out(fake: PageAssistant, answer: Answer) -> None:
    html = short_answer(fake.corpus, answer)
    assert "väska packad" in html
    assert "husdjur" not in html
    assert LINE not in html


def test_what_stands_after_a_long_list_is_not_folded(fake: PageAssistant, answer: Answer) -> None:
    more = Answer(
        **{name: getattr(answer, name) for name in Answer.__slots__} | {"answer": f"{answer.answer}\n\nHuddinge: ”Ja.” [1]"}
    )
    assert "Huddinge" in short_answer(fake.corpus, more)
    assert "Huddinge" not in whole_lists(fake.corpus, more)


def test_a_list_that_is_said_at_once_is_not_folded(fake: PageAssistant) -> None:
    assert whole_lists(fake.corpus, fake.ask("Vad bör en utredning om våld innehålla?")) == ""


def test_the_copied_text_has_the_whole_list(answer: Answer) -> None:
    text = plain_text(answer)
    assert f"{LINE}:" in text
    assert "12. Om du planerar att lämna hemmet" in text
