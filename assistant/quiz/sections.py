"""Sentences that rest on exactly one section of a law, which can be asked for."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.documents.model import LegalReference
from assistant.law.canonical import in_words
from assistant.quiz.facts import Statement
from assistant.quiz.material import Material


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence, the section it names in brackets, as it is written out, and all sections its paragraph names."""

    statement: Statement
    reference: LegalReference
    shown: str
    near: frozenset[str]


def named_sections(material: Material) -> list[Named]:
    """Give the sentences that name one section, in brackets, so that the sentence reads on without it."""
    found = []
    for one in material.all_statements:
        sections = [ref for ref in one.references if ref.section and not ref.reading]
        if len(sections) != 1 or sections[0].as_written in one.text or "§" in one.text:
            continue
        near = frozenset(_shown(ref) for ref in one.paragraph.legal_references if ref.section)
        found.append(Named(one, sections[0], _shown(sections[0]), near))
    return found


def statute_meant(reference: LegalReference) -> str:
    """Say which statute an abbreviation means: the same one names other law in other years."""
    return f"({reference.canonical.rsplit(' ', 1)[0]} är här {reference.sfs}.)"


def _shown(reference: LegalReference) -> str:
    """Write a section without stycke: ``11 kap. 1 § SoL``; the law is named as in the canonical form."""
    law = reference.canonical.rsplit(" ", 1)[0]
    return in_words(reference.chapter, reference.section, law)
