"""A verified answer in plain Swedish, English or Finnish: each sentence by a language model, each checked, the Swedish beside.

A rendering never takes the answer's place. What does not pass its checks stays in Swedish, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.answering.answer import Answer, Citation, Status
from assistant.answering.danger import DANGER_NOTICE
from assistant.documents.corpus import Corpus
from assistant.errors import ExternalServiceError
from assistant.generation.answer_units import Unit, units_of_answer
from assistant.generation.corpus_names import names_of_corpus
from assistant.generation.judge import Judge
from assistant.generation.objects import Model, read_object
from assistant.generation.prompts import prompt
from assistant.generation.rendering_checks import Fault, faults, in_official_words
from assistant.generation.rendering_notices import REASONS, rendering_notices
from assistant.generation.tables import Tongue
from assistant.text import collapse, sentences
from assistant.verification.model import Evidence

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

MIN_SIMILARITY: Mapping[Tongue, float] = {Tongue.SWEDISH: 0.89, Tongue.ENGLISH: 0.85, Tongue.FINNISH: 0.87}
"""The least cosine between a sentence and its rendering, embedded as questions by the bundled multilingual-e5-small.

Fitted by evals/fit_renderings.py: it tells another sentence's rendering. What tells "ska" from "bör" are the word tables."""
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"n": {"type": "integer"}, "text": {"type": "string"}},
                "required": ["n", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}
_AT_ONCE = 6
"""Sentences asked for at once: a small model loses count of more."""
_CHARACTERS_AT_ONCE = 2_000
_RENDERED = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})


class Language(StrEnum):
    """What an answer can be rendered in."""

    PLAIN = "plain"
    ENGLISH = "english"
    FINNISH = "finnish"

    @property
    def tongue(self) -> Tongue:
        """Give the language whose word tables the rendering is checked with."""
        return {Language.PLAIN: Tongue.SWEDISH, Language.ENGLISH: Tongue.ENGLISH}.get(self, Tongue.FINNISH)


_FIXED = {
    DANGER_NOTICE: {
        Language.PLAIN: DANGER_NOTICE,
        Language.ENGLISH: "In immediate danger: call 112.",
        Language.FINNISH: "Välittömässä vaarassa: soita 112.",
    }
}
"""Words of ours that are too important to be left to a model."""


@dataclass(frozen=True, slots=True)
class RenderedSentence:
    """A sentence of the answer and its rendering.

    ``rendered`` is None where there is none that passed; ``reason`` then says why, in Swedish. ``markers`` are the citations
    it rests on; ``under`` the publisher's name that stands before it in the answer.
    """

    original: str
    rendered: str | None
    reason: str
    is_quote: bool
    markers: tuple[int, ...]
    under: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """An answer rendered. ``notices`` are Swedish, ``foreign_notices`` say the same in the rendering's language."""

    language: Language
    model: str
    sentences: tuple[RenderedSentence, ...]
    notices: tuple[str, ...]
    foreign_notices: tuple[str, ...]

    @property
    def rendered(self) -> int:
        """Count the sentences that have a rendering."""
        return sum(one.rendered is not None for one in self.sentences)

    def to_dict(self) -> dict[str, Any]:
        """Give the rendering as a JSON object."""
        return asdict(self)


def render_answer(model: Model, answer: Answer, corpus: Corpus, language: Language, judge: Judge, embed: Embed) -> Rendering:
    """Render a verified answer.

    Parameters
    ----------
    model
        The language model. It is asked some six sentences at a time, and sees nothing but the answer's own sentences.
    answer
        An answer; only one that is answered, wholly or in part, is rendered.
    corpus
        The documents, for names and for what plain sentences are verified against.
    language
        Plain Swedish, English or Finnish.
    judge
        Verifies plain sentences against what the answer cites.
    embed
        Gives vectors of short texts as the bundled model gives them for questions: the limits were fitted to it.

    Returns
    -------
    Rendering
        Always whole: where the model fails every sentence stays in Swedish.
    """
    publishers = [name for one in corpus.documents.values() for name in (one.entry.publisher, one.entry.short_title)]
    units = units_of_answer(answer.answer, publishers) if answer.status in _RENDERED else ()
    check = _Check(answer, corpus, language, judge, embed)
    found: list[RenderedSentence] = []
    for batch in _batches(units):
        found += _render(batch, model, language, check)
    left_out = sum(one.rendered is None for one in found)
    notices, foreign = rendering_notices(language.value, model.model, len(found), left_out)
    return Rendering(language, model.model, tuple(found), notices, foreign)


def _batches(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    batch: list[Unit] = []
    for unit in units:
        if batch and (len(batch) >= _AT_ONCE or sum(len(one.text) for one in (*batch, unit)) > _CHARACTERS_AT_ONCE):
            yield batch
            batch = []
        batch.append(unit)
    if batch:
        yield batch


def _render(batch: Sequence[Unit], model: Model, language: Language, check: _Check) -> list[RenderedSentence]:
    asked = [unit for unit in batch if unit.text not in _FIXED]
    try:
        proposed = _proposals(model, asked, language) if asked else {}
    except ExternalServiceError:
        return [_sentence(unit, _FIXED.get(unit.text, {}).get(language), REASONS["model"]) for unit in batch]
    rendered = []
    for unit in batch:
        if unit.text in _FIXED:
            rendered.append(_sentence(unit, _FIXED[unit.text][language], ""))
            continue
        text = collapse(proposed.get(asked.index(unit) + 1, ""))
        wrong = check.faults(unit, text)
        rendered.append(_sentence(unit, None if wrong else text, REASONS[wrong[0].value] if wrong else ""))
    return rendered


def _sentence(unit: Unit, rendered: str | None, reason: str) -> RenderedSentence:
    return RenderedSentence(unit.text, rendered, "" if rendered else reason, unit.is_quote, unit.markers, unit.under)


def _proposals(model: Model, units: Sequence[Unit], language: Language) -> dict[int, str]:
    """Ask the model; give what it wrote for each number, of which nothing is known to be right."""
    numbered = "\n".join(f"{n}. {unit.text}" for n, unit in enumerate(units, start=1))
    rows = read_object(model.complete(prompt(language.value, sentences=numbered), SCHEMA)).get("sentences")
    found: dict[int, str] = {}
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and type(row.get("n")) is int and isinstance(row.get("text"), str):
            found[row["n"]] = "" if row["n"] in found else row["text"]  # one number given twice: which is meant?
    return found


class _Check:
    """Tells what is wrong with a rendering of one answer's sentences."""

    def __init__(self, answer: Answer, corpus: Corpus, language: Language, judge: Judge, embed: Embed) -> None:
        self._citations = {citation.marker: citation for citation in answer.citations}
        self._corpus = corpus
        self._language = language
        self._judge = judge
        self._embed = embed
        self._names = names_of_corpus(corpus)

    def faults(self, unit: Unit, text: str) -> tuple[Fault, ...]:
        found = faults(unit.text, text, self._language.tongue, self._names)
        if found:
            return found
        if similarity(unit.text, text, self._embed) < MIN_SIMILARITY[self._language.tongue]:
            return (Fault.MEANING,)
        if self._language is Language.PLAIN and not self._stands(unit, text):
            return (Fault.SOURCE,)
        return ()

    def _stands(self, unit: Unit, text: str) -> bool:
        """Verify a plain sentence against what its original cites; one that cites nothing has nothing to stand on."""
        evidence = [self._evidence(self._citations[marker]) for marker in unit.markers if marker in self._citations]
        if not evidence:
            return False
        read = in_official_words(text, unit.text)
        return all(self._judge.verify(read[start:end], evidence).stands for start, end in sentences(read))

    def _evidence(self, citation: Citation) -> Evidence:
        paragraph = self._corpus.paragraph(citation.paragraph_id)
        return Evidence(paragraph, self._corpus.document_of(citation.paragraph_id), citation.quote)


def similarity(original: str, rendered: str, embed: Embed) -> float:
    """Give the cosine between a sentence and its rendering."""
    own, other = embed([original, rendered])
    return float(np.dot(own, other))
