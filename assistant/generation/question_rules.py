"""Typical questions made by fixed rules from a paragraph's own words: its heading, lead-ins, definitions and modal sentences.

They are a first draft for a person to read: a rule knows a sentence's shape and not what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from assistant.documents.model import Document, Kind, Paragraph
from assistant.text import collapse, sentences

LONGEST = 180
"""Characters of a question; the bank's longest nine in ten are shorter."""
ASKED = frozenset({Kind.TEXT, Kind.LIST, Kind.DEFINITION, Kind.TABLE_ROW, Kind.CONTACT})
"""Kinds of paragraphs that questions are asked for: reading lists, links and front matter answer none."""

_MODAL = r"(?P<modal>ska|skall|bör|kan|får|måste)"
_SUBJECT = r"(?P<subject>[^\W\d_][^,.;:()?!]{2,70}?)"
_ACTOR = re.compile(
    r"(?:den |de |varje |respektive |ansvarig |berörd )?(?:\w+ )?"
    r"(?:\w*nämnd(?:en|erna|er)?|social(?:tjänst(?:en)?|sekreterar\w+)|\w*handläggar(?:e|en|na)|utförar(?:e|en|na)"
    r"|\w*förvaltning(?:en|arna|ar)?|\w*kommun(?:en|erna|er)?|region(?:en|erna)?|stad(?:en)?|polis(?:en)?|chef(?:en|er|erna)?"
    r"|\w*chef(?:en)?|enhet(?:en|er|erna)?|medarbetar(?:e|en|na)|personal(?:en)?|verksamhet(?:en|er|erna)?|egen regin?"
    r"|skol(?:an|orna)|hälso- och sjukvården|relationsvåldsteam(?:et|en)?|rvt)",
    re.IGNORECASE,
)
_FINITE = re.compile(r"\b(?:som|att|om|när|är|har|ska|bör|kan|får|måste|finns|innebär)\b", re.IGNORECASE)
"""Words that a subject of one clause does not hold."""
_TRUNCATE = re.compile(r"(?:,| \(| – |;|: | samt | eftersom | så att | för att | exempelvis | till exempel | dvs).*\Z")
_CONDITION = re.compile(rf"(?P<lead>Om|När|Vid|Inför|Efter|Innan) (?P<case>(?:(?! är det )[^.;:()?!]){{4,110}}?),? {_MODAL} ")
_OPEN_CLAUSE = re.compile(r"\b(?:inte|som|att|det|man|den|hon|han|också)\Z")
"""What a clause ends with whose own verb the modal is."""
_STATEMENT = re.compile(rf"{_SUBJECT} {_MODAL} (?P<rest>\S.*)")
_CONTENT = re.compile(r"(?:\w+ )?(?P<verb>innehålla|omfatta|innebära|bestå av)\b")
_WAYS = re.compile(r" på (?:\w+ )?sätt\b.*")
_EXAMPLES = re.compile(r"\b(?:till exempel|exempelvis|bland annat|följande)\b")
_PREPOSITION = re.compile(
    r"(?:i|av|på|för|vid|inom|genom|med|mot|efter|från|till|under|enligt|utifrån|utöver|inför|hos|även|om|när|att)\b",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"\b(?:både|såväl|dels)\b(?!.* (?:och|som|dels) )|\b(?:vara|ha|få|bli|verka|att|och|eller|med|till|av|för)\Z"
)
_NEGATED = re.compile(r"\b(?:inte|aldrig|ej)\b")
_PURPOSE = re.compile(r"(?P<what>Syftet|Målet|Ändamålet|Målsättningen) med (?P<thing>[^.,;:()]{3,80}?) är ")
_MEANS = re.compile(r"(?P<thing>[^\W\d_][^.,;:()]{2,60}?) (?:innebär|betyder) ")
_CALLED = re.compile(r"Med (?P<thing>[^.,;:()]{2,60}?) (?:avses|menas|förstås) ")
_RESPONSIBLE = re.compile(
    r"(?P<who>[^.,;:()]{3,80}?) (?:ansvarar för|har (?:det |ett )?(?:\w+ )?ansvar(?:et)? för) (?P<thing>[^.;:()]{3,110})"
)
_DIRECTED = re.compile(r"(?P<thing>[^\W\d_][^.,;:()]{2,60}?) (?:vänder sig|riktar sig) till ")
_WITHIN = re.compile(r"\b(?:inom|senast(?: inom)?) (?:\w+ )?(?:\d+|\w+) (?:dag|dygn|veck|månad|timm|år)\w*")
_TELEPHONE = re.compile(r"\b0\d{1,3}[- ]\d[\d ]{4,}\d")
_LEANING = frozenset(
    {"det", "detta", "den", "de", "denna", "dessa", "där", "här", "man", "hon", "han", "som", "dock", "sedan", "då"}
)
"""Words that alone are no subject of a question: they speak of what stood before."""
_READ_MORE = re.compile(r"(?:Läs (?:mer|vidare)|Se (?:vidare|även|mer|aktuell))\b")


@dataclass(frozen=True, slots=True)
class Draft:
    """Questions for the stretch ``full_text[start:end]`` of a paragraph."""

    start: int
    end: int
    questions: tuple[str, ...]


def drafts(paragraph: Paragraph, document: Document, names: Set[str]) -> tuple[Draft, ...]:
    """Make questions for a paragraph.

    Parameters
    ----------
    paragraph
        Any paragraph; one that answers nothing gives none.
    document
        Its document.
    names
        Words that keep their capital within a sentence.

    Returns
    -------
    tuple of Draft
        One for each sentence that a rule knows; for a section's first paragraph at least one, from the heading.
    """
    if paragraph.kind not in ASKED:
        return ()
    made = _Words(names)
    found: list[Draft] = []
    for place, (start, end) in enumerate(sentences(paragraph.full_text)):
        sentence = collapse(paragraph.full_text[start:end])
        if start >= len(paragraph.text) or _READ_MORE.match(sentence):
            continue
        asked = [*made.of_sentence(sentence), *made.of_telephone(sentence, paragraph)]
        if place == 0:
            asked = [*made.of_heading(paragraph, document), *asked]
        fitting = tuple(dict.fromkeys(one for one in asked if len(one) <= LONGEST))
        if fitting:
            found.append(Draft(start, end, fitting))
    return tuple(found)


class _Words:
    """Turns sentences into questions, with small letters where a sentence no longer begins."""

    def __init__(self, names: Set[str]) -> None:
        self._names = names

    def of_heading(self, paragraph: Paragraph, document: Document) -> Iterator[str]:
        if paragraph.term:
            yield f"Vad menas med {self._small(paragraph.term)}?"
        elif paragraph.number in {1, None} and paragraph.section:
            yield self._of_heading(paragraph.section[-1].rstrip(" :."), document)

    def _of_heading(self, heading: str, document: Document) -> str:
        if heading.endswith("?"):
            return heading
        if heading.startswith("Så "):
            return f"Hur {heading[3:]}?"
        if _PREPOSITION.match(heading):
            return f"Vad gäller {heading[:1].lower()}{heading[1:]}?"
        return f"Vad säger {document.entry.short_title} om {self._small(heading)}?"

    def of_telephone(self, sentence: str, paragraph: Paragraph) -> Iterator[str]:
        if _TELEPHONE.search(sentence) and paragraph.section:
            yield f"Vilket telefonnummer står under {self._small(paragraph.section[-1])}?"

    def of_sentence(self, sentence: str) -> Iterator[str]:
        if purpose := _PURPOSE.match(sentence):
            yield f"Vad är {purpose['what'].lower()} med {purpose['thing']}?"
        if called := _CALLED.match(sentence):
            yield f"Vad menas med {called['thing']}?"
        elif (means := _MEANS.match(sentence)) and self._is_thing(means["thing"]):
            yield f"Vad innebär {self._small(means['thing'])}?"
        if (responsible := _RESPONSIBLE.match(sentence)) and self._is_thing(responsible["who"]):
            yield f"Vem ansvarar för {_cut(responsible['thing'])}?"
        if (directed := _DIRECTED.match(sentence)) and self._is_thing(directed["thing"]):
            yield f"Vem vänder sig {self._small(directed['thing'])} till?"
        condition = _CONDITION.match(sentence)
        if condition and not _OPEN_CLAUSE.search(condition["case"]):
            yield f"Vad gäller {condition['lead'].lower()} {condition['case'].strip()}?"
        elif statement := _STATEMENT.match(sentence):
            yield from self._of_statement(statement)

    def _of_statement(self, statement: re.Match[str]) -> Iterator[str]:
        subject, modal, said = statement["subject"], statement["modal"], statement["rest"]
        rest = _cut(said.rstrip(".:"))
        if not self._is_thing(subject) or _NEGATED.match(rest):
            return
        small = self._small(subject)
        if said.endswith(":"):
            yield from self._of_lead_in(small, modal, said.rstrip(":"))
        elif len(rest.split()) < 2 or _UNFINISHED.search(rest):
            return
        elif _ACTOR.fullmatch(subject):
            yield f"Vem {modal} {rest}?"
        else:
            if content := _CONTENT.match(rest):
                yield f"Vad {modal} {small} {content['verb']}?"
            yield f"{modal.capitalize()} {small} {rest}?"
        if _WITHIN.search(said):
            yield collapse(f"Inom vilken tid {modal} {small} {_cut(_WITHIN.sub('', said).rstrip('.:'))}?")

    def _of_lead_in(self, small: str, modal: str, said: str) -> Iterator[str]:
        """Ask for what a list's lead-in announces."""
        rest = collapse(_EXAMPLES.sub("", said))
        if ways := _WAYS.search(rest):
            yield f"Hur {modal} {small} {rest[: ways.start()]}?"
        elif rest and len(rest.split()) <= 8:
            yield f"Vad {modal} {small} {rest}?"

    def _is_thing(self, subject: str) -> bool:
        words = subject.split()
        if _FINITE.search(subject) or _PREPOSITION.match(subject) or len(words) > 9:
            return False
        return words[0].casefold() not in _LEANING or len(words) > 1

    def _small(self, text: str) -> str:
        """Begin a text with a small letter where its first word is an ordinary one."""
        first = re.split(r"[\s\-–/]", text, maxsplit=1)[0]
        ordinary = first[:1].isupper() and first[1:].islower() and first not in self._names
        return text[:1].lower() + text[1:] if ordinary else text


def _cut(text: str) -> str:
    """Cut a clause off where the next one begins, so that the question stays short."""
    return _TRUNCATE.sub("", text).strip(" .")
