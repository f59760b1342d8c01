"""Questions for where the last answer stands: "vilken paragraf är det?", "vilken sida?", "står det ska eller bör?"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.quotes import Composed

_LEAD = r"(?:(?:ok(?:ej)?|aha|jaha|tack|hej|hm+|bra|och|men|så|exakt|precis|and|but)\W+)*"
_TAIL = (
    r"(?:\W+(?:då|nu|egentligen|exakt|precis|för något|nånstans|någonstans|tack|please"
    r"|i (?:riktlinjen|riktlinjerna|dokumentet|texten)))*\W*\Z"
)
_THING = (
    r"(?:paragraf(?:en|er|erna)?|lagrum(?:met|men)?|lag(?:en|ar)?|lagparagraf(?:en|er)?|kapit(?:el|let)|sid(?:a|an|or)|stycket?"
    r"|avsnitt(?:et)?|dokument(?:et)?|käll(?:a|an|or)|bestämmelse(?:n|r)?|sidnummer|sidnumret"
    r"|page|section|law|paragraph|source|provision|chapter|document)"
)
_IS = (
    r"(?:\s+(?:är|var|gäller|står|finns|handlar|rör|säger|i|på|om|ur|från|det|detta|den|där|hittar|jag|man|vi|kan|tar|hämtat"
    r"|stöder|sig|is|was|it|that|this|does|says?|on|in|from))*"
)
_PREPOSITION = r"(?:(?:i|på|enligt|från|ur|med stöd av|on|in)\s+)?"
_MODAL = r"(?:ska|skall|bör|kan|får|måste)"
_ANY = r"(?:en |ett |någon |något )?"
_FORMS = (
    rf"{_PREPOSITION}(?:vilk(?:en|et|a)|vad (?:är|var)|which|what)(?:\s+(?:är|heter|is))?(?:\s+the)?"
    rf"(?:\s+exact)?\s+{_THING}{_IS}",
    _THING,
    r"var (?:står|stod|finns|framgår|hittar (?:jag|man|vi)|läser (?:jag|man)|kan (?:jag|man) läsa)"
    r"(?:\s+(?:det(?:ta)?(?: här| där)?|(?:den )?regeln))?",
    r"var (?:har du|får du|kommer) (?:det|detta)(?:\s+(?:ifrån|från))?",
    rf"(?:har du|finns det|kan (?:jag|du) (?:få|ge)(?: mig)?) {_ANY}"
    r"(?:källa|hänvisning|sidhänvisning|lagrum|sidnummer|lagstöd|källhänvisning)",
    rf"står det {_MODAL}(?:,? eller {_MODAL})?(?: där| i texten)?",
    rf"är det {_ANY}(?:krav|lag|ska|bör|tvingande|bindande)"
    r"(?: eller (?:en |ett |bara )?(?:rekommendation|råd|riktlinje|riktlinjer|bör|ska))?",
    r"hur bindande är (?:det|detta)",
    r"where (?:does it say(?: that)?|is (?:that|it|this)(?: written)?|can i (?:find|read) (?:that|it|this))",
)
_ASKS = re.compile(rf"\W*{_LEAD}(?:{'|'.join(_FORMS)}){_TAIL}", re.IGNORECASE)


def asks_where(question: str) -> bool:
    """Tell whether a question asks for nothing but where the last answer stands or how binding it is.

    A question that names a subject of its own ("vilken paragraf gäller för skyddat boende?") does not.
    """
    return bool(_ASKS.match(question))


def told(composed: Composed) -> Composed:
    """Turn an answer into where it stands: the place of each quote, and the law that its paragraphs refer to.

    An answer without quotes comes back as it is.
    """
    if not composed.citations:
        return composed
    places: dict[str, int] = {}
    for citation in composed.citations:
        if f"[{citation.marker}]" in composed.answer:
            places.setdefault(citation.label, citation.marker)
    lines = [f"Det står i {place} [{marker}]." for place, marker in places.items()]
    names = dict.fromkeys(_with_number(one.as_written, one.sfs) for one in composed.legal_references)
    law = f"Lagrum: {'; '.join(names)}." if names else "Stycket hänvisar inte till något lagrum."
    return replace(composed, answer="\n".join([*lines, law]))


def _with_number(as_written: str, sfs: str) -> str:
    return as_written if not sfs or sfs in as_written else f"{as_written} ({sfs})"
