"""Which differences decide: those whose words can be seen on both sides, and are of one kind there."""

from __future__ import annotations

from assistant.verification.model import Difference, Kind
from assistant.verification.tables import actor_of
from assistant.verification.verbs import MODALS
from assistant.verification.words import read_words

_BINDING = MODALS | {"skyldig", "skyldiga", "skyldighet", "krävs", "krav", "nödvändigt", "frivilligt"}
_SHORT_MODAL = 3
"""Words of the longest modal phrase."""


def is_decided(one: Difference) -> bool:
    """Tell whether both sides of a difference are seen: a modal verb for a modal verb, an actor for an actor."""
    if not one.claim or not one.source:
        return False
    if one.kind is Kind.MODALITY:
        return is_modal_for_modal(one)
    if one.kind is Kind.ACTOR:
        return "," not in one.source and _has_actor(one.claim) and _has_actor(one.source)
    return True


def is_modal_for_modal(one: Difference) -> bool:
    """Tell whether both sides are a modal verb, or say in its place how binding something is."""
    return _is_modal(one.claim) and _is_modal(one.source)


def _is_modal(words: str) -> bool:
    return 0 < len(words.split()) <= _SHORT_MODAL and any(word.low in _BINDING for word in read_words(words))


def _has_actor(words: str) -> bool:
    return any(actor_of(word.low) for word in read_words(words))
