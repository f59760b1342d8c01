"""What happens when a question is asked on the page: the sign of a search, the answer as it grows, or what went wrong."""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import gradio as gr

from assistant.answering.answer import Answer
from assistant.answering.stop import Stop
from assistant.chat import Step, Turn
from assistant.errors import AssistantError
from assistant.web import render
from assistant.web.conversations import Conversation, Shown
from assistant.web.limits import Limits, read_limits
from assistant.web.markup import as_block
from assistant.web.render import conversation_html
from assistant.web.site import Site
from assistant.web.words import UNEXPECTED, UNEXPECTED_ADVICE

if TYPE_CHECKING:
    from assistant.generation.renderings import Rendering

log = logging.getLogger(__name__)

TURNS_SHOWN = 30
"""Turns that stay in a conversation; older ones leave the page and the server's memory."""
TURNS_REMEMBERED = 6
"""Turns that a follow-up question is read against."""
WISH = re.compile(r"([1-9]\d{0,5}):(plain|english|finnish)")
KEPT: dict[str, Any] = gr.skip()
"""Leaves a part of the page as it is, without sending it back."""


class Update(NamedTuple):
    """What one step of an answer changes on the page.

    ``turns`` are the whole turns, which grow with the conversation and so are sent only where they change; ``going_on`` is
    what stands below them: the sign of a search, the answer as far as it is written, or what went wrong. ``text`` is what
    the input then holds.
    """

    turns: str | dict[str, Any]
    going_on: str
    conversation: Conversation
    text: str | dict[str, Any]


@dataclass(frozen=True)
class Sender:
    """Who asks, from which browser tab, and what the page's field of limits holds."""

    owner: str = ""
    tab: str = ""
    limits: str = ""


def respond(site: Site, question: str, before: Conversation, sender: Sender) -> Iterator[Update]:
    """Answer one question on the page: first the sign of a search, then the answer as it grows, or what went wrong.

    An error keeps the question in the input and out of the conversation; nothing of the question reaches a log. Of a
    conversation that was started over meanwhile only what was going on is taken from the page.
    """
    corpus, assistant = site.corpus, site.assistant
    before = site.conversations.open(before, sender.owner, sender.tab, renders=assistant.renders)
    first = KEPT if before.turns else conversation_html(corpus, before, is_begun=True)
    yield Update(first, as_block(render.searching(writes=assistant.writes_with is not None)), before, KEPT)
    failure = ""
    answered: tuple[Answer, Limits] | None = None
    try:
        limits = read_limits(sender.limits, corpus)
        history = tuple(Turn(turn.answer.question, turn.answer.answer) for turn in before.turns[-TURNS_REMEMBERED:])
        with (
            site.conversations.writing(before) as stop,
            closing(_steps(site, question, history, limits, stop)) as steps,
        ):
            for step in steps:
                if step.is_whole:
                    break
                yield Update(KEPT, as_block(render.growing(corpus, step.answer, before.asked + 1)), before, KEPT)
        answered = step.answer, limits
    except AssistantError as error:
        failure = render.failure(error)
    except Exception as error:  # the page's boundary: the user gets words, the log no question
        log.error("an answer failed: %s", type(error).__name__)
        failure = render.failure(AssistantError(UNEXPECTED, UNEXPECTED_ADVICE))
    after = site.conversations.change(before, partial(_with_turn, answered=answered, today=site.settings.date_today))
    if after is None:  # started over meanwhile
        yield Update(KEPT, "", before, KEPT)
        return
    turns = conversation_html(corpus, after, is_begun=True)
    yield Update(turns, as_block(failure) if failure else "", after, KEPT if failure else "")


def _with_turn(now: Conversation, answered: tuple[Answer, Limits] | None, today: datetime.date) -> Conversation:
    number = now.asked + 1
    added = (Shown(answered[0], number, today, answered[1]),) if answered else ()
    return replace(now, asked=number, turns=(*now.turns, *added)[-TURNS_SHOWN:])


def _steps(site: Site, question: str, history: Sequence[Turn], limits: Limits, stop: Stop) -> Generator[Step]:
    asked = site.assistant.within(limits.documents) if limits.documents else site.assistant
    yield from asked.grow(question, history, limits.on, stop)


def render_again(site: Site, wish: str, before: Conversation, sender: Sender) -> Iterator[tuple[str, Conversation]]:
    """Add a rendering of one answer to the page: first the sign that it is being made, then the rendering.

    ``wish`` is ``NUMBER:LANGUAGE``, as the page's buttons have it; anything else changes nothing. Where it fails, the page is
    as it was: the answer stands in Swedish.
    """
    before = site.conversations.open(before, sender.owner, sender.tab, renders=site.assistant.renders)
    asked = WISH.fullmatch(wish)
    shown = next((one for one in before.turns if asked and one.number == int(asked[1])), None)
    if not asked or not shown or not site.assistant.renders:
        return
    number, language = shown.number, asked[2]

    def shows(*made: Rendering | None) -> Iterator[tuple[str, Conversation]]:
        added = tuple((number, language, one) for one in made)
        after = site.conversations.change(before, partial(_with_renderings, place=(number, language), added=added))
        if after:
            yield conversation_html(site.corpus, after), after

    yield from shows(None)
    try:
        rendering = _render(site, shown.answer, language)
    except Exception as error:  # the page's boundary, as in `respond`
        log.error("a rendering failed: %s", type(error).__name__)
        yield from shows()
    else:
        yield from shows(rendering)


def _render(site: Site, answer: Answer, language: str) -> Rendering:
    from assistant.generation.renderings import Language

    return site.assistant.render(answer, Language(language))


def _with_renderings(
    now: Conversation, place: tuple[int, str], added: tuple[tuple[int, str, Rendering | None], ...]
) -> Conversation:
    return replace(now, renderings=(*(one for one in now.renderings if one[:2] != place), *added))
