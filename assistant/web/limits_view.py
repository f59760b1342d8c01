"""The choice of documents and of the day for the law, above the question: plain HTML that the page's script reads."""

from __future__ import annotations

from html import escape

from assistant.documents.corpus import Corpus
from assistant.documents.model import Document
from assistant.errors import AssistantError
from assistant.quiz.naming import genitive
from assistant.web.limits import EVERYTHING, Limits, by_place, in_words, read_limits
from assistant.web.markup import as_block, icon


def choices_html(corpus: Corpus, limits: Limits = EVERYTHING) -> str:
    """Give the folded choices with ``limits`` chosen."""
    places = "".join(_place(place, documents, limits) for place, documents in by_place(corpus).items())
    day = limits.on.isoformat() if limits.on else ""
    return as_block(
        '<details><summary>Avgränsa</summary><div class="avgransa-val">'
        f'<fieldset><legend>Sök bara i</legend><p class="hjalp">Inget valt betyder alla dokument.</p>{places}</fieldset>'
        '<div class="avgransa-dag"><label for="lag-dag">Lag per datum</label>'
        '<p class="hjalp" id="lag-dag-hjalp">ÅÅÅÅ-MM-DD. Tomt betyder i dag.</p>'
        f'<input type="text" id="lag-dag" value="{day}" inputmode="numeric" maxlength="10" autocomplete="off"'
        ' aria-describedby="lag-dag-hjalp">'
        '<button type="button" class="forslag" data-rensa>Ta bort avgränsningen</button></div>'
        "</div></details>"
    )


def _place(place: str, documents: list[Document], limits: Limits) -> str:
    boxes = "".join(f"<li>{_box(document, limits)}</li>" for document in documents)
    if len(documents) == 1:
        return f"<ul>{boxes}</ul>"
    chosen = " checked" if all(document.id in limits.documents for document in documents) else ""
    name = escape(f"Alla {genitive(place)} dokument")
    return f'<ul><li><label><input type="checkbox" data-plats{chosen}><span>{name}</span></label><ul>{boxes}</ul></li></ul>'


def _box(document: Document, limits: Limits) -> str:
    chosen = " checked" if document.id in limits.documents else ""
    return (
        f'<label><input type="checkbox" data-dokument value="{escape(document.id)}"{chosen}>'
        f"<span>{escape(document.entry.short_title)}</span></label>"
    )


def chosen_html(corpus: Corpus, field: str) -> str:
    """Say beside the question what it will be limited to, or what is wrong with the choice; empty where it is not limited."""
    try:
        words = in_words(read_limits(field, corpus), corpus)
    except AssistantError as error:
        return as_block(f'<p class="avgransat fel" role="alert">{icon("stop")}<span>{escape(str(error))}</span></p>')
    return as_block(f'<p class="avgransat">{icon("filter")}<span>{escape(words)}</span></p>') if words else ""
