"""The page Fråga: the conversation, the source beside it, and the question below."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

import gradio as gr

from assistant.answering.answer import Answer
from assistant.answering.stop import Stop
from assistant.chat import Step, Turn
from assistant.documents.corpus import Corpus
from assistant.web.asking import Sender, Update, render_again, respond
from assistant.web.conversations import Conversation
from assistant.web.limits import EVERYTHING, write_limits
from assistant.web.limits_view import choices_html, chosen_html
from assistant.web.markup import as_block, icon
from assistant.web.render import conversation_html, forgotten
from assistant.web.site import WRITTEN_AT_ONCE, Site, user_of
from assistant.web.source_view import panel
from assistant.web.words import MACHINE, NO_PERSONAL_DATA, machine_words

if TYPE_CHECKING:
    from assistant.generation.renderings import Language, Rendering

IDLE_SECONDS = 4 * 3600
"""How long a page's own state is kept without a question (half a working day); that of a closed page Gradio drops when its
last question is an hour old (`STATE_TTL_WHEN_CLOSED`). The conversation is then left: see `Conversations.leave`."""
LINES = 6

TROUBLE = '<p role="alert" id="avbrott-text"></p><button type="button" data-ladda-om hidden>Ladda om sidan</button>'
"""Where the page's script says that the server cannot be reached, or that too many ask at once."""


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
    """What the app needs of the assistant."""

    on_answer: Callable[[Answer], None]

    def self_contained(self, question: str, history: Sequence[Turn]) -> str:
        """Give a question as it is read after earlier turns."""

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

    def within(self, document_ids: Collection[str]) -> Asker:
        """Give an assistant that answers from some documents only."""

    def grow(
        self, question: str, history: Sequence[Turn] = (), on: datetime.date | None = None, stop: Stop | None = None
    ) -> Iterator[Step]:
        """Answer one question, read against the turns before it, step by step; the last step is whole."""


def head(writer: Writer | None = None) -> str:
    """Give what stands above the conversation: the page's name, that a machine answers, and where announcements are read."""
    machine = machine_words(writer.model, writer.where) if writer else MACHINE
    return as_block(
        f'<div><h1 class="dold">Fråga</h1><p class="maskin">{icon("info")}<span>{escape(machine)}</span></p>'
        '<p class="dold" id="besked" role="status"></p></div>'
    )


def _html(html: str, elem_id: str) -> gr.Markdown:
    """Show HTML of ours, escaped by us, as it is; `gr.HTML` cannot be used (see `assistant.web.security`)."""
    return gr.Markdown(html, elem_id=elem_id, sanitize_html=False, latex_delimiters=[], container=False)


def _field(name: str, elem_id: str) -> gr.Textbox:
    """Make a field that the page's script fills in; nobody sees it."""
    return gr.Textbox(label=name, elem_id=elem_id, lines=1)


@dataclass(frozen=True)
class Parts:
    """What the page consists of and its events read or change."""

    state: gr.State
    turns: gr.Markdown
    going_on: gr.Markdown
    choices: gr.Markdown
    chosen: gr.Markdown
    question: gr.Textbox
    send: gr.Button
    restart: gr.Button
    stop: gr.Button
    tab: gr.Textbox
    limits: gr.Textbox
    resume: gr.Button


def _lay_out(site: Site) -> Parts:
    """Lay the page out: the conversation, the question below it, the source beside them, and what only our script sees."""
    _html(head(site.assistant.writes_with), "huvud")
    with gr.Row(elem_id="rutor"):
        with gr.Column(elem_id="samtalsdel"):
            with gr.Column(elem_id="samtal"):
                turns = _html(conversation_html(site.corpus, Conversation()), "turer")
                going_on = _html("", "pagar")
            with gr.Column(elem_id="inmatning"):
                choices = _html(choices_html(site.corpus), "avgransning")
                chosen = _html("", "avgransat")
                question = _question()
                _html(TROUBLE, "avbrott")
                send = gr.Button("Fråga", variant="primary", elem_id="skicka")
                restart = gr.Button("Börja om", elem_id="borja-om")
                stop = gr.Button("Stoppa", elem_id="stoppa")
        with gr.Column(elem_id="kalldel"):
            _html(as_block(panel(site.corpus)), "kalla")
    with gr.Column(elem_id="dolda-falt"):
        tab = _field("Flik", "flik")
        limits = _field("Avgränsning", "avgransning-falt")
        resume = gr.Button("Återuppta", elem_id="ateruppta")
    state = gr.State(Conversation(), time_to_live=IDLE_SECONDS, delete_callback=site.conversations.leave)
    return Parts(state, turns, going_on, choices, chosen, question, send, restart, stop, tab, limits, resume)


def _question() -> gr.Textbox:
    # A browser's own spelling help may send what is typed to its maker.
    attributes = gr.InputHTMLAttributes(autocorrect="off", spellcheck=False, autocapitalize="sentences")
    return gr.Textbox(
        label="Din fråga", info=NO_PERSONAL_DATA, lines=1, max_lines=LINES, elem_id="fraga", html_attributes=attributes
    )


def build(site: Site) -> None:
    """Lay the page out inside the `gr.Blocks` that is being built, and connect it."""
    page = _lay_out(site)

    def on_question(text: str, before: Conversation, tab: str, limits: str, request: gr.Request) -> Iterator[Update]:
        yield from respond(site, text, before, Sender(_user_id(request), tab or "", limits or ""))

    def on_restart(before: Conversation, tab: str, request: gr.Request) -> Update:
        site.conversations.end(site.conversations.resume(_user_id(request), tab or "") or before)
        return Update(conversation_html(site.corpus, Conversation()), "", Conversation(), "")

    def on_resume(tab: str, request: gr.Request) -> tuple[str, Conversation, str, str]:
        return resumed(site, _user_id(request), tab or "")

    changed = [page.turns, page.going_on, page.state, page.question]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    gr.on(
        [page.question.submit, page.send.click],
        on_question,
        [page.question, page.state, page.tab, page.limits],
        changed,
        trigger_mode="once",
        concurrency_limit=WRITTEN_AT_ONCE if site.assistant.writes_with else "default",
        **quiet,
    )
    if site.assistant.renders:
        _add_renderings(site, page)
    page.stop.click(site.conversations.stop, page.state, None, concurrency_limit=None, **quiet)
    page.restart.click(on_restart, [page.state, page.tab], changed, **quiet)
    page.resume.click(on_resume, page.tab, [page.turns, page.state, page.choices, page.limits], **quiet)
    page.limits.change(lambda field: chosen_html(site.corpus, field), page.limits, page.chosen, **quiet)


def resumed(site: Site, owner: str, tab: str) -> tuple[str, Conversation, str, str]:
    """Give the page what a reload or a visit elsewhere took from it.

    Returns
    -------
    tuple
        The conversation as HTML and for the page's state, the choices with the last question's limits chosen, and the same
        limits for the field; of a conversation that is kept no longer, that it is not.
    """
    kept = site.conversations.resume(owner, tab)
    if kept is None:
        return as_block(forgotten()), Conversation(), choices_html(site.corpus), ""
    limits = kept.turns[-1].limits if kept.turns else EVERYTHING
    return conversation_html(site.corpus, kept), kept, choices_html(site.corpus, limits), write_limits(limits)


def _user_id(request: gr.Request) -> str:
    assert request.request is not None  # noqa: S101  # every event comes with the request that brought it
    return user_of(request.request).id


def _add_renderings(site: Site, page: Parts) -> None:
    """Connect the buttons in the answers, which are HTML, through a field and a button that nobody sees."""

    def on_wish(text: str, before: Conversation, tab: str, request: gr.Request) -> Iterator[tuple[str, Conversation]]:
        yield from render_again(site, text, before, Sender(_user_id(request), tab or ""))

    with gr.Column(elem_id="aterge-falt"):
        wish = gr.Textbox(label="Återgivning", elem_id="aterge-onskan")
        go = gr.Button("Återge", elem_id="aterge-knapp")
    go.click(
        on_wish,
        [wish, page.state, page.tab],
        [page.turns, page.state],
        show_progress="hidden",
        trigger_mode="once",
        api_visibility="private",
        concurrency_limit=WRITTEN_AT_ONCE,
    )
