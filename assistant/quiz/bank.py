"""The question bank as material: the questions asked for one stretch, plain wording and scenario told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answering.stretches import Stretch, leans_back
from assistant.documents.corpus import Corpus, Evidence
from assistant.documents.model import Document, Kind, Paragraph
from assistant.quiz.distractors import form_of
from assistant.quiz.facts import Statement, has_merged_law, statement
from assistant.quiz.lexicon import unfit
from assistant.text import collapse, sentences

LONGEST_ANSWER = 330
"""Characters of the sentences that answer: a longer answer cannot be corrected at a glance."""
_WORDINGS = 4
"""Where a stretch has all its wordings the first is the plain one; where it has fewer, that one may be what is missing."""
_SHORTEST_CASE, _LONGEST_CASE = 70, 330
_ASKS = re.compile(
    r"(?:Vad|Vem|Vilka|Vilken|Vilket|När|Hur|Varför|Inom|På vilk|I vilk|Till v|Från v|Av v|Med v|Mot v|För v|Vart|Var)\b"
)
_LEANS = re.compile(
    r"^(?:\w+ ){0,4}(?:också|dessutom|däremot|därför|därutöver)\b|^[a-zåäö]|^Att |^\d+\.|^[^.]*\b(?:detta|dessa|denna)\b"
)
"""Begins like what goes on from a sentence or lead-in that is not quoted."""
_SAME_AS = re.compile(r"\bsamma (?!\w+ (?:\w+ )?som\b)")
_SEVERAL = re.compile(r"\?.*\?|[,;]? och (?:vad|vem|vilk\w+|hur|när|var|varför|ska|måste|får)\b[^.?]*\?$", re.IGNORECASE)
"""Two questions in one, of which the stretch may answer one."""
_GOES_ON = re.compile(r"\b(?:detta|dock|däremot|endast|undantag\w*|måste|får inte|förutsatt)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions for the same words of a paragraph, those words, and the whole sentences they stand in."""

    questions: tuple[str, ...]
    words: str
    answer: Statement

    @property
    def plain(self) -> str:
        """Give the question in the plain wording that can be asked in writing; empty where there is none."""
        first = self.questions[0]
        if len(self.questions) < _WORDINGS:
            return ""
        if not _ASKS.match(first) or not first.endswith("?") or _SEVERAL.search(first):
            return ""
        if unfit("spoken").search(first) or unfit("paper").search(first) or _SAME_AS.search(self.answer.text):
            return ""
        return first

    @property
    def scenario(self) -> str:
        """Give the question that tells of a case: two sentences or more, the last one a question; empty if none does."""
        fit = [one for one in self.questions if _is_case(one)]
        return max(fit, key=len, default="")


def _is_case(question: str) -> bool:
    return (
        _SHORTEST_CASE <= len(question) <= _LONGEST_CASE
        and question.endswith("?")
        and question[0].isupper()
        and len(sentences(question)) > 1
        and not unfit("paper").search(question)
        and not _SEVERAL.search(question)
    )


def asked(corpus: Corpus) -> tuple[Asked, ...]:
    """Give the groups of questions whose answer is one to three whole sentences of one paragraph that stand on their own."""
    found = []
    for evidence, group in groupby(corpus.questions, key=lambda question: question.evidence):
        if len(evidence) != 1:
            continue
        paragraph = corpus.paragraph(evidence[0].paragraph_id)
        answer = _answer(corpus.documents[paragraph.document_id], paragraph, evidence[0])
        if answer is not None:
            words = collapse(paragraph.text[evidence[0].start : evidence[0].end])
            found.append(Asked(tuple(question.text for question in group), words, answer))
    return tuple(found)


def _is_whole(paragraph: Paragraph, inside: Sequence[Stretch]) -> bool:
    """Tell whether what answers is one item of a list that is a sentence by itself, without its lead-in."""
    words = paragraph.text[inside[0].start : inside[-1].end]
    return len(inside) == 1 and form_of(words) in {"clause", "the person"}


def _qualifies(sentence: str) -> bool:
    """Tell whether a sentence limits the one before it, so that the answer is not whole without it."""
    return leans_back(sentence) and bool(_GOES_ON.search(sentence))


def _answer(document: Document, paragraph: Paragraph, evidence: Evidence) -> Statement | None:
    if (
        paragraph.kind not in {Kind.TEXT, Kind.DEFINITION, Kind.LIST}
        or evidence.end > len(paragraph.text)
        or not paragraph.section
    ):
        return None
    units = [Stretch(*one) for one in sentences(paragraph.text)]
    inside = [unit for unit in units if unit.start < evidence.end and evidence.start < unit.end]
    if not inside or len(inside) > 3 or (paragraph.items and not _is_whole(paragraph, inside)):
        return None
    following = next((unit for unit in units if unit.start >= inside[-1].end), None)
    if following and not paragraph.items and _qualifies(paragraph.text[following.start : following.end]):
        inside.append(following)
    one = statement(document, paragraph, inside[0].start, inside[-1].end)
    if len(one.quote) > LONGEST_ANSWER or leans_back(one.quote) or any(ref.reading for ref in one.references):
        return None
    if unfit("no rule").search(one.quote) or _LEANS.search(one.quote) or one.quote.endswith((":", "?")):
        return None
    return None if has_merged_law(one) else one
