"""The objects of ``ask`` and ``check``."""

from __future__ import annotations

from typing import Literal

from assistant.web.api.objects.base import Citation, LegalReference, Object

Verdict = Literal["supported", "contradicted", "not_addressed"]


class Retrieved(Object):
    """A paragraph that the search found."""

    paragraph_id: str
    """Stable id of the paragraph."""
    text: str
    """The whole paragraph."""
    score: float
    """Comparable within one answer only."""


class Timings(Object):
    """Milliseconds."""

    retrieve: float
    """The search."""
    answer: float
    """Putting the answer together."""
    total: float
    """Both."""


class MadeBy(Object):
    """What the answer was made by; numbers and names only."""

    mode: Literal["quotes", "generated", "approved"]
    """As in the answer."""
    index: str
    """Names the corpus and the embedding model."""
    model: str
    """The language model; empty where none was asked."""
    where: str
    """Where the model runs, in Swedish."""
    prompts: str
    """Version of the prompts."""
    shown: int
    """Sentences of the model's that stand in the answer."""
    dropped: dict[str, int]
    """Sentences of the model's that do not, counted by reason."""
    trouble: str
    """What was the matter with the model; empty where nothing was."""
    first_sentence_ms: float | None
    """Milliseconds to the first verified sentence."""


class Answer(Object):
    """The answer to a question."""

    question: str
    """The question as it was read; for `personal_data` with the personal data masked."""
    status: Literal["answered", "partly_answered", "not_in_guidelines", "clarify", "personal_data", "out_of_scope", "about"]
    """What became of the question."""
    confidence: Literal["high", "medium", "low"]
    """How sure the search is that the cited paragraphs answer it."""
    mode: Literal["quotes", "generated", "approved"]
    """Verbatim quotes, sentences of a language model that were verified, or an answer approved by a supervisor."""
    answer: str
    """The short answer in Swedish, with markers `[1]`."""
    citations: list[Citation]
    """The sources."""
    legal_references: list[LegalReference]
    """Law that the quotes refer to, with its standing."""
    retrieved: list[Retrieved]
    """The ten best paragraphs, best first; none for `personal_data` and `about`."""
    notices: list[str]
    """What to be aware of, in Swedish."""
    suggestions: list[str]
    """Questions to go on with; for `personal_data` the question without the data."""
    timings_ms: Timings
    """How long it took."""
    made_by: MadeBy
    """What it was made by."""


class Difference(Object):
    """A difference in a deciding word between claim and source."""

    kind: Literal["modality", "number", "negation", "actor", "reference", "place", "condition", "time", "content", "quote"]
    """In what they differ."""
    claim: str
    """The word in the claim; empty where the claim has none."""
    source: str
    """The word in the source; empty where the source has none."""


class Claim(Object):
    """The verdict on one claim of the statement."""

    text: str
    """The claim."""
    verdict: Verdict
    """What the guidelines say of it."""
    by_publisher: dict[str, Verdict]
    """A verdict for each publisher whose documents were asked."""
    differences: list[Difference]
    """In what it differs."""
    citations: list[Citation]
    """What it was judged by."""


class Check(Object):
    """The verdict on a statement: the worst of those on its claims."""

    claim: str
    """The statement as it was read."""
    verdict: Verdict
    """Contradicted before not addressed before supported."""
    differences: list[Difference]
    """Those of all claims."""
    citations: list[Citation]
    """Those of all claims."""
    notices: list[str]
    """What to be aware of, in Swedish."""
    claims: list[Claim]
    """Each claim by itself."""
