"""Which commands there are and what each takes."""

from __future__ import annotations

import argparse

from assistant import __version__
from assistant.cli.swedish import SwedishParser
from assistant.cli.values import read_date, read_sfs

TASKS = ("ask", "check", "refs", "quiz")


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65535:
        raise ValueError
    return port


def _positive(text: str) -> int:
    return _several(text, least=1)


def _several(text: str, least: int = 2) -> int:
    number = int(text)
    if number < least:
        raise ValueError
    return number


Commands = argparse._SubParsersAction  # the type argparse gives and does not name in public


def _commands(parser: SwedishParser, name: str) -> Commands[SwedishParser]:
    """Add a group of commands; one of them must be named."""
    return parser.add_subparsers(title="Kommandon", dest=name, metavar="KOMMANDO", required=True)


def _add(commands: Commands[SwedishParser], name: str, help_: str, *, json: bool = False, on: bool = False) -> SwedishParser:
    parser = commands.add_parser(name, help=help_, description=help_[0].upper() + help_[1:] + ".")
    parser.flags.add_argument("--debug", action="store_true", help="visa hela felet om något oväntat händer")
    if json:
        parser.flags.add_argument("--json", action="store_true", help="skriv ett JSON-objekt i stället för text")
    if on:
        help_ = "datum (ÅÅÅÅ-MM-DD) då lagen ska gälla; annars i dag"
        parser.flags.add_argument("--on", type=read_date, metavar="DATUM", help=help_)
    return parser


def build_parser() -> SwedishParser:
    """Give the parser of the whole command line.

    Returns
    -------
    SwedishParser
        Its result has ``command`` (and ``action`` for ``corpus``, ``index`` and ``law``) and the command's own arguments.
    """
    parser = SwedishParser(
        prog="assistant", description="Svar ur kommunala riktlinjer, ordagrant citerade. Verktyget beslutar ingenting."
    )
    parser.flags.add_argument("--version", action="version", version=__version__, help="visa versionen")
    commands = _commands(parser, "command")
    _add_ask(commands)
    _add_batch(commands)
    _add_refs(commands)
    _add_law(commands)
    _add_corpus(commands)
    _add_index(commands)
    _add_tune(commands)
    _add_serve(commands)
    return parser


def _add_ask(commands: Commands[SwedishParser]) -> None:
    ask = _add(commands, "ask", "ställ en fråga och få ett svar med citat", json=True, on=True)
    ask.words.add_argument("question", nargs="+", metavar="FRÅGA", help="frågan; - läser den från standard in")
    ask.flags.add_argument(
        "--document", action="append", metavar="ID", help="svara bara ur det här dokumentet; kan anges flera gånger"
    )


def _add_batch(commands: Commands[SwedishParser]) -> None:
    batch = _add(commands, "batch", "besvara många rader ur en JSONL-fil")
    batch.words.add_argument(
        "source",
        metavar="IN.jsonl",
        help="en rad per fråga med id och question, claim eller text, och on (ett datum) om det behövs",
    )
    batch.flags.add_argument(
        "--output", required=True, metavar="UT.jsonl", help="filen som svaren skrivs till; - för standard ut"
    )
    batch.flags.add_argument("--task", choices=TASKS, default="ask", help="vad som ska göras med raderna (annars: ask)")


def _add_refs(commands: Commands[SwedishParser]) -> None:
    refs = _add(commands, "refs", "hitta lagrum i en text och visa om de gäller", json=True, on=True)
    refs.words.add_argument("text", nargs="+", metavar="TEXT", help="texten; - läser den från standard in")
    refs.flags.add_argument(
        "--law", type=read_sfs, metavar="SFS", help="lagen som hänvisningar utan lag hör till, till exempel 2001:453"
    )


def _add_law(commands: Commands[SwedishParser]) -> None:
    law = _add(commands, "law", "slå upp lag, och visa vad i riktlinjerna som vilar på lag som inte gäller")
    actions = _commands(law, "action")
    show = _add(actions, "show", "visa ett lagrum: ställning, motsvarighet och var det nämns", json=True, on=True)
    show.words.add_argument("query", nargs="+", metavar="LAGRUM", help='till exempel "14 kap. 1 § SoL"')
    affected = _add(actions, "affected", "lista stycken som vilar på lag som inte gäller", on=True)
    affected.flags.add_argument("--document", metavar="ID", help="bara det här dokumentet")
    affected.flags.add_argument("--format", choices=("md", "csv", "html"), default="md", help="form (annars: md)")
    fetch = _add(actions, "fetch", "hämta författningars text från rättsdatabasen; använder nätet")
    fetch.words.add_argument("names", nargs="+", metavar="LAG", help="förkortning eller nummer: SoL, OSL, 2025:400")
    fetch.flags.add_argument("--source", choices=("rkrattsbaser", "riksdagen"), default="rkrattsbaser", help="varifrån")
    fetch.flags.add_argument("--url", metavar="ADRESS", help="en annan adress till källan")


def _add_corpus(commands: Commands[SwedishParser]) -> None:
    corpus = _add(commands, "corpus", "visa och kontrollera dokumenten")
    actions = _commands(corpus, "action")
    _add(actions, "list", "lista dokumenten", json=True)
    show = _add(actions, "show", "visa ett dokument eller ett stycke", json=True)
    show.words.add_argument("id", metavar="ID", help="dokumentets eller styckets id")
    show.flags.add_argument("--contents", action="store_true", help="visa bara rubrikerna")
    _add(actions, "check", "kontrollera att dokumenten är oförändrade och kan läsas helt", json=True)


def _add_index(commands: Commands[SwedishParser]) -> None:
    index = _add(commands, "index", "bygg och kontrollera sökindexet")
    actions = _commands(index, "action")
    _add(actions, "build", "bygg sökindexet på nytt; det gamla används tills det nya är klart", json=True)
    _add(actions, "status", "visa om sökindexet går att använda", json=True)


def _add_tune(commands: Commands[SwedishParser]) -> None:
    tune = _add(commands, "tune", "finjustera en språkmodell för sökning på typfrågorna; tar lång tid", json=True)
    tune.flags.add_argument(
        "--base", required=True, metavar="MODELL", help="modellen som tränas: namn eller mapp för sentence-transformers"
    )
    tune.flags.add_argument("--out", required=True, metavar="MAPP", help="mapp som inte finns, där modellen skrivs")
    tune.flags.add_argument(
        "--epochs", type=_positive, default=1, metavar="ANTAL", help="gånger som alla typfrågor gås igenom (annars: 1)"
    )
    tune.flags.add_argument(
        "--batch-size", type=_several, default=16, metavar="ANTAL", help="typfrågor i varje omgång, minst 2 (annars: 16)"
    )
    tune.flags.add_argument("--seed", type=int, default=20250701, metavar="TAL", help="frö: samma frö ger samma modell")


def _add_serve(commands: Commands[SwedishParser]) -> None:
    serve = _add(commands, "serve", "starta webbgränssnittet på den här datorn")
    serve.flags.add_argument("--host", metavar="ADRESS", help="adress att lyssna på (annars inställningen ASSISTANT_HOST)")
    serve.flags.add_argument(
        "--port", type=_port, metavar="PORT", help="port att lyssna på (annars inställningen ASSISTANT_PORT)"
    )
