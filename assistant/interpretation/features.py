"""What the judge looks at, in numbers a reader can check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from assistant.interpretation import scopes
from assistant.interpretation.comparing import ONLY, Laid, against
from assistant.interpretation.deciding import is_decided, is_modal_for_modal
from assistant.retrieval.search import SearchResult
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import NO, NOT
from assistant.verification.words import read_words

_NEGATIVE = NOT | NO
_WHOLE = ONLY | {"alltid", "alla", "samtliga", "aldrig", "varje", "inga", "ingen"}
_MUCH = 0.8
_ALL_BUT = 0.9
"""Share from which a source has all of a claim but the words that differ."""
_NEAR = 0.1
"""How much less of a claim than another a unit may have itself, to count as one that says it without any difference."""
_AS_MUCH = 0.05
"""How much less of a claim than the deciding units others may have, to be about the same place."""
_MOST = 2
_FIFTH = 5
_TOP = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What the search says of a claim: how near the documents come to it, whatever they say."""

    question: float
    """Cosine to the nearest typical question of the first paragraphs."""
    dense: float
    """Cosine to the nearest of the first paragraphs."""
    margin: float
    """Score of the first paragraph less that of the second."""
    score: float
    """Score of the first paragraph."""
    fifth: float
    """Score of the first paragraph less that of the sixth."""
    subject: float
    """How far the claim is on the subject (`SearchResult.subject`)."""
    answered: float
    """Whether it reads like what the documents answer (`SearchResult.answered`)."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is seen where a claim is laid beside its sources; yes is 1, no is 0."""

    most: float
    """Share of the claim's words that some unit has."""
    share: float
    """Share of them that the deciding units have."""
    heaviest: float
    """Rarity of the rarest word that they have not."""
    unsaid: float
    """Rarity of the rarest word that neither they nor their surroundings have in any form."""
    rest: float
    """Share that they have of the claim without the words that differ."""
    rest_heaviest: float
    """Rarity of the rarest word that they have not, those that differ aside."""
    missing: float
    """Share of its words that they have not, unweighed."""
    back: float
    """Share of the best clause of the source that the claim retells."""
    in_order: float
    """Share of its words that stand in the same order in the source."""
    differences: float
    """Deciding words that differ, at most four."""
    clean: float
    """Share that a unit without any difference has."""
    clean_gap: float
    """How much less that is than the most."""
    modal: float
    """One modal verb stands where the source has another."""
    modal_in_order: float
    """The same, times the words in the same order."""
    force: float
    """Another difference of force."""
    number_other: float
    number_added: float
    reference_other: float
    reference_added: float
    negation: float
    turned: float
    """Clauses denied on one side alone, by how much they have in common."""
    negation_turned: float
    odd: float
    """An odd number of negative words, by the share of the claim that the source has."""
    actor: float
    actor_other: float
    """One actor stands where the source has one other."""
    place: float
    place_added: float
    """The claim is about another town or land, and nothing that it is laid beside is."""
    condition_left_out: float
    condition_added: float
    restriction_added: float
    """A condition of one or two words: "bara", "utan undantag"."""
    time_other: float
    time_added: float
    opposite: float
    contrast: float
    """Share of the claim that the deciding units have, where they say something against it."""
    contrast_beside: float
    """The same of other units (`comparing.against`), where the deciding ones say nothing against it."""
    lone_negation: float
    """Share that they have, where one side alone denies, and neither does so in another word."""
    universal: float
    """The claim says "alltid", "alla", "bara" or "aldrig", and the deciding units none of them."""
    exchanged: float
    """Words that stand where the source has others, at most two."""
    exchanged_in_order: float
    all_but_one: float
    """A word stands where the source has another, and all else of the claim is in the source."""
    missing_in_order: float
    """Share of words missing, times the words in the same order: a few were exchanged."""
    many_and_near: float
    """Differences, at most two, where the source has most of the claim."""
    negative_words: float
    only: float
    without: float
    plain: float
    """Share that they have, where nothing differs and nothing else was seen to stand against the claim."""
    decided: float
    """Differences seen on both sides, at most two."""
    actor_for_actor: float
    """One actor stands where the source has another: both are somebody."""
    negation_even: float
    """A denial on one side alone, though both sides deny as often."""
    only_left_out: float
    """All that differs is what the claim leaves out."""
    unresolved: float
    """Differences, at most three, that every reading has that has about as much of the claim."""
    retold: float
    """Share of the claim's words in the order of the source, where nothing differs on both sides."""
    several: float
    """The deciding units are more than one."""
    rank: float
    """Place of their paragraph in the search, 0 for the first."""


_of_found, _of_features = (attrgetter(*(field.name for field in fields(one))) for one in (Found, Features))


def feature_names() -> tuple[str, ...]:
    """Give the names of all features, those of the search first."""
    return (*found_names(), *(field.name for field in fields(Features)))


def found_names() -> tuple[str, ...]:
    """Give the names of the features of the search."""
    return tuple(field.name for field in fields(Found))


def vector(found: Found | None, features: Features) -> tuple[float, ...]:
    """Give the features in the order of `feature_names`, those of the search only where there was one."""
    return (*(_of_found(found) if found else ()), *_of_features(features))


def found_by(result: SearchResult) -> Found:
    """Read what a search says; a place that was not found counts as the last one that was."""
    hits = result.hits
    scores = [hit.score for hit in hits]
    return Found(
        question=max(hit.question for hit in hits[:_TOP]),
        dense=max(hit.dense for hit in hits[:_TOP]),
        margin=scores[0] - scores[min(1, len(hits) - 1)],
        score=scores[0],
        fifth=scores[0] - scores[min(_FIFTH, len(hits) - 1)],
        subject=result.subject,
        answered=result.answered,
    )


def read_features(claim: str, laid: Sequence[Laid]) -> Features:
    """Read the features of a claim beside its sources, the deciding ones first."""
    decisive = laid[0]
    differences = decisive.differences
    of = _Kinds(differences)
    most = max(one.share for one in laid)
    nearest = max(one.candidates[0].share for one in laid) - _NEAR
    clean = max((one.share for one in laid if not one.differences and one.candidates[0].share >= nearest), default=0.0)
    modal = _any(map(is_modal_for_modal, of[Kind.MODALITY]))
    negation = _yes(of[Kind.NEGATION])
    conditions = of[Kind.CONDITION]
    lows = [word.low for word in read_words(claim)]
    return Features(
        most=most,
        share=decisive.share,
        heaviest=decisive.heaviest,
        unsaid=decisive.unsaid,
        rest=decisive.rest,
        rest_heaviest=decisive.rest_heaviest,
        missing=len(decisive.missing) / max(1, decisive.count),
        back=decisive.back,
        in_order=decisive.in_order,
        differences=min(4.0, len(differences)),
        clean=clean,
        clean_gap=most - clean,
        modal=modal,
        modal_in_order=modal * decisive.in_order,
        force=_yes(of[Kind.MODALITY]) * (1 - modal),
        number_other=_any(one.source for one in of[Kind.NUMBER]),
        number_added=_any(not one.source for one in of[Kind.NUMBER]),
        reference_other=_any(one.source for one in of[Kind.REFERENCE]),
        reference_added=_any(not one.source for one in of[Kind.REFERENCE]),
        negation=negation,
        turned=decisive.turned,
        negation_turned=negation * (decisive.turned > 0),
        odd=decisive.odd * decisive.share,
        actor=_yes(of[Kind.ACTOR]),
        actor_other=_any(one.source and "," not in one.source for one in of[Kind.ACTOR]),
        place=_yes(of[Kind.PLACE]),
        place_added=_yes(scopes.adds_place(claim, (_text(one) for one in laid if one.share >= decisive.share - _AS_MUCH))),
        condition_left_out=_any(not one.claim for one in conditions),
        condition_added=_any(one.claim for one in conditions),
        restriction_added=_any(one.claim and len(one.claim.split()) <= _MOST for one in conditions),
        time_other=_any(one.source for one in of[Kind.TIME]),
        time_added=_any(not one.source for one in of[Kind.TIME]),
        opposite=_yes(of[Kind.CONTENT]),
        contrast=_yes(decisive.contrasts) * decisive.share,
        contrast_beside=rival.share if (rival := against(laid)) else 0.0,
        lone_negation=_yes(decisive.lone_negation) * decisive.share,
        universal=_yes(any(low in _WHOLE for low in lows) and not _WHOLE & set(_lows(decisive))),
        exchanged=min(float(_MOST), len(decisive.exchanged)),
        exchanged_in_order=_yes(decisive.exchanged) * decisive.in_order,
        all_but_one=_any(_is_other(one) for one in differences) * (decisive.rest >= _ALL_BUT),
        missing_in_order=len(decisive.missing) / max(1, decisive.count) * decisive.in_order,
        many_and_near=_yes(decisive.share > _MUCH) * min(_MOST, len(differences)),
        negative_words=sum(low in _NEGATIVE for low in lows),
        only=sum(low in ONLY for low in lows),
        without=sum(low == "utan" for low in lows),
        plain=decisive.share * (not differences and against(laid) is None),
        decided=min(float(_MOST), sum(is_decided(one) for one in differences)),
        actor_for_actor=_any(is_decided(one) for one in of[Kind.ACTOR]),
        negation_even=negation * (not decisive.odd),
        only_left_out=_yes(differences and all(not one.claim for one in differences)),
        unresolved=min(3.0, _unresolved(laid)),
        retold=decisive.in_order * (not any(is_decided(one) for one in differences)),
        several=_yes(len(decisive.candidates) > 1),
        rank=decisive.candidates[0].rank,
    )


def _unresolved(laid: Sequence[Laid]) -> float:
    """Count the differences of the deciding units that every reading has that has about as much of the claim."""
    rivals = [one for one in laid[1:] if one.share >= laid[0].share - _NEAR]
    return float(
        sum(
            all(any(one.kind is other.kind and one.claim == other.claim for other in rival.differences) for rival in rivals)
            for one in laid[0].differences
        )
    )


def _text(laid: Laid) -> str:
    return " ".join(f"{one.unit.headings} {one.unit.text}" for one in laid.candidates)


def _lows(laid: Laid) -> list[str]:
    return [word.low for one in laid.candidates for word in read_words(one.unit.text)]


class _Kinds:
    def __init__(self, differences: Sequence[Difference]) -> None:
        self._differences = differences

    def __getitem__(self, kind: Kind) -> list[Difference]:
        return [one for one in self._differences if one.kind is kind]


def _yes(truth: object) -> float:
    return float(bool(truth))


def _any(truths: Iterable[object]) -> float:
    return float(any(truths))


def _is_other(one: Difference) -> bool:
    if one.kind is Kind.MODALITY:
        return is_modal_for_modal(one)
    return bool(one.claim and one.source) and one.kind is not Kind.CONDITION and "," not in one.source
