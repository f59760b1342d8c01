"""A reader of GIFT for the tests, from the format's published grammar: the one library for it is from 2017."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ESCAPE = re.compile(r"\\([\\~=#{}:])")


@dataclass
class Question:
    """A question as a reader of GIFT sees it."""

    name: str
    text: str
    kind: str
    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    pairs: dict[str, str] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)
    feedback: str = ""


def read_gift(text: str) -> list[Question]:
    """Read a GIFT file: questions are parted by blank lines, comments begin with two slashes."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return [_question("\n".join(line for line in block.splitlines() if not line.startswith("//"))) for block in blocks]


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", text).strip()


def _question(block: str) -> Question:
    found = re.fullmatch(
        r"::((?:\\.|[^\\:])*)::\[plain\]((?:\\.|[^\\{}])*)\{((?:\\.|[^\\{}])*)\}((?:\\.|[^\\{}])*)", block, re.DOTALL
    )
    assert found, block
    name, before, inside, after = found.groups()
    answers, _, feedback = inside.partition("####")
    text = _plain(before) + (f" [gap] {_plain(after)}" if after.strip() else "")
    question = Question(_plain(name), text, "essay", feedback=_plain(feedback))
    if answers.strip() in {"T", "F"}:
        question.kind, question.right = "truefalse", [answers.strip()]
        return question
    for sign, answer in re.findall(r"([=~])((?:\\.|[^\\=~])*)", answers):
        _add(question, sign, answer)
    return question


def _add(question: Question, sign: str, answer: str) -> None:
    if "->" in answer:
        left, _, right = answer.partition("->")
        question.kind = "matching"
        question.pairs[_plain(left)] = _plain(right)
    elif share := re.match(r"%(-?[\d.]+)%", answer):
        question.kind = "multiple"
        words = _plain(answer[share.end() :])
        question.shares[words] = float(share[1])
        (question.right if float(share[1]) > 0 else question.wrong).append(words)
    else:
        question.kind = "single"
        (question.right if sign == "=" else question.wrong).append(_plain(answer))
