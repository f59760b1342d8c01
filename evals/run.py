"""Runs the suites through the product, prints the figures, writes ``evals/report/report.json`` and holds the gates.

``make eval`` is ``python -m evals.run``. Every question is asked in one process, as the web app does it. The exit code is 1
where a gate does not hold. ``--split dev`` prints the development split and holds no gate.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.progress import track

from assistant.answering.answer import Answer
from assistant.chat import Assistant
from assistant.settings import load_settings
from evals.baselines import baseline_figures
from evals.gates import judge, load_gates
from evals.metrics import Outcome
from evals.report import Summary, as_json, failures, print_baselines, print_summary, print_verdicts, summarise
from evals.suites import Question, Split, load_suites

REPORT = Path(__file__).parent / "report"
_WARM_UP = "Vad innebär en förhandsbedömning?"


class Answering(Protocol):
    """What the runner needs of the product."""

    def ask(self, question: str) -> Answer:
        """Answer a question."""
        ...


def ask_all(assistant: Answering, questions: Sequence[Question], console: Console) -> list[Outcome]:
    """Ask every question once, after one that is not counted, and take the time of each in milliseconds."""
    assistant.ask(_WARM_UP)
    outcomes = []
    for question in track(questions, "asking", console=console, disable=not console.is_terminal):
        start = time.perf_counter()
        answer = assistant.ask(question.question)
        outcomes.append(Outcome(question, answer, (time.perf_counter() - start) * 1000))
    return outcomes


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.run", description="Measure the answers on the question suites.")
    parser.add_argument("--split", choices=["test", "dev"], default="test", help="which split to print; gates belong to test")
    parser.add_argument("--baselines", action="store_true", help="also measure BM25 alone and dense retrieval alone")
    parser.add_argument("--output", type=Path, default=REPORT, help="folder for report.json")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the evaluation; give the exit code."""
    arguments = _arguments(argv)
    console = Console()
    settings = load_settings()
    assistant = Assistant.open(settings)
    questions = load_suites()
    outcomes = ask_all(assistant, questions, console)
    by_split = {split: [one for one in outcomes if one.question.split is split] for split in Split}
    summaries = {split.value: summarise(split.value, members, assistant.corpus) for split, members in by_split.items()}
    summaries["all"] = summarise("all", outcomes, assistant.corpus)
    baselines = {}
    if arguments.baselines:
        test = [question for question in questions if question.split is Split.TEST]
        baselines = baseline_figures(assistant.corpus, settings, test)
    verdicts = judge(load_gates(), {name: summary.figures for name, summary in summaries.items()})
    report = as_json(
        list(summaries.values()), baselines, verdicts, failures(outcomes, assistant.corpus), assistant.corpus.sha256
    )
    _write(arguments.output, report)
    _print(console, summaries[arguments.split], arguments.split)
    if baselines:
        print_baselines(console, baselines)
    if arguments.split == "dev":
        return 0
    print_verdicts(console, verdicts)
    return 0 if all(verdict.passed for verdict in verdicts) else 1


def _write(folder: Path, report: dict[str, object]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _print(console: Console, summary: Summary, split: str) -> None:
    print_summary(console, summary)
    if split == "dev":
        console.print("The failing questions of the development split stand in report.json, dev_failures.")


if __name__ == "__main__":
    sys.exit(main())
