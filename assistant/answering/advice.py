"""General advice (allmänna råd) behind a quote: a recommendation, unless the document itself says that it is to be followed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.answering.answer import Citation
from assistant.answering.citing import cite
from assistant.answering.lagrum import touches
from assistant.answering.sources import Source, source_of_whole
from assistant.answering.stretches import Stretch
from assistant.documents.corpus import Corpus
from assistant.documents.model import Binding, Paragraph
from assistant.index.lexical import words
from assistant.law.binding import Modality, advice_rule, binding_of
from assistant.retrieval.facts import function_words
from assistant.retrieval.meanings import asked_term
from assistant.retrieval.query import content_words

_MODALS = {
    "ska": Modality.DUTY,
    "skall": Modality.DUTY,
    "måste": Modality.DUTY,
    "bör": Modality.RECOMMENDATION,
    "får": Modality.PERMISSION,
    "kan": Modality.POSSIBILITY,
}


def modal_words_asked(question: str) -> tuple[Modality, ...]:
    """Give the modal verbs whose meaning or difference a question asks for: "Vad betyder bör?", "skillnad ska och bör".

    Returns
    -------
    tuple of Modality
        In the order asked; empty where the question asks for anything else.
    """
    told = words(asked_term(question)) or _compared(question)
    rest = set(told) - _MODALS.keys() - function_words("swedish")
    return () if rest else tuple(dict.fromkeys(_MODALS[word] for word in told if word in _MODALS))


def _compared(question: str) -> list[str]:
    """Give the words that a question sets side by side and that carry no subject; none where it has a subject."""
    asked = words(question)
    modal = [word for word in asked if word in _MODALS]
    rest = set(content_words(tuple(asked))) - _MODALS.keys() - function_words("comparing")
    compares = bool(set(asked) & function_words("comparing"))
    return modal if len(set(modal)) > 1 and compares and not rest else []


@dataclass(frozen=True, slots=True)
class ModalWords:
    """What is said of modal words: that no document explains them, how they are read here, and a rule in a document's words."""

    silent: str
    read: str
    source: Source | None


def on_modal_words(question: str, corpus: Corpus, document_ids: Collection[str]) -> ModalWords | None:
    """Tell what there is to say of modal words, None where the question asks about none.

    Parameters
    ----------
    question
        The question.
    corpus
        The documents.
    document_ids
        Those that may be quoted: the first that says how binding regulations and general advice are is.
    """
    asked = modal_words_asked(question)
    if not asked:
        return None
    rules = (advice_rule(one, Binding.GENERAL_ADVICE) for one in corpus.documents if one in document_ids)
    rule = next((rule for rule in rules if rule is not None), None)
    silent = f"Riktlinjerna förklarar inte vad {' och '.join(f'”{one.value}”' for one in asked)} betyder."
    return ModalWords(
        silent=f"{silent} Om hur bindande reglerna är står:" if rule else silent,
        read=f"Så läser programmet {'orden' if len(asked) > 1 else 'ordet'}: {'; '.join(one.explanation for one in asked)}.",
        source=source_of_whole(corpus.paragraph(rule.paragraph_id), corpus) if rule else None,
    )


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
    quoted = [reference for reference in paragraph.legal_references if touches(reference, stretches)]
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
