"""Moodle XML. Written with the standard library: no package for it is kept up, and the format is a plain tree."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from assistant.quiz.exports.gift import share_of
from assistant.quiz.exports.shared import before_gap, feedback, is_chosen, markup, matched, name_of, plain, title_of, xml_bytes
from assistant.quiz.items import TRUE, Item, ItemType, Pairs, Quiz

_CLOZE_SPECIAL = re.compile(r"([\\~=#{}/:\"])")


def write(quiz: Quiz) -> bytes:
    """Write a quiz as Moodle XML, in a category of its own; putting in order becomes a matching with numbers."""
    root = ET.Element("quiz")
    category = ET.SubElement(root, "question", type="category")
    _text(ET.SubElement(category, "category"), f"$course$/top/{title_of(quiz).replace('/', '-')}")
    for number, item in enumerate(quiz.items, start=1):
        _question(root, item, number)
    return xml_bytes(root) + b"\n"


def _text(parent: ET.Element, words: str) -> None:
    ET.SubElement(parent, "text").text = words


def _html(parent: ET.Element, name: str, words: str) -> ET.Element:
    element = ET.SubElement(parent, name, format="html")
    _text(element, f"<p>{words}</p>")
    return element


def _question(root: ET.Element, item: Item, number: int) -> None:
    question = ET.SubElement(root, "question", type=_type(item))
    _text(ET.SubElement(question, "name"), plain(name_of(item, number)))
    _html(question, "questiontext", _cloze(item) if item.type is ItemType.CLOZE else markup(item.question))
    _html(question, "generalfeedback", markup(feedback(item)))
    ET.SubElement(question, "idnumber").text = item.id
    if item.type is not ItemType.CLOZE:
        ET.SubElement(question, "defaultgrade").text = "1"
    _answers(question, item)
    tags = ET.SubElement(question, "tags")
    for tag in (item.difficulty.value, item.type.value):
        _text(ET.SubElement(tags, "tag"), tag)


def _type(item: Item) -> str:
    if item.type is ItemType.CLOZE:
        return "cloze"
    if item.type is ItemType.TRUE_FALSE:
        return "truefalse"
    if item.type in {ItemType.MATCHING, ItemType.ORDERING}:
        return "matching"
    return "multichoice" if item.options else "essay"


def _cloze(item: Item) -> str:
    """Give the sentence with its gap as Moodle's embedded answer."""
    before, after = before_gap(item)
    marked = "~".join(
        ("=" if option == item.key else "") + _CLOZE_SPECIAL.sub(r"\\\1", plain(option)) for option in item.options
    )
    return f"{markup(before)} {{1:MULTICHOICE_S:{markup(marked)}}} {markup(after)}"


def _answers(question: ET.Element, item: Item) -> None:
    if item.type is ItemType.TRUE_FALSE:
        for words, value in (("true", item.key == TRUE), ("false", item.key != TRUE)):
            _text(ET.SubElement(question, "answer", fraction="100" if value else "0", format="moodle_auto_format"), words)
    elif item.type is ItemType.CLOZE:
        return
    elif pairs := matched(item):
        _matching(question, pairs)
    elif item.options:
        _choices(question, item)
    else:
        ET.SubElement(question, "responseformat").text = "editor"
        _html(question, "graderinfo", markup(str(item.key)))


def _matching(question: ET.Element, pairs: Pairs) -> None:
    ET.SubElement(question, "shuffleanswers").text = "true"
    for name, said in pairs:
        sub = _html(question, "subquestion", markup(name))
        _text(ET.SubElement(sub, "answer"), plain(said))


def _choices(question: ET.Element, item: Item) -> None:
    ET.SubElement(question, "single").text = "true" if is_chosen(item) else "false"
    ET.SubElement(question, "shuffleanswers").text = "true"
    ET.SubElement(question, "answernumbering").text = "ABCD"
    for option in item.options:
        share = ("100" if option == item.key else "0") if is_chosen(item) else share_of(item, option)
        answer = ET.SubElement(question, "answer", fraction=share, format="html")
        _text(answer, f"<p>{markup(option)}</p>")
