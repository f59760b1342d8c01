"""Typical questions for a document, for a person to read and approve: by fixed rules, or by a language model and checked.

Nothing of it is read by the product. A person reads the file, keeps what is right, and moves the rows to the corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.documents.corpus import Corpus
from assistant.documents.model import Document, Paragraph
from assistant.errors import ExternalServiceError
from assistant.generation.corpus_names import names_of_corpus
from assistant.generation.objects import Model, read_object
from assistant.generation.prompts import prompt
from assistant.generation.question_checks import QuestionChecks
from assistant.generation.question_file import Proposals, Row
from assistant.generation.question_places import Places
from assistant.generation.question_rules import ASKED, drafts
from assistant.text import sentences

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"questions": {"type": "array", "items": {"type": "string"}, "maxItems": 6}},
    "required": ["questions"],
    "additionalProperties": False,
}
MOST = 6
"""Questions that are kept of a model's for one paragraph; the bank that ships has four a stretch."""
_FEWEST_CHARACTERS = 40
"""A paragraph shorter than this says too little for a model to ask about."""
_FAILURES_IN_A_ROW = 5
"""After so many paragraphs without a reply in a row the model is taken to be gone, and the rest waits for another run."""
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What a run made: paragraphs gone through, rows and questions written, paragraphs on which the model failed."""

    paragraphs: int
    rows: int
    questions: int
    failed: int
    resumed: int


class QuestionMaker:
    """Makes typical questions for one document.

    Parameters
    ----------
    corpus
        The documents with their typical questions: what is asked already is not proposed again.
    document
        The one to ask about.
    model
        Writes the questions; None: fixed rules do.
    """

    def __init__(self, corpus: Corpus, document: Document, model: Model | None = None) -> None:
        self._document = document
        self._model = model
        self._names = names_of_corpus(corpus)
        self._checks = QuestionChecks(corpus, document)
        self._places = Places(document)

    def run(self, proposals: Proposals, progress: Progress) -> Made:
        """Go through the document and write the file; what an earlier, interrupted run has done is taken over.

        Raises
        ------
        ExternalServiceError
            Where the model failed on several paragraphs in a row. What was done before is kept beside the file.
        """
        asked = [paragraph for paragraph in self._document.paragraphs if paragraph.kind in ASKED]
        done = proposals.resume()
        for rows in done.values():
            for row in rows:
                self._checks.remember(row.questions)
        failed = in_a_row = 0
        for number, paragraph in enumerate(asked):
            progress("Tar fram typfrågor", number / len(asked))
            if paragraph.id in done:
                continue
            rows, has_failed = self._rows(paragraph)
            failed, in_a_row = failed + has_failed, (in_a_row + 1) * has_failed
            if in_a_row >= _FAILURES_IN_A_ROW:
                raise ExternalServiceError(
                    f"Språkmodellen svarade inte på {in_a_row} stycken i rad.",
                    "Det som är klart är sparat bredvid filen. Kör kommandot igen när modellen svarar, så fortsätter det där.",
                )
            proposals.add(paragraph.id, rows, has_failed=has_failed)
        progress("Tar fram typfrågor", 1.0)
        written = proposals.finish([paragraph.id for paragraph in asked])
        questions = sum(len(row.questions) for row in written)
        return Made(len(asked), len(written), questions, failed, len(done))

    def _rows(self, paragraph: Paragraph) -> tuple[list[Row], bool]:
        """Give a paragraph's rows, and whether the model failed on it: then they are the rules'."""
        if self._model is None or len(paragraph.text) < _FEWEST_CHARACTERS:
            return list(self._by_rules(paragraph)), False
        try:
            return list(self._by_model(paragraph, self._model)), False
        except ExternalServiceError:
            return list(self._by_rules(paragraph)), True

    def _by_rules(self, paragraph: Paragraph) -> Iterator[Row]:
        for draft in drafts(paragraph, self._document, self._names):
            evidence = self._places.stretch(paragraph, draft.start, draft.end)
            questions = self._checks.passed(draft.questions, paragraph) if evidence else ()
            if questions:
                yield Row(evidence, questions, "rules")

    def _by_model(self, paragraph: Paragraph, model: Model) -> Iterator[Row]:
        reply = model.complete(
            prompt(
                "questions",
                title=self._document.entry.title,
                heading=" › ".join(paragraph.section),
                text=paragraph.full_text,
            ),
            SCHEMA,
        )
        proposed = read_object(reply).get("questions")
        if not isinstance(proposed, list):
            raise ExternalServiceError("Språkmodellens svar gick inte att läsa.")
        evidence = self._evidence(paragraph)
        questions = self._checks.passed(proposed[: 2 * MOST], paragraph)[:MOST] if evidence else ()
        if questions:
            yield Row(evidence, questions, "model")

    def _evidence(self, paragraph: Paragraph) -> str:
        """Give a stretch that stands for a paragraph: the first of its sentences that occurs once."""
        stretches = (self._places.stretch(paragraph, start, end) for start, end in sentences(paragraph.full_text))
        return next((stretch for stretch in stretches if stretch), "")
