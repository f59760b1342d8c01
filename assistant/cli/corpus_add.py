"""``assistant corpus add``: take a document into the municipality's own corpus."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.text import Text

from assistant.cli.corpus_file import read_basis, read_text_file
from assistant.cli.rendering import hang
from assistant.cli.streams import decode, text_console, write_json
from assistant.documents.corpus import shipped_corpus_folder
from assistant.documents.intake import Description, take_in
from assistant.documents.model import Document, LegalReference
from assistant.errors import UsageError
from assistant.law.annotate import annotate_document, law_basis
from assistant.law.lookup import all_references
from assistant.law.registry import shipped_registry
from assistant.privacy import PersonalDataKind, describe, find_personal_data
from assistant.settings import Settings, load_settings
from assistant.text import collapse, listed, visible

_CONTACTS = frozenset({PersonalDataKind.EMAIL, PersonalDataKind.PHONE, PersonalDataKind.ADDRESS, PersonalDataKind.CASE_NUMBER})
"""What a guideline is meant to hold."""
_SEARCHED = 1_000_000
"""Characters of a document that are searched for personal data, some ten seconds' worth."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read of a document that was taken in.

    ``open_references`` counts those by a name that several acts have had (``open_laws``), where neither the row nor the date
    says which; ``unknown_references`` are those to no act that is known. ``personal_data`` names what was found in Swedish,
    empty if nothing.
    """

    id: str
    file: str
    sha256: str
    pages: int
    sections: int
    paragraphs: int
    has_title: bool
    legal_references: int
    open_references: int
    open_laws: tuple[str, ...]
    unknown_references: tuple[str, ...]
    personal_data: str


def run_add(arguments: argparse.Namespace) -> int:
    """Take a file into the corpus, and say what was read and what to do next."""
    folder = _own_folder(load_settings())
    data, _ = read_text_file(arguments.file)
    document = annotate_document(take_in(folder, data, _description(arguments)))
    taken = _taken(document)
    if arguments.json:
        write_json(asdict(taken))
    else:
        _print(taken)
    return 0


def _own_folder(settings: Settings) -> Path:
    shipped, own = shipped_corpus_folder(), settings.corpus_dir
    if own is None or (own.exists() and own.samefile(shipped)):
        raise UsageError(
            "Dokument läggs inte in i korpusen som följer med programmet: den byts ut vid uppgradering.",
            f"Kopiera {shipped} till en egen mapp, eller skapa en tom, och sätt ASSISTANT_CORPUS_DIR till den.",
        )
    return own


def _description(arguments: argparse.Namespace) -> Description:
    needed = ("id", "title", "short_title", "publisher", "municipality", "kind", "binding")
    words = {name: _words(getattr(arguments, name)) for name in (*needed, "dnr", "replaces", "note")}
    if empty := next((name for name in needed if not words[name]), None):
        raise UsageError(f"Värdet för --{empty.replace('_', '-')} är tomt.", "Se assistant corpus add --help.")
    contents = read_text_file(arguments.contents)[1] if arguments.contents else ""
    return Description(
        **words,
        date=arguments.date,
        law_basis=read_basis(arguments.law_basis),
        title_derived=arguments.title_derived,
        first_page=arguments.first_page,
        contents=visible_contents(contents),
    )


def _words(value: str) -> str:
    """Give an option's words as the catalogue may hold them."""
    return collapse(visible(decode(value.encode("utf-8", "surrogateescape"))))


def visible_contents(contents: str) -> str:
    """Give a table of contents without what shows nothing; its indentation is its meaning and stays."""
    return "\n".join(visible(line.replace("\t", "  ")) for line in contents.removeprefix("\ufeff").splitlines())


def _taken(document: Document) -> Taken:
    references = [one for paragraph in document.paragraphs for one in all_references(paragraph)]
    laws = _open_laws(document, references)
    return Taken(
        id=document.id,
        file=document.entry.file,
        sha256=document.entry.sha256,
        pages=document.pages,
        sections=len(document.sections),
        paragraphs=len(document.paragraphs),
        has_title=bool(document.title_spans),
        legal_references=len(references),
        open_references=len(laws),
        open_laws=tuple(sorted(set(laws))),
        unknown_references=tuple(sorted({collapse(one.as_written) for one in references if not one.sfs})),
        personal_data=_personal_data(document),
    )


def _open_laws(document: Document, references: Sequence[LegalReference]) -> list[str]:
    """Give for each reference the act's name, where it is today's act only because nothing says which namesake is meant."""
    registry = shipped_registry()
    if law_basis(document.entry, registry):
        return []
    shared = {one.number: short for short, group in registry.by_abbreviation.items() if len(group) > 1 for one in group}
    return [shared[one.sfs] for one in references if one.sfs in shared and one.sfs not in one.as_written]


def _personal_data(document: Document) -> str:
    left = _SEARCHED
    found = []
    for paragraph in document.paragraphs:
        text = paragraph.full_text[: max(0, left)]
        left -= len(text)
        found += [one for one in find_personal_data(text) if one.kind not in _CONTACTS] if text else []
    return describe(found)


def _print(taken: Taken) -> None:
    console = text_console()

    def say(words: str, lead: str = "") -> None:
        hang(console, lead, " " * len(lead), Text(words))

    say(f"Dokumentet {taken.id} är inlagt: {taken.file}, och en rad sist i catalogue.toml.")
    say(
        f"Läst: rubriker {taken.sections}, stycken {taken.paragraphs}, sidor {taken.pages}, lagrum {taken.legal_references}. "
        f'Kontrollera rubrikerna: "assistant corpus show {taken.id} --contents".'
    )
    if not taken.has_title:
        say("Texten börjar inte med titeln. Är titeln er egen, skriv title_derived = true i raden.", "! ")
    if taken.open_laws:
        laws = listed(taken.open_laws)
        say(f"Lagrum vars lag finns från flera år: {taken.open_references} ({laws}). Skriv i raden vilken: law_basis.", "! ")
    if taken.unknown_references:
        say(f'Lagrum till lag som inte är känd här: {len(taken.unknown_references)}. "assistant corpus check" visar dem.', "! ")
    if taken.personal_data:
        say(f"Texten ser ut att innehålla {taken.personal_data}. Läs igenom den innan den används.", "! ")
    say("Gör nu så här:")
    say(f'Ta fram typfrågor: "assistant corpus questions {taken.id} --output FIL", läs och godkänn dem.', "1. ")
    say('Bygg sökindexet: "assistant index build".', "2. ")
