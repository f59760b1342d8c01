"""``assistant eval``: measure the answers on the question suites, and tell whether the gates hold."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import assistant
from assistant.cli.streams import text_console, write_json
from assistant.errors import UsageError
from assistant.law.annotate import open_corpus
from assistant.settings import load_settings

MAIN_FIGURES = (
    "hit_at_1", "hit_at_5", "mrr_at_10", "style.paraphrase.hit_at_5", "fact_recall", "reference_recall_found",
    "citation_recall", "verbatim", "answered_share", "refusal_recall", "high_confidence_near_miss", "later_turns_hit_at_5",
)  # fmt: skip
"""What is printed of a run; all of it stands in the report of ``python -m evals.run``."""


def run_eval(arguments: argparse.Namespace) -> int:
    """Run the evaluation; the exit code is 1 where a gate does not hold."""
    main, name_of, number = _evaluation()
    _refuse_other_documents()
    if sys.stderr.isatty():
        sys.stderr.write("Ställer provfrågorna. Det tar någon minut.\n")
    with tempfile.TemporaryDirectory() as folder:
        with contextlib.redirect_stdout(io.StringIO()):  # its tables are for those who work on the program
            code = main(["--split", arguments.split, "--no-baselines", "--output", folder])
        path = Path(folder) / "report.json"
        if not path.exists():  # it has said why on standard error
            return code
        report = json.loads(path.read_text(encoding="utf-8"))
    row = _row(report, arguments.split)
    if arguments.json:
        write_json(row)
    else:
        _print(row, report["about"]["seconds"], name_of, number)
    return code


def _evaluation() -> tuple[Callable[[Sequence[str]], int], Callable[[str], str], Callable[[float], str]]:
    """Give the evaluation and its Swedish words.

    Raises
    ------
    UsageError
        Where it is not there: a wheel does not bring it, and a package of its name may be somebody else's.
    """
    if not (Path(assistant.__file__).parents[1] / "evals" / "run.py").is_file():
        raise UsageError("Utvärderingen följer med källkoden, inte med det installerade programmet.", "Kör den i en klon.")
    try:
        words = importlib.import_module("evals.words")
        return importlib.import_module("evals.run").main, words.name_of, words.number
    except ModuleNotFoundError:
        raise UsageError("Utvärderingen behöver paket som saknas.", 'Installera dem: pip install -e ".[dev]".') from None


def _refuse_other_documents() -> None:
    """Refuse to measure on documents that the questions do not belong to.

    Raises
    ------
    UsageError
        Where questions expect paragraphs that the corpus in use does not have: another corpus, or a new edition.
    """
    corpus = open_corpus(load_settings())
    known = {paragraph.id for paragraph in corpus.paragraphs}
    questions = importlib.import_module("evals.suites").load_suites()
    if lost := sum(not one.relevant <= known for one in questions):
        raise UsageError(
            f"{lost} provfrågor väntar sig stycken som inte finns i dokumenten.",
            "Rätta dem i evals/suites, eller mät på dokumenten som följer med.",
        )


def _row(report: Mapping[str, Any], split: str) -> dict[str, Any]:
    """Give the run as the JSON object that is printed; gates belong to the test split, and dev has none."""
    values = report["values"]
    gates = [
        {"name": one["name"], "split": one["split"], "bound": one["bound"], "is_floor": one["is_floor"]}
        | {"value": one["value"], "passed": one["passed"]}
        for one in report["gates"]
        if split == "test" and not one["is_goal"]
    ]
    return {
        "split": split,
        "questions": report["summaries"][split]["questions"],
        "version": report["about"]["version"],
        "corpus_sha256": report["about"]["corpus_sha256"],
        "figures": {name: values[split][name] for name in MAIN_FIGURES if name in values[split]},
        "gates": gates,
        "passed": all(one["passed"] for one in gates),
    }


def _print(row: Mapping[str, Any], seconds: float, name_of: Callable[[str], str], number: Callable[[float], str]) -> None:
    from rich.table import Table

    console = text_console()
    part = "testdelen" if row["split"] == "test" else "utvecklingsdelen"
    console.print(f"{row['questions']} frågor ur {part}, version {row['version']}, {seconds:.0f} sekunder.")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("Siffra", overflow="fold")
    table.add_column("Mätt", justify="right")
    for name, value in row["figures"].items():
        table.add_row(name_of(name), number(value))
    console.print(table)
    failed = [one for one in row["gates"] if not one["passed"]]
    for one in failed:
        measured = "inte mätt" if one["value"] is None else number(one["value"])
        bound = f"{'minst' if one['is_floor'] else 'högst'} {number(one['bound'])}"
        console.print(f"× {name_of(one['name'])}: {measured}, kravet är {bound}.")
    if failed:
        console.print(f"{len(failed)} av {len(row['gates'])} krav nås inte.")
    elif row["gates"]:
        console.print(f"✓ Alla {len(row['gates'])} krav nås.")
    else:
        console.print("Kraven gäller testdelen och prövas inte här.")
