"""Measures the verifier: wrong sentences let through, right ones dropped, by kind, with intervals, and the time each takes.

Run: ``python -m evals.measure_verifier`` for the test split, of which only totals are printed; ``--split dev`` also prints
the sentences that are judged wrongly; ``--file PATH`` measures pairs of one's own in the same form; ``--nli NAME`` measures
with a cross-encoder for inference (``ASSISTANT_NLI_MODEL``) beside the rules.
"""

from __future__ import annotations

import argparse
import math
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.documents.corpus import Corpus, load_corpus, shipped_corpus_folder
from assistant.law.annotate import annotate
from assistant.verification import Judgement, Verifier
from assistant.verification.inference import open_inference
from evals.fit_verifier import evidence_of
from evals.suites import Split
from evals.verification_suite import VERIFICATION, Pair, load_pairs

Z = 1.96
"""Standard deviations of a 95 % interval."""
RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Measured:
    """A pair, its judgement, and the milliseconds of processor time it took, which other work does not change."""

    pair: Pair
    judgement: Judgement
    ms: float

    @property
    def kind(self) -> str:
        """Give the kind of error, or `RIGHT`."""
        return self.pair.error.value if self.pair.error else RIGHT

    @property
    def is_misjudged(self) -> bool:
        """Tell whether a wrong sentence stands or a right one does not."""
        return self.judgement.stands is not self.pair.right


def measure(pairs: Sequence[Pair], corpus: Corpus, verifier: Verifier) -> list[Measured]:
    """Judge each pair once, timed."""
    found = []
    for pair in pairs:
        evidence = evidence_of(pair, corpus)
        start = time.thread_time()
        judgement = verifier.verify(pair.sentence, evidence)
        found.append(Measured(pair, judgement, (time.thread_time() - start) * 1_000))
    return found


def interval(count: int, total: int) -> tuple[float, float]:
    """Give Wilson's 95 % interval of a share."""
    if not total:
        return 0.0, 1.0
    share = count / total
    middle = share + Z * Z / (2 * total)
    reach = Z * math.sqrt(share * (1 - share) / total + Z * Z / (4 * total * total))
    scale = 1 + Z * Z / total
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def line(name: str, measured: Sequence[Measured]) -> str:
    """Write how many of some pairs are misjudged, with the interval."""
    count = sum(one.is_misjudged for one in measured)
    low, high = interval(count, len(measured))
    share = count / len(measured) if measured else 0.0
    return f"{name:28} {count:3} of {len(measured):4}  {share:6.1%}  ({low:.1%}–{high:.1%})"


def report(measured: Sequence[Measured]) -> None:
    """Print the totals, the rates by kind, and the times."""
    by_kind: dict[str, list[Measured]] = defaultdict(list)
    for one in measured:
        by_kind[one.kind].append(one)
    right = by_kind.pop(RIGHT, [])
    print(line("wrong let through", [one for one in measured if not one.pair.right]))
    print(line("right dropped", right))
    for kind in sorted(by_kind):
        print(line(f"  {kind}", by_kind[kind]))
    times = [one.ms for one in measured]
    print(f"ms a sentence: p50 {np.percentile(times, 50):.1f}, p95 {np.percentile(times, 95):.1f}")


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.measure_verifier", description=__doc__)
    parser.add_argument("--split", choices=[split.value for split in Split], default=Split.TEST.value)
    parser.add_argument("--file", type=Path, default=VERIFICATION, help="pairs in the form of evals/suites/verification.jsonl")
    parser.add_argument("--nli", default="", metavar="NAME", help="a cross-encoder for inference, name or folder")
    arguments = parser.parse_args(argv)
    corpus = annotate(load_corpus(shipped_corpus_folder()))
    pairs = [pair for pair in load_pairs(arguments.file) if pair.split.value == arguments.split]
    measured = measure(pairs, corpus, Verifier(corpus, open_inference(arguments.nli)))
    if arguments.split == Split.DEV.value:
        for one in measured:
            if one.is_misjudged:
                differs = "; ".join(
                    f"{each.kind.value}: {each.claim!r} / {each.source!r}" for each in one.judgement.differences
                )
                print(f"{one.kind:14} {one.pair.id} {one.pair.sentence}\n{'':14} {differs or 'stands'}")
    report(measured)


if __name__ == "__main__":
    main()
