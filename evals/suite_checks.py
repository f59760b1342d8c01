"""What must hold between the suites and the corpus, and what must hold of any suite."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from assistant.documents.corpus import Corpus, SourceMap
from assistant.documents.model import Paragraph
from assistant.law.lookup import all_references
from evals.suites import ExpectedReference, Kind, Question, Split, Stretch, split_of


class Gold(Protocol):
    """What is expected of a question, alone or in a conversation; fields as in `Question`."""

    @property
    def evidence(self) -> tuple[tuple[Stretch, ...], ...]:
        """Verbatim stretches, in groups."""

    @property
    def paragraph_ids(self) -> tuple[tuple[str, ...], ...]:
        """The paragraphs that hold them."""

    @property
    def facts(self) -> tuple[str, ...]:
        """Words that a right answer holds."""

    @property
    def legal_references(self) -> tuple[ExpectedReference, ...]:
        """References that belong to the answer."""


class Places:
    """Finds the paragraphs that hold a stretch of a source document."""

    def __init__(self, corpus: Corpus) -> None:
        self._maps = {document_id: SourceMap(document) for document_id, document in corpus.documents.items()}
        self._dense = {document_id: "".join(document.source.split()) for document_id, document in corpus.documents.items()}

    def paragraph_ids(self, evidence: Sequence[Sequence[Stretch]]) -> tuple[tuple[str, ...], ...]:
        """Give for each group of evidence the paragraphs that hold it, each once, in the order of the stretches.

        A stretch that stands once counts for the paragraph that holds most of it; one that stands in several places
        counts for each of them. Empty groups stand for stretches that are in no paragraph.
        """
        return tuple(tuple(dict.fromkeys(one for stretch in group for one in self._of(stretch))) for group in evidence)

    def _of(self, stretch: Stretch) -> list[str]:
        if stretch.document_id not in self._maps:
            return []
        found = [one.paragraph_id for one in self._maps[stretch.document_id].locate(stretch.text)]
        occurrences = self._dense[stretch.document_id].count("".join(stretch.text.split()))
        return found[:occurrences]


def problems(questions: Sequence[Question], corpus: Corpus) -> list[str]:
    """Give what is wrong with the suites, one sentence each; empty where all is well.

    ``corpus`` must have its legal references. Checked: unique ids and questions, the split, no main place in both
    splits, evidence that leads to the stored paragraphs, facts and references that every alternative of a group can give.
    """
    places = Places(corpus)
    found = duplicates("id", [question.id for question in questions])
    found += duplicates("question", [question.question.casefold() for question in questions])
    for question in questions:
        found += [f"{question.id}: {problem}" for problem in _problems_of(question, places, corpus)]
    return found + _leaks(questions, corpus)


def duplicates(name: str, values: Iterable[str]) -> list[str]:
    """Tell what occurs twice and must not."""
    return [f"{name} occurs twice: {value}" for value, times in sorted(Counter(values).items()) if times > 1]


def in_both_splits(placed: Iterable[tuple[str, Split]]) -> list[str]:
    """Give the places, each with the split of what leads there, that things of both splits lead to."""
    splits: dict[str, set[Split]] = defaultdict(set)
    for place, split in placed:
        splits[place].add(split)
    return [place for place, both in sorted(splits.items()) if len(both) > 1]


def misplaced(gold: Gold, places: Places) -> list[str]:
    """Tell whether evidence does not lead to the stored paragraphs."""
    groups = places.paragraph_ids(gold.evidence)
    if not groups or not all(groups):
        return ["evidence stands in no paragraph"]
    return [] if groups == gold.paragraph_ids else [f"paragraph_ids are not those of the evidence: {groups}"]


def _problems_of(question: Question, places: Places, corpus: Corpus) -> list[str]:
    found = [] if question.split is split_of(question.topic) else ["split is not the topic's"]
    if not question.kind.has_answer:
        return found + (["an unanswerable question has gold"] if question.evidence or question.facts else [])
    if wrong := misplaced(question, places):
        return found + wrong
    groups = question.paragraph_ids
    if len(groups) != (1 if question.kind is Kind.ANSWERABLE else max(len(groups), 2)):
        found.append("the number of evidence groups does not fit the kind")
    if question.document_ids != tuple(sorted({corpus.paragraph(one).document_id for one in question.relevant})):
        found.append("document_ids are not those of the paragraphs")
    found += [] if 1 <= len(question.facts) <= 4 else ["an answerable question has one to four facts"]
    return found + unsupported(question, corpus)


def unsupported(gold: Gold, corpus: Corpus) -> list[str]:
    """Find facts and references that an answer from one of the alternatives could not give."""
    groups = [[corpus.paragraph(one) for one in group] for group in gold.paragraph_ids]
    texts = [[" ".join(one.full_text.split()).casefold() for one in group] for group in groups]
    references = [[_cited(one) for one in group] for group in groups]
    found = [
        f"fact not in its paragraph: {fact}"
        for fact in gold.facts
        if not any(all(fact.casefold() in text for text in group) for group in texts)
    ]
    return found + [
        f"reference not in its paragraph: {one.canonical} ({one.sfs})"
        for one in gold.legal_references
        if not any(all((one.canonical, one.sfs) in found_in for found_in in group) for group in references)
    ]


def _cited(paragraph: Paragraph) -> set[tuple[str, str]]:
    """Give the references of a paragraph and its footnotes, as ``(canonical, sfs)``."""
    return {(one.canonical, one.sfs) for one in all_references(paragraph)}


def _leaks(questions: Sequence[Question], corpus: Corpus) -> list[str]:
    """Find paragraphs, and items of lists, that are the first answer to questions of both splits.

    Alternatives are left out, or a paragraph that says a thing a second time would tie unrelated topics together; so are
    questions that need several paragraphs, which join what lies apart. Of a list each stretch counts for itself: a whole
    appendix is one list, and both splits must ask about it.
    """
    known = {paragraph.id: paragraph for paragraph in corpus.paragraphs}
    placed = []
    for question in questions:
        main = known.get(question.paragraph_ids[0][0]) if question.paragraph_ids and question.paragraph_ids[0] else None
        if question.kind is Kind.ANSWERABLE and main:
            placed.append((question.evidence[0][0].text if main.items else main.id, question.split))
    return [f"gold of both splits: {place}" for place in in_both_splits(placed)]
