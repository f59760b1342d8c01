"""Fits the model that tells follow-ups from new topics, and prints its coefficients for `assistant.conversation.follow_up`.

``python -m evals.fit_follow_up``. Follow-ups are the later turns of the development conversations that lean on those before
them; new topics are turns that stand alone, and development questions of the other suites after a conversation drawn by lot.
Turns that may be read either way are left out, and conversations in which a turn has no answer: what was shown is not known.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from assistant.conversation.follow_up import THRESHOLD, Features, features_of
from assistant.conversation.wording import signs_of
from assistant.documents.corpus import Corpus
from assistant.index.store import ensure_index
from assistant.retrieval.search import Searcher
from assistant.settings import load_settings
from evals.conversations import Conversation, Lean, load_conversations
from evals.suites import Split, load_suites

_SEED = 1
_CONTEXTS = 2
_TURN_WEIGHT = 6.0
"""A turn of a conversation counts as much as so many questions put after a conversation by lot."""
Row = tuple[Features, bool, float]


def rows_of_turns(conversations: Sequence[Conversation], searcher: Searcher, corpus: Corpus) -> Iterator[Row]:
    """Give the later turns of conversations, each after the paragraphs that answer the turn before it."""
    for conversation in conversations:
        for before, turn in itertools.pairwise(conversation.turns):
            if turn.lean not in {Lean.SOURCE, Lean.SAME}:
                found = searcher.search(turn.question)
                features = features_of(signs_of(turn.question), found, before.relevant, corpus)
                yield features, not turn.lean.stands_alone, _TURN_WEIGHT


def rows_of_questions(
    questions: Sequence[str], conversations: Sequence[Conversation], searcher: Searcher, corpus: Corpus
) -> Iterator[Row]:
    """Give questions that have nothing to do with the conversation they come after, drawn by lot."""
    draw = random.Random(_SEED)  # noqa: S311  # a fixed draw, nothing to guard
    for question in questions:
        found = searcher.search(question)
        for conversation in draw.sample(list(conversations), _CONTEXTS):
            yield features_of(signs_of(question), found, conversation.turns[0].relevant, corpus), False, 1.0


def main(argv: Sequence[str] | None = None) -> int:
    """Fit, print the coefficients and what ten-fold cross-validation gives at the threshold; give the exit code."""
    argparse.ArgumentParser(prog="python -m evals.fit_follow_up", description=__doc__).parse_args(argv)
    from assistant.chat import Assistant

    settings = load_settings()
    corpus = Assistant.open(settings).corpus
    searcher = Searcher(corpus, ensure_index(settings, corpus), settings)
    dev = [one for one in load_conversations() if one.split is Split.DEV]
    conversations = [one for one in dev if all(turn.has_answer for turn in one.turns)]
    questions = [one.question for one in load_suites() if one.split is Split.DEV]
    rows = [
        *rows_of_turns(conversations, searcher, corpus),
        *rows_of_questions(questions, conversations, searcher, corpus),
    ]
    x = np.array([astuple(features) for features, _, _ in rows])
    y = np.array([leans for _, leans, _ in rows])
    weights = np.array([weight for _, _, weight in rows])
    model = LogisticRegression(max_iter=2000)
    guessed = cross_val_predict(model, x, y, cv=10, method="predict_proba")[:, 1] >= THRESHOLD
    model.fit(x, y, sample_weight=weights)
    print(f"_INTERCEPT = {model.intercept_[0]:.2f}")
    for field, weight in zip(fields(Features), model.coef_[0], strict=True):
        print(f"{field.name:>8} {weight:.2f}")
    print(f"follow-ups missed {np.mean(~guessed[y]):.3f}, new topics carried over {np.mean(guessed[~y]):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
