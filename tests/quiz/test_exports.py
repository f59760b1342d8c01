"""Every format is written and opened again by a reader; nothing in a question may break out of its place."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.text.paragraph import Paragraph
from qti_convert.package import read_package, upgrade_package_files

from assistant.errors import UsageError
from assistant.quiz.exports import FORMATS, export
from assistant.quiz.exports.shared import LETTERS, TITLE, before_gap, plain
from assistant.quiz.exports.table import safe
from assistant.quiz.items import TRUE, Item, ItemType, Quiz
from tests.quiz.gift_reader import Question, read_gift

NASTY = 'a=b ~c #d {e} :f \\g -> <script>alert("x")</script> & ”h” {1:MC:=y} %50%'
ARROW = NASTY.replace("->", "→")
CHOSEN = {ItemType.SINGLE_CHOICE, ItemType.CLOZE, ItemType.CASE}


@pytest.fixture(scope="module")
def nasty(one_of_each: Quiz) -> Quiz:
    """Give the items with every character that means something in some format, in question, options, key and explanation."""

    def spoil(item: Item) -> Item:
        options = tuple(f"{option} {NASTY}" for option in item.options)
        renamed = dict(zip(item.options, options, strict=True))
        if item.pairs:
            key: object = tuple((f"{name} {NASTY}", renamed[said]) for name, said in item.pairs)
        elif isinstance(item.key, str):
            key = renamed.get(item.key, f"{item.key} {NASTY}")
        else:
            key = tuple(renamed[str(one)] for one in item.key)
        if item.type is ItemType.TRUE_FALSE:
            return replace(item, question=f"{item.question} {NASTY}")
        return replace(item, question=f"{item.question} {NASTY}", options=options, key=key, explanation=NASTY)  # type: ignore[arg-type]

    return Quiz(tuple(spoil(item) for item in one_of_each.items))


@pytest.fixture(params=["plain", "nasty"])
def any_quiz(request: pytest.FixtureRequest, one_of_each: Quiz, nasty: Quiz) -> Quiz:
    return one_of_each if request.param == "plain" else nasty


@pytest.mark.parametrize("format_", sorted({*FORMATS} - {"docx", "anki"}))  # whose libraries write the time into the file
def test_the_same_quiz_gives_the_same_file(one_of_each: Quiz, format_: str) -> None:
    assert export(one_of_each, format_) == export(one_of_each, format_)


def test_json_is_the_contracts_object(any_quiz: Quiz) -> None:
    assert json.loads(export(any_quiz, "json")) == json.loads(json.dumps(any_quiz.to_dict()))


def gift(quiz: Quiz) -> list[Question]:
    return read_gift(export(quiz, "gift").decode("utf-8"))


def arrowed(text: str) -> str:
    return plain(text).replace("->", "→")


def test_gift_keeps_questions_options_and_keys(any_quiz: Quiz) -> None:
    for item, read in zip(any_quiz.items, gift(any_quiz), strict=True):
        if item.type is ItemType.CLOZE:
            assert arrowed(before_gap(item)[0]).strip() in read.text
            assert "[gap]" in read.text
        else:
            assert read.text == arrowed(item.question)
        assert arrowed(item.explanation) in read.feedback
        if item.type is ItemType.TRUE_FALSE:
            assert read.right == ["T" if item.key == TRUE else "F"]
        elif item.pairs:
            assert read.pairs == {arrowed(name): arrowed(said) for name, said in item.pairs}
        elif item.type is ItemType.ORDERING:
            assert sorted(read.pairs, key=lambda step: int(read.pairs[step])) == [arrowed(step) for step in item.right]
        elif item.options:
            assert sorted(read.right) == sorted(arrowed(one) for one in item.right)
            assert sorted(read.right + read.wrong) == sorted(arrowed(one) for one in item.options)
        else:
            assert read.kind == "essay"


def test_gift_gives_all_points_for_all_right_answers(one_of_each: Quiz) -> None:
    for read in gift(one_of_each):
        if read.shares:
            assert sum(share for share in read.shares.values() if share > 0) == pytest.approx(100, abs=0.01)
            assert sum(share for share in read.shares.values() if share < 0) == pytest.approx(-100, abs=0.01)


def moodle(quiz: Quiz) -> list[ET.Element]:
    root = ET.fromstring(export(quiz, "moodle"))  # noqa: S314  # our own file
    first, *rest = root
    assert root.tag == "quiz"
    assert first.get("type") == "category"
    return rest


def words(element: ET.Element, path: str) -> str:
    """Give a text of Moodle's as a reader of HTML sees it."""
    html = element.findtext(path) or ""
    if not html.startswith("<p>"):
        return html
    return "".join(ET.fromstring(html).itertext())  # noqa: S314  # our own file


def test_moodle_keeps_questions_options_and_keys(any_quiz: Quiz) -> None:
    for item, read in zip(any_quiz.items, moodle(any_quiz), strict=True):
        assert read.findtext("idnumber") == item.id
        assert plain(item.explanation) in words(read, "generalfeedback/text")
        if item.type is ItemType.CLOZE:
            assert read.get("type") == "cloze"
            assert "{1:MULTICHOICE_S:" in words(read, "questiontext/text")
            continue
        assert words(read, "questiontext/text") == plain(item.question)
        right = [answer for answer in read.findall("answer") if float(answer.get("fraction", "0")) > 0]
        if item.type in {ItemType.MATCHING, ItemType.ORDERING}:
            pairs = {words(sub, "text"): sub.findtext("answer/text") for sub in read.findall("subquestion")}
            places = {plain(step): str(place) for place, step in enumerate(item.right, start=1)}
            assert pairs == ({plain(name): plain(said) for name, said in item.pairs} if item.pairs else places)
        elif item.type is ItemType.TRUE_FALSE:
            assert [answer.findtext("text") for answer in right] == ["true" if item.key == TRUE else "false"]
        elif item.options:
            assert sorted(words(answer, "text") for answer in right) == sorted(plain(one) for one in item.right)
            assert read.findtext("single") == ("true" if item.type in CHOSEN else "false")
        else:
            assert words(read, "graderinfo/text") == plain(str(item.key))


def test_moodle_marks_the_right_word_of_a_gap(one_of_each: Quiz) -> None:
    item = next(item for item in one_of_each.items if item.type is ItemType.CLOZE)
    read = next(read for read in moodle(one_of_each) if read.get("type") == "cloze")
    inside = words(read, "questiontext/text").partition("{1:MULTICHOICE_S:")[2].partition("}")[0]
    assert sorted(inside.split("~")) == sorted(f"={option}" if option == item.key else option for option in item.options)


def test_moodle_has_no_markup_from_a_question(nasty: Quiz) -> None:
    for read in moodle(nasty):
        assert "<script" not in (read.findtext("questiontext/text") or "")


Q = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"


def qti(quiz: Quiz) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(export(quiz, "qti"))) as package:
        assert package.testzip() is None
        return {name: ET.fromstring(package.read(name)) for name in package.namelist()}  # noqa: S314  # our own file


def test_a_qti_package_names_every_file_it_holds(any_quiz: Quiz) -> None:
    files = qti(any_quiz)
    resources = {one.get("identifier"): one for one in files["imsmanifest.xml"].iter(f"{CP}resource")}
    assert {one.get("href") for one in resources.values()} == set(files) - {"imsmanifest.xml"}
    assert all(one.get("identifierref") in resources for one in files["imsmanifest.xml"].iter(f"{CP}dependency"))
    assert [one.get("href") for one in files["assessment.xml"].iter(f"{Q}assessmentItemRef")] == [
        f"items/{item.id}.xml" for item in any_quiz.items
    ]


def test_qti_keeps_options_and_keys(any_quiz: Quiz) -> None:
    files = qti(any_quiz)
    for item in any_quiz.items:
        root = files[f"items/{item.id}.xml"]
        named = {one.get("identifier"): one.text for one in root.iter() if one.get("identifier", "")[:1] in {"O", "P"}}
        values = [value.text or "" for value in root.iter(f"{Q}value")]
        if item.pairs:
            found = {named[left]: named[right] for left, right in (value.split() for value in values)}
            assert found == {plain(name): plain(said) for name, said in item.pairs}
        else:
            assert [named[value] for value in values] == ([plain(one) for one in item.right] if item.options else [])
        responses = {one.get("responseIdentifier") for one in root.iter() if one.get("responseIdentifier")}
        assert responses == {"RESPONSE"}


def test_a_reader_that_is_not_ours_reads_the_qti_package(any_quiz: Quiz, tmp_path: Path) -> None:
    path = tmp_path / "quiz.zip"
    path.write_bytes(export(any_quiz, "qti"))
    upgraded = upgrade_package_files(read_package(path))
    items = [name for name in upgraded.files if name.startswith("items/")]
    assert len(items) == len(any_quiz.items)
    for name in items:
        content = upgraded.files[name]
        text = content if isinstance(content, str) else bytes(content).decode("utf-8")
        assert "qti-assessment-item" in text


def rows(quiz: Quiz) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export(quiz, "csv").decode("utf-8-sig"))))


def test_a_table_has_a_row_for_each_question(any_quiz: Quiz) -> None:
    for item, row in zip(any_quiz.items, rows(any_quiz), strict=True):
        assert row["id"] == item.id
        assert row["fråga"] == plain(item.question)
        shown = [row[name] for name in row if name.startswith("alternativ") and row[name]]
        assert shown == [safe(option) for option in item.options]
        assert row["facit"] == safe(" | ".join(item.right))
        assert row["källa"]


@pytest.mark.parametrize("cell", ["=1+1", "+46", "-x", "@SUM(A1)", " =HYPERLINK()", "\t=1", "＝1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe(cell).startswith("'")


def test_no_cell_of_a_table_begins_like_a_formula(one_of_each: Quiz) -> None:
    spoiled = Quiz(tuple(replace(item, question="=cmd|' /C calc'!A0", objective="@x") for item in one_of_each.items))
    for row in rows(spoiled):
        assert row["fråga"].startswith("'=")
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def paragraphs(quiz: Quiz) -> list[Paragraph]:
    return docx.Document(io.BytesIO(export(quiz, "docx"))).paragraphs


def test_word_has_the_answers_on_a_page_of_their_own(any_quiz: Quiz) -> None:
    found = paragraphs(any_quiz)
    texts = [one.text for one in found]
    assert texts[0] == TITLE
    facit = texts.index("Facit")
    assert 'w:br w:type="page"' in found[facit - 1]._p.xml
    before, after = "\n".join(texts[:facit]), "\n".join(texts[facit:])
    for item in any_quiz.items:
        assert plain(item.question) in before
        assert plain(item.explanation) in after
        assert item.citations[0].label in after
        if not item.options:
            assert plain(str(item.key)) not in before
            assert plain(str(item.key)) in after


def test_word_gives_the_letter_of_the_right_option(one_of_each: Quiz) -> None:
    texts = [one.text for one in paragraphs(one_of_each)]
    item = next(item for item in one_of_each.items if item.type is ItemType.SINGLE_CHOICE)
    line = f"{LETTERS[item.options.index(str(item.key))]}. {item.key}"
    assert texts.count(line) == 2


def notes(quiz: Quiz, folder: Path) -> list[tuple[str, list[str], str]]:
    """Open an Anki package as Anki does: a zip with a database."""
    with zipfile.ZipFile(io.BytesIO(export(quiz, "anki"))) as package:
        package.extract("collection.anki2", folder)
    connection = sqlite3.connect(folder / "collection.anki2")
    try:
        found = connection.execute("select guid, flds, tags from notes order by id").fetchall()
        assert connection.execute("select count(*) from cards").fetchone() == (len(found),)
    finally:
        connection.close()
    return [(guid, fields.split("\x1f"), tags) for guid, fields, tags in found]


def test_anki_has_a_card_for_each_question(any_quiz: Quiz, tmp_path: Path) -> None:
    by_id = {guid: (fields, tags) for guid, fields, tags in notes(any_quiz, tmp_path)}
    assert set(by_id) == {item.id for item in any_quiz.items}
    for item in any_quiz.items:
        fields, tags = by_id[item.id]
        assert item.type.value in tags
        assert "<script" not in "".join(fields)
        texts = ["".join(ET.fromstring(f"<x>{field.replace('<br>', '<br/>')}</x>").itertext()) for field in fields]  # noqa: S314
        assert texts[0] == plain(item.question)
        assert all(plain(option) in texts[1] for option in item.options)
        assert all(plain(one) in texts[2] for one in item.right)
        assert item.citations[0].label in texts[4]


@pytest.mark.parametrize(("format_", "module"), [("docx", "docx"), ("anki", "genanki")])
def test_a_missing_library_is_told_in_swedish(
    one_of_each: Quiz, monkeypatch: pytest.MonkeyPatch, format_: str, module: str
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == module or name.startswith("assistant.quiz.exports.")]:
        if not name.endswith(".shared"):
            monkeypatch.delitem(sys.modules, name)

    class Missing:
        def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
            if name.split(".")[0] == module:
                raise ModuleNotFoundError(name=module)

    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(UsageError, match=r"som inte är installerat.*\[quiz\]"):
        export(one_of_each, format_)


def test_an_unknown_format_is_told(one_of_each: Quiz) -> None:
    with pytest.raises(UsageError, match="Formatet finns inte"):
        export(one_of_each, "pdf")
