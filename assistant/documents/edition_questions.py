"""Which typical questions a new edition of a document touches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.documents.corpus import TypicalQuestion
from assistant.documents.editions import ChangeKind, Edition

_TOUCHED = (ChangeKind.CHANGED, ChangeKind.REMOVED)


@dataclass(frozen=True, slots=True)
class TouchedQuestion:
    """A typical question that points at a paragraph which the new edition removes or words otherwise.

    ``stands`` tells whether all the words that it asks for stand in a paragraph of the new edition; where they do not, its
    row must be corrected before the corpus can be read with the new edition.
    """

    question: TypicalQuestion
    paragraph_id: str
    kind: ChangeKind
    stands: bool


def touched_questions(questions: Iterable[TypicalQuestion], edition: Edition) -> tuple[TouchedQuestion, ...]:
    """Give the typical questions whose paragraphs are changed or removed, in their own order, each once.

    Parameters
    ----------
    questions
        Those of the corpus; questions of other documents are passed over.
    edition
        The comparison.
    """
    changes = {change.old.id: change for change in edition.of_kind(*_TOUCHED) if change.old}
    dense = "\n".join("".join(paragraph.full_text.split()) for paragraph in edition.new.paragraphs)
    kept: dict[str, bool] = {}
    found: list[TouchedQuestion] = []
    for question in questions:
        hit = next((one for one in question.evidence if one.paragraph_id in changes), None)
        if hit is None or question.document_id != edition.old.id:
            continue
        stretches = []
        for one in question.evidence:
            if change := changes.get(one.paragraph_id):
                text = change.paragraph.full_text[one.start : one.end]
                stretches.append("".join(text.split()))
        for stretch in stretches:
            if stretch not in kept:
                kept[stretch] = stretch in dense
        stands = all(kept[stretch] for stretch in stretches)
        found.append(TouchedQuestion(question, hit.paragraph_id, changes[hit.paragraph_id].kind, stands))
    return tuple(found)
