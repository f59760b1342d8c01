"""GIFT, the text format that Moodle and others read. Written by hand: the one Python library for it is from 2017."""

from __future__ import annotations

import re

from assistant.quiz.exports.shared import before_gap, feedback, is_chosen, matched, name_of, plain
from assistant.quiz.items import TRUE, Item, ItemType, Quiz

_SPECIAL = re.compile(r"([\\~=#{}:])")
_ARROW = "->"


def write(quiz: Quiz) -> bytes:
    """Write a quiz as GIFT; what puts things in order becomes a matching with numbers, which every reader knows."""
    return "\n\n".join(_question(item, number) for number, item in enumerate(quiz.items, start=1)).encode("utf-8") + b"\n"


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", plain(text).replace(_ARROW, "→"))


def _question(item: Item, number: int) -> str:
    name, comment = f"// {item.id}", f"####{_safe(feedback(item))}"
    answers = f"{{{_answers(item)}{comment}}}"
    if item.type is ItemType.CLOZE:
        before, after = before_gap(item)
        return f"{name}\n::{_safe(name_of(item, number))}::[plain]{_safe(before)}{answers}{_safe(after)}"
    return f"{name}\n::{_safe(name_of(item, number))}::[plain]{_safe(item.question)}{answers}"


def _answers(item: Item) -> str:
    if item.type is ItemType.TRUE_FALSE:
        return "T" if item.key == TRUE else "F"
    if pairs := matched(item):
        return "".join(f"={_safe(name)} {_ARROW} {_safe(said)} " for name, said in pairs)
    if item.type is ItemType.MULTIPLE_CHOICE:
        return "".join(f"~%{share_of(item, option)}%{_safe(option)} " for option in item.options)
    if is_chosen(item):
        return "".join(f"{'=' if option == item.key else '~'}{_safe(option)} " for option in item.options)
    return ""


def share_of(item: Item, option: str) -> str:
    """Give the share of the points that an option of a multiple choice gives, in per cent; wrong ones take points."""
    right = len(item.right)
    share = 100 / right if option in item.right else -100 / (len(item.options) - right)
    return f"{share:.5f}".rstrip("0").rstrip(".")
