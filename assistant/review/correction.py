"""A corrected answer: the paragraphs that a reviewer chose, quoted word for word and laid out as any other answer."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from assistant.answering.answer import Confidence, MadeBy, Mode, Status
from assistant.answering.lagrum import references_behind
from assistant.answering.layout import answer_text, citations_of
from assistant.answering.sources import Source, source_of_whole
from assistant.answering.stretches import Excerpt, Stretch
from assistant.documents.corpus import Corpus
from assistant.documents.model import LegalReference
from assistant.errors import UsageError
from assistant.review.model import Choice, KeptAnswer
from assistant.review.snapshot import fingerprint, kept_citation, kept_reference
from assistant.text import find_words

MOST_PARAGRAPHS = 8
"""More paragraphs than this are no answer but a reading list."""


def corrected(choices: Sequence[Choice], corpus: Corpus, on: datetime.date) -> KeptAnswer:
    """Compose an answer of chosen paragraphs.

    Parameters
    ----------
    choices
        Paragraphs, or words of them, in the order they shall stand; several quotes of one paragraph stand together, in the
        paragraph's order.
    corpus
        The documents.
    on
        The date that the law behind the quotes is judged on.

    Raises
    ------
    UsageError
        Where none or too many are chosen, a paragraph does not exist, or a quote does not stand in it word for word.
    """
    paragraph_ids = list(dict.fromkeys(choice.paragraph_id for choice in choices))
    if not paragraph_ids or len(paragraph_ids) > MOST_PARAGRAPHS:
        raise UsageError(f"Välj ett till {MOST_PARAGRAPHS} stycken.", "Ett stycke anges med sitt id, som står i dess källa.")
    sources = [_source(one, [c.quote for c in choices if c.paragraph_id == one], corpus) for one in paragraph_ids]
    citations = citations_of(sources)
    text = answer_text(sources, citations)
    references: dict[tuple[str, str, str | None, str | None], LegalReference] = {}
    for source in sources:
        for one in references_behind(source.paragraph, source.said, whole=True):
            references.setdefault((one.canonical, one.sfs, one.paragraph, one.item), one)
    return KeptAnswer(
        status=Status.ANSWERED,
        confidence=Confidence.HIGH,
        mode=Mode.QUOTES,
        text=text,
        citations=tuple(kept_citation(one, corpus) for one in citations),
        references=tuple(kept_reference(one, on) for one in references.values()),
        made_by=MadeBy(Mode.QUOTES),
        fingerprint=fingerprint(text, ((one.paragraph_id, one.quote) for one in citations)),
    )


def _source(paragraph_id: str, quotes: Sequence[str], corpus: Corpus) -> Source:
    try:
        paragraph = corpus.paragraph(paragraph_id)
    except KeyError:
        raise UsageError(
            "Ett av styckena finns inte i dokumenten.", 'Sök upp stycket med "assistant corpus show DOKUMENT".'
        ) from None
    if not all(quotes):
        return source_of_whole(paragraph, corpus)
    places = {find_words(paragraph.full_text, quote) for quote in quotes}
    stretches = [Stretch(*place) for place in sorted(place for place in places if place)]
    if len(stretches) < len(places):
        raise UsageError("Ett citat står inte ordagrant i sitt stycke.", "Kopiera orden ur stycket som de står.")
    excerpts = tuple(Excerpt((stretch,), stretch) for stretch in stretches)
    return Source(True, paragraph, corpus.document_of(paragraph_id), excerpts)
