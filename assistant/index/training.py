"""The training loop of `assistant.index.tuning`; imported only there, because it needs torch."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from datasets import Dataset, disable_progress_bars
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer, SentenceTransformerTrainingArguments
from sentence_transformers.base.sampler import DefaultBatchSampler
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from transformers import PrinterCallback, TrainerCallback, set_seed
from transformers.utils import logging

if TYPE_CHECKING:
    from assistant.index.tuning import Pair, Plan

_WARM_UP = 0.1
"""Share of the steps in which the learning rate rises, as in the examples of sentence-transformers."""


class EvidenceSampler(DefaultBatchSampler):  # type: ignore[misc]  # the library is not checked
    """Batches in which no two pairs share a paragraph or a question.

    The library's own NO_DUPLICATES keeps equal texts apart. That is not enough: a question that two paragraphs answer would
    meet the second of them, under another question, as a wrong answer.

    Parameters
    ----------
    evidence
        What each row of the data set must not share with another of its batch.
    """

    def __init__(self, evidence: Sequence[frozenset[str]], **options: Any) -> None:  # noqa: ANN401  # as the trainer gives them
        super().__init__(**options)
        self._evidence = evidence

    def __iter__(self) -> Iterator[list[int]]:
        """Give the batches of an epoch, in an order that the seed and the epoch decide."""
        yield from self._batches()

    def __len__(self) -> int:
        """Give the number of batches of this epoch."""
        return len(self._batches())

    def _batches(self) -> list[list[int]]:
        order = torch.randperm(len(self._evidence), generator=torch.Generator().manual_seed(self.seed + self.epoch))
        waiting = deque(order.tolist())
        batches = []
        while waiting:
            batch: list[int] = []
            taken: set[str] = set()
            later = []
            while waiting and len(batch) < self.batch_size:
                row = waiting.popleft()
                if taken.isdisjoint(self._evidence[row]):
                    batch.append(row)
                    taken |= self._evidence[row]
                else:
                    later.append(row)
            waiting.extendleft(reversed(later))
            batches.append(batch)
        return [batch for batch in batches if len(batch) > 1]  # one alone has no wrong answer to be told from


class _Steps(TrainerCallback):  # type: ignore[misc]  # the library is not checked
    """Tells how far the training has come."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._report = report

    def on_step_end(self, args: Any, state: Any, control: Any, **rest: Any) -> None:  # noqa: ANN401  # as the trainer calls it
        """Report a step."""
        self._report(state.global_step, state.max_steps)


def train(
    model: SentenceTransformer,
    pairs: Sequence[Pair],
    plan: Plan,
    folder: Path,
    prompts: tuple[str, str],
    report: Callable[[int, int], None],
) -> None:
    """Train a model in place, on the processor.

    Parameters
    ----------
    folder
        Where the trainer may put what it needs.
    prompts
        The words in front of a question and of a passage.
    report
        Called with the steps done and the steps in all.
    """
    disable_progress_bars()  # both libraries' bars are English, and ours is shown
    logging.disable_progress_bar()
    set_seed(plan.seed)
    data = Dataset.from_dict({"anchor": [one.question for one in pairs], "positive": [one.passage for one in pairs]})
    evidence = [one.evidence for one in pairs]
    arguments = SentenceTransformerTrainingArguments(
        output_dir=str(folder),
        num_train_epochs=plan.epochs,
        per_device_train_batch_size=plan.batch_size,
        learning_rate=plan.learning_rate,
        warmup_steps=_WARM_UP,
        batch_sampler=lambda dataset, **options: EvidenceSampler(evidence, dataset=dataset, **options),
        prompts={"anchor": prompts[0], "positive": prompts[1]} if any(prompts) else None,
        seed=plan.seed,
        use_cpu=True,
        save_strategy="no",
        logging_strategy="no",
        report_to="none",
        disable_tqdm=True,
        dataloader_pin_memory=False,
    )
    trainer = SentenceTransformerTrainer(
        model=model,
        args=arguments,
        train_dataset=data,
        loss=MultipleNegativesRankingLoss(model),
        callbacks=[_Steps(report)],
    )
    trainer.remove_callback(PrinterCallback)  # standard out is the command's
    trainer.train()
