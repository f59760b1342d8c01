"""Compares a Swedish sentence with the words of the guideline it is said to rest on.

`Verifier.verify` judges a sentence; `Difference` says in what it differs, by `Kind`.
"""

from __future__ import annotations

from assistant.verification.model import Difference, Evidence, Judgement, Kind
from assistant.verification.verifier import Verifier

__all__ = ["Difference", "Evidence", "Judgement", "Kind", "Verifier"]
