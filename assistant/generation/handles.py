"""The paragraphs that a model is shown, each under a handle that means nothing and is another one in every answer.

A handle is drawn by chance, so that neither a question nor a document can name one, and a model that makes one up is caught.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.documents.corpus import Corpus
from assistant.documents.model import Document, Kind, Paragraph
from assistant.generation.prompts import fill, inert
from assistant.text import visible

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is easily taken for something else (i, l, o, 0, 1)."""
_MARKUP = re.compile(r"[<>{}`]")
_LENGTH = 5
MAX_SOURCES = 8
"""A model is shown at most so many paragraphs: more than an answer rests on, few enough to be read by a small model."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph as a model is shown it."""

    handle: str
    paragraph: Paragraph
    document: Document


class Handles:
    """The paragraphs shown in one answer, by handle."""

    def __init__(self, shown: Sequence[Shown]) -> None:
        self.shown = tuple(shown)
        self._by_handle = {one.handle: one for one in shown}

    @classmethod
    def draw(cls, paragraph_ids: Sequence[str], corpus: Corpus, characters: int) -> Handles:
        """Give handles to paragraphs, the most important first.

        Parameters
        ----------
        paragraph_ids
            In order of importance; repeats count once.
        corpus
            The documents.
        characters
            How much text may be shown. A paragraph that no longer fits is left out whole; the first is always shown.

        Returns
        -------
        Handles
            Without paragraphs that a model must not write from; so there may be none.
        """
        shown: list[Shown] = []
        left = characters
        names = _names()
        for paragraph_id in dict.fromkeys(paragraph_ids):
            paragraph = corpus.paragraph(paragraph_id)
            if not is_fit_to_write_from(paragraph):
                continue
            size = len(paragraph.full_text)
            if shown and (size > left or len(shown) >= MAX_SOURCES):
                continue
            left -= size
            shown.append(Shown(next(names), paragraph, corpus.document_of(paragraph_id)))
        return cls(shown)

    def __getitem__(self, handle: str) -> Shown | None:
        """Give what a handle stands for; None for one that was not given."""
        return self._by_handle.get(handle.strip().strip("[]()\"'”").casefold())

    def as_text(self) -> str:
        """Write the sources as the model reads them; the marks around each cannot be closed from within."""
        return "\n".join(
            fill(
                "answer",
                "source",
                handle=one.handle,
                publisher=_shown(one.document.entry.publisher),
                heading=_shown(" › ".join(one.paragraph.section)),
                text=_shown(one.paragraph.full_text),
            )
            for one in self.shown
        )


def is_fit_to_write_from(paragraph: Paragraph) -> bool:
    """Tell whether a model may write from a paragraph: it makes statements, and holds no markup and nothing hidden.

    Guidelines have neither. Where a document does, somebody may be speaking to the machine: it is quoted at most.
    """
    if paragraph.kind in {Kind.READING_LIST, Kind.LINK_LIST, Kind.CONTACT, Kind.FRONT_MATTER}:
        return False
    return not _MARKUP.search(paragraph.full_text) and visible(paragraph.full_text) == paragraph.full_text


def _shown(text: str) -> str:
    """Give text that cannot open or close the marks around a source, and hides nothing from the person who reads it."""
    return inert(visible(text)).replace('"', "”")


def _names() -> Iterator[str]:
    given: set[str] = set()
    while True:
        name = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        if name not in given and not name.isalpha():  # a digit in it: never a word of the language
            given.add(name)
            yield name
