"""Takes away what some models write before their answer: ``<think>…</think>``."""

from __future__ import annotations

import re

_OPENINGS = ("<think>", "<thinking>")
_OPENED = re.compile(r"<(think(?:ing)?)>")


class WithoutThinking:
    """Passes a reply on, piece by piece, less white space and thinking at its beginning.

    Models that are trained to reason (DeepSeek-R1, Qwen 3 and others) write it in these tags where the server does not
    part it off itself as ``reasoning_content``.
    """

    def __init__(self) -> None:
        self._held: str | None = ""  # None once the answer has begun
        self._closing = ""

    def feed(self, piece: str) -> str:
        """Give what of the reply can be passed on after this piece; empty as long as nothing can."""
        if self._held is None:
            return piece
        self._held = (self._held + piece).lstrip()
        if not self._closing and (opened := _OPENED.match(self._held)):
            self._closing = f"</{opened[1]}>"
            self._held = self._held[opened.end() :]
        if self._closing:
            return self._after_closing()
        if any(opening.startswith(self._held) for opening in _OPENINGS):  # may become an opening yet; true of nothing at all
            return ""
        begun, self._held = self._held, None
        return begun

    def end(self) -> str:
        """Give what was held back in case it became thinking, and did not."""
        begun, self._held = self._held or "", None
        return "" if self._closing else begun

    def _after_closing(self) -> str:
        held = self._held or ""
        before, closing, after = held.partition(self._closing)
        if not closing:
            self._held = before[-len(self._closing) :]  # thinking is not kept, but the tag may come in two pieces
            return ""
        self._closing, self._held = "", ""
        return self.feed(after)
