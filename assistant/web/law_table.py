"""The table of lagrum under an answer: as written, standing today, and what took over. Pure functions."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape

from assistant.law.canonical import spell_out
from assistant.law.model import ReferenceStanding, Successor
from assistant.law.standing import extent_words
from assistant.web.markup import is_web_address, state_html
from assistant.web.words import LEGAL_STATES

ROWS_SHOWN = 5
"""Rows that are shown unfolded: a paragraph that lists the provisions of an act has a dozen."""


def legal_table(references: Sequence[ReferenceStanding], number: int, on: datetime.date | None = None) -> str:
    """Give the table of lagrum: as written, standing, and the section that took over, with its heading.

    ``number`` is the turn's; ``on`` the day that the law was judged on where the user chose one.
    """
    if not references:
        return ""
    day = f" per {on.isoformat()}" if on else ""
    heading = "Motsvarande då" if on else "Motsvarande i dag"
    rows = [_row(reference, read_as(reference, references), heading) for reference in references]
    first, rest = rows[:ROWS_SHOWN], rows[ROWS_SHOWN:]
    if len(rest) == 1:  # a fold takes as much room as the row in it
        first, rest = rows, []
    folded = f"<details><summary>Fler lagrum ({len(rest)})</summary>{_table(rest, number, heading)}</details>" if rest else ""
    return f'<div class="lagrum"><h3 id="lagrum-{number}">Lagrum{day}</h3>{_table(first, number, heading)}{folded}</div>'


def read_as(reference: ReferenceStanding, references: Sequence[ReferenceStanding]) -> str:
    """Say which law a reference is to where its words do not tell; empty where they do.

    Words that stand for several provisions ("2 a kap. 8–9 §§ SoL", two regulations that tracked changes ran together) have a
    row for each, and each says which it is.
    """
    if sum(one.as_written == reference.as_written for one in references) > 1:
        return f"läst som {spell_out(reference.canonical, reference.sfs)}"
    return "" if reference.sfs in reference.as_written else reference.sfs


def law_line(reference: ReferenceStanding, references: Sequence[ReferenceStanding]) -> str:
    """Give a reference as a line of text: as written, which it is read as, its standing, what took over."""
    which = read_as(reference, references)
    named = f"{reference.as_written} ({which})" if which else reference.as_written
    line = f"{named}: {LEGAL_STATES[reference.status].words.lower()}"
    today = ", ".join(spell_out(successor.canonical, successor.sfs) for successor in reference.replaced_by)
    return f"{line}, motsvarande i dag {today}" if today else line


def part_words(successor: Successor) -> str:
    """Say which part of the old law moved, and how much of it: "första stycket delvis"; empty where all of it did."""
    how_much = extent_words(successor)
    return " ".join(filter(None, (successor.part, "" if how_much == "helt" else how_much)))


def _table(rows: Sequence[str], number: int, heading: str) -> str:
    return (
        f'<table aria-labelledby="lagrum-{number}"><thead><tr><th scope="col">Som det står</th><th scope="col">Ställning</th>'
        f'<th scope="col">{heading}</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _row(reference: ReferenceStanding, which: str, heading: str) -> str:
    empty = "" if reference.replaced_by else ' class="tomt"'
    return (
        f'<tr><th scope="row">{_reference(reference, which)}</th><td data-rubrik="Ställning">'
        f"{state_html(LEGAL_STATES[reference.status])}</td>"
        f'<td data-rubrik="{heading}"{empty}>'
        f"{_successors(reference.replaced_by)}</td></tr>"
    )


def _reference(reference: ReferenceStanding, which: str) -> str:
    written = escape(reference.as_written)
    if is_web_address(reference.url):
        written = (
            f'<a href="{escape(reference.url)}" target="_blank" rel="noopener noreferrer">{written}'
            '<span class="dold"> (öppnas på en annan webbplats)</span></a>'
        )
    return written + (f'<span class="sfs">{escape(which)}</span>' if which else "")


def _successors(successors: Sequence[Successor]) -> str:
    if not successors:
        return "–"
    return "<ul>" + "".join(f"<li>{successor_html(successor)}</li>" for successor in successors) + "</ul>"


def successor_html(successor: Successor) -> str:
    """Give a section that took over, with its heading, and which part of the old one moved there."""
    is_whole = bool(successor.sfs) and successor.sfs in successor.heading  # a whole act, whose heading is its name
    parts = [f"<strong>{escape(successor.heading if is_whole else spell_out(successor.canonical, successor.sfs))}</strong>"]
    if successor.heading and not is_whole:
        parts.append(f"<span>{escape(successor.heading)}</span>")
    if extent := part_words(successor):
        parts.append(f'<span class="omfattning">{escape(extent)}</span>')
    return " ".join(parts)
