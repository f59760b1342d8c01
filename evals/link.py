"""Writes into the suites what follows from what a person wrote.

That is the paragraphs and documents from the evidence, and the split from the topic. Run it after a change of the parser
or of a question's evidence: ``python -m evals.link``. It exits 1 where evidence stands in no paragraph, and leaves those
lines as they are.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace

from assistant.documents.corpus import load_corpus, shipped_corpus_folder
from evals.suite_checks import Places
from evals.suites import Question, read_suite, split_of, suite_paths, write_rows


def link(question: Question, places: Places) -> Question | None:
    """Give the question with its paragraph ids, documents and split; None where evidence stands in no paragraph."""
    groups = places.paragraph_ids(question.evidence)
    if not all(groups):
        return None
    documents = tuple(sorted({one.split("/", 1)[0] for group in groups for one in group}))
    return replace(question, paragraph_ids=groups, document_ids=documents, split=split_of(question.topic))


def main(argv: Sequence[str] | None = None) -> int:
    """Link every suite; give the exit code."""
    argparse.ArgumentParser(prog="python -m evals.link", description=__doc__).parse_args(argv)
    places = Places(load_corpus(shipped_corpus_folder()))
    lost = 0
    for path in suite_paths():
        questions = read_suite(path)
        linked = [link(question, places) for question in questions]
        unplaced = [question.id for question, one in zip(questions, linked, strict=True) if one is None]
        write_rows(path, [one or question for question, one in zip(questions, linked, strict=True)])
        print(f"{path.name}: {len(questions)} questions, {len(unplaced)} without a place {unplaced or ''}")
        lost += len(unplaced)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
