"""Measures the interpretation check on the suite of claims.

Run: ``python -m evals.measure_interpretation [--split dev|test] [--failures]``. It prints totals alone; ``--failures`` shows
the claims that were judged wrong, and is refused for the test split. The development split chose the model, so its figures
flatter; ``python -m evals.fit_interpretation`` prints those of cross-validation.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.interpretation import Check, Interpreter, Verdict
from assistant.settings import load_settings
from evals.claims_suite import Claim, load_claims
from evals.suites import Split


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of the suite, what the check made of it, and how many milliseconds that took, by the clock and the processor."""

    claim: Claim
    check: Check
    milliseconds: float
    processor: float

    @property
    def is_right(self) -> bool:
        """Tell whether the verdict is the suite's."""
        return self.check.verdict is self.claim.verdict


def judge(claims: Sequence[Claim], interpreter: Interpreter) -> list[Judged]:
    """Check every claim."""
    interpreter.check("Skyddat boende ska erbjudas.")  # the first check reads what later ones have
    found = []
    for claim in claims:
        start, busy = time.perf_counter(), time.process_time()
        check = interpreter.check(claim.claim)
        clock, processor = time.perf_counter() - start, time.process_time() - busy
        found.append(Judged(claim, check, clock * 1000, processor * 1000))
    return found


def report(judged: Sequence[Judged]) -> Iterator[str]:
    """Give the totals, a line each."""
    right = sum(one.is_right for one in judged)
    yield f"claims {len(judged)}, right {right / len(judged):.3f}"
    for verdict in Verdict:
        own = [one for one in judged if one.claim.verdict is verdict]
        called = Counter(one.check.verdict for one in own)
        shares = ", ".join(f"{name} {called[name] / max(1, len(own)):.3f}" for name in Verdict)
        yield f"{verdict} ({len(own)}) called: {shares}"
    contradicted = [one for one in judged if one.claim.verdict is Verdict.CONTRADICTED]
    yield from _by_kind(contradicted)
    yield from _parts(judged)
    unsure = [one for one in judged if one.check.unsure]
    truths = Counter(one.claim.verdict for one in unsure)
    yield f"unsure {len(unsure) / len(judged):.3f}, of them " + ", ".join(f"{name} {count}" for name, count in truths.items())
    for name, times in (("", [one.milliseconds for one in judged]), (" of processor", [one.processor for one in judged])):
        yield f"milliseconds{name}: median {np.median(times):.0f}, 95 of 100 under {np.quantile(times, 0.95):.0f}"


def _by_kind(contradicted: Sequence[Judged]) -> Iterator[str]:
    """Tell of contradicted claims, by kind, how many were called so and how many have the kind among the differences."""
    for kind in sorted({one.claim.kind for one in contradicted if one.claim.kind}):
        own = [one for one in contradicted if one.claim.kind is kind]
        told = sum(one.is_right for one in own)
        named = sum(any(different.kind is kind for different in one.check.differences) for one in own)
        as_supported = sum(one.check.verdict is Verdict.SUPPORTED for one in own)
        yield f"  {kind} ({len(own)}): contradicted {told}, with this kind named {named}, called supported {as_supported}"
    cited = [one for one in contradicted if one.is_right]
    places = sum(any(place.paragraph_id in one.claim.paragraph_ids for place in one.check.citations) for one in cited)
    yield f"  of those told, cite a deciding paragraph: {places} of {len(cited)}"


def _parts(judged: Sequence[Judged]) -> Iterator[str]:
    several = [one for one in judged if one.claim.parts]
    split = sum(len(one.check.claims) == len(one.claim.parts) for one in several)
    needless = sum(len(one.check.claims) > 1 for one in judged if not one.claim.parts)
    yield f"of several claims ({len(several)}): split so {split}, right {sum(one.is_right for one in several)}"
    yield f"of one claim ({len(judged) - len(several)}): split all the same {needless}"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.measure_interpretation", description=__doc__)
    parser.add_argument("--split", choices=[one.value for one in Split], default=Split.DEV.value)
    parser.add_argument("--failures", action="store_true", help="show the claims judged wrong (development only)")
    arguments = parser.parse_args(argv)
    if arguments.failures and arguments.split != Split.DEV.value:
        parser.error("the test split gives totals alone")
    claims = [claim for claim in load_claims() if claim.split.value == arguments.split]
    judged = judge(claims, Interpreter.open(load_settings()))
    for line in report(judged):
        print(line)
    for one in judged if arguments.failures else ():
        if not one.is_right:
            print(f"{one.claim.verdict} called {one.check.verdict}: {one.claim.claim} | {one.claim.note}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
