"""Who does what to whom: the actors of a sentence, their parts, and those of its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.verification.model import Difference, Kind
from assistant.verification.reading import Clause, Reading
from assistant.verification.tables import actor_of, are_one, glue, roles, stands_for, word_set
from assistant.verification.verbs import MODALS
from assistant.verification.words import Word, is_finite, is_verb

_REACH = 3
_INVERTED = 3
"""Words after a modal verb in which its subject stands: "ska den enskilde …"."""
AGENT, _PATIENT, _OWN = "agent", "patient", "own"
_ANYBODY = "enskild"
"""The class of the one whom a case is about, who is also called by words for any person."""
_GOAL = "goal"
_ACTED_ON = frozenset({_PATIENT, _GOAL, "against"})
_RECEIVES = frozenset({"få", "får", "fick", "erhålla", "erhåller", "fås"})
_CONSENT = ("samtyck", "medgiv")
_FORM = 4
_OWNED = 5
"""Words after a genitive in which the thing that is owned stands: "den utsattas och eventuella barns säkerhet"."""
_OF_PLACE = frozenset({"stad", "kommun"})
"""Classes whose genitive says whose a thing is and no more: "stadens anställda", "kommunens egna utförare"."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor where it is named: its class, its word, and its part in the clause."""

    name: str
    word: Word
    role: str


def actors_of(clause: Clause) -> Iterator[Actor]:
    """Find the actors of a clause with their parts."""
    words = clause.words
    verbs = [at for at, word in enumerate(words) if _is_verb(word)]
    passive = any(words[at].low.endswith("s") and words[at].low not in {"finns", "hos", "krävs"} for at in verbs)
    for at, word in enumerate(words):
        if (name := actor_of(word.low)) and not _is_of_case(words[at : at + 2]) and not _is_aside(words, at):
            yield Actor(name, word, _role(words, at, name, verbs, passive))


def acting_in(clause: Clause) -> list[Actor]:
    """Give who acts in a clause; "du" is whoever reads."""
    return [actor for actor in actors_of(clause) if actor.role == AGENT and actor.word.low != "du"]


def _is_of_case(words: Sequence[Word]) -> bool:
    """Tell whether a word that may name a person says of a case that it is this one: "i det enskilda fallet"."""
    return len(words) > 1 and words[0].low == "enskilda" and words[1].low.startswith(("fall", "ärende"))


def _is_aside(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word says who "du" is, or is the first part of compounds: "du som handläggare", "vård- och …"."""
    begins = at + 1 < len(words) and words[at + 1].gap.startswith("-")
    return begins or [word.low for word in words[max(0, at - 2) : at]] == ["du", "som"]


def _is_verb(word: Word) -> bool:
    return is_finite(word.low) or word.low in MODALS or (is_verb(word.low) and word.low.endswith(("a", "as")))


def _role(words: Sequence[Word], at: int, name: str, verbs: Sequence[int], passive: bool) -> str:
    low = words[at].low
    if low.endswith("s") and actor_of(low[:-1]) == name:
        return _OWN
    for back in range(at - 1, max(-1, at - 1 - _REACH), -1):
        before = words[back].low
        if before in roles():
            return roles()[before]
        if before not in word_set("before_actors"):
            break
    if not verbs:
        return "any"
    lows = [word.low for word in words]
    if at <= verbs[0] + _INVERTED and _RECEIVES & set(lows) and "av" in lows[at:]:
        return _GOAL  # "får konsultation av": who gets it
    if at < verbs[0]:
        return _PATIENT if passive else AGENT
    if at < verbs[-1]:
        inverted = words[verbs[0]].low in MODALS and at <= verbs[0] + _INVERTED
        return _PATIENT if passive else AGENT if inverted else "any"
    inverted = not any(actor_of(word.low) for word in words[: verbs[0]])
    return "any" if inverted or passive else _PATIENT


def compare(claim: Reading, sources: Sequence[Reading], context: Sequence[Reading]) -> list[Difference]:
    """Find actors that the source does not name, and actors that have changed parts."""
    theirs = [actor for reading in sources for clause in reading.clauses for actor in actors_of(clause)]
    around = {actor.name for reading in context for clause in reading.clauses for actor in actors_of(clause)}
    named = {actor.name for actor in theirs}
    found: list[Difference] = []
    for clause in claim.clauses:
        for actor in actors_of(clause):
            if actor.word.low == "du" or _is_act(actor.word, sources) or (actor.name in _OF_PLACE and actor.role == _OWN):
                continue
            if actor.name == _ANYBODY and any(_is_anybody(word) for one in sources for word in one.words):
                continue
            if not stands_for(actor.name) & (named | around):
                found.append(Difference(Kind.ACTOR, actor.word.text, ", ".join(dict.fromkeys(one.word.text for one in theirs))))
    return found or _swapped(claim, theirs)


def _is_act(word: Word, sources: Sequence[Reading]) -> bool:
    """Tell whether a word that may tell of an actor is a verb of the source: "barnet utsätts" of "utsätter barnet"."""
    return word.low in word_set("acts") and any(
        other.low in word_set("acts") and other.low[:_FORM] == word.low[:_FORM] for one in sources for other in one.words
    )


def _is_anybody(word: Word) -> bool:
    return word.low in word_set("anybody") or word.low.startswith("individuell")


def _swapped(claim: Reading, theirs: Sequence[Actor]) -> list[Difference]:
    """Find two actors that have changed parts: who acts in the sentence is acted on in the source, and the other way round."""
    for clause in claim.clauses:
        acted_on = [actor for actor in actors_of(clause) if actor.role in _ACTED_ON and actor.word.low != "du"]
        for one in acting_in(clause):
            for other in acted_on:
                acted_on_there, acting_there = _parts(one, theirs), _parts(other, theirs)
                if not acted_on_there or not acting_there or one.name == other.name:
                    continue
                if acted_on_there <= _ACTED_ON and acting_there <= {AGENT}:
                    return [Difference(Kind.ACTOR, one.word.text, other.word.text)]
    return []


def _parts(actor: Actor, theirs: Sequence[Actor]) -> set[str]:
    return {other.role for other in theirs if other.name in stands_for(actor.name)}


def compare_agents(claim: Reading, sources: Sequence[Reading]) -> list[Difference]:
    """Find verbs whose actor is another in the sentence than in the source."""
    theirs = [pair for reading in sources for clause in reading.clauses for pair in _agents(clause)]
    found: list[Difference] = []
    for clause in claim.clauses:
        for stem, agent in _agents(clause):
            others = [other for verb, other in theirs if verb == stem]
            acting = [*others, *(other for reading in sources for other in _acting_by_relative(reading, stem))]
            if others and not any(are_one(agent.name, other.name) for other in acting):
                found.append(Difference(Kind.ACTOR, agent.word.text, others[0].word.text))
    return found


def _acting_by_relative(reading: Reading, stem: str) -> Iterator[Actor]:
    """Give those named before a relative clause with a verb: "Skatteverket är den myndighet som utreder"."""
    for number, clause in enumerate(reading.clauses):
        if clause.words[0].low == "som" and any(word.stem == stem for word in clause.words):
            yield from (actor for before in reading.clauses[:number] for actor in actors_of(before))


def compare_places(claim: Reading, sources: Sequence[Reading]) -> list[Difference]:
    """Find an actor after a word that the source has before another actor ("ett beslut avseende …")."""
    theirs = [pair for reading in sources for pair in _governed(reading.words)]
    own = list(_governed(claim.words))
    said = {actor_of(word.low) for word in claim.words}
    found: list[Difference] = []
    for governor, name, word in own:
        others = [(other, their) for their_governor, other, their in theirs if their_governor == governor]
        if others and not any(are_one(name, other) or other in said for other, _ in others):
            found.append(Difference(Kind.ACTOR, word.text, others[0][1].text))
    return found


def compare_owners(claim: Reading, sources: Sequence[Reading]) -> list[Difference]:
    """Find whose a thing is, where the source has it of somebody else: "våldsutövarens säkerhet" for "den utsattas"."""
    theirs = [one for reading in sources for one in _owned(reading)]
    found: list[Difference] = []
    for stem, actor in _owned(claim):
        others = [other for their, other in theirs if their == stem]
        if others and actor.name not in _OF_PLACE and not any(are_one(actor.name, other.name) for other in others):
            found.append(Difference(Kind.ACTOR, actor.word.text, others[0].word.text))
    return found


def compare_consent(claim: Reading, sources: Sequence[Reading]) -> list[Difference]:
    """Find who consents, where somebody else does in the source."""
    own, theirs = ([one for reading in side for one in _consenting(reading)] for side in ([claim], sources))
    if not theirs:
        return []
    return [
        Difference(Kind.ACTOR, actor.word.text, theirs[0].word.text)
        for actor in own
        if actor.word.low != "du" and not any(are_one(actor.name, other.name) for other in theirs)
    ]


def _consenting(reading: Reading) -> Iterator[Actor]:
    """Give who consents: "samtycke från X", "X:s samtycke", "X samtycker"."""
    words = reading.words
    for at, word in enumerate(words):
        if not word.low.startswith(_CONSENT):
            continue
        noun = word.low.endswith(("e", "et"))
        after, before = words[at + 1 : at + 2 + _REACH], words[max(0, at - _OWNED) : at]
        from_whom = noun and bool(after) and after[0].low in {"från", "av"}
        if not noun and (subject := _subject_before(reading, word)):
            yield subject
            continue
        named = [one for one in (after[1:] if from_whom else before[::-1]) if actor_of(one.low)]
        actor = next((one for one in named if from_whom or not noun or one.low.endswith("s")), None)
        if actor:
            yield Actor(actor_of(actor.low), actor, AGENT)


def _subject_before(reading: Reading, verb: Word) -> Actor | None:
    """Give who acts in the clause before one that "och" joins and that has no subject: "om hon behöver … och samtycker"."""
    for before, clause in pairwise(reading.clauses):
        if verb in clause.words and clause.words[0].low == "och" and clause.words[1:2] == (verb,):
            return next((actor for actor in actors_of(before) if actor.role == AGENT), None)
    return None


def _owned(reading: Reading) -> Iterator[tuple[str, Actor]]:
    """Give the things that are somebody's, with whose they are; of two joined owners both."""
    words = reading.words
    for at, word in enumerate(words):
        name = actor_of(word.low)
        if not name or not word.low.endswith("s") or actor_of(word.low[:-1]) != name:
            continue
        ahead = [other for other in words[at + 1 : at + 1 + _OWNED] if other.low not in word_set("before_actors")]
        thing = next((other for other in ahead if other.carries and not actor_of(other.low)), None)
        if thing:
            yield thing.stem, Actor(name, word, _OWN)


def _governed(words: Sequence[Word]) -> Iterator[tuple[str, str, Word]]:
    """Give each actor with the word right before it, articles aside."""
    for at, word in enumerate(words):
        name = actor_of(word.low)
        if not name or word.low == "du":
            continue
        back = at - 1
        while (
            back >= 0
            and at - back <= _REACH
            and words[back].low in word_set("before_actors")
            and words[back].low not in {"och", "eller"}
        ):
            back -= 1
        if back >= 0 and words[back].low not in word_set("untelling") | MODALS and not is_verb(words[back].low):
            yield words[back].stem, name, word


def _agents(clause: Clause) -> Iterator[tuple[str, Actor]]:
    """Give the verbs of a clause, but the small ones, with the one that does them, where exactly one is named for that."""
    acting = acting_in(clause)
    if len({actor.name for actor in acting}) == 1:
        for verb in clause.verbs:
            if not verb.is_modal and verb.word.low not in glue():
                yield verb.word.stem, acting[0]
