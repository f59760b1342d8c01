"""Judges of claims: the interpretation check, and the comparison of deciding words that it is built on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.documents.corpus import Corpus
from assistant.errors import UsageError
from assistant.interpretation.check import Interpreter
from assistant.interpretation.model import Verdict
from assistant.retrieval.search import Searcher, SearchResult
from assistant.settings import Settings
from assistant.text import collapse
from assistant.verification import Evidence, Verifier

Judge = Callable[[str, Sequence[str]], Verdict]
"""Takes a claim and the ids of paragraphs; gives the verdict by those paragraphs alone."""


class NoSearch(Searcher):
    """Stands where a search is wanted and none is needed: an item's claims are judged by its own paragraphs."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def search(self, question: str) -> SearchResult:
        """Refuse: nothing is to be searched for.

        Raises
        ------
        UsageError
            Always.
        """
        raise UsageError("Här går det inte att söka.", "Bygg sökindexet med assistant index build.")


def interpretation_judge(corpus: Corpus, settings: Settings) -> Judge:
    """Give the interpretation check as a judge; what it cannot read (too long, a telephone number) is not addressed."""
    interpreter = Interpreter(corpus, NoSearch(corpus), settings)

    def judge(claim: str, paragraph_ids: Sequence[str]) -> Verdict:
        try:
            return interpreter.check_against(claim, paragraph_ids).verdict
        except UsageError:
            return Verdict.NOT_ADDRESSED

    return judge


def verifier_judge(corpus: Corpus) -> Judge:
    """Give a judge that compares deciding words and content with whole paragraphs."""
    verifier = Verifier(corpus)

    def judge(claim: str, paragraph_ids: Sequence[str]) -> Verdict:
        named = [(corpus.paragraph(one), corpus.document_of(one)) for one in paragraph_ids]
        evidence = [Evidence(paragraph, document, collapse(paragraph.full_text)) for paragraph, document in named]
        found = verifier.verify(claim, evidence)
        if found.stands:
            return Verdict.SUPPORTED
        deciding = any(one.kind not in {"content", "quote"} for one in found.differences)
        return Verdict.CONTRADICTED if deciding else Verdict.NOT_ADDRESSED

    return judge


def careful(judges: Sequence[Judge]) -> Judge:
    """Give a judge that calls a claim supported where any of several does: a wrong option must be wrong to all of them."""

    def judge(claim: str, paragraph_ids: Sequence[str]) -> Verdict:
        found = Verdict.NOT_ADDRESSED
        for one in judges:
            verdict = one(claim, paragraph_ids)
            if verdict is Verdict.SUPPORTED:
                return verdict
            found = Verdict.CONTRADICTED if Verdict.CONTRADICTED in {found, verdict} else found
        return found

    return judge
