"""The API's tasks as tools for language models: described in Swedish, with the fields and objects of the JSON API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field

from assistant.answering.stop import Stop
from assistant.web.api.objects.answers import Answer, Check
from assistant.web.api.objects.corpus import Documents, Paragraph
from assistant.web.api.objects.law import Law, References
from assistant.web.api.objects.quizzes import Quiz
from assistant.web.api.requests import LONGEST_NAME, AskBody, Body, CheckBody, LawBody, QuizBody, RefsBody
from assistant.web.api.tasks import Json, Tasks

INSTRUCTIONS = (
    "Handläggarassistenten svarar ur kommunala riktlinjer om våld i nära relationer och citerar dem ordagrant. Den visar vad "
    "riktlinjerna säger, bedömer inget ärende och beslutar ingenting. Återge citaten ordagrant, med etikett och lagens "
    "ställning. Skicka inga personuppgifter."
)


class NothingBody(Body):
    """No arguments."""


class ParagraphBody(Body):
    """Which paragraph."""

    id: str = Field(min_length=1, max_length=LONGEST_NAME)
    """Styckets id, som det står i paragraph_id."""


@dataclass(frozen=True)
class Tool:
    """A tool: what it is called, what it says it does, what it takes and gives, and the path whose roles may use it."""

    name: str
    title: str
    description: str
    takes: type[BaseModel]
    gives: type[BaseModel]
    run: Callable[[Any, Stop], Json]
    path: str
    is_long: bool = False


def tools_of(tasks: Tasks) -> tuple[Tool, ...]:
    """Give the tools, in the order they are listed."""
    return (*_asking(tasks), *_looking_up(tasks))


def _asking(tasks: Tasks) -> tuple[Tool, ...]:
    return (
        Tool(
            "fraga",
            "Fråga riktlinjerna",
            "Svarar på en fråga ur riktlinjerna med ordagranna citat, källor och lagens ställning. "
            "Säger till när svaret inte står i riktlinjerna.",
            AskBody,
            Answer,
            tasks.ask,
            "/api/v1/ask",
        ),
        Tool(
            "prova_tolkning",
            "Pröva en tolkning",
            "Prövar om riktlinjerna säger det som ett påstående säger: stöds, motsägs eller tas inte upp, "
            "med de ord som skiljer och citat.",
            CheckBody,
            Check,
            tasks.check,
            "/api/v1/check",
        ),
        Tool(
            "quiz",
            "Gör ett quiz",
            "Gör frågor till utbildning ur riktlinjerna, med facit, förklaring och källa.",
            QuizBody,
            Quiz,
            tasks.quiz,
            "/api/v1/quiz",
            is_long=True,
        ),
    )


def _looking_up(tasks: Tasks) -> tuple[Tool, ...]:
    return (
        Tool(
            "lagrum",
            "Slå upp ett lagrum",
            "Slår upp ett lagrum: om det gäller en viss dag, vad som har ersatt det, och var riktlinjerna nämner det.",
            LawBody,
            Law,
            tasks.law,
            "/api/v1/law",
        ),
        Tool(
            "hitta_lagrum",
            "Hitta lagrum i en text",
            "Hittar lagrummen i en text och säger om de gäller en viss dag.",
            RefsBody,
            References,
            tasks.refs,
            "/api/v1/refs",
        ),
        Tool(
            "dokument",
            "Lista dokumenten",
            "Listar de dokument som svaren hämtas ur.",
            NothingBody,
            Documents,
            lambda _body, _stop: tasks.documents(),
            "/api/v1/documents",
        ),
        Tool(
            "stycke",
            "Läs ett stycke",
            "Ger ett stycke i sin helhet, med plats, lagrum och lagens ställning.",
            ParagraphBody,
            Paragraph,
            lambda body, _stop: tasks.paragraph(body.id),
            "/api/v1/paragraphs",
        ),
    )
