"""The page Fråga: the conversation, the source beside it, and the question below."""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

import gradio as gr

from assistant.answering.answer import Answer
from assistant.answering.stop import Stop
from assistant.chat import Step, Turn
from assistant.documents.corpus import Corpus
from assistant.errors import AssistantError
from assistant.web import render
from assistant.web.conversations import Conversations
from assistant.web.markup import as_block, icon
from assistant.web.render import Conversation, conversation_html
from assistant.web.source_view import panel
from assistant.web.words import MACHINE, NAME, NO_PERSONAL_DATA, PURPOSE, UNEXPECTED, UNEXPECTED_ADVICE, machine_words

if TYPE_CHECKING:
    from assistant.generation.renderings import Language, Rendering

log = logging.getLogger(__name__)

TURNS_SHOWN = 30
"""Turns that stay in a conversation; older ones leave the page and the server's memory."""
TURNS_REMEMBERED = 6
"""Turns that a follow-up question is read against."""
IDLE_SECONDS = 4 * 3600
"""How long the server keeps a conversation that nobody continues (half a working day); closing the tab drops it at once."""
WRITTEN_AT_ONCE = 16
"""Answers that a language model may be writing at once; they wait for it and take none of this machine's time."""
WISH = re.compile(r"([1-9]\d{0,5}):(plain|english|finnish)")
LINES = 6

TROUBLE = '<p role="alert" id="avbrott-text"></p><button type="button" data-ladda-om hidden>Ladda om sidan</button>'
"""Where the page's script says that the server cannot be reached, or that too many ask at once."""
KEPT: dict[str, Any] = gr.skip()
"""Leaves the input as it is, without sending its words back."""

Update = tuple[str, Conversation, str | dict[str, Any]]
"""What one step of an answer changes on the page: the conversation, its state, and the text in the input."""


class Writer(Protocol):
    """What the page says of a language model: its name and where it runs."""

    @property
    def model(self) -> str:
        """Give the model's name."""

    @property
    def where(self) -> str:
        """Say where it runs, in Swedish."""

    def prepare(self) -> None:
        """Load what it needs before the first question."""


class Asker(Protocol):
    """What the page needs of the assistant."""

    @property
    def corpus(self) -> Corpus:
        """Give the documents that answers cite."""

    @property
    def writes_with(self) -> Writer | None:
        """Give the language model that answers are written with; None where answers are quotes."""

    @property
    def renders(self) -> bool:
        """Tell whether answers can be rendered in plain Swedish and other languages."""

    def render(self, answer: Answer, language: Language) -> Rendering:
        """Render an answer."""

    def grow(
        self, question: str, history: Sequence[Turn] = (), on: datetime.date | None = None, stop: Stop | None = None
    ) -> Iterator[Step]:
        """Answer one question, read against the turns before it, step by step; the last step is whole."""


def respond(
    assistant: Asker, question: str, before: Conversation, conversations: Conversations | None = None
) -> Iterator[Update]:
    """Answer one question on the page: first the sign of a search, then the answer as it grows, or what went wrong.

    An error keeps the question in the input and out of the conversation; nothing of the question reaches a log. A
    conversation that was started over meanwhile is left alone.
    """
    corpus = assistant.corpus
    conversations = conversations or Conversations()
    before = conversations.open(before, renders=assistant.renders)
    yield conversation_html(corpus, before, render.searching(writes=assistant.writes_with is not None)), before, KEPT
    failure = ""
    added: tuple[Answer, ...] = ()
    try:
        history = tuple(Turn(question=turn.question, answer=turn.answer) for turn in before.turns[-TURNS_REMEMBERED:])
        with conversations.writing(before) as stop, closing(_steps(assistant, question, history, stop)) as steps:
            for step in steps:
                if step.is_whole:
                    break
                growing = render.growing(corpus, step.answer, before.asked + 1)
                yield conversation_html(corpus, before, growing), before, KEPT
        added = (step.answer,)
    except AssistantError as error:
        failure = render.failure(error)
    except Exception as error:  # the page's boundary: the user gets words, the log no question
        log.error("an answer failed: %s", type(error).__name__)
        failure = render.failure(AssistantError(UNEXPECTED, UNEXPECTED_ADVICE))
    after = conversations.change(
        before, lambda now: replace(now, asked=now.asked + 1, turns=(*now.turns, *added)[-TURNS_SHOWN:])
    )
    if after:
        yield conversation_html(corpus, after, failure), after, KEPT if failure else ""


def render_again(
    assistant: Asker, wish: str, before: Conversation, conversations: Conversations
) -> Iterator[tuple[str, Conversation]]:
    """Add a rendering of one answer to the page: first the sign that it is being made, then the rendering.

    ``wish`` is ``NUMBER:LANGUAGE``, as the page's buttons have it; anything else changes nothing. Where it fails, the page is
    as it was: the answer stands in Swedish.
    """
    before = conversations.open(before, renders=assistant.renders)
    asked = WISH.fullmatch(wish)
    at = int(asked[1]) - (before.asked - len(before.turns)) - 1 if asked else -1
    if not asked or not assistant.renders or not 0 <= at < len(before.turns):
        return
    number, language = int(asked[1]), asked[2]

    def shows(*made: Rendering | None) -> Iterator[tuple[str, Conversation]]:
        added = tuple((number, language, one) for one in made)
        after = conversations.change(before, partial(_with_renderings, place=(number, language), added=added))
        if after:
            yield conversation_html(assistant.corpus, after), after

    yield from shows(None)
    try:
        rendering = _render(assistant, before.turns[at], language)
    except Exception as error:  # the page's boundary, as in `respond`
        log.error("a rendering failed: %s", type(error).__name__)
        yield from shows()
    else:
        yield from shows(rendering)


def _render(assistant: Asker, answer: Answer, language: str) -> Rendering:
    from assistant.generation.renderings import Language

    return assistant.render(answer, Language(language))


def _with_renderings(
    now: Conversation, place: tuple[int, str], added: tuple[tuple[int, str, Rendering | None], ...]
) -> Conversation:
    return replace(now, renderings=(*(one for one in now.renderings if one[:2] != place), *added))


def _steps(assistant: Asker, question: str, history: Sequence[Turn], stop: Stop) -> Generator[Step]:
    yield from assistant.grow(question, history, stop=stop)


def head(writer: Writer | None = None) -> str:
    """Give the top of the page: its name, what it does and what it is, and where announcements are read out."""
    machine = machine_words(writer.model, writer.where) if writer else MACHINE
    return as_block(
        '<header class="sidhuvud"><a class="hoppa" href="#fraga" data-hoppa>Hoppa till frågan</a>'
        f"<div><h1>{escape(NAME)}</h1><p>{escape(PURPOSE)}</p></div>"
        f'<p class="maskin">{icon("info")}<span>{escape(machine)}</span></p>'
        '<p class="dold" id="besked" role="status"></p></header>'
    )


def _html(html: str, elem_id: str) -> gr.Markdown:
    """Show HTML of ours, escaped by us, as it is; `gr.HTML` cannot be used (see `assistant.web.security`)."""
    return gr.Markdown(html, elem_id=elem_id, sanitize_html=False, latex_delimiters=[], container=False)


def build(assistant: Asker) -> None:
    """Lay the page out inside the `gr.Blocks` that is being built, and connect it."""
    conversations = Conversations()
    state = gr.State(Conversation(), time_to_live=IDLE_SECONDS, delete_callback=conversations.end)
    _html(head(assistant.writes_with), "huvud")
    with gr.Row(elem_id="rutor"):
        with gr.Column(elem_id="samtalsdel"):
            conversation = _html(conversation_html(assistant.corpus, Conversation()), "samtal")
            with gr.Column(elem_id="inmatning"):
                question = gr.Textbox(
                    label="Din fråga",
                    info=NO_PERSONAL_DATA,
                    lines=1,
                    max_lines=LINES,
                    elem_id="fraga",
                    # A browser's own spelling help may send what is typed to its maker.
                    html_attributes=gr.InputHTMLAttributes(autocorrect="off", spellcheck=False, autocapitalize="sentences"),
                )
                _html(TROUBLE, "avbrott")
                send = gr.Button("Fråga", variant="primary", elem_id="skicka")
                restart = gr.Button("Börja om", elem_id="borja-om")
                stop = gr.Button("Stoppa", elem_id="stoppa")
        with gr.Column(elem_id="kalldel"):
            _html(as_block(panel(assistant.corpus)), "kalla")

    def on_question(text: str, before: Conversation) -> Iterator[Update]:
        yield from respond(assistant, text, before, conversations)

    def on_restart(before: Conversation) -> Update:
        conversations.end(before)
        return conversation_html(assistant.corpus, Conversation()), Conversation(), ""

    gr.on(
        [question.submit, send.click],
        on_question,
        [question, state],
        [conversation, state, question],
        show_progress="hidden",
        trigger_mode="once",
        api_visibility="private",
        concurrency_limit=WRITTEN_AT_ONCE if assistant.writes_with else "default",
    )
    if assistant.renders:
        _add_renderings(assistant, conversation, state, conversations)
    stop.click(conversations.stop, state, None, concurrency_limit=None, show_progress="hidden", api_visibility="private")
    restart.click(on_restart, state, [conversation, state, question], show_progress="hidden", api_visibility="private")


def _add_renderings(assistant: Asker, conversation: gr.Markdown, state: gr.State, conversations: Conversations) -> None:
    """Connect the buttons in the answers, which are HTML, through a field and a button that nobody sees."""

    def on_wish(text: str, before: Conversation) -> Iterator[tuple[str, Conversation]]:
        yield from render_again(assistant, text, before, conversations)

    with gr.Column(elem_id="aterge-falt"):
        wish = gr.Textbox(label="Återgivning", elem_id="aterge-onskan")
        go = gr.Button("Återge", elem_id="aterge-knapp")
    go.click(
        on_wish,
        [wish, state],
        [conversation, state],
        show_progress="hidden",
        trigger_mode="once",
        api_visibility="private",
        concurrency_limit=WRITTEN_AT_ONCE,
    )
