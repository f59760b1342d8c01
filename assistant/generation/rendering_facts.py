"""The facts of a sentence that every rendering must keep: numbers with what they count, dates, telephones, law, names."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from assistant.generation.tables import Tongue, authorities, tables

_LETTER = r"(?:\s?[a-z](?![^\W_]))?"
_AND = r"\s*(?:,|och|samt|and|to|ja|sekä|–|-)\s*"
_SECTION_LIST = rf"\d+{_LETTER}(?:{_AND}\d+{_LETTER})*"
_CHAPTER = re.compile(rf"(\d+{_LETTER})\s*kap\b\.?", re.IGNORECASE)
_SECTIONS = re.compile(rf"({_SECTION_LIST})\s*§+", re.IGNORECASE)
_ONE = re.compile(rf"\d+{_LETTER}", re.IGNORECASE)
_STATUTE = re.compile(r"\b(\d{4}):(\d+)\b")
_LAW = re.compile(r"\b(\w{3,})(?:lag|balk|förordning)(?:en|ens|s|ar|arna)?\b", re.IGNORECASE)
_FOREIGN_LAW = {
    Tongue.SWEDISH: re.compile(r"\b\w{3,}(?:lag|balk|förordning)(?:en|ens|s)?\b", re.IGNORECASE),
    Tongue.ENGLISH: re.compile(r"\b(?:Act|Code|Ordinance|Statute)\b"),
    Tongue.FINNISH: re.compile(r"\b\w{3,}(?:laki|lain|lakia|laissa|laista|kaari|kaaren|asetus|asetuksen)\b", re.IGNORECASE),
}
_SWEDISH_FORMS = {
    Tongue.SWEDISH: (),
    Tongue.ENGLISH: (
        (re.compile(rf"\bsections? ({_SECTION_LIST})(?:,? of|,? in) chapter (\d+{_LETTER})", re.I), r"\2 kap. \1 §"),
        (re.compile(rf"\bchapter (\d+{_LETTER}),? (?:sections?|§+) ({_SECTION_LIST})(?:\s*§+)?", re.I), r"\1 kap. \2 §"),
        (re.compile(rf"\bsections? ({_SECTION_LIST})", re.I), r"\1 §"),
        (re.compile(rf"\bchapter (\d+{_LETTER})", re.I), r"\1 kap."),
    ),
    Tongue.FINNISH: (
        (re.compile(rf"\b(\d+{_LETTER})\.? lu(?:vun|ku|vussa|vusta|kuun)\b", re.I), r"\1 kap."),
        (re.compile(rf"\b({_SECTION_LIST})\.? (?:pykälä\w*)", re.I), r"\1 §"),
    ),
}
_NEAR = 60
"""Characters after a chapter within which a section belongs to it."""
_PHONE = re.compile(r"(?<![\d:])(?:\+46[\s-]?|0)\d{1,3}[\s–-]+\d[\d\s–-]{3,}\d")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ACRONYM = re.compile(r"\b(?:[A-ZÅÄÖ][a-zåäö]*){2,}[A-ZÅÄÖa-zåäö]*\b|\b[A-ZÅÄÖ]{2,}\b")
_CAPITAL = re.compile(r"(?<![^\W_])(?<!\. )(?<!\A)(?<![.:!?”\"(–] )(?<![”\"])[A-ZÅÄÖ][a-zåäöé]{2,}(?![^\W_])")
_ORDINALS = {
    Tongue.SWEDISH: re.compile(r"\b(?:(första)|(andra)|(tredje)|(fjärde)) (?:stycke|punkt|mening)\w*", re.I),
    Tongue.ENGLISH: re.compile(
        r"\b(?:(first|första)|(second|andra)|(third|tredje)|(fourth|fjärde)) "
        r"(?:paragraph|subsection|point|item|sentence|stycke)\w*",
        re.I,
    ),
    Tongue.FINNISH: re.compile(
        r"\b(?:(ensimmäi\w+|första)|(toi[ns]\w+|andra)|(kolma\w+|tredje)|(neljä\w+|fjärde)) "
        r"(?:momen|kappal|kohd|koht|virk|lause|stycke)\w*",
        re.I,
    ),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in one sentence. ``counted`` are numbers with the kind of thing they count (``("14", "day")``)."""

    telephones: frozenset[str]
    sections: frozenset[tuple[str, str]]
    statutes: frozenset[str]
    ordinals: frozenset[int]
    numbers: frozenset[str]
    counted: frozenset[tuple[str, str]]
    months: frozenset[int]
    spans: frozenset[str]
    acronyms: frozenset[str]
    names_law: bool


def facts_of(text: str, tongue: Tongue) -> Facts:
    """Read the facts of a sentence in a language; law as "14 kap. 1 §" is read in every language."""
    statutes = frozenset(match[0] for match in _STATUTE.finditer(text))
    phones = frozenset("".join(re.findall(r"\d", match[0])) for match in _PHONE.finditer(text))
    rest = _STATUTE.sub(" ", _PHONE.sub(" ", text))
    for pattern, swedish in _SWEDISH_FORMS[tongue]:
        rest = pattern.sub(swedish, rest)
    sections = _sections(rest)
    ordinals = frozenset(n for match in _ORDINALS[tongue].finditer(rest) for n in range(1, 5) if match[n])
    rest = _with_digits(_SECTIONS.sub(" ", _CHAPTER.sub(" ", rest)), tongue)
    words = tables(tongue)
    return Facts(
        telephones=phones,
        sections=sections,
        statutes=statutes,
        ordinals=ordinals,
        numbers=frozenset(_NUMBER.findall(rest)),
        counted=frozenset(_counted(rest, tongue)),
        months=frozenset(n for n, month in enumerate(words.months, start=1) if month.search(rest)),
        spans=frozenset(name for name in ("week", "month", "hour") if _whole(words.units[name], rest)),
        acronyms=frozenset(match[0].rstrip("s").casefold() for match in _ACRONYM.finditer(text)),
        names_law=bool(_FOREIGN_LAW[tongue].search(text) or sections or statutes),
    )


def _whole(unit: re.Pattern[str], text: str) -> bool:
    return any(not (text[: match.start()] or " ")[-1].isalpha() for match in unit.finditer(text))


def _sections(text: str) -> frozenset[tuple[str, str]]:
    """Give each section with its chapter, and each chapter that stands alone; numbers without spaces."""
    chapters = [(match.start(), match.end(), "".join(match[1].split()).casefold()) for match in _CHAPTER.finditer(text)]
    found: set[tuple[str, str]] = set()
    used: set[str] = set()
    for match in _SECTIONS.finditer(text):
        near = [name for _, end, name in chapters if end <= match.start() <= end + _NEAR]
        chapter = near[-1] if near else ""
        used.add(chapter)
        found |= {(chapter, "".join(one.split()).casefold()) for one in _ONE.findall(match[1])}
    return frozenset(found | {(name, "") for _, _, name in chapters if name not in used})


def _with_digits(text: str, tongue: Tongue) -> str:
    """Write number words as digits, and numbers without marks between thousands."""
    for value, word in enumerate(tables(tongue).numbers, start=2):
        text = word.sub(str(value), text)
    text = re.sub(r"(?<=\d)[\s\u00a0](?=\d{3}(?!\d))", "", text)
    if tongue is Tongue.ENGLISH:
        text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    return re.sub(r"(?<=\d)[,:](?=\d)", ".", text)


def _counted(text: str, tongue: Tongue) -> set[tuple[str, str]]:
    found = set()
    for match in _NUMBER.finditer(text):
        after = re.sub(r"\A[\s-]*", "", text[match.end() : match.end() + 40])
        second = after.split(" ", 1)[1] if " " in after else ""
        for name, unit in tables(tongue).units.items():
            if unit.match(after) or (unit.match(second) and after.split(" ", 1)[0].isalpha()):
                found.add((match[0], name))
    return found


def names_in(text: str, known: Set[str]) -> frozenset[str]:
    """Give the proper names of a Swedish sentence: authorities, words with a capital inside it, and those known to be names.

    Parameters
    ----------
    text
        The sentence.
    known
        Words, as written, that are names even where they begin a sentence.
    """
    found = {word for match in authorities().finditer(text) for word in match[0].split() if word[0].isupper()}
    found |= {match[0] for match in _CAPITAL.finditer(text)}
    found |= {word for word in re.findall(r"\w+", text) if word in known}
    return frozenset(word.removesuffix("s") if len(word) > 4 else word for word in found)


def laws_in(text: str) -> frozenset[str]:
    """Give the beginnings of the names of laws in a Swedish text: "socialtjänst" of "socialtjänstlagen"."""
    return frozenset(match[1].casefold() for match in _LAW.finditer(text))
