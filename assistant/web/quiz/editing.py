"""A question as it is edited: what the form holds, what is wrong with it, and the question that comes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.quiz.distractors import normal
from assistant.quiz.items import FALSE, GAP, TRUE, Item, ItemType, Key
from assistant.text import collapse
from assistant.web.form_fields import Fields, whole_number

LONGEST_QUESTION, LONGEST_OPTION, LONGEST_EXPLANATION = 2_000, 1_000, 6_000
MOST_ROWS, FEWEST_ROWS = 8, 2
SPARE_ROWS = 1
"""Empty rows of the form, for an option more."""
_QUOTED = re.compile(r"”([^”]+)”")
_FEWEST_QUOTED = 5
"""Words from which what stands within quotation marks in an explanation is a quote, and must be verbatim."""

Rows = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds.

    ``rows`` are the options (for matching what is said, for ordering the steps), empty ones included; ``names`` stand beside
    them in matching, ``places`` (from 1, 0 for none) in ordering. ``right`` are the numbers of the right rows; ``text`` is the
    answer of a question without options.
    """

    question: str
    explanation: str
    rows: Rows = ()
    names: Rows = ()
    right: frozenset[int] = frozenset()
    places: tuple[int, ...] = ()
    text: str = ""

    @property
    def used(self) -> list[int]:
        """Give the numbers of the rows that hold something."""
        return [at for at, row in enumerate(self.rows) if row or (self.names and self.names[at])]


def is_choice(item: Item) -> bool:
    """Tell whether options are chosen among that can be edited."""
    return bool(item.options) and item.type not in {ItemType.TRUE_FALSE, ItemType.MATCHING, ItemType.ORDERING}


def draft_of(item: Item) -> Draft:
    """Give a question as its form shows it first."""
    plain = Draft(item.question, item.explanation)
    if not item.options:
        return replace(plain, text=" ".join(item.right))
    spare = ("",) * SPARE_ROWS
    if item.pairs:
        names, said = zip(*item.pairs, strict=True)
        return replace(plain, rows=(*said, *spare), names=(*names, *spare))
    if item.type is ItemType.ORDERING:
        return replace(plain, rows=(*item.right, *spare), places=(*range(1, len(item.right) + 1), *(0 for _ in spare)))
    right = frozenset(at for at, option in enumerate(item.options) if option in item.right)
    return replace(plain, rows=item.options if item.type is ItemType.TRUE_FALSE else (*item.options, *spare), right=right)


def read_draft(item: Item, fields: Fields) -> Draft:
    """Read the form of a question."""
    plain = Draft(fields.line("fraga"), fields.line("forklaring"))
    if not item.options:
        return replace(plain, text=fields.line("facit"))
    right = frozenset(at for value in fields.lines("ratt") if (at := whole_number(value)) is not None)
    if item.type is ItemType.TRUE_FALSE:
        return replace(plain, rows=(TRUE, FALSE), right=right)
    count = range(MOST_ROWS)
    rows = tuple(fields.line(f"rad-{at}") for at in count)
    if item.pairs:
        return replace(plain, rows=rows, names=tuple(fields.line(f"namn-{at}") for at in count))
    if item.type is ItemType.ORDERING:
        places = (whole_number(fields.line(f"plats-{at}")) or 0 for at in count)
        return replace(plain, rows=rows, places=tuple(one if one <= MOST_ROWS else 0 for one in places))
    return replace(plain, rows=rows, right=right)


def problems_of(item: Item, draft: Draft, sources: Sequence[str]) -> tuple[str, ...]:
    """Say what is wrong with a draft, in Swedish; nothing where a question can be made of it.

    Parameters
    ----------
    item
        The question that is edited.
    draft
        What the form holds.
    sources
        The texts of the paragraphs that the question rests on: what an explanation quotes must stand in one of them.
    """
    found = [*_texts(item, draft)]
    if item.options:
        found += _rows(item, draft)
    elif not normal(draft.text):
        found.append("Facit är tomt.")
    allowed = [*sources, draft.question, *draft.rows, draft.text]
    for quoted in _QUOTED.findall(draft.explanation):
        is_quote = len(quoted.split()) >= _FEWEST_QUOTED
        if is_quote and not any(collapse(quoted) in collapse(text) for text in allowed):
            found.append(f"Citatet ”{_short(quoted)}” i förklaringen står inte så i källan. Citat går inte att ändra.")
    return tuple(found)


def _texts(item: Item, draft: Draft) -> list[str]:
    found = []
    if not normal(draft.question):
        found.append("Frågan är tom.")
    if not normal(draft.explanation):
        found.append("Förklaringen är tom.")
    for name, text, most in (
        ("Frågan", draft.question, LONGEST_QUESTION),
        ("Förklaringen", draft.explanation, LONGEST_EXPLANATION),
        ("Facit", draft.text, LONGEST_EXPLANATION),
        *(("Ett svarsalternativ", row, LONGEST_OPTION) for row in (*draft.rows, *draft.names)),
    ):
        if len(text) > most:
            found.append(f"{name} är längre än {most} tecken.")
    if item.type is ItemType.CLOZE and draft.question.count(GAP) != 1:
        found.append(f"Frågan ska ha en lucka. Skriv {GAP} (fem understreck) där ordet saknas, en gång.")
    return found


def _rows(item: Item, draft: Draft) -> list[str]:
    used = draft.used
    found = []
    if not FEWEST_ROWS <= len(used) <= MOST_ROWS:
        found.append(f"Frågan ska ha mellan {FEWEST_ROWS} och {MOST_ROWS} svarsalternativ.")
    shown = [normal(draft.rows[at]) for at in used]
    if any(not row for row in shown):
        found.append("Ett svarsalternativ är tomt.")
    if len(set(shown)) != len(shown):
        found.append("Två svarsalternativ är lika.")
    if draft.names:
        names = [normal(draft.names[at]) for at in used]
        if any(not name for name in names) or len(set(names)) != len(names):
            found.append("Varje rad ska ha ett eget namn till vänster och en egen text till höger.")
    elif draft.places:
        if sorted(draft.places[at] for at in used) != list(range(1, len(used) + 1)):
            found.append("Varje steg ska ha en egen plats, från 1 och uppåt utan hål.")
    else:
        found += _right(item, draft, used)
    return found


def _right(item: Item, draft: Draft, used: Sequence[int]) -> list[str]:
    several = item.type is ItemType.MULTIPLE_CHOICE
    found = []
    if several and not draft.right:
        found.append("Välj minst ett rätt svar.")
    if not several and len(draft.right) != 1:
        found.append("Välj exakt ett rätt svar.")
    if not draft.right <= set(used):
        found.append("Det rätta svaret är tomt. Skriv det, eller välj ett annat.")
    elif len(draft.right) >= len(used):
        found.append("Minst ett svarsalternativ ska vara fel.")
    return found


def edited(item: Item, draft: Draft) -> Item:
    """Make the question of a draft that has no problems; its sources and quotes stay as they are."""
    options, key = _answers(item, draft)
    same = (draft.question, options, key) == (item.question, item.options, item.key)
    return replace(
        item,
        question=draft.question,
        options=options,
        key=key,
        explanation=draft.explanation,
        changed=item.changed if same else (),
    )


def _answers(item: Item, draft: Draft) -> tuple[tuple[str, ...], Key]:
    if not item.options:
        return (), draft.text
    if item.pairs:
        pairs = tuple((draft.names[at], draft.rows[at]) for at in draft.used)
        return _in_old_order(item, [said for _, said in item.pairs], draft), pairs
    if item.type is ItemType.ORDERING:
        steps = sorted(draft.used, key=lambda at: draft.places[at])
        return _in_old_order(item, item.right, draft), tuple(draft.rows[at] for at in steps)
    options = tuple(draft.rows[at] for at in draft.used)
    right = tuple(draft.rows[at] for at in sorted(draft.right))
    if item.type is not ItemType.MULTIPLE_CHOICE:
        return options, right[0]
    return options, item.key if set(right) == set(item.right) else right


def _in_old_order(item: Item, rows: Sequence[str], draft: Draft) -> tuple[str, ...]:
    """Give the options in the order they were shown in, new ones last: in the key's order they would tell it."""
    order = sorted(draft.used, key=lambda at: item.options.index(rows[at]) if at < len(rows) else len(rows))
    return tuple(draft.rows[at] for at in order)


def _short(text: str) -> str:
    words = text.split()
    return text if len(words) <= _FEWEST_QUOTED + 1 else f"{' '.join(words[:_FEWEST_QUOTED])} …"
