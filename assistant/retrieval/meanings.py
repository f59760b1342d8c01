"""What a word means, or how a thing shows: whether a sentence says so, rather than only using the word.

"Rättsväsendet kan erbjuda kontaktförbud" does not say what a kontaktförbud is.
"""

from __future__ import annotations

import re

from assistant.documents.model import Kind, Paragraph
from assistant.index.lexical import stems, words
from assistant.retrieval.actors import is_actor
from assistant.retrieval.facts import function_words

_MOST_WORDS = 4
"""A question "vad är …" with more words than this after it asks for something else than a meaning."""
_OPENS = (
    r"vad (?:betyder|innebär|menas med|menar (?:man|ni|de|dom|vi|riktlinjerna|dokumentet) med|avses med"
    r"|är definitionen (?:av|på))|va (?:betyder|är)"
    r"|(?:hur|vad) definiera(?:s|r man)|definition(?:en)? (?:av|på)|vad står(?= \S+(?: \S+)? för\b)"
    r"|(?:vad är )?betydelsen av|vad är"
    r"|what (?:is|are)(?: meant by| the meaning of| the definition of)?|what does(?=[^?]* (?:mean|stand for)\b)"
    r"|definition of|meaning of"
)
_ASKS = re.compile(rf"(?:\b(?:{_OPENS})) +(?P<term>[^?.,;:]+)", re.IGNORECASE)
_WHAT_IS = re.compile(r"\b(?:vad är|va är|what (?:is|are))\Z", re.IGNORECASE)
_IS_NOT_MEANING = re.compile(
    r"^(?:det|detta|den här|hon|han|man|de|dom|it|this|that|they|the guidelines)\b(?!\s+(?:för\b|\w+$))|^(?:att|om|när|för|i)\b"
    r"|\b(?:det för|för (?:den|barn\w*|klient\w*|mig|oss|henne|honom|familj\w*|socialtjänst\w*))\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"^(?:ordet|orden|begreppet|uttrycket|termen|förkortning(?:en|arna)|(?:the )?(?:word|term|abbreviation)s?) +", re.IGNORECASE
)
_DEFINITE = re.compile(r"\w{3,}(?:en|et|erna|arna|orna|na)\Z")
_AFTER = re.compile(
    r"\s+(?:(?:för|till) (?:något|nåt|ngt|nånting|någonting)"
    r"|i (?:ett |en )?(?:riktlinje\w*|dokument\w*|styrdokument\w*"
    r"|lagtext\w*|lagen|beslut\w*|det här|den här|texten|huddinge\w*|stockholm\w*)"
    r"|enligt \w+|egentligen|mean|means|stand for|in the \w+)\b.*\Z",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s+(?:som|där|vid|hos|inom|när|för|with|when|that|which)\b.*\Z", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:innebär\w*|definiera\w*|betyder|avses|menas|handlar? (?:\w+ )?om|kan beskrivas|beskrivs|kallas|även kallat|uppstår"
    r"|syftar (?:\w+ )?till|består av|omfattar|innefatta\w*|utgör|begreppet|begrepp|likställs"
    r"|(?:är|var) (?:alltså )?(?:en|ett|den|det|del|varje|när|för|till stöd|samverkan|behandling)\b)",
    re.IGNORECASE,
)
_REVERSED = re.compile(
    r"\bmed (?:”[^”]+”|\w+) (?:avses|menas)\b|\bdet vill säga\b|\bdvs\b|\bsom (?:är (?:en|ett|den|det|del|när)|innebär)\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"((?:[^\s()]+ ){1,4})\([^()]{12,}\)")
"""A thing with what it is in brackets after it: "fingerade personuppgifter (den enskilde får nytt namn …)"."""
_SHOWS = re.compile(
    r"\Atill exempel\b|\btill exempel (?:att|verbala|på tecken)\b|"
    r"\btecken (?:på|kan|är)\b[^.]*\b(?:är|kan vara|till exempel|såsom)\b"
    r"|\b(?:ta|tar|tagit) sig (?:\w+ ){0,2}uttryck\b|\byttrar? sig\b|\butövas\b|\bkännetecken\w* är\b",
    re.IGNORECASE,
)


def asked_term(question: str) -> str:
    """Give the word or words whose meaning a question asks for, an empty string where it asks for something else."""
    found = _ASKS.search(question)
    if not found:
        return ""
    term = _CALLED.sub("", _AFTER.sub("", f" {found['term']}").strip(" ”\"'"))
    if _IS_NOT_MEANING.search(found["term"]) or _IS_NOT_MEANING.search(term):
        return ""
    what_is = _WHAT_IS.search(question[found.start() : found.start("term")].rstrip())
    term = term if what_is else _CLAUSE.sub("", term)
    asked = [word for word in words(term) if word not in {"en", "ett", "a", "an", "the"}]
    if not set(asked) - function_words("pointing") or (what_is and not _is_name_of_thing(asked, question[: found.start()])):
        return ""
    return term


def _is_name_of_thing(asked: list[str], before: str) -> bool:
    """Tell whether "vad är" asks what something is, not what is so of it: "målet", "skillnaden", "straffet för"."""
    relation = (_DEFINITE.search(asked[-1]) and not is_actor(asked[-1])) or asked[-1].endswith(("adress", "nummer", "för"))
    is_first = not before.strip(" ,.!?hejHEJ")
    return is_first and len(asked) <= _MOST_WORDS and not relation and not set(asked) & function_words("relations")


def defined(text: str, paragraph: Paragraph, term: frozenset[str]) -> frozenset[str]:
    """Give what of a term (its stems) a sentence of a paragraph says the meaning of, empty where it only uses the word.

    A definition or a row of a table does where it is the term's own; any other sentence where the term stands before words
    that define ("innebär", "är en"), before what it is in brackets, or in brackets behind what it stands for.
    """
    found: set[str] = set()
    if paragraph.kind in {Kind.DEFINITION, Kind.TABLE_ROW}:
        found |= _own_term(paragraph)
    found.update(stems(" ".join(re.findall(r"\(([^()]{2,40})\)", text))))
    if explained := _IN_BRACKETS.match(text):
        found.update(stems(explained[1]))
    own = set(stems(text))
    if own <= term or _REVERSED.search(text):  # a heading run into the text, "Skyddat boende.", or "Med … avses"
        found |= own
    for match in _SAYS.finditer(text):
        found.update(stems(text[: match.start()]))
    return term & found


def shows(text: str) -> bool:
    """Tell whether a sentence says how something shows: examples of it, or its signs themselves."""
    return bool(_SHOWS.search(text))


def _own_term(paragraph: Paragraph) -> set[str]:
    own = paragraph.term or (paragraph.section[-1] if paragraph.section else "")
    heads = " ".join(item.split(" ", 1)[0] for item in paragraph.items)
    return set(stems(f"{own} {heads}"))
