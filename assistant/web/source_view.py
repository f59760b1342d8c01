"""From a Document and a place in it to HTML that reads like the document. Pure functions.

The words are the document's. What is ours (tracked changes read apart, law that was replaced) stands apart, named as ours.
"""

from __future__ import annotations

from html import escape

from assistant.documents.corpus import Corpus
from assistant.documents.model import CatalogueEntry, Document, Section, label
from assistant.web.document_view import Standing, copy_notes, facts, heading_tag, ours, paragraph_html, with_page_marks
from assistant.web.markup import SpanInText, icon, label_html, place_url


def source_html(document: Document, paragraph_id: str, highlight: SpanInText | None, standing: Standing) -> str:
    """Give a whole document, with one paragraph pointed out and a stretch of its text marked.

    Parameters
    ----------
    document
        The document that holds the paragraph.
    paragraph_id, highlight
        The paragraph, and the offsets in its text to mark; None marks nothing.
    standing
        Gives a reference's standing on the day that counts.
    """
    parts = [_head(document)]
    paragraphs = {paragraph.id: paragraph for paragraph in document.paragraphs}
    for mark, item in with_page_marks(document):
        parts.append(mark)
        if isinstance(item, Section):
            tag = heading_tag(item.level + 2)
            parts.append(f"<{tag}>{escape(item.path[-1])}</{tag}>")
            continue
        cited = item.id == paragraph_id
        start = highlight[0] if cited and highlight else 0
        shown = paragraph_html(item, highlight if cited else None, cited, standing)
        link = escape(place_url(item.id, highlight if cited else None))
        parts.append(f'<div data-stycke="{label_html(label(document.entry, item, start))}" data-lank="{link}">{shown}</div>')
    place = label_html(label(document.entry, paragraphs[paragraph_id], highlight[0] if highlight else 0))
    return (
        f'<article class="dokument" aria-labelledby="dokument-titel" data-etikett="{place}"'
        f' data-fakta="{escape(_binding(document.entry))}">{"".join(parts)}</article>'
    )


def _binding(entry: CatalogueEntry) -> str:
    """Say how binding a document is, and how old: what the panel's head shows of it."""
    return f"{entry.binding.value.capitalize()} · {entry.date.isoformat() if entry.date else 'odaterad'}"


def _head(document: Document) -> str:
    entry = document.entry
    remarks = "".join(f"<p>{escape(note)}</p>" for note in copy_notes(entry))
    return (
        f'<header class="dokument-huvud"><h2 id="dokument-titel" tabindex="-1">{escape(entry.title)}</h2>'
        f"<p>{escape(facts(entry))}</p>{ours(remarks, 'Om vårt exemplar') if remarks else ''}</header>"
    )


def panel(corpus: Corpus) -> str:
    """Give the sources panel as it is before a source is open: which documents the answers come from."""
    rows = "".join(
        f"<li><strong>{escape(document.entry.title)}</strong><span>{escape(facts(document.entry))}</span></li>"
        for document in corpus.documents.values()
    )
    return (
        '<section class="kalla" id="kalla-panel" aria-labelledby="kalla-rubrik"><div class="kalla-huvud">'
        '<div><h2 id="kalla-rubrik">Källa</h2><p id="kalla-fakta"></p></div>'
        f'<button type="button" class="tillbaka" data-stang>{icon("back")}Tillbaka till svaret</button>{_tools()}</div>'
        '<div class="kalla-yta" id="kalla-innehall" tabindex="0" role="region" aria-label="Dokumentet"'
        ' aria-describedby="kalla-tangenter">'
        '<p class="ingress">När du väljer ”Visa i dokumentet” öppnas dokumentet här, med de citerade orden markerade.</p>'
        f'<h3>Dokument som svaren hämtas ur</h3><ul class="dokument-lista">{rows}</ul></div>'
        '<p class="dold" id="kalla-tangenter">Alt och pil upp eller ned går till föregående eller nästa stycke.</p>'
        '<p class="dold" id="kalla-besked" role="status"></p></section>'
    )


def _tools() -> str:
    """Give what moves through an open document: by paragraph, by the answer's quotes, and out to the document's own page."""
    return (
        '<div class="kalla-verktyg" id="kalla-verktyg" hidden>'
        f'<div role="group" aria-label="Stycke"><span>Stycke</span>{_step("stycke", -1, "previous", "Föregående stycke")}'
        f"{_step('stycke', 1, 'next', 'Nästa stycke')}</div>"
        f'<div role="group" aria-label="Citat" id="kalla-citat"><span id="citat-plats">Citat</span>'
        f"{_step('citat', -1, 'previous', 'Föregående citat')}{_step('citat', 1, 'next', 'Nästa citat')}</div>"
        f'<a id="kalla-lank" href="/kallor">{icon("document")}Öppna dokumentet</a></div>'
    )


def _step(what: str, way: int, sign: str, name: str) -> str:
    named = f'aria-label="{name}" title="{name}"'
    return f'<button type="button" class="steg" data-steg="{what}:{way}" {named}>{icon(sign)}</button>'
