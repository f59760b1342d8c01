"""``assistant corpus``: the documents, as they are and as they are read (list, show, check); the way to its other actions."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from assistant.cli.rendering import hang
from assistant.cli.streams import text_console, write_json
from assistant.documents.corpus import Corpus
from assistant.documents.describe import document_row
from assistant.documents.model import Document, Paragraph, label
from assistant.errors import UsageError
from assistant.law.annotate import open_corpus
from assistant.law.lookup import all_references
from assistant.settings import load_settings

if TYPE_CHECKING:
    from rich.console import Console

_ELSEWHERE = {"questions": ("questions", "run_questions"), "add": ("corpus_add", "run_add"), "diff": ("edition", "run_diff")}
"""Actions with a module of their own, loaded where they are asked for."""


def run_corpus(arguments: argparse.Namespace) -> int:
    """Run one of the actions on the corpus."""
    if arguments.action in _ELSEWHERE:
        module, name = _ELSEWHERE[arguments.action]
        run: Callable[[argparse.Namespace], int] = getattr(import_module(f"assistant.cli.{module}"), name)
        return run(arguments)
    corpus = open_corpus(load_settings())
    match arguments.action:
        case "list":
            data: Any = {"documents": [document_row(document) for document in corpus.documents.values()]}
            show = _print_list
        case "check":
            data = {
                "sha256": corpus.sha256,
                "documents": [_check_row(corpus, document) for document in corpus.documents.values()],
            }
            show = _print_check
        case _:
            return _show(corpus, arguments)
    if arguments.json:
        write_json(data)
    else:
        show(text_console(), data)
    return 0


def _print_list(console: Console, data: dict[str, Any]) -> None:
    for row in data["documents"]:
        console.print(Text(row["title"], "bold"))
        law = ", ".join(f"{name} {number}" for name, number in row["law_basis"].items())
        facts = [
            f"Id: {row['id']}",
            f"{row['publisher']}, {row['binding']}, {row['date'] or 'utan datum'}"
            + (f", dnr {row['dnr']}" if row["dnr"] else ""),
            f"{row['pages']} sidor, {row['paragraphs']} stycken" + (f"; bygger på {law}" if law else ""),
        ]
        if row["title_derived"]:
            facts.append("Titeln är vår; dokumentet har ingen egen.")
        if row["note"]:
            facts.append(row["note"])
        for fact in facts:
            hang(console, "  ", "  ", Text(fact))


def _check_row(corpus: Corpus, document: Document) -> dict[str, Any]:
    """Count what was read of a document; that it is unchanged and whole was seen to when it was loaded."""
    references = [reference for paragraph in document.paragraphs for reference in all_references(paragraph)]
    return {
        "id": document.id,
        "sha256": document.entry.sha256,
        "characters": len(document.source),
        "pages": document.pages,
        "sections": len(document.sections),
        "paragraphs": len(document.paragraphs),
        "typical_questions": sum(question.document_id == document.id for question in corpus.questions),
        "legal_references": len(references),
        "unknown_references": sorted({reference.as_written for reference in references if not reference.sfs}),
    }


def _print_check(console: Console, data: dict[str, Any]) -> None:
    console.print(Text("Alla dokument är oförändrade och lästa i sin helhet.", "bold"))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("Dokument", overflow="fold")
    columns = {
        "pages": "Sidor",
        "sections": "Rubriker",
        "paragraphs": "Stycken",
        "typical_questions": "Typfrågor",
        "legal_references": "Lagrum",
    }
    for title in columns.values():
        table.add_column(title, justify="right", overflow="fold")
    for row in data["documents"]:
        table.add_row(row["id"], *(str(row[key]) for key in columns))
    console.print(table)
    for row in data["documents"]:
        for written in row["unknown_references"]:
            hang(console, "  ", "  ", Text(f"Inte till en känd lag, {row['id']}: {written}"))


def _show(corpus: Corpus, arguments: argparse.Namespace) -> int:
    if arguments.id in corpus.documents:
        document = corpus.documents[arguments.id]
        paragraphs = document.paragraphs
    else:
        document, paragraphs = _one_paragraph(corpus, arguments.id)
    if arguments.json:
        write_json({**document_row(document), "content": [_paragraph_row(document, paragraph) for paragraph in paragraphs]})
        return 0
    console = text_console()
    if arguments.contents:
        for section in document.sections:
            console.print(Text(f"{'  ' * (section.level - 1)}{section.path[-1]}, s. {section.page}"))
        return 0
    _print_paragraphs(console, document, paragraphs)
    return 0


def _one_paragraph(corpus: Corpus, paragraph_id: str) -> tuple[Document, tuple[Paragraph, ...]]:
    try:
        return corpus.document_of(paragraph_id), (corpus.paragraph(paragraph_id),)
    except KeyError:
        advice = f"Dokumenten heter {', '.join(corpus.documents)}."
        raise UsageError("Det finns inget dokument eller stycke med det id:t.", advice) from None


def _paragraph_row(document: Document, paragraph: Paragraph) -> dict[str, Any]:
    keep = ("id", "section", "number", "page", "page_estimated", "kind", "text")
    data = asdict(paragraph)
    return {
        **{key: data[key] for key in keep},
        "label": label(document.entry, paragraph),
        "footnotes": [{"number": note.number, "text": note.text} for note in paragraph.footnotes],
        "legal_references": [asdict(reference) for reference in all_references(paragraph)],
    }


def _print_paragraphs(console: Console, document: Document, paragraphs: tuple[Paragraph, ...]) -> None:
    section: tuple[str, ...] | None = None
    console.print(Text(document.entry.title, "bold"))
    for paragraph in paragraphs:
        if paragraph.section != section:
            section = paragraph.section
            console.print()
            console.print(Text(" › ".join(section) or "Inledning", "bold"))
        mark = f"{paragraph.number} st., " if paragraph.number is not None else ""
        console.print()
        console.print(Text(f"{mark}s. {'ca ' if paragraph.page_estimated else ''}{paragraph.page}", "dim"))
        console.print(Text(paragraph.text))
        for note in paragraph.footnotes:
            hang(console, "  ", "  ", Text(f"Fotnot {note.number}: {note.text}", "dim"))
        for reference in paragraph.legal_references:
            if reference.reading:
                hang(console, "  ", "  ", Text(f"Vår anmärkning, {reference.as_written}: {reference.reading}", "dim"))
