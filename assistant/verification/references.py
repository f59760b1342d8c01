"""Compares the legal references of a sentence with those of its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.documents.model import Document, LegalReference
from assistant.law.annotate import law_basis
from assistant.law.grammar import parse
from assistant.law.lookup import all_references
from assistant.law.registry import shipped_registry
from assistant.law.standing import successors_of
from assistant.verification.model import Difference, Kind
from assistant.verification.units import Unit
from assistant.verification.words import Word, read_words

_LAW_NAME = re.compile(
    r"\w+(?:lag|lagen|lagens|balk|balken|balkens|förordning|förordningen|föreskrift|föreskrifter|grundlag|konventionen)"
)
_LISTING = frozenset({"och", "eller", "samt", "respektive"})
_MAIN_LAW = "SoL"


def references_in(text: str, document: Document) -> tuple[LegalReference, ...]:
    """Find the references of a sentence as the document means them: its abbreviations, and its law for a bare section."""
    return _references(text, tuple(sorted(law_basis(document.entry, shipped_registry()).items())))


@lru_cache(maxsize=2048)
def _references(text: str, basis: tuple[tuple[str, str], ...]) -> tuple[LegalReference, ...]:
    laws = dict(basis)
    return parse(text, laws, laws.get(_MAIN_LAW))


def numbers_of(units: Sequence[Unit]) -> frozenset[str]:
    """Give the numbers of chapters and sections that sentences of a source refer to, as they are read."""
    found = (reference for unit in units for reference in references_in(unit.text, unit.document))
    return frozenset(number for reference in found for number in (reference.chapter, reference.section) if number)


def compare(claimed: Iterable[LegalReference], units: Sequence[Unit]) -> list[Difference]:
    """Find the references of a sentence that its source does not have.

    A reference must stand in the sentence or item itself, or, where that has none, in its paragraph. A successor counts
    only where the new law is named with its number.
    """
    own = [reference for unit in units for reference in references_in(unit.text, unit.document)]
    whole = [reference for unit in units for reference in all_references(unit.paragraph)]
    headed = [reference for unit in units for reference in references_in(unit.headings, unit.document)]
    specific = [one for one in own if one.section or one.chapter]
    found: list[Difference] = []
    for reference in claimed:
        is_place = reference.section or reference.chapter
        sources = [*own, *headed] if specific and is_place else [*own, *whole, *headed]
        if not any(_covers(reference, other) for other in sources):
            rival = next((other.as_written for other in specific or whole), "")
            found.append(Difference(Kind.REFERENCE, reference.as_written, rival))
    return found


def compare_places(claim: str, claimed: Sequence[LegalReference], units: Sequence[Unit]) -> list[Difference]:
    """Find a reference after a word that the source has before another reference ("rättats enligt 36 §")."""
    theirs: list[tuple[str, LegalReference]] = []
    every: list[LegalReference] = []
    for unit in units:
        own = references_in(unit.text, unit.document)
        every += own
        words = read_words(unit.text)
        theirs += [(word.stem, one) for one in own if (word := _before(one, own, words))]
    words = read_words(claim)
    found: list[Difference] = []
    for reference in claimed:
        word = _before(reference, claimed, words)
        others = [other for stem, other in theirs if word and stem == word.stem]
        known = any(_is_one(reference, other) for other in every)
        if others and known and not any(_is_one(reference, other) for other in others):
            found.append(Difference(Kind.REFERENCE, reference.as_written, others[0].as_written))
    return found


def _before(reference: LegalReference, others: Sequence[LegalReference], words: Sequence[Word]) -> Word | None:
    """Give the word that a reference stands after, over others that it is listed with; None where words part it from them."""
    spans = [(other.start, other.end) for other in others]
    parted = False
    for word in reversed([word for word in words if word.start < reference.start]):
        if any(start <= word.start < end for start, end in spans):
            if parted:
                return None
        elif word.carries:
            return word
        else:
            parted = parted or word.low not in _LISTING
    return None


def _is_one(claimed: LegalReference, other: LegalReference) -> bool:
    return (claimed.canonical, claimed.chapter, claimed.section) == (other.canonical, other.chapter, other.section)


def _covers(claimed: LegalReference, source: LegalReference) -> bool:
    if (claimed.sfs and claimed.sfs == source.sfs) or (not claimed.sfs and claimed.canonical == source.canonical):
        if claimed.section is None and claimed.chapter is None:
            return True
        same = (claimed.chapter, claimed.section) == (source.chapter, source.section)
        part = claimed.paragraph in {None, source.paragraph} and claimed.item in {None, source.item}
        return same and part
    if claimed.sfs and claimed.sfs in claimed.as_written:
        successors = successors_of(source, shipped_registry())
        return any((one.canonical, one.sfs) == (claimed.canonical, claimed.sfs) for one in successors)
    return False


def unknown_laws(words: Sequence[Word], source_stems: frozenset[str], claimed: Sequence[LegalReference]) -> list[Difference]:
    """Find laws named in a sentence that the reader of references does not know, and that its source does not name."""
    spans = [(reference.start, reference.end) for reference in claimed]
    return [
        Difference(Kind.REFERENCE, word.text, "")
        for word in words
        if _LAW_NAME.fullmatch(word.low)
        and word.stem not in source_stems
        and not any(start <= word.start < end for start, end in spans)
    ]
