"""The interpretation check: whether the documents say what a statement says."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from assistant.documents.corpus import Corpus
from assistant.errors import UsageError
from assistant.index.store import ensure_index
from assistant.interpretation import notices
from assistant.interpretation.claims import Claim, split
from assistant.interpretation.comparing import Laid, lay
from assistant.interpretation.evidence import citations
from assistant.interpretation.features import Found, found_by, read_features
from assistant.interpretation.model import Check, Finding, Verdict, worst
from assistant.interpretation.naming import differences_of
from assistant.interpretation.opinion import second_opinion
from assistant.interpretation.successors import AsOf
from assistant.interpretation.units import PARAGRAPHS, UnitStore
from assistant.interpretation.weighing import LEAST_SHARE, Weighed, verdict_beside
from assistant.law.annotate import open_corpus
from assistant.privacy import Finding as PersonalData
from assistant.privacy import contacts_in, describe, find_personal_data, stops
from assistant.retrieval.search import Hit, Searcher, SearchResult
from assistant.settings import Settings
from assistant.text import clean_question
from assistant.verification.inference import open_inference
from assistant.verification.words import read_words

_OF_THE_SAME = 4
"""Paragraphs of the document that decided a claim that are looked at first for one that leans on it."""
Places = list[tuple[int, str, Hit | None]]
"""Paragraphs with their place in the search, and how they were found."""


class Interpreter:
    """Checks statements against a corpus. One instance serves any number of threads.

    Raises
    ------
    ExternalServiceError
        Where a model for inference is set that cannot be loaded, or a language model is to be asked and its extra is missing.
    SettingsError
        Where a language model is to be asked and none is named, or its address cannot be used.
    """

    def __init__(self, corpus: Corpus, searcher: Searcher, settings: Settings) -> None:
        self._corpus = corpus
        self._searcher = searcher
        self._settings = settings
        self._store = UnitStore(corpus)
        self._inference = open_inference(settings.nli_model)
        self._opinion = second_opinion(corpus, settings)
        self._contacts = contacts_in(document.source for document in corpus.documents.values())

    @classmethod
    def open(cls, settings: Settings, progress: Callable[[str, float], None] | None = None) -> Interpreter:
        """Read the corpus and open its index; a missing default index is built.

        Raises
        ------
        CorpusError
            Where a document or the catalogue cannot be used.
        IndexUnavailableError
            Where the index is damaged, of another model, or cannot be built.
        """
        corpus = open_corpus(settings)
        return cls(corpus, Searcher(corpus, ensure_index(settings, corpus, progress), settings), settings)

    def within(self, document_ids: Collection[str]) -> Interpreter:
        """Give an interpreter that judges by some documents alone; it shares everything else with this one.

        Raises
        ------
        UsageError
            Where the corpus has no such document.
        """
        narrowed = copy.copy(self)
        narrowed._searcher = self._searcher.within(document_ids)
        return narrowed

    def personal_data(self, text: str) -> tuple[PersonalData, ...]:
        """Find what would stop a text here: personal data that does not stand in the documents themselves."""
        return find_personal_data(text, self._contacts)

    def check(self, claim: str, on: datetime.date | None = None) -> Check:
        """Judge a statement, each of its claims by itself.

        Parameters
        ----------
        claim
            What the user typed.
        on
            The date that law is judged on; None: today.

        Raises
        ------
        UsageError
            Where the statement is empty or too long, or holds personal data; the message does not repeat it.
        """
        text = self._clean(claim)
        as_of = AsOf.of(on, self._settings.date_today)
        parts = split(text)
        findings: list[Finding] = []
        told_by = ""
        whole = self._searcher.search(text) if len(parts) == 1 or any(part.leans for part in parts) else None
        for part in parts:
            cited = sum(len(one.citations) for one in findings)
            findings.append(self._find(part, whole, len(parts) > 1, cited, as_of, told_by if part.leans else ""))
            told_by = next((one.document_id for one in findings[-1].citations), told_by)
        return Check(
            claim=text,
            verdict=worst([one.verdict for one in findings]),
            differences=tuple(dict.fromkeys(different for one in findings for different in one.differences)),
            citations=tuple(citation for one in findings for citation in one.citations),
            notices=tuple(dict.fromkeys(notice for one in findings for notice in one.notices)),
            claims=tuple(findings),
        )

    def check_against(self, claim: str, paragraph_ids: Sequence[str]) -> Finding:
        """Judge one claim by the paragraphs given alone, without a search.

        Raises
        ------
        UsageError
            Where the claim is empty or too long, holds personal data, or the corpus has no such paragraph.
        """
        text = self._clean(claim)
        known = {paragraph.id for paragraph in self._corpus.paragraphs}
        if not paragraph_ids or not known.issuperset(paragraph_ids):
            raise UsageError("Det finns inget stycke med det id:t.", "Ange stycken som finns i dokumenten.")
        as_of = AsOf.of(None, self._settings.date_today)
        side = self._weigh(text, [(0, one, None) for one in paragraph_ids], None, as_of)
        if side is None:
            return _silent(text)
        return self._finding(text, side, {side.publisher: side.ruling.verdict}, (), 1)

    def _clean(self, claim: str) -> str:
        text = clean_question(claim)
        findings = self.personal_data(text)
        if stops(findings):
            raise UsageError(
                f"Påståendet innehåller {describe(findings)}. Uppgifterna har inte sparats och inte använts.",
                "Ta bort dem och försök igen.",
            )
        return text

    def _find(self, part: Claim, whole: SearchResult | None, several: bool, cited: int, as_of: AsOf, told_by: str) -> Finding:
        """Judge one claim; ``told_by`` is the document that decided the claim that it leans on, if any."""
        own = whole if whole and not several else self._searcher.search(part.alone)
        result = _with_more(own, whole) if whole and part.leans else own
        named = whole.query if whole else own.query
        if notices.is_elsewhere(part.text, named):
            return _silent(part.text, notices.elsewhere(named))
        groups = self._by_publisher(_first_from(result, told_by), named.document_ids)
        pooled = self._pool(part.alone, result, groups, as_of)
        if pooled is None:
            return _silent(part.text)
        speaks = pooled.ruling.verdict is not Verdict.NOT_ADDRESSED
        sides = {
            name: self._weigh(part.alone, places, pooled.found, as_of, by_share=True) if speaks else None
            for name, places in groups.items()
            if name != pooled.publisher
        }
        return self._asked(self._combined(part.text, pooled, sides, cited + 1), pooled, groups)

    def _asked(self, finding: Finding, pooled: Weighed, groups: Mapping[str, Places]) -> Finding:
        """Let the language model, if any, look at a finding: at what was cited first, then at what was found, in its order."""
        if self._opinion is None:
            return finding
        found = sorted((place for group in groups.values() for place in group), key=lambda place: place[0])
        ids = [*(one.paragraph_id for one in finding.citations), *(paragraph_id for _, paragraph_id, _ in found)]
        seen = any(one.contrasts for one in pooled.laid)
        return self._opinion.on(finding, pooled.publisher, ids, may_support=not seen)

    def weigh(self, claim: str) -> Weighed | None:
        """Lay one claim beside what is found for it in all documents, or in those of the municipality that it names.

        None where nothing is found. For choosing the model and its thresholds (evals/fit_interpretation.py).
        """
        result = self._searcher.search(claim)
        as_of = AsOf.of(None, self._settings.date_today)
        return self._pool(claim, result, self._by_publisher(result, result.query.document_ids), as_of)

    def _pool(self, claim: str, result: SearchResult, groups: Mapping[str, Places], as_of: AsOf) -> Weighed | None:
        places = sorted((one for group in groups.values() for one in group), key=lambda place: place[0])
        hits = tuple(hit for _, _, hit in places if hit)
        return self._weigh(claim, places, found_by(replace(result, hits=hits)), as_of) if hits else None

    def _by_publisher(self, result: SearchResult, documents: Collection[str]) -> dict[str, Places]:
        """Give the best paragraphs of each publisher; of the documents named alone where a claim names some."""
        groups: dict[str, Places] = {}
        for rank, hit in enumerate(result.hits):
            entry = self._corpus.document_of(hit.paragraph_id).entry
            if not documents or entry.id in documents:
                group = groups.setdefault(entry.publisher, [])
                if len(group) < PARAGRAPHS:
                    group.append((rank, hit.paragraph_id, hit))
        return groups

    def _weigh(self, claim: str, places: Places, found: Found | None, as_of: AsOf, *, by_share: bool = False) -> Weighed | None:
        """Lay a claim beside paragraphs; ``by_share`` lets the units that have most of it decide, whatever differs."""
        candidates = self._store.candidates(read_words(claim), places)
        if not candidates or (by_share and candidates[0].share < LEAST_SHARE):
            return None
        laid = tuple(lay(claim, candidates, self._store, as_of))
        if by_share:
            laid = tuple(sorted(laid, key=lambda one: -one.share))
        return self._second_opinion(claim, Weighed(found, laid, read_features(claim, laid)))

    def _second_opinion(self, claim: str, weighed: Weighed) -> Weighed:
        """Let the model for inference, if any, doubt what the rules support; what it says of the rest changes nothing."""
        if self._inference is None or weighed.ruling.verdict is not Verdict.SUPPORTED:
            return weighed
        source = " ".join(one.unit.text for one in weighed.laid[0].candidates)
        return replace(weighed, doubted=self._inference.contradicts(source, claim))

    def _combined(self, text: str, pooled: Weighed, sides: Mapping[str, Weighed | None], first: int) -> Finding:
        """Join what all documents say with what each publisher's say; where they disagree the claim is contradicted."""
        verdicts = {pooled.publisher: pooled.ruling.verdict}
        for name, side in sides.items():
            verdicts[name] = verdict_beside(pooled, side) if side else Verdict.NOT_ADDRESSED
        others = {name: side for name, side in sides.items() if side}
        against = [side for name, side in others.items() if verdicts[name] is Verdict.CONTRADICTED]
        if pooled.ruling.verdict is Verdict.SUPPORTED and against:
            disagreement = notices.disagreement(pooled.publisher, [side.publisher for side in against])
            finding = self._finding(text, against[0], verdicts, (pooled.laid[0],), first)
            return replace(finding, verdict=Verdict.CONTRADICTED, notices=(disagreement, *finding.notices))
        agreeing = [side.laid[0] for name, side in others.items() if verdicts[name] is Verdict.SUPPORTED]
        return self._finding(text, pooled, verdicts, agreeing, first)

    def _finding(self, text: str, side: Weighed, verdicts: dict[str, Verdict], more: Sequence[Laid], first: int) -> Finding:
        verdict, decisive = side.ruling.verdict, side.deciding
        if verdict is Verdict.NOT_ADDRESSED:
            return Finding(text, verdict, verdicts, (), ())
        differences = differences_of(text, decisive) if verdict is Verdict.CONTRADICTED else ()
        said = [*decisive.notices]
        if verdict is Verdict.CONTRADICTED and side.ruling.unsure:
            said.append(notices.unsure(differences, decisive))
        if verdict is Verdict.SUPPORTED and len(verdicts) > 1:
            said += notices.only_for(verdicts)
        return Finding(
            text, verdict, verdicts, differences, citations((decisive, *more), first), tuple(said), side.ruling.unsure
        )


def _silent(text: str, *said: str) -> Finding:
    """Give the finding on a claim that no document was asked about."""
    return Finding(text, Verdict.NOT_ADDRESSED, {}, (), (), said)


def _with_more(own: SearchResult, whole: SearchResult) -> SearchResult:
    """Put the first paragraphs of the whole statement among those of a claim that leans on the rest of it."""
    found = {hit.paragraph_id: hit for hit in (*own.hits[:1], *whole.hits[:3], *own.hits[1:])}
    return replace(own, hits=tuple(sorted(found.values(), key=lambda hit: -hit.score)))


def _first_from(result: SearchResult, document_id: str) -> SearchResult:
    """Put the best paragraphs of one document first: a claim that leans on another is most likely about the same text."""
    here = [hit for hit in result.hits if document_id and hit.paragraph_id.startswith(f"{document_id}/")][:_OF_THE_SAME]
    return replace(result, hits=(*here, *(hit for hit in result.hits if hit not in here)))
