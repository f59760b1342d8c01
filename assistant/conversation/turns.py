"""An earlier turn of a conversation, and which paragraphs its answer showed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.corpus import Corpus
from assistant.text import collapse

MAX_TURNS = 6
"""Earlier turns that are looked at: what was said before them is no longer what a pronoun means."""
_SHORTEST = 20
"""A piece of an answer shorter than this, in characters, stands in too many paragraphs to tell one."""
_MOST = 3
_PIECES = re.compile(r"[”“\"»«\n]|\[\d{1,2}\]|(?:^|(?<=\s))[–•-] ")


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and its answer."""

    question: str
    answer: str = ""


class Shown:
    """Finds the paragraphs that an earlier answer quoted, by its words alone: nothing else is kept of a conversation."""

    def __init__(self, corpus: Corpus) -> None:
        self._texts = [(paragraph.id, collapse(paragraph.full_text)) for paragraph in corpus.paragraphs]

    def in_answer(self, answer: str) -> tuple[str, ...]:
        """Give up to three paragraphs that hold a piece of the answer word for word, in the order of the pieces."""
        found: dict[str, None] = {}
        for piece in map(collapse, _PIECES.split(answer)):
            if len(piece) >= _SHORTEST:
                found |= dict.fromkeys(self._holding(piece))
            if len(found) >= _MOST:
                break
        return tuple(found)[:_MOST]

    def _holding(self, piece: str) -> Sequence[str]:
        return [paragraph_id for paragraph_id, text in self._texts if piece in text]
