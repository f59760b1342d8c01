"""What the page says, apart from answers: names, states, and questions to start from."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.answer import Answer, Confidence, Mode, Status
from assistant.answering.danger import DANGER_NOTICE
from assistant.law.model import LegalStatus

NAME = "Handläggarassistenten"
PURPOSE = "Söker i kommunala riktlinjer om våld i nära relationer och citerar dem ordagrant."
MACHINE = "Du läser svar från en maskin. Den citerar riktlinjer, bedömer inget ärende och beslutar ingenting."
HOW_TO_CHECK = "Varje svar har ordagranta citat, och varje citat går att öppna i dokumentet, så att du kan kontrollera det."
WRITING = "Språkmodellen skriver; varje mening visas när den är kontrollerad"
NO_PERSONAL_DATA = "Skriv inga personuppgifter."
SEARCHING = "Söker i riktlinjerna"
FORGOTTEN = (
    "Ditt tidigare samtal finns inte kvar. Det glöms när det inte har använts på en stund, när du loggar ut och när programmet "
    "startas om. Ställ frågan igen om du behöver svaret."
)
UNEXPECTED = "Något gick fel hos assistenten."
UNEXPECTED_ADVICE = "Din fråga står kvar i rutan och är inte sparad. Försök igen, eller läs dokumenten direkt."
UNKNOWN_PLACE = "Det stället finns inte i dokumenten."
UNKNOWN_PAGE = "Sidan finns inte."
UNKNOWN_PAGE_ADVICE = "Kontrollera adressen, eller börja om från första sidan."
FORBIDDEN = "Anropet kom från en annan webbplats och släpps inte igenom."
WRONG_ROLE = "Sidan hör till en annan roll än din."
WRONG_ROLE_ADVICE = "Fråga den som sköter behörigheter i kommunen om du behöver den."
TOO_OFTEN = "Du frågar oftare än vad assistenten tillåter."
TOO_OFTEN_ADVICE = "Vänta en liten stund och försök igen. Det du har skrivit är kvar hos dig."
TOO_LARGE = "Anropet är för stort. Korta frågan och försök igen."


def machine_words(model: str, where: str) -> str:
    """Say what a reader must know where a language model writes the answers: which, where, and what is done about it."""
    return (
        f"Du läser svar från en maskin. Språkmodellen {model} ({where}) formulerar dem, och varje mening kontrolleras mot "
        "riktlinjernas ord. Den bedömer inget ärende och beslutar ingenting."
    )


@dataclass(frozen=True)
class State:
    """How a status looks and reads: a tone of the stylesheet, an icon's name and the words."""

    tone: str
    icon: str
    words: str


STATES = {
    Status.ANSWERED: State("ok", "check", "Besvarad ur riktlinjerna"),
    Status.PARTLY_ANSWERED: State("caution", "half", "Delvis besvarad ur riktlinjerna"),
    Status.NOT_IN_GUIDELINES: State("caution", "search", "Inte besvarad: svaret står inte i riktlinjerna"),
    Status.CLARIFY: State("caution", "question", "Frågan behöver preciseras"),
    Status.PERSONAL_DATA: State("stop", "shield", "Stoppad: frågan innehåller personuppgifter"),
    Status.OUT_OF_SCOPE: State("caution", "stop", "Utanför det som assistenten svarar på"),
    Status.ABOUT: State("neutral", "info", "Om assistenten"),
}

PROBABLE = State("caution", "check", "Troligen besvarad ur riktlinjerna: kontrollera källan")
APPROVED = State("ok", "check", "Besvarad ur riktlinjerna, granskad och godkänd")
DANGER = State("stop", "stop", "Fara: ring 112")


def state_of(answer: Answer) -> State:
    """Give the state of an answer in words and form: one that is only probable does not look like a certain one."""
    if answer.status is Status.ANSWERED and answer.mode is Mode.APPROVED:
        return APPROVED
    if answer.status is Status.ANSWERED and answer.confidence is Confidence.MEDIUM:
        return PROBABLE
    if answer.status is Status.ABOUT and answer.answer.startswith(DANGER_NOTICE):
        return DANGER
    return STATES[answer.status]


CONFIDENCE_HINTS = {
    Confidence.HIGH: "",
    Confidence.MEDIUM: "",  # the answer itself says so, first of all
    Confidence.LOW: "Sökningen är osäker. Kontrollera att citatet svarar på din fråga.",
}

LEGAL_STATES = {
    LegalStatus.IN_FORCE: State("ok", "check", "Gäller"),
    LegalStatus.NOT_YET_IN_FORCE: State("caution", "question", "Gäller inte än"),
    LegalStatus.REPLACED: State("caution", "arrow", "Ersatt"),
    LegalStatus.REPEALED: State("stop", "stop", "Upphävd"),
    LegalStatus.UNKNOWN: State("neutral", "question", "Okänd"),
}


@dataclass(frozen=True)
class Role:
    """A group of readers and eight questions that their work gives rise to."""

    id: str
    name: str
    questions: tuple[str, ...]


ROLES = (
    Role(
        "handlaggare",
        "Handläggare",
        (
            "Vem ska upprätta genomförandeplanen?",
            "Vad bör en utredning om våld innehålla?",
            "När ska jag göra en orosanmälan för ett barn?",
            "Vad gör jag om den enskilde inte vill ha kontakt med oss?",
            "Vilka metoder används för att bedöma hot och risk?",
            "Behövs samtycke för en SIP?",
            "Vem kan få stöd utan behovsprövning i Stockholm?",
            "Vad behöver jag tänka på när någon har skyddade personuppgifter?",
        ),
    ),
    Role(
        "arbetsledare",
        "Arbetsledare",
        (
            "Vilka rutiner ska finnas för att ställa frågor om våld?",
            "Vem ansvarar för kvaliteten när en privat utförare anlitas?",
            "Vad är syftet med lex Sarah?",
            "Måste boendet ha personal som kan barns behov?",
            "Hur ska en insats följas upp?",
            "Hur dokumenteras en förhandsbedömning som inte leder till utredning?",
            "När kan bosättningskommunen begära överflyttning av ett ärende?",
            "Vad vill Huddinge uppnå med samverkan?",
        ),
    ),
    Role(
        "utbildare",
        "Utbildare",
        (
            "Vad menas med ekonomiskt våld?",
            "Vad är skillnaden mellan föreskrifter och allmänna råd?",
            "Hur bör man möta en person som har utövat våld?",
            "Vad kan göra det svårt för hbtqi-personer att söka hjälp?",
            "Vilka är målgrupp för riktlinjerna i Huddinge?",
            "Vad går samtalsgruppen för våldsutsatta ut på?",
            "Hur kan man fråga om våld när någon lever med missbruk?",
            "Vilka principer ska prägla socialtjänsten?",
        ),
    ),
)
