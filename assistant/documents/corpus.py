"""The corpus: the documents of the catalogue, read, and the typical questions that belong to their paragraphs."""

from __future__ import annotations

import hashlib
import json
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from assistant.documents.catalogue import load_catalogue
from assistant.documents.model import CatalogueEntry, Document, Paragraph
from assistant.documents.readers import decode, read_bytes
from assistant.documents.structure import parse
from assistant.errors import CorpusError, DocumentChangedError

_PLACEMENTS = "questions/placements.toml"
_UNANSWERED = "questions/unanswered.txt"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The stretch ``full_text[start:end]`` of a paragraph that a typical question asks for."""

    paragraph_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TypicalQuestion:
    """A question that people ask for a stretch of a document; ``evidence[0]`` is the paragraph that answers it."""

    text: str
    document_id: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Corpus:
    """All documents in reading order, their typical questions, and a hash of everything they were read from.

    ``unanswered`` are questions in the words of the subject that the documents do not answer, to tell such questions by.
    """

    documents: Mapping[str, Document]
    questions: tuple[TypicalQuestion, ...]
    sha256: str
    unanswered: tuple[str, ...] = ()

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Give every paragraph in reading order."""
        return tuple(paragraph for document in self.documents.values() for paragraph in document.paragraphs)

    @cached_property
    def _by_id(self) -> dict[str, Paragraph]:
        return {paragraph.id: paragraph for paragraph in self.paragraphs}

    def paragraph(self, paragraph_id: str) -> Paragraph:
        """Give a paragraph.

        Raises
        ------
        KeyError
            Where no paragraph has that id.
        """
        return self._by_id[paragraph_id]

    def document_of(self, paragraph_id: str) -> Document:
        """Give the document a paragraph belongs to.

        Raises
        ------
        KeyError
            Where no paragraph has that id.
        """
        return self.documents[self._by_id[paragraph_id].document_id]


def shipped_corpus_folder() -> Path:
    """Give the folder of the corpus that ships: inside the installed package, or ``corpus/`` of the clone."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_corpus"
    return installed if installed.is_dir() else package.parent / "corpus"


def load_corpus(folder: Path) -> Corpus:
    """Read all documents of a corpus folder and place their typical questions.

    Raises
    ------
    DocumentChangedError
        Where a document's content is not what the catalogue says.
    CorpusError
        Where a file is missing, broken or no text, or a typical question's stretch stands nowhere in its document.
    """
    entries = load_catalogue(folder)
    digest = hashlib.sha256(read_bytes(folder / "catalogue.toml"))
    documents: dict[str, Document] = {}
    questions: list[TypicalQuestion] = []
    placements, table = _placements(folder)
    digest.update(table)
    for entry in entries:
        data = read_bytes(folder / entry.file)
        check_unchanged(entry, data)
        digest.update(data)
        document = parse(decode(data, entry.file), entry)
        documents[entry.id] = document
        if entry.questions:
            bank = read_bytes(folder / entry.questions)
            digest.update(bank)
            questions += _questions(document, bank, entry.questions, placements)
    unanswered = read_bytes(folder / _UNANSWERED) if (folder / _UNANSWERED).exists() else b""
    digest.update(unanswered)
    lines = decode(unanswered, _UNANSWERED).splitlines() if unanswered else []
    return Corpus(
        documents=MappingProxyType(documents),
        questions=tuple(questions),
        sha256=digest.hexdigest(),
        unanswered=tuple(line.strip() for line in lines if line.strip() and not line.startswith("#")),
    )


def check_unchanged(entry: CatalogueEntry, data: bytes) -> None:
    """Refuse a document whose content differs from the catalogue.

    Raises
    ------
    DocumentChangedError
        Where the content's SHA-256 is not the catalogue's.
    """
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        raise DocumentChangedError(
            f"Dokumentet {entry.file} är inte det som catalogue.toml beskriver: kontrollsumman skiljer sig.",
            "Återställ filen, eller granska den nya versionen och ändra sha256 i catalogue.toml.",
        )


@dataclass(frozen=True, slots=True)
class _Placement:
    """A row of the checked table: which paragraph a typical question's stretch belongs to, and how its words stand there."""

    evidence: str
    paragraph: str = ""
    read_as: str = ""


def _placements(folder: Path) -> tuple[dict[tuple[str, int], _Placement], bytes]:
    """Read the checked table of stretches that do not tell their place by themselves, keyed by document and row."""
    path = folder / _PLACEMENTS
    if not path.exists():
        return {}, b""
    data = read_bytes(path)
    try:
        rows = tomllib.loads(data.decode("utf-8")).get("placement", [])
        table = {
            (str(row["document"]), int(row["row"])): _Placement(
                str(row["evidence"]), str(row.get("paragraph", "")), str(row.get("read_as", ""))
            )
            for row in rows
        }
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError):
        raise CorpusError(
            f"{_PLACEMENTS} går inte att läsa.", "Varje [[placement]] behöver document, row och evidence."
        ) from None
    return table, data


def _questions(
    document: Document, bank: bytes, name: str, placements: Mapping[tuple[str, int], _Placement]
) -> list[TypicalQuestion]:
    places = SourceMap(document)
    found: list[TypicalQuestion] = []
    for number, line in enumerate(bank.decode("utf-8", errors="replace").splitlines(), start=1):
        if not line.strip():
            continue
        evidence, texts = _bank_row(line, number, name)
        placement = placements.get((document.id, number), _Placement(evidence))
        if placement.evidence != evidence:
            raise CorpusError(f"Rad {number} i {name} är inte den som {_PLACEMENTS} beskriver.", "Granska raden i tabellen.")
        first = f"{document.id}/{placement.paragraph}" if placement.paragraph else ""
        stretches = places.locate(placement.read_as or evidence, first)
        if not stretches or (first and stretches[0].paragraph_id != first):
            raise CorpusError(
                f"Rad {number} i {name}: textstycket finns inte på sin plats i dokumentet.",
                "Rätta evidence till ordagrann text ur dokumentet.",
            )
        found += [TypicalQuestion(text, document.id, stretches) for text in texts]
    return found


def _bank_row(line: str, number: int, name: str) -> tuple[str, list[str]]:
    """Give the stretch and the questions of a row; one that a machine made and nobody has approved is refused.

    ``assistant corpus questions`` marks such rows ``generated``.
    """
    with suppress(ValueError, KeyError, AttributeError):
        row = json.loads(line)
        if row.get("generated"):
            raise CorpusError(
                f"Rad {number} i {name} är ett maskinellt framtaget förslag som ingen har godkänt.",
                "Läs raden, rätta den, och ta bort fältet generated. Huvudraden, utan evidence, ska bort helt.",
            )
        evidence, texts = row["evidence"], row["questions"]
        if isinstance(evidence, str) and isinstance(texts, list) and all(isinstance(text, str) for text in texts):
            return evidence, texts
    raise CorpusError(f"Rad {number} i {name} går inte att läsa.", "Raden ska ha evidence och questions.")


class SourceMap:
    """Maps stretches of a document's source to its paragraphs, by counting the characters that are no white space."""

    def __init__(self, document: Document) -> None:
        source = document.source
        self._positions = [i for i, character in enumerate(source) if not character.isspace()]
        self._dense = "".join(source[i] for i in self._positions)
        self._paragraphs = document.paragraphs
        self._text_positions: dict[int, list[int]] = {}
        owners: list[tuple[int, int, int, int]] = []
        for index, paragraph in enumerate(self._paragraphs):
            before = 0
            for span in (*paragraph.spans, *(span for note in paragraph.footnotes for span in note.spans)):
                first, last = bisect_left(self._positions, span.start), bisect_left(self._positions, span.end)
                owners.append((first, last, index, before))
                before += last - first
        self._owners = sorted(owners)
        self._firsts = [owner[0] for owner in self._owners]

    def locate(self, evidence: str, paragraph_id: str = "") -> tuple[Evidence, ...]:
        """Find where a stretch of the source stands.

        Parameters
        ----------
        evidence
            Verbatim words of the source; white space does not matter.
        paragraph_id
            The paragraph to put first; empty: the one that holds most of the stretch's first occurrence.

        Returns
        -------
        tuple of Evidence
            One for each paragraph that holds some of the stretch, those of every occurrence; empty where the words stand
            nowhere in the source. A footnote's words belong to its paragraph.
        """
        wanted = "".join(evidence.split())
        found: dict[int, Evidence] = {}
        start = self._dense.find(wanted) if wanted else -1
        while start >= 0:
            ranges = self._ranges(start, start + len(wanted))
            for i in sorted(ranges, key=lambda i: -ranges[i][2]):
                found.setdefault(i, self._evidence(i, *ranges[i][:2]))
            start = self._dense.find(wanted, start + 1)
        return tuple(sorted(found.values(), key=lambda one: one.paragraph_id != paragraph_id))

    def _ranges(self, start: int, end: int) -> dict[int, tuple[int, int, int]]:
        """Give for each paragraph index the range of its characters in the stretch, and how many they are."""
        found: dict[int, tuple[int, int, int]] = {}
        for first, last, index, before in self._owners[
            max(0, bisect_right(self._firsts, start) - 1) : bisect_left(self._firsts, end)
        ]:
            low, high = max(first, start), min(last, end)
            if low >= high:
                continue
            a, b = before + low - first, before + high - first
            known = found.get(index, (a, b, 0))
            found[index] = (min(a, known[0]), max(b, known[1]), known[2] + high - low)
        return found

    def _evidence(self, index: int, first: int, last: int) -> Evidence:
        paragraph = self._paragraphs[index]
        if index not in self._text_positions:
            self._text_positions[index] = [i for i, character in enumerate(paragraph.full_text) if not character.isspace()]
        positions = self._text_positions[index]
        return Evidence(paragraph.id, positions[first], positions[last - 1] + 1)


def neighbours(paragraphs: Sequence[Paragraph], paragraph_id: str) -> tuple[Paragraph | None, Paragraph | None]:
    """Give the paragraphs before and after one, in reading order."""
    ids = [paragraph.id for paragraph in paragraphs]
    i = ids.index(paragraph_id)
    return (paragraphs[i - 1] if i else None), (paragraphs[i + 1] if i + 1 < len(paragraphs) else None)
