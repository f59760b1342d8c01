"""Where the words of a quote stand in the document as it was delivered: what evaluation and typical questions are keyed by."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.documents.corpus import Corpus, SourceMap
from assistant.documents.model import Paragraph
from assistant.text import collapse, find_words, sentences


class SourceWords:
    """Finds the stretch of a document's source that a quote of a paragraph was read from. Reads each document once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._maps: dict[str, SourceMap] = {}
        self._dense: dict[str, str] = {}

    def stretch(self, paragraph_id: str, quote: str) -> str:
        """Give verbatim words of the source that lead back to the paragraph, white space collapsed.

        Returns
        -------
        str
            The quote with what stands between its words in the source (bullets, footnote marks, page marks), without
            footnotes; where that leads elsewhere, its longest sentence that does not; empty where none does.
        """
        paragraph = self._corpus.paragraph(paragraph_id)
        for words in self._candidates(quote):
            found = self._read_from(paragraph, words)
            if found and paragraph_id in self.paragraph_ids(paragraph.document_id, found):
                return found
        return ""

    def paragraph_ids(self, document_id: str, stretch: str) -> tuple[str, ...]:
        """Give the paragraphs that hold a stretch of the source: the one with most of it for each place where it stands."""
        if document_id not in self._maps:
            document = self._corpus.documents[document_id]
            self._maps[document_id] = SourceMap(document)
            self._dense[document_id] = "".join(document.source.split())
        found = [one.paragraph_id for one in self._maps[document_id].locate(stretch)]
        return tuple(dict.fromkeys(found[: self._dense[document_id].count("".join(stretch.split()))]))

    @staticmethod
    def _candidates(quote: str) -> Iterator[str]:
        yield quote
        yield from sorted((quote[start:end] for start, end in sentences(quote)), key=len, reverse=True)

    def _read_from(self, paragraph: Paragraph, words: str) -> str:
        """Map words of a paragraph to its document's source by counting the characters that are no white space."""
        place = find_words(paragraph.full_text, words)
        if place is None:
            return ""
        begin, end = place
        if begin < len(paragraph.text):
            end = min(end, len(paragraph.text))  # a footnote stands elsewhere in the source, and other words between
        source = self._corpus.documents[paragraph.document_id].source
        spans = (*paragraph.spans, *(span for note in paragraph.footnotes for span in note.spans))
        positions = [i for span in spans for i in range(span.start, span.end) if not source[i].isspace()]
        first = len("".join(paragraph.full_text[:begin].split()))
        last = len("".join(paragraph.full_text[:end].split())) - 1
        if last >= len(positions) or positions[last] < positions[first]:
            return ""
        return collapse(source[positions[first] : positions[last] + 1])
