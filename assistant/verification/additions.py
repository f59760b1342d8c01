"""What a sentence adds to a source that it else repeats: an item of a list, a reason, a likeness, a wider circle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.verification.content import Bag
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import Reading
from assistant.verification.slots import Beside
from assistant.verification.tables import light_words, word_set
from assistant.verification.words import Word, is_verb

_CLOSE = 0.6
"""Share of a sentence's words in the order of its source, from which a list of its own is that list with an item more."""
_FOUND = 0.4
"""How far a word is in the source, from which it is no item that has been added."""
_KEPT = 0.5
"""Share of the words that narrow a circle which a sentence about "alla" has."""
_JOINERS = frozenset({"och", "eller", "samt"})
_SHORTEST = 3
"""Letters of the shortest comparative ending's stem: "oftare", not "are"."""


def compare(claim: Reading, sources: Sequence[Reading], laid: Sequence[Beside], near: Bag) -> list[Difference]:
    """Find what has been added."""
    return [*_items(laid, near), *_reasons(claim, sources), *_likenesses(claim, sources), *_circles(claim, sources)]


def _items(laid: Sequence[Beside], near: Bag) -> Iterator[Difference]:
    """Find an item of a list that the source has without it: "barn, äldre och personer med funktionsnedsättning"."""
    for beside in laid:
        if beside.share < _CLOSE:
            continue
        for slot in beside.slots:
            if slot.claim and not any(word.carries for word in slot.source):
                item = [word for word in slot.claim if word.carries]
                if len(item) == 1 and _is_listed(beside.claim, item[0]) and _is_new(item[0], near):
                    yield Difference(Kind.CONTENT, item[0].text, "")


def _is_listed(words: Sequence[Word], item: Word) -> bool:
    """Tell whether a word is joined to the one before it or after it as an item of a list."""
    at = next(number for number, word in enumerate(words) if word.start == item.start)
    before = words[at - 1].low in _JOINERS or "," in words[at].gap if at else False
    after = at + 1 < len(words) and (words[at + 1].low in _JOINERS or "," in words[at + 1].gap)
    return before and (after or at + 1 == len(words))


def _is_new(word: Word, near: Bag) -> bool:
    return not is_verb(word.low) and word.low not in light_words() and near.tells(word.stem) < _FOUND


def _reasons(claim: Reading, sources: Sequence[Reading]) -> Iterator[Difference]:
    """Find "varför" where the source has no reason: "vem, hur och när" is another list than "vem, hur och varför"."""
    why = next((word for word in claim.words if word.low == "varför"), None)
    if why and not any(word.low.startswith(tuple(word_set("reasons"))) for one in sources for word in one.words):
        yield Difference(Kind.CONTENT, why.text, "")


def _likenesses(claim: Reading, sources: Sequence[Reading]) -> Iterator[Difference]:
    """Find "lika ofta" where the source has "oftare"."""
    for at, word in enumerate(claim.words[:-1]):
        if word.low == "lika":
            stem = claim.words[at + 1].low
            more = next(
                (
                    other
                    for one in sources
                    for other in one.words
                    if other.low.endswith("are") and other.low.startswith(stem[:-1])
                ),
                None,
            )
            if more and len(stem) >= _SHORTEST and not any(other.low == "lika" for one in sources for other in one.words):
                yield Difference(Kind.CONTENT, f"lika {stem}", more.text)


def _circles(claim: Reading, sources: Sequence[Reading]) -> Iterator[Difference]:
    """Find "alla som …" that leaves out what narrows the circle in the source: "som lever i … och är mellan 13 och 26 år"."""
    own = Bag.of(claim.words)
    for at, word in enumerate(claim.words):
        if word.low not in word_set("everybody") or "som" not in [one.low for one in claim.words[at + 1 : at + 4]]:
            continue
        for reading in sources:
            for narrowing in _relatives(reading):
                kept = [own.holds(one.stem) >= _KEPT for one in narrowing]
                if any(kept) and not all(kept) and sum(kept) <= _KEPT * len(kept):
                    yield Difference(Kind.CONDITION, word.text, " ".join(one.text for one in narrowing))


def _relatives(reading: Reading) -> Iterator[list[Word]]:
    """Give the words that carry matter of each relative clause with those joined to it by "och"."""
    clauses = list(reading.clauses)
    for number, clause in enumerate(clauses):
        if clause.words and clause.words[0].low == "som":
            words = list(clause.content)
            for other in clauses[number + 1 :]:
                if not other.words or other.words[0].low not in _JOINERS:
                    break
                words += other.content
            if words:
                yield words
