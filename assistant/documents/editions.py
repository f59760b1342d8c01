"""What a new edition of a document changes against the stored one, paragraph by paragraph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.documents.lines import normalise, split_lines
from assistant.documents.model import Document, Paragraph
from assistant.documents.structure import parse
from assistant.text import collapse

_ALIKE = 0.5
"""Share of words in common from which a paragraph at the same place is another wording and not another paragraph."""
_ALIKE_ELSEWHERE = 0.7
"""The same for a paragraph at another place."""
_RARE = 5
"""A word in at most so many new paragraphs tells where one of them may have come from."""
_PAIRS = 2_500
"""Pairs compared between two paragraphs that stayed; where there are more, only those near the same place are."""
_NEAR = 3
_SEARCHED = 500_000_000
"""Characters searched at most for removed words within other paragraphs."""


class ChangeKind(StrEnum):
    """What has become of a paragraph. One that is moved stands elsewhere or under another heading with the same words."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    MOVED = "moved"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph that is not as it was; ``old`` is None where it was added, ``new`` where it was removed.

    ``is_within`` tells of one added or removed that its words stand within another paragraph of the other edition: the
    paragraph was joined with another, or divided.
    """

    kind: ChangeKind
    old: Paragraph | None
    new: Paragraph | None
    is_within: bool = False

    @property
    def paragraph(self) -> Paragraph:
        """Give the stored paragraph, or the new one where it was added."""
        found = self.old or self.new
        if found is None:
            raise ValueError("a change of nothing")
        return found


@dataclass(frozen=True, slots=True)
class Edition:
    """A comparison: the changes in reading order of the new edition, and how many paragraphs are as they were.

    ``headings_gone`` and ``headings_new`` are paths of headings in order.
    """

    old: Document
    new: Document
    changes: tuple[Change, ...]
    unchanged: int
    headings_gone: tuple[tuple[str, ...], ...]
    headings_new: tuple[tuple[str, ...], ...]

    @property
    def is_same(self) -> bool:
        """Tell whether not a word, a heading or a place has changed."""
        return not (self.changes or self.headings_gone or self.headings_new)

    def of_kind(self, *kinds: ChangeKind) -> tuple[Change, ...]:
        """Give the changes of some kinds, in order."""
        return tuple(change for change in self.changes if change.kind in kinds)


def read_edition(source: str, stored: Document) -> Document:
    """Read a new edition as the stored document is read.

    Where the catalogue lists the headings, those found by their form in lines that the stored text does not have are
    added to the list, each at the depth of the known heading before it.
    """
    entry = stored.entry
    if source == stored.source or not entry.contents:
        return parse(source, entry)
    return parse(source, replace(entry, contents=_contents(source, stored)))


def _contents(source: str, stored: Document) -> tuple[tuple[int, str], ...]:
    contents = stored.entry.contents
    places: dict[str, list[int]] = defaultdict(list)
    for number, (_, text) in enumerate(contents):
        places[normalise(text.rstrip(":"))].append(number)
    lines = {normalise(line.text) for line in split_lines(stored.source)}
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    at = 0
    for section in parse(source, replace(stored.entry, contents=())).sections:
        name = normalise(section.path[-1])
        if name in places:
            following = places[name][bisect_left(places[name], at) :]
            at = following[0] + 1 if following else at
        elif not {name, f"{name}:"} & lines:
            level = contents[at - 1][0] if at else 1
            found[at].append((level, _as_written(source, section.heading_spans[0].start, section.path[-1])))
    return tuple(row for at in range(len(contents) + 1) for row in (*found[at], *contents[at : at + 1]))


def _as_written(source: str, start: int, name: str) -> str:
    """Give a heading's words with the colon that its line ends with, as a table of contents has them."""
    line = source[start : start + len(name) + 1]
    return f"{name}:" if line == f"{name}:" else name


def compare(old: Document, new: Document) -> Edition:
    """Compare a new edition with the stored document.

    Parameters
    ----------
    old, new
        Both read with the same catalogue row (`read_edition`).

    Returns
    -------
    Edition
        Paragraphs with the same words are the same paragraph wherever they stand; white space, line breaks and pages
        do not count. What is left is paired by its words, first between paragraphs that stayed, then anywhere.
    """
    before, after = old.paragraphs, new.paragraphs
    same = _same_words(before, after)
    steady = _in_order(same)
    pairs = _reworded(before, after, same, steady)
    pairs += _reworded_elsewhere(before, after, same + pairs)
    changes: list[tuple[int, Change]] = []
    for i, j in same:
        if kind := _place(before[i], after[j], is_steady=(i, j) in steady):
            changes.append((j, Change(kind, before[i], after[j])))
    changes += [(j, Change(ChangeKind.CHANGED, before[i], after[j])) for i, j in pairs]
    changes += _alone(before, after, sorted(same + pairs))
    paths = [Counter(section.path for section in document.sections) for document in (old, new)]
    return Edition(
        old,
        new,
        tuple(change for _, change in sorted(changes, key=lambda row: (row[0], row[1].new is not None))),
        len(same) - sum(change.kind in {ChangeKind.MOVED, ChangeKind.RENUMBERED} for _, change in changes),
        tuple((paths[0] - paths[1]).elements()),
        tuple((paths[1] - paths[0]).elements()),
    )


_Pairs = list[tuple[int, int]]


def _words(paragraph: Paragraph) -> str:
    return collapse(paragraph.full_text)


def _same_words(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> _Pairs:
    """Pair the paragraphs with the same words: first those with the same id, then in reading order."""
    places: dict[str, dict[str, int]] = defaultdict(dict)
    for j, paragraph in enumerate(after):
        places[_words(paragraph)][paragraph.id] = j
    found: _Pairs = []
    rest: list[int] = []
    for i, paragraph in enumerate(before):
        own = places.get(_words(paragraph), {})
        if paragraph.id in own:
            found.append((i, own.pop(paragraph.id)))
        else:
            rest.append(i)
    for i in rest:
        if own := places.get(_words(before[i]), {}):
            found.append((i, own.pop(next(iter(own)))))
    return sorted(found)


def _in_order(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Give the longest run of pairs that stand in the same order in both (patience sorting)."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        pile = bisect_left(tails, j)
        before.append(last[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [j]
        last[pile : pile + 1] = [n]
    kept: set[tuple[int, int]] = set()
    n = last[-1] if last else -1
    while n >= 0:
        kept.add(pairs[n])
        n = before[n]
    return kept


def _place(old: Paragraph, new: Paragraph, *, is_steady: bool) -> ChangeKind | None:
    """Tell what has become of a paragraph whose words are the same; None where nothing has."""
    if not is_steady or old.section != new.section:
        return ChangeKind.MOVED
    return ChangeKind.RENUMBERED if old.id != new.id else None


def _reworded(before: Sequence[Paragraph], after: Sequence[Paragraph], same: _Pairs, steady: set[tuple[int, int]]) -> _Pairs:
    """Pair other wordings between two paragraphs that stayed."""
    anchors = sorted(steady)
    gaps: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, total in enumerate((len(before), len(after))):
        taken = {pair[side] for pair in same}
        marks = [pair[side] for pair in anchors]
        for n in range(total):
            if n not in taken:
                gaps[bisect_right(marks, n)][side].append(n)
    found: _Pairs = []
    for mine, theirs in gaps.values():
        wide = len(mine) * len(theirs) > _PAIRS
        tried = [(i, j) for n, i in enumerate(mine) for j in (theirs[max(0, n - _NEAR) : n + _NEAR + 1] if wide else theirs)]
        found += _best(before, after, tried, _ALIKE)
    return found


def _reworded_elsewhere(before: Sequence[Paragraph], after: Sequence[Paragraph], taken: _Pairs) -> _Pairs:
    """Pair what is left by the rare words that both have."""
    gone, come = {i for i, _ in taken}, {j for _, j in taken}
    holders: dict[str, list[int]] = defaultdict(list)
    for j, paragraph in enumerate(after):
        if j not in come:
            for word in _bag(paragraph):
                holders[word].append(j)
    tried: _Pairs = []
    for i, paragraph in enumerate(before):
        if i not in gone:
            near = Counter(j for word in _bag(paragraph) if len(holders.get(word, ())) <= _RARE for j in holders.get(word, ()))
            tried += [(i, j) for j, _ in near.most_common(_NEAR)]
    return _best(before, after, tried, _ALIKE_ELSEWHERE)


def _bag(paragraph: Paragraph) -> Counter[str]:
    return Counter(normalise(paragraph.full_text).split())


def _best(before: Sequence[Paragraph], after: Sequence[Paragraph], tried: Sequence[tuple[int, int]], least: float) -> _Pairs:
    """Choose pairs by how alike they are, the most alike first, no paragraph twice."""
    mine = {i: _bag(before[i]) for i in {i for i, _ in tried}}
    theirs = {j: _bag(after[j]) for j in {j for _, j in tried}}
    rated = [(_share(mine[i], theirs[j]), before[i].id == after[j].id, i, j) for i, j in tried]
    found: _Pairs = []
    used: tuple[set[int], set[int]] = (set(), set())
    for share, _, i, j in sorted(rated, key=lambda row: (-row[0], not row[1], row[2], row[3])):
        if share >= least and i not in used[0] and j not in used[1]:
            found.append((i, j))
            used[0].add(i)
            used[1].add(j)
    return found


def _share(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _alone(before: Sequence[Paragraph], after: Sequence[Paragraph], pairs: _Pairs) -> list[tuple[int, Change]]:
    """Give what was removed, each where it stood among what stayed, and what was added."""
    gone = sorted(set(range(len(before))) - {i for i, _ in pairs})
    come = sorted(set(range(len(after))) - {j for _, j in pairs})
    stood, stands = _dense(before), _dense(after)
    many = len(gone) * len(stands) + len(come) * len(stood) > _SEARCHED
    olds = [i for i, _ in pairs]
    found: list[tuple[int, Change]] = []
    for i in gone:
        at = bisect_right(olds, i)
        place = pairs[at - 1][1] + 1 if at else 0
        found.append((place, Change(ChangeKind.REMOVED, before[i], None, not many and _dense([before[i]]) in stands)))
    for j in come:
        found.append((j, Change(ChangeKind.ADDED, None, after[j], not many and _dense([after[j]]) in stood)))
    return found


def _dense(paragraphs: Sequence[Paragraph]) -> str:
    """Give the words of paragraphs without white space, a line each, so that none is found across two."""
    return "\n".join("".join(paragraph.full_text.split()) for paragraph in paragraphs)
