"""What an earlier question was about, in its own words, and a follow-up written out with it."""

from __future__ import annotations

import re

from assistant.conversation.wording import word_set
from assistant.law.grammar import parse
from assistant.retrieval.facts import function_words
from assistant.retrieval.query import content_words
from assistant.text import sentences

_LONGEST = 14
"""A topic of more words than this is a scenario: then only the sentence that asks counts."""
_FRAME = word_set(
    "sätt många hur enligt egentligen göras görs skriver stå står ok okej aha jaha säg berätta finnas hittar gör gjord gjort "
    "man tell does mean"
)
"""Words that frame a question besides the function words."""
_WORD = re.compile(r"[^\W_]+")
_SPACED = re.compile(r"\S+")
_NUMBER = r"(?P<age>1?\d{1,2})"
_AGE = re.compile(rf"\b{_NUMBER}(?P<unit>\s*-?\s*(?:år(?:ing\w*|s)?|years? old))\b", re.IGNORECASE)
_BARE_AGE = re.compile(rf"\b(?:är|fyllt|blir|fyller|is|typ|bara|redan)\s+{_NUMBER}\b(?!\s*(?:kap|§|st\b|%|kr))", re.IGNORECASE)
_AGE_WORDS = word_set(
    "år åring åringar åringen gammal gamla ung fyllt person personen någon flicka pojke tjej kille barnet years old"
)
_PLACE_WORDS = word_set("kommun kommunen kommuns stad stads riktlinje riktlinjen riktlinjer riktlinjerna")


def topic_of(question: str) -> str:
    """Give a question without its frame: "Vad är syftet med förhandsbedömningen?" is about "syftet med förhandsbedömningen".

    Returns
    -------
    str
        Its words from the first to the last that carry a subject; empty where none does. A section of law is kept whole:
        "2 a kap. 10 § SoL" without its first number is another one.
    """
    words = question.split()
    if len(words) > _LONGEST:
        asked = [question[start:end] for start, end in sentences(question) if question[start:end].endswith("?")]
        words = (asked[-1] if asked else question).split()[-_LONGEST:]
    text = " ".join(words)
    carrying = [(word.start(), word.end()) for word in _SPACED.finditer(text) if _carries(word[0])]
    carrying += [(reference.start, reference.end) for reference in parse(text)]
    if not carrying:
        return ""
    return text[min(start for start, _ in carrying) : max(end for _, end in carrying)].strip(" ?!.,;:()–")


def _carries(word: str) -> bool:
    parts = [part.casefold() for part in _WORD.findall(word)]
    return any(part not in _FRAME and content_words((part,)) for part in parts)


def with_topic(question: str, topics: tuple[str, ...]) -> str:
    """Give a follow-up with what it is about in brackets: "När ska den göras (barnkonsekvensanalys)?".

    One sentence, so that it is embedded once; of the ways tried on the development conversations it did best.
    """
    named = ", ".join(dict.fromkeys(topic for topic in topics if topic))
    words = question.rstrip(" ?.!")
    words = words[:1].upper() + words[1:]
    return f"{words} ({named})?" if named else f"{words}?"


class Places:
    """Reads and changes the municipality that a question names.

    Parameters
    ----------
    names
        The municipalities of the corpus.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        own = "|".join(map(re.escape, sorted(names)))
        self._place = re.compile(
            rf"(?P<before>\s*\b(?:i|från|hos|för|enligt|inom|in|from|of)\s+)?\b(?P<name>{own})(?P<genitive>s)?\b"
            r"(?P<kind>\s+(?:stad|kommun)s?(?:en)?\b)?",
            re.IGNORECASE,
        )

    def without(self, text: str) -> str:
        """Take the municipality out of a text."""
        return " ".join(self._place.sub("", text).split())

    def moved(self, earlier: str, place: str) -> str:
        """Ask an earlier question of another municipality: "… i Stockholm?" becomes "… i Huddinge?"."""
        if not self._place.search(earlier):
            return f"{earlier.rstrip(' ?.!')} i {place}?"

        def put(match: re.Match[str]) -> str:
            genitive = match["genitive"] or ("s" if (match["kind"] or "").endswith("s") else "")
            return f"{match['before'] or ''}{place}{genitive if not place.endswith('s') else ''}"

        return self._place.sub(put, earlier)


def age_of(question: str) -> str:
    """Give the age that a question names besides little else ("och om hon är 17?"), empty where it asks for more."""
    found = _AGE.search(question) or _BARE_AGE.search(question)
    if not found:
        return ""
    rest = tuple(part.casefold() for part in _WORD.findall(question.replace(found[0], " ")) if not part.isdigit())
    return "" if set(content_words(rest)) - _AGE_WORDS else found["age"]


def aged(earlier: str, age: str) -> str:
    """Ask an earlier question of another age, in place of the one it names or behind the rest."""
    if _AGE.search(earlier):
        return _AGE.sub(lambda match: f"{age}{match['unit']}", earlier, count=1)
    if _BARE_AGE.search(earlier):
        return _BARE_AGE.sub(lambda match: match[0].replace(match["age"], age), earlier, count=1)
    return f"{earlier.rstrip(' ?.!')} för den som är {age} år?"


def only_place(question: str, place: str) -> bool:
    """Tell whether a question asks for nothing but another municipality: "och i Huddinge?", "hur är det i Huddinge då?"."""
    names = {part.casefold() for part in _WORD.findall(place)}
    names |= {f"{name}s" for name in names} | _PLACE_WORDS | function_words("shared")
    return not set(content_words(tuple(part.casefold() for part in _WORD.findall(question)))) - names
