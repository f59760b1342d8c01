"""Judges whether a sentence stands on the words of a guideline that it is said to rest on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.stretches import leans_back
from assistant.documents.corpus import Corpus
from assistant.documents.model import LegalReference
from assistant.errors import ExternalServiceError
from assistant.text import collapse
from assistant.verification import (
    actors,
    additions,
    alignment,
    conditions,
    force,
    limits,
    numbers,
    places,
    references,
    reported,
    slots,
    subjects,
)
from assistant.verification.content import Bag, Coverage, Rarity, Said, cover, idioms_in, spliced, weight_of
from assistant.verification.inference import Inference
from assistant.verification.model import Difference, Evidence, Judgement, Kind
from assistant.verification.quantities import quantities
from assistant.verification.reading import Reading, read
from assistant.verification.support import Features, is_enough, support_of
from assistant.verification.units import Unit, find_units
from assistant.verification.words import Word, read_words

_ANSWER = re.compile(r"\s*(ja|nej)\s*[,.:–-]\s*", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:detta|denna|dessa|sådan\w*)\b", re.IGNORECASE)
_COLLECTIVE = re.compile(r"(?:var och en|alla|samtliga|båda|ingen av|dessa|de)\b", re.IGNORECASE)
"""A sentence that begins so speaks of those whom the sentence before has named."""
_DEMANDS = re.compile(r"\b(?:villkor|krav|förutsättningar)", re.IGNORECASE)
_THIN = 0.45
"""Rarity a word, all words of a sentence counted, under which they could stand in any guideline."""
_OWN_ORDER = 0.4
"""Share of a sentence's words in the order of its source, up to which the order is its own."""
_RETOLD = 0.95
"""Share of a sentence of common words that its source, and one clause of it, must have to be retold in it."""
_OF_ONE_CLAUSE = 0.55
"""Share of a clause that one clause of the source must hold where a sentence names several paragraphs, with more words."""
LONGEST = 1_200
"""Characters of the longest sentence that is judged; a longer one does not stand."""


class Verifier:
    """Compares sentences with what they rest on; holds how rare each word of the corpus is, and a model that may doubt.

    Parameters
    ----------
    corpus
        What the sentences rest on.
    inference
        A model for inference, which must find that a sentence follows from its source too; None: the rules alone.
    """

    def __init__(self, corpus: Corpus, inference: Inference | None = None) -> None:
        self._rarity = Rarity(corpus)
        self._inference = inference

    def verify(self, sentence: str, evidence: Sequence[Evidence]) -> Judgement:
        """Judge a sentence by the evidence it names.

        Returns
        -------
        Judgement
            It stands where no deciding word differs and enough of it is in the source. Never an exception, whatever the
            strings; the time is linear in their length.
        """
        missing = [one for one in evidence if not find_units(one)]
        if missing or not evidence:
            quotes = tuple(Difference(Kind.QUOTE, collapse(one.quote)[:200], "") for one in missing)
            return Judgement(False, quotes or (Difference(Kind.QUOTE, "", ""),), 0.0)
        text = collapse(sentence)
        if len(text) > LONGEST or not any(word.carries or word.low[:1].isdigit() for word in read_words(text)):
            return Judgement(False, (Difference(Kind.CONTENT, text[:80], ""),), 0.0)
        comparison = Comparison(text, [unit for one in evidence for unit in find_units(one)], self._rarity)
        differences = comparison.differences()
        support = support_of(comparison.features())
        if not is_enough(support):
            words = " ".join(word.text for word in comparison.coverage.missing)
            differences.append(Difference(Kind.CONTENT, words, ""))
        if not differences and not self._follows(comparison):
            differences.append(Difference(Kind.CONTENT, text[:80], ""))
        return Judgement(not differences, tuple(dict.fromkeys(differences)), round(support, 4))

    def _follows(self, comparison: Comparison) -> bool:
        """Tell whether the model finds that a sentence follows, where there is one; a model that fails finds nothing."""
        if self._inference is None:
            return True
        source = " ".join(dict.fromkeys(unit.text for unit in comparison.units))
        try:
            return self._inference.follows(source, comparison.text)
        except ExternalServiceError:
            return False


class Comparison:
    """One sentence beside what it rests on."""

    def __init__(self, text: str, units: Sequence[Unit], rarity: Rarity) -> None:
        answer = _ANSWER.match(text)
        self.answer = answer[1].lower() if answer else ""
        self.text = text[answer.end() :] if answer else text
        self.units = _of_the_place(self.text, units)
        self.rarity = rarity
        self.claim = read(self.text)
        self.sources: list[Reading] = [read(unit.text) for unit in self.units]
        self.context = [read(text) for unit in self.units for text in (unit.around, unit.headings) if text]
        self.named_before = [read(text) for unit in self.units for text in _named_before(unit) if text]
        self.references = references.references_in(self.text, self.units[0].document)
        self.laid = [slots.lay_beside(self.claim, source) for source in self.sources]
        self.pairs = alignment.align(self.claim, self.sources, rarity)
        near = Bag.of(word for reading in self.sources for word in reading.words)
        self.near = Bag(near.stems | alignment.denied_opposites(self.sources))
        self.around = Bag.of(word for reading in self.context for word in reading.words)
        self.anywhere = Bag(self.near.stems | self.around.stems)
        leaning = any(_POINTS_BACK.search(unit.text) for unit in self.units)
        self.told = self.anywhere if leaning else self.near
        self.exchanged = alignment.replacing(self.laid, self.pairs, Bag.of(self.claim.words), self.near)
        said = Said(idioms_in(self.claim.words), self.exchanged)
        self.coverage: Coverage = cover(self._content(), self.near, self.around, rarity, said)

    def _content(self) -> list[Word]:
        masked = self._referring()
        towns = {word.start for word in places.municipalities_in(self.claim.words).values()}
        return [
            word
            for word in self.claim.words
            if word.start not in self.claim.decided and word.start not in towns and word.start not in masked
        ]

    def _moved_negations(self) -> list[Difference]:
        """Find negations by place, where their number tells that one has been added or lost."""
        own = alignment.count_negations([self.claim])
        if (own and own == alignment.count_negations(self.sources)) or alignment.says_opposite(self.claim, self.sources):
            return []
        if not own and alignment.count_negations([self.claim], True) > alignment.count_negations(self.sources, True):
            return []
        return slots.compare_negations(self.laid)

    def _referring(self) -> frozenset[int]:
        """Give where the words of references start."""
        spans = [(one.start, one.end) for one in self.references]
        return frozenset(word.start for word in self.claim.words if any(start <= word.start < end for start, end in spans))

    def differences(self) -> list[Difference]:
        """Give every difference of a deciding word."""
        found = self._numbers()
        found += references.compare(self.references, self.units)
        found += references.compare_places(self.text, self.references, self.units)
        found += references.unknown_laws(self.claim.words, self.anywhere.stems, self.references)
        found += places.compare(self.claim.words, self.units)
        demands = any(_DEMANDS.search(unit.headings) for unit in self.units)
        found += force.compare(self.claim, self.sources, self.rarity, demands) or slots.compare_modals(self.laid)
        found += slots.compare_numbers(self.laid, references.numbers_of(self.units))
        found += alignment.compare_negations(self.pairs, self.claim, self.sources) or self._moved_negations()
        found += (
            actors.compare(self.claim, self.sources, self.named_before)
            or slots.compare_actors(self.laid)
            or actors.compare_agents(self.claim, self.sources)
            or actors.compare_places(self.claim, self.sources)
            or actors.compare_owners(self.claim, self.sources)
            or actors.compare_consent(self.claim, self.sources)
            or subjects.compare_repeated(self.claim, self.sources, [read(unit.around) for unit in self.units])
            or subjects.compare(self.claim, self.sources, self.pairs, self.anywhere)
        )
        found += reported.compare(self.pairs, self.claim)
        found += limits.compare_restrictions(self.claim, self.pairs, self.sources)
        found += conditions.compare(self.claim, self.pairs, self.told, self.rarity, self._referring())
        found += limits.compare_times(self.claim, self.sources) or slots.compare_times(self.laid)
        found += [Difference(Kind.CONTENT, word.text, other) for word, other in self.coverage.opposed]
        found += additions.compare(self.claim, self.sources, self.laid, self.near)
        return found + self._spliced() + self._fragment() + self._thin() + self._answer()

    def _fragment(self) -> list[Difference]:
        """Find a text without any verb: the name of a book is no sentence, and nothing in it can be checked."""
        return [] if any(clause.verbs for clause in self.claim.clauses) else [Difference(Kind.CONTENT, self.text[:80], "")]

    @property
    def order(self) -> float:
        """Give the share of the sentence's words that stand in the order of one of its sources."""
        return max((beside.share for beside in self.laid), default=0.0)

    def _thin(self) -> list[Difference]:
        """Find a sentence of common words in an order of its own: its words stand in many sentences that do not say it."""
        if self.references or quantities(self.text):
            return []
        told = sum(weight_of(word, self.rarity) for word in self._content() if word.carries)
        retells = self.coverage.share >= _RETOLD and any(pair.share >= _RETOLD for pair in self.pairs)
        is_thin = told < _THIN * len(self.claim.words) and self.order <= _OWN_ORDER and not retells
        return [Difference(Kind.CONTENT, self.text[:80], "")] if is_thin else []

    def _spliced(self) -> list[Difference]:
        """Find clauses that no single paragraph says, but several together, and those that one has as a condition only."""
        by_paragraph: dict[str, list[Word]] = {}
        for unit, source in zip(self.units, self.sources, strict=True):
            around = read_words(f"{unit.around} {unit.headings}")
            by_paragraph.setdefault(unit.paragraph.id, []).extend((*source.words, *around))
        groups = [Bag.of(words) for words in by_paragraph.values()]
        if len(groups) == 1:
            return []
        loose = [
            pair
            for pair in self.pairs
            if pair.share < _OF_ONE_CLAUSE or (pair.source.is_condition and not pair.claim.is_condition)
        ]
        return [Difference(Kind.CONTENT, pair.claim.text, pair.source.text) for pair in loose] + [
            Difference(Kind.CONTENT, clause.text, "")
            for clause in self.claim.clauses
            if spliced(clause.words, groups, self.rarity)
        ]

    def _numbers(self) -> list[Difference]:
        claimed = quantities(self.text, tuple((one.start, one.end) for one in self.references if _says_all(one)))
        near = [quantity for unit in self.units for quantity in quantities(unit.text)]
        entries = [unit.document.entry for unit in self.units]
        named = " . ".join(
            [unit.headings for unit in self.units] + [f"{entry.title} {entry.dnr} {entry.date or ''}" for entry in entries]
        )
        return numbers.compare(claimed, near, quantities(named))

    def _answer(self) -> list[Difference]:
        denies = any(clause.negations for clause in self.claim.clauses) or any(
            one.name in {"only", "except"} for one in self.claim.restrictions
        )
        if self.answer == "nej" and not denies:
            return [Difference(Kind.NEGATION, "nej", "")]
        main = next((clause for clause in self.claim.clauses if not clause.is_condition), None)
        if self.answer == "ja" and main and main.is_denied:
            return [Difference(Kind.NEGATION, "ja", main.negations[0].word)]
        return []

    def features(self) -> Features:
        """Give what the support model looks at."""
        exchanged = sum(word.carries and word.start in self.exchanged for word in self.claim.words)
        return Features(self.coverage.share, self.coverage.heaviest_noun, self.coverage.heaviest_verb, exchanged, self.order)


def _says_all(reference: LegalReference) -> bool:
    """Tell whether every number of a reference as written is in its reading; else its numbers are compared one by one."""
    read_as = (reference.chapter, reference.section, reference.paragraph, reference.item, reference.sfs, reference.canonical)
    known = set(re.findall(r"\d+", " ".join(filter(None, read_as))))
    return known >= set(re.findall(r"\d+", reference.as_written))


def _named_before(unit: Unit) -> tuple[str, ...]:
    """Give where an actor may be named that a unit speaks of without naming it: its headings, and the sentence it leans on."""
    return (unit.headings, unit.around) if leans_back(unit.text) or _COLLECTIVE.match(unit.text) else (unit.headings,)


def _of_the_place(text: str, units: Sequence[Unit]) -> list[Unit]:
    """Give the units of the municipality that a sentence names, all where it names none of theirs."""
    named = places.municipalities_in(read_words(text))
    chosen = [unit for unit in units if unit.document.entry.municipality.casefold() in named]
    return chosen or list(units)
