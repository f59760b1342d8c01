"""One QTI 2.1 item: its response, its interaction, its feedback."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from assistant.quiz.exports.shared import before_gap, feedback, plain, xml_bytes
from assistant.quiz.items import Item, ItemType

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_MATCH_CORRECT = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"


def write_item(item: Item, title: str) -> bytes:
    """Write an item as an XML document."""
    root = ET.Element(
        "assessmentItem",
        {"xmlns": QTI, "identifier": item.id, "title": title, "adaptive": "false", "timeDependent": "false", "xml:lang": "sv"},
    )
    _response(root, item)
    ET.SubElement(root, "outcomeDeclaration", {"identifier": "SCORE", "cardinality": "single", "baseType": "float"})
    body = ET.SubElement(root, "itemBody")
    _interaction(body, item)
    _explanation(body, item)
    if item.options:
        ET.SubElement(root, "responseProcessing", {"template": _MATCH_CORRECT})
    return xml_bytes(root)


def _explanation(body: ET.Element, item: Item) -> None:
    """Give key and explanation to those who mark and review, not to those who answer."""
    rubric = ET.SubElement(body, "rubricBlock", {"view": "author proctor scorer tutor"})
    ET.SubElement(rubric, "p").text = plain("; ".join(item.right))
    ET.SubElement(rubric, "p").text = plain(feedback(item))


def _shape(item: Item) -> tuple[str, str]:
    """Give cardinality and base type of the response."""
    if item.pairs:
        return "multiple", "directedPair"
    if item.type is ItemType.ORDERING:
        return "ordered", "identifier"
    if item.type is ItemType.MULTIPLE_CHOICE:
        return "multiple", "identifier"
    return ("single", "identifier") if item.options else ("single", "string")


def _ids(item: Item) -> dict[str, str]:
    return {option: f"O{number}" for number, option in enumerate(item.options, start=1)}


def _response(root: ET.Element, item: Item) -> None:
    cardinality, base = _shape(item)
    declaration = ET.SubElement(
        root, "responseDeclaration", {"identifier": "RESPONSE", "cardinality": cardinality, "baseType": base}
    )
    ids = _ids(item)
    if item.pairs:
        values = [f"P{number} {ids[said]}" for number, (_, said) in enumerate(item.pairs, start=1)]
    elif item.options:
        values = [ids[one] for one in item.right]
    else:
        return
    correct = ET.SubElement(declaration, "correctResponse")
    for value in values:
        ET.SubElement(correct, "value").text = value


def _interaction(body: ET.Element, item: Item) -> None:
    if item.type is ItemType.CLOZE:
        _gap(body, item)
    elif item.pairs:
        _match(body, item)
    elif item.type is ItemType.ORDERING:
        _choices(body, item, "orderInteraction", {"shuffle": "false"})
    elif item.options:
        most = "0" if item.type is ItemType.MULTIPLE_CHOICE else "1"
        _choices(body, item, "choiceInteraction", {"shuffle": "false", "maxChoices": most})
    else:
        open_ = ET.SubElement(body, "extendedTextInteraction", {"responseIdentifier": "RESPONSE", "expectedLines": "5"})
        ET.SubElement(open_, "prompt").text = plain(item.question)


def _choices(body: ET.Element, item: Item, name: str, settings: dict[str, str]) -> None:
    interaction = ET.SubElement(body, name, {"responseIdentifier": "RESPONSE", **settings})
    ET.SubElement(interaction, "prompt").text = plain(item.question)
    for option, id_ in _ids(item).items():
        ET.SubElement(interaction, "simpleChoice", {"identifier": id_}).text = plain(option)


def _match(body: ET.Element, item: Item) -> None:
    interaction = ET.SubElement(
        body,
        "matchInteraction",
        {"responseIdentifier": "RESPONSE", "shuffle": "false", "maxAssociations": str(len(item.pairs))},
    )
    ET.SubElement(interaction, "prompt").text = plain(item.question)
    names, options = ET.SubElement(interaction, "simpleMatchSet"), ET.SubElement(interaction, "simpleMatchSet")
    for number, (name, _) in enumerate(item.pairs, start=1):
        ET.SubElement(names, "simpleAssociableChoice", {"identifier": f"P{number}", "matchMax": "1"}).text = plain(name)
    for option, id_ in _ids(item).items():
        ET.SubElement(options, "simpleAssociableChoice", {"identifier": id_, "matchMax": "1"}).text = plain(option)


def _gap(body: ET.Element, item: Item) -> None:
    before, after = before_gap(item)
    paragraph = ET.SubElement(body, "p")
    paragraph.text = before
    interaction = ET.SubElement(paragraph, "inlineChoiceInteraction", {"responseIdentifier": "RESPONSE", "shuffle": "false"})
    for option, id_ in _ids(item).items():
        ET.SubElement(interaction, "inlineChoice", {"identifier": id_}).text = plain(option)
    interaction.tail = after
