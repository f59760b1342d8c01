"""What the interpretation check gives: the verdict on a statement and on each of its claims, with what decides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from assistant.answering.answer import Citation
from assistant.verification.model import Difference


class Verdict(StrEnum):
    """What the documents say of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_ADDRESSED = "not_addressed"


_WORST_FIRST = (Verdict.CONTRADICTED, Verdict.NOT_ADDRESSED, Verdict.SUPPORTED)


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """Give the verdict on a whole from those on its parts: contradicted before not addressed before supported.

    Raises
    ------
    ValueError
        Where there is no part.
    """
    return min(verdicts, key=_WORST_FIRST.index)


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one claim.

    ``by_publisher`` has a verdict for each publisher whose documents were asked. ``unsure`` is True where supported and
    contradicted lay close: the verdict is then the more careful one, and a notice says what to check.
    """

    text: str
    verdict: Verdict
    by_publisher: Mapping[str, Verdict]
    differences: tuple[Difference, ...]
    citations: tuple[Citation, ...]
    notices: tuple[str, ...] = ()
    unsure: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Give the finding as the contract's JSON object."""
        return {
            "text": self.text,
            "verdict": self.verdict.value,
            "by_publisher": {name: verdict.value for name, verdict in self.by_publisher.items()},
            "differences": [_difference(one) for one in self.differences],
            "citations": [asdict(one) for one in self.citations],
        }


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on a statement: the worst of those on its claims, with all that they rest on."""

    claim: str
    verdict: Verdict
    differences: tuple[Difference, ...]
    citations: tuple[Citation, ...]
    notices: tuple[str, ...]
    claims: tuple[Finding, ...]

    @property
    def unsure(self) -> bool:
        """Tell whether supported and contradicted lay close for one of the claims."""
        return any(one.unsure for one in self.claims)

    def to_dict(self) -> dict[str, Any]:
        """Give the check as the contract's JSON object."""
        return {
            "claim": self.claim,
            "verdict": self.verdict.value,
            "differences": [_difference(one) for one in self.differences],
            "citations": [asdict(one) for one in self.citations],
            "notices": list(self.notices),
            "claims": [one.to_dict() for one in self.claims],
        }


def _difference(one: Difference) -> dict[str, str]:
    return {"kind": one.kind.value, "claim": one.claim, "source": one.source}
