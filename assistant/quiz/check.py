"""Checks every item before it is used: the key is supported, and nothing else is."""

from __future__ import annotations

from assistant.documents.corpus import Corpus
from assistant.interpretation.model import Verdict
from assistant.quiz.distractors import content, normal
from assistant.quiz.facts import without_brackets
from assistant.quiz.items import Claim, Item, ItemType
from assistant.quiz.judging import Judge
from assistant.text import collapse, sentences

_ALIKE = 0.6
"""Share of content that a claim and a sentence elsewhere have in common where that sentence may make the claim right."""
_FEWEST_WORDS = 4
"""Content words below which likeness says nothing."""


class Checker:
    """Tells whether an item may be used."""

    def __init__(self, corpus: Corpus, judge: Judge) -> None:
        self._corpus = corpus
        self._judge = judge
        self._sentences = [
            (paragraph.id, words)
            for paragraph in corpus.paragraphs
            for start, end in sentences(paragraph.text)
            if (words := content(collapse(paragraph.text[start:end])))
        ]
        self._known: dict[tuple[str, tuple[str, ...]], Verdict] = {}

    def problems(self, item: Item) -> list[str]:
        """Give what is wrong with an item, in English, for a developer; nothing where it may be used."""
        return [*_form(item), *self._quotes(item), *self._claims(item)]

    def _quotes(self, item: Item) -> list[str]:
        missing = [
            citation.paragraph_id
            for citation in item.citations
            if not citation.quote or citation.quote not in collapse(self._corpus.paragraph(citation.paragraph_id).full_text)
        ]
        return [f"a quote is not in {one}" for one in missing] + ([] if item.citations else ["no source"])

    def _claims(self, item: Item) -> list[str]:
        found = []
        for claim in item.claims:
            text = collapse(" ".join(self._corpus.paragraph(one).full_text for one in claim.paragraph_ids))
            if claim.is_right:
                own_words = not claim.verbatim or _stands(claim.text, text)
                if not own_words or self._verdict(claim.text, claim.paragraph_ids) is not Verdict.SUPPORTED:
                    found.append("the key is not supported")
            elif self._may_be_right(claim):
                found.append("a wrong option may be right")
        return found

    def _may_be_right(self, claim: Claim) -> bool:
        if claim.about:
            return self._is_said_of(claim.about, claim.text)
        if self._verdict(claim.text, claim.paragraph_ids) is Verdict.SUPPORTED:
            return True
        return not claim.only_here and self._is_said_elsewhere(claim.text, claim.paragraph_ids)

    def _is_said_of(self, name: str, said: str) -> bool:
        """Tell whether any sentence names the name and says most of what is said of it."""
        names, words = content(name), content(said)
        alike = (other for _, other in self._sentences if names <= other and len(words & other) >= _ALIKE * len(words))
        return any(names and words for _ in alike)

    def _is_said_elsewhere(self, claim: str, own: tuple[str, ...]) -> bool:
        words = content(claim)
        if len(words) < _FEWEST_WORDS:
            return False
        alike = {one for one, other in self._sentences if one not in own and len(words & other) >= _ALIKE * len(words | other)}
        return any(self._verdict(claim, (one,)) is Verdict.SUPPORTED for one in sorted(alike))

    def _verdict(self, claim: str, paragraph_ids: tuple[str, ...]) -> Verdict:
        if (claim, paragraph_ids) not in self._known:
            self._known[claim, paragraph_ids] = self._judge(claim, paragraph_ids)
        return self._known[claim, paragraph_ids]


def _stands(words: str, text: str) -> bool:
    """Tell whether words stand in a text; references to law in brackets may have been left out of them."""
    return any(normal(words) in normal(one) for one in (text, without_brackets(text)))


def _form(item: Item) -> list[str]:
    """Check the shape: distinct options, the right ones among them, none inside another."""
    shown = [normal(option) for option in item.options]
    found = []
    if len(set(shown)) != len(shown) or any(not option for option in shown):
        found.append("two options are equal")
    right = [said for _, said in item.pairs] or list(item.right)
    if item.options and not {normal(one) for one in right} <= set(shown):
        found.append("the key is not among the options")
    wrong = set(shown) - {normal(one) for one in right}
    if item.type in {ItemType.SINGLE_CHOICE, ItemType.MULTIPLE_CHOICE, ItemType.CLOZE, ItemType.CASE}:
        if item.options and not wrong:
            found.append("no wrong option")
        if any(f" {one} " in f" {normal(key)} " or f" {normal(key)} " in f" {one} " for one in wrong for key in right):
            found.append("an option holds another")
    return found
