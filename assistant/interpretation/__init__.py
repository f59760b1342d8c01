"""Is this interpretation right? A statement judged by the words of the guidelines.

Reading order: `model` (what comes out), `claims` (a statement's claims), `units` (what they are laid beside), `comparing` with
`ages`, `scopes`, `opposed`, `contrasts`, `denials`, `successors` and `signals` (what differs), `features`, `judge`, `weighing`,
`naming`, `inference` and `opinion` (second opinions of models), `check`.
"""

from __future__ import annotations

from assistant.interpretation.check import Interpreter
from assistant.interpretation.model import Check, Finding, Verdict

__all__ = ["Check", "Finding", "Interpreter", "Verdict"]
