"""The page Fråga: the conversation, the source beside it, and the question below."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from typing import Any, Protocol

import gradio as gr

from assistant.answering.answer import Answer
from assistant.chat import Turn
from assistant.documents.corpus import Corpus
from assistant.errors import AssistantError
from assistant.web import render
from assistant.web.markup import as_block, icon
from assistant.web.render import Conversation, conversation_html
from assistant.web.source_view import panel
from assistant.web.words import MACHINE, NAME, NO_PERSONAL_DATA, PURPOSE, UNEXPECTED, UNEXPECTED_ADVICE

log = logging.getLogger(__name__)

TURNS_SHOWN = 30
"""Turns that stay in a conversation; older ones leave the page and the server's memory."""
TURNS_REMEMBERED = 6
"""Turns that a follow-up question is read against."""
IDLE_SECONDS = 4 * 3600
"""How long the server keeps a conversation that nobody continues (half a working day); closing the tab drops it at once."""
LINES = 6

TROUBLE = '<p role="alert" id="avbrott-text"></p><button type="button" data-ladda-om hidden>Ladda om sidan</button>'
"""Where the page's script says that the server cannot be reached, or that too many ask at once."""
KEPT: dict[str, Any] = gr.skip()
"""Leaves the input as it is, without sending its words back."""

Update = tuple[str, Conversation, str | dict[str, Any]]
"""What one step of an answer changes on the page: the conversation, its state, and the text in the input."""


class Asker(Protocol):
    """What the page needs of the assistant."""

    @property
    def corpus(self) -> Corpus:
        """Give the documents that answers cite."""

    def ask(self, question: str, history: Sequence[Turn] = (), on: datetime.date | None = None) -> Answer:
        """Answer one question, read against the turns before it."""


def respond(assistant: Asker, question: str, before: Conversation) -> Iterator[Update]:
    """Answer one question on the page: first the sign of a search, then the answer or what went wrong.

    An error keeps the question in the input and out of the conversation; nothing of the question reaches a log.
    """
    corpus = assistant.corpus
    asked = replace(before, asked=before.asked + 1)
    yield conversation_html(corpus, before, render.searching()), before, KEPT
    try:
        history = tuple(Turn(question=turn.question, answer=turn.answer) for turn in before.turns[-TURNS_REMEMBERED:])
        answer = assistant.ask(question, history)
        after = replace(asked, turns=(*before.turns, answer)[-TURNS_SHOWN:])
        result: Update = (conversation_html(corpus, after), after, "")
    except AssistantError as error:
        result = (conversation_html(corpus, asked, render.failure(error)), asked, KEPT)
    except Exception as error:  # the page's boundary: the user gets words, the log no question
        log.error("an answer failed: %s", type(error).__name__)
        failure = render.failure(AssistantError(UNEXPECTED, UNEXPECTED_ADVICE))
        result = (conversation_html(corpus, asked, failure), asked, KEPT)
    yield result


def head() -> str:
    """Give the top of the page: its name, what it does and what it is, and where announcements are read out."""
    return as_block(
        '<header class="sidhuvud"><a class="hoppa" href="#fraga" data-hoppa>Hoppa till frågan</a>'
        f"<div><h1>{escape(NAME)}</h1><p>{escape(PURPOSE)}</p></div>"
        f'<p class="maskin">{icon("info")}<span>{escape(MACHINE)}</span></p>'
        '<p class="dold" id="besked" role="status"></p></header>'
    )


def _html(html: str, elem_id: str) -> gr.Markdown:
    """Show HTML of ours, escaped by us, as it is; `gr.HTML` cannot be used (see `assistant.web.security`)."""
    return gr.Markdown(html, elem_id=elem_id, sanitize_html=False, latex_delimiters=[], container=False)


def build(assistant: Asker) -> None:
    """Lay the page out inside the `gr.Blocks` that is being built, and connect it."""
    state = gr.State(Conversation(), time_to_live=IDLE_SECONDS)
    _html(head(), "huvud")
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
        with gr.Column(elem_id="kalldel"):
            _html(as_block(panel(assistant.corpus)), "kalla")

    def on_question(text: str, before: Conversation) -> Iterator[Update]:
        yield from respond(assistant, text, before)

    def on_restart() -> Update:
        return conversation_html(assistant.corpus, Conversation()), Conversation(), ""

    gr.on(
        [question.submit, send.click],
        on_question,
        [question, state],
        [conversation, state, question],
        show_progress="hidden",
        trigger_mode="once",
        api_visibility="private",
    )
    restart.click(on_restart, None, [conversation, state, question], show_progress="hidden", api_visibility="private")
