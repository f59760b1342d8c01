"""Word, with the answers on pages of their own after the questions."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK

from assistant.quiz.exports.shared import LETTERS, TITLE, TYPE_NAMES, WAS_MADE, law_lines, plain, source_lines
from assistant.quiz.items import Item, ItemType, Quiz


def write(quiz: Quiz) -> bytes:
    """Write a quiz as a Word document."""
    document = Document()
    document.core_properties.title = TITLE
    document.core_properties.author = ""
    document.core_properties.language = "sv-SE"
    document.add_heading(TITLE, level=0)
    document.add_paragraph(WAS_MADE)
    for number, item in enumerate(quiz.items, start=1):
        _question(document, item, number)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_heading("Facit", level=1)
    for number, item in enumerate(quiz.items, start=1):
        _answer(document, item, number)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _question(document: WordDocument, item: Item, number: int) -> None:
    document.add_heading(f"Fråga {number}. {TYPE_NAMES[item.type]}", level=2)
    document.add_paragraph(plain(item.question)).paragraph_format.keep_with_next = bool(item.options)
    for name, _ in item.pairs:
        document.add_paragraph(plain(f"{name}: ______"), style="List Bullet")
    for letter, option in zip(LETTERS, item.options, strict=False):
        document.add_paragraph(plain(f"{letter}. {option}"), style="List Continue")
    if not item.options:
        document.add_paragraph("Ditt svar:")


def _answer(document: WordDocument, item: Item, number: int) -> None:
    document.add_heading(f"Fråga {number}", level=2)
    document.add_paragraph().add_run(plain("; ".join(_lettered(item)))).bold = True
    document.add_paragraph(plain(item.explanation))
    for line in source_lines(item):
        document.add_paragraph(plain(f"Källa: {line}"), style="List Bullet")
    if law_lines(item):
        document.add_paragraph(plain(f"Lagrum: {'; '.join(law_lines(item))}"))
    document.add_paragraph(plain(f"Svårighet: {item.difficulty.value}. Mål: {item.objective}"))


def _lettered(item: Item) -> list[str]:
    """Give the key with the letters of its options."""
    letters = dict(zip(item.options, LETTERS, strict=False))
    if item.pairs:
        return [f"{name}: {letters[said]}" for name, said in item.pairs]
    separator = ", sedan " if item.type is ItemType.ORDERING else None
    found = [f"{letters[one]}. {one}" if one in letters else one for one in item.right]
    return [separator.join(found)] if separator else found
