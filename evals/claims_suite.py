"""The suite of claims: statements that a supervisor might want checked, each with the verdict that the documents give.

``evals/suites/claims.jsonl`` holds one `Claim` a line: a statement in Swedish, and whether the documents say it
(``supported``), say otherwise (``contradicted``) or say nothing of it (``not_addressed``), judged by their words alone.
A contradicted claim differs in one deciding thing, of one kind. No template made them: each was written for itself and
read against its paragraphs, by a language model as the other suites were (``docs/evaluation.md``). The development split
is for choosing rules and thresholds, the test split for the figures alone; no paragraph is in both.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.documents.corpus import Corpus
from evals.suites import SUITES, Split, SuiteError, read_rows

CLAIMS = SUITES / "claims.jsonl"

SMALLEST_SPLIT: Mapping[Split, int] = {Split.DEV: 260, Split.TEST: 200}
"""How many claims a split holds at least."""
SMALLEST_KIND: Mapping[Split, int] = {Split.DEV: 8, Split.TEST: 6}
"""How many contradicted claims of each kind a split holds at least."""
SMALLEST_PARTS = 25
"""How many statements of several claims a split holds at least."""
VERDICT_SHARE = (0.30, 0.37)
"""Between which shares of a split each verdict lies: about a third, so that no constant answer looks good."""


class Verdict(StrEnum):
    """What the documents say of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_ADDRESSED = "not_addressed"


_WORST_FIRST = (Verdict.CONTRADICTED, Verdict.NOT_ADDRESSED, Verdict.SUPPORTED)


class Difference(StrEnum):
    """What a contradicted claim has otherwise than the documents, as the interpretation check names it."""

    MODALITY = "modality"
    NUMBER = "number"
    NEGATION = "negation"
    ACTOR = "actor"
    REFERENCE = "reference"
    PLACE = "place"
    CONDITION = "condition"
    TIME = "time"


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
    kind: Difference | None
    paragraph_ids: tuple[str, ...]
    by_publisher: Mapping[str, Verdict] | None
    parts: tuple[Part, ...]
    note: str


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """Give the verdict on a whole from those on its parts: contradicted before not addressed before supported.

    Raises
    ------
    ValueError
        Where there is no part.
    """
    return min(verdicts, key=_WORST_FIRST.index)


def read_claim(line: str) -> Claim:
    """Read one line of the suite.

    Raises
    ------
    SuiteError
        Where the line is no JSON object, a field is missing, unknown or of another type, a text is empty, or the fields
        do not fit one another: a kind, paragraphs, parts or publishers that the verdict does not go with.
    """
    try:
        row: dict[str, Any] = json.loads(line)
        publishers, parts = row.pop("by_publisher"), row.pop("parts")
        claim = Claim(
            id=_text(row.pop("id")),
            split=Split(row.pop("split")),
            claim=_text(row.pop("claim")),
            verdict=Verdict(row.pop("verdict")),
            kind=None if (kind := row.pop("kind")) is None else Difference(kind),
            paragraph_ids=tuple(_text(one) for one in row.pop("paragraph_ids")),
            by_publisher=None if publishers is None else {_text(name): Verdict(one) for name, one in publishers.items()},
            parts=() if parts is None else tuple(_part(one) for one in parts),
            note=_text(row.pop("note")),
            **row,
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise SuiteError(f"a line does not follow the schema: {error!r}: {line[:80]}") from None
    if wrong := _misfit(claim):
        raise SuiteError(f"{wrong}: {line[:80]}")
    return claim


def _part(row: Mapping[str, Any]) -> Part:
    if set(row) != {"claim", "verdict"}:
        raise ValueError("a part has a claim and a verdict")
    return Part(claim=_text(row["claim"]), verdict=Verdict(row["verdict"]))


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text is missing or empty")
    return value


def _misfit(claim: Claim) -> str:
    """Tell how the fields of a claim do not fit one another; empty where they do."""
    if (claim.verdict is Verdict.CONTRADICTED) is (claim.kind is None):
        return "a claim has a kind exactly where it is contradicted"
    decided = {claim.verdict} | {part.verdict for part in claim.parts}
    if bool(claim.paragraph_ids) is (decided == {Verdict.NOT_ADDRESSED}):
        return "a claim has paragraphs exactly where they decide something of it"
    if len(claim.parts) == 1 or (claim.parts and worst([part.verdict for part in claim.parts]) is not claim.verdict):
        return "the parts are two or more, and the verdict is the worst of theirs"
    verdicts = None if claim.by_publisher is None else list(claim.by_publisher.values())
    if verdicts is not None and (len(set(verdicts)) < 2 or worst(verdicts) is not claim.verdict):
        return "the publishers differ, and the verdict is the worst of theirs"
    return ""


def load_claims(path: Path = CLAIMS) -> tuple[Claim, ...]:
    """Read the suite, both splits, in the order of the file.

    Raises
    ------
    SuiteError
        Where a line does not follow the schema.
    """
    return read_rows(path, read_claim)


def problems(claims: Sequence[Claim], corpus: Corpus) -> list[str]:
    """Give what is wrong with the suite, one sentence each; empty where all is well.

    Checked: unique ids and statements, paragraphs and publishers that exist, no paragraph in both splits, and what
    `measures` promises of each split.
    """
    found = _duplicates("id", [claim.id for claim in claims])
    found += _duplicates("claim", [claim.claim.casefold() for claim in claims])
    known = {paragraph.id for paragraph in corpus.paragraphs}
    publishers = {document.entry.publisher for document in corpus.documents.values()}
    for claim in claims:
        found += [f"{claim.id}: no such paragraph: {one}" for one in claim.paragraph_ids if one not in known]
        found += [f"{claim.id}: no such publisher: {name}" for name in claim.by_publisher or () if name not in publishers]
    return found + _leaks(claims) + [problem for split in Split for problem in measures(claims, split)]


def measures(claims: Sequence[Claim], split: Split) -> list[str]:
    """Give in what a split is too small or one-sided: in claims, verdicts, contradictions of a kind, or parts."""
    chosen = [claim for claim in claims if claim.split is split]
    found = []
    if len(chosen) < SMALLEST_SPLIT[split]:
        found.append(f"{split}: {len(chosen)} claims, fewer than {SMALLEST_SPLIT[split]}")
    kinds = Counter(claim.kind for claim in chosen)
    found += [f"{split}: {kinds[kind]} of {kind}" for kind in Difference if kinds[kind] < SMALLEST_KIND[split]]
    if (several := sum(bool(claim.parts) for claim in chosen)) < SMALLEST_PARTS:
        found.append(f"{split}: {several} statements of several claims, fewer than {SMALLEST_PARTS}")
    low, high = VERDICT_SHARE
    for verdict in Verdict if chosen else ():
        share = sum(claim.verdict is verdict for claim in chosen) / len(chosen)
        if not low <= share <= high:
            found.append(f"{split}: {share:.0%} are {verdict}")
    return found


def _duplicates(name: str, values: Sequence[str]) -> list[str]:
    return [f"{name} occurs twice: {value}" for value, times in sorted(Counter(values).items()) if times > 1]


def _leaks(claims: Sequence[Claim]) -> list[str]:
    splits: dict[str, set[Split]] = defaultdict(set)
    for claim in claims:
        for place in claim.paragraph_ids:
            splits[place].add(claim.split)
    return [f"paragraph in both splits: {place}" for place, both in sorted(splits.items()) if len(both) > 1]
