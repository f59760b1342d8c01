"""What the foot of an answer card offers to say of the answer."""

from __future__ import annotations

from html import escape

from assistant.answering.answer import Answer, Status
from assistant.review.gate import LONGEST_NOTE
from assistant.web.conversations import Shown
from assistant.web.markup import icon

KEPT = "Frågan och svaret sparas för granskning. Skriv inga personuppgifter."
WITH_WHOM = "Din roll sparas också, och ditt namn om kommunen har valt det."
_NOT_MARKED = frozenset({Status.PERSONAL_DATA, Status.ABOUT})
"""What was stopped is not kept, and what the assistant says of itself is no answer out of the guidelines."""


def can_be_marked(answer: Answer) -> bool:
    """Tell whether an answer can be marked as good or wrong."""
    return answer.status not in _NOT_MARKED


def which(shown: Shown) -> str:
    """Give what only a screen reader says after a button's words: whose answer it belongs to, where a page has several."""
    return f'<span class="dold"> på fråga {shown.number}</span>'


def feedback_html(address: str, shown: Shown) -> str:
    """Give the buttons and the note for marking an answer as good or wrong; empty where it cannot be marked.

    The page's script ``omdome.js`` unfolds the form and sends it; what was said stands in its place after that.
    """
    if not can_be_marked(shown.answer):
        return ""
    if shown.mark:
        return f'<div class="omdome"><p class="omdome-svar">{icon("check")}<span>{escape(shown.mark)}</span></p></div>'
    number = shown.number
    buttons = "".join(
        f'<button type="button" class="kopiera" data-verdict="{verdict}" aria-expanded="false"'
        f' aria-controls="omdome-{number}">{icon(drawn)}<span>{words}</span>{which(shown)}</button>'
        for verdict, drawn, words in (("good", "check", "Bra svar"), ("wrong", "stop", "Fel svar"))
    )
    return (
        f'<div class="omdome" data-omdome="{escape(address)}/omdome"><div class="omdome-val" role="group"'
        f' aria-label="Vad tycker du om svaret?">{buttons}</div>'
        f'<form class="omdome-form" id="omdome-{number}" hidden>'
        f'<label for="omdome-not-{number}">Anteckning, om du vill</label>'
        f'<p id="omdome-villkor-{number}">{KEPT} {WITH_WHOM}</p>'
        f'<textarea id="omdome-not-{number}" rows="3" maxlength="{LONGEST_NOTE}" spellcheck="false" autocomplete="off"'
        f' aria-describedby="omdome-villkor-{number}"></textarea>'
        '<p class="omdome-fel" role="alert"></p>'
        '<p class="omdome-knappar"><button type="submit" class="primar">Skicka omdömet</button>'
        '<button type="button" class="kopiera" data-avbryt><span>Avbryt</span></button></p></form></div>'
    )
