"""What a user is told beside a verdict, in Swedish."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.interpretation.comparing import Laid
from assistant.interpretation.model import Verdict
from assistant.retrieval.query import Query
from assistant.text import listed
from assistant.verification.model import Difference

_MISSING = 3
_LIVES = re.compile(r"\b(?:bor|bosatt\w*|folkbokförd\w*|vistas|flytt\w*|kommer från|hemkommun\w*|placer\w*)\b", re.IGNORECASE)


def is_elsewhere(claim: str, query: Query) -> bool:
    """Tell whether a claim is about another municipality's rules; where somebody lives, or a county, is no such thing."""
    others = [name for name in query.other_municipalities if not _is_county(claim, name)]
    return bool(others) and not query.municipality and not _LIVES.search(claim)


def _is_county(claim: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}s? län\b", claim, re.IGNORECASE) is not None


def elsewhere(query: Query) -> str:
    """Say that there are no documents of a municipality."""
    return f"Det finns inga riktlinjer från {' eller '.join(query.other_municipalities)} här."


def unsure(differences: Sequence[Difference], laid: Laid) -> str:
    """Say which words to check where supported and contradicted lay close."""
    words = [
        f"”{one.claim}”" if one.claim else f"”{one.source}” (i riktlinjen)" for one in differences if one.claim or one.source
    ]
    words = words or [f"”{word}”" for word in laid.missing[:_MISSING]]
    what = f" Kontrollera {listed(words[:_MISSING])} mot citatet." if words else " Läs citatet och jämför ordalydelsen."
    return f"Det är osäkert om påståendet stämmer.{what}"


def disagreement(supports: str, against: Sequence[str]) -> str:
    """Say for whom a claim holds where publishers disagree and it names none."""
    return f"Det gäller enligt {supports} men inte enligt {listed(against)}. Ange kommun i påståendet."


def only_for(verdicts: Mapping[str, Verdict]) -> Iterator[str]:
    """Say whose documents do not speak of a claim that another's support."""
    silent = [name for name, verdict in verdicts.items() if verdict is Verdict.NOT_ADDRESSED]
    holds = [name for name, verdict in verdicts.items() if verdict is Verdict.SUPPORTED]
    if silent and holds:
        yield f"Det står i riktlinjer från {listed(holds)}. Riktlinjer från {listed(silent)} tar inte upp det."


NOT_SENT = "Påståendet kan innehålla personuppgifter och skickades inte till språkmodellen. Fasta regler har bedömt det."


def rules_alone(trouble: str) -> str:
    """Say that a language model gave no second opinion, and why."""
    return f"{trouble or 'Språkmodellens bedömning gick inte att belägga.'} Fasta regler har bedömt påståendet."


def doubted(model: str, where: str, claim: str, source: str) -> str:
    """Say that a language model doubts what the rules support, and with which words."""
    against = f" mot ”{source}” i riktlinjen" if source else ", som den inte finner i riktlinjerna"
    return f"Språkmodellen {model} ({where}) ifrågasätter ”{claim}”{against}. Läs citatet och avgör själv."


def agreed(model: str, where: str) -> str:
    """Say that a language model made an unsure claim supported, and that it was verified."""
    return (
        f"Reglerna var osäkra. Språkmodellen {model} ({where}) finner stöd, och orden är maskinellt kontrollerade mot citatet."
    )
