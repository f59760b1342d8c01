"""Which words of a paragraph answer the question: whole sentences, whole lists, conditions kept."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from assistant.answering.focus import KIN_WEIGHT, Focus
from assistant.answering.lists import asks_for_list, is_very_long, items_of, list_excerpt, matching_items, whole_list
from assistant.answering.stretches import (
    Excerpt,
    Stretch,
    is_inside,
    joined,
    leans_back,
    limits,
    overlap,
    stands_from,
    units_of,
    with_notes,
)
from assistant.documents.corpus import Evidence
from assistant.documents.model import Kind, Paragraph

SHORT_ANSWER = 600
"""A short answer has at most about so many characters; lists and conditions may be longer."""
SHORT_PARAGRAPH = 450
"""A paragraph this short is said whole: cutting it saves little and may lose a condition."""
QUOTE = 1_100
"""A citation quotes a paragraph of up to so many characters whole, and about as much of a longer one."""
CONDITION = 250
"""So many characters longer a stretch may be to keep a condition or the sentence that a pronoun points to."""

EVIDENCE_WEIGHT = 0.5
"""Weight of the stretch that the most similar typical question asks for, against 1 for the question's own words
(evals/tune_quotes.py)."""
ITEM_WEIGHT = 0.3
"""Weight of the item of a long list that lies nearest to the question by its meaning (evals/tune_quotes.py)."""
NEIGHBOUR_SHARE = 0.45
"""A neighbouring sentence joins the answer where its score is at least this share of the best sentence's."""
WEIGHTY = 0.2
"""A word that carries this share of the question is looked for outside the best sentences too."""
LENGTH = 0.3
"""What a run of sentences as long as a short answer may be loses beside a short one (evals/tune_quotes.py)."""
FILL = 450
"""Up to this length an answer takes in the sentences around it, the better one first (evals/tune_quotes.py)."""


def choose(
    paragraph: Paragraph,
    focus: Focus,
    evidence: Collection[Evidence],
    limit: int = SHORT_ANSWER,
    item: int | None = None,
    quote: int = QUOTE,
    trust: float = 1.0,
) -> tuple[Excerpt, ...]:
    """Choose what to say and what to quote of a paragraph.

    Parameters
    ----------
    paragraph
        The paragraph that answers.
    focus
        The question.
    evidence
        Stretches that similar typical questions ask for; those of other paragraphs are passed over.
    limit
        How long the part of a short answer may be that comes from running text, in characters.
    item
        The item of a long list that lies nearest to the question, where that is known.
    quote
        How long a quote of running text may be, in characters.
    trust
        How near the typical question lies whose evidence this is, 0 to 1.

    Returns
    -------
    tuple of Excerpt
        In order, disjoint, each on whole sentences or items. A list is said and quoted whole, with its lead-in.
    """
    units = units_of(paragraph)
    if not units:
        return (_all_of(Stretch(0, len(paragraph.full_text))),)
    own = [one for one in evidence if one.paragraph_id == paragraph.id]
    items = items_of(paragraph)
    if items and paragraph.kind in {Kind.CONTACT, Kind.DEFINITION}:
        return tuple(_all_of(stretch) for stretch in matching_items(paragraph, focus, own))
    scores = _scores(paragraph, units, focus, own, trust, items[item] if item is not None and item < len(items) else None)
    best = max(range(len(units)), key=lambda i: scores[i])
    if items:
        return (_of_list(paragraph, units, scores, best, focus, limit),)
    if units[best].start > len(paragraph.text):
        return (Excerpt((units[best],), _widened(paragraph, units, scores, (best, best), quote, focus.question)),)
    running = [i for i, unit in enumerate(units) if unit.end <= len(paragraph.text)]
    units, scores = units[: len(running)], scores[: len(running)]
    first, last = _window(paragraph, units, scores, focus, limit)
    said = _with_the_rest(paragraph, units, (first, last), focus, limit)
    first, last = _bounds(units, said)
    return (Excerpt(said, _widened(paragraph, units, scores, (first, last), quote, focus.question)),)


def _all_of(stretch: Stretch) -> Excerpt:
    return Excerpt((stretch,), stretch)


def _between(units: Sequence[Stretch], first: int, last: int) -> Stretch:
    return Stretch(units[first].start, units[last].end)


def _scores(
    paragraph: Paragraph,
    units: Sequence[Stretch],
    focus: Focus,
    evidence: Sequence[Evidence],
    trust: float,
    near: Stretch | None,
) -> list[float]:
    found = []
    for unit in units:
        text = paragraph.full_text[unit.start : unit.end]
        covered = max((overlap(unit, one) for one in evidence), default=0.0)
        by_meaning = ITEM_WEIGHT if near and is_inside(unit, near) else 0.0
        found.append(EVIDENCE_WEIGHT * trust * covered + focus.nearness(text) + focus.bonus(text) + by_meaning)
    return found


def _of_list(
    paragraph: Paragraph, units: Sequence[Stretch], scores: Sequence[float], best: int, focus: Focus, limit: int
) -> Excerpt:
    """Choose of a list: all of it, ahead of a very long one what the question is about, be it of the introduction."""
    items = items_of(paragraph)
    lead = [unit for unit in units if unit.end <= items[0].start]
    if best >= len(lead) or not is_very_long(paragraph) or asks_for_list(focus.question):
        return list_excerpt(paragraph, units, scores, best, focus)
    first, last = _window(paragraph, lead, scores[: len(lead)], focus, limit)
    whole = Stretch(0, items[-1].end)
    return Excerpt((_between(units, first, last),), whole_list(paragraph, focus.question), whole)


def _widened(
    paragraph: Paragraph,
    units: Sequence[Stretch],
    scores: Sequence[float],
    inside: tuple[int, int],
    most: int,
    question: str,
) -> Stretch:
    """Give the quote around what is said: the whole paragraph where it is short, with its footnotes where they fit."""
    end = len(paragraph.full_text) if with_notes(paragraph, question) else len(paragraph.text)
    if units[inside[1]].end <= end <= most:
        return Stretch(0, end)
    return _between(units, *_grown(paragraph, units, scores, inside, most))


def _grown(
    paragraph: Paragraph,
    units: Sequence[Stretch],
    scores: Sequence[float],
    inside: tuple[int, int],
    most: int,
    least: float = 0.0,
    back: float = 0.0,
) -> tuple[int, int]:
    """Take in the sentences around a stretch, the better one first, while they fit and score at least ``least``.

    Those before it score at least ``back``: an answer begins with what decides it. One that leans on an earlier one comes
    with that.
    """
    first, last = inside
    while True:
        options = []
        if first > 0:
            start = stands_from(paragraph, units, first - 1)
            before = max(scores[start:first])
            options += [(before, start, last)] if before >= back else []
        if last + 1 < len(units):
            options.append((scores[last + 1], first, last + 1))
        options = [one for one in options if units[one[2]].end - units[one[1]].start <= most and one[0] >= least]
        if not options:
            return first, last
        _, first, last = max(options, key=lambda one: one[0])


def _window(
    paragraph: Paragraph, units: Sequence[Stretch], scores: Sequence[float], focus: Focus, limit: int
) -> tuple[int, int]:
    """Choose neighbouring sentences around the best one, so that no pronoun hangs and no condition is lost."""
    if units[-1].end - units[0].start <= min(SHORT_PARAGRAPH, limit):
        return 0, len(units) - 1
    best = max(range(len(units)), key=lambda i: scores[i])
    inside = _seed(paragraph, units, scores, focus, limit)
    enough = NEIGHBOUR_SHARE * scores[best]
    inside = _grown(paragraph, units, scores, inside, min(FILL, limit), back=enough)
    inside = _grown(paragraph, units, scores, inside, limit, enough, enough)
    return _kept_whole(paragraph, units, inside, limit)


def _with_the_rest(
    paragraph: Paragraph, units: Sequence[Stretch], inside: tuple[int, int], focus: Focus, limit: int
) -> tuple[Stretch, ...]:
    """Say also the sentence that has a weighty word of the question which the others do not have."""
    held = [focus.held(paragraph.full_text[unit.start : unit.end]) for unit in units]
    total = sum(focus.weights.values())
    first, last = inside
    missing = [
        stem
        for stem, weight in focus.weights.items()
        if weight >= WEIGHTY * total and not any(one[stem] for one in held[first : last + 1])
    ]
    outside = [i for i in range(len(units)) if not first <= i <= last]
    chosen = max(outside, key=lambda i: sum(held[i][stem] for stem in missing), default=None)
    window = _between(units, first, last)
    if chosen is None or sum(held[chosen][stem] for stem in missing) < WEIGHTY * KIN_WEIGHT:
        return (window,)
    added = _between(units, stands_from(paragraph, units, chosen), chosen)
    both = joined(sorted((window, added), key=lambda one: one.start))
    return both if sum(one.end - one.start for one in both) <= limit + CONDITION else (window,)


def _bounds(units: Sequence[Stretch], said: Sequence[Stretch]) -> tuple[int, int]:
    """Give the first and the last sentence of what is said."""
    inside = [i for i, unit in enumerate(units) if any(is_inside(unit, one) for one in said)]
    return inside[0], inside[-1]


def _seed(paragraph: Paragraph, units: Sequence[Stretch], scores: Sequence[float], focus: Focus, limit: int) -> tuple[int, int]:
    """Choose the shortest run of sentences that together hold most of what the question asks."""
    held = [focus.held(paragraph.full_text[unit.start : unit.end]) for unit in units]
    alone = [score - sum(one.values()) for score, one in zip(scores, held, strict=True)]
    best, chosen = -math.inf, (0, 0)
    for first in range(len(units)):
        start = stands_from(paragraph, units, first)
        together = dict.fromkeys(focus.weights, 0.0)
        for last in range(first, len(units)):
            together = {stem: max(value, held[last][stem]) for stem, value in together.items()}
            length = units[last].end - units[start].start
            if last > first and length > limit:
                break
            value = sum(together.values()) + max(alone[first : last + 1]) - LENGTH * length / limit
            if value > best:
                best, chosen = value, (first, last)
    return _kept_whole(paragraph, units, chosen, limit)


def _kept_whole(paragraph: Paragraph, units: Sequence[Stretch], inside: tuple[int, int], limit: int) -> tuple[int, int]:
    """Take in the sentence that the first one leans on, and those that limit the last one."""
    text = paragraph.full_text
    first, last = inside
    most = limit + CONDITION
    while (
        first > 0
        and leans_back(text[units[first].start : units[first].end])
        and units[last].end - units[first - 1].start <= most
    ):
        first -= 1
    while (
        last + 1 < len(units)
        and limits(text[units[last + 1].start : units[last + 1].end])
        and units[last + 1].end - units[first].start <= most
    ):
        last += 1
    return first, last
