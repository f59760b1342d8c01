"""What the API takes, field by field. A field that is not named here is refused."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.quiz.items import ItemType
from assistant.text import MAX_QUESTION

RAW_QUESTION = 4 * MAX_QUESTION
"""Characters of a question as it is sent: cleaning (white space, composed letters) may bring it down to the limit."""
LONGEST_ANSWER = 60_000
"""Characters of an earlier answer: the longest list quoted whole, with its sources, is far shorter."""
MOST_TURNS = 50
LONGEST_TEXT = 100_000
"""Characters of a text whose references are wanted."""
LONGEST_QUERY = 500
LONGEST_NAME = 300
DEFAULT_COUNT, MOST_ITEMS = 10, 500
"""As in `assistant.quiz.quizmaster`, which is loaded when the first quiz is asked for."""
SAFE_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SFS = r"^(?:[A-ZÅÄÖ-]{1,12}FS )?[0-9]{4}:[0-9]{1,4}$"


def _as_written(value: object) -> object:
    """Refuse dates that are written in another way than YYYY-MM-DD; left alone, numbers and times would be taken."""
    if value is not None and not (isinstance(value, str) and _DATE.fullmatch(value)):
        raise ValueError("not YYYY-MM-DD")
    return value


Day = Annotated[datetime.date, BeforeValidator(_as_written)]
DocumentId = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]


class Body(BaseModel):
    """The body of a request."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True, frozen=True)


class EarlierTurn(Body):
    """An earlier question of the conversation with its answer."""

    question: str = Field(max_length=MAX_QUESTION)
    """The question; one that was longer was never answered."""
    answer: str = Field(default="", max_length=LONGEST_ANSWER)
    """The answer, as `answer` had it."""


class Limits(Body):
    """What a question is limited to."""

    on: Day | None = None
    """The date that law is judged on, YYYY-MM-DD; null: today."""
    documents: list[DocumentId] | None = Field(default=None, min_length=1, max_length=100)
    """Ids of the documents to answer from; null: all."""
    publisher: str | None = Field(default=None, min_length=1, max_length=LONGEST_NAME, examples=["Huddinge kommun"])
    """Answer from this publisher's documents (`Huddinge kommun`, or the municipality `Huddinge`); null: all."""


class AskBody(Limits):
    """A question."""

    question: str = Field(min_length=1, max_length=RAW_QUESTION, examples=["Vem ska upprätta genomförandeplanen?"])
    """The question, in Swedish; at most 4,000 characters once white space is collapsed. No personal data."""
    history: list[EarlierTurn] = Field(default=[], max_length=MOST_TURNS)
    """Earlier turns of the conversation, oldest first; the last six are looked at."""


class CheckBody(Body):
    """A statement."""

    claim: str = Field(min_length=1, max_length=RAW_QUESTION, examples=["Utföraren bör upprätta en genomförandeplan."])
    """The statement, in Swedish; at most 4,000 characters. No personal data."""
    on: Day | None = None
    """The date that law is judged on, YYYY-MM-DD; null: today."""


class QuizBody(Body):
    """What a quiz is to be about. Without any field: ten questions from all documents."""

    topic: str | None = Field(default=None, max_length=LONGEST_NAME, examples=["lex Sarah"])
    """Ask about this."""
    document: str | None = Field(default=None, max_length=LONGEST_NAME)
    """A document's id, or the beginning of a paragraph's (`stockholm-vald-riktlinjer/handlaggning`)."""
    section: str | None = Field(default=None, max_length=LONGEST_NAME)
    """Words of a heading."""
    type: list[ItemType] | None = Field(default=None, max_length=len(ItemType))
    """Kinds of questions; null or none: all."""
    count: int = Field(default=DEFAULT_COUNT, ge=1, le=MOST_ITEMS, strict=True)
    """How many questions; fewer where the choice has no more."""
    seed: int = Field(default=1, ge=-SAFE_INTEGER, le=SAFE_INTEGER, strict=True)
    """The same seed gives the same quiz."""


class RefsBody(Body):
    """A text."""

    text: str = Field(max_length=LONGEST_TEXT, examples=["Anmälan enligt 14 kap. 1 § SoL och 26 kap. 1 § OSL"])
    """Any text."""
    law: str | None = Field(default=None, pattern=_SFS, examples=["2001:453"])
    """The number of the law that sections without a law belong to; null: none."""
    on: Day | None = None
    """The date that counts, YYYY-MM-DD; null: today."""


class LawBody(Body):
    """A lagrum as a person writes it."""

    query: str = Field(min_length=1, max_length=LONGEST_QUERY, examples=["14 kap. 1 § SoL"])
    """Such as `14 kap. 1 § SoL`, `SoL 14:1`, `SOSFS 2014:4`."""
    on: Day | None = None
    """The date that counts, YYYY-MM-DD; null: today."""
