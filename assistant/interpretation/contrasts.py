"""Where a claim sets otherwise than its source: what comes before what, with whom, by whom, who does more than whom.

Each rule needs words that both share; what they have in common is not enough, what stands against it must be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.verification.actors import AGENT, actors_of
from assistant.verification.content import Bag
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import Reading, read
from assistant.verification.slots import lay_beside
from assistant.verification.tables import actor_of, are_one
from assistant.verification.words import Word, read_words, shown

_SAME = 0.5
"""How far one word must say another for both to be the same thing."""
_REACH = 4
"""Words after a preposition in which what it governs is looked for."""
_GOVERNORS = re.compile(
    r"\b(i samråd med|i samarbete med|tillsammans med|nära|i närheten av|intill|samtycke (?:från|av)|på (?:begäran|uppdrag) av"
    r"|avtal mellan|samverkan mellan|samarbete mellan|bosatt i"
    r"|(?:ges|görs|fattas|beslutas|erbjuds|utförs|tas|fastställs|leds) av|(?:lämnas|skickas|ges|flyttas) till)\s",
    re.IGNORECASE,
)
_NEAR_PLACES = frozenset({"nära", "intill", "i närheten av"})
_STOPS = frozenset({"som", "att", "om", "när", "där", "medan", "för", "i", "på", "vid", "kan", "ska", "bör", "får", "enligt"})
_AFTER_DOING = re.compile(
    r"\b(?:när|då|sedan|så snart) ((?:[\wåäö]+ ){1,6}?)(?:är|har|blivit|väl)(?: väl| har| är)? ([\wåäö]+)", re.I
)
_SIDES = {"innan": "before", "före": "before", "inför": "before", "efter": "after"}
_MORE = r"(?:oftare|fler|mer|mest|större|tidigare|i högre grad|i större utsträckning)"
_THAN = re.compile(rf"\b{_MORE} (?:[\wåäö]+ ){{0,5}}?än\b", re.IGNORECASE)
_COMPARES = re.compile(rf"\b{_MORE}\b", re.IGNORECASE)
_ALIKE = 0.5
"""Share of a claim's words in the order of its source, from which one actor stands in another's place."""
_NARROW = 2
_IN_FULL = 0.9
_ONE = re.compile(
    r"\b(?:har|finns|leds av|består av|omfattar|ingår|räcker det med) (?:bara |endast )?(en|ett) ([\wåäö]+)", re.I
)
_SEVERAL = re.compile(r"\b(två|tre|fyra|fem|sex|sju|åtta|flera|[2-9]|\d\d+) ((?:[\wåäö]+ )?[\wåäö]+)", re.IGNORECASE)
_BY_ONESELF = re.compile(
    r"\b(?:(?:själv|själva)\b(?! (?:känner|vet|vill|önskar|upplever|ber|anser|berättar))|på egen hand\b)", re.IGNORECASE
)


def compare(claim: str, source: str) -> list[Difference]:
    """Find what a claim says to the contrary of a source.

    Returns
    -------
    list of Difference
        With words on both sides where both have some; none where the two have nothing of a rule in common.
    """
    own, theirs = read(claim), read(source)
    found = [*_sides(own, theirs), *_with_whom(claim, source), *_more(claim, source)]
    found += [*_by_itself(own, theirs), *_swapped(own, theirs), *_one_of_several(claim, source)]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _events(text: str) -> tuple[tuple[str, frozenset[str], str], ...]:
    """Give what a text sets before or after what: the side, the stems of the event, and the words."""
    found = []
    words = read_words(text)
    for at, word in enumerate(words):
        if word.low in _SIDES:
            following = [one for one in words[at + 1 : at + 1 + _REACH] if one.carries]
            if following:
                stems = frozenset(one.stem for one in following)
                found.append((_SIDES[word.low], stems, f"{word.text} {following[0].text}"))
    for match in _AFTER_DOING.finditer(text):
        if match[2].lower().endswith(("t", "ts", "d", "de", "dda", "da")):
            stems = frozenset(one.stem for one in read_words(f"{match[1]} {match[2]}") if one.carries)
            found.append(("after", stems, match[0]))
    return tuple(found)


def _sides(own: Reading, theirs: Reading) -> Iterator[Difference]:
    """Find an event that the claim sets something after, and its source before, or the other way round."""
    other = _events(theirs.text)
    for side, stems, words in _events(own.text):
        shared = [one for one in other if stems & one[1]]
        if shared and all(one[0] != side for one in shared):
            yield Difference(Kind.TIME, words, shared[0][2])


@lru_cache(maxsize=4096)
def _governed(text: str) -> tuple[tuple[str, tuple[Word, ...]], ...]:
    """Give what stands after phrases that tell with whom, by whom, to whom or near what."""
    found = []
    for match in _GOVERNORS.finditer(text):
        heads: list[Word] = []
        for word in read_words(text[match.end() :])[: _REACH + 2]:
            if word.low in _STOPS or (heads and "," in word.gap):
                break
            if word.carries or actor_of(word.low):
                heads.append(word)
        if heads:
            found.append((" ".join(match[1].lower().split()), tuple(heads)))
    return tuple(found)


def _with_whom(claim: str, source: str) -> Iterator[Difference]:
    theirs = _governed(source)
    for governor, heads in _governed(claim):
        same = [others for other, others in theirs if other == governor or (other in _NEAR_PLACES and governor in _NEAR_PLACES)]
        near = governor in _NEAR_PLACES
        if same and not any(_are_one(heads, others) and not (near and _told_apart(heads, others)) for others in same):
            kind = Kind.PLACE if near or governor == "bosatt i" else Kind.ACTOR
            yield Difference(kind, f"{governor} {shown(heads)}", shown(same[0]))


def _are_one(own: Sequence[Word], theirs: Sequence[Word]) -> bool:
    mine, other = Bag.of(own), Bag.of(theirs)
    if any(other.holds(word.stem) >= _SAME for word in own) or any(mine.holds(word.stem) >= _SAME for word in theirs):
        return True
    names = {actor_of(word.low) for word in own} - {""}
    others = {actor_of(word.low) for word in theirs} - {""}
    return any(are_one(one, another) for one in names for another in others)


def _told_apart(own: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Tell whether both sides say which of its kind a thing is, each another: "sitt gamla hem", "det skyddade boendet"."""
    which, other = own[:-1], Bag.of(theirs[:-1])
    return bool(which and other.stems) and not any(other.holds(word.stem) >= _SAME for word in which)


def _more(claim: str, source: str) -> Iterator[Difference]:
    """Find who does something more than whom, where the source says it of the other one."""
    match, compares = _THAN.search(claim), _COMPARES.search(source)
    if not match or not compares:
        return
    first, second = _last_actor(claim[: match.start()]), _first_actor(claim[match.end() :])
    if not first or not second or actor_of(first.low) == actor_of(second.low):
        return
    names = {actor_of(first.low), actor_of(second.low)}
    before = [word for word in read_words(source[: compares.start()]) if actor_of(word.low) in names]
    if before and actor_of(before[-1].low) == actor_of(second.low):
        yield Difference(Kind.ACTOR, f"{first.text} {match[0]} {second.text}", before[-1].text)


def _last_actor(text: str) -> Word | None:
    return next((word for word in reversed(read_words(text)) if actor_of(word.low)), None)


def _first_actor(text: str) -> Word | None:
    return next((word for word in read_words(text) if actor_of(word.low)), None)


def _by_itself(own: Reading, theirs: Reading) -> Iterator[Difference]:
    """Find what somebody is to do alone in the claim, and another does in its source."""
    match = _BY_ONESELF.search(own.text)
    if not match or _BY_ONESELF.search(theirs.text):
        return
    mine = {actor_of(word.low) for word in own.words} - {""}
    for clause in theirs.clauses:
        doers = [one.word for one in actors_of(clause) if one.role == AGENT]
        if doers and not any(are_one(actor_of(word.low), name) for word in doers for name in mine):
            yield Difference(Kind.ACTOR, match[0], doers[0].text)


def _swapped(own: Reading, theirs: Reading) -> Iterator[Difference]:
    """Find one actor where the source has another, all around it as there."""
    laid = lay_beside(own, theirs)
    if laid.share < _ALIKE:
        return
    said, sourced = ({actor_of(word.low) for word in one.words} - {""} for one in (own, theirs))
    for slot in laid.slots:
        mine, other = ([word for word in side if actor_of(word.low)] for side in (slot.claim, slot.source))
        if len(mine) != 1 or len(other) != 1 or max(len(slot.claim), len(slot.source)) > _NARROW:
            continue
        name, another = actor_of(mine[0].low), actor_of(other[0].low)
        if not any(are_one(name, one) for one in sourced) and not any(are_one(another, one) for one in said):
            yield Difference(Kind.ACTOR, mine[0].text, other[0].text)


def _one_of_several(claim: str, source: str) -> Iterator[Difference]:
    """Find one of what the source has several of: "en ledare" for "två gruppledare"."""
    for match in _ONE.finditer(claim):
        counted = read_words(match[2])[0]
        for other in _SEVERAL.finditer(source):
            if counted.carries and Bag.of(read_words(other[2])).holds(counted.stem) >= _IN_FULL:
                yield Difference(Kind.NUMBER, f"{match[1]} {match[2]}", other[0])
