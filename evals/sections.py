"""What a run measures beside single questions, such as conversations: a section has figures of its own and its failures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evals.figures import Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report.

    Attributes
    ----------
    name
        Key in the JSON, ASCII: ``conversations``.
    title
        Swedish heading in the HTML.
    figures
        For ``dev``, ``test`` and ``all`` the figures by name. They stand beside those of the single questions in the gates, so
        a name must not be one of theirs: ``later_turns_hit_at_5``.
    groups
        For each split, for each dimension (``style``), for each value, the figures; may be empty.
    failures
        Failing cases of the development split, to be read: Swedish label to text. Never any of the test split.
    """

    name: str
    title: str
    figures: Mapping[str, Mapping[str, Figure]]
    groups: Mapping[str, Mapping[str, Mapping[str, Mapping[str, Figure]]]] = field(default_factory=dict)
    failures: Sequence[Mapping[str, str]] = ()
