"""The interpretation check: whether the documents say what a statement says."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.documents.corpus import Corpus, load_corpus, shipped_corpus_folder
from assistant.errors import UsageError
from assistant.index.store import ensure_index
from assistant.interpretation import notices
from assistant.interpretation.claims import Claim, split
from assistant.interpretation.comparing import Laid, lay
from assistant.interpretation.evidence import citations
from assistant.interpretation.features import Features, Found, found_by, read_features
from assistant.interpretation.inference import Inference
from assistant.interpretation.judge import Ruling, rule
from assistant.interpretation.model import Check, Finding, Verdict, worst
from assistant.interpretation.naming import differences_of
from assistant.interpretation.units import PARAGRAPHS, UnitStore
from assistant.law.annotate import annotate
from assistant.privacy import contacts_in, describe, find_personal_data, stops
from assistant.retrieval.search import Hit, Searcher, SearchResult
from assistant.settings import Settings
from assistant.text import clean_question
from assistant.verification.words import read_words

_SURE = 0.7
"""Probability from which another publisher's documents decide too: they are laid beside a claim that others decide first."""
_RIVAL = 0.8
"""Share of a claim that they must have for it."""
_BEHIND = 0.1
"""How much less of it they may have than those that decide first."""


Places = list[tuple[int, str, Hit | None]]
"""Paragraphs with their place in the search, and how they were found."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one publisher's documents, or all of them, make of a claim.

    ``laid`` has what decides first; ``doubted`` is True where the model for inference sees a contradiction in it.
    """

    found: Found | None
    laid: tuple[Laid, ...]
    features: Features
    doubted: bool = False

    @property
    def ruling(self) -> Ruling:
        """Give the verdict; read when asked for, since the features are also what its model is fitted on."""
        ruling = rule(self.found, self.features)
        return replace(ruling, verdict=Verdict.CONTRADICTED, unsure=True) if self.doubted else ruling

    @property
    def publisher(self) -> str:
        """Give whose document decides."""
        return self.laid[0].candidates[0].unit.document.entry.publisher


class Interpreter:
    """Checks statements against a corpus. One instance serves any number of threads.

    Raises
    ------
    ExternalServiceError
        Where a model for inference is set that cannot be loaded.
    """

    def __init__(self, corpus: Corpus, searcher: Searcher, settings: Settings) -> None:
        self._corpus = corpus
        self._searcher = searcher
        self._settings = settings
        self._store = UnitStore(corpus)
        self._inference = Inference(settings.nli_model) if settings.nli_model else None
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
        corpus = annotate(load_corpus(settings.corpus_dir or shipped_corpus_folder()))
        return cls(corpus, Searcher(corpus, ensure_index(settings, corpus, progress), settings), settings)

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
        parts = split(text)
        findings: list[Finding] = []
        whole = self._searcher.search(text) if len(parts) == 1 or any(part.leans for part in parts) else None
        for part in parts:
            findings.append(self._find(part, whole, len(parts) > 1, sum(len(one.citations) for one in findings)))
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
        side = self._weigh(text, [(0, one, None) for one in paragraph_ids], None)
        if side is None:
            return Finding(text, Verdict.NOT_ADDRESSED, {}, (), ())
        return self._finding(text, side, {side.publisher: side.ruling.verdict}, (), 1)

    def _clean(self, claim: str) -> str:
        text = clean_question(claim)
        findings = find_personal_data(text, self._contacts)
        if stops(findings):
            raise UsageError(
                f"Påståendet innehåller {describe(findings)}. Uppgifterna har inte sparats och inte använts.",
                "Ta bort dem och försök igen.",
            )
        return text

    def _find(self, part: Claim, whole: SearchResult | None, several: bool, cited: int) -> Finding:
        own = whole if whole and not several else self._searcher.search(part.alone)
        result = _with_more(own, whole) if whole and part.leans else own
        named = whole.query if whole else own.query
        if notices.is_elsewhere(part.text, named):
            return Finding(part.text, Verdict.NOT_ADDRESSED, {}, (), (), (notices.elsewhere(named),))
        groups = self._by_publisher(result, named.document_ids)
        pooled = self._pool(part.alone, result, groups)
        if pooled is None:
            return Finding(part.text, Verdict.NOT_ADDRESSED, {}, (), ())
        sides = {
            name: side
            for name, places in groups.items()
            if name != pooled.publisher and (side := self._weigh(part.alone, places, pooled.found, by_share=True))
        }
        return self._combined(part.text, pooled, sides, cited + 1)

    def weigh(self, claim: str) -> Weighed | None:
        """Lay one claim beside what is found for it in all documents, or in those of the municipality that it names.

        None where nothing is found. For `check`, and for choosing the model and its thresholds.
        """
        result = self._searcher.search(claim)
        return self._pool(claim, result, self._by_publisher(result, result.query.document_ids))

    def _pool(self, claim: str, result: SearchResult, groups: Mapping[str, Places]) -> Weighed | None:
        places = sorted((one for group in groups.values() for one in group), key=lambda place: place[0])
        hits = tuple(hit for _, _, hit in places if hit)
        return self._weigh(claim, places, found_by(replace(result, hits=hits))) if hits else None

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

    def _weigh(self, claim: str, places: Places, found: Found | None, *, by_share: bool = False) -> Weighed | None:
        """Lay a claim beside paragraphs; ``by_share`` lets the units that have most of it decide, whatever differs."""
        candidates = self._store.candidates(read_words(claim), places)
        if not candidates:
            return None
        laid = tuple(lay(claim, candidates, self._store.rarity))
        if by_share:
            laid = tuple(sorted(laid, key=lambda one: -one.share))
        weighed = Weighed(found, laid, read_features(claim, laid))
        return self._second_opinion(claim, weighed) if self._inference else weighed

    def _second_opinion(self, claim: str, weighed: Weighed) -> Weighed:
        """Let the model for inference doubt what the rules support; what it says of the rest changes nothing."""
        source = " ".join(one.unit.text for one in weighed.laid[0].candidates)
        supported = weighed.ruling.verdict is Verdict.SUPPORTED
        doubted = supported and self._inference is not None and self._inference.contradicts(source, claim)
        return replace(weighed, doubted=True) if doubted else weighed

    def _combined(self, text: str, pooled: Weighed, others: dict[str, Weighed], first: int) -> Finding:
        """Join what all documents say with what each publisher's say; where they disagree the claim is contradicted."""
        verdicts = {pooled.publisher: pooled.ruling.verdict}
        for name, side in others.items():
            verdicts[name] = _other_verdict(pooled, side)
        against = [side for name, side in others.items() if verdicts[name] is Verdict.CONTRADICTED]
        if pooled.ruling.verdict is Verdict.SUPPORTED and against:
            disagreement = notices.disagreement(pooled.publisher, [side.publisher for side in against])
            finding = self._finding(text, against[0], verdicts, (pooled.laid[0],), first)
            return replace(finding, verdict=Verdict.CONTRADICTED, notices=(disagreement, *finding.notices))
        agreeing = [side.laid[0] for name, side in others.items() if verdicts[name] is Verdict.SUPPORTED]
        return self._finding(text, pooled, verdicts, agreeing, first)

    def _finding(self, text: str, side: Weighed, verdicts: dict[str, Verdict], more: Sequence[Laid], first: int) -> Finding:
        verdict, decisive = side.ruling.verdict, side.laid[0]
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


def _other_verdict(pooled: Weighed, side: Weighed) -> Verdict:
    """Give the verdict of another publisher's documents: what is not clearly on the same thing does not speak of it."""
    ruling, decisive = side.ruling, side.laid[0]
    chance = ruling.supported if ruling.verdict is Verdict.SUPPORTED else ruling.contradicted
    speaks = chance >= _SURE and decisive.share >= max(_RIVAL, pooled.laid[0].share - _BEHIND)
    if ruling.verdict is Verdict.CONTRADICTED:
        speaks = speaks and any(one.claim and one.source for one in decisive.differences)
    if pooled.ruling.verdict is Verdict.NOT_ADDRESSED:
        speaks = False
    return ruling.verdict if speaks else Verdict.NOT_ADDRESSED


def _with_more(own: SearchResult, whole: SearchResult) -> SearchResult:
    """Put the first paragraphs of the whole statement among those of a claim that leans on the rest of it."""
    found = {hit.paragraph_id: hit for hit in (*own.hits[:1], *whole.hits[:3], *own.hits[1:])}
    return replace(own, hits=tuple(sorted(found.values(), key=lambda hit: -hit.score)))
