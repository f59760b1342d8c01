"""Which words of a paragraph answer the question: whole sentences, whole lists, conditions kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.answering.focus import Focus
from assistant.documents.corpus import Evidence
from assistant.documents.model import Kind, Paragraph
from assistant.retrieval.contacts import item_names
from assistant.text import sentences

SHORT_ANSWER = 600
"""A short answer has at most about so many characters; lists and conditions may be longer."""
SHORT_PARAGRAPH = 320
"""A paragraph this short is quoted whole: cutting it saves nothing and may lose a condition."""
WHOLE_LIST = 1_700
"""A list longer than this is quoted by its matching items when the question is about one of them."""
WHOLE_LONG_LIST = 2_600
"""A question about a list as a whole gets a list of up to this length."""

EVIDENCE_WEIGHT = 0.7
"""Weight of the stretch that the most similar typical question asks for, against 1 for the question's own words
(evals/tune_quotes.py)."""
NEIGHBOUR_SHARE = 0.45
"""A neighbouring sentence joins the quote where its score is at least this share of the best sentence's."""
FILL = 450
"""Up to this length a quote takes in the sentences around it, the better one first (evals/tune_quotes.py)."""
ITEM_SHARE = 0.75
"""In a list of contacts or abbreviations every item scoring at least this share of the best is quoted."""

_LEANS_BACK = re.compile(
    r"(?:det|detta|den|denna|de|dem|dessa|då|där|därför|dessutom|likaså|sådana?|så|han|hon|hen|i så fall|i det läget"
    r"|annars|samma|även om|bestämmelserna|paragraferna|möjligheten till detta)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:dock|däremot|undantag\w*|undantagsfall|om det inte|såvida|förutsatt|förutsättning\w*|får inte|gäller inte|endast)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The stretch ``full_text[start:end]`` of a paragraph."""

    start: int
    end: int


def choose(
    paragraph: Paragraph, focus: Focus, evidence: Collection[Evidence], limit: int = SHORT_ANSWER
) -> tuple[Stretch, ...]:
    """Choose what to quote of a paragraph.

    Parameters
    ----------
    paragraph
        The paragraph that answers.
    focus
        The question.
    evidence
        Stretches that similar typical questions ask for; those of other paragraphs are passed over.
    limit
        How long a quote of running text may be, in characters.

    Returns
    -------
    tuple of Stretch
        In order, disjoint, each on whole sentences or items.
    """
    own = [one for one in evidence if one.paragraph_id == paragraph.id]
    units = _units(paragraph)
    scores = [_score(paragraph.full_text[unit.start : unit.end], unit, focus, own) for unit in units]
    if not units:
        return (Stretch(0, len(paragraph.full_text)),)
    items = _items(paragraph)
    best = max(range(len(units)), key=lambda i: scores[i])
    if items and paragraph.kind in {Kind.CONTACT, Kind.DEFINITION}:
        return _matching_items(paragraph, items, focus, own)
    body = len(paragraph.text)
    if units[best].start > body:
        return (units[best],)
    introduces = items and units[best].end >= items[0].start - 1
    if introduces or any(_inside(units[best], item) for item in items):
        return _list_stretches(paragraph, items, units, scores, best)
    last = items[0].start - 1 if items else body
    text_units = [i for i, unit in enumerate(units) if unit.end <= max(last, units[0].end)]
    window = _window(paragraph, [units[i] for i in text_units], [scores[i] for i in text_units], limit)
    if items and window.end >= last:
        return _list_stretches(paragraph, items, units, scores, text_units[-1])
    return (window,)


def _units(paragraph: Paragraph) -> list[Stretch]:
    return [Stretch(start, end) for start, end in sentences(paragraph.full_text)]


def _inside(unit: Stretch, item: Stretch) -> bool:
    return item.start <= unit.start < item.end


def _items(paragraph: Paragraph) -> list[Stretch]:
    """Give the stretches of a list's items; the lead-in and each item stand on lines of their own."""
    found: list[Stretch] = []
    position = len(paragraph.lead_in) + 1 if paragraph.lead_in else 0
    for item in paragraph.items:
        found.append(Stretch(position, position + len(item)))
        position += len(item) + 1
    return found


def _score(text: str, unit: Stretch, focus: Focus, evidence: Sequence[Evidence]) -> float:
    covered = max((_overlap(unit, one) for one in evidence), default=0.0)
    return EVIDENCE_WEIGHT * covered + focus.share(text) + focus.bonus(text)


def _overlap(unit: Stretch, evidence: Evidence) -> float:
    """Give how much of the shorter of the two lies in the other, 0 to 1."""
    common = min(unit.end, evidence.end) - max(unit.start, evidence.start)
    shorter = min(unit.end - unit.start, evidence.end - evidence.start)
    return max(0.0, common / shorter) if shorter > 0 else 0.0


def _matching_items(
    paragraph: Paragraph, items: Sequence[Stretch], focus: Focus, evidence: Sequence[Evidence]
) -> tuple[Stretch, ...]:
    """Quote the contacts or abbreviations that the question names, neighbours together."""
    names = item_names(paragraph)
    named = [sum(weight for stem, weight in focus.weights.items() if stem in name) for name in names]
    if max(named) <= 0:
        named = [max((_overlap(item, one) for one in evidence), default=0.0) for item in items]
    if max(named) <= 0:
        return (Stretch(0, items[-1].end),)
    chosen = [item for item, score in zip(items, named, strict=True) if score >= ITEM_SHARE * max(named)]
    merged = [chosen[0]]
    for item in chosen[1:]:
        if item.start <= merged[-1].end + 1:
            merged[-1] = Stretch(merged[-1].start, item.end)
        else:
            merged.append(item)
    return tuple(merged)


def _list_stretches(
    paragraph: Paragraph, items: Sequence[Stretch], units: Sequence[Stretch], scores: Sequence[float], best: int
) -> tuple[Stretch, ...]:
    """Quote a list whole with its lead-in; of a very long one the lead-in and the item the question is about."""
    lead = [unit for unit in units if unit.end <= items[0].start]
    start = lead[0].start if lead else items[0].start
    if lead and len(paragraph.lead_in) > SHORT_ANSWER:
        start = lead[-1].start
    whole = Stretch(start, items[-1].end)
    in_item = next((item for item in items if _inside(units[best], item)), None)
    size = whole.end - whole.start
    if size <= WHOLE_LIST or (in_item is None and size <= WHOLE_LONG_LIST) or in_item is None:
        return (whole,)
    close = [item for item in items if _best_in(item, units, scores) >= ITEM_SHARE * scores[best]][:3]
    introduction = (Stretch(lead[-1].start, lead[-1].end),) if lead else ()
    return (*introduction, *close)


def _best_in(item: Stretch, units: Sequence[Stretch], scores: Sequence[float]) -> float:
    return max((score for unit, score in zip(units, scores, strict=True) if _inside(unit, item)), default=0.0)


def _window(paragraph: Paragraph, units: Sequence[Stretch], scores: Sequence[float], limit: int) -> Stretch:
    """Choose neighbouring sentences around the best one, so that no pronoun hangs and no condition is lost."""
    text = paragraph.full_text
    if units[-1].end - units[0].start <= min(SHORT_PARAGRAPH, limit):
        return Stretch(units[0].start, units[-1].end)
    best = max(range(len(units)), key=lambda i: scores[i])
    first = last = best

    def fits(a: int, b: int, most: int = limit) -> bool:
        return units[b].end - units[a].start <= most

    while first > 0 and _LEANS_BACK.match(text[units[first].start : units[first].end]) and fits(first - 1, last):
        first -= 1
    while (
        last + 1 < len(units)
        and _LIMITS.search(text[units[last + 1].start : units[last + 1].end])
        and fits(first, last + 1, limit + 200)
    ):
        last += 1
    while True:
        options = [i for i in (first - 1, last + 1) if 0 <= i < len(units) and fits(min(first, i), max(last, i))]
        near = [i for i in options if fits(min(first, i), max(last, i), min(FILL, limit))]
        options = [i for i in options if i in near or scores[i] >= NEIGHBOUR_SHARE * scores[best]]
        if not options:
            return Stretch(units[first].start, units[last].end)
        chosen = max(options, key=lambda i: scores[i])
        first, last = min(first, chosen), max(last, chosen)
