"""The objects of ``refs`` and ``law``."""

from __future__ import annotations

from typing import Literal

from assistant.web.api.objects.base import IsoDate, LegalReference, LegalState, Object, Successor


class Place(Object):
    """Where in the law a reference points."""

    canonical: str
    """Canonical form: `SoL 14:1`; `SoL 12:` is a chapter, `SoL` a law."""
    as_written: str
    """As it stands in the text."""
    start: int
    """Where it begins in the text, in code points."""
    end: int
    """Where it ends."""
    sfs: str
    """The statute's number; empty where it is unknown."""
    chapter: str | None
    """Chapter, such as `2a`."""
    section: str | None
    """Section (paragraf), such as `18c`."""
    paragraph: str | None
    """Paragraph of the section (stycke)."""
    item: str | None
    """Item (punkt)."""
    reading: str
    """Our remark, in Swedish, where the words had to be interpreted; otherwise empty."""


class Reference(Place):
    """A reference in a text, with its standing."""

    status: LegalState
    """Standing on the date."""
    replaced_by: list[Successor]
    """What took over."""
    url: str
    """The official text; empty where none is known."""


class References(Object):
    """The references in a text."""

    references: list[Reference]
    """In the order of the text; members of a list and the two ends of a range are one object each."""


class Citing(Object):
    """A paragraph of the guidelines that cites the law asked for."""

    paragraph_id: str
    """Stable id of the paragraph."""
    document_id: str
    """Id of the document."""
    label: str
    """The place as a case worker would write it."""
    as_written: str
    """The reference as it stands there."""
    canonical: str
    """Its canonical form."""
    sfs: str
    """The statute it means there."""
    relation: Literal["direkt", "tidigare nummer", "nytt nummer"]
    """Whether it names the very section, its earlier or its new number."""


class Wording(Object):
    """The section's wording, where the statute has been fetched with `assistant law fetch`."""

    text: str
    """The wording on the date."""
    fetched: IsoDate
    """When the statute was fetched."""


class LawCard(Object):
    """What is known about one place in the law on a date."""

    reference: Place
    """The place."""
    title: str
    """The statute's name."""
    binding: str
    """How binding it is."""
    standing: LegalReference
    """Standing and successors."""
    heading: str
    """The heading over the section; empty where it is not known."""
    chapter_heading: str
    """The chapter's heading; empty where it is not known."""
    predecessors: list[Successor]
    """What the section was before."""
    notice: str
    """What to be aware of; empty where the law stands."""
    citing: list[Citing]
    """Paragraphs of the guidelines that cite it."""
    source: str
    """Where the facts about its standing come from."""
    wording: Wording | None
    """The wording; null where the statute has not been fetched."""


class Law(Object):
    """A card for each statute that the words may mean, today's first."""

    law: list[LawCard]
    """At least one."""
