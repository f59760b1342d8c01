"""The foot of an answer card: copy it, take it along, print it, say what you think of it; and what only paper shows."""

from __future__ import annotations

from html import escape

from assistant.answering.answer import Answer, Status
from assistant.documents.corpus import Corpus
from assistant.web.conversations import Shown
from assistant.web.downloads.note import CHECK, origin
from assistant.web.feedback_view import feedback_html, which
from assistant.web.law_table import law_line
from assistant.web.markup import icon
from assistant.web.words import state_of

TAKEN_ALONG = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED, Status.NOT_IN_GUIDELINES})
"""What is worth a note: an answer, and that there is none. Not that a question was stopped or has to be put otherwise."""


def address_of(conversation_id: str, number: int) -> str:
    """Give the address of an answer, under which its files and its marks lie; it holds ids, never words."""
    return f"/svar/{conversation_id}/{number}"


def foot(corpus: Corpus, shown: Shown, conversation_id: str) -> str:
    """Give the foot of a card; empty where there is nothing to do with the answer."""
    address = address_of(conversation_id, shown.number)
    taken = _copy(shown) + _take_along(shown, address) if _is_taken_along(shown.answer) else ""
    said = feedback_html(address, shown)
    return f'<div class="kort-fot">{taken}{said}</div>' if taken or said else ""


def _is_taken_along(answer: Answer) -> bool:
    return bool(answer.citations) or answer.status in TAKEN_ALONG


def _copy(shown: Shown) -> str:
    return (
        f'<button type="button" class="kopiera" data-kopiera="{escape(plain_text(shown.answer))}">'
        f"{icon('copy')}<span>Kopiera svaret</span>{which(shown)}</button>"
    )


def _take_along(shown: Shown, address: str) -> str:
    """Offer the note for the record and the files; a tick leaves the question out of all of them."""
    number, whose = shown.number, which(shown)
    return (
        f'<details class="spara"><summary>{icon("document")}Anteckning, Word, PDF{whose}</summary><div class="spara-val">'
        f'<label><input type="checkbox" data-med-fragan checked><span>Ta med frågan</span></label>'
        f'<button type="button" class="kopiera" data-anteckning="{escape(address)}.txt">'
        f"{icon('copy')}<span>Kopiera som tjänsteanteckning</span>{whose}</button>"
        f'<a href="{escape(address)}.docx" data-spara>{icon("document")}<span>Ladda ner Word</span>{whose}</a>'
        f'<a href="{escape(address)}.pdf" data-spara>{icon("document")}<span>Ladda ner PDF</span>{whose}</a>'
        f'<button type="button" class="kopiera" data-skriv-ut="{number}">{icon("printer")}<span>Skriv ut svaret</span>'
        f"{whose}</button></div></details>"
    )


def paper_lines(corpus: Corpus, shown: Shown) -> str:
    """Give what stands under an answer on paper only: the day, the documents, what made it, and that it is to be checked."""
    cited = dict.fromkeys(citation.document_id for citation in shown.answer.citations)
    names = ", ".join(corpus.documents[one].entry.short_title for one in cited)
    dated = f"Svar {shown.given_on.isoformat()}{f' ur {names}' if names else ''}. {origin(shown.answer)}"
    return f'<p class="pa-papper">{escape(CHECK)} {escape(dated)}</p>'


def plain_text(answer: Answer) -> str:
    """Give the answer as a short text: question, answer, sources, law with its standing, and that a machine made it."""
    lines = [f"Fråga: {answer.question}", state_of(answer).words, "", answer.answer]
    if answer.citations:
        lines += ["", "Källor:"]
    lines += [f"[{citation.marker}] {citation.label}. {citation.binding.capitalize()}." for citation in answer.citations]
    if answer.legal_references:
        lines += ["", "Lagrum:"]
    lines += [law_line(reference, answer.legal_references) for reference in answer.legal_references]
    lines += ["", *answer.notices, CHECK]
    return "\n".join(lines)
