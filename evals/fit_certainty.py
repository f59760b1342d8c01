"""Fits the model that tells whether what an answer shows stands on the question: assistant/answering/certainty_model.py.

It looks at the answers that `assistant.retrieval.answerability` would give plainly. Right are those to development questions
that say every expected fact. Wrong are the others, those to questions that the documents do not answer, and those to answerable
questions once the paragraphs that answer are taken from what was found: then whatever is shown is beside the question. Such
answers look as wrong ones do when the search errs, and there are enough of them to learn from. The development conversations
count in the same way, turn by turn. A threshold keeps a share of the right ones, judged by cross-validation over topics; turns
that lean on those before have one of their own, which keeps fewer: everyday follow-ups are beside the documents half the time.

Run: ``python -m evals.fit_certainty``, after evals.fit_answerability.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from assistant.answering import certainty_model
from assistant.answering.certainty import Support, is_said, support_of
from assistant.answering.focus import Weights
from assistant.answering.quotes import compose
from assistant.chat import Assistant, Turn
from assistant.conversation.reading import Reader
from assistant.documents.corpus import Corpus
from assistant.index.store import ensure_index
from assistant.retrieval.answerability import judge
from assistant.retrieval.search import SearchResult
from assistant.settings import Settings, load_settings
from assistant.text import clean_question
from evals.conversations import AskedTurn, Lean, load_conversations
from evals.fit_answerability import EXTRA, FOLDS, PARTINGS, C, Matrix, unanswered
from evals.outcome import folded, without_marks
from evals.suites import Kind, Question, Split, load_suites

TARGET = Path(certainty_model.__file__ or "")
#: Share of the right answers whose question is far enough on the topic to stay plain, and of those, share that the model keeps.
ON_TOPIC_PASS = 0.97
PASS = 0.97
#: The same share of turns that lean. A loss of 15 of 100 right ones halves the wrong ones that stay plain.
PASS_LEANING = 0.85


@dataclass(frozen=True)
class Example:
    """A result to compose an answer from, its topic, the facts of a right answer (None: no answer is right), and its group."""

    result: SearchResult
    topic: str
    facts: Sequence[str] | None
    group: str


def with_and_without(result: SearchResult, asked: Question | AskedTurn, topic: str, group: str) -> Iterator[Example]:
    """Give a result, and the same without the paragraphs that answer where there are any."""
    right = {place for places in asked.paragraph_ids for place in places}
    yield Example(result, topic, asked.facts if right else None, group)
    rest = tuple(hit for hit in result.hits if hit.paragraph_id not in right)
    if right and rest:
        yield Example(replace(result, hits=rest), topic, None, "taken away")


def turns(assistant: Assistant) -> Iterator[Example]:
    """Give the results of the development conversations, read as the product reads them."""
    reader = Reader(assistant.corpus, assistant.searcher, lambda _: False)
    for conversation in load_conversations():
        history: list[Turn] = []
        for turn in conversation.turns if conversation.split is Split.DEV else ():
            if turn.lean is not Lean.SOURCE:
                result = reader.read(clean_question(turn.question), history).result
                yield from with_and_without(result, turn, conversation.topic, "leaning" if result.leans else "in turn")
            history.append(Turn(turn.question, assistant.ask(turn.question, history).answer))


def examples(assistant: Assistant, settings: Settings) -> Iterator[Example]:
    """Give the results of the development questions and turns, with and without what answers, and of the others."""
    searcher = assistant.searcher
    yield from turns(assistant)
    for question in load_suites():
        if question.split is not Split.DEV:
            continue
        yield from with_and_without(
            searcher.search(clean_question(question.question)), question, question.topic, question.kind.value
        )
    extra = tomllib.loads(EXTRA.read_text(encoding="utf-8"))
    for kind in (Kind.NEAR_MISS, Kind.OTHER_TOPIC):
        for text in extra[kind.value]:
            yield Example(searcher.search(clean_question(text)), text, None, kind.value)
    results, groups = unanswered(searcher, ensure_index(settings, searcher.corpus), settings)
    for result, group in zip(results, groups, strict=True):
        yield Example(result, group, None, Kind.NEAR_MISS.value)


@dataclass(frozen=True)
class Plain:
    """An answer that would be plain: where its question came from, its figures, and whether it is right."""

    example: Example
    support: Support
    on_topic: float
    right: bool

    @property
    def leans(self) -> bool:
        """Tell whether its question leans on a conversation."""
        return self.example.result.leans


def measured(example: Example, corpus: Corpus, weights: Weights, settings: Settings) -> Plain | None:
    """Compose an answer and measure it; None where it would not be plain."""
    verdict = judge(example.result, corpus)
    if not verdict.certain:
        return None
    composed = compose(example.result, verdict, corpus, weights.focus(example.result.query), settings.date_today)
    if not composed.shown or not is_said(example.result, composed.shown, corpus):
        return None
    support = support_of(example.result, composed.shown, corpus)
    said = without_marks(composed.answer)
    right = example.facts is not None and all(folded(fact) in said for fact in example.facts)
    return Plain(example, support, verdict.on_topic, right) if support and support.coverage else None


def write(model: Matrix, threshold: float, leaning: float, on_topic: float) -> None:
    """Write the module of coefficients."""
    TARGET.write_text(
        '"""Coefficients of the model of certainty, written by evals/fit_certainty.py; not edited by hand."""\n\n'
        "from __future__ import annotations\n\n"
        f"SUPPORTED = ({', '.join(f'{value:.4f}' for value in model)})\n"
        f"SUPPORTED_FROM = {threshold:.4f}\n"
        f"SUPPORTED_FROM_LEANING = {leaning:.4f}\n"
        f"ON_TOPIC_FROM = {on_topic:.4f}\n",
        encoding="utf-8",
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, print and write."""
    argparse.ArgumentParser(prog="python -m evals.fit_certainty", description=__doc__).parse_args(argv)
    settings = load_settings(review=False)
    assistant = Assistant.open(settings)
    corpus = assistant.corpus
    weights = Weights(corpus)
    found = [plain for one in examples(assistant, settings) if (plain := measured(one, corpus, weights, settings))]
    on_topic = float(np.quantile([one.on_topic for one in found if one.right and not one.leans], 1 - ON_TOPIC_PASS))
    rows = [one for one in found if one.on_topic >= on_topic]
    features = np.array([astuple(one.support) for one in rows])
    right = np.array([one.right for one in rows])
    topics = [one.example.topic for one in rows]
    groups = np.array([one.example.group for one in rows])
    model = LogisticRegression(C=C, max_iter=5_000, class_weight="balanced")
    parted = [GroupKFold(FOLDS, shuffle=True, random_state=seed) for seed in range(PARTINGS)]
    unseen = np.mean(
        [cross_val_predict(model, features, right, groups=topics, cv=one, method="predict_proba")[:, 1] for one in parted],
        axis=0,
    )
    model.fit(features, right)
    leaning = np.array([one.leans for one in rows])
    threshold = float(np.quantile(unseen[right & ~leaning], 1 - PASS))
    for_leaning = float(np.quantile(unseen[right & leaning], 1 - PASS_LEANING))
    plain = unseen >= np.where(leaning, for_leaning, threshold)
    print(f"{len(found)} plain answers, {len(rows)} of them on the topic from {on_topic:.3f}")
    print(f"AUROC {roc_auc_score(right, unseen):.3f}, thresholds {threshold:.3f} and, leaning, {for_leaning:.3f}")
    for group in sorted(set(groups)):
        own = groups == group
        kept = " of ".join(f"{count}" for count in (plain[own & right].sum(), (own & right).sum()))
        stay = " of ".join(f"{count}" for count in (plain[own & ~right].sum(), (own & ~right).sum()))
        print(f"{group:12} still plain: right {kept}, wrong {stay}")
    for field, weight in zip(fields(Support), model.coef_[0], strict=True):
        print(f"{field.name:12} {weight:6.2f}")
    write(np.concatenate([model.intercept_, model.coef_[0]]), threshold, for_leaning, on_topic)


if __name__ == "__main__":
    main()
