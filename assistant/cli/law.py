"""``assistant law show|affected|fetch``: law itself, and what in the guidelines rests on law that no longer stands."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from rich.text import Text

from assistant.cli.rendering import hang, successor_words
from assistant.cli.streams import progress_bar, text_console, write_json
from assistant.errors import UsageError
from assistant.law.affected import affected, render
from assistant.law.annotate import open_corpus
from assistant.law.canonical import in_words
from assistant.law.cards import Worded, card_object, wording_of
from assistant.law.lookup import LawCard, show
from assistant.settings import Settings, load_settings
from assistant.web.words import LEGAL_STATES

if TYPE_CHECKING:
    import datetime

    from rich.console import Console


def run_law(arguments: argparse.Namespace) -> int:
    """Run one of the actions on law."""
    settings = load_settings()
    match arguments.action:
        case "show":
            return _show(arguments, settings)
        case "affected":
            return _affected(arguments, settings)
    return _fetch(arguments, settings)


def _show(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print a card for each statute that the words may mean.

    Raises
    ------
    UsageError
        Where the words name no law.
    """
    on = arguments.on or settings.date_today
    cards = show(" ".join(arguments.query), open_corpus(settings), on)
    if not cards:
        raise UsageError("Det där är inget lagrum som verktyget känner igen.", 'Skriv till exempel "14 kap. 1 § SoL".')
    pairs = [(card, wording_of(card, settings.data_dir, on)) for card in cards]
    if arguments.json:
        write_json({"law": [card_object(card, wording) for card, wording in pairs]})
        return 0
    console = text_console()
    for number, (card, wording) in enumerate(pairs):
        if number:
            console.print()
        _print_card(console, card, wording, on)
    return 0


def _print_card(console: Console, card: LawCard, wording: Worded | None, on: datetime.date) -> None:
    reference = card.reference
    place = in_words(reference.chapter, reference.section)
    number = f" ({reference.sfs})" if reference.sfs and reference.sfs not in card.title else ""
    name = f"{place} {card.title or 'okänd lag'}{number}".strip() if reference.sfs or place else reference.canonical
    console.print(Text(name, "bold"))
    facts = [f"Ställning {on.isoformat()}: {LEGAL_STATES[card.standing.status].words.lower()}"]
    facts += [f"Bindande kraft: {card.binding}"] if card.binding else []
    facts += [heading for heading in (card.chapter_heading, card.heading) if heading]
    facts += [card.notice] if card.notice else []
    facts += [f"Motsvaras av: {successor_words(successor)}" for successor in card.standing.replaced_by]
    facts += [f"Motsvarade tidigare: {successor_words(before)}" for before in card.predecessors]
    facts += [f"Officiell text: {card.standing.url}"] if card.standing.url else []
    for fact in facts:
        hang(console, "  ", "    ", Text(fact))
    if wording:
        hang(console, "  ", "  ", Text(f"Lydelse, hämtad {wording[0].fetched.isoformat()}:"))
        for line in wording[1].text.splitlines():
            hang(console, "  │ ", "  │ ", Text(line, "italic"))
    hang(console, "  ", "  ", Text("I riktlinjerna:" if card.citing else "Nämns inte i riktlinjerna."))
    for one in card.citing:
        hang(console, "  - ", "    ", Text(f"{one.label} (”{' '.join(one.as_written.split())}”, {one.relation})"))


def _affected(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the list of paragraphs that rest on law that no longer stands."""
    on = arguments.on or settings.date_today
    rows = affected(open_corpus(settings), on, arguments.document)
    sys.stdout.write(render(rows, on, arguments.format))
    return 0


def _fetch(arguments: argparse.Namespace, settings: Settings) -> int:
    """Fetch statutes into the data folder; the one command that uses the network."""
    from assistant.law.fetch import Fetcher, LawSource, fetch_all

    fetcher = Fetcher(source=LawSource(arguments.source), url=arguments.url or "")
    with progress_bar() as progress:
        fetched = fetch_all(arguments.names, settings.data_dir, settings.date_today, fetcher, progress)
    console = text_console()
    for statute in fetched:
        count = len({(wording.chapter, wording.section) for wording in statute.wordings})
        noun = "paragraf" if count == 1 else "paragrafer"
        amended = f", {statute.consolidated}" if statute.consolidated else ". Senaste ändring: okänd"
        console.print(Text(f"{statute.title}: {count} {noun}{amended}."))
    return 0
