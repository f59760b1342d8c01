"""What decides in a paragraph that got another wording: ska for bör, a number, a negation, a place in the law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from assistant.documents.model import LegalReference, Paragraph
from assistant.documents.word_diff import Piece
from assistant.verification.model import Difference, Kind
from assistant.verification.quantities import Quantity, quantities
from assistant.verification.tables import phrases
from assistant.verification.words import read_words, shown

_GROUPS = ((Kind.MODALITY, "modality"), (Kind.NEGATION, "negation"), (Kind.TIME, "time"))
_LONGEST = 20_000
"""Characters of the longest paragraph whose numbers are compared; no paragraph of a guideline is as long."""


def deciding(old: Paragraph, new: Paragraph, pieces: Sequence[Piece]) -> tuple[Difference, ...]:
    """Find the deciding words that a new wording changes.

    Parameters
    ----------
    old, new
        The paragraph in both editions, with its legal references filled in.
    pieces
        Their words side by side (`assistant.documents.word_diff.compare_words`).

    Returns
    -------
    tuple of Difference
        ``source`` holds the old words, ``claim`` the new ones, each empty where there are none: modal verbs, negations and
        times among the words that changed; numbers with another value or measure; places in the law. Each pair once.
    """
    found: list[Difference] = []
    for piece in pieces:
        if piece.has_changed:
            for kind, group in _GROUPS:
                found += _pairs(kind, _phrases(group, piece.old), _phrases(group, piece.new))
    found += _pairs(Kind.NUMBER, _numbers(old), _numbers(new))
    found += _pairs(Kind.REFERENCE, _law(old), _law(new))
    return tuple(dict.fromkeys(found))


_Named = list[tuple[Hashable, str]]


def _pairs(kind: Kind, before: _Named, after: _Named) -> list[Difference]:
    """Pair what only the old wording has with what only the new one has, in order."""
    gone, come = _only(before, after), _only(after, before)
    width = max(len(gone), len(come))
    gone += [""] * (width - len(gone))
    come += [""] * (width - len(come))
    return [Difference(kind, claim=new, source=old) for old, new in zip(gone, come, strict=True)]


def _only(these: _Named, others: _Named) -> list[str]:
    left = Counter(key for key, _ in others)
    found = []
    for key, written in these:
        if left[key]:
            left[key] -= 1
        else:
            found.append(written)
    return found


def _phrases(group: str, text: str) -> _Named:
    words = read_words(text)
    found = phrases(group).find([word.low for word in words])
    written = [shown(words[one.first : one.after]) for one in found]
    return [(words.lower(), words) for words in written]


def _numbers(paragraph: Paragraph) -> _Named:
    parts: Iterable[tuple[str, Sequence[LegalReference]]] = (
        (paragraph.text[:_LONGEST], paragraph.legal_references),
        *((note.text[:_LONGEST], note.legal_references) for note in paragraph.footnotes),
    )
    return [_number(one) for text, law in parts for one in quantities(text, tuple((ref.start, ref.end) for ref in law))]


def _number(one: Quantity) -> tuple[Hashable, str]:
    return (one.value, one.measure, one.bound, one.kind), one.written


def _law(paragraph: Paragraph) -> _Named:
    references = (*paragraph.legal_references, *(one for note in paragraph.footnotes for one in note.legal_references))

    return [((one.canonical, one.sfs, one.paragraph), one.as_written) for one in references]
