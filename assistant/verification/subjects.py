"""Who or what a clause is about: its subject, beside the subject of the clause of the source that has the same verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.verification.actors import AGENT, Actor, acting_in, actors_of
from assistant.verification.alignment import Pair
from assistant.verification.content import Bag, likeness
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import Clause, Reading
from assistant.verification.tables import actor_of, glue, light_words, stands_for, word_set
from assistant.verification.verbs import MODALS, SUBORDINATORS
from assistant.verification.words import Word, is_verb

_HELD = 0.5
_NAMED = 0.6
"""How far a source has a subject from which it names it: a part of a compound is another thing ("FREDA-beskrivning")."""
_CLOSE = 0.5
"""Share of a clause that its counterpart has, from which their actors are compared."""
_REPEATED, _FEWEST = 0.7, 2
"""Share of a clause, its subject aside, that its counterpart has where the clause repeats it; and its fewest words."""
_SAME_WORDS = 4
"""Words from the verb on that a clause has as the source, from which it repeats it."""
_AFTER = 3
"""Words after its verb in which the subject of an inverted clause stands."""
_OTHER_PARTS = frozenset({"patient", "goal", "against", "with"})
_NO_SUBJECT = frozenset({"det", "man", "du", "vi", "ni", "hen", "han", "hon", "den", "de", "detta", "denna", "dessa"})


@dataclass(frozen=True, slots=True)
class Subject:
    """The carrying words of a clause's subject, whether what it does is done to it, and whether it follows its verb."""

    words: tuple[Word, ...]
    passive: bool
    inverted: bool


def subject_of(clause: Clause) -> Subject | None:
    """Read the subject of a clause; None where it is a pronoun or cannot be told."""
    finite = [verb for verb in clause.verbs if verb.is_finite]
    words = clause.words
    at = next((place for place, word in enumerate(words) if finite and word is finite[0].word), -1)
    if at < 0 or words[0].low == "som":
        return None
    start = 1 if words[0].low in SUBORDINATORS or words[0].low in {"och", "men", "samt"} else 0
    before = words[start:at]
    if before and before[0].low in word_set("no_subject_first"):
        before = ()
        start = at
    stretch = before or words[at + 1 : at + 1 + _AFTER]
    if not stretch or (start == 1 and not before):
        return None
    found: list[Word] = []
    for word in stretch:
        if word.low in word_set("ends_subject") or (not before and (is_verb(word.low) or word.low in MODALS)):
            break
        found.append(word)
    if not found or (len(found) == 1 and found[0].low in _NO_SUBJECT):
        return None
    carrying = tuple(word for word in found if word.tells and word.low not in word_set("before_actors"))
    main = next((verb for verb in clause.verbs if not verb.is_modal), finite[0])
    return Subject(carrying, _is_passive(main.word.low), not before) if carrying else None


def _is_passive(low: str) -> bool:
    return low.endswith("s") and low not in word_set("deponent")


def compare_repeated(claim: Reading, sources: Sequence[Reading], before: Sequence[Reading]) -> list[Difference]:
    """Find another subject before words that repeat those of the source from the verb on: "Personakten | ska innehålla …".

    ``before`` are the sentences that stand before each of the source, which "Detta" may speak of.
    """
    found: list[Difference] = []
    for clause in claim.clauses:
        subject, at = subject_of(clause), _finite_at(clause)
        subordinate = any(verb.at == at and verb.is_subordinate for verb in clause.verbs)
        if subject is None or subject.inverted or at < 0 or subordinate or subject.words[-1].low in light_words():
            continue
        fronts = [
            front
            for reading, earlier in zip(sources, before, strict=True)
            for other in reading.clauses
            if (begin := _finite_at(other)) >= 0 and _repeats(claim.words[at:], reading.words[begin:])
            if (front := _front(reading, other, begin, earlier))
        ]
        if fronts and not any(_holds(front, subject.words[-1]) for front in fronts):
            found.append(Difference(Kind.ACTOR, subject.words[-1].text, " ".join(word.text for word in fronts[0])))
    return found


def _finite_at(clause: Clause) -> int:
    """Give the index in the sentence of a clause's finite verb, -1 where it has none."""
    return next((verb.at for verb in clause.verbs if verb.is_finite), -1)


def _repeats(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    same_verb = bool(mine and theirs) and mine[0].low == theirs[0].low
    stems = ([word.stem for word in words[:_SAME_WORDS]] for words in (mine, theirs))
    return same_verb and len(mine) >= _SAME_WORDS and next(stems) == next(stems)


def _front(reading: Reading, clause: Clause, at: int, before: Reading) -> tuple[Word, ...]:
    """Give the words before a verb among which its subject stands, those of the sentence before for "Detta"."""
    front = tuple(word for word in clause.words if word.start < reading.words[at].start)
    if any(word.tells and word.low not in SUBORDINATORS | _NO_SUBJECT for word in front):
        return front
    if front and front[0].start > reading.words[0].start:
        return tuple(word for word in reading.words if word.start < front[0].start)
    return before.words if front else ()


def compare(claim: Reading, sources: Sequence[Reading], pairs: Sequence[Pair], told: Bag) -> list[Difference]:
    """Find subjects that the source has for another verb only, or for the same verb in another part of the clause."""
    return [
        *_exchanged(claim, pairs),
        *_other_subjects(pairs, told),
        *_other_agents(claim, pairs),
        *_other_sentences(claim, sources),
        *_mixed(claim, sources),
    ]


def _other_subjects(pairs: Sequence[Pair], told: Bag) -> Iterator[Difference]:
    """Find a subject from another sentence, in a clause that repeats one with a subject of its own."""
    for pair in pairs:
        subject, other = subject_of(pair.claim), subject_of(pair.source)
        if not subject or not other or pair.claim.is_condition or subject.passive is not other.passive:
            continue
        bag, said = Bag.of(pair.reading.words), {word.start for word in subject.words}
        rest = [word for word in pair.claim.content if word.start not in said]
        head = subject.words[-1]
        copular = not _acts(pair.claim) and not _acts(pair.source)
        repeats = len(rest) >= _FEWEST and (copular or _acts(pair.claim) & _acts(pair.source))
        if not repeats or sum(bag.holds(word.stem) >= _HELD for word in rest) < _REPEATED * len(rest):
            continue
        foreign = not any(_holds(other.words, word) or bag.holds(word.stem) >= _NAMED for word in subject.words)
        if foreign and (told.holds(head.stem) >= _HELD or _may_act(head)):
            yield Difference(Kind.ACTOR, head.text, " ".join(word.text for word in other.words))


def _exchanged(claim: Reading, pairs: Sequence[Pair]) -> Iterator[Difference]:
    """Find a subject and another word of its clause that have changed places: "Den enskilde bemöter myndigheten"."""
    for pair in pairs:
        subject, other = subject_of(pair.claim), subject_of(pair.source)
        if not subject or not other or subject.passive is not other.passive or not _acts(pair.claim) & _acts(pair.source):
            continue
        mine, theirs = subject.words[-1], other.words[-1]
        if not _may_act(mine) or not _may_act(theirs) or _holds(other.words, mine) or _holds(subject.words, theirs):
            continue
        rest = [word for word in claim.words if word not in subject.words]
        elsewhere = [word for word in pair.reading.words if word not in other.words]
        if _holds(elsewhere, mine) and _holds(rest, theirs):
            yield Difference(Kind.ACTOR, mine.text, theirs.text)


def _may_act(word: Word) -> bool:
    return bool(actor_of(word.low)) or word.low in word_set("offices")


def _holds(words: Sequence[Word], word: Word) -> bool:
    name = actor_of(word.low)
    accepted = stands_for(name) if name else frozenset()
    return any(
        word.stem == other.stem or likeness(word.stem, other.stem) >= _HELD or actor_of(other.low) in accepted
        for other in words
    )


def _acts(clause: Clause) -> frozenset[str]:
    """Give the verbs of a clause that tell what is done, the small ones left aside."""
    return frozenset(verb.word.stem for verb in clause.verbs if not verb.is_modal and verb.word.low not in glue())


def _other_agents(claim: Reading, pairs: Sequence[Pair]) -> Iterator[Difference]:
    """Find who acts in a clause though the clause of the source has another acting, and this one in another part."""
    for pair in pairs:
        if pair.share < _CLOSE or pair.claim.is_condition:
            continue
        own = [*acting_in(pair.claim), *_himself(claim, pair)]
        theirs = list(actors_of(pair.source))
        acting = {actor.name for actor in theirs if actor.role == AGENT}
        for actor in own:
            accepted = stands_for(actor.name)
            parts = {one.role for one in theirs if one.name in accepted}
            himself = bool(acting) and any(word.low == "själv" for word in pair.claim.words) and not parts
            if acting and not acting & accepted and (himself or (parts and parts <= _OTHER_PARTS)):
                yield Difference(Kind.ACTOR, actor.word.text, ", ".join(sorted(acting)))


def _himself(claim: Reading, pair: Pair) -> list[Actor]:
    """Give whom "hen själv" is: the actor named last before it."""
    words = pair.claim.words
    at = next((at for at in range(1, len(words)) if words[at].low == "själv" and words[at - 1].low in _NO_SUBJECT), -1)
    if at < 0:
        return []
    named = [one for clause in claim.clauses for one in actors_of(clause) if one.word.start < words[at].start]
    return [replace(named[-1], role=AGENT)] if named else []


def _other_sentences(claim: Reading, sources: Sequence[Reading]) -> Iterator[Difference]:
    """Find what is said of an actor though it stands in sentences only that say it of another."""
    if len(sources) < _FEWEST:  # one sentence has nothing to be mixed up with
        return
    bags = [Bag.of(reading.words) for reading in sources]
    acting = [
        {actor.name for clause in reading.clauses for actor in actors_of(clause) if actor.role == AGENT} for reading in sources
    ]
    named = [{actor_of(word.low) for word in reading.words} - {""} for reading in sources]
    for part in _with_one_subject(claim.clauses):
        every = [actor for clause in part for actor in actors_of(clause) if actor.word.low != "du"]
        own = [actor for actor in every if actor.role in {AGENT, "any"}]
        if len({actor.name for actor in every}) != 1 or not own:
            continue
        accepted = stands_for(own[0].name)
        if not any(accepted & names for names in acting):
            continue
        for word in (word for clause in part for word in clause.content):
            having = [number for number, bag in enumerate(bags) if bag.holds(word.stem) >= _HELD]
            if having and all(acting[number] and not accepted & named[number] for number in having):
                yield Difference(Kind.ACTOR, own[0].word.text, f"{word.text}: {', '.join(sorted(acting[having[0]]))}")
                break


def _mixed(claim: Reading, sources: Sequence[Reading]) -> Iterator[Difference]:
    """Find what is said of a subject though only sentences about another subject say it, as of the next item of a list."""
    if len(sources) < _FEWEST:  # one sentence has nothing to be mixed up with
        return
    bags = [Bag.of(reading.words) for reading in sources]
    theirs = [[one for clause in reading.clauses if (one := subject_of(clause))] for reading in sources]
    for clause in claim.clauses:
        subject = subject_of(clause)
        several = len({actor.name for actor in actors_of(clause)}) > 1
        if subject is None or subject.inverted or clause.is_condition or several:
            continue
        home = {number for number, found in enumerate(theirs) if any(_holds(one.words, subject.words[-1]) for one in found)}
        named = home | {number for number, bag in enumerate(bags) if bag.tells(subject.words[-1].stem) >= _HELD}
        foreign = []
        for word in clause.content:
            having = {number for number, bag in enumerate(bags) if bag.tells(word.stem) >= _HELD}
            if having and home and not having & named and all(theirs[number] for number in having):
                foreign.append(word)
        if len(foreign) >= _FEWEST:
            yield Difference(Kind.ACTOR, subject.words[-1].text, " ".join(word.text for word in foreign))


def _with_one_subject(clauses: Sequence[Clause]) -> Iterator[list[Clause]]:
    """Give the clauses, those together that "och" joins to one subject: "Polisen utreder | och beslutar"."""
    part: list[Clause] = []
    for clause in clauses:
        joined = clause.words[0].low in {"och", "samt"} and len(clause.words) > 1 and is_verb(clause.words[1].low)
        if part and not joined:
            yield part
            part = []
        part.append(clause)
    if part:
        yield part
