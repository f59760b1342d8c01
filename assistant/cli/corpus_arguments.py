"""What the commands about the corpus take."""

from __future__ import annotations

from assistant.cli.parts import Commands, command, group, positive
from assistant.cli.swedish import SwedishParser
from assistant.cli.values import read_date
from assistant.documents.catalogue import UNDATED
from assistant.documents.model import Binding

_LAW = "vad dokumentet menar med en förkortning, till exempel SoL=2025:400; kan anges flera gånger"


def add_corpus(commands: Commands[SwedishParser]) -> None:
    """Add the commands about the corpus."""
    corpus = command(commands, "corpus", "visa, kontrollera, jämför och lägg in dokument")
    actions = group(corpus, "action")
    command(actions, "list", "lista dokumenten", json=True)
    show = command(actions, "show", "visa ett dokument eller ett stycke", json=True)
    show.words.add_argument("id", metavar="ID", help="dokumentets eller styckets id")
    show.flags.add_argument("--contents", action="store_true", help="visa bara rubrikerna")
    command(actions, "check", "kontrollera att dokumenten är oförändrade och kan läsas helt", json=True)
    _add_diff(actions)
    _add_add(actions)
    _add_questions(actions)


def _add_diff(actions: Commands[SwedishParser]) -> None:
    diff = command(actions, "diff", "visa vad en ny utgåva av ett dokument ändrar", json=True, on=True)
    diff.words.add_argument("id", metavar="DOKUMENT", help="dokumentets id")
    diff.words.add_argument("file", metavar="FIL", help="den nya utgåvans text")
    diff.flags.add_argument("--law-basis", action="append", metavar="KORT=SFS", help=_LAW + "; annars som förut")


def _add_add(actions: Commands[SwedishParser]) -> None:
    add = command(actions, "add", "lägg in ett dokument i en egen korpus (ASSISTANT_CORPUS_DIR)", json=True)
    add.words.add_argument("file", metavar="FIL", help="dokumentets text")
    for flag, metavar, help_ in (
        ("--id", "ID", "id av a–z, siffror och bindestreck, till exempel nacka-vald-2026"),
        ("--title", "TITEL", "dokumentets titel, som den står i texten"),
        ("--short-title", "TITEL", "kort titel som källhänvisningar börjar med, till exempel Nackas riktlinjer"),
        ("--publisher", "NAMN", "den som har beslutat dokumentet, till exempel Nacka kommun"),
        ("--municipality", "ORT", "kommunen vars personal det gäller, till exempel Nacka"),
        ("--kind", "SLAG", "slag av dokument, till exempel riktlinjer"),
    ):
        add.flags.add_argument(flag, required=True, metavar=metavar, help=help_)
    binding = [one.value for one in Binding]
    add.flags.add_argument("--binding", required=True, choices=binding, metavar="SLAG", help="bindning: " + ", ".join(binding))
    add.flags.add_argument(
        "--date", required=True, type=_date, metavar="DATUM", help=f"beslutsdatum, ÅÅÅÅ-MM-DD, eller {UNDATED}"
    )
    add.flags.add_argument("--law-basis", action="append", metavar="KORT=SFS", help=_LAW)
    add.flags.add_argument("--dnr", default="", metavar="NR", help="diarienummer")
    add.flags.add_argument("--replaces", default="", metavar="TEXT", help="vad det ersätter")
    add.flags.add_argument("--title-derived", action="store_true", help="titeln är er egen, texten har ingen")
    add.flags.add_argument(
        "--first-page", type=positive, default=1, metavar="NR", help="sidan som texten börjar på (annars: 1)"
    )
    add.flags.add_argument("--note", default="", metavar="TEXT", help="en anmärkning om kopian, som användarna ser")
    add.flags.add_argument("--contents", metavar="FIL", help="rubrikerna, en på varje rad, två blanksteg in för varje nivå")


def _date(text: str) -> str:
    """Read a date as the catalogue writes it."""
    return f'"{UNDATED}"' if text == UNDATED else read_date(text).isoformat()


def _add_questions(actions: Commands[SwedishParser]) -> None:
    questions = command(
        actions, "questions", "ta fram förslag till typfrågor för ett dokument, att läsa och godkänna", json=True
    )
    questions.words.add_argument("id", metavar="DOKUMENT", help="dokumentets id")
    questions.flags.add_argument(
        "--output", required=True, metavar="FIL", help="filen som förslagen skrivs till; den får inte finnas"
    )
    questions.flags.add_argument("--model", action="store_true", help="låt den inställda språkmodellen skriva frågorna")
