"""A claim weighed against documents: what they make of it, and when another publisher's speak of it too."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.interpretation.comparing import REPEATED, Laid, against
from assistant.interpretation.deciding import is_decided
from assistant.interpretation.features import Features, Found
from assistant.interpretation.judge import Ruling, rule
from assistant.interpretation.model import Verdict

_SURE = 0.7
"""Probability from which another publisher's documents decide too: they are laid beside a claim that others decide first."""
_RIVAL = 0.8
"""Share of a claim that they must have for it."""
_SLACK = 0.25
"""How much less of it they have at most by a quick count of words than by reading them."""
_BEHIND = 0.1
"""How much less of it they may have than those that decide first."""
LEAST_SHARE = _RIVAL - _SLACK
"""Share of a claim, by a quick count of words, under which another publisher's documents do not speak of it."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one publisher's documents, or all of them, make of a claim.

    ``laid`` has what decides first; ``doubted`` is True where the model for inference sees a contradiction in it.
    """

    found: Found | None
    laid: tuple[Laid, ...]
    features: Features
    doubted: bool = False

    @property
    def ruling(self) -> Ruling:
        """Give the verdict; read when asked for, since the features are also what its model is fitted on."""
        ruling = rule(self.found, self.features)
        return replace(ruling, verdict=Verdict.CONTRADICTED, unsure=True) if self.doubted else ruling

    @property
    def deciding(self) -> Laid:
        """Give what is shown: where a claim is contradicted, units that stand against it before those that do not."""
        first = self.laid[0]
        if self.ruling.verdict is not Verdict.CONTRADICTED or _repeats(first):
            return first
        return against(self.laid) or first

    @property
    def publisher(self) -> str:
        """Give whose document decides."""
        return self.laid[0].candidates[0].unit.document.entry.publisher


def _repeats(first: Laid) -> bool:
    """Tell whether a reading repeats the claim, and where it differs that is seen on both sides; then no other is sought."""
    return first.in_order >= REPEATED and any(is_decided(one) for one in first.differences)


def verdict_beside(pooled: Weighed, side: Weighed) -> Verdict:
    """Give the verdict of another publisher's documents: what is not clearly on the same thing does not speak of it."""
    ruling, decisive = side.ruling, side.laid[0]
    chance = ruling.supported if ruling.verdict is Verdict.SUPPORTED else ruling.contradicted
    speaks = chance >= _SURE and decisive.share >= max(_RIVAL, pooled.laid[0].share - _BEHIND)
    if ruling.verdict is Verdict.CONTRADICTED:
        speaks = speaks and any(one.claim and one.source for one in decisive.differences)
    return ruling.verdict if speaks else Verdict.NOT_ADDRESSED
