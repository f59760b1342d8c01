"""Where in a document a stretch of a paragraph stands word for word, so that a typical question can be keyed by it."""

from __future__ import annotations

from assistant.documents.corpus import SourceMap
from assistant.documents.model import Document, Paragraph
from assistant.text import collapse

_SHORTEST = 25
"""Characters of a stretch: fewer tell a person little about which place is meant."""


class Places:
    """Finds verbatim stretches of one document that occur in it once."""

    def __init__(self, document: Document) -> None:
        self._source = document.source
        self._dense = "".join(document.source.split())
        self._map = SourceMap(document)

    def stretch(self, paragraph: Paragraph, start: int, end: int) -> str:
        """Give words of the document, white space collapsed, that occur once and stand for ``full_text[start:end]``.

        Where furniture of the page (a footnote's mark, a running head) stands in between, it is the longest run without it.

        Returns
        -------
        str
            Empty where no run of it is unique and long enough.
        """
        positions = self._positions(paragraph)
        dense = [i for i, char in enumerate(paragraph.full_text) if not char.isspace()]
        wanted = [positions[n] for n, place in enumerate(dense) if start <= place < end and n < len(positions)]
        runs = sorted((self._run(run) for run in _runs(wanted, self._source)), key=len, reverse=True)
        return next((run for run in runs if len(run) >= _SHORTEST and self._is_unique(run, paragraph)), "")

    def _positions(self, paragraph: Paragraph) -> list[int]:
        """Give for each character of the full text that is no white space where it stands in the source."""
        spans = [*paragraph.spans, *(span for note in paragraph.footnotes for span in note.spans)]
        return [i for span in spans for i in range(span.start, span.end) if not self._source[i].isspace()]

    def _run(self, run: list[int]) -> str:
        return collapse(self._source[run[0] : run[-1] + 1])

    def _is_unique(self, run: str, paragraph: Paragraph) -> bool:
        if self._dense.count("".join(run.split())) != 1:
            return False
        found = self._map.locate(run)
        return len(found) == 1 and found[0].paragraph_id == paragraph.id


def _runs(positions: list[int], source: str) -> list[list[int]]:
    """Part positions where something else than white space stands between two."""
    runs: list[list[int]] = []
    for position in positions:
        if runs and not source[runs[-1][-1] + 1 : position].strip():
            runs[-1].append(position)
        else:
            runs.append([position])
    return runs
