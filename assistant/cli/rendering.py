"""An answer as text in a terminal: nothing is cut, and nothing depends on colour alone."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from assistant.answering.answer import Answer, Citation, Confidence, Mode, Status
from assistant.answering.emphasis import emphasised
from assistant.law.canonical import spell_out
from assistant.law.model import ReferenceStanding, Successor
from assistant.law.standing import AT_LEAST_PARTLY, NOT_SAID, PARTLY, extent_words
from assistant.text import collapse, find_words
from assistant.web.words import LEGAL_STATES, STATES

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.generation.renderings import Rendering

TONES = {"ok": ("✓", "green"), "caution": ("!", "yellow"), "stop": ("×", "red"), "neutral": ("i", "cyan")}
"""A sign and a colour for each tone of a state; the words alone say everything."""

CONFIDENCE_WORDS = {
    Confidence.HIGH: "säker träff",
    Confidence.MEDIUM: "trolig träff, kontrollera källan",
    Confidence.LOW: "osäker träff, kontrollera källan",
}

RENDERED = {"plain": "På klarspråk", "english": "På engelska (English)", "finnish": "På finska (suomeksi)"}

APPROVED_WORDS = "granskat och godkänt svar"

HOW_MUCH = frozenset({PARTLY, AT_LEAST_PARTLY})
"""The extents that a reader must know of; "helt" says what the part in front of it says already."""

_WITHOUT_BULLETS = re.compile(r" – (?=\S)|(?<=”)– ")
_BULLET = re.compile(r"^(\s*(?:[–•*-]|\d{1,2}[.)]|[a-z]\))\s+)(.*)$")


def print_answer(console: Console, answer: Answer, on: datetime.date) -> None:
    """Print an answer: status, short answer, quotes, law, notices and what to ask next."""
    state = STATES[answer.status]
    sign, colour = TONES[state.tone]
    status = Text.assemble((f"{sign} {state.words}", f"bold {colour}"))
    if answer.status in {Status.ANSWERED, Status.PARTLY_ANSWERED}:
        how = APPROVED_WORDS if answer.mode is Mode.APPROVED else CONFIDENCE_WORDS[answer.confidence]
        status.append(f" ({how})", "dim")
    console.print(status)
    console.print()
    _print_lines(console, answer.answer)
    _print_citations(console, answer)
    _print_law(console, answer.legal_references, on)
    _print_list(console, "Observera", answer.notices)
    _print_list(console, "Fråga vidare", answer.suggestions)


def heading(console: Console, words: str) -> None:
    """Print a heading with a line of air above it."""
    console.print()
    console.print(Text(words, "bold"))


def hang(console: Console, first: str, rest: str, text: Text) -> None:
    """Print text in lines that fit, the first after one lead, the others after another."""
    for number, line in enumerate(text.wrap(console, max(1, console.width - max(len(first), len(rest))), overflow="fold")):
        console.print(Text.assemble((rest if number else first, "dim"), line), soft_wrap=True)


def _print_lines(console: Console, text: str) -> None:
    """Print text with its line breaks; an item of a list hangs under its own first word."""
    for line in text.splitlines():
        if item := _BULLET.match(line):
            hang(console, item[1], " " * len(item[1]), _with_bold(item[2]))
        else:
            hang(console, "", "", _with_bold(line))


def _with_bold(text: str) -> Text:
    """Set what an answer turns on in bold type: numbers, ages, telephone numbers, authorities."""
    result = Text(text)
    for start, end in emphasised(text):
        result.stylize("bold", start, end)
    return result


def quote_lines(citation: Citation) -> list[str]:
    """Give the quote with the line breaks that its paragraph has: a list is read as a list."""
    found = find_words(citation.text, citation.quote)
    return (citation.text[slice(*found)] if found else citation.quote).splitlines()


def _print_citations(console: Console, answer: Answer) -> None:
    """Print where the quotes stand; words that the short answer has already are not printed twice."""
    if not answer.citations:
        return
    said = _WITHOUT_BULLETS.sub(" ", collapse(answer.answer))
    heading(console, "Så står det i riktlinjerna")
    for citation in answer.citations:
        mark = f"[{citation.marker}] "
        indent = " " * len(mark)
        hang(console, mark, indent, Text(f"{citation.label}. {capital(citation.binding)}."))
        if citation.quote in said:
            continue
        lines = quote_lines(citation)
        rest = f"{indent}│   " if len(lines) > 1 else f"{indent}│ "  # in a list a line that goes on is told from a new item
        for line in lines:
            hang(console, f"{indent}│ ", rest, Text(line, "italic"))


def _print_law(console: Console, references: Sequence[ReferenceStanding], on: datetime.date) -> None:
    if references:
        heading(console, f"Lagrum, ställning {on.isoformat()}")
        console.print(law_table(references))


def law_table(references: Iterable[ReferenceStanding]) -> Table:
    """Lay references out as a table: as written, standing, and what took over."""
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for title in ("Lagrum", "Ställning", "Motsvaras av"):
        table.add_column(title, overflow="fold")
    for reference in references:
        law = f" ({reference.sfs})" if reference.sfs and reference.sfs not in reference.as_written else ""
        successors = "\n".join(successor_words(successor) for successor in reference.replaced_by)
        table.add_row(Text(reference.as_written + law), LEGAL_STATES[reference.status].words, Text(successors))
    return table


def successor_words(successor: Successor) -> str:
    """Write a section that took over: ``Första stycket, delvis: 10 kap. 8 § SoL (2025:400), När insatser …``."""
    extent = extent_words(successor)
    lead = ", ".join(words for words in (successor.part, extent if extent in HOW_MUCH else "") if words)
    new = ", ".join(words for words in (spell_out(successor.canonical, successor.sfs), successor.heading) if words)
    new += f" ({extent})" if extent == NOT_SAID else ""
    return f"{capital(lead)}: {new}" if lead else new


def print_rendering(console: Console, rendering: Rendering) -> None:
    """Print a rendering below its answer: each sentence after the Swedish one, and first of all that a machine made it."""
    heading(console, RENDERED[rendering.language])
    _print_lines(console, "\n".join(f"- {notice}" for notice in (*rendering.notices, *rendering.foreign_notices)))
    for one in rendering.sentences:
        console.print()
        hang(console, "", "", Text(one.original, "dim"))
        if one.rendered is not None:
            hang(console, "→ ", "  ", Text(one.rendered))
        else:
            hang(console, "→ ", "  ", Text(f"({one.reason})", "dim"))


def _print_list(console: Console, title: str, lines: Sequence[str]) -> None:
    if lines:
        heading(console, title)
        _print_lines(console, "\n".join(f"- {line}" for line in lines))


def capital(words: str) -> str:
    """Begin words with a capital letter, and leave the rest as it is."""
    return words[:1].upper() + words[1:]
