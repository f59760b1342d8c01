"""One lagrum as its page shows it: what it was and became, its words where they are kept, and every place that cites it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from assistant.documents.corpus import Corpus
from assistant.documents.model import LegalReference
from assistant.errors import StorageError
from assistant.law.canonical import in_words
from assistant.law.lookup import DIRECT, EARLIER, LATER, LawCard, card, meanings
from assistant.law.registry import Registry, Statute
from assistant.law.sections import load_sections
from assistant.law.wording import StatuteText, Wording, load_statute
from assistant.text import sentences
from assistant.web.markup import SpanInText, is_web_address
from assistant.web.sources.law_index import Mention
from assistant.web.sources.shelf import Shelf

SITES = {"rkrattsbaser.gov.se": "Regeringskansliets rättsdatabaser", "www.riksdagen.se": "riksdagens webbplats"}
RELATIONS = {
    DIRECT: "Ställen som nämner lagrummet",
    EARLIER: "Ställen som nämner det under tidigare nummer",
    LATER: "Ställen som nämner det under nytt nummer",
}
LONGEST_EXCERPT = 600


@dataclass(frozen=True, slots=True)
class Quote:
    """A place with the sentence in which the lagrum stands; ``text`` is empty for a heading."""

    mention: Mention
    text: str
    stretch: SpanInText = (0, 0)


@dataclass(frozen=True, slots=True)
class CardView:
    """What the page shows of a lagrum.

    Attributes
    ----------
    card
        The facts.
    name
        As a case worker would write it, without the statute's number.
    lifetime
        Since when its statute stands and until when, in words; empty where that is not known.
    groups
        The places that cite it, by how they do.
    site
        What the official text's site is called; empty where no address is known.
    wording
        The statute as it was fetched, and the section's words on the day; None where it was not fetched.
    trouble
        Why a statute that was fetched cannot be shown; empty where nothing is wrong.
    """

    card: LawCard
    name: str
    lifetime: str
    groups: tuple[tuple[str, tuple[Quote, ...]], ...]
    site: str
    wording: tuple[StatuteText, Wording] | None
    trouble: str = ""


def card_view(canonical: str, sfs: str, shelf: Shelf, on: datetime.date, data_dir: Path) -> tuple[CardView, ...]:
    """Give what is known of a canonical form: one card for each statute that bears the name, or for the one that is named.

    Returns
    -------
    tuple of CardView
        Empty where neither the documents nor the known statutes have such a lagrum.
    """
    known = shelf.law.registry
    cited = [row.reference for row in shelf.law.by_canonical.get(canonical, ())]
    other = [one for one in meanings(canonical, known) if one.canonical == canonical and may_exist(one, known)]
    references = {one.sfs: one for one in (*other, *cited)}
    return tuple(_view(one, shelf, on, data_dir) for key, one in references.items() if sfs in ("", key))


def may_exist(reference: LegalReference, registry: Registry) -> bool:
    """Tell whether a reference names a statute that is known, and no place that is known not to be in it."""
    sections = load_sections(registry.folder)
    return reference.sfs in registry.by_number and sections.may_exist(reference.sfs, reference.chapter, reference.section)


def _view(reference: LegalReference, shelf: Shelf, on: datetime.date, data_dir: Path) -> CardView:
    found = card(reference, shelf.corpus, on, shelf.law.registry)
    statute = shelf.law.registry.by_number.get(reference.sfs)
    name = in_words(reference.chapter, reference.section, statute.short_name if statute else "") or reference.canonical
    return CardView(
        found,
        name if statute else reference.canonical,
        _lifetime(statute),
        tuple(_groups(found, shelf)),
        _site(found.standing.url),
        *_wording(reference, data_dir, on),
    )


def _lifetime(statute: Statute | None) -> str:
    if statute is None:
        return ""
    parts = []
    if statute.in_force_from:
        parts.append(f"i kraft från {statute.in_force_from.isoformat()}")
    elif statute.known_since:
        parts.append(f"i kraft åtminstone från {statute.known_since.isoformat()}")
    if statute.repealed_on:
        parts.append(f"upphävd {statute.repealed_on.isoformat()}")
    return ", ".join(parts)


def _site(url: str) -> str:
    if not is_web_address(url):
        return ""
    host = urlsplit(url).hostname or ""
    return SITES.get(host, host)


def _wording(reference: LegalReference, data_dir: Path, on: datetime.date) -> tuple[tuple[StatuteText, Wording] | None, str]:
    try:
        statute = load_statute(data_dir, reference.sfs) if reference.section and reference.sfs else None
    except StorageError as error:
        return None, str(error)
    wording = statute.find(reference.chapter, reference.section or "", on) if statute else None
    return ((statute, wording) if statute and wording else None), ""


def _groups(found: LawCard, shelf: Shelf) -> Iterator[tuple[str, tuple[Quote, ...]]]:
    own = shelf.law.by_key.get((found.reference.canonical, found.reference.sfs))
    headings = [Quote(one, "") for one in (own.mentions if own else ()) if one.span is None]
    for relation, title in RELATIONS.items():
        quotes = headings if relation == DIRECT else []
        quotes = [*quotes, *_quotes(found, relation, shelf)]
        if quotes:
            yield title, tuple(quotes)


def _quotes(found: LawCard, relation: str, shelf: Shelf) -> Iterator[Quote]:
    for one in found.citing:
        mention = shelf.law.mention_in(one.canonical, one.sfs, one.paragraph_id) if one.relation == relation else None
        if mention and mention.span:
            yield Quote(mention, *_sentence(shelf.corpus, mention.place_id, mention.span))


def _sentence(corpus: Corpus, paragraph_id: str, span: SpanInText) -> tuple[str, SpanInText]:
    """Give a paragraph's text and the sentences that a span lies in, cut where they are very long."""
    text = corpus.paragraph(paragraph_id).full_text
    inside = [(start, end) for start, end in sentences(text) if start < span[1] and span[0] < end]
    start, end = (inside[0][0], inside[-1][1]) if inside else (0, len(text))
    if end - start > LONGEST_EXCERPT:
        start, end = max(start, span[0] - LONGEST_EXCERPT // 2), min(end, span[1] + LONGEST_EXCERPT // 2)
    return text, (start, end)
