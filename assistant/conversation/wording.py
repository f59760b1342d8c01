"""What in the wording of a question leans on what was said before: how it begins and ends, and what its pronouns mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.retrieval.query import content_words

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*|[.,;:?!()]")
_OPENS = re.compile(
    r"\W*(?:(?:ok(?:ej)?|aha|jaha|tack|hm+|så)\W+)*(?:och|men|eller|samt|and|but|or|what about|how about)\b", re.IGNORECASE
)
_CLOSES = re.compile(
    r"\b(?:då|också|däremot|istället|i stället|i så fall|i det fallet|ändå|too|then|as well|instead)\W*\Z", re.IGNORECASE
)


def word_set(text: str) -> frozenset[str]:
    """Give the words of a text as a set."""
    return frozenset(text.split())


#: Where one clause ends and another begins: what stands before may be what a later pronoun means.
_BOUNDARY = word_set(
    ". , ; : ? ! och men eller som när om att medan innan sedan eftersom för vad vem vilka vilken vilket hur var vart "
    "varför and but if when who which that what how where"
)
#: Boundaries that are prepositions where a pronoun follows: "beslutar om det".
_PREPOSITIONS = word_set("om för")
_PERSONS = word_set("hon han hen henne honom hennes hans hens she he her him his")
_POINTERS = word_set(
    "dem dom dess deras dessa denna detta densamma dit därifrån däri därefter sådan sådana sådant "
    "it they them their those these"
)
_EXPLETIVE_BEFORE = word_set("finns fanns är var blir blev går gick behövs krävs räcker hur")
_NOTHING_MORE = word_set("? . , ! då här egentligen också för nu exakt")
#: "Den andra", "de två": what they count was said before.
_COUNTED = word_set("andra andre sista första förste senaste senare förra två tre fyra där här")
#: Words after which or before which "den", "de" and "det" are only an article: "den enskilde", "de som".
_DETERMINED = re.compile(
    r"som|att|enskild\w*|\w+(?:ade|utsatta|ande|ende|liga|iska|ella|re)|egna?|vuxna|unga|nya|gamla|stora|små", re.IGNORECASE
)
_PEOPLE = re.compile(r"(?:barn|person|kvinn|män|klient)\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signs:
    """What a question's wording says about leaning on an earlier one.

    Attributes
    ----------
    opens, closes
        It begins with "och", "men" or ends with "då", "också".
    points
        A word points at a thing that the question itself does not name ("när ska den göras?").
    person
        "Hon" or "han" stands for nobody whom the question names; questions that stand alone often begin so.
    content
        How many words carry a subject.
    """

    opens: bool
    closes: bool
    points: bool
    person: bool
    content: int

    @property
    def leans(self) -> bool:
        """Tell whether the wording itself says that something was said before."""
        return self.opens or self.closes or self.points


def signs_of(question: str) -> Signs:
    """Read the signs in a question's wording, Swedish or English."""
    tokens = [token.casefold() for token in _TOKEN.findall(question)]
    return Signs(
        opens=bool(_OPENS.match(question)),
        closes=bool(_CLOSES.search(question)),
        points=any(_points(tokens, i) and not _named_before(tokens, i) for i in range(len(tokens))),
        person=any(token in _PERSONS and not _content(tokens[:i]) for i, token in enumerate(tokens)),
        content=len(_content(tokens)),
    )


def _content(tokens: Sequence[str]) -> tuple[str, ...]:
    return content_words(tuple(token for token in tokens if token[0].isalnum()))


def _named_before(tokens: Sequence[str], place: int) -> bool:
    """Tell whether a clause before a pronoun's own names something that it can mean."""
    ends = [i for i in range(1, place) if tokens[i] in _BOUNDARY and not (i == place - 1 and tokens[i] in _PREPOSITIONS)]
    return bool(ends) and bool(_content(tokens[: ends[-1]]))


def _points(tokens: Sequence[str], place: int) -> bool:
    token = tokens[place]
    before = tokens[place - 1] if place else ""
    after = tokens[place + 1] if place + 1 < len(tokens) else "?"
    if token in _POINTERS:
        return after not in {"som", "who", "that"}
    match token:
        case "det":
            return _is_thing(before, after)
        case "den" | "de":
            return after in _COUNTED or not (_DETERMINED.fullmatch(after) or _PEOPLE.fullmatch(after))
        case "samma" | "same":
            return "som" not in tokens[place:] and "as" not in tokens[place:]
        case "där" | "there":
            return after in _NOTHING_MORE or not _content([before] if before else [])
        case "that" | "this":
            return after in _NOTHING_MORE
    return False


def _is_thing(before: str, after: str) -> bool:
    """Tell the "det" that stands for something from the one that only fills its place ("finns det", "är det rätt att")."""
    if after in {"som", "att", "finns", "fanns"} or (before == "när" and after == "gäller") or _DETERMINED.fullmatch(after):
        return False
    if before in {"är", "var", "blir"}:
        return after in _NOTHING_MORE
    return before not in _EXPLETIVE_BEFORE
