"""Measures quiz items: is every quote verbatim, has any item two right answers, is anything asked twice, how even is it.

``python -m evals.measure_quiz [--count 220] [--seed 1] [--read]``. The exit code is 1 where a quote is not verbatim, an item
has two right answers, or something is asked twice. ``--read`` prints the items with their keys, to be read and judged by a
person.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from itertools import combinations

from assistant.documents.corpus import Corpus
from assistant.interpretation.model import Verdict
from assistant.law.annotate import open_corpus
from assistant.quiz.choose import section_of
from assistant.quiz.distractors import normal
from assistant.quiz.items import Item, ItemType
from assistant.quiz.judging import Judge, careful, interpretation_judge, verifier_judge
from assistant.quiz.quizmaster import Quizmaster, Wish
from assistant.settings import load_settings
from assistant.text import collapse

FIFTY = 50
"""The number of items whose time the gate of the issue speaks of."""


def main(argv: list[str] | None = None) -> int:
    """Make items, measure them and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m evals.measure_quiz", description=__doc__)
    parser.add_argument("--count", type=int, default=220, help="how many items are made")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same items")
    parser.add_argument("--read", action="store_true", help="print the items with their keys")
    arguments = parser.parse_args(argv)
    settings = load_settings()
    corpus = open_corpus(settings)
    judge = careful([interpretation_judge(corpus, settings), verifier_judge(corpus)])
    quizmaster = Quizmaster(corpus, settings.date_today, judge)
    begun = time.perf_counter()
    quizmaster.make(Wish(count=FIFTY, seed=arguments.seed))
    fifty = time.perf_counter() - begun
    items = quizmaster.make(Wish(count=arguments.count, seed=arguments.seed)).items
    if arguments.read:
        for number, item in enumerate(items, start=1):
            show(number, item)
    unquoted = [item for item in items if not is_verbatim(item, corpus)]
    double = [item for item in items if has_two_right(item, judge)]
    repeated = repetitions(items)
    print(f"items                          {len(items)}")
    print(f"keys and quotes not verbatim   {len(unquoted)}")
    print(f"items with two right answers   {len(double)}")
    print(f"asked twice                    {len(repeated)}")
    print(f"seconds for {FIFTY} (warm corpus)   {fifty:.2f}")
    for title, counts in (
        ("type", Counter(item.type.value for item in items)),
        ("difficulty", Counter(item.difficulty.value for item in items)),
        ("kind of change", Counter(change.kind for item in items for change in item.changed)),
        ("section", Counter(" › ".join(section_of(item)) for item in items)),
    ):
        print(f"\nshare by {title}")
        for name, count in counts.most_common():
            print(f"  {count:4} {count / len(items):6.1%}  {name}")
    for item in (*unquoted, *double, *repeated):
        show(0, item)
    return int(bool(unquoted or double or repeated))


def show(number: int, item: Item) -> None:
    """Print an item with its key."""
    print(f"\n{number}. [{item.type.value}, {item.difficulty.value}] {item.question}")
    for option in item.options:
        print(f"   {'*' if option in item.right else '-'} {option}")
    if not item.options or item.pairs or item.type is ItemType.ORDERING:
        print(f"   = {' | '.join(item.right)}")
    print(f"   ({item.objective}) {item.explanation}")


def is_verbatim(item: Item, corpus: Corpus) -> bool:
    """Tell whether every quote, and a key in the document's words, stands in its paragraph."""
    for citation in item.citations:
        if not citation.quote or citation.quote not in collapse(corpus.paragraph(citation.paragraph_id).full_text):
            return False
    return bool(item.options) or any(str(item.key) in citation.quote for citation in item.citations)


def has_two_right(item: Item, judge: Judge) -> bool:
    """Tell whether an item has a second right answer: equal options, or a wrong statement that the source supports."""
    shown = [normal(option) for option in item.options]
    if len(set(shown)) != len(shown):
        return True
    right = {normal(said) for _, said in item.pairs} or {normal(one) for one in item.right}
    if item.type is ItemType.TRUE_FALSE:
        right = {normal(str(item.key))}
    if item.type not in {ItemType.MATCHING, ItemType.ORDERING} and item.options:
        expected = len(item.right)
        if sum(one in right for one in shown) != expected:
            return True
    wrong = [claim for claim in item.claims if not claim.is_right and not claim.about]
    if any(judge(claim.text, claim.paragraph_ids) is Verdict.SUPPORTED for claim in wrong):
        return True
    texts = [citation.text for citation in item.citations]
    return any(normal(claim.text) in normal(text) for claim in wrong for text in texts)


def repetitions(items: tuple[Item, ...]) -> list[Item]:
    """Give the items that ask what one before them asks: the same stretch, the same quote, or the same words."""
    found = []
    for one, other in combinations(items, 2):
        shared = {normal(citation.quote) for citation in one.citations} & {
            normal(citation.quote) for citation in other.citations
        }
        same = bool(shared) or (normal(one.question) == normal(other.question) and sorted(one.options) == sorted(other.options))
        overlap = any(
            first[0] == second[0] and first[1] < second[2] and second[1] < first[2]
            for first in one.facts
            for second in other.facts
        )
        if same or overlap:
            found.append(other)
    return found


if __name__ == "__main__":
    sys.exit(main())
