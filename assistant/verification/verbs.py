"""The verbs of a sentence and the force each is said with: "ska", "bör", "får", "kan", or plainly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.verification.forms import supines
from assistant.verification.tables import Found, actor_of, phrases, verbs, word_set
from assistant.verification.words import Word, is_finite, is_infinitive, is_verb, shown

_BREAK = re.compile(r"[,;:!?()–—\n•]")
INDICATIVE = "indicative"
ORDER = "order"
"""The force of an imperative: "Kontakta polisen"."""
PURPOSE = "purpose"
"""The force of "för att hon ska få stöd": what is aimed at, and no demand."""
CONDITIONAL = word_set("conditional")
SUBORDINATORS = word_set("subordinating")
MODALS = word_set("modals")
SUPINE = ("ts", "at", "it", "tt", "ats", "its")
_NEEDS_INFINITIVE = frozenset({"får", "behöver", "behövs"})
_SHORT = 5
_LEARNS = frozenset({"veta", "höra", "uppleva", "se", "bevittna", "känna", "märka"})
"""After "får" these are something that happens, and no permission."""
_DEMANDS = frozenset({"importance", "recommendation", "obligation", "need"})
_ADVICE = frozenset({"importance", "recommendation"})
_RELATIVE = frozenset({"som", "där", "vilka"})
_HAVE = frozenset({"har", "hade", "ha", "få", "fått"})
_NO_CONDITION = frozenset({"oavsett", "som", "även", "ber", "be", "bett", "av", "hand"})
_ADVERBS = frozenset({"inte", "ej", "redan", "själv", "också", "även", "bara", "alltid"})
_NEAR = 5
"""Words before a supine among which its "har" stands."""
_LOOK_AHEAD = 10
"""Words in which the infinitive of a modal verb is looked for: "får handläggaren i så fall lämna"."""


@lru_cache(maxsize=2)
def _beginnings(name: str) -> tuple[str, ...]:
    return tuple(sorted(word_set(name)))


def _leads(low: str) -> bool:
    return low in {"inte", "ej", "redan", "också"} or is_finite(low) or low in MODALS


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb at an index of its sentence, its force (a class of data/words.toml, or plain) and the words that give it."""

    at: int
    word: Word
    force: str
    modal: str
    is_finite: bool
    is_modal: bool = False
    is_subordinate: bool = False


@dataclass(slots=True)
class _State:
    """What governs the next infinitive, whether a modal verb waits for one, and what a subordinate clause takes over.

    ``owes`` is what an "att" after a word like "krävs" takes over, ``outer`` the state of the clause that a relative clause
    stands in, which its next verb goes back to once the relative clause has its own.
    """

    force: str = INDICATIVE
    modal: str = ""
    waits: bool = False
    inherited: tuple[str, str] | None = None
    subordinate: bool = False
    aims: bool = False
    owes: tuple[str, str] | None = None
    outer: _State | None = None
    has_verb: bool = False


def breaks(words: Sequence[Word], at: int) -> bool:
    """Tell whether a mark that parts clauses stands before a word; the full stop of "kap." parts none."""
    gap = words[at].gap
    return _BREAK.search(gap) is not None or ("." in gap and words[at].text[0].isupper())


def is_conditional_om(words: Sequence[Word], at: int) -> bool:
    """Tell whether the "om" at an index begins a condition, and is neither a preposition nor the "om" of a question."""
    following = words[at + 1].low if at + 1 < len(words) else ""
    if at and not breaks(words, at):
        before = words[at - 1].low
        if before in _NO_CONDITION or before in word_set("considered") or before.startswith(_beginnings("asked")):
            return False
        personal = following in word_set("personal")
        if before.startswith(_beginnings("about")) and not (personal and at + 2 < len(words) and _leads(words[at + 2].low)):
            return False
        third = at + 3 if at + 3 < len(words) and words[at + 2].low in _ADVERBS else at + 2
        verb_next = third < len(words) and (is_finite(words[third].low) or words[third].low in MODALS)
        if not personal and not is_verb(before) and not actor_of(following) and not verb_next:
            return False
    for place in range(at + 1, min(at + 14, len(words))):
        if place > at + 1 and breaks(words, place) and "(" not in words[place].gap:
            return False
        if is_finite(words[place].low) or words[place].low in MODALS:
            return True
    return False


def begins_clause(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word begins a subordinate clause."""
    low = words[at].low
    if low == "om":
        return is_conditional_om(words, at) or (at > 0 and words[at - 1].low in {"även", "oavsett", "av"})
    if low == "att":
        ahead = (word.low for word in words[at + 1 : at + 1 + _LOOK_AHEAD])
        first = next((word for word in ahead if is_verb(word) or word in MODALS), "")
        return not is_infinitive(first) or (first.endswith("s") and is_finite(first))
    if low in {"då", "där"}:
        following = words[at + 1].low if at + 1 < len(words) else ""
        if following == "att" or (low == "då" and (is_finite(following) or following in MODALS)):
            return False  # "det krävs då att", "och då kan"
        return at == 0 or breaks(words, at) or (following != "" and not is_verb(following))
    if low == "som":
        return _has_own_verb(words, at)
    return low in SUBORDINATORS


def _has_own_verb(words: Sequence[Word], at: int) -> bool:
    """Tell whether a verb follows "som", as in "som har barn" and not in "så snart som möjligt" or "som tolk"."""
    for place in range(at + 1, min(at + _LOOK_AHEAD, len(words))):
        low = words[place].low
        if low in word_set("set_after_som") or (place > at + 1 and breaks(words, place)):
            return False
        if is_finite(low) or low in MODALS or (place == at + 1 and low.endswith(SUPINE)):
            return True
    return False


def read_verbs(words: Sequence[Word]) -> tuple[Verb, ...]:
    """Find the verbs of a sentence with the force of each; linear in its length.

    An infinitive has the force of the modal word that governs it, also over "och" and over a clause put in between
    ("ska, om hon vill, kontakta"). A finite verb is plain, but takes over "det är viktigt att".
    """
    return _VerbReader(words).read()


class _VerbReader:
    """Reads a sentence from the left, and keeps what governs the next verb."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._lows = [word.low for word in words]
        self._modals = {found.first: found for found in phrases("modality").find(self._lows)}
        self._nouns = {found.first: found for found in phrases("modal_nouns").find(self._lows)}
        self._state = _State()
        self._stack: list[_State] = []
        self._owed: _State | None = None  # a modal verb whose infinitive is yet to come: "ska … om hur man gör bifogas"
        self._found: list[Verb] = []

    def read(self) -> tuple[Verb, ...]:
        at = 0
        while at < len(self._words):
            self._enter_clause(at)
            modal = self._modals.get(at)
            comes = modal or (is_finite(self._lows[at]) and not self._state.waits)
            if comes and self._state.has_verb and self._state.outer:
                self._state = replace(self._state.outer, subordinate=False)
            if modal and not (self._lows[at] in _NEEDS_INFINITIVE and not governs(self._words, modal.after)):
                self._take_modal(modal)
                at = modal.after
                continue
            self._take_noun(at)
            self._take_verb(at)
            at += 1
        return tuple(self._found)

    def _enter_clause(self, at: int) -> None:
        """Begin a subordinate clause, or go back to the one that it was put into."""
        low, gap = self._lows[at], self._words[at].gap
        if begins_clause(self._words, at) or (at and low in word_set("asking")):
            if "," in gap:
                self._stack.append(self._state)
            aims = low == "att" and at > 0 and self._lows[at - 1] in {"för", "så", "till"}
            state = self._state
            said = state.owes or ((state.force, state.modal) if state.force in _ADVICE else None)
            inherited = said if low == "att" and not aims and said and said[0] in _DEMANDS else None
            outer = state.outer if state.has_verb else state
            holds = outer if low in _RELATIVE and "," not in gap else None
            self._state = _State(inherited=inherited, subordinate=True, aims=aims, outer=holds)
        elif self._stack and "," in gap:
            self._state = self._stack.pop()

    def _take_modal(self, modal: Found) -> None:
        word, text = self._words[modal.first], shown(self._words[modal.first : modal.after])
        force = PURPOSE if self._state.aims and word.low in {"ska", "skall", "kan"} else modal.name
        self._found.append(Verb(modal.first, word, force, text, True, True, self._state.subordinate))
        if word.low in MODALS or modal.after > modal.first + 1:
            outer, subordinate = self._state.outer, self._state.subordinate
            self._state = self._owed = _State(force, text, True, subordinate=subordinate, outer=outer, has_verb=True)
        else:
            state = self._state
            self._state = _State(subordinate=state.subordinate, owes=(force, text), outer=state.outer, has_verb=True)

    def _take_noun(self, at: int) -> None:
        noun = self._nouns.get(at)
        if noun and not self._state.waits:
            text = shown(self._words[noun.first : noun.after])
            self._state = _State(noun.name, text, False, self._state.inherited, self._state.subordinate)

    def _take_verb(self, at: int) -> None:
        verb = self._verb(at)
        if verb is None:
            return
        joined = at > 0 and self._lows[at - 1] in {"och", "eller", "samt"}
        if verb.is_finite and joined and self._found and self._found[-1].is_subordinate:
            verb = replace(verb, is_subordinate=True)
        self._found.append(verb)
        if verb.is_finite:
            state = self._state
            self._state = _State(*(state.inherited or (INDICATIVE, "")), owes=state.owes, outer=state.outer, has_verb=True)
        elif self._owed and verb.modal == self._owed.modal:
            self._state, self._owed = (self._owed if not self._state.waits else self._state), None

    def _verb(self, at: int) -> Verb | None:
        word, state = self._words[at], self._state
        if is_order(self._words, at):
            return Verb(at, word, ORDER, "", True)
        if word.low in supines() and _HAVE & set(self._lows[max(0, at - _NEAR) : at]):
            return None  # "har lämnats" has its finite verb before it
        bare = is_infinitive(word.low) or (state.waits and _may_be_infinitive(word.low))
        if bare and (state.waits or (at and self._lows[at - 1] == "att")):
            return Verb(at, word, state.force, state.modal, False, False, state.subordinate)
        if bare and self._owed and not state.subordinate:
            return Verb(at, word, self._owed.force, self._owed.modal, False, False, self._owed.subordinate)
        if is_finite(word.low):
            force, modal = state.inherited or (PURPOSE if state.aims else INDICATIVE, "")
            return Verb(at, word, force, modal, True, False, state.subordinate)
        if bare and state.force != INDICATIVE:
            return Verb(at, word, state.force, state.modal, False, False, state.subordinate)
        return None


def is_order(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word is an imperative: a verb in that form that begins a sentence which has no other verb of its own.

    "Ring polisen om hon vill" is one, "Stöd ges av kommunen" is none.
    """
    low = words[at].low
    if at and not ("." in words[at].gap and words[at].text[0].isupper()):
        return False
    if (
        low.endswith("s")
        or not (is_infinitive(low) or f"{low}a" in known_verbs() or low in word_set("orders"))
        or low in word_set("no_orders")
    ):
        return False
    for place in range(at + 1, len(words)):
        if begins_clause(words, place) or breaks(words, place):
            return True
        if words[place].low in MODALS or (is_finite(words[place].low) and not words[place].low.endswith("s")):
            return False
    return True


@lru_cache(maxsize=1)
def known_verbs() -> frozenset[str]:
    """Give the infinitives that are known, to be looked up."""
    return frozenset(verbs())


def _may_be_infinitive(low: str) -> bool:
    """Tell whether an unknown word after a modal verb has the form of a passive infinitive."""
    return len(low) > _SHORT and low.endswith("as")


def governs(words: Sequence[Word], after: int) -> bool:
    """Tell whether an infinitive follows: "får lämna" and not "får stöd"."""
    for place in range(after, min(after + _LOOK_AHEAD, len(words))):
        low = words[place].low
        if (breaks(words, place) and place > after) or low in MODALS:
            return False
        if is_finite(low) and not is_infinitive(low):
            return False
        if is_infinitive(low) or _may_be_infinitive(low):
            return words[place - 1].low != "att" and low not in _LEARNS
    return False
