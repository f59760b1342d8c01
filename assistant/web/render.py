"""From an Answer to HTML: one card, the short answer first, nothing unescaped. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from assistant.answering.answer import Answer, Citation, Status
from assistant.answering.danger import DANGER_NOTICE
from assistant.documents.corpus import Corpus
from assistant.errors import AssistantError
from assistant.text import find_words
from assistant.web.card_foot import foot, paper_lines
from assistant.web.conversations import Conversation, Shown
from assistant.web.law_table import legal_table
from assistant.web.limits import SEARCHED, in_words
from assistant.web.markup import as_block, body_html, icon, label_html, state_html
from assistant.web.rendering_view import rendering_buttons, rendering_html, waiting_html
from assistant.web.short_answer import place, short_answer, whole_lists
from assistant.web.words import (
    CONFIDENCE_HINTS,
    FORGOTTEN,
    HOW_TO_CHECK,
    ROLES,
    SEARCHING,
    WRITING,
    State,
    state_of,
)

PLACEHOLDER = re.compile(r"\[[^\]]*\]")
LONGEST_HEADING = 180
"""Characters of a question that stand above its answer; of a longer one the whole folds, so that the answer is in view."""
LONGEST_OPEN_QUOTE = 500
"""Characters of a paragraph that are shown unfolded under the short answer; longer ones fold."""


def conversation_html(corpus: Corpus, conversation: Conversation, *, is_begun: bool = False) -> str:
    """Give the whole conversation as one block, or what to start from where there is none.

    ``is_begun`` is True where something stands below it, though it has no turn yet. The page's script tells by
    ``data-antal`` that something new has come, and by ``data-samtal`` that it is another conversation.
    """
    if not conversation.turns and not is_begun:
        return as_block(empty())
    cards = "".join(
        turn(corpus, shown, conversation.id, _renderings(shown.answer, shown.number, conversation))
        for shown in conversation.turns
    )
    about = f'data-samtal="{escape(conversation.id)}" data-antal="{conversation.asked}"'
    return as_block(f'<div class="samtal" {about}>{cards}</div>')


def _renderings(answer: Answer, number: int, conversation: Conversation) -> str:
    """Give what a language model made of an answer, and the buttons for what it can make yet."""
    if not conversation.renders or answer.status not in {Status.ANSWERED, Status.PARTLY_ANSWERED}:
        return ""
    own = [(language, made) for at, language, made in conversation.renderings if at == number]
    shown = "".join(rendering_html(made) if made else waiting_html(language) for language, made in own)
    return shown + rendering_buttons(number, [language for language, _ in own])


def empty() -> str:
    """Give the page before the first question: what this is, and questions to start from by role."""
    choices = "".join(
        f'<label><input type="radio" name="roll" value="{role.id}"{" checked" if role is ROLES[0] else ""}>'
        f"<span>{escape(role.name)}</span></label>"
        for role in ROLES
    )
    lists = "".join(
        f'<ul class="exempel exempel-{role.id}">'
        + "".join(f"<li>{question_button(question)}</li>" for question in role.questions)
        + "</ul>"
        for role in ROLES
    )
    return (
        '<section class="tom" aria-labelledby="tom-rubrik"><h2 id="tom-rubrik">Vad behöver du veta?</h2>'
        f'<p class="ingress">{escape(HOW_TO_CHECK)}</p>'
        f'<fieldset class="roller"><legend>Exempel för dig som är</legend>{choices}</fieldset>{lists}'
        f'<p class="fara">{icon("info")}<span>{escape(DANGER_NOTICE)}</span></p></section>'
    )


def forgotten() -> str:
    """Give the page where the conversation that it was opened on is kept no longer."""
    return f'<p class="glomt" role="status">{icon("info")}<span>{escape(FORGOTTEN)}</span></p>{empty()}'


def question_button(question: str, kind: str = "forslag") -> str:
    """Give a button that asks ``question``."""
    return f'<button type="button" class="{kind}" data-fraga="{escape(question)}">{escape(question)}</button>'


def searching(*, writes: bool = False) -> str:
    """Give the sign that a search is going on: three lines where the answer will stand. It shows after a moment.

    ``writes`` is True where a language model writes, which takes longer and can be stopped.
    """
    words, kind = (WRITING, "vantar skrivs") if writes else (SEARCHING, "vantar")
    return f'<div class="{kind}"><p>{escape(words)}</p><span></span><span></span><span></span></div>'


def growing(corpus: Corpus, answer: Answer, number: int) -> str:
    """Give an answer that is being written: what stands so far, with its sources, and that more comes."""
    return (
        f'<article class="tur skrivs" aria-labelledby="tur-{number}" aria-busy="true">'
        f"{_question(answer.question, number)}"
        f'<div class="kort ton-neutral"><div class="kort-huvud"><p class="status ton-neutral">{icon("search")}'
        f'<span>{escape(WRITING)}</span></p></div><div class="kort-svar">{short_answer(corpus, answer)}</div></div></article>'
    )


def failure(error: AssistantError) -> str:
    """Give an error: what happened, and what to do."""
    advice = f"<p>{escape(error.advice)}</p>" if error.advice else ""
    state = state_html(State("stop", "stop", error.message), "p")
    return f'<div class="kort fel">{state}{advice}</div>'


def turn(corpus: Corpus, shown: Shown, conversation_id: str, renderings: str = "") -> str:
    """Give one question with its answer card; its number makes ids unique on the page."""
    answer, number = shown.answer, shown.number
    state = state_of(answer)
    parts = (
        f'<div class="kort-huvud">{state_html(state, "p")}{_confidence(answer)}{_limits(corpus, shown)}</div>',
        f'<div class="kort-svar">{_short(corpus, answer)}</div>',
        whole_lists(corpus, answer),
        _masked_question(answer),
        _quotes(corpus, answer, number),
        legal_table(answer.legal_references, number, shown.limits.on),
        _notices(answer.notices),
        renderings,
        paper_lines(corpus, shown),
        _suggestions(answer),
        foot(corpus, shown, conversation_id),
    )
    day = f' data-lag="{shown.limits.on.isoformat()}"' if shown.limits.on else ""
    return (
        f'<article class="tur" data-tur="{number}"{day} aria-labelledby="tur-{number}">'
        f'{_question(answer.question, number)}<div class="kort ton-{state.tone}">{"".join(parts)}</div></article>'
    )


def _short(corpus: Corpus, answer: Answer) -> str:
    """Give the short answer; questions to choose among are buttons in it, and not told twice."""
    if answer.status is not Status.CLARIFY:
        return short_answer(corpus, answer)
    lead = (line for line in answer.answer.splitlines() if line.removeprefix("– ") not in answer.suggestions)
    return short_answer(corpus, replace(answer, answer="\n".join(lead))) + _buttons(answer.suggestions)


def _question(question: str, number: int) -> str:
    """Give the heading of a turn; a long question is begun there and folded whole below."""
    start, whole = question, ""
    if len(question) > LONGEST_HEADING:
        last_space = question.rfind(" ", 0, LONGEST_HEADING)
        start = f"{question[: last_space if last_space > 0 else LONGEST_HEADING]} …"
        whole = f'<details class="hela-fragan"><summary>Hela frågan</summary><p>{escape(question)}</p></details>'
    spoken = '<span class="dold">Din fråga: </span>'
    return f'<h2 class="fraga" id="tur-{number}" tabindex="-1">{spoken}{escape(start)}</h2>{whole}'


def _limits(corpus: Corpus, shown: Shown) -> str:
    """Say what the question was limited to."""
    words = in_words(shown.limits, corpus, SEARCHED)
    return f'<p class="avgransat">{icon("filter")}<span>{escape(words)}</span></p>' if words else ""


def _confidence(answer: Answer) -> str:
    if answer.status not in {Status.ANSWERED, Status.PARTLY_ANSWERED}:
        return ""
    return f'<p class="osaker">{escape(hint)}</p>' if (hint := CONFIDENCE_HINTS[answer.confidence]) else ""


def _quotes(corpus: Corpus, answer: Answer, number: int) -> str:
    if not answer.citations:
        return ""
    figures = "".join(_figure(corpus, citation, answer.answer, number) for citation in answer.citations)
    return f'<div class="citat"><h3>Citat</h3>{figures}</div>'


def _figure(corpus: Corpus, citation: Citation, short: str, number: int) -> str:
    paragraph = corpus.paragraph(citation.paragraph_id)
    body = body_html(paragraph, find_words(paragraph.full_text, citation.quote), with_pages=False)
    quote = f"<blockquote>{body}</blockquote>"
    is_said = " ".join(paragraph.text.split()) in " ".join(short.split())
    if is_said or len(paragraph.text) > LONGEST_OPEN_QUOTE:
        whose = f'<span class="dold">, citat {citation.marker}</span>'
        quote = f"<details><summary>Läs hela stycket{whose}</summary>{quote}</details>"
    name = f"citat-{number}-{citation.marker}"
    return (
        f'<figure aria-labelledby="{name}"><figcaption><span class="nr" aria-hidden="true">{citation.marker}</span>'
        f'<span class="etikett" id="{name}">{label_html(citation.label)}'
        f'<span class="bindning">{escape(citation.binding.capitalize())}</span></span>'
        f'<button type="button" class="visa" data-kalla="{place(corpus, citation)}"'
        f' aria-label="{escape(f"Visa i dokumentet: citat {citation.marker}, {citation.label}")}">'
        f"{icon('document')}Visa i dokumentet</button>"
        f"</figcaption>{quote}</figure>"
    )


def _notices(notices: Sequence[str]) -> str:
    if not notices:
        return ""
    items = "".join(f"<li>{escape(notice)}</li>" for notice in notices)
    return f'<ul class="upplysningar" aria-label="Att tänka på">{items}</ul>'


def _masked_question(answer: Answer) -> str:
    """Offer the question without the personal data: as the assistant rephrased it, or masked."""
    if answer.status is not Status.PERSONAL_DATA:
        return ""
    offered = answer.suggestions[0] if answer.suggestions else answer.question
    if not any(character.isalnum() for character in PLACEHOLDER.sub("", offered)):
        return ""  # there was nothing but personal data
    shown = "" if offered in answer.answer else f"<blockquote>{escape(offered)}</blockquote>"
    return (
        f'<div class="maskerad">{shown}<button type="button" class="primar" data-fraga="{escape(offered)}">'
        "Skicka frågan utan uppgifterna</button></div>"
    )


def _suggestions(answer: Answer) -> str:
    if not answer.suggestions or answer.status in {Status.PERSONAL_DATA, Status.CLARIFY}:
        return ""
    return f'<div class="vidare"><h3>Fråga vidare</h3>{_buttons(answer.suggestions)}</div>'


def _buttons(questions: Sequence[str]) -> str:
    return f'<ul class="fragor">{"".join(f"<li>{question_button(text)}</li>" for text in questions)}</ul>'
