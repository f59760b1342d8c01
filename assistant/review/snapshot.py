"""What is kept of an answer, and whether what was kept still stands in the documents."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.answering.answer import Answer, Citation, MadeBy, Mode
from assistant.answering.citing import cite
from assistant.answering.danger import DANGER_NOTICE
from assistant.answering.refusals import NOT_CERTAIN
from assistant.answering.stretches import Stretch
from assistant.documents.corpus import Corpus
from assistant.documents.model import LegalReference, Paragraph
from assistant.errors import UsageError
from assistant.law.grammar import parse
from assistant.law.lookup import all_references
from assistant.law.model import ReferenceStanding
from assistant.law.standing import standing
from assistant.review.model import KeptAnswer, KeptCitation, KeptReference
from assistant.text import collapse, find_words

_QUOTED = re.compile(r"”((?:(?!” \[\d).)+)” \[(\d{1,3})\]", re.DOTALL)
"""Words of the short answer in quotation marks, and the marker of the citation they are said to be of."""
_DASH = re.compile(r"^– ", re.MULTILINE)


def text_sha256(paragraph: Paragraph) -> str:
    """Give the SHA-256 of a paragraph's text with its footnotes, white space collapsed: a new line break changes nothing."""
    return hashlib.sha256(collapse(paragraph.full_text).encode("utf-8", "surrogatepass")).hexdigest()


def bare_text(text: str) -> str:
    """Give a short answer without what the program puts in front of it anew each time: danger, and that it is uncertain."""
    for words in (DANGER_NOTICE, NOT_CERTAIN):
        text = text.removeprefix(words).lstrip()
    return text


def fingerprint(text: str, quotes: Iterable[tuple[str, str]]) -> str:
    """Give what tells an answer from every other: a hash of its words and of ``(paragraph id, quote)`` of each citation."""
    content = json.dumps([bare_text(text), list(quotes)], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def fingerprint_of(kept: KeptAnswer) -> str:
    """Give the fingerprint that an answer that was kept has by its words today."""
    return fingerprint(kept.text, ((one.paragraph_id, one.quote) for one in kept.citations))


def snapshot(answer: Answer, corpus: Corpus, on: datetime.date) -> KeptAnswer:
    """Give what is kept of an answer; its notices and suggestions are not, for they may repeat the user's words.

    Parameters
    ----------
    answer
        The answer as it was shown.
    corpus
        The documents that it must be of.
    on
        The date that its law is judged on.

    Raises
    ------
    UsageError
        Where a citation is not of these documents, or not verbatim.
    """
    places = [(one.marker, one.paragraph_id, one.quote) for one in answer.citations]
    citations = tuple(_kept_citation(*place, corpus) for place in places)
    if len({one.marker for one in citations}) < len(citations):
        raise UsageError("Två av svarets citat har samma nummer.", "Märk svaret som det kom från verktyget.")
    found = [corpus.paragraph(one.paragraph_id) for one in citations]
    references = tuple(
        kept_reference(reference, on) for one in answer.legal_references if (reference := _as_cited(one, found)) is not None
    )
    return KeptAnswer(
        status=answer.status,
        confidence=answer.confidence,
        mode=answer.mode,
        text=answer.answer,
        citations=citations,
        references=references,
        made_by=answer.made_by or MadeBy(answer.mode),
        fingerprint=fingerprint(answer.answer, ((one.paragraph_id, one.quote) for one in citations)),
    )


def _kept_citation(marker: int, paragraph_id: str, quote: str, corpus: Corpus) -> KeptCitation:
    try:
        citation = citation_of(marker, paragraph_id, quote, corpus)
    except KeyError:
        raise UsageError(
            "Svaret citerar ett stycke som inte finns i dokumenten.", "Ställ frågan igen och märk det nya svaret."
        ) from None
    if citation is None:
        raise UsageError(
            "Ett av svarets citat står inte ordagrant i sitt stycke.", "Ställ frågan igen och märk det nya svaret."
        )
    return kept_citation(citation, corpus)


def kept_citation(citation: Citation, corpus: Corpus) -> KeptCitation:
    """Give what is kept of a citation: its quote, its place and a hash, not its paragraph's text."""
    return KeptCitation(
        marker=citation.marker,
        paragraph_id=citation.paragraph_id,
        document_id=citation.document_id,
        label=citation.label,
        binding=citation.binding,
        quote=citation.quote,
        text_sha256=text_sha256(corpus.paragraph(citation.paragraph_id)),
    )


def citation_of(marker: int, paragraph_id: str, quote: str, corpus: Corpus) -> Citation | None:
    """Cite a quote from the documents of today; None where it does not stand there word for word.

    Raises
    ------
    KeyError
        Where no paragraph has that id.
    """
    paragraph = corpus.paragraph(paragraph_id)
    place = find_words(paragraph.full_text, quote)
    return cite(corpus.document_of(paragraph_id), paragraph, Stretch(*place), marker) if place else None


def kept_reference(reference: LegalReference, on: datetime.date) -> KeptReference:
    """Give a reference with its standing on a day."""
    judged = standing(reference, on)
    successors = "; ".join(f"{one.canonical} {one.sfs} {one.extent}" for one in judged.replaced_by)
    return KeptReference(replace(reference, start=0, end=len(reference.as_written)), judged.status, successors)


def references_in(paragraphs: Iterable[Paragraph]) -> Iterator[LegalReference]:
    """Give the references of paragraphs and their footnotes."""
    for paragraph in paragraphs:
        yield from all_references(paragraph)


def _as_cited(judged: ReferenceStanding, paragraphs: Sequence[Paragraph]) -> LegalReference | None:
    """Find the reference that a judged one was made of: in the paragraphs cited, else by its own words; None for no law."""
    parsed = parse(judged.as_written, {judged.canonical.split(" ")[0]: judged.sfs}, judged.sfs or None)
    for one in (*references_in(paragraphs), *parsed):
        if (one.canonical, one.sfs, one.as_written) == (judged.canonical, judged.sfs, judged.as_written):
            return one
    return None


def quoted_words(text: str) -> Iterator[tuple[int, str]]:
    """Give the words that a short answer has in quotation marks, each with its marker; a list's dashes are not of them."""
    for match in _QUOTED.finditer(text):
        yield int(match[2]), collapse(_DASH.sub("", match[1]))


def is_tampered_with(kept: KeptAnswer) -> bool:
    """Tell whether an answer is another one than was kept."""
    return fingerprint_of(kept) != kept.fingerprint


def unfounded(kept: KeptAnswer, corpus: Corpus) -> tuple[str, ...]:
    """Give what an answer quotes that the documents of today do not say, in Swedish, one sentence each.

    Every citation's quote must stand word for word in its paragraph, and every word in quotation marks of the short answer in
    the paragraph of its marker.
    """
    found = []
    texts: dict[int, str] = {}
    for one in kept.citations:
        try:
            texts[one.marker] = collapse(corpus.paragraph(one.paragraph_id).full_text)
        except KeyError:
            found.append(f"Stycket bakom citat [{one.marker}] finns inte längre ({one.label}).")
            continue
        if not one.quote or one.quote not in texts[one.marker]:
            found.append(f"Citat [{one.marker}] står inte ordagrant i sitt stycke ({one.label}).")
    if kept.mode is not Mode.GENERATED and not kept.made_by.model:  # a language model's words are verified as it writes
        found += [
            f"Det korta svaret citerar ord som inte står i stycket bakom [{marker}]."
            for marker, words in quoted_words(kept.text)
            if words not in texts.get(marker, "")
        ]
    return tuple(dict.fromkeys(found))
