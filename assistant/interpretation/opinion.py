"""A second opinion from a language model that the user names; off unless ``ASSISTANT_LLM_CHECK`` turns it on.

What it says counts only with words that stand verbatim in a paragraph it was shown, or in the claim. It may make a verdict
more careful, and may make an unsure one supported where the verifier lets the claim stand on those words. Nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from assistant.answering.answer import Citation
from assistant.answering.citing import cite
from assistant.answering.stretches import Stretch
from assistant.documents.corpus import Corpus
from assistant.errors import ExternalServiceError, SettingsError
from assistant.generation import objects
from assistant.generation.endpoint import Endpoint, Reason
from assistant.generation.handles import Handles, Shown
from assistant.generation.objects import read_object
from assistant.generation.prompts import inert_line, prompt
from assistant.generation.quoted import as_written
from assistant.generation.writer import SHORTEST_WORDS
from assistant.interpretation import notices
from assistant.interpretation.model import Finding, Verdict
from assistant.interpretation.naming import kind_of
from assistant.privacy import find_personal_data
from assistant.settings import Settings
from assistant.text import collapse, find_words, sentences
from assistant.verification import Difference, Evidence, Verifier

SETTING = "ASSISTANT_LLM_CHECK"
SHORTEST_DIFFERENCE = 2
"""Characters of words that are said to differ."""
MOST_SOURCES = 4
LONGEST = 400
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "sources": {
            "type": "array",
            "maxItems": MOST_SOURCES,
            "items": {
                "type": "object",
                "properties": {"handle": {"type": "string"}, "quote": {"type": "string", "maxLength": LONGEST}},
                "required": ["handle", "quote"],
                "additionalProperties": False,
            },
        },
        "claim_words": {"type": "string", "maxLength": LONGEST},
        "source_words": {"type": "string", "maxLength": LONGEST},
        "verdict": {"type": "string", "enum": [one.value for one in Verdict]},
    },
    "required": ["sources", "claim_words", "source_words", "verdict"],
    "additionalProperties": False,
}
"""The form as JSON Schema. The words come before the verdict for the reason that they come before the text of an answer
(`assistant.generation.reply.SCHEMA`); a reply in another order is read as well.
"""


class Model(objects.Model, Protocol):
    """What this needs of `assistant.generation.endpoint.Endpoint`."""

    where: str

    def report(self, reason: Reason) -> None:
        """Note that a reply could not be read."""
        ...


@dataclass(frozen=True, slots=True)
class Basis:
    """A paragraph that the model was shown, and words of it as they stand there."""

    shown: Shown
    words: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a model said, as far as it could be verified: unknown handles and words that stand nowhere are gone."""

    verdict: Verdict
    sources: tuple[Basis, ...]
    claim_words: str
    source_words: str


class SecondOpinion:
    """Asks a language model about claims that the rules support or are unsure of."""

    def __init__(self, model: Model, corpus: Corpus, verifier: Verifier, characters: int) -> None:
        self._model = model
        self._corpus = corpus
        self._verifier = verifier
        self._characters = characters

    def on(self, finding: Finding, publisher: str, paragraph_ids: Sequence[str], *, may_support: bool) -> Finding:
        """Give a finding as it stands after the model was asked.

        Parameters
        ----------
        finding
            What the rules made of a claim. A sure contradiction, and what is not addressed, are not asked about.
        publisher
            Whose documents decided.
        paragraph_ids
            What the model may be shown, the most important first.
        may_support
            False where the rules saw words against the claim: then it is never made supported.
        """
        if finding.verdict is not Verdict.SUPPORTED and not finding.unsure:
            return finding
        if find_personal_data(finding.text):
            return _with(finding, notices.NOT_SENT)
        shown = Handles.draw(paragraph_ids, self._corpus, self._characters)
        try:
            reply = self._model.complete(prompt("check", sources=shown.as_text(), claim=inert_line(finding.text)), SCHEMA)
        except ExternalServiceError as error:
            return _with(finding, notices.rules_alone(error.message))
        said = read_opinion(reply, finding.text, shown)
        if said is None:
            self._model.report(Reason.NONSENSE)
            return _with(finding, notices.rules_alone(""))
        if finding.verdict is Verdict.SUPPORTED:
            return self._doubted(finding, publisher, said)
        return self._sure(finding, said) if may_support else finding

    def _doubted(self, finding: Finding, publisher: str, said: Said) -> Finding:
        """Make a supported claim contradicted, marked unsure, or not addressed, where the model shows words for it."""
        by = {**finding.by_publisher, publisher: said.verdict}
        who = notices.doubted(self._model.model, self._model.where, said.claim_words, said.source_words)
        if said.verdict is Verdict.CONTRADICTED and said.claim_words and said.source_words:
            differences = (Difference(kind_of(finding.text, said.claim_words), said.claim_words, said.source_words),)
            cited = self._cited(finding, said)
            changed = replace(
                finding, verdict=said.verdict, by_publisher=by, differences=differences, citations=cited, unsure=True
            )
            return _with(changed, who)
        if said.verdict is Verdict.NOT_ADDRESSED and said.claim_words:
            return _with(replace(finding, verdict=said.verdict, by_publisher=by, differences=(), citations=(), notices=()), who)
        return finding

    def _sure(self, finding: Finding, said: Said) -> Finding:
        """Make an unsure claim supported, where the verifier lets it stand on the words that the model shows."""
        if said.verdict is not Verdict.SUPPORTED or not said.sources:
            return finding
        evidence = [Evidence(one.shown.paragraph, one.shown.document, one.words) for one in said.sources]
        if not self._verifier.verify(finding.text, evidence).stands:
            return finding
        publishers = {one.shown.document.entry.publisher: said.verdict for one in said.sources}
        changed = replace(
            finding,
            verdict=said.verdict,
            by_publisher={**finding.by_publisher, **publishers},
            differences=(),
            citations=self._cited(finding, said),
            notices=(),
            unsure=False,
        )
        return _with(changed, notices.agreed(self._model.model, self._model.where))

    def _cited(self, finding: Finding, said: Said) -> tuple[Citation, ...]:
        """Cite the sentences with the model's words; where it shows none, what the rules cited."""
        if not said.sources:
            return finding.citations
        first = finding.citations[0].marker if finding.citations else 1
        places = {(one.shown.paragraph.id, _stretch(one)): one for one in said.sources}
        return tuple(
            cite(one.shown.document, one.shown.paragraph, stretch, number)
            for number, ((_, stretch), one) in enumerate(places.items(), start=first)
        )


def second_opinion(corpus: Corpus, settings: Settings) -> SecondOpinion | None:
    """Give the second opinion that the settings turn on; None where they do not.

    Raises
    ------
    SettingsError
        Where it is turned on and no model is named, or its address cannot be used.
    ExternalServiceError
        Where the extra ``llm`` is not installed.
    """
    if not settings.llm_check:
        return None
    endpoint = Endpoint.from_settings(settings)
    if endpoint is None:
        raise SettingsError(
            f"{SETTING} är satt men ingen språkmodell.",
            "Sätt ASSISTANT_LLM_BASE_URL och ASSISTANT_LLM_MODEL, eller ta bort den.",
        )
    return SecondOpinion(endpoint, corpus, Verifier(corpus), settings.llm_context_characters)


def read_opinion(reply: str, claim: str, shown: Handles) -> Said | None:
    """Read a reply, and leave out what it cannot show; None where it is no such object, or shows nothing that stands."""
    data = read_object(reply)
    try:
        verdict = Verdict(data["verdict"])
        sources = [_basis(one, shown) for one in data["sources"][:MOST_SOURCES]]
        claim_words, source_words = collapse(str(data["claim_words"])), collapse(str(data["source_words"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    if any(one is None for one in sources):
        return None  # an invented handle, or words that stand nowhere: nothing that it says is believed
    known = tuple(one for one in sources if one)
    stands = any(find_words(one.shown.paragraph.full_text, source_words) for one in known)
    return Said(verdict, known, _in(claim, claim_words), source_words if stands and _long(source_words) else "")


def _basis(row: Mapping[str, Any], shown: Handles) -> Basis | None:
    one = shown[str(row["handle"])]
    words = as_written(one.paragraph.full_text, str(row["quote"])) if one else ""
    return Basis(one, words) if one and len(words) >= SHORTEST_WORDS else None


def _in(claim: str, words: str) -> str:
    return words if _long(words) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", collapse(claim)) else ""


def _long(words: str) -> bool:
    return len(words) >= SHORTEST_DIFFERENCE


def _stretch(basis: Basis) -> Stretch:
    """Give the whole sentences or items around words: half a sentence can hide a "not"."""
    text = basis.shown.paragraph.full_text
    begin, end = find_words(text, basis.words) or (0, 0)
    touched = [(start, stop) for start, stop in sentences(text) if start < end and begin < stop]
    return Stretch(touched[0][0], touched[-1][1])


def _with(finding: Finding, notice: str) -> Finding:
    return replace(finding, notices=(*finding.notices, notice))
