"""A table for forms tools and spreadsheets: a row a question, commas, UTF-8 with a byte order mark so that Excel reads å."""

from __future__ import annotations

import csv
import io

from assistant.quiz.exports.shared import TYPE_NAMES, law_lines, plain, source_lines
from assistant.quiz.items import Item, Quiz
from assistant.text import plain_cell


def write(quiz: Quiz) -> bytes:
    """Write a quiz as CSV; several right answers, and the order of steps, are parted by a bar."""
    most = max(len(item.options) for item in quiz.items)
    options = [f"alternativ {number}" for number in range(1, most + 1)]
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(
        ["id", "typ", "fråga", "att para ihop", *options, "facit", "förklaring", "källa", "lagrum", "svårighet", "lärandemål"]
    )
    for item in quiz.items:
        writer.writerow([safe(cell) for cell in _cells(item, most)])
    return target.getvalue().encode("utf-8-sig")


def _cells(item: Item, most: int) -> list[str]:
    shown = [*item.options, *([""] * (most - len(item.options)))]
    named = " | ".join(name for name, _ in item.pairs)
    sources, law = "; ".join(source_lines(item)), "; ".join(law_lines(item))
    key = " | ".join(item.right)
    return [item.id, TYPE_NAMES[item.type], item.question, named, *shown, key, item.explanation, sources, law,
            item.difficulty.value, item.objective]  # fmt: skip


def safe(cell: str) -> str:
    """Give a cell without markup that no spreadsheet takes for a formula."""
    return plain_cell(plain(cell))
