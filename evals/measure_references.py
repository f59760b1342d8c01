"""Measures the citation grammar on cases that another project wrote: ``python -m evals.measure_references CASES.jsonl``.

A line has ``id``, ``text``, ``expected`` (addresses such as ``https://lagen.nu/1962:700#K4P3S1N2``, or objects with
``document_id``, ``chapter`` and ``section``) and ``base`` (``{"law": "9999:999"}``: the number that bare sections belong
to). Only statutes count, on section level: chapter and section of a numbered statute. What stands for a whole statute or a
whole chapter is left out on both sides, unless ``--all`` is given.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.law.grammar import parse
from evals.suites import read_rows

ADDRESS = re.compile(r"https://lagen\.nu/(?P<number>\d{4}:\d+(?:_[\w.]+)?)(?:#(?P<place>.*))?")
PLACE = re.compile(r"(?:K(?P<chapter>\d+[a-z]?))?(?:P(?P<section>\d+[a-z]?))?")
Place = tuple[str, str, str]


@dataclass(frozen=True)
class Outcome:
    """What was expected of one case and what was found, as sets of (statute, chapter, section)."""

    case: str
    text: str
    expected: frozenset[Place]
    found: frozenset[Place]

    @property
    def missed(self) -> frozenset[Place]:
        """Give what was expected and not found."""
        return self.expected - self.found

    @property
    def extra(self) -> frozenset[Place]:
        """Give what was found and not expected."""
        return self.found - self.expected


def measure(line: str, *, whole: bool) -> Outcome | None:
    """Run one case; None where it is not about statutes."""
    case = json.loads(line)
    if not _is_about_statutes(case):
        return None
    base = (case.get("base") or {}).get("law")
    references = parse(case["text"], None, base)
    found = {(_number(one.sfs), one.chapter or "", one.section or "") for one in references if one.sfs[:1].isdigit()}
    expected = {place for one in case["expected"] if (place := _expected(one))}
    if not whole:
        found = {place for place in found if place[2]}
        expected = {place for place in expected if place[2]}
    return Outcome(case["id"], case["text"], frozenset(expected), frozenset(found))


def _is_about_statutes(case: dict[str, Any]) -> bool:
    return case["category"] in {"SFS", "Simple", "query_sfs", "ansvar_statute"}


def _expected(one: object) -> Place | None:
    if isinstance(one, dict):
        section = str(one.get("section") or "").replace(" ", "")
        return (str(one.get("document_id")), str(one.get("chapter") or ""), section)
    match = ADDRESS.fullmatch(str(one))
    if match is None:
        return None
    place = PLACE.match(match["place"] or "")
    chapter, section = (place["chapter"] or "", place["section"] or "") if place else ("", "")
    return (_number(match["number"]), chapter, section)


def _number(number: str) -> str:
    return number.replace(" s.", "_").replace("_s.", "_")


def main(argv: Sequence[str] | None = None) -> int:
    """Print recall and precision, and with ``--failures`` each case that went wrong."""
    parser = argparse.ArgumentParser(prog="python -m evals.measure_references", description=__doc__)
    parser.add_argument("cases", type=Path, help="the cases, JSONL")
    parser.add_argument("--failures", action="store_true", help="print each case that went wrong")
    parser.add_argument("--all", action="store_true", help="count whole statutes and chapters too")
    arguments = parser.parse_args(argv)
    outcomes = [one for one in read_rows(arguments.cases, lambda line: measure(line, whole=arguments.all)) if one]
    right = sum(len(outcome.expected & outcome.found) for outcome in outcomes)
    expected = sum(len(outcome.expected) for outcome in outcomes)
    found = sum(len(outcome.found) for outcome in outcomes)
    print(f"{len(outcomes)} cases on statutes: recall {right}/{expected} = {right / max(expected, 1):.3f}")
    print(f"precision {right}/{found} = {right / max(found, 1):.3f}")
    for outcome in outcomes if arguments.failures else []:
        if outcome.missed or outcome.extra:
            print(f"\n{outcome.case}\n  {' '.join(outcome.text.split())[:300]}")
            print(f"  missed {sorted(outcome.missed)}  not expected {sorted(outcome.extra)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
