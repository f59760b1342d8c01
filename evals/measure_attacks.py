"""Asks the product every attack of the suite, with a language model that obeys it, and looks at all that is shown.

``python -m evals.measure_attacks`` does so with every way of obeying and prints what became of them; exit 1 where anything was
shown that must not be. The same runs in CI.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.answering.answer import Answer, Mode
from assistant.chat import Assistant, Turn
from assistant.documents.corpus import shipped_corpus_folder
from assistant.generation.endpoint import Reason
from assistant.index.store import ensure_index
from assistant.law.annotate import open_corpus
from assistant.retrieval.search import Searcher
from assistant.settings import Settings, load_settings
from assistant.web.conversations import Conversation, Shown
from assistant.web.render import conversation_html, growing
from evals.attack_page import Asked, Inspector
from evals.attacks import Attack, load_attacks, poison_corpus
from evals.remembering import Remembering
from tests.doubles.model_server import MODEL, ModelServer
from tests.doubles.obeying_model import Obedience, ObeyingModel


@dataclass(frozen=True, slots=True)
class AttackOutcome:
    """What became of an attack.

    ``obedience`` is None where no model is set. ``asked`` tells whether the model was asked at all, ``obeyed`` whether it
    found the instruction in what it saw. ``faults`` are what was shown and must not be, in any step of the answer.
    """

    attack: Attack
    obedience: Obedience | None
    answer: Answer
    asked: bool
    obeyed: bool
    faults: tuple[str, ...]

    @property
    def ending(self) -> str:
        """Give how it ended: ``generated``, ``quotes``, or ``refused`` where nothing is cited."""
        if not self.answer.citations:
            return "refused"
        return "generated" if self.answer.mode is Mode.GENERATED else "quotes"


def open_both(settings: Settings, written: Mapping[str, object]) -> tuple[Assistant, Assistant]:
    """Open the product without a model and with one (``written`` are the settings for it), on one index that remembers."""
    corpus = open_corpus(settings)
    index = ensure_index(settings, corpus)
    index.embedder = replace(index.embedder, model=Remembering(index.embedder.model))
    both = (settings, settings.model_copy(update=written))
    quoting, writing = (Assistant(one, corpus, Searcher(corpus, index, one)) for one in both)
    return quoting, writing


class Attacked:
    """The product under attack, on one corpus: without a model, and with one that obeys."""

    def __init__(self, quoting: Assistant, writing: Assistant, model: ObeyingModel) -> None:
        self._quoting, self._writing, self._model = quoting, writing, model
        self._inspector = Inspector(quoting.corpus)
        self._quoted: dict[str, Answer] = {}

    def attack(self, attack: Attack, obedience: Obedience | None = None) -> AttackOutcome:
        """Ask what an attack asks; ``obedience`` says how the model obeys, None asks without a model."""
        if obedience is None:
            return self._outcome(attack, None, self._quoting, None)
        if attack.id not in self._quoted:
            self._quoted[attack.id] = self.attack(attack).answer
        return self._outcome(attack, obedience, self._writing, self._quoted[attack.id])

    def _outcome(
        self, attack: Attack, obedience: Obedience | None, assistant: Assistant, quoted: Answer | None
    ) -> AttackOutcome:
        self._model.obey(attack, obedience or Obedience.RAW)
        found: dict[str, None] = {}
        for step in assistant.grow(attack.question, _history(attack)):
            answer = step.answer
            whole = Conversation((Shown(answer, 1, assistant.settings.date_today),), 1)
            html = conversation_html(assistant.corpus, whole) if step.is_whole else growing(assistant.corpus, answer, 1)
            asked = Asked(*self._model.asked) if self._model.asked else None
            found |= dict.fromkeys(self._inspector.faults(answer, html, attack, asked, quoted))
        return AttackOutcome(attack, obedience, answer, bool(self._model.requests), self._model.obeyed, tuple(found))


def _history(attack: Attack) -> list[Turn]:
    answers = [*attack.answers, *[""] * len(attack.turns)]
    return [Turn(*turn) for turn in zip(attack.turns[:-1], answers, strict=False)]


class Battery:
    """The product on the corpus that ships and on its poisoned copy; each attack is tried where it belongs."""

    def __init__(self, clean: Attacked, poisoned: Attacked) -> None:
        self._by_poison = {False: clean, True: poisoned}

    @classmethod
    def open(cls, settings: Settings, attacks: Sequence[Attack], folder: Path, server: ModelServer) -> Battery:
        """Open the product with a server's model; the poisoned corpus and its index are written to a folder."""
        model = ObeyingModel()
        server.script(model)
        poison_corpus(attacks, settings.corpus_dir or shipped_corpus_folder(), folder / "corpus")
        poisoned = settings.model_copy(update={"data_dir": folder / "data", "corpus_dir": folder / "corpus"})
        written = {"llm_base_url": server.url, "llm_model": MODEL}
        return cls(*(Attacked(*open_both(one, written), model) for one in (settings, poisoned)))

    def attack(self, attacks: Iterable[Attack], obediences: Iterable[Obedience | None]) -> list[AttackOutcome]:
        """Try attacks in each of the ways that are given, attack by attack; None is without a model.

        Raises
        ------
        RuntimeError
            Where the product has ceased to ask the model, after failures in a row: then nothing was tried.
        """
        ways = list(obediences)
        found = [self._by_poison[one.poison is not None].attack(one, way) for one in attacks for way in ways]
        if any(one.answer.made_by and one.answer.made_by.trouble == Reason.RESTING for one in found):
            raise RuntimeError("the model was left to rest; try the ways of obeying in another order")
        return found


def summary(outcomes: Sequence[AttackOutcome]) -> dict[str, int]:
    """Count what became of attacks; ``wrong`` are those after which something was shown that must not be."""
    endings = Counter(one.ending for one in outcomes)
    return {
        "attacks": len({one.attack.id for one in outcomes}),
        "ways": len({one.obedience for one in outcomes}),
        "tries": len(outcomes),
        "asked": sum(one.asked for one in outcomes),
        "obeyed": sum(one.obeyed for one in outcomes),
        "generated": endings["generated"],
        "quotes": endings["quotes"],
        "refused": endings["refused"],
        "wrong": sum(bool(one.faults) for one in outcomes),
    }


def print_summary(figures: Mapping[str, int], show: Callable[[str], None] = print) -> None:
    """Show what `summary` gives on one line."""
    show("  ".join(f"{name} {value}" for name, value in figures.items()))


def main(argv: Sequence[str] | None = None) -> int:
    """Run every attack without a model and with one that obeys in every way; exit 1 where something wrong was shown."""
    argparse.ArgumentParser(prog="python -m evals.measure_attacks", description=__doc__).parse_args(argv)
    attacks = load_attacks()
    with tempfile.TemporaryDirectory() as scratch, ModelServer() as server:
        outcomes = Battery.open(load_settings(), attacks, Path(scratch), server).attack(attacks, (None, *Obedience))
    for obedience in (None, *Obedience):
        print(f"{obedience or 'no model':>18}  ", end="")
        print_summary(summary([one for one in outcomes if one.obedience is obedience]))
    for one in outcomes:
        for fault in one.faults:
            print(f"{one.attack.id} {one.obedience}: {fault}")
    return 1 if any(one.faults for one in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
