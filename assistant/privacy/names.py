"""Names of persons, where a rule can tell. Never certain.

Three rules, in Swedish text that has been typed with capitals: a word after "heter", "klienten", "familjen" and the like; a
given name that is known, alone or with what follows it; and two or three words with a capital in a row, within a sentence,
none of which names something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.privacy.model import Candidate, PersonalDataKind
from assistant.privacy.vocabulary import PUBLIC_NAMES, SURNAME, is_first_name, is_other_name

RANK = 8
_MOST_WORDS = 3
"""Four words with a capital in a row are a title or a heading."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_PARTICLES = frozenset({"von", "af", "de", "del", "della", "da", "el", "al", "bin", "ibn", "ben", "van"})
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:;\n…\"”“»*•]|\s-)\s?[\"'”“(«]?$")

_NAMES_NEXT = frozenset({"heter", "hette", "heta", "namnet", "kallas", "kallad", "named", "called"})
_PERSON = re.compile(
    r"(?:klient|brukar|patient|kvinn|flick|pojk|tjej|kill|mamma|pappa|mor|moder|far|fader|dotter|son|syster|bror|broder|maka?|"
    r"make|sambo|särbo|partner|hustru|fru|man|herr|ex|exman|exmake|expartner|exsambo|barn|väninna|vän|granne?|person|förövar|"
    r"våldsutövar|kolleg|handläggar|familj|hennes|client|doktor|mormor|farmor|morfar|farfar|mister|sökande|bebis)"
    r"(?:n|en|et|an|na|ns|ens|ets|ans|nen|nens|ren|rens|a|e)?"
)
_ONLY_WITH_OWNER = frozenset({"man", "mannen", "hennes", "mor", "far", "ex", "person", "personen", "barn", "vän"})
_OWNERS = frozenset(
    {"min", "mitt", "hennes", "hans", "hens", "sin", "sitt", "deras", "vår", "vårt", "din", "ditt", "my", "her", "his"}
)
_NOT_AFTER = frozenset({"lex"})
_ASKED = frozenset({"vad", "hur", "vilken", "vilket", "vilka"})


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    is_joined: bool  # one space, and nothing else, between it and the word before
    is_capital: bool


def _words(content: str) -> list[_Word]:
    found: list[_Word] = []
    for match in _WORD.finditer(content):
        text = match.group()
        is_joined = bool(found) and match.start() - found[-1].end == 1 and content[match.start() - 1] == " "
        is_capital = (
            text[0].isupper() and len(text) > 1 and all(part[1:].islower() or len(part) == 1 for part in text.split("-"))
        )
        found.append(_Word(text, *match.span(), is_joined, is_capital))
    return found


def _run_from(words: list[_Word], at: int) -> int:
    """Give the index after the last word of the row of capitals that begins at ``at``; particles may stand within it."""
    end = at + 1
    while end < len(words) and words[end].is_joined:
        if words[end].is_capital:
            end += 1
        elif (
            words[end].text.casefold() in _PARTICLES
            and end + 1 < len(words)
            and words[end + 1].is_joined
            and words[end + 1].is_capital
        ):
            end += 2
        else:
            break
    return end


def _is_cued(content: str, words: list[_Word], at: int) -> bool:
    """Tell whether the words before say that a name comes: "hon heter", "min klient", "familjen"."""
    if at == 0 or not re.fullmatch(r" ?[:=]? ?[\"']?", content[words[at - 1].end : words[at].start]):
        return False
    before = words[at - 1].text.casefold()
    earlier = words[at - 2].text.casefold() if at > 1 else ""
    if before in _NAMES_NEXT or (earlier in _NAMES_NEXT and before in {"är", "i"}):
        return earlier not in _ASKED
    if before == "namn":
        return earlier == "vid" or ":" in content[words[at - 1].end : words[at].start]
    if before in _ONLY_WITH_OWNER:
        return earlier in _OWNERS
    return _PERSON.fullmatch(before) is not None


def _begins_sentence(content: str, word: _Word) -> bool:
    return _SENTENCE_BEFORE.search(content, max(0, word.start - 4), word.start) is not None


def _trimmed(content: str, words: list[_Word], begin: int, end: int) -> tuple[int, int]:
    """Take from a row of capitals the word that only begins its sentence, and what names something else at its ends."""
    if _begins_sentence(content, words[begin]) and end - begin > 1 and not is_first_name(words[begin].text):
        begin += 1
    while begin < end and is_other_name(words[begin].text) and not is_first_name(words[begin].text):
        begin += 1
    while begin < end and is_other_name(words[end - 1].text):
        end -= 1
    return begin, end


def _is_name(content: str, words: list[_Word], begin: int, end: int) -> bool:
    row = words[begin:end]
    if row[0].text.casefold() in _NOT_AFTER or (begin and words[begin - 1].text.casefold() in _NOT_AFTER):
        return False
    if content[row[-1].end : row[-1].end + 1] == ":" and content[row[-1].end + 1 : row[-1].end + 2].isupper():
        return False  # "Sara:SV", an instrument
    if is_first_name(row[0].text) or _is_cued(content, words, begin) or SURNAME.match(row[-1].text):
        return True
    if _begins_sentence(content, row[0]) or not 2 <= len(row) <= _MOST_WORDS:
        return False
    return not any(is_other_name(word.text) for word in row)


def _candidate(content: str, words: list[_Word], begin: int, end: int) -> Iterator[Candidate]:
    start, stop = words[begin].start, words[end - 1].end
    key = content[start:stop].casefold()
    if key.removesuffix("s") not in PUBLIC_NAMES and key not in PUBLIC_NAMES:
        yield Candidate(PersonalDataKind.NAME, start, stop, RANK, certain=False, key=key)


def _small(content: str, words: list[_Word], at: int) -> Iterator[Candidate]:
    """Find a name typed without a capital: a known given name after a word that announces it, or before "…sson"."""
    word = words[at]
    if word.text.islower() and is_first_name(word.text):
        has_surname = (
            at + 1 < len(words) and words[at + 1].is_joined and SURNAME.match(words[at + 1].text.capitalize()) is not None
        )
        if has_surname or _is_cued(content, words, at):
            yield from _candidate(content, words, at, at + 2 if has_surname else at + 1)


def names(content: str) -> Iterator[Candidate]:
    """Find what is probably a person's name in the text of a `View`."""
    words = _words(content)
    at = 0
    while at < len(words):
        if not words[at].is_capital:
            yield from _small(content, words, at)
            at += 1
            continue
        end = _run_from(words, at)
        begin, stop = _trimmed(content, words, at, end)
        if begin < stop and stop - begin <= _MOST_WORDS + 1 and _is_name(content, words, begin, stop):
            yield from _candidate(content, words, begin, stop)
        at = end
