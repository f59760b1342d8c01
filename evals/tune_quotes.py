"""Choose how much of a paragraph is quoted, and when a second paragraph is shown, on the development split.

Run: ``python -m evals.tune_quotes``. Every question is searched once; then each setting composes its answers anew. Printed for
each setting: the share of the expected facts that stand in answer and quotes, for questions with one paragraph and for those
that need two, the median length of the short answer, and the number of citations. The constants in assistant/answering say
which line was taken. The test split is not read.
"""

from __future__ import annotations

import itertools
import json
import statistics
import sys
from pathlib import Path
from typing import Any

from assistant.answering import quotes, selection
from assistant.answering.focus import Weights
from assistant.answering.quotes import compose
from assistant.documents.corpus import load_corpus, shipped_corpus_folder
from assistant.index.store import ensure_index
from assistant.law.annotate import annotate
from assistant.retrieval.answerability import judge
from assistant.retrieval.search import Searcher
from assistant.settings import load_settings
from assistant.text import collapse, fold

SUITES = Path(__file__).parent / "suites"
GRID: dict[str, tuple[float, ...]] = {
    "EVIDENCE_WEIGHT": (0.4, 0.7, 1.0),
    "FILL": (350, 450, 550),
    "SUPPORT_GAP": (0.6, 1.0, 1.5),
    "PUBLISHER_GAP": (0.4, 0.8, 1.2),
}


def _development(name: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (SUITES / name).read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["split"] == "dev"]


def main() -> int:
    """Print a line for each setting of the grid, the best first."""
    settings = load_settings()
    corpus = annotate(load_corpus(settings.corpus_dir or shipped_corpus_folder()))
    searcher = Searcher(corpus, ensure_index(settings, corpus), settings)
    weights = Weights(corpus)
    found = []
    for row in (*_development("answerable.jsonl"), *_development("multi.jsonl")):
        result = searcher.search(row["question"])
        found.append((row, result, judge(result, corpus), weights.focus(result.query)))
    lines = []
    for values in itertools.product(*GRID.values()):
        for name, value in zip(GRID, values, strict=True):
            setattr(selection if hasattr(selection, name) else quotes, name, value)
        shares: dict[bool, list[float]] = {False: [], True: []}
        lengths, citations = [], []
        for row, result, verdict, focus in found:
            composed = compose(result, verdict, corpus, focus, settings.date_today)
            text = fold(collapse(" ".join((composed.answer, *(citation.quote for citation in composed.citations)))))
            held = [fold(collapse(fact)) in text for fact in row["facts"]]
            shares[row["kind"] == "multi"].append(sum(held) / len(held) if held else 1.0)
            lengths.append(len(composed.answer))
            citations.append(len(composed.citations))
        one, two = (statistics.mean(shares[kind]) for kind in (False, True))
        lines.append((one, two, statistics.median(lengths), statistics.mean(citations), dict(zip(GRID, values, strict=True))))
    for one, two, length, count, chosen in sorted(lines, key=lambda line: -(line[0] * 0.85 + line[1] * 0.15)):
        sys.stdout.write(f"facts {one:.3f}  of two {two:.3f}  length {length:.0f}  citations {count:.2f}  {chosen}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
