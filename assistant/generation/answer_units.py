"""A short answer taken apart into its sentences, each with the citations it rests on and whether it is a quote."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from assistant.text import collapse, sentences

_PIECE = re.compile(r"(?P<words>.*?)(?P<markers>(?:\s*\[\d{1,2}\])+)|(?P<rest>.+)", re.DOTALL)
_ITEM = re.compile(r"^(?:[–•-]|\d{1,2}[.)])\s+")
_QUOTE_START = re.compile(r"(?:^|\n|: )(?=”)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, item or lead-in of an answer, without markers. ``under`` is the publisher's name that stands before it."""

    text: str
    markers: tuple[int, ...] = ()
    is_quote: bool = False
    under: str = ""


def units_of_answer(answer: str, publishers: Collection[str]) -> tuple[Unit, ...]:
    """Take an answer apart.

    Parameters
    ----------
    answer
        The short answer, with markers ``[1]``.
    publishers
        Names that an answer puts before words ("Stockholms stad: …").

    Returns
    -------
    tuple of Unit
        In order. Words before a quote in the same piece (a sentence of ours) have no markers.
    """
    units: list[Unit] = []
    for piece in _PIECE.finditer(answer):
        markers = tuple(int(number) for number in re.findall(r"\d+", piece["markers"] or ""))
        units += _units_of_piece(piece["words"] or piece["rest"] or "", markers, publishers)
    return tuple(units)


def _units_of_piece(words: str, markers: tuple[int, ...], publishers: Collection[str]) -> Iterator[Unit]:
    text = words.strip()
    start = _QUOTE_START.search(text)
    if start and text.endswith("”"):
        before, quoted = text[: start.start()].strip(), text[start.end() + 1 : -1]
        under = before.rsplit("\n", 1)[-1].removesuffix(":")
        own = before.rsplit("\n", 1)[0] if "\n" in before else ""
        if not _is_name(under, publishers):
            own, under = before, ""
        yield from _sentences(own, (), "", is_quote=False)
        yield from _sentences(quoted, markers, under, is_quote=True)
        return
    under = next((name for name in publishers if text.startswith(f"{name}: ")), "")
    yield from _sentences(text.removeprefix(f"{under}: ") if under else text, markers, under, is_quote=False)


def _is_name(text: str, publishers: Collection[str]) -> bool:
    return bool(text) and any(text.startswith(name) for name in publishers)


def _sentences(text: str, markers: tuple[int, ...], under: str, *, is_quote: bool) -> Iterator[Unit]:
    for start, end in sentences(text):
        words = _ITEM.sub("", collapse(text[start:end])) if is_quote else collapse(text[start:end])
        if any(char.isalpha() for char in words):
            yield Unit(words, markers, is_quote, under)
