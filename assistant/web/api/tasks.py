"""What the API can do, whichever way it is asked: as JSON or as a tool. Each gives the command line's object."""

from __future__ import annotations

import datetime
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from assistant.answering.answer import Answer
from assistant.answering.stop import Stop
from assistant.chat import Turn
from assistant.conversation.turns import MAX_TURNS
from assistant.documents.corpus import neighbours
from assistant.documents.describe import document_row
from assistant.documents.model import label
from assistant.errors import UsageError
from assistant.law.cards import card_object, wording_of
from assistant.law.lookup import all_references, show
from assistant.law.refs import refs
from assistant.law.standing import standing
from assistant.privacy import describe, stops
from assistant.text import clean_question, fold
from assistant.web.api.errors import NotFoundError
from assistant.web.api.requests import AskBody, CheckBody, LawBody, Limits, QuizBody, RefsBody
from assistant.web.markup import place_url
from assistant.web.site import Site

if TYPE_CHECKING:
    from assistant.web.ask_page import Asker

Json = dict[str, Any]


class Tasks:
    """Answers requests with the parts of one site. Safe to use from several threads."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def ask(self, body: AskBody, stop: Stop) -> Json:
        """Answer a question.

        Raises
        ------
        AssistantError
            Where the question cannot be used, or something that it needs is missing.
        """
        history = [Turn(turn.question, turn.answer) for turn in body.history[-MAX_TURNS:]]
        return self.answer(self.assistant_for(body), body.question, history, body.on, stop).to_dict()

    @staticmethod
    def answer(assistant: Asker, question: str, history: list[Turn], on: datetime.date | None, stop: Stop) -> Answer:
        """Give the whole answer to a question."""
        with closing(cast(Any, assistant.grow(question, history, on, stop))) as steps:
            *_, last = steps
        answer: Answer = last.answer
        return answer

    def assistant_for(self, body: Limits) -> Asker:
        """Give the assistant that answers from what a question is limited to.

        Raises
        ------
        UsageError
            Where there is no such document or publisher, or none of the documents is the publisher's.
        """
        if body.documents is None and body.publisher is None:
            return self._site.assistant
        chosen = set(self._site.corpus.documents) if body.documents is None else set(body.documents)
        if body.publisher is not None:
            published = self._published_by(body.publisher)
            chosen = chosen & published if chosen <= self._site.corpus.documents.keys() else chosen
            if not chosen:
                raise UsageError("Inget av dokumenten är den utgivarens.", "Ange bara documents eller bara publisher.")
        return self._site.assistant.within(sorted(chosen))

    def _published_by(self, name: str) -> set[str]:
        entries = [document.entry for document in self._site.corpus.documents.values()]
        wanted = fold(name.strip())
        found = {one.id for one in entries if wanted in {fold(one.publisher), fold(one.municipality)}}
        if not found:
            known = ", ".join(dict.fromkeys(one.publisher for one in entries))
            raise UsageError("Det finns ingen utgivare med det namnet.", f"De som finns: {known}.")
        return found

    def check(self, body: CheckBody, stop: Stop) -> Json:
        """Judge a statement.

        Raises
        ------
        AssistantError
            Where the statement cannot be used, or something that it needs is missing.
        """
        return self._site.services.interpreter.check(body.claim, body.on).to_dict()

    def quiz(self, body: QuizBody, stop: Stop) -> Json:
        """Make a quiz.

        Raises
        ------
        AssistantError
            Where nothing can be asked of the choice, the topic holds personal data, or something that it needs is missing.
        """
        from assistant.quiz.quizmaster import Wish

        if body.topic:
            self._refuse_personal_data(clean_question(body.topic))
        wish = Wish(
            topic=body.topic or "",
            document=body.document or "",
            section=body.section or "",
            types=tuple(dict.fromkeys(body.type or ())),
            count=body.count,
            seed=body.seed,
        )
        return self._site.services.quizmaster.make(wish).to_dict()

    def _refuse_personal_data(self, topic: str) -> None:
        findings = self._site.services.interpreter.personal_data(topic)
        if stops(findings):
            raise UsageError(f"Ämnet innehåller {describe(findings)}.", "Ta bort uppgifterna och försök igen.")

    def refs(self, body: RefsBody, stop: Stop) -> Json:
        """Find the references in a text."""
        return refs(body.text, body.law, body.on or self._site.settings.date_today)

    def law(self, body: LawBody, stop: Stop) -> Json:
        """Look law up.

        Raises
        ------
        UsageError
            Where the words name no law.
        """
        on = body.on or self._site.settings.date_today
        cards = show(body.query, self._site.corpus, on)
        if not cards:
            raise UsageError("Det där är inget lagrum som verktyget känner igen.", 'Skriv till exempel "14 kap. 1 § SoL".')
        data_dir = self._site.settings.data_dir
        return {"law": [card_object(card, wording_of(card, data_dir, on)) for card in cards]}

    def documents(self) -> Json:
        """List the documents."""
        return {"documents": [document_row(document) for document in self._site.corpus.documents.values()]}

    def paragraph(self, paragraph_id: str) -> Json:
        """Give a paragraph.

        Raises
        ------
        NotFoundError
            Where the corpus has no such paragraph.
        """
        try:
            document = self._site.corpus.document_of(paragraph_id)
        except KeyError:
            raise NotFoundError("Det finns inget stycke med det id:t.", "Id:n står i svarens paragraph_id.") from None
        paragraph = self._site.corpus.paragraph(paragraph_id)
        before, after = neighbours(document.paragraphs, paragraph_id)
        judged = (standing(one, self._site.settings.date_today) for one in all_references(paragraph))
        return {
            "paragraph_id": paragraph.id,
            "document_id": document.id,
            "document_title": document.entry.title,
            "section": paragraph.section,
            "paragraph": paragraph.number,
            "page": paragraph.page,
            "page_estimated": paragraph.page_estimated,
            "kind": paragraph.kind.value,
            "binding": document.entry.binding.value,
            "label": label(document.entry, paragraph),
            "text": paragraph.full_text,
            "legal_references": [asdict(one) for one in dict.fromkeys(judged)],
            "previous": before.id if before else None,
            "next": after.id if after else None,
            "url": place_url(paragraph.id),
        }
