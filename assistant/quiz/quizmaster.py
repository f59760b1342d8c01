"""Makes a quiz: from the whole corpus, a document, a section or a topic."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.documents.corpus import Corpus
from assistant.documents.model import Paragraph
from assistant.errors import UsageError
from assistant.quiz.check import Checker
from assistant.quiz.choose import choose
from assistant.quiz.items import ItemType, Quiz
from assistant.quiz.judging import Judge, verifier_judge
from assistant.quiz.material import Material
from assistant.retrieval.search import Searcher
from assistant.text import clean_question, fold

_ON_SUBJECT = 0.025
"""What the search says of how far words are on the subject: topics of the documents lie above .04, others below .01."""
DEFAULT_COUNT, MOST = 10, 500
_TOPIC_PARAGRAPHS = 12
"""Paragraphs that a topic takes at least, the nearest ones; more where many items are wanted."""
_FARTHEST = 0.45
"""Share of the best paragraph's score that one on the same topic has."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a quiz is to be about; empty and zero mean no limit.

    ``document`` is a document's id or the beginning of a paragraph's (``stockholm-vald-riktlinjer/handlaggning``);
    ``section`` words of a heading.
    """

    topic: str = ""
    document: str = ""
    section: str = ""
    types: tuple[ItemType, ...] = ()
    count: int = DEFAULT_COUNT
    seed: int = 1


def _quiet(_done: int) -> None:
    return None


class Quizmaster:
    """Makes quizzes from one corpus.

    Parameters
    ----------
    corpus
        The documents, with their legal references.
    on
        The day that law in force is judged on.
    judge
        Judges claims; unset: the comparison of deciding words.
    open_searcher
        Opens the search that a topic needs; called once, when the first topic is asked for.
    """

    def __init__(
        self,
        corpus: Corpus,
        on: datetime.date,
        judge: Judge | None = None,
        open_searcher: Callable[[], Searcher] | None = None,
    ) -> None:
        self._corpus = corpus
        self._material = Material(corpus, on)
        self._checker = Checker(corpus, judge or verifier_judge(corpus))
        self._open_searcher = open_searcher
        self._searcher: Searcher | None = None

    def make(self, wish: Wish, progress: Callable[[int], None] = _quiet) -> Quiz:
        """Make a quiz.

        Raises
        ------
        UsageError
            Where the document, the section or the topic is not in the corpus, or the number is out of bounds.
        """
        if not 1 <= wish.count <= MOST:
            raise UsageError(f"Antalet frågor ska vara mellan 1 och {MOST}.", "Välj ett annat antal.")
        material = self._narrowed(wish)
        items = choose(material, wish.types or tuple(ItemType), wish.count, wish.seed, self._checker, progress)
        if not items:
            raise UsageError(
                "Av det urvalet går det inte att göra någon fråga.", "Välj ett större avsnitt eller fler frågetyper."
            )
        notices: tuple[str, ...] = ()
        if len(items) < wish.count:
            notices = (f"Urvalet räcker till {len(items)} frågor av de {wish.count} som önskades; inget frågas om två gånger.",)
        return Quiz(tuple(items), notices)

    def _narrowed(self, wish: Wish) -> Material:
        chosen: Sequence[Paragraph] = self._corpus.paragraphs
        if wish.document:
            chosen = self._of_document(wish.document)
        if wish.section:
            chosen = _of_section(chosen, wish.section)
        if wish.topic:
            near = self._near(wish)
            chosen = [paragraph for paragraph in chosen if paragraph.id in near]
        return (
            self._material if len(chosen) == len(self._corpus.paragraphs) else self._material.within([one.id for one in chosen])
        )

    def _of_document(self, place: str) -> list[Paragraph]:
        wanted = place.strip("/ ")
        found = [one for one in self._corpus.paragraphs if wanted and f"{one.id}/".startswith(f"{wanted}/")]
        if not found:
            raise UsageError(
                "Det finns inget dokument eller avsnitt med det id:t.", f"Dokumenten heter {', '.join(self._corpus.documents)}."
            )
        return found

    def _near(self, wish: Wish) -> set[str]:
        """Give the paragraphs on a topic, the nearest ones first chosen."""
        if self._open_searcher is None:
            raise UsageError("Ett ämne kräver sökindexet.", "Välj ett dokument eller ett avsnitt i stället.")
        if self._searcher is None:
            self._searcher = self._open_searcher()
        searcher = self._searcher
        document = wish.document.split("/")[0]
        result = (searcher.within([document]) if document else searcher).search(clean_question(wish.topic))
        best = result.hits[0].score if result.hits else 0.0
        if result.subject < _ON_SUBJECT or best <= 0:
            raise UsageError(
                "Riktlinjerna handlar inte om det ämnet.", "Pröva ett annat ord, eller välj ett dokument eller ett avsnitt."
            )
        near = [hit.paragraph_id for hit in result.hits if hit.score >= _FARTHEST * best]
        return set(near[: max(_TOPIC_PARAGRAPHS, wish.count)])


def _of_section(paragraphs: Sequence[Paragraph], words: str) -> list[Paragraph]:
    wanted = fold(" ".join(words.split()))
    found = [one for one in paragraphs if wanted and any(wanted in fold(heading) for heading in one.section)]
    if not found:
        raise UsageError("Ingen rubrik har de orden.", "Se rubrikerna med assistant corpus show DOKUMENT --contents.")
    return found
