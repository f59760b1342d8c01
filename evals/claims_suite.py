"""The suite of claims: statements that a supervisor might want checked, each with the verdict that the documents give.

``evals/suites/claims.jsonl`` holds one `Claim` a line: a statement in Swedish, and whether the documents say it
(``supported``), say otherwise (``contradicted``) or say nothing of it (``not_addressed``), judged by their words alone.
A contradicted claim differs in one deciding thing, of one kind. No template made them: each was written for itself and
read against its paragraphs, by a language model as the other suites were (``docs/evaluation.md``). The development split
is for choosing rules and thresholds, the test split for the figures alone; no paragraph is in both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.documents.corpus import Corpus
from assistant.interpretation import Verdict
from assistant.interpretation.model import worst
from assistant.verification.model import Kind
from evals.suite_checks import duplicates, in_both_splits
from evals.suites import SUITES, Split, SuiteError, fields_of, read_rows, text_of

CLAIMS = SUITES / "claims.jsonl"

SMALLEST_SPLIT: Mapping[Split, int] = {Split.DEV: 260, Split.TEST: 200}
"""How many claims a split holds at least."""
SMALLEST_KIND: Mapping[Split, int] = {Split.DEV: 8, Split.TEST: 6}
"""How many contradicted claims of each kind a split holds at least."""
SMALLEST_PARTS = 25
"""How many statements of several claims a split holds at least."""
KINDS = tuple(kind for kind in Kind if kind not in {Kind.CONTENT, Kind.QUOTE})
"""In what a contradicted claim may differ from the documents; those left out are said of a sentence and its source alone."""
VERDICT_SHARE = (0.30, 0.37)
"""Between which shares of a split each verdict lies: about a third, so that no constant answer looks good."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the claims of a statement, put so that it stands alone."""

    claim: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement and what the documents say of it.

    ``kind`` is set exactly where the verdict is contradicted. ``paragraph_ids`` are the paragraphs that decide, none where
    nothing does; where the same words stand in several, all are given and any will do. ``by_publisher`` is set where the
    statement names no municipality and its publishers' documents decide differently; the verdict is then the worst.
    ``parts`` are the claims of a statement that makes several, otherwise none.
    """

    id: str
    split: Split
    claim: str
    verdict: Verdict
    kind: Kind | None
    paragraph_ids: tuple[str, ...]
    by_publisher: Mapping[str, Verdict] | None
    parts: tuple[Part, ...]
    note: str


def read_claim(line: str) -> Claim:
    """Read one line of the suite.

    Raises
    ------
    SuiteError
        Where the line is no JSON object, a field is missing, unknown or of another type, a text is empty, or the fields
        do not fit one another: a kind, paragraphs, parts or publishers that the verdict does not go with.
    """
    with fields_of(line) as row:
        publishers, parts = row.pop("by_publisher"), row.pop("parts")
        claim = Claim(
            id=text_of(row.pop("id")),
            split=Split(row.pop("split")),
            claim=text_of(row.pop("claim")),
            verdict=Verdict(row.pop("verdict")),
            kind=None if (kind := row.pop("kind")) is None else Kind(kind),
            paragraph_ids=tuple(text_of(one) for one in row.pop("paragraph_ids")),
            by_publisher=None if publishers is None else {text_of(name): Verdict(one) for name, one in publishers.items()},
            parts=() if parts is None else tuple(_part(one) for one in parts),
            note=text_of(row.pop("note")),
            **row,
        )
    if wrong := _misfit(claim):
        raise SuiteError(f"{wrong}: {line[:80]}")
    return claim


def _part(row: Mapping[str, Any]) -> Part:
    if set(row) != {"claim", "verdict"}:
        raise ValueError("a part has a claim and a verdict")
    return Part(claim=text_of(row["claim"]), verdict=Verdict(row["verdict"]))


def _misfit(claim: Claim) -> str:
    """Tell how the fields of a claim do not fit one another; empty where they do."""
    if (claim.verdict is Verdict.CONTRADICTED) is (claim.kind is None):
        return "a claim has a kind exactly where it is contradicted"
    if claim.kind and claim.kind not in KINDS:
        return "a claim differs in one of the kinds"
    decided = {claim.verdict} | {part.verdict for part in claim.parts}
    if bool(claim.paragraph_ids) is (decided == {Verdict.NOT_ADDRESSED}):
        return "a claim has paragraphs exactly where they decide something of it"
    if len(claim.parts) == 1 or (claim.parts and worst([part.verdict for part in claim.parts]) is not claim.verdict):
        return "the parts are two or more, and the verdict is the worst of theirs"
    verdicts = None if claim.by_publisher is None else list(claim.by_publisher.values())
    if verdicts is not None and (len(set(verdicts)) < 2 or worst(verdicts) is not claim.verdict):
        return "the publishers differ, and the verdict is the worst of theirs"
    return ""


def load_claims() -> tuple[Claim, ...]:
    """Read the suite, both splits, in the order of the file.

    Raises
    ------
    SuiteError
        Where a line does not follow the schema.
    """
    return read_rows(CLAIMS, read_claim)


def problems(claims: Sequence[Claim], corpus: Corpus) -> list[str]:
    """Give what is wrong with the suite, one sentence each; empty where all is well.

    Checked: unique ids and statements, paragraphs and publishers that exist, no paragraph in both splits, and what
    `measures` promises of each split.
    """
    found = duplicates("id", [claim.id for claim in claims])
    found += duplicates("claim", [claim.claim.casefold() for claim in claims])
    known = {paragraph.id for paragraph in corpus.paragraphs}
    publishers = {document.entry.publisher for document in corpus.documents.values()}
    for claim in claims:
        found += [f"{claim.id}: no such paragraph: {one}" for one in claim.paragraph_ids if one not in known]
        found += [f"{claim.id}: no such publisher: {name}" for name in claim.by_publisher or () if name not in publishers]
    placed = [(place, claim.split) for claim in claims for place in claim.paragraph_ids]
    found += [f"paragraph in both splits: {place}" for place in in_both_splits(placed)]
    return found + [problem for split in Split for problem in measures(claims, split)]


def measures(claims: Sequence[Claim], split: Split) -> list[str]:
    """Give in what a split is too small or one-sided: in claims, verdicts, contradictions of a kind, or parts."""
    chosen = [claim for claim in claims if claim.split is split]
    found = []
    if len(chosen) < SMALLEST_SPLIT[split]:
        found.append(f"{split}: {len(chosen)} claims, fewer than {SMALLEST_SPLIT[split]}")
    kinds = Counter(claim.kind for claim in chosen)
    found += [f"{split}: {kinds[kind]} of {kind}" for kind in KINDS if kinds[kind] < SMALLEST_KIND[split]]
    if (several := sum(bool(claim.parts) for claim in chosen)) < SMALLEST_PARTS:
        found.append(f"{split}: {several} statements of several claims, fewer than {SMALLEST_PARTS}")
    low, high = VERDICT_SHARE
    for verdict in Verdict if chosen else ():
        share = sum(claim.verdict is verdict for claim in chosen) / len(chosen)
        if not low <= share <= high:
            found.append(f"{split}: {share:.0%} are {verdict}")
    return found
