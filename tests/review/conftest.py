"""A queue in a folder of its own, and answers of real paragraphs without a search."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from assistant.access.model import Role
from assistant.answering.answer import Answer, Confidence, MadeBy, Mode, Status
from assistant.answering.lagrum import references_behind, with_standing
from assistant.answering.layout import answer_text, citations_of
from assistant.answering.sources import Source
from assistant.answering.stretches import Excerpt, Stretch
from assistant.documents.corpus import Corpus
from assistant.documents.model import Document, Paragraph
from assistant.review.model import Person
from assistant.review.reviews import Reviews
from assistant.settings import Settings, load_settings
from assistant.text import find_words

TODAY = datetime.date(2026, 2, 2)
STAFF = Person(Role.HANDLAGGARE)
SUPERVISOR = Person(Role.ARBETSLEDARE)

DECIDES = "Vem beslutar om fingerade personuppgifter?"
DECIDES_PLACE = "stockholm-vald-riktlinjer/handlaggning/skyddade-personuppgifter/2"
DECIDES_QUOTE = "Polisen utreder och fattar beslut om fingerade personuppgifter."
LIMIT = "Hur många tillfällen omfattar insatsen?"
LIMIT_PLACE = "stockholm-stod-valdsutsatta/omfattning/1"
CONSENT = "Behövs hennes samtycke för en SIP?"
CONSENT_PLACE = "stockholm-vald-riktlinjer/samverkan/extern-samverkan-och-samordnad-individuell-plan/1"

Ask = Callable[..., Answer]


def open_settings(folder: Path, **others: object) -> Settings:
    """Give settings of a folder, on the day that all tests live on."""
    return load_settings(**{"data_dir": folder, "today": TODAY, **others})


@pytest.fixture
def review_settings(tmp_path: Path) -> Settings:
    """Give the settings of a folder in which nothing was ever marked."""
    return open_settings(tmp_path)


@pytest.fixture
def reviews(review_settings: Settings, corpus: Corpus) -> Reviews:
    """Give an empty queue."""
    return Reviews(review_settings, corpus)


def quoted_answer(
    corpus: Corpus, question: str, places: Sequence[tuple[str, str]], on: datetime.date = TODAY, **changes: object
) -> Answer:
    """Make the answer that quotes paragraphs, or words of them, as `assistant.answering` lays it out."""
    sources = []
    for paragraph_id, quote in places:
        paragraph = corpus.paragraph(paragraph_id)
        stretch = Stretch(*(find_words(paragraph.full_text, quote or paragraph.full_text) or (0, 0)))
        sources.append(Source(True, paragraph, corpus.document_of(paragraph_id), (Excerpt((stretch,), stretch),)))
    citations = citations_of(sources)
    references = [one for source in sources for one in references_behind(source.paragraph, source.said, whole=True)]
    answer = Answer(
        question=question,
        status=Status.ANSWERED,
        confidence=Confidence.HIGH,
        mode=Mode.QUOTES,
        answer=answer_text(sources, citations),
        citations=citations,
        legal_references=with_standing(references, on),
        made_by=MadeBy(Mode.QUOTES, "abc multilingual-e5-small"),
    )
    return replace(answer, **changes)  # type: ignore[arg-type]


@pytest.fixture
def decides(corpus: Corpus) -> Answer:
    """Give the answer to who decides."""
    return quoted_answer(corpus, DECIDES, [(DECIDES_PLACE, DECIDES_QUOTE)])


@pytest.fixture
def consent(corpus: Corpus) -> Answer:
    """Give an answer that rests on a section of law."""
    return quoted_answer(corpus, CONSENT, [(CONSENT_PLACE, "")])


def changed(corpus: Corpus, paragraph_id: str, change: Callable[[Paragraph], Paragraph | None]) -> Corpus:
    """Give the corpus with one paragraph changed, or without it."""
    document = corpus.document_of(paragraph_id)
    paragraphs = [change(one) if one.id == paragraph_id else one for one in document.paragraphs]
    other: Document = replace(document, paragraphs=tuple(one for one in paragraphs if one is not None))
    documents = {**corpus.documents, document.id: other}
    return Corpus(MappingProxyType(documents), (), f"{corpus.sha256} changed")


def everything_written(folder: Path) -> bytes:
    """Give every byte of every file of a folder, names too."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"\n".join(str(path).encode() + path.read_bytes() for path in files)
