"""What decides a claim as citations: the deciding sentences and items, verbatim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answering.answer import Citation
from assistant.answering.citing import cite
from assistant.answering.stretches import Stretch
from assistant.interpretation.comparing import Laid
from assistant.interpretation.units import Candidate
from assistant.text import sentences


def citations(laid: Iterable[Laid], first: int) -> tuple[Citation, ...]:
    """Cite the units of readings, neighbours of one paragraph as one quote; each place once, numbered from ``first``."""
    found: dict[tuple[str, int, int], Citation] = {}
    for one in laid:
        for run in _runs(sorted(one.candidates, key=lambda candidate: candidate.number)):
            unit = run[0].unit
            places = sentences(unit.paragraph.full_text)
            stretch = Stretch(places[run[0].number][0], places[run[-1].number][1])
            key = (unit.paragraph.id, stretch.start, stretch.end)
            if key not in found:
                found[key] = cite(unit.document, unit.paragraph, stretch, first + len(found))
    return tuple(found.values())


def _runs(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    runs: list[list[Candidate]] = []
    for one in candidates:
        if runs and one.number == runs[-1][-1].number + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs
