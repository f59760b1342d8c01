"""A document's headings as a tree, each with the address that its paragraphs' ids begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.documents.model import Document, Section
from assistant.documents.structure import slugify


@dataclass(frozen=True, slots=True)
class Place:
    """A heading with what stands under it; ``id`` is the document's id and the heading's own slugs."""

    id: str
    section: Section
    children: tuple[Place, ...] = ()

    @property
    def name(self) -> str:
        """Give the heading's words."""
        return self.section.path[-1]

    def walk(self) -> Iterator[Place]:
        """Give the heading and all under it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The headings before and after one, None at an end; ``above`` are those it stands under, from the top."""

    above: tuple[Place, ...]
    before: Place | None
    after: Place | None


def outline(document: Document) -> tuple[Place, ...]:
    """Give a document's headings as a tree."""
    return _tree(list(zip(_ids(document), document.sections, strict=True)))


def _ids(document: Document) -> Iterator[str]:
    """Give each heading's id, made as the ids of paragraphs are (`assistant.documents.structure`)."""
    counts: Counter[str] = Counter()
    above: list[tuple[int, str]] = []
    for section in document.sections:
        while above and above[-1][0] >= section.level:
            above.pop()
        own = slugify(section.path[-1])
        slug = f"{above[-1][1]}/{own}" if above else own
        counts[slug] += 1
        slug = slug if counts[slug] == 1 else f"{slug}-{counts[slug]}"
        above.append((section.level, slug))
        yield f"{document.id}/{slug}"


def _tree(rows: Sequence[tuple[str, Section]]) -> tuple[Place, ...]:
    found = []
    at = 0
    while at < len(rows):
        place_id, section = rows[at]
        end = at + 1
        while end < len(rows) and rows[end][1].level > section.level:
            end += 1
        found.append(Place(place_id, section, _tree(rows[at + 1 : end])))
        at = end
    return tuple(found)


def neighbours(tree: Sequence[Place], place: Place) -> Neighbours:
    """Give what stands around a heading: the next is the one after all that stands under it."""
    flat = [one for top in tree for one in top.walk()]
    at = next(number for number, one in enumerate(flat) if one.id == place.id)
    after = at + sum(1 for _ in place.walk())
    above = tuple(one for one in flat[:at] if any(under.id == place.id for under in one.walk()))
    names = {one.id for one in above}
    before = next((one for one in reversed(flat[:at]) if one.id not in names), None)
    return Neighbours(above, before, flat[after] if after < len(flat) else None)
