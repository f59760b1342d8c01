"""From the lines of one section to the drafts of its paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.documents.headings import breaks_early
from assistant.documents.lines import Gap, Line
from assistant.documents.model import Kind
from assistant.documents.pages import Layout
from assistant.documents.tables import contact_lines, ends_contact, is_regulation_row

_READING_LIST = re.compile(r"(?:läs (?:mer|vidare)|mer (?:information|läsning)|för mer information)\b", re.IGNORECASE)
_PARAGRAPH_MARGIN = 8
"""A line that ends a sentence this much before the margin allows ends its paragraph."""
_MIN_LINKS = 3
"""So many addresses right after a list are the targets of its items."""


@dataclass(slots=True)
class Draft:
    """A paragraph in the making: indices of its lines, as lead-in and items; an item's sub-items follow it."""

    kind: Kind
    lead: list[int] = field(default_factory=list)
    items: list[list[list[int]]] = field(default_factory=list)
    term: str = ""

    @property
    def lines(self) -> list[int]:
        """Give the indices of all lines, in the order of the text."""
        return [*self.lead, *(i for item in self.items for part in item for i in part)]

    @property
    def last(self) -> int:
        """Give the index of the line that was added last."""
        return self.items[-1][-1][-1] if self.items else self.lead[-1]


class SectionReader:
    """Reads the lines under one heading.

    Parameters
    ----------
    lines, layout
        All lines of the document and what its pages say of them.
    width
        Length of a full line.
    """

    def __init__(self, lines: Sequence[Line], layout: Layout, width: int) -> None:
        self._lines = lines
        self._layout = layout
        self._width = width
        self._drafts: list[Draft] = []
        self._open: Draft | None = None
        self._suspended: Draft | None = None
        self._previous: int | None = None
        self._last_number = 0
        self._contacts: frozenset[int] = frozenset()
        self._following: dict[int, int] = {}

    def read(self, indices: Iterable[int]) -> tuple[list[Draft], list[int]]:
        """Give the section's drafts in order and its link targets that belong to no list."""
        ordered = list(indices)
        self._drafts, self._open, self._suspended, self._previous = [], None, None, None
        targets = [i for i in ordered if self._lines[i].is_link_target and not self._layout.bullets[i]]
        rest = sorted(set(ordered) - set(targets))
        self._contacts = contact_lines(self._lines, rest)
        self._following = dict(itertools.pairwise(rest))
        for i in rest:
            self._take(i)
            self._previous = i
        return self._drafts, self._link_list(targets)

    def _link_list(self, targets: list[int]) -> list[int]:
        last = self._drafts[-1] if self._drafts else None
        after = [i for i in targets if last is not None and i > last.last]
        if last is None or last.kind is not Kind.LIST or last.lead or len(after) < _MIN_LINKS:
            return targets
        last.kind = Kind.LINK_LIST
        last.items += [[[i]] for i in after]
        return [i for i in targets if i not in after]

    def _take(self, i: int) -> None:
        line = self._lines[i]
        if i in self._contacts:
            self._add_contact(i)
        elif self._is_item(i):
            self._add_item(i)
        elif line.lettered and self._open is not None and self._open.items:
            self._open.items[-1].append([i])
        else:
            self._add_text(i)

    def _is_item(self, i: int) -> bool:
        number = self._lines[i].number
        if number is not None and (number == 1 or number == self._last_number + 1):
            self._last_number = number
            return True
        return self._layout.bullets[i] or is_regulation_row(self._lines[i])

    def _add_item(self, i: int) -> None:
        self._open_list(Kind.LIST).items.append([[i]])

    def _open_list(self, kind: Kind) -> Draft:
        """Give the open list; where none is open the open text becomes its lead-in, or one begins without."""
        draft = self._open
        if draft is None:
            return self._start(Draft(kind))
        if not draft.items:
            lead = " ".join(self._lines[k].text for k in draft.lead)
            draft.kind = Kind.READING_LIST if _READING_LIST.match(lead) else kind
        return draft

    def _add_contact(self, i: int) -> None:
        """Add a line to a telephone list; an item goes on until its number is whole."""
        draft = self._open if self._open is not None and self._open.kind is Kind.CONTACT else self._open_list(Kind.CONTACT)
        last = draft.items[-1][-1] if draft.items else []
        if not last or ends_contact(" ".join(self._lines[k].text for k in last)):
            draft.items.append([[i]])
        else:
            last.append(i)

    def _start(self, draft: Draft) -> Draft:
        self._drafts.append(draft)
        self._open = draft
        return draft

    def _relation(self, i: int) -> tuple[Gap, bool]:
        """Give the gap before line ``i`` in this section and whether a page begins in it."""
        if self._previous is None:
            return Gap.SPACED, False
        broken = any(self._layout.breaks[k] for k in range(self._previous + 1, i + 1))
        return (self._lines[i].gap if self._previous == i - 1 else Gap.SPACED), broken

    def _add_text(self, i: int) -> None:
        gap, broken = self._relation(i)
        draft = self._open
        if draft is not None and draft.items and self._continues_item(draft, i, gap, broken):
            draft.items[-1][-1].append(i)
        elif draft is not None and not draft.items and self._continues_text(draft, i, gap, broken):
            draft.lead.append(i)
        elif self._suspended is not None and (broken or self._lines[i].starts_lower):
            self._suspended.lead.append(i)
            self._open, self._suspended = self._suspended, None
        else:
            if draft is not None and not draft.items and not self._lines[draft.last].is_complete:
                self._suspended = draft
            self._start(Draft(Kind.TEXT, lead=[i]))

    def _continues_item(self, draft: Draft, i: int, gap: Gap, broken: bool) -> bool:
        line, last = self._lines[i], self._lines[draft.last]
        if draft.kind is Kind.CONTACT:
            return False
        if broken:
            return not last.is_complete and (line.starts_lower or self._is_explained(draft))
        if gap is Gap.NONE:
            return True
        if gap is Gap.SPACED:
            return False
        following = self._following.get(i)
        item_follows = following == i + 1 and self._lines[following].gap is Gap.NONE and self._layout.bullets[following]
        return line.starts_lower or last.text.endswith((",", "-", "–")) or item_follows

    def _is_explained(self, draft: Draft) -> bool:
        """Tell whether the list's items are headings with an explanation below, so that a capital continues an item."""
        second = [self._lines[item[0][1]] for item in draft.items if len(item[0]) > 1]
        return any(line.starts_upper for line in second)

    def _continues_text(self, draft: Draft, i: int, gap: Gap, broken: bool) -> bool:
        line, last = self._lines[i], self._lines[draft.last]
        if not last.is_complete:
            return broken or gap is Gap.NONE or line.starts_lower
        if gap is not Gap.NONE or _READING_LIST.match(line.text):
            return False
        if not (line.starts_upper or line.text[0].isdigit()):
            return True
        return last.trailing < 2 and not breaks_early(last, line, self._width, _PARAGRAPH_MARGIN)


def is_form(lines: Sequence[Line], indices: Sequence[int]) -> bool:
    """Tell whether a section is a form to fill in: nothing but short headings of fields, most of them alone."""
    fields = [i for i in indices if len(lines[i].text) <= 60 and lines[i].starts_upper and not lines[i].is_complete]
    alone = [i for i in fields if lines[i].gap is not Gap.NONE]
    return len(indices) >= 5 and len(fields) == len(indices) and len(alone) * 2 > len(indices)
