"""General advice (allmänna råd) behind a quote: a recommendation, unless the document itself says that it is to be followed."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.answer import Citation
from assistant.answering.citing import cite
from assistant.answering.stretches import Stretch
from assistant.documents.corpus import Corpus
from assistant.documents.model import Binding, Paragraph
from assistant.law.binding import advice_rule, binding_of


def advice_citation(paragraph: Paragraph, stretches: Sequence[Stretch], corpus: Corpus, marker: int) -> Citation | None:
    """Cite what the document says of general advice, where the quote rests on such advice.

    Parameters
    ----------
    paragraph, stretches
        What is quoted.
    corpus
        The documents.
    marker
        The number that the citation gets.

    Returns
    -------
    Citation or None
        None where the quote rests on no general advice, or the document says nothing of it.
    """
    quoted = [
        reference
        for reference in paragraph.legal_references
        if any(reference.start < stretch.end and stretch.start < reference.end for stretch in stretches)
    ]
    if not any(binding_of(reference, paragraph.text) is Binding.GENERAL_ADVICE for reference in quoted):
        return None
    rule = advice_rule(paragraph.document_id, Binding.GENERAL_ADVICE)
    if rule is None:
        return None
    source = corpus.paragraph(rule.paragraph_id)
    start = source.full_text.find(rule.quote)
    if start < 0 or source.id == paragraph.id:
        return None
    return cite(corpus.document_of(source.id), source, Stretch(start, start + len(rule.quote)), marker)


def advice_notice(rule: Citation) -> str:
    """Say what kind of rule the quote rests on and what the document says of it."""
    return f"Citatet bygger på ett allmänt råd, som är en rekommendation. Dokumentet säger: ”{rule.quote}” [{rule.marker}]"
