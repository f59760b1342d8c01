"""A new edition's changes as text in a terminal: nothing is cut, and nothing depends on colour alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.text import Text

from assistant.cli.check import KINDS
from assistant.cli.rendering import hang, heading, law_table
from assistant.documents.editions import Change, ChangeKind, Edition
from assistant.documents.model import Paragraph, label
from assistant.documents.word_diff import compare_words
from assistant.law.editions import Cited
from assistant.text import visible

if TYPE_CHECKING:
    from rich.console import Console

SAME = "Inga ändringar: ord, rubriker, ordning och lagrum är desamma."
HOW_MARKED = "Ord som försvinner står som [-så här-] och ord som kommer till som {+så här+}."
_WITHIN = "Orden står kvar i ett annat stycke."
_CAME_FROM = "Orden stod i ett annat stycke förut."
_KIND_WORDS = {
    ChangeKind.CHANGED: ("ändrat", "ändrade"),
    ChangeKind.REMOVED: ("borttaget", "borttagna"),
    ChangeKind.ADDED: ("nytt", "nya"),
    ChangeKind.MOVED: ("flyttat", "flyttade"),
    ChangeKind.RENUMBERED: ("omnumrerat", "omnumrerade"),
}
"""What one and what several such paragraphs are called."""


def print_edition(
    console: Console, edition: Edition, law: tuple[Sequence[Cited], Sequence[Cited]], data: dict[str, Any]
) -> None:
    """Print what changes: paragraphs, headings, law, and the typical questions that are touched.

    Parameters
    ----------
    edition
        The comparison.
    law
        What only the old edition cites, and what only the new one does.
    data
        The same as ``corpus diff --json`` gives it.
    """
    if not data["has_changes"]:
        console.print(SAME)
        if data["sha256"]["old"] != data["sha256"]["new"]:
            hang(console, "", "", Text("Filen skiljer sig bara i sådant som inte är text: radbrytningar, sidor, sidhuvuden."))
        return
    counts = [(data["counts"][kind.value], words) for kind, words in _KIND_WORDS.items()]
    said = [f"{count} {one if count == 1 else several}" for count, (one, several) in counts if count]
    hang(console, "", "", Text(f"Stycken: {', '.join((*said, f'{edition.unchanged} oförändrade'))}.", "bold"))
    _print_changed(console, edition)
    _print_whole(console, edition, ChangeKind.REMOVED, "Borttagna stycken", _WITHIN)
    _print_whole(console, edition, ChangeKind.ADDED, "Nya stycken", _CAME_FROM)
    _print_moved(console, edition)
    _print_headings(console, "Rubriker som försvinner", edition.headings_gone)
    _print_headings(console, "Rubriker som kommer till", edition.headings_new)
    for cited, title in zip(law, ("Lagrum som försvinner", "Lagrum som kommer till"), strict=True):
        if cited:
            heading(console, title)
            console.print(law_table(replace(one.standing, as_written=visible(one.standing.as_written)) for one in cited))
    _print_basis(console, edition.new.entry.law_basis)
    _print_questions(console, data["typical_questions"])
    console.print()
    hang(console, "", "", Text(f"Den nya filens kontrollsumma (sha256): {data['sha256']['new']}", "dim"))


def _print_changed(console: Console, edition: Edition) -> None:
    changes = edition.of_kind(ChangeKind.CHANGED)
    if changes:
        from assistant.cli.edition import differences

        heading(console, "Ändrade stycken")
        hang(console, "", "", Text(HOW_MARKED, "dim"))
    for change in changes:
        if not change.old or not change.new:
            continue
        console.print()
        hang(console, "", "", Text(_places(edition, change), "dim"))
        hang(console, "│ ", "│ ", _marked(change.old, change.new))
        for one in differences(change):
            words = f"{KINDS[one.kind.value]}: {_quoted(one.source)} → {_quoted(one.claim)}"
            hang(console, "  ", "    ", Text(words, "bold"))


def _marked(old: Paragraph, new: Paragraph) -> Text:
    """Give the new wording with what came and what went marked by signs, and by colour where there is any."""
    text = Text()
    for piece in compare_words(visible_lines(old.full_text), visible_lines(new.full_text)):
        if not piece.has_changed:
            text.append(piece.new)
            continue
        gone, come = piece.old.rstrip(), piece.new.rstrip()
        parts = [(f"[-{gone}-]", "red")] * bool(gone) + [(f"{{+{come}+}}", "green")] * bool(come)
        for number, (words, colour) in enumerate(parts):
            text.append(" " if number else "").append(words, f"bold {colour}")
        last = piece.new or piece.old
        text.append(last[len(last.rstrip()) :])
    return text


def visible_lines(text: str) -> str:
    """Give a text's lines without what steers a terminal; the file is not one that anybody has looked through yet."""
    return "\n".join(visible(line) for line in text.split("\n"))


def _quoted(words: str) -> str:
    return f"”{visible(words)}”" if words else "inget"


def _places(edition: Edition, change: Change) -> str:
    """Write where a paragraph stood, and where it stands now if that is another place."""
    old = label(edition.old.entry, change.old) if change.old else ""
    new = label(edition.new.entry, change.new) if change.new else ""
    is_same = bool(change.old and change.new and change.old.id == change.new.id)
    return visible(old or new) if is_same or not (old and new) else visible(f"{old} → {new}")


def _print_whole(console: Console, edition: Edition, kind: ChangeKind, title: str, note: str) -> None:
    changes = edition.of_kind(kind)
    if changes:
        heading(console, title)
    for change in changes:
        console.print()
        hang(console, "", "", Text(_places(edition, change), "dim"))
        hang(console, "│ ", "│ ", Text(visible_lines(change.paragraph.full_text)))
        if change.is_within:
            hang(console, "  ", "  ", Text(note))


def _print_moved(console: Console, edition: Edition) -> None:
    """Print what only stands elsewhere, a line for each pair of headings."""
    moves = Counter(
        (change.old.section, change.new.section) for change in edition.of_kind(ChangeKind.MOVED) if change.old and change.new
    )
    renumbered = Counter(change.paragraph.section for change in edition.of_kind(ChangeKind.RENUMBERED))
    if moves or renumbered:
        heading(console, "Bara flyttade eller omnumrerade")
    for (old, new), count in moves.items():
        where = f"flyttade inom {_heading(old)}" if old == new else f"från {_heading(old)} till {_heading(new)}"
        hang(console, "- ", "  ", Text(f"{_paragraphs(count)} {where}"))
    for section, count in renumbered.items():
        hang(console, "- ", "  ", Text(f"{_paragraphs(count)} med nytt nummer i {_heading(section)}"))


def _heading(path: Sequence[str]) -> str:
    return visible(" › ".join(path)) or "inledningen"


def _paragraphs(count: int) -> str:
    return "1 stycke" if count == 1 else f"{count} stycken"


def _print_headings(console: Console, title: str, paths: Sequence[tuple[str, ...]]) -> None:
    if paths:
        heading(console, title)
    for path in paths:
        hang(console, "- ", "  ", Text(_heading(path)))


def _print_basis(console: Console, basis: Mapping[str, str]) -> None:
    if basis:
        law = ", ".join(f"{short} är {number}" for short, number in basis.items())
        console.print()
        words = f"Den nya texten är läst så att {law}. Menar den en annan lag, ange den med --law-basis."
        hang(console, "", "", Text(words, "dim"))


def _print_questions(console: Console, data: dict[str, Any]) -> None:
    if not data["count"]:
        return
    heading(console, f"Typfrågor om ändrade eller borttagna stycken: {data['count']}")
    if data["lost"]:
        words = f"{data['lost']} av dem frågar efter ord som inte står kvar (×). Rätta dem innan den nya texten läggs in."
        hang(console, "", "", Text(words))
    for row in data["questions"]:
        hang(console, "  " if row["stands"] else "× ", "  ", Text(row["question"]))
