"""The conversations of `evals.conversations` as a part of the report: how turns are found that lean on those before them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from evals.conversations import Conversation, Lean
from evals.figures import Figure, figure
from evals.measure_conversations import Answering, TurnOutcome, converse
from evals.sections import Section
from evals.suites import Split

_VALUES: dict[str, Callable[[TurnOutcome], float | None]] = {
    "hit_at_1": lambda one: float(one.rank == 1) if one.turn.has_answer else None,
    "hit_at_5": lambda one: float(1 <= one.rank <= 5) if one.turn.has_answer else None,
    "mrr_at_10": lambda one: (1 / one.rank if one.rank else 0.0) if one.turn.has_answer else None,
    "fact_recall": lambda one: one.fact_recall,
    "reference_recall": lambda one: one.reference_recall,
    "certain": lambda one: float(one.is_certain) if one.turn.has_answer else None,
    "certain_unanswered": lambda one: None if one.turn.has_answer else float(one.is_certain),
    "certain_in_order": lambda one: float(one.is_in_order) if one.is_certain else None,
}
"""What is measured of a turn; None where it does not apply."""


def conversation_section(assistant: Answering, conversations: Sequence[Conversation]) -> Section:
    """Hold every conversation and put the figures of first and later turns together, with intervals over turns."""
    split_of = {one.id: one.split for one in conversations}
    outcomes = converse(assistant, conversations)
    by_split = {split.value: [one for one in outcomes if split_of[one.conversation] is split] for split in Split}
    by_split["all"] = outcomes
    return Section(
        name="conversations",
        title="Samtal: följdfrågor",
        figures={split: _first_and_later(members) for split, members in by_split.items()},
        groups={split: {"lean": _by_lean(members)} for split, members in by_split.items()},
        failures=[_failure(one) for one in by_split[Split.DEV.value] if _is_failure(one)],
    )


def _first_and_later(outcomes: Sequence[TurnOutcome]) -> dict[str, Figure]:
    first = [one for one in outcomes if one.turn.lean is Lean.FIRST]
    later = [one for one in outcomes if one.turn.lean is not Lean.FIRST]
    found = {f"later_turns_{name}": one for name, one in _figures(later).items()}
    return found | {f"first_turns_{name}": one for name, one in _figures(first).items()}


def _by_lean(outcomes: Sequence[TurnOutcome]) -> Mapping[str, Mapping[str, Figure]]:
    return {lean.value: _figures(own) for lean in Lean if (own := [one for one in outcomes if one.turn.lean is lean])}


def _figures(outcomes: Sequence[TurnOutcome]) -> dict[str, Figure]:
    made = {name: figure([found for one in outcomes if (found := value(one)) is not None]) for name, value in _VALUES.items()}
    return {name: one for name, one in made.items() if one}


def _is_failure(one: TurnOutcome) -> bool:
    """Tell whether what answers is not among the first five, or a turn that nothing answers is answered with certainty."""
    return not 1 <= one.rank <= 5 if one.turn.has_answer else one.is_certain


def _failure(one: TurnOutcome) -> dict[str, str]:
    return {
        "Samtal": one.conversation,
        "Fråga": one.turn.question,
        "Lästes som": one.read_as,
        "Förväntade stycken": ", ".join(sorted(one.turn.relevant)),
        "Visade stycken": ", ".join(hit.paragraph_id for hit in one.answer.retrieved[:5]),
        "Svar": one.answer.answer,
    }
