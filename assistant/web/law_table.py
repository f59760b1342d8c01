"""The table of lagrum under an answer: as written, standing today, and what took over. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.law.canonical import spell_out
from assistant.law.model import ReferenceStanding, Successor
from assistant.law.standing import extent_words
from assistant.web.markup import is_web_address, state_html
from assistant.web.words import LEGAL_STATES


def legal_table(references: Sequence[ReferenceStanding], number: int) -> str:
    """Give the table of lagrum: as written, standing, and today's section with its heading."""
    if not references:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{_reference(reference)}</th><td data-rubrik="Ställning">'
        f'{state_html(LEGAL_STATES[reference.status])}</td><td data-rubrik="Motsvarande i dag">'
        f"{_successors(reference.replaced_by)}</td></tr>"
        for reference in references
    )
    return (
        f'<div class="lagrum"><h3 id="lagrum-{number}">Lagrum</h3><table aria-labelledby="lagrum-{number}"><thead><tr>'
        '<th scope="col">Som det står</th><th scope="col">Ställning</th><th scope="col">Motsvarande i dag</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _reference(reference: ReferenceStanding) -> str:
    written = escape(reference.as_written)
    if is_web_address(reference.url):
        written = (
            f'<a href="{escape(reference.url)}" target="_blank" rel="noopener noreferrer">{written}'
            '<span class="dold"> (öppnas på en annan webbplats)</span></a>'
        )
    is_told = not reference.sfs or reference.sfs in reference.as_written
    number = "" if is_told else f'<span class="sfs">{escape(reference.sfs)}</span>'
    return written + number


def _successors(successors: Sequence[Successor]) -> str:
    if not successors:
        return "–"
    return "<ul>" + "".join(f"<li>{successor_html(successor)}</li>" for successor in successors) + "</ul>"


def successor_html(successor: Successor) -> str:
    """Give a section that took over, with its heading, and which part of the old one moved there."""
    parts = [f"<strong>{escape(spell_out(successor.canonical, successor.sfs))}</strong>"]
    if successor.heading:
        parts.append(f"<span>{escape(successor.heading)}</span>")
    how_much = extent_words(successor)
    extent = " ".join(filter(None, (successor.part, "" if how_much == "helt" else how_much)))
    if extent:
        parts.append(f'<span class="omfattning">{escape(extent)}</span>')
    return " ".join(parts)
