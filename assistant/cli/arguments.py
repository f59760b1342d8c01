"""Which commands there are and what each takes."""

from __future__ import annotations

from assistant import __version__
from assistant.cli.corpus_arguments import add_corpus
from assistant.cli.parts import Commands
from assistant.cli.parts import command as _add
from assistant.cli.parts import group as _commands
from assistant.cli.parts import number as _number
from assistant.cli.parts import port as _port
from assistant.cli.parts import positive as _positive
from assistant.cli.parts import several as _several
from assistant.cli.swedish import SwedishParser
from assistant.cli.user_arguments import add_user
from assistant.cli.values import read_date, read_sfs

AUDIT_FORMS = ("jsonl", "csv")
REVIEW_EXPORTS = ("evals", "questions", "answers", "history")
REVIEW_STATES = ("waiting", "returned", "approved", "corrected", "rejected", "superseded")
REVIEW_VERDICTS = ("good", "wrong")
ROLES = ("handläggare", "arbetsledare", "utbildare", "administratör")
RENDERINGS = ("plain", "english", "finnish")
TASKS = ("ask", "check", "refs", "quiz")
QUIZ_TYPES = (
    "single_choice", "true_false", "matching", "case", "cloze", "multiple_choice", "short_answer", "ordering"
)  # fmt: skip
QUIZ_FORMATS = ("json", "gift", "moodle", "qti", "csv", "docx", "anki")


def build_parser() -> SwedishParser:
    """Give the parser of the whole command line.

    Returns
    -------
    SwedishParser
        Its result has ``command``, where the command has several actions also ``action``, and the command's own arguments.
    """
    parser = SwedishParser(
        prog="assistant", description="Svar ur kommunala riktlinjer, ordagrant citerade. Verktyget beslutar ingenting."
    )
    parser.flags.add_argument("--version", action="version", version=__version__, help="visa versionen")
    commands = _commands(parser, "command")
    _add_ask(commands)
    _add_batch(commands)
    _add_check(commands)
    _add_refs(commands)
    _add_quiz(commands)
    _add_law(commands)
    add_corpus(commands)
    _add_index(commands)
    _add_review(commands)
    _add_audit(commands)
    add_user(commands, ROLES)
    _add_eval(commands)
    _add_tune(commands)
    _add_serve(commands)
    _add_backup(commands)
    return parser


def _add_ask(commands: Commands[SwedishParser]) -> None:
    ask = _add(commands, "ask", "ställ en fråga och få ett svar med citat", json=True, on=True)
    ask.words.add_argument("question", nargs="+", metavar="FRÅGA", help="frågan; - läser den från standard in")
    ask.flags.add_argument(
        "--document", action="append", metavar="ID", help="svara bara ur det här dokumentet; kan anges flera gånger"
    )
    ask.flags.add_argument(
        "--render", choices=RENDERINGS, help="återge svaret också på klarspråk, engelska eller finska (kräver en språkmodell)"
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


def _add_check(commands: Commands[SwedishParser]) -> None:
    check = _add(commands, "check", "kontrollera om ett påstående stämmer med riktlinjerna", json=True, on=True)
    check.words.add_argument("claim", nargs="+", metavar="PÅSTÅENDE", help="påståendet; - läser det från standard in")


def _add_refs(commands: Commands[SwedishParser]) -> None:
    refs = _add(commands, "refs", "hitta lagrum i en text och visa om de gäller", json=True, on=True)
    refs.words.add_argument("text", nargs="+", metavar="TEXT", help="texten; - läser den från standard in")
    refs.flags.add_argument(
        "--law", type=read_sfs, metavar="SFS", help="lagen som hänvisningar utan lag hör till, till exempel 2001:453"
    )


def _add_quiz(commands: Commands[SwedishParser]) -> None:
    quiz = _add(commands, "quiz", "gör frågor till utbildning, med facit och källa", json=True)
    quiz.flags.add_argument("--topic", metavar="ÄMNE", help="fråga om det här ämnet")
    quiz.flags.add_argument("--document", metavar="ID", help="fråga ur det här dokumentet, eller avsnittet (dokument/avsnitt)")
    quiz.flags.add_argument("--section", metavar="RUBRIK", help="fråga ur avsnitt vars rubrik har de här orden")
    quiz.flags.add_argument("--type", action="append", metavar="TYP", choices=QUIZ_TYPES, help=_quiz_types_help())
    quiz.flags.add_argument("--count", type=_positive, metavar="ANTAL", help="antal frågor (annars: 10)")
    quiz.flags.add_argument("--seed", type=int, metavar="TAL", help="quiznummer: samma nummer ger samma frågor (annars: 1)")
    quiz.flags.add_argument("--format", choices=QUIZ_FORMATS, help="fil i stället för text: " + ", ".join(QUIZ_FORMATS))
    quiz.flags.add_argument("--output", metavar="FIL", help="filen som frågorna skrivs till (annars standard ut)")


def _quiz_types_help() -> str:
    return f"frågetyp, kan anges flera gånger: {', '.join(QUIZ_TYPES)}"


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


def _add_index(commands: Commands[SwedishParser]) -> None:
    index = _add(commands, "index", "bygg och kontrollera sökindexet")
    actions = _commands(index, "action")
    _add(actions, "build", "bygg sökindexet på nytt; det gamla används tills det nya är klart", json=True)
    _add(actions, "status", "visa om sökindexet går att använda", json=True)


def _add_review(commands: Commands[SwedishParser]) -> None:
    review = _add(commands, "review", "märk svar som bra eller fel, och granska dem som är märkta")
    actions = _commands(review, "action")
    listed = _add(actions, "list", "lista märkta svar; utan --state de som väntar på granskning", json=True)
    listed.flags.add_argument("--state", choices=REVIEW_STATES, help="bara svar i det här läget")
    _numbered(_add(actions, "show", "visa ett märkt svar med källor och historik", json=True))
    mark = _add(actions, "mark", "märk ett svar; JSON-objektet från ask --json läses från standard in", json=True)
    mark.flags.add_argument("--verdict", choices=REVIEW_VERDICTS, required=True, help="bra (good) eller fel (wrong)")
    mark.flags.add_argument("--document", action="append", metavar="ID", help="dokument som frågan begränsades till")
    _signed(mark, ROLES[0])
    _signed(_numbered(_add(actions, "approve", "godkänn ett märkt svar, så att det används igen", json=True)))
    correct = _signed(_numbered(_add(actions, "correct", "rätta ett svar genom att välja stycken", json=True)))
    help_ = "ett styckes id, och om bara några av dess ord ska citeras också orden; kan anges flera gånger, i ordning"
    correct.flags.add_argument("--choice", action="append", nargs="+", required=True, metavar=("ID", "CITAT"), help=help_)
    _signed(_numbered(_add(actions, "reject", "avslå ett märkt svar, så att det inte används", json=True)))
    export = _add(actions, "export", "skriv märkta svar som JSONL")
    export.flags.add_argument(
        "--form", choices=REVIEW_EXPORTS, default="answers", help="provfrågor, typfrågor, svaren (annars) eller historiken"
    )
    export.flags.add_argument("--output", default="-", metavar="FIL", help="filen, som inte får finnas; annars standard ut")
    export.flags.add_argument("--id", type=_number, action="append", metavar="NR", help="bara det här svaret; flera går bra")
    export.flags.add_argument("--since", type=read_date, metavar="DATUM", help="bara svar märkta från och med den här dagen")
    export.flags.add_argument("--before", type=read_date, metavar="DATUM", help="bara svar märkta före den här dagen")
    erase = _signed(_add(actions, "erase", "gallra märkta svar för gott", json=True), note=False)
    erase.words.add_argument("ids", type=_number, nargs="*", metavar="NR", help="svarens nummer")
    erase.flags.add_argument("--before", type=read_date, metavar="DATUM", help="alla som märktes före den här dagen")
    _add(actions, "refresh", "skicka godkända svar vars källor eller lag har ändrats åter för granskning", json=True)


def _add_audit(commands: Commands[SwedishParser]) -> None:
    audit = _add(commands, "audit", "läs, skriv ut, kontrollera och gallra händelseloggen")
    actions = _commands(audit, "action")
    listed = _add(actions, "list", "lista de senaste händelserna", json=True)
    listed.flags.add_argument("--all", action="store_true", help="alla händelser")
    export = _add(actions, "export", "skriv händelserna till en fil")
    export.flags.add_argument("--form", choices=AUDIT_FORMS, default="jsonl", help="jsonl (annars) eller csv")
    export.flags.add_argument("--output", default="-", metavar="FIL", help="filen, som inte får finnas; annars standard ut")
    for action in (listed, export):
        action.flags.add_argument("--since", type=read_date, metavar="DATUM", help="från och med den här dagen")
        action.flags.add_argument("--before", type=read_date, metavar="DATUM", help="före den här dagen")
    _add(actions, "check", "kontrollera att ingen har ändrat händelseloggen", json=True)
    purge = _add(actions, "purge", "gallra gamla händelser; att det gjordes står kvar", json=True)
    purge.flags.add_argument(
        "--before",
        type=read_date,
        metavar="DATUM",
        help="händelser före den här dagen (annars ASSISTANT_AUDIT_KEEP_DAYS)",
    )
    purge.flags.add_argument("--role", choices=ROLES, default=ROLES[3], help=f"den som gör det (annars: {ROLES[3]})")


def _numbered(parser: SwedishParser) -> SwedishParser:
    parser.words.add_argument("id", type=_number, metavar="NR", help="svarets nummer")
    return parser


def _signed(parser: SwedishParser, role: str = ROLES[1], *, note: bool = True) -> SwedishParser:
    """Add who takes a step, and with what note."""
    parser.flags.add_argument("--role", choices=ROLES, default=role, help=f"den som gör det (annars: {role})")
    parser.flags.add_argument("--name", default="", metavar="NAMN", help="sparas bara om kommunen har valt det")
    if note:
        parser.flags.add_argument("--note", default="", metavar="TEXT", help="en anteckning, utan personuppgifter")
    return parser


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


def _add_eval(commands: Commands[SwedishParser]) -> None:
    measured = _add(commands, "eval", "mät svaren på provfrågorna och pröva kraven; bara i en klon", json=True)
    measured.flags.add_argument(
        "--split", choices=("test", "dev"), default="test", help="test (annars), som kraven gäller, eller dev, att arbeta med"
    )


def _add_serve(commands: Commands[SwedishParser]) -> None:
    serve = _add(commands, "serve", "starta webbgränssnittet på den här datorn")
    serve.flags.add_argument("--host", metavar="ADRESS", help="adress att lyssna på (annars inställningen ASSISTANT_HOST)")
    serve.flags.add_argument(
        "--port", type=_port, metavar="PORT", help="port att lyssna på (annars inställningen ASSISTANT_PORT)"
    )


def _add_backup(commands: Commands[SwedishParser]) -> None:
    backup = _add(commands, "backup", "säkerhetskopiera märkta svar, användare och logg, eller lägg tillbaka en kopia")
    actions = _commands(backup, "action")
    made = _add(actions, "create", "skriv en kopia, också medan programmet är igång", json=True)
    back = _add(actions, "restore", "lägg tillbaka en kopia; stoppa programmet först", json=True)
    for action in (made, back):
        action.add_argument("file", metavar="FIL", help="säkerhetskopian, en zip-fil")
    back.flags.add_argument("--replace", action="store_true", help="byt ut det som finns; det gamla läggs bredvid")
