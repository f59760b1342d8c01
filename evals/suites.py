"""The question suites: their schema, how they are read and written, and what must hold between them and the corpus.

A suite is a JSONL file in ``evals/suites/``, one `Question` a line. ``evidence`` is what a person wrote down: groups of
verbatim stretches of the source documents. Every group is needed for a full answer; within a group any stretch will do.
``paragraph_ids`` has the same shape and follows from the evidence (``python -m evals.link`` writes it).
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.documents.corpus import Corpus, SourceMap
from assistant.documents.model import Paragraph

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


def read_question(line: str) -> Question:
    """Read one line of a suite.

    Raises
    ------
    SuiteError
        Where the line is no JSON object, or a field is missing, unknown or of another type.
    """
    try:
        row = json.loads(line)
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
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise SuiteError(f"a line does not follow the schema: {error!r}: {line[:80]}") from None


def load_suites(folder: Path = SUITES) -> tuple[Question, ...]:
    """Read every suite of a folder, files in alphabetical order.

    Raises
    ------
    SuiteError
        Where a line does not follow the schema.
    """
    return tuple(question for path in suite_paths(folder) for question in read_suite(path))


def suite_paths(folder: Path = SUITES) -> list[Path]:
    """Give the files of a folder that hold questions, in alphabetical order."""
    return sorted(path for path in folder.glob("*.jsonl") if path.name not in _OTHER_SCHEMAS)


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


class Places:
    """Finds the paragraphs that hold a stretch of a source document."""

    def __init__(self, corpus: Corpus) -> None:
        self._maps = {document_id: SourceMap(document) for document_id, document in corpus.documents.items()}
        self._dense = {document_id: "".join(document.source.split()) for document_id, document in corpus.documents.items()}

    def paragraph_ids(self, evidence: Sequence[Sequence[Stretch]]) -> tuple[tuple[str, ...], ...]:
        """Give for each group of evidence the paragraphs that hold it, each once, in the order of the stretches.

        A stretch that stands once counts for the paragraph that holds most of it; one that stands in several places
        counts for each of them. Empty groups stand for stretches that are in no paragraph.
        """
        return tuple(tuple(dict.fromkeys(one for stretch in group for one in self._of(stretch))) for group in evidence)

    def _of(self, stretch: Stretch) -> list[str]:
        if stretch.document_id not in self._maps:
            return []
        found = [one.paragraph_id for one in self._maps[stretch.document_id].locate(stretch.text)]
        occurrences = self._dense[stretch.document_id].count("".join(stretch.text.split()))
        return found[:occurrences]


def problems(questions: Sequence[Question], corpus: Corpus) -> list[str]:
    """Give what is wrong with the suites, one sentence each; empty where all is well.

    ``corpus`` must have its legal references. Checked: unique ids and questions, the split, no main place in both
    splits, evidence that leads to the stored paragraphs, facts and references that every alternative of a group can give.
    """
    places = Places(corpus)
    found = _duplicates("id", [question.id for question in questions])
    found += _duplicates("question", [question.question.casefold() for question in questions])
    for question in questions:
        found += [f"{question.id}: {problem}" for problem in _problems_of(question, places, corpus)]
    return found + _leaks(questions, corpus)


def _duplicates(name: str, values: Sequence[str]) -> list[str]:
    return [f"{name} occurs twice: {value}" for value in sorted(set(values)) if values.count(value) > 1]


def _problems_of(question: Question, places: Places, corpus: Corpus) -> list[str]:
    found = [] if question.split is split_of(question.topic) else ["split is not the topic's"]
    if not question.kind.has_answer:
        return found + (["an unanswerable question has gold"] if question.evidence or question.facts else [])
    groups = places.paragraph_ids(question.evidence)
    if not groups or not all(groups):
        return [*found, "evidence stands in no paragraph"]
    if groups != question.paragraph_ids:
        return [*found, f"paragraph_ids are not those of the evidence: {groups}"]
    if len(groups) != (1 if question.kind is Kind.ANSWERABLE else max(len(groups), 2)):
        found.append("the number of evidence groups does not fit the kind")
    if question.document_ids != tuple(sorted({corpus.paragraph(one).document_id for one in question.relevant})):
        found.append("document_ids are not those of the paragraphs")
    found += [] if 1 <= len(question.facts) <= 4 else ["an answerable question has one to four facts"]
    return found + _unsupported(question, corpus)


def _unsupported(question: Question, corpus: Corpus) -> list[str]:
    """Find facts and references that an answer from one of the alternatives could not give."""
    groups = [[corpus.paragraph(one) for one in group] for group in question.paragraph_ids]
    texts = [[" ".join(one.full_text.split()).casefold() for one in group] for group in groups]
    references = [[cited(one) for one in group] for group in groups]
    found = [
        f"fact not in its paragraph: {fact}"
        for fact in question.facts
        if not any(all(fact.casefold() in text for text in group) for group in texts)
    ]
    return found + [
        f"reference not in its paragraph: {one.canonical} ({one.sfs})"
        for one in question.legal_references
        if not any(all((one.canonical, one.sfs) in found_in for found_in in group) for group in references)
    ]


def cited(paragraph: Paragraph) -> set[tuple[str, str]]:
    """Give the references of a paragraph and its footnotes, as ``(canonical, sfs)``."""
    references = (*paragraph.legal_references, *(one for note in paragraph.footnotes for one in note.legal_references))
    return {(one.canonical, one.sfs) for one in references}


def _leaks(questions: Sequence[Question], corpus: Corpus) -> list[str]:
    """Find paragraphs, and items of lists, that are the first answer to questions of both splits.

    Alternatives are left out, or a paragraph that says a thing a second time would tie unrelated topics together; so are
    questions that need several paragraphs, which join what lies apart. Of a list each stretch counts for itself: a whole
    appendix is one list, and both splits must ask about it.
    """
    splits: dict[str, set[Split]] = defaultdict(set)
    known = {paragraph.id: paragraph for paragraph in corpus.paragraphs}
    for question in questions:
        main = known.get(question.paragraph_ids[0][0]) if question.paragraph_ids and question.paragraph_ids[0] else None
        if question.kind is Kind.ANSWERABLE and main:
            splits[question.evidence[0][0].text if main.items else main.id].add(question.split)
    return [f"gold of both splits: {place}" for place, both in sorted(splits.items()) if len(both) > 1]
