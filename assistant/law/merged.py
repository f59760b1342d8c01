"""Merged tracked changes: "76 kap. 1 § SOSFS 2014:4HSLF-FS 2022:39" is an old and a new reference run together.

The stored text is never changed. The two readings share the span of what is written, and each carries our remark. A split
of the digits counts only where the table of moved sections knows it; otherwise the regulations are reported without a
chapter, and the chapter is called uncertain.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.documents.model import LegalReference
from assistant.law.canonical import canonical, in_words
from assistant.law.chains import Part
from assistant.law.mentions import Mention
from assistant.law.registry import Registry
from assistant.law.tokens import Tokens
from assistant.law.transitions import Move, load_moves, split_place
from assistant.text import collapse

CERTAIN = (
    "Texten bär spår av en ändring. Vi läser ”{written}” som {old} (äldre) och {new} (ny). Läsningen är vår, texten är orörd."
)
UNCERTAIN = (
    "Texten bär spår av en ändring: ”{written}” ger ett kapitelnummer ({place}) för två föreskrifter, "
    "{old} (äldre) och {new} (ny). "
    "Numret hör troligen till {old}. Kapitlet är osäkert, kontrollera i föreskriften."
)


def order_by_age(one: Mention, other: Mention) -> tuple[Mention, Mention] | None:
    """Give the older and the newer of two regulations; None where neither is known to have replaced the other."""
    if one.statute and one.statute.replaced_by == other.sfs:
        return one, other
    if other.statute and other.statute.replaced_by == one.sfs:
        return other, one
    return None


def read_merged(
    tokens: Tokens, registry: Registry, parts: Sequence[Part], pair: tuple[Mention, Mention], span: tuple[int, int]
) -> list[LegalReference]:
    """Read a reference in which an old and a new one are merged.

    Parameters
    ----------
    tokens
        The text.
    registry
        Knows the folder with the table of moved sections.
    parts
        The sections as they are written, merged digits and all; empty where only the regulations are named.
    pair
        The older and the newer regulation.
    span
        Offsets of everything that is written.

    Returns
    -------
    list of LegalReference
        The old and the new reference, for each section that is named.
    """
    old, new = pair
    written = tokens.text[span[0] : span[1]]
    if not parts:
        reading = CERTAIN.format(written=collapse(written), old=old.name, new=new.name)
        return [_reference(mention, written, span, None, None, reading) for mention in pair]
    moves = [move for move in load_moves(registry.folder) if (move.old_number, move.new_number) == (old.sfs, new.sfs)]
    references: list[LegalReference] = []
    for part in parts:
        before = tokens.word(part.first - 1) if tokens.is_number(part.first - 1) else ""
        for section in part.sections or (None,):
            references += _read_section(part, section, before, moves, pair, written, span)
    return references


def starts_before(tokens: Tokens, part: Part) -> int:
    """Give the token at which a merged part starts: "7 6 kap." has its old number in front."""
    return part.first - 1 if tokens.is_number(part.first - 1) and not tokens.is_glued(part.first) else part.first


def _read_section(
    part: Part,
    section: str | None,
    before: str,
    moves: Sequence[Move],
    pair: tuple[Mention, Mention],
    written: str,
    span: tuple[int, int],
) -> list[LegalReference]:
    old, new = pair
    chapters = _splits(part.chapter or "", before)
    sections = _splits(section, "") if section else {(None, None)}
    possible = {
        (old_chapter, old_section, new_chapter, new_section)
        for old_chapter, new_chapter in chapters
        for old_section, new_section in sections
        if _is_known(moves, (old_chapter, old_section), (new_chapter, new_section))
    }
    if len(possible) != 1:
        place = in_words(part.chapter, section)
        reading = UNCERTAIN.format(written=collapse(written), place=place, old=old.name, new=new.name)
        return [_reference(mention, written, span, None, None, reading) for mention in pair]
    old_chapter, old_section, new_chapter, new_section = possible.pop()
    reading = CERTAIN.format(
        written=collapse(written),
        old=in_words(old_chapter, old_section, old.name),
        new=in_words(new_chapter, new_section, new.name),
    )
    return [
        _reference(old, written, span, old_chapter, old_section, reading),
        _reference(new, written, span, new_chapter, new_section, reading),
    ]


def _splits(digits: str, before: str) -> set[tuple[str | None, str | None]]:
    """Give every way to read a number as an old and a new one: the same for both, cut in two, or a number before it."""
    splits: set[tuple[str | None, str | None]] = {(digits, digits)}
    splits |= {(digits[:cut], digits[cut:]) for cut in range(1, len(digits))}
    if before:
        splits.add((before, digits))
    return splits


def _is_known(moves: Sequence[Move], old: tuple[str | None, str | None], new: tuple[str | None, str | None]) -> bool:
    return any(split_place(move.old_place) == old and split_place(move.new_place) == new for move in moves)


def _reference(
    mention: Mention, written: str, span: tuple[int, int], chapter: str | None, section: str | None, reading: str
) -> LegalReference:
    name = canonical(mention.name, chapter, section)
    return LegalReference(name, written, span[0], span[1], mention.sfs, chapter, section, reading=reading)
