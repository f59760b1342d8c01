"""What a case worker is told about law that no longer stands: one plain Swedish sentence or two a reference."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from assistant.documents.model import LegalReference
from assistant.law.canonical import canonical, in_words
from assistant.law.model import LegalStatus
from assistant.law.registry import Registry, Statute, shipped_registry
from assistant.law.sections import load_sections
from assistant.law.standing import PARTLY, moves_from, paragraphs_in, standing
from assistant.law.transitions import Move, place_key, split_place
from assistant.text import listed

SUBJECT = "Riktlinjen"
TRANSITIONAL = "Övergångsbestämmelser kan gälla."
HEADINGS_SHOWN = 3  # with more successors the headings would bury the sections; they stand in the table of lagrum
PARAGRAPH_WORDS = {"1": "första", "2": "andra", "3": "tredje", "4": "fjärde", "5": "femte", "6": "sjätte"}


def notices(references: Iterable[LegalReference], on: datetime.date, subject: str = SUBJECT) -> tuple[str, ...]:
    """Give the notices for everything that an answer cites, each said once.

    Parameters
    ----------
    references
        The legal references of what is quoted. Where sections of a law are cited, the law alone gets no notice.
    on
        The date that counts.
    subject
        Who cites: "Riktlinjen", "Stockholms riktlinjer".

    Returns
    -------
    tuple of str
        In the order of the references; empty where all law stands.
    """
    references = list(references)
    with_sections = {one.sfs for one in references if one.section is not None or one.chapter is not None}
    found: dict[str, None] = {}
    for reference in references:
        bare = reference.section is None and reference.chapter is None
        if bare and reference.sfs in with_sections and not reference.reading:
            continue
        text = notice(reference, on, subject)
        if text:
            found.setdefault(text)
    return tuple(found)


def notice(reference: LegalReference, on: datetime.date, subject: str = SUBJECT) -> str:
    """Say what a case worker must know about a reference on a date.

    Parameters
    ----------
    reference
        What is cited.
    on
        The date that counts.
    subject
        Who cites ("Riktlinjen"); empty: the sentence begins with the reference.

    Returns
    -------
    str
        Empty where the law stands and nothing had to be interpreted, and for sources that are no law.
    """
    registry = shipped_registry()
    if reference.reading:
        return reference.reading
    statute = registry.by_number.get(reference.sfs)
    if statute is None:
        return _unknown_law(reference, subject)
    status = standing(reference, on).status
    cited = _cited(reference, statute)
    if status is LegalStatus.IN_FORCE:
        return ""
    if status is LegalStatus.NOT_YET_IN_FORCE:
        return _says(subject, cited, f"inte har trätt i kraft {on.isoformat()}", f"har inte trätt i kraft {on.isoformat()}")
    if status is LegalStatus.UNKNOWN:
        return _unknown(reference, statute, subject, cited, registry)
    parts = [_ending(reference, statute, subject, cited, registry), _successors(reference, statute, registry)]
    if statute.transitional:
        parts.append(TRANSITIONAL)
    return " ".join(part for part in parts if part)


def _cited(reference: LegalReference, statute: Statute) -> str:
    place = in_words(reference.chapter, reference.section)
    if reference.paragraph in PARAGRAPH_WORDS:
        place += f" {PARAGRAPH_WORDS[reference.paragraph]} stycket"
    return f"{place} {_law(statute)}".strip()


def _law(statute: Statute) -> str:
    """Name a law with its number, since one name means different law in different years."""
    if not statute.abbreviations:
        return statute.number if statute.is_regulation else statute.title or f"SFS {statute.number}"
    return f"{statute.short_name} ({statute.number})"


def _unknown_law(reference: LegalReference, subject: str) -> str:
    here = (reference.chapter, reference.section)
    law = reference.canonical.removesuffix(canonical("", *here)).strip()
    if reference.sfs:
        start = f"{subject} hänvisar till {in_words(*here, law)}." if subject else f"{in_words(*here, law)}:"
        return f"{start} Den författningen finns inte i vårt register. Kontrollera."
    if here == (None, None):
        return ""
    if law:
        return f"{in_words(*here, law)}: den lagen finns inte i vårt register. Kontrollera."
    return f"Det framgår inte vilken lag {in_words(*here)} hör till. Kontrollera i dokumentet."


def _unknown(reference: LegalReference, statute: Statute, subject: str, cited: str, registry: Registry) -> str:
    if not load_sections(registry.folder).may_exist(statute.number, reference.chapter, reference.section):
        place = in_words(reference.chapter, reference.section)
        return f"{place} finns inte i {_law(statute)}, så vitt vi vet. Kontrollera."
    start = f"{subject} hänvisar till {cited}." if subject else f"{cited}:"
    return f"{start} Vi har inget belägg för om det gäller. Kontrollera."


def _ending(reference: LegalReference, statute: Statute, subject: str, cited: str, registry: Registry) -> str:
    newer = registry.by_number.get(statute.replaced_by)
    replaced = f" och ersattes av {_law(newer)}" if newer and reference.section is None and reference.chapter is None else ""
    if statute.repealed_on:
        return _says(subject, cited, f"upphörde att gälla {statute.repealed_on.isoformat()}{replaced}")
    return _says(subject, cited, f"har ersatts av {_law(newer) if newer else statute.replaced_by}")


def _says(subject: str, cited: str, what: str, alone: str = "") -> str:
    return f"{subject} hänvisar till {cited}, som {what}." if subject else f"{cited} {alone or what}."


def _successors(reference: LegalReference, statute: Statute, registry: Registry) -> str:
    if reference.chapter is None and reference.section is None:
        return ""
    newer = registry.by_number.get(statute.replaced_by)
    law = _law(newer) if newer else statute.replaced_by
    moves = moves_from(reference, registry)
    if not moves:
        return f"Vår jämförelsetabell har ingen rad för det som citeras. Kontrollera i {law}."
    if reference.section is None and all(split_place(move.old_place)[1] is None for move in moves):
        return f"Kapitlet motsvaras{_partly(moves)} av {_grouped(moves)} {law}."
    if reference.section is None:
        return f"Det som vår jämförelsetabell har rader för står nu i {_grouped(moves)} {law}."
    return _section_successors(reference, moves, law)


def _section_successors(reference: LegalReference, moves: Sequence[Move], law: str) -> str:
    with_headings = len(moves) <= HEADINGS_SHOWN
    clauses: list[str] = []
    for part, rows in _by_part(moves).items():
        named = [_named(row, law if row is moves[0] else "", heading=with_headings or row is moves[0]) for row in rows]
        partly = _partly(rows)
        verb = " motsvaras" if not clauses else ""
        clauses.append(f"{part or 'paragrafen'}{verb}{partly} av {listed(named)}")
    text = "; ".join(clauses)
    return f"{text[0].upper()}{text[1:]}.{_gaps(reference, moves)}"


def _partly(rows: Sequence[Move]) -> str:
    """Say "delvis" where a part is not found whole in its new place; of a regulation no source says how much of it is."""
    if all(row.extent != PARTLY for row in rows):
        return ""
    return " delvis" if rows[0].new_number[:1].isdigit() else " åtminstone delvis"


def _by_part(moves: Sequence[Move]) -> dict[str, list[Move]]:
    grouped: dict[str, list[Move]] = {}
    for move in moves:
        grouped.setdefault(move.old_part, []).append(move)
    return grouped


def _named(move: Move, law: str, *, heading: bool) -> str:
    place = in_words(*split_place(move.new_place), law)
    title = move.heading.split(" / ")[0]
    return f"{place}, {title}" if heading and title else place


def _gaps(reference: LegalReference, moves: Sequence[Move]) -> str:
    """Say which stycken the table has no row for, as far as its own words show that they exist."""
    if reference.paragraph is not None or any(not move.old_part for move in moves):
        return ""
    named = {int(number) for move in moves for number in paragraphs_in(move.old_part)}
    if not named:
        return ""
    missing = [number for number in range(1, max(named)) if number not in named]
    if missing:
        words = listed([PARAGRAPH_WORDS.get(str(number), str(number)) for number in missing])
        noun = "stycket" if len(missing) == 1 else "styckena"
        return f" För {words} {noun} har vår jämförelsetabell ingen rad."
    return " För övriga stycken har vår jämförelsetabell ingen rad." if named == {1} else ""


def _grouped(moves: Sequence[Move]) -> str:
    """Write new sections chapter by chapter: ``15 kap. 2–4 §§ och 16 kap. 1 §``."""
    chapters: dict[str | None, list[str]] = {}
    for place in sorted({move.new_place for move in moves}, key=place_key):
        chapter, section = split_place(place)
        chapters.setdefault(chapter, [])
        if section is not None:
            chapters[chapter].append(section)
    return listed([_chapter(chapter, sections) for chapter, sections in chapters.items()])


def _chapter(chapter: str | None, sections: Sequence[str]) -> str:
    if len(sections) <= 1:
        return in_words(chapter, sections[0] if sections else None)
    runs: list[list[str]] = []
    for section in sections:
        if runs and section.isdigit() and runs[-1][-1].isdigit() and int(section) == int(runs[-1][-1]) + 1:
            runs[-1].append(section)
        else:
            runs.append([section])
    words = [
        word for run in runs for word in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else [_spaced_number(one) for one in run])
    ]
    return f"{in_words(chapter, None)} {listed(words)} §§".strip()


def _spaced_number(section: str) -> str:
    return in_words(None, section).removesuffix(" §")
