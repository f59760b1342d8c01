"""Runs the suites through the product, writes ``evals/report/`` (``index.html``, ``report.json``) and holds the gates.

``make eval`` is ``python -m evals.run``. Every question is asked in one process, as the web app does it, and the baselines are
measured in the same run. The exit code is 1 where a gate does not hold. ``--split dev`` prints the development split and holds
no gate. ``--model`` and ``--cross-encoder`` put models of the caller's choice in the same table. ``--publish`` also writes the
figures that the product shows.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.progress import track

from assistant import __version__
from assistant.answering.answer import Answer
from assistant.documents.corpus import Corpus
from assistant.errors import AssistantError
from assistant.index.embedding import looks_like_folder
from assistant.settings import Settings, load_settings
from assistant.web.evaluation import files_sha256
from evals.baselines import baselines
from evals.calibration import calibrate
from evals.compared import cross_encoders, embedding_model
from evals.conversation_section import conversation_section
from evals.conversations import load_conversations
from evals.failures import failures
from evals.gates import failed, judge, load_gates
from evals.metrics import score
from evals.outcome import Outcome
from evals.page import write_html
from evals.product import Product
from evals.publish import publish
from evals.report import About, Report, as_json, named_values, product_row
from evals.suites import CONVERSATIONS, Question, Split, load_suites, suite_paths
from evals.summary import Summary, summarise
from evals.systems import Measured, System, measure
from evals.terminal import print_sections, print_summary, print_systems, print_verdicts

REPORT = Path(__file__).parent / "report"
PRODUCT = "Hela sökningen"
_PRODUCT_NOTE = "Produkten som den är. Tiden är hela svarets, de andras bara sökningens."
_WARM_UP = "Vad innebär en förhandsbedömning?"


class Answering(Protocol):
    """What the runner needs of the product."""

    def ask(self, question: str) -> Answer:
        """Answer a question."""
        ...

    def probability(self) -> float | None:
        """Tell how sure the product was that the last question is answered in the documents."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is measured beside the product: the baselines, and models by name or folder."""

    baselines: bool = True
    models: Sequence[str] = ()
    cross_encoders: Sequence[str] = ()


def ask_all(product: Answering, questions: Sequence[Question], console: Console) -> list[Outcome]:
    """Ask every question once, after one that is not counted, and take the time of each in milliseconds."""
    product.ask(_WARM_UP)
    outcomes = []
    for question in track(questions, "asking", console=console, disable=not console.is_terminal):
        start = time.perf_counter()
        answer = product.ask(question.question)
        milliseconds = (time.perf_counter() - start) * 1000
        outcomes.append(Outcome(question, answer, milliseconds, product.probability()))
    return outcomes


def summaries_of(outcomes: Sequence[Outcome], corpus: Corpus, on: datetime.date) -> dict[str, Summary]:
    """Give the figures of both splits and of all questions."""
    members = {split.value: [one for one in outcomes if one.question.split is split] for split in Split} | {"all": outcomes}
    found = {}
    for split, own in members.items():
        table = score(own, corpus, on)
        found[split] = summarise(split, own, table, corpus, calibrate(own, table))
    return found


def compare(product: Product, settings: Settings, questions: Sequence[Question], wanted: Wanted) -> dict[str, Measured]:
    """Measure the baselines, and the models that the caller named, on questions.

    Raises
    ------
    ExternalServiceError
        Where a model cannot be loaded.
    """
    corpus = product.corpus
    found: dict[str, Measured] = {}

    def add(systems: Iterable[System]) -> None:
        for system in systems:
            if measured := measure(system, questions):
                found[system.name] = measured

    if wanted.baselines:
        with baselines(corpus, settings, product.index.embedder.model) as systems:
            add(systems)
    for name in wanted.models:
        with embedding_model(name, corpus, settings) as systems:
            add(systems)
    if wanted.cross_encoders:
        add(cross_encoders(wanted.cross_encoders, corpus, product.index, settings))
    return found


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.run", description="Measure the answers on the question suites.")
    parser.add_argument("--split", choices=["test", "dev"], default="test", help="which split to print; gates belong to test")
    parser.add_argument("--no-baselines", action="store_true", help="leave the baselines out, for a quick look")
    parser.add_argument(
        "--model",
        action="append",
        default=[],
        metavar="NAME_OR_FOLDER",
        help="also measure this embedding model (sentence-transformers); may be given several times",
    )
    parser.add_argument(
        "--cross-encoder", action="append", default=[], metavar="NAME_OR_FOLDER", help="also measure this cross-encoder"
    )
    parser.add_argument("--output", type=Path, default=REPORT, help="folder for index.html and report.json")
    parser.add_argument("--publish", action="store_true", help="also write the figures that the product shows at /kvalitet")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the evaluation; give the exit code."""
    arguments = _arguments(argv)
    if all(map(looks_like_folder, (*arguments.model, *arguments.cross_encoder))):
        os.environ["HF_HUB_OFFLINE"] = "1"  # a model in a folder must not make the library look for a newer one
    try:
        return run(arguments, Console())
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Measure, write the report and print the figures of the split that was asked for; give the exit code.

    Raises
    ------
    AssistantError
        Where the product cannot be opened or a model cannot be loaded.
    """
    start = time.perf_counter()
    settings = load_settings(review=False)  # the program is measured, not what supervisors have approved
    questions = load_suites()
    product = Product.open(settings)
    test = [question for question in questions if question.split is Split.TEST]
    wanted = Wanted(not arguments.no_baselines, arguments.model, arguments.cross_encoder)
    others = compare(product, settings, test, wanted)  # first: a model that is not there is told at once
    outcomes = ask_all(product, questions, console)
    on = settings.date_today
    summaries = summaries_of(outcomes, product.corpus, on)
    sections = [conversation_section(product.assistant, load_conversations())]
    own = product_row(summaries["test"], _PRODUCT_NOTE)
    systems = ({PRODUCT: own} if own else {}) | others
    verdicts = judge(load_gates(), named_values(summaries, sections))
    about = About(
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        version=__version__,
        corpus_sha256=product.corpus.sha256,
        suites_sha256=files_sha256([*suite_paths(), CONVERSATIONS]),
        embedding_model=settings.embedding_model,
        reranker_model=settings.reranker_model,
        law_on=on.isoformat(),
        seconds=round(time.perf_counter() - start, 1),
    )
    failing = failures(outcomes, score(outcomes, product.corpus, on), product.corpus)
    times = [one.milliseconds for one in outcomes]
    report = Report(about, summaries, systems, sections, verdicts, failing, times)
    write(arguments.output, report, {key: one.entry.short_title for key, one in product.corpus.documents.items()})
    if arguments.publish:
        publish(as_json(report), settings)
    _print(console, report, arguments.split)
    return 0 if arguments.split == "dev" or not failed(verdicts) else 1


def write(folder: Path, report: Report, titles: dict[str, str]) -> None:
    """Write ``index.html`` and ``report.json`` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(as_json(report), ensure_ascii=False, indent=1)
    (folder / "report.json").write_text(text + "\n", encoding="utf-8")
    write_html(folder / "index.html", report, titles)


def _print(console: Console, report: Report, split: str) -> None:
    print_summary(console, report.summaries[split])
    print_sections(console, report.sections, split)
    print_systems(console, report.systems)
    if split == "dev":
        console.print("The failing questions of the development split stand in index.html and report.json.")
    else:
        print_verdicts(console, report.verdicts)
    console.print(f"Measured in {report.about.seconds:.0f} s.")


if __name__ == "__main__":
    sys.exit(main())
