"""What every object of the API is made of, and the object that tells of an error."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

IsoDate = Annotated[str, Field(json_schema_extra={"format": "date"})]
"""A date as the catalogue and the statutes have it, YYYY-MM-DD."""


class Object(BaseModel):
    """An object with exactly the fields that are described."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Trouble(Object):
    """What went wrong. Nothing of the request is repeated in it."""

    error: str
    """What happened, in Swedish, one sentence."""
    advice: str
    """What to do, in Swedish; empty where nothing helps."""


class Citation(Object):
    """A verbatim quote and where it stands."""

    marker: int
    """The number of the marker in the answer, `[1]`."""
    paragraph_id: str
    """Stable id of the paragraph (stycke)."""
    document_id: str
    """Id of the document in the catalogue."""
    document_title: str
    """Title of the document."""
    section: list[str]
    """Headings from the chapter down to the paragraph's own section."""
    paragraph: int | None
    """Number of the paragraph in its section; null where such paragraphs are not counted (contacts, reading lists)."""
    page: int
    """Page on which the quote begins."""
    page_estimated: bool
    """Whether the page is estimated rather than printed in the text."""
    binding: str
    """How binding the source is, such as `kommunal riktlinje`."""
    label: str
    """The citation as a case worker would write it."""
    quote: str
    """Words of the paragraph, verbatim, white space collapsed."""
    text: str
    """The whole paragraph, with its footnotes."""


LegalState = Literal["in_force", "not_yet_in_force", "replaced", "repealed", "unknown"]
"""`replaced` has a known successor, `repealed` none."""


class Successor(Object):
    """A section that took over."""

    canonical: str
    """Canonical form, such as `SoL 19:1`."""
    sfs: str
    """The statute's number, such as `2025:400`."""
    extent: str
    """`helt` or `delvis`."""
    heading: str
    """The heading over the new section; empty where it is not known."""
    part: str
    """The part of the old section that moved there, such as `första stycket`; empty where the whole is meant."""


class LegalReference(Object):
    """A reference to law with its standing on the date asked for."""

    canonical: str
    """Canonical form, such as `SoL 14:1`."""
    as_written: str
    """As it stands in the text."""
    sfs: str
    """The statute's number, such as `2001:453`; empty where it is unknown."""
    status: LegalState
    """Standing on the date."""
    replaced_by: list[Successor]
    """What took over."""
    url: str
    """The official text; empty where none is known."""
