"""An answer that comes back as JSON, to be marked: what is read of it, and what is not believed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.answering.answer import Answer, Citation, Confidence, MadeBy, Mode, Status
from assistant.errors import UsageError
from assistant.law.model import LegalStatus, ReferenceStanding

_TEXTS = ("index", "model", "where", "prompts", "trouble")


def read_answer(data: object) -> Answer:
    """Read what is kept of an answer out of the contract's JSON object (``assistant ask --json``).

    Places, labels and the standing of the law are not read: they are taken from the documents when the answer is kept, and a
    quote that is not in them is refused.

    Raises
    ------
    UsageError
        Where the object is no answer. Nothing of it is repeated.
    """
    try:
        return _answer(data)  # type: ignore[arg-type]  # whatever it is
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UsageError(
            "Det som kom in är inget svar.", 'Skicka JSON-objektet från "assistant ask FRÅGA --json" på standard in.'
        ) from None


def _answer(data: Mapping[str, Any]) -> Answer:
    mode = Mode(data["mode"])
    return Answer(
        question=_text(data["question"]),
        status=Status(data["status"]),
        confidence=Confidence(data["confidence"]),
        mode=mode,
        answer=_text(data["answer"]),
        citations=tuple(_citation(one) for one in data["citations"]),
        legal_references=tuple(
            ReferenceStanding(_text(one["canonical"]), _text(one["as_written"]), _text(one["sfs"]), LegalStatus.UNKNOWN)
            for one in data["legal_references"]
        ),
        notices=tuple(_text(one) for one in data.get("notices", ())),
        made_by=_made_by(mode, data.get("made_by") or {}),
    )


def _citation(data: Mapping[str, Any]) -> Citation:
    marker = data["marker"]
    if not isinstance(marker, int) or not 0 < marker < 1_000:
        raise ValueError
    return Citation(
        marker=marker,
        paragraph_id=_text(data["paragraph_id"]),
        document_id="",
        document_title="",
        section=(),
        paragraph=None,
        page=0,
        page_estimated=False,
        binding="",
        label="",
        quote=_text(data["quote"]),
        text="",
    )


def _made_by(mode: Mode, data: Mapping[str, Any]) -> MadeBy:
    index, model, where, prompts, trouble = (_text(data.get(name, "")) for name in _TEXTS)
    return MadeBy(mode, index, model, where, prompts, int(data.get("shown", 0)), trouble=trouble)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode("utf-8")  # a lone surrogate cannot be kept
    return value
