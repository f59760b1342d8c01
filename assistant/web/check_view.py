"""A check of a statement as the page Pröva tolkning shows it, and as text for a journal note. Pure functions."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.answering.answer import Citation
from assistant.documents.corpus import Corpus
from assistant.interpretation.model import Check, Finding, Verdict
from assistant.quiz.naming import upper_first
from assistant.verification.model import Difference, Kind
from assistant.web.evidence_view import LawRow, Place, law_rows, law_text, place_of, standings_behind
from assistant.web.marks import Span, find_deciding, marked, said
from assistant.web.words import NAME, State

VERDICTS = {
    Verdict.SUPPORTED: State("ok", "check", "Stöds av riktlinjerna"),
    Verdict.CONTRADICTED: State("stop", "stop", "Motsägs av riktlinjerna"),
    Verdict.NOT_ADDRESSED: State("neutral", "search", "Behandlas inte i riktlinjerna"),
}
UNSURE = State("caution", "question", "Osäkert: jämför själv med citatet")
SHORT = {Verdict.SUPPORTED: "Stöds", Verdict.CONTRADICTED: "Motsägs", Verdict.NOT_ADDRESSED: "Behandlas inte"}
MEANINGS = {
    Verdict.SUPPORTED: "Riktlinjerna säger det som påståendet säger. Läs citatet i sitt sammanhang innan du använder det.",
    Verdict.CONTRADICTED: "Riktlinjerna säger något annat. De ord som avgör är markerade i påståendet och i citatet.",
    Verdict.NOT_ADDRESSED: "Ingen text i dokumenten säger det, och ingen säger emot. Det kan ändå vara reglerat på annat håll.",
}
UNSURE_MEANING = (
    "Det går inte att avgöra med säkerhet om riktlinjerna stöder påståendet eller säger något annat."
    " Läs citatet och avgör själv."
)
KINDS = {
    Kind.MODALITY: "Styrka",
    Kind.NUMBER: "Tal eller gräns",
    Kind.NEGATION: "Nekande",
    Kind.ACTOR: "Vem",
    Kind.REFERENCE: "Lagrum",
    Kind.PLACE: "Plats",
    Kind.CONDITION: "Villkor",
    Kind.TIME: "Tid",
    Kind.CONTENT: "Innehåll",
    Kind.QUOTE: "Citat",
}
_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A difference in words: its number in the texts, its kind in Swedish, and the words on each side."""

    number: int
    kind: str
    claim: str
    source: str

    @property
    def words(self) -> str:
        """Say the difference in one line."""
        if not self.claim:
            return f"{self.kind}: ”{self.source}” i riktlinjen, inte i påståendet"
        theirs = f"”{self.source}” i riktlinjen" if self.source else "inte i riktlinjen"
        return f"{self.kind}: ”{self.claim}” i påståendet, {theirs}"


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote with its deciding words marked."""

    marker: int
    text: str
    html: Markup
    place: Place


@dataclass(frozen=True, slots=True)
class FindingView:
    """The verdict on one claim."""

    text: str
    html: Markup
    state: State
    meaning: str
    publishers: tuple[tuple[str, State], ...]
    differences: tuple[DifferenceView, ...]
    quotes: tuple[QuoteView, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """The verdict on a statement, with all that the page shows."""

    state: State
    meaning: str
    findings: tuple[FindingView, ...]
    law: tuple[LawRow, ...]
    on: str
    note: str


def day_words(day: datetime.date) -> str:
    """Give a day as it is written in running Swedish: ``2 februari 2026``."""
    return f"{day.day} {_MONTHS.split()[day.month - 1]} {day.year}"


def view_of(check: Check, corpus: Corpus, on: datetime.date, today: datetime.date) -> CheckView:
    """Give a check as it is shown.

    Parameters
    ----------
    check
        What the interpretation check found.
    corpus
        The documents, for the lagrum in the quotes.
    on
        The day that law is judged on.
    today
        The day of the note.
    """
    findings = tuple(_finding(one) for one in check.claims)
    law = law_rows(standings_behind(check.citations, corpus, on))
    state, meaning = _state(check.verdict, unsure=check.verdict is Verdict.CONTRADICTED and _all_unsure(check))
    return CheckView(state, meaning, findings, law, day_words(on), _note(check, state, findings, law, on, today))


def _all_unsure(check: Check) -> bool:
    """Tell whether no claim is plainly contradicted: then neither is the statement."""
    return all(one.unsure for one in check.claims if one.verdict is Verdict.CONTRADICTED)


def _state(verdict: Verdict, *, unsure: bool) -> tuple[State, str]:
    return (UNSURE, UNSURE_MEANING) if unsure else (VERDICTS[verdict], MEANINGS[verdict])


@dataclass(frozen=True, slots=True)
class _Placed:
    """A difference with its places in the claim, and in the quote that has its words (by index; -1 for none)."""

    number: int
    difference: Difference
    in_claim: tuple[Span, ...]
    quote: int
    in_quote: tuple[Span, ...]


def _placed(finding: Finding) -> list[_Placed]:
    """Find each difference in the claim, and in the first quote that has its words: the deciding quotes come first."""
    found = []
    for number, one in enumerate(finding.differences, start=1):
        as_one = one.kind not in {Kind.ACTOR, Kind.MODALITY}
        own = find_deciding(finding.text, one.claim, as_one=as_one)
        at = own[0] if own else None
        places = [find_deciding(cited.quote, one.source, finding.text, at, as_one=as_one) for cited in finding.citations]
        quote = next((at for at, place in enumerate(places) if place), -1)
        found.append(_Placed(number, one, own, quote, places[quote] if quote >= 0 else ()))
    return found


def _finding(one: Finding) -> FindingView:
    unsure = one.unsure and one.verdict is Verdict.CONTRADICTED
    state, meaning = _state(one.verdict, unsure=unsure)
    placed = _placed(one)
    publishers = tuple((name, _short(verdict, unsure=unsure)) for name, verdict in one.by_publisher.items())
    differences = tuple(_difference(each, one) for each in placed)
    return FindingView(
        text=one.text,
        html=marked(one.text, [(each.number, each.in_claim) for each in placed]),
        state=state,
        meaning=meaning,
        publishers=publishers if len(set(one.by_publisher.values())) > 1 else (),
        differences=differences,
        quotes=tuple(_quote(at, citation, placed) for at, citation in enumerate(one.citations)),
        notices=tuple(_as_shown(notice, one.differences, differences) for notice in one.notices),
    )


def _as_shown(notice: str, differences: Sequence[Difference], shown: Sequence[DifferenceView]) -> str:
    """Let a notice name the words as the texts have them."""
    for one, view in zip(differences, shown, strict=True):
        notice = notice.replace(f"”{one.claim}”", f"”{view.claim}”").replace(f"”{one.source}”", f"”{view.source}”")
    return notice


def _quote(at: int, citation: Citation, placed: Sequence[_Placed]) -> QuoteView:
    html = marked(citation.quote, [(each.number, each.in_quote) for each in placed if each.quote == at])
    return QuoteView(citation.marker, citation.quote, html, place_of(citation))


def _short(verdict: Verdict, *, unsure: bool) -> State:
    if unsure and verdict is Verdict.CONTRADICTED:
        return State(UNSURE.tone, UNSURE.icon, "Osäkert")
    full = VERDICTS[verdict]
    return State(full.tone, full.icon, SHORT[verdict])


def _difference(one: _Placed, finding: Finding) -> DifferenceView:
    quote = finding.citations[one.quote].quote if one.quote >= 0 else ""
    difference = one.difference
    return DifferenceView(
        one.number,
        KINDS[difference.kind],
        said(finding.text, one.in_claim, difference.claim),
        said(quote, one.in_quote, difference.source),
    )


def _note(
    check: Check,
    state: State,
    findings: Sequence[FindingView],
    law: Sequence[LawRow],
    on: datetime.date,
    today: datetime.date,
) -> str:
    """Give the check as text for a journal note: nothing in it needs the page to be understood."""
    lines = [f"Prövning mot riktlinjerna {today.isoformat()}", f"Påstående: {check.claim}", f"Bedömning: {state.words}"]
    for finding in findings:
        if len(findings) > 1:
            lines += ["", f"Delpåstående: {finding.text}", f"Bedömning: {finding.state.words}"]
        lines += [f"- {name}: {each.words.lower()}" for name, each in finding.publishers]
        lines += [f"- {one.words}" for one in finding.differences]
    if check.citations:
        lines += ["", "Så står det i riktlinjerna:", *(_quoted(one) for one in check.citations)]
    if law:
        lines += ["", f"Lagrum i citaten, ställning den {day_words(on)}:", *(f"- {line}" for line in law_text(law))]
    if notices := dict.fromkeys(notice for finding in findings for notice in finding.notices):
        lines += ["", "Observera:", *(f"- {notice}" for notice in notices)]
    lines += ["", f"Maskinellt framtaget av {NAME}. Kontrollera mot källan. Bedömer inget ärende."]
    return "\n".join(lines)


def _quoted(citation: Citation) -> str:
    return f"[{citation.marker}] ”{citation.quote}” ({citation.label}. {upper_first(citation.binding)}.)"
