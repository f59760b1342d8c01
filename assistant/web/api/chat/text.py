"""An answer as the text of a chat message: the answer, then its sources, law, notices and further questions. In Markdown.

OpenAI's annotations point out where in the text a source is cited, in code points; ``end_index`` is the one after the last.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from assistant.answering.answer import Answer, Citation, Status
from assistant.quiz.naming import upper_first
from assistant.web.law_table import law_line

SOURCES, LAW, NOTICES, FURTHER = "**Källor**", "**Lagrum**", "**Att tänka på**", "**Fråga vidare**"
MACHINE_MADE = "*Maskinellt framtaget. Kontrollera mot källan.*"
LINK_WORDS = "Visa i dokumentet"
_BREAK = "  \n"
"""A line break that Markdown keeps."""
_AFTER_ANSWER = re.compile("|".join(rf"\n\n{re.escape(head)}\n" for head in (SOURCES, LAW, NOTICES, FURTHER)))

Link = Callable[[Citation], str]
"""Gives the address of a citation's words in their document."""
Annotation = dict[str, Any]


def answer_part(answer: Answer) -> str:
    """Give the answer alone, as far as it has come."""
    return answer.answer.replace("\n", _BREAK)


def sources_part(answer: Answer, link: Link) -> str:
    """Give what stands below the answer; it begins with an empty line."""
    parts = []
    if answer.citations:
        parts.append("\n\n".join((SOURCES, *(_source(citation, link) for citation in answer.citations))))
    if answer.legal_references:
        parts.append(_listed(LAW, tuple(law_line(one, answer.legal_references) for one in answer.legal_references)))
    if answer.notices:
        parts.append(_listed(NOTICES, answer.notices))
    if answer.suggestions and answer.status is not Status.PERSONAL_DATA:
        parts.append(_listed(FURTHER, answer.suggestions))
    return "".join(f"\n\n{part}" for part in (*parts, MACHINE_MADE))


def _listed(head: str, lines: tuple[str, ...]) -> str:
    return "\n\n".join((head, "\n".join(f"- {line}" for line in lines)))


def _source(citation: Citation, link: Link) -> str:
    source = f"[{citation.marker}] {citation.label}. {upper_first(citation.binding)}."
    return f"{source} [{LINK_WORDS}]({link(citation)})\n\n> {citation.quote}"


def cited_places(answer: Answer, content: str, link: Link) -> list[Annotation]:
    """Give an annotation for each place where the text cites a source: its markers in the answer, or else in the list."""
    found = []
    end = len(answer_part(answer))
    for citation in answer.citations:
        marker = re.compile(re.escape(f"[{citation.marker}]"))
        places = list(marker.finditer(content, 0, end)) or list(marker.finditer(content, end))[:1]
        cited = {"url": link(citation), "title": citation.label}
        found += [
            {"type": "url_citation", "url_citation": {"start_index": place.start(), "end_index": place.end(), **cited}}
            for place in places
        ]
    return found


def without_sources(content: str) -> str:
    """Give the answer of an earlier message of ours, without what we put below it."""
    text = content.removesuffix(f"\n\n{MACHINE_MADE}")
    if below := _AFTER_ANSWER.search(text):
        text = text[: below.start()]
    return text.replace(_BREAK, "\n")
