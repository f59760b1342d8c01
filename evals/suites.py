"""The question suites: their schema, and how they and the others are read and written. `evals.suite_checks` looks them over.

A suite is a JSONL file in ``evals/suites/``, one `Question` a line. ``evidence`` is what a person wrote down: groups of
verbatim stretches of the source documents. Every group is needed for a full answer; within a group any stretch will do.
``paragraph_ids`` has the same shape and follows from the evidence (``python -m evals.link`` writes it).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row")

SUITES = Path(__file__).parent / "suites"
CONVERSATIONS = SUITES / "conversations.jsonl"
"""The suite of whole conversations, which `evals.conversations` reads: its lines are no questions."""
ATTACKS = SUITES / "attacks.jsonl"
"""The suite of attacks on a language model, which `evals.attacks` reads."""
_OTHER_SCHEMAS = frozenset({CONVERSATIONS.name, ATTACKS.name, "verification.jsonl", "claims.jsonl"})


class SuiteError(ValueError):
    """A suite's line does not follow the schema."""


class Kind(StrEnum):
    """What a question asks of the product."""

    ANSWERABLE = "answerable"
    MULTI = "multi"
    NEAR_MISS = "near_miss"
    OTHER_TOPIC = "other_topic"

    @property
    def has_answer(self) -> bool:
        """Tell whether the documents answer such a question."""
        return self in {Kind.ANSWERABLE, Kind.MULTI}


class Style(StrEnum):
    """How a question is put. A paraphrase uses everyday words and shares almost no content word with its paragraph."""

    PLAIN = "plain"
    PARAPHRASE = "paraphrase"
    SCENARIO = "scenario"
    COLLOQUIAL = "colloquial"
    TYPO = "typo"
    KEYWORD = "keyword"
    ENGLISH = "english"


class Role(StrEnum):
    """Who asks."""

    HANDLAGGARE = "handläggare"
    ARBETSLEDARE = "arbetsledare"
    UTBILDARE = "utbildare"


class Split(StrEnum):
    """The development split is for reading failures and choosing weights, the test split for the gates alone."""

    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A verbatim stretch of a document's source, white space collapsed. Where it stands twice, both places count."""

    document_id: str
    text: str


@dataclass(frozen=True, slots=True)
class ExpectedReference:
    """A legal reference that belongs to the answer, in canonical form with the statute's number."""

    canonical: str
    sfs: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a suite. ``facts`` are literal words of the evidence's paragraphs that a right answer holds."""

    id: str
    question: str
    style: Style
    role: Role
    kind: Kind
    topic: str
    split: Split
    document_ids: tuple[str, ...]
    evidence: tuple[tuple[Stretch, ...], ...]
    paragraph_ids: tuple[tuple[str, ...], ...]
    facts: tuple[str, ...]
    legal_references: tuple[ExpectedReference, ...]
    note: str

    @property
    def relevant(self) -> frozenset[str]:
        """Give every paragraph that answers the question or a part of it."""
        return frozenset(paragraph_id for group in self.paragraph_ids for paragraph_id in group)


def split_of(topic: str) -> Split:
    """Give the split a topic belongs to: the lowest bit of its SHA-256, so that it never depends on what else is there."""
    return Split.TEST if hashlib.sha256(topic.encode()).digest()[-1] % 2 else Split.DEV


@contextmanager
def fields_of(line: str) -> Iterator[dict[str, Any]]:
    """Give the fields of a line of any suite, to be taken out one by one.

    Raises
    ------
    SuiteError
        Where the line is no JSON object, or reading its fields fails.
    """
    try:
        yield json.loads(line)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise SuiteError(f"a line does not follow the schema: {error!r}: {line[:80]}") from None


def text_of(value: object) -> str:
    """Give a field that must hold a text.

    Raises
    ------
    ValueError
        Where it is no text, or an empty one.
    """
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text is missing or empty")
    return value


def read_question(line: str) -> Question:
    """Read one line of a suite.

    Raises
    ------
    SuiteError
        Where the line is no JSON object, or a field is missing, unknown or of another type.
    """
    with fields_of(line) as row:
        return Question(
            id=str(row.pop("id")),
            question=str(row.pop("question")),
            style=Style(row.pop("style")),
            role=Role(row.pop("role")),
            kind=Kind(row.pop("kind")),
            topic=str(row.pop("topic")),
            split=Split(row.pop("split")),
            document_ids=tuple(row.pop("document_ids")),
            evidence=tuple(tuple(Stretch(**stretch) for stretch in group) for group in row.pop("evidence")),
            paragraph_ids=tuple(tuple(group) for group in row.pop("paragraph_ids")),
            facts=tuple(row.pop("facts")),
            legal_references=tuple(ExpectedReference(**reference) for reference in row.pop("legal_references")),
            note=str(row.pop("note")),
            **row,
        )


def load_suites() -> tuple[Question, ...]:
    """Read every suite of questions, files in alphabetical order.

    Raises
    ------
    SuiteError
        Where a line does not follow the schema.
    """
    return tuple(question for path in suite_paths() for question in read_suite(path))


def suite_paths() -> list[Path]:
    """Give the files that hold questions, in alphabetical order."""
    return sorted(path for path in SUITES.glob("*.jsonl") if path.name not in _OTHER_SCHEMAS)


def read_suite(path: Path) -> tuple[Question, ...]:
    """Read one suite.

    Raises
    ------
    SuiteError
        Where a line does not follow the schema.
    """
    return read_rows(path, read_question)


def read_rows(path: Path, read: Callable[[str], Row]) -> tuple[Row, ...]:
    """Read a JSONL file of any schema: what ``read`` makes of each line that is not empty, in order."""
    return tuple(read(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def write_rows(path: Path, rows: Iterable[DataclassInstance]) -> None:
    """Write dataclasses of any schema as JSONL, one a line, fields in the schema's order."""
    lines = [json.dumps(asdict(row), ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
