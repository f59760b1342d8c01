"""What every format needs of an item: safe words, its source as lines, and markup."""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree as ET

from assistant.quiz.items import GAP, Item, ItemType, Pairs, Quiz
from assistant.quiz.naming import named_law
from assistant.text import visible

TITLE = "Frågor ur riktlinjerna"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TYPE_NAMES = {
    ItemType.SINGLE_CHOICE: "Välj ett svar",
    ItemType.MULTIPLE_CHOICE: "Välj ett eller flera svar",
    ItemType.TRUE_FALSE: "Sant eller falskt",
    ItemType.CLOZE: "Fyll i luckan",
    ItemType.MATCHING: "Para ihop",
    ItemType.ORDERING: "Sätt i ordning",
    ItemType.SHORT_ANSWER: "Kort svar",
    ItemType.CASE: "Fall",
}
WAS_MADE = "Maskinellt framtaget ur riktlinjerna. Kontrollera mot källan innan du använder frågorna."


def plain(text: str) -> str:
    """Give a text without control characters, on one line."""
    return " ".join(visible(text).split())


def markup(text: str) -> str:
    """Give a text as HTML."""
    return escape(plain(text))


def source_lines(item: Item) -> list[str]:
    """Give each source once: its label and the words quoted."""
    return [f"{citation.label}: ”{citation.quote}”" for citation in item.citations]


def law_lines(item: Item) -> list[str]:
    """Give each reference to law as it is written, with its statute's number."""
    return list(map(named_law, item.legal_references))


def feedback(item: Item) -> str:
    """Give the explanation, with what is to be learnt."""
    return f"{item.explanation} Mål: {item.objective}"


def title_of(quiz: Quiz) -> str:
    """Give the quiz a title that names its documents, where it has one or two."""
    documents = list(dict.fromkeys(citation.document_id for item in quiz.items for citation in item.citations))
    return f"{TITLE}: {documents[0]}" if len(documents) == 1 else TITLE


def name_of(item: Item, number: int) -> str:
    """Give a short name for a list of questions."""
    return f"{number:03} {TYPE_NAMES[item.type]}: {item.objective}"


def before_gap(item: Item) -> tuple[str, str]:
    """Give what stands before and after the gap of a cloze item."""
    before, _, after = plain(item.question).partition(GAP)
    return before, after


def matched(item: Item) -> Pairs:
    """Give what is matched with what; of steps to be put in order, each option with its place. None of another item."""
    if item.type is not ItemType.ORDERING:
        return item.pairs
    places = {step: str(place) for place, step in enumerate(item.right, start=1)}
    return tuple((option, places[option]) for option in item.options)


def xml_bytes(root: ET.Element) -> bytes:
    """Write a tree as an XML document, indented."""
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def is_chosen(item: Item) -> bool:
    """Tell whether one option is to be chosen."""
    return bool(item.options) and item.type in {ItemType.SINGLE_CHOICE, ItemType.CASE, ItemType.CLOZE}
