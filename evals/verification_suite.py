"""The suite of verification: pairs of a sentence and the words it rests on, right or wrong, and what must hold of them.

``evals/suites/verification.jsonl`` holds one `Pair` a line: a sentence that a language model might write in an answer to
a case worker, the paragraphs and verbatim words it claims to rest on, and whether a careful jurist would let it stand on
them. No template made them: each was written for itself and read against its paragraph, by a language model as the other
suites were (``docs/evaluation.md``). A wrong sentence has one error, of one kind. The development split is for choosing
rules and thresholds, the test split for the figures alone; no paragraph is in both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.documents.corpus import Corpus
from evals.suite_checks import duplicates, in_both_splits
from evals.suites import SUITES, Split, SuiteError, fields_of, read_rows, text_of

VERIFICATION = SUITES / "verification.jsonl"

SMALLEST_SPLIT: Mapping[Split, int] = {Split.DEV: 260, Split.TEST: 240}
"""How many pairs a split holds at least."""
SMALLEST_KIND = 15
"""How many wrong sentences of each kind a split holds at least."""
RIGHT_SHARE = (0.45, 0.55)
"""Between which shares of a split are right: about half, so that neither letting all through nor dropping all looks good."""


class Error(StrEnum):
    """What is wrong with a sentence.

    The first ten are the differences a verifier tells apart: the modal verb; a number, an amount or a telephone number;
    a negation; who does it or whom it concerns; a section, a law or an appendix; the municipality; a condition or an
    exception left out, weakened or made up; when and how often; something the paragraph does not say; and words given
    as a quotation that the paragraph does not hold (the sentence may then be true). ``wrong_citation`` is a true sentence
    on words of another paragraph, which do not say it.
    """

    MODALITY = "modality"
    NUMBER = "number"
    NEGATION = "negation"
    ACTOR = "actor"
    REFERENCE = "reference"
    PLACE = "place"
    CONDITION = "condition"
    TIME = "time"
    CONTENT = "content"
    QUOTE = "quote"
    WRONG_CITATION = "wrong_citation"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a paragraph, white space collapsed, which a sentence claims to rest on."""

    paragraph_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, what it claims to rest on, and whether it stands; ``error`` is set exactly where ``right`` is not."""

    id: str
    split: Split
    sentence: str
    evidence: tuple[Words, ...]
    right: bool
    error: Error | None
    note: str


def read_pair(line: str) -> Pair:
    """Read one line of the suite.

    Raises
    ------
    SuiteError
        Where the line is no JSON object, a field is missing, unknown or of another type, a text is empty, or a right
        pair has an error or a wrong one has none.
    """
    with fields_of(line) as row:
        pair = Pair(
            id=text_of(row.pop("id")),
            split=Split(row.pop("split")),
            sentence=text_of(row.pop("sentence")),
            evidence=tuple(Words(**{key: text_of(value) for key, value in one.items()}) for one in row.pop("evidence")),
            right=row.pop("right"),
            error=None if (error := row.pop("error")) is None else Error(error),
            note=text_of(row.pop("note")),
            **row,
        )
    if not isinstance(pair.right, bool) or pair.right is not (pair.error is None) or not pair.evidence:
        raise SuiteError(f"a pair has evidence, and an error exactly where it is not right: {line[:80]}")
    return pair


def load_pairs(path: Path = VERIFICATION) -> tuple[Pair, ...]:
    """Read the suite, both splits, in the order of the file.

    Raises
    ------
    SuiteError
        Where a line does not follow the schema.
    """
    return read_rows(path, read_pair)


def problems(pairs: Sequence[Pair], corpus: Corpus) -> list[str]:
    """Give what is wrong with the suite, one sentence each; empty where all is well.

    Checked: unique ids and sentences, paragraphs that exist, quotes that stand in them word for word (and one that does
    not where the error is the quote), no paragraph in both splits, and what `measures` promises of each split.
    """
    found = duplicates("id", [pair.id for pair in pairs])
    found += duplicates("sentence", [pair.sentence.casefold() for pair in pairs])
    texts = {paragraph.id: " ".join(paragraph.full_text.split()) for paragraph in corpus.paragraphs}
    for pair in pairs:
        found += [f"{pair.id}: {problem}" for problem in _problems_of(pair, texts)]
    placed = [(words.paragraph_id, pair.split) for pair in pairs for words in pair.evidence]
    found += [f"paragraph in both splits: {place}" for place in in_both_splits(placed)]
    return found + [problem for split in Split for problem in measures(pairs, split)]


def measures(pairs: Sequence[Pair], split: Split) -> list[str]:
    """Give in what a split is too small: in pairs, in wrong ones of a kind, or not about half right."""
    chosen = [pair for pair in pairs if pair.split is split]
    found = []
    if len(chosen) < SMALLEST_SPLIT[split]:
        found.append(f"{split}: {len(chosen)} pairs, fewer than {SMALLEST_SPLIT[split]}")
    counts = Counter(pair.error for pair in chosen)
    found += [f"{split}: {counts[kind]} of {kind}" for kind in Error if counts[kind] < SMALLEST_KIND]
    low, high = RIGHT_SHARE
    if chosen and not low <= (share := counts[None] / len(chosen)) <= high:
        found.append(f"{split}: {share:.0%} are right")
    return found


def _problems_of(pair: Pair, texts: Mapping[str, str]) -> list[str]:
    missing = [words.paragraph_id for words in pair.evidence if words.paragraph_id not in texts]
    if missing:
        return [f"no such paragraph: {', '.join(missing)}"]
    strange = [words.quote for words in pair.evidence if words.quote not in texts[words.paragraph_id]]
    if pair.error is Error.QUOTE:
        return [] if strange else ["the quote is verbatim, although it is the error"]
    return [f"not verbatim: {quote}" for quote in strange]
