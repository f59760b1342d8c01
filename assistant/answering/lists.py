"""Lists in an answer: whole, with their lead-in; of a telephone list only those who are asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.focus import Focus
from assistant.answering.stretches import Excerpt, Stretch, is_inside, joined, overlap, stands_from, with_notes
from assistant.documents.corpus import Evidence
from assistant.documents.model import Paragraph
from assistant.retrieval.contacts import item_names

WHOLE_LIST = 1_700
"""A list longer than this is said after its lead-in and the items asked for, which would be hard to find in it."""
ITEM_SHARE = 0.75
"""Every item scoring at least this share of the best is shown."""
ANNOUNCED = 0.3
"""A list is what a question asks for where its heading or lead-in holds at least this share of the question's words."""
MAX_ITEMS = 3
"""So many items at most are said ahead of a long list: more are not found quicker than in the list itself."""

_ASKS_LIST = re.compile(
    r"\b(?:vilka\b|räkna upp|nämn\b|lista\b|punkter\w*|exempel på|vad (?:\w+ ){0,3}(?:ingår?|innehåller|innehålla"
    r"|omfatta\w*|utredas|framgå|beaktas)\b"
    r"|vad (?:ska|bör|måste|behöver)\b[^?,]*\b(?:ingå|innehålla|finnas med|stå i|framgå|vara med"
    r"|få med|gå igenom|utredas)\b|which\b|what (?:should|must)\b[^?]*\b(?:include|contain|cover)|list\b|give examples)",
    re.IGNORECASE,
)


def asks_for_list(question: str) -> bool:
    """Tell whether a question asks for several things, as a list has them."""
    return bool(_ASKS_LIST.search(question))


def items_of(paragraph: Paragraph) -> list[Stretch]:
    """Give the stretches of a list's items; the lead-in and each item stand on lines of their own."""
    found: list[Stretch] = []
    position = len(paragraph.lead_in) + 1 if paragraph.lead_in else 0
    for item in paragraph.items:
        found.append(Stretch(position, position + len(item)))
        position += len(item) + 1
    return found


def whole_list(paragraph: Paragraph, question: str) -> Stretch:
    """Give the list with its lead-in, and with the footnotes that belong to an answer."""
    return Stretch(0, len(paragraph.full_text) if with_notes(paragraph, question) else len(paragraph.text))


def list_excerpt(paragraph: Paragraph, units: Sequence[Stretch], scores: Sequence[float], best: int, focus: Focus) -> Excerpt:
    """Show a list whole with its lead-in; ahead of a very long one the lead-in and the items that the question is about."""
    items = items_of(paragraph)
    whole = Stretch(0, items[-1].end)
    asked = next((item for item in items if is_inside(units[best], item)), None)
    if not is_very_long(paragraph) or asked is None or _is_asked_whole(paragraph, focus):
        return Excerpt((whole,), whole_list(paragraph, focus.question))
    close = [item for item in items if _best_in(item, units, scores) >= ITEM_SHARE * scores[best]]
    shown = sorted(sorted(close, key=lambda item: -_best_in(item, units, scores))[:MAX_ITEMS], key=lambda item: item.start)
    return Excerpt((*_introduction(paragraph, units, items[0].start), *shown), whole_list(paragraph, focus.question), whole)


def is_very_long(paragraph: Paragraph) -> bool:
    """Tell whether what is asked for would be hard to find in a list."""
    return items_of(paragraph)[-1].end > WHOLE_LIST


def _is_asked_whole(paragraph: Paragraph, focus: Focus) -> bool:
    heading = paragraph.section[-1] if paragraph.section else ""
    return asks_for_list(focus.question) and focus.nearness(f"{heading} {paragraph.lead_in}") >= ANNOUNCED


def _introduction(paragraph: Paragraph, units: Sequence[Stretch], end: int) -> tuple[Stretch, ...]:
    """Give the sentence that introduces a list, with the one before it where it leans on that."""
    lead = [unit for unit in units if unit.end <= end]
    return (Stretch(lead[stands_from(paragraph, lead, len(lead) - 1)].start, lead[-1].end),) if lead else ()


def _best_in(item: Stretch, units: Sequence[Stretch], scores: Sequence[float]) -> float:
    return max((score for unit, score in zip(units, scores, strict=True) if is_inside(unit, item)), default=0.0)


def matching_items(paragraph: Paragraph, focus: Focus, evidence: Sequence[Evidence]) -> tuple[Stretch, ...]:
    """Give the contacts or abbreviations that the question names, neighbours together; all where it names none."""
    items = items_of(paragraph)
    named = [sum(weight for stem, weight in focus.weights.items() if stem in name) for name in item_names(paragraph)]
    if max(named) <= 0:
        named = [max((overlap(item, one) for one in evidence), default=0.0) for item in items]
    if max(named) <= 0:
        return (Stretch(0, items[-1].end),)
    return joined(item for item, score in zip(items, named, strict=True) if score >= ITEM_SHARE * max(named))
