"""An assistant with canned answers, made of real paragraphs: what the page is tried with where no search is needed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Sequence
from copy import copy

from assistant.answering.answer import Answer, Citation, Confidence, Mode, Status
from assistant.answering.stop import Stop
from assistant.chat import Step, Turn
from assistant.documents.corpus import Corpus
from assistant.documents.model import Paragraph, label
from assistant.generation.renderings import Language, Rendering
from assistant.law.model import LegalStatus, ReferenceStanding, Successor
from assistant.text import clean_question, find_words

PLAN = "Vem ska upprätta genomförandeplanen?"
PLAN_QUOTE = "Utföraren ska tillsammans med den enskilde upprätta en genomförandeplan"
CONSENT = "Behövs samtycke för en SIP?"
COST = "Vad kostar ett dygn på skyddat boende?"
CONTENTS = "Vad bör en utredning om våld innehålla?"
CHILDREN = "Måste boendet ha personal som kan barns behov?"
MASKED = "[personnummer] är rädd, vad gör jag?"
PERSONAL = "19121212-1212 är rädd, vad gör jag?"
BROKEN = "Vad händer när något går sönder?"


class FakeAssistant:
    """Answers a handful of questions; keeps what it was asked with, so that a test can look."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.histories: list[tuple[Turn, ...]] = []
        self.limits: list[tuple[tuple[str, ...], datetime.date | None]] = []
        self._within: tuple[str, ...] = ()
        self.on_answer: Callable[[Answer], None] = lambda _answer: None

    def ask(self, question: str, history: Sequence[Turn] = (), on: datetime.date | None = None) -> Answer:
        """Answer like the real assistant: a question of another kind is answered with the plan."""
        self.histories.append(tuple(history))
        self.limits.append((self._within, on))
        question = clean_question(question)
        match question:
            case _ if question == BROKEN:
                raise RuntimeError(question)
            case _ if "19121212" in question:
                return _personal()
            case _ if question == COST:
                return self._cost(question)
            case _ if question == CONSENT:
                return self._consent(question)
            case _ if question == CONTENTS:
                return self._contents(question)
            case _ if question == CHILDREN:
                return self._children(question)
        return self._plan(question)

    @property
    def writes_with(self) -> None:
        """Give no language model: the answers are quotes."""

    renders = False

    def render(self, answer: Answer, language: Language) -> Rendering:
        """Render nothing."""
        raise NotImplementedError

    def grow(
        self, question: str, history: Sequence[Turn] = (), on: datetime.date | None = None, stop: Stop | None = None
    ) -> Iterator[Step]:
        """Answer in one step."""
        answer = self.ask(question, history, on)
        self.on_answer(answer)
        yield Step(answer)

    def within(self, document_ids: Collection[str]) -> FakeAssistant:
        """Answer the same, and keep what it was limited to."""
        narrowed = copy(self)
        narrowed._within = tuple(document_ids)
        return narrowed

    def self_contained(self, question: str, history: Sequence[Turn]) -> str:
        """Give the question as it is."""
        return question

    def find(self, words: str) -> Paragraph:
        """Give the first paragraph with these words."""
        return next(paragraph for paragraph in self.corpus.paragraphs if words in " ".join(paragraph.text.split()))

    def cite(self, marker: int, words: str, until: str = "") -> Citation:
        """Cite from ``words`` to ``until``, or the words alone."""
        paragraph = self.find(words)
        text = " ".join(paragraph.text.split())
        start = text.index(words)
        end = text.index(until, start) + len(until) if until else start + len(words)
        span = find_words(paragraph.text, text[start:end])
        assert span is not None
        entry = self.corpus.document_of(paragraph.id).entry
        return Citation(
            marker=marker,
            paragraph_id=paragraph.id,
            document_id=entry.id,
            document_title=entry.title,
            section=paragraph.section,
            paragraph=paragraph.number,
            page=paragraph.page_at(span[0]),
            page_estimated=paragraph.page_estimated,
            binding=entry.binding.value,
            label=label(entry, paragraph, span[0]),
            quote=text[start:end],
            text=paragraph.full_text,
        )

    def _plan(self, question: str) -> Answer:
        citation = self.cite(1, PLAN_QUOTE, "en beslutad insats.")
        suggestions = ("Hur ska en insats följas upp?", CONTENTS, CONSENT)
        return _answered(question, f"”{citation.quote}” [1]", (citation,), suggestions=suggestions)

    def _consent(self, question: str) -> Answer:
        citation = self.cite(
            1, "Om den enskilde behöver insatser från både kommun och region", "med samtycke från den enskilde."
        )
        law = ReferenceStanding(
            canonical="SoL 2:7",
            as_written="2 kap. 7 § SoL",
            sfs="2001:453",
            status=LegalStatus.REPLACED,
            replaced_by=(
                Successor("SoL 10:8", "2025:400", "helt", "När insatser ska samordnas i en individuell plan", "första stycket"),
                Successor("SoL 10:9", "2025:400", "helt", "Vad den individuella planen ska innehålla", "andra stycket"),
            ),
            url="https://rkrattsbaser.gov.se/sfst?bet=2001:453",
        )
        notice = "Dokumentet bygger på socialtjänstlagen (2001:453), som upphörde att gälla 2025-07-01."
        return _answered(question, f"”{citation.quote}” [1]", (citation,), references=(law,), notices=(notice,))

    def _cost(self, question: str) -> Answer:
        citation = self.cite(1, "Se aktuell uppgift om avgiftens storlek", "Plattform Socialtjänst.")
        answer = f"Riktlinjerna anger inget belopp. Närmast säger de:\n”{citation.quote}” [1]"
        return Answer(question, Status.NOT_IN_GUIDELINES, Confidence.LOW, Mode.QUOTES, answer, (citation,))

    def _contents(self, question: str) -> Answer:
        start = "När det gäller en våldsutsatt person bör utredningen"
        paragraph = next(
            (p for p in self.corpus.paragraphs if len(p.items) > 5 and "utredningen" in p.lead_in), self.find(PLAN_QUOTE)
        )
        words = " ".join(paragraph.text.split())
        citation = self.cite(1, words if start not in words else start + words.split(start, 1)[1])
        lines = paragraph.text.split("\n")
        answer = "\n".join([lines[0], *(f"– {line}" for line in lines[1:])]) + " [1]"
        return _answered(question, answer, (citation,))

    def _children(self, question: str) -> Answer:
        city = self.cite(1, "I boendet bör det finnas personal med kunskap om barns behov")
        other = self.cite(2, "De skyddade boendena ska ha kunskap om barns behov utifrån våldsutsatthet.")
        answer = f"Dokumenten skiljer sig åt.\nStockholm: ”{city.quote}” [1]\n\nHuddinge: ”{other.quote}” [2]"
        return _answered(question, answer, (city, other), confidence=Confidence.MEDIUM)


def _answered(
    question: str,
    answer: str,
    citations: tuple[Citation, ...],
    *,
    references: tuple[ReferenceStanding, ...] = (),
    notices: tuple[str, ...] = (),
    suggestions: tuple[str, ...] = (),
    confidence: Confidence = Confidence.HIGH,
) -> Answer:
    return Answer(
        question=question,
        status=Status.ANSWERED,
        confidence=confidence,
        mode=Mode.QUOTES,
        answer=answer,
        citations=citations,
        legal_references=references,
        notices=notices,
        suggestions=suggestions,
    )


def _personal() -> Answer:
    words = "Frågan innehåller ett personnummer. Det har inte sparats. Ta bort det, eller ställ frågan utan uppgiften."
    notice = "Vid omedelbar fara: ring 112."
    return Answer(MASKED, Status.PERSONAL_DATA, Confidence.HIGH, Mode.QUOTES, words, notices=(notice,), suggestions=(MASKED,))
