"""Questions as the templates show them: to answer, graded, and with their key. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.quiz.exports.shared import LETTERS, TYPE_NAMES
from assistant.quiz.items import GAP, Item, ItemType
from assistant.web.evidence_view import LawRow, Place, law_rows, place_of
from assistant.web.quiz.answers import field_of, own_field
from assistant.web.quiz.grading import Answer, Grade, Outcome, Score, score
from assistant.web.words import State

NO_ANSWER = Answer()
_QUOTES, _SOURCES, _LAW = "Så står det: ", "Källa: ", "Lagrum: "
_KEY_AGAIN = ("Rätt svar", "Rätt par", "I luckan ska det stå")
"""How a reason begins that only says the key once more."""
_STATES = {
    Outcome.RIGHT: State("ok", "check", "Rätt"),
    Outcome.PARTLY: State("caution", "half", "Delvis rätt"),
    Outcome.WRONG: State("stop", "stop", "Fel"),
    Outcome.UNANSWERED: State("neutral", "question", "Inte besvarad"),
    Outcome.COMPARE: State("caution", "question", "Jämför ditt svar med källans"),
}
_OWN_WORDS = {
    Outcome.RIGHT: "Rätt enligt din egen bedömning",
    Outcome.PARTLY: "Delvis rätt enligt din egen bedömning",
    Outcome.WRONG: "Inte rätt enligt din egen bedömning",
}
RIGHT, WRONG = State("ok", "check", "rätt"), State("stop", "stop", "fel")


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option, and what became of it: ``mark`` is None where there is nothing to say."""

    index: int
    letter: str
    text: str
    chosen: bool
    mark: State | None


@dataclass(frozen=True, slots=True)
class PartView:
    """A name to be matched, or a step to be placed: its field, what was given, and what is right."""

    field: str
    text: str
    given: int | None
    right: str
    mark: State | None


@dataclass(frozen=True, slots=True)
class SourceView:
    """A quote and where it stands."""

    quote: str
    place: Place


@dataclass(frozen=True, slots=True)
class ItemView:
    """A question with everything a template shows of it."""

    number: int
    id: str
    field: str
    own_field: str
    type: str
    type_name: str
    difficulty: str
    objective: str
    before_gap: str
    after_gap: str
    has_gap: bool
    options: tuple[OptionView, ...]
    parts: tuple[PartView, ...]
    several: bool
    text: str
    own: str
    state: State | None
    waits: bool
    unanswered: bool
    key: tuple[str, ...]
    explanation: str
    sources: tuple[SourceView, ...]
    law: tuple[LawRow, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a quiz in words, and the places to read again."""

    words: str
    notes: tuple[str, ...]
    again: tuple[Place, ...]


def item_view(item: Item, number: int, answer: Answer = NO_ANSWER, grade: Grade | None = None) -> ItemView:
    """Give a question as it is shown.

    ``explanation`` is what the explanation says besides key, quotes and lagrum, which are shown on their own; the whole of it
    where somebody has written it anew.
    """
    before, gap, after = item.question.partition(GAP)
    return ItemView(
        number=number,
        id=item.id,
        field=field_of(item),
        own_field=own_field(item),
        type=item.type.value,
        type_name=TYPE_NAMES[item.type],
        difficulty=item.difficulty.value,
        objective=item.objective,
        before_gap=before,
        after_gap=after,
        has_gap=bool(gap),
        options=_options(item, answer, grade),
        parts=_parts(item, answer, grade),
        several=item.type is ItemType.MULTIPLE_CHOICE,
        text=answer.text,
        own=answer.own or "",
        state=state_of(grade) if grade else None,
        waits=bool(grade and (grade.outcome is Outcome.COMPARE or grade.own)),
        unanswered=bool(grade and grade.outcome is Outcome.UNANSWERED),
        key=key_lines(item),
        explanation=reason_of(item),
        sources=tuple(SourceView(citation.quote, place_of(citation)) for citation in item.citations),
        law=law_rows(item.legal_references),
    )


def reason_of(item: Item) -> str:
    """Give what an explanation says before its sources, which end it as they were made: quotes and labels."""
    reason, mark, rest = item.explanation.partition(_QUOTES)
    if not mark:
        reason, mark, rest = item.explanation.partition(_SOURCES)
    ends = item.citations[-1].label if item.citations else ""
    told = rest.partition(_LAW)[0].rstrip().rstrip(").")
    if not mark or not told.endswith(ends.rstrip(")")) or any(one.label not in rest for one in item.citations):
        return item.explanation
    return "" if reason.startswith(_KEY_AGAIN) or reason.strip(" .") == item.key else reason.strip()


def state_of(grade: Grade) -> State:
    """Give a grade in words and form."""
    state = _STATES[grade.outcome]
    if grade.own:
        return State(state.tone, state.icon, _OWN_WORDS[grade.outcome])
    if grade.outcome is Outcome.PARTLY and grade.points is not None:
        return State(state.tone, state.icon, f"{state.words}: {number_words(grade.points)} poäng")
    return state


def number_words(points: float) -> str:
    """Give points as they are written in Swedish, with two decimals at most."""
    return f"{points:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _options(item: Item, answer: Answer, grade: Grade | None) -> tuple[OptionView, ...]:
    chosen = set() if item.pairs or item.type is ItemType.ORDERING else set(answer.chosen)
    found = []
    for at, option in enumerate(item.options):
        mark = None
        if grade and chosen and grade.outcome is not Outcome.UNANSWERED:
            mark = _option_mark(at in chosen, option in item.right)
        letter = "" if item.type is ItemType.TRUE_FALSE else LETTERS[at]
        found.append(OptionView(at, letter, option, at in chosen, mark))
    return tuple(found)


def _option_mark(is_chosen: bool, is_right: bool) -> State | None:
    if is_chosen:
        return State("ok", "check", "ditt svar, rätt") if is_right else State("stop", "stop", "ditt svar, fel")
    return State("neutral", "arrow", "rätt svar") if is_right else None


def _parts(item: Item, answer: Answer, grade: Grade | None) -> tuple[PartView, ...]:
    if item.pairs:
        texts = [name for name, _ in item.pairs]
        right = [LETTERS[item.options.index(said)] for _, said in item.pairs]
    elif item.type is ItemType.ORDERING:
        texts = list(item.options)
        right = [str(item.right.index(step) + 1) for step in item.options]
    else:
        return ()
    given = (*answer.chosen, *(None for _ in texts))
    marks = [RIGHT if one else WRONG for one in grade.parts] if grade and grade.parts else [None] * len(texts)
    return tuple(PartView(field_of(item, at), text, given[at], right[at], marks[at]) for at, text in enumerate(texts))


def key_lines(item: Item) -> tuple[str, ...]:
    """Give the key as lines, with the letters of the options."""
    letters = {option: LETTERS[at] for at, option in enumerate(item.options)}
    if item.pairs:
        return tuple(f"{name}: {letters[said]}. {said}" for name, said in item.pairs)
    if item.type is ItemType.ORDERING:
        return tuple(f"{place}. {step}" for place, step in enumerate(item.right, start=1))
    lettered = item.type is not ItemType.TRUE_FALSE
    return tuple(f"{letters[one]}. {one}" if lettered and one in letters else one for one in item.right)


def result_of(items: Sequence[Item], grades: Mapping[str, Grade]) -> Result:
    """Give the result of the questions that have been graded."""
    total: Score = score(list(grades.values()))
    notes = []
    if total.unanswered:
        notes.append(
            f"{total.unanswered} frågor är inte besvarade och räknas som noll."
            if total.unanswered > 1
            else "En fråga är inte besvarad och räknas som noll."
        )
    if total.waiting:
        notes.append("Svar i egna ord räknas när du själv har jämfört dem med källans och valt hur väl de stämmer.")
    again = {
        citation.label: place_of(citation)
        for item in items
        if item.id in grades and grades[item.id].outcome is not Outcome.RIGHT
        for citation in item.citations
    }
    return Result(f"{number_words(total.points)} av {total.most} poäng", tuple(notes), tuple(again.values()))
