"""What the events of the audit log are called in Swedish, in the terminal and on the page."""

from __future__ import annotations

from collections.abc import Mapping

EVENTS: Mapping[str, str] = {
    "review.marked": "Märkte ett svar",
    "review.approved": "Godkände ett märkt svar",
    "review.corrected": "Rättade ett märkt svar",
    "review.rejected": "Avslog ett märkt svar",
    "review.erased": "Gallrade märkta svar",
    "review.exported": "Laddade ner märkta svar",
    "audit.exported": "Laddade ner händelseloggen",
    "audit.purged": "Gallrade händelseloggen",
    "login.succeeded": "Loggade in",
    "login.failed": "Misslyckad inloggning",
    "login.locked": "Inloggning spärrad",
    "login.ended": "Loggade ut",
    "login.all_ended": "Avslutade allas inloggningar",
    "access.refused": "Nekades en sida för sin roll",
    "access.no_role": "Saknar roll",
    "user.added": "Lade till en användare",
    "user.password": "Bytte lösenord för en användare",
    "user.roles": "Ändrade en användares roller",
    "user.removed": "Tog bort en användare",
    "user.unlocked": "Låste upp en användare",
    "key.added": "Skapade en API-nyckel",
    "key.removed": "Tog bort en API-nyckel",
}
GROUPS: Mapping[str, str] = {
    "review": "Granskning",
    "login": "Inloggning",
    "access": "Behörighet",
    "user": "Användare",
    "key": "API-nycklar",
    "audit": "Händelseloggen",
}
"""The first parts of events, by which the log can be filtered."""

_FACTS: Mapping[str, str] = {
    "before": "före",
    "count": "antal",
    "days": "dagar",
    "document": "dokument",
    "form": "form",
    "ids": "nummer",
    "key": "nyckel",
    "kind": "slag",
    "known": "känd användare",
    "mode": "sätt",
    "path": "sida",
    "reason": "orsak",
    "review": "svar nr",
    "role": "roll",
    "roles": "roller",
    "since": "från",
    "state": "läge",
    "through": "till och med nr",
    "user": "användare",
    "verdict": "omdöme",
    "version": "version",
}
_VALUES: Mapping[tuple[str, str], str] = {
    ("verdict", "good"): "bra",
    ("verdict", "wrong"): "fel",
    ("state", "approved"): "godkänt",
    ("state", "corrected"): "rättat och godkänt",
    ("state", "rejected"): "avslaget",
    ("reason", "retention"): "regeln för hur länge det sparas",
    ("form", "answers"): "alla svar",
    ("form", "history"): "historik",
    ("form", "evals"): "testfrågor",
    ("form", "questions"): "typiska frågor",
    ("known", "1"): "ja",
    ("known", "0"): "nej",
}


def fact_words(facts: Mapping[str, str | int]) -> str:
    """Give the facts of an event on one line."""
    return ", ".join(
        f"{_FACTS.get(name, name)} {_VALUES.get((name, str(value)), str(value))}"
        for name, value in sorted(facts.items())
        if value != ""
    )
