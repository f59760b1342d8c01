"""Failing questions as they are read: what was asked, what answers it, what was shown, and what was missing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from evals.failures import Failure, Place
from evals.words import VALUES, name_of, number

_LONGEST = 900
"""Characters of a paragraph that are shown; the rest stands in the document."""


def failing_questions(failures: Sequence[Failure]) -> str:
    """Give failing questions as HTML, each to be opened."""
    return "".join(_failure(one) for one in failures)


def _failure(one: Failure) -> str:
    style = VALUES.get(one.style, one.style)
    parts = [
        f"<details><summary>{escape(one.question)} <span class='muted'>{escape(style)}, {escape(one.role)}</span></summary>",
        f"<p class='muted'>{escape(one.id)} · {escape(one.chapter)}</p><dl>",
        "<dt>Brister</dt><dd><ul>",
        *(f"<li>{escape(name_of(name))}: {escape(reason)}</li>" for name, reason in one.short.items()),
        "</ul></dd>",
    ]
    if one.facts:
        parts.append(f"<dt>Uppgifter som ett rätt svar har</dt><dd>{escape('; '.join(one.facts))}</dd>")
    for number_, group in enumerate(one.expected, start=1):
        needed = f" {number_} av {len(one.expected)}" if len(one.expected) > 1 else ""
        parts.append(f"<dt>Förväntat stycke{needed}{', något av' if len(group) > 1 else ''}</dt>")
        parts += [f"<dd>{_place(place)}</dd>" for place in group]
    parts.append(f"<dt>Visat svar ({_status(one)})</dt><dd><blockquote>{escape(one.answer)}</blockquote></dd>")
    if one.shown:
        parts.append("<dt>Visade citat</dt>")
        parts += [f"<dd>{_place(place)}</dd>" for place in one.shown]
    found = "".join(f"<li><code>{escape(paragraph_id)}</code></li>" for paragraph_id in one.found)
    parts.append(f"<dt>De första styckena i sökningen</dt><dd><ol>{found}</ol></dd></dl></details>")
    return "".join(parts)


def _status(one: Failure) -> str:
    sure = "" if one.probability is None else f", sannolikhet {number(one.probability, 2)}"
    return f"{escape(one.status)}, {escape(VALUES.get(one.confidence, one.confidence))}{sure}"


def _place(place: Place) -> str:
    text = place.text if len(place.text) <= _LONGEST else f"{place.text[:_LONGEST]} […]"
    return (
        f"{escape(place.place)} <code class='muted'>{escape(place.paragraph_id)}</code><blockquote>{escape(text)}</blockquote>"
    )
