"""Is this interpretation right? A statement judged by the words of the guidelines.

Reading order: `model` (what comes out), `claims` (a statement's claims), `units` (what they are laid beside), `comparing` with
`ages`, `scopes`, `opposed`, `contrasts`, `denials`, `successors` and `signals` (what differs), `deciding` (what of it decides),
`features`, `judge`, `weighing`, `naming`, `opinion` (the second opinion of a language model; that of a model for inference is
in `assistant.verification`), `check`.
"""

from __future__ import annotations

from assistant.interpretation.check import Interpreter
from assistant.interpretation.model import Check, Finding, Verdict

__all__ = ["Check", "Finding", "Interpreter", "Verdict"]
