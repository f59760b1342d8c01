"""``assistant corpus diff``: what a new edition of a guideline changes, before anybody takes it in."""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from assistant.cli.corpus_file import read_basis, read_text_file
from assistant.cli.streams import text_console, write_json
from assistant.documents.corpus import Corpus
from assistant.documents.edition_questions import TouchedQuestion, touched_questions
from assistant.documents.editions import Change, ChangeKind, Edition, compare, read_edition
from assistant.documents.model import Document
from assistant.documents.word_diff import compare_words
from assistant.errors import UsageError
from assistant.law.annotate import annotate_document, law_basis, open_corpus
from assistant.law.editions import Cited, compare_law
from assistant.law.registry import shipped_registry
from assistant.settings import load_settings
from assistant.verification.model import Difference
from assistant.verification.rewording import deciding


def run_diff(arguments: argparse.Namespace) -> int:
    """Compare a file with the stored document, and print what differs as text or as one JSON object."""
    settings = load_settings()
    basis = read_basis(arguments.law_basis)
    data, source = read_text_file(arguments.file)
    corpus = open_corpus(settings)
    if arguments.id not in corpus.documents:
        raise UsageError("Det finns inget dokument med det id:t.", f"Dokumenten heter {', '.join(corpus.documents)}.")
    stored = corpus.documents[arguments.id]
    edition = compare(stored, _read(source, stored, basis))
    law = compare_law(stored, edition.new, arguments.on or settings.date_today)
    described = describe_edition(edition, corpus, law)
    described["sha256"]["new"] = hashlib.sha256(data).hexdigest()
    if arguments.json:
        write_json(described)
    else:
        from assistant.cli.edition_rendering import print_edition

        print_edition(text_console(), edition, law, described)
    return 0


def _read(source: str, stored: Document, basis: dict[str, str] | None) -> Document:
    document = read_edition(source, stored)
    entry = stored.entry if basis is None else replace(stored.entry, law_basis={**stored.entry.law_basis, **basis})
    return annotate_document(replace(document, entry=entry))


def describe_edition(edition: Edition, corpus: Corpus, law: tuple[Sequence[Cited], Sequence[Cited]]) -> dict[str, Any]:
    """Give a comparison as the JSON object that ``corpus diff --json`` promises; ``sha256.new`` is for the caller to fill."""
    counts = Counter(change.kind for change in edition.changes)
    touched = touched_questions(corpus.questions, edition)
    gone, come = law
    return {
        "document": edition.old.id,
        "sha256": {"old": edition.old.entry.sha256, "new": ""},
        "has_changes": not edition.is_same or bool(gone or come),
        "counts": {kind.value: counts[kind] for kind in ChangeKind} | {"unchanged": edition.unchanged},
        "changes": [_change_row(change) for change in edition.changes],
        "headings": {"removed": list(map(list, edition.headings_gone)), "added": list(map(list, edition.headings_new))},
        "law_basis": dict(law_basis(edition.new.entry, shipped_registry())),
        "legal_references": {"removed": [_cited_row(one) for one in gone], "added": [_cited_row(one) for one in come]},
        "typical_questions": {
            "count": len(touched),
            "lost": sum(not one.stands for one in touched),
            "questions": [_question_row(one) for one in touched],
        },
    }


def _change_row(change: Change) -> dict[str, Any]:
    old, new = change.old, change.new
    return {
        "kind": change.kind.value,
        "paragraph_id": change.paragraph.id,
        "new_paragraph_id": new.id if new else None,
        "section": list(change.paragraph.section),
        "new_section": list(new.section) if new else None,
        "page": change.paragraph.page,
        "old": old.full_text if old else None,
        "new": new.full_text if new else None,
        "differences": [{"kind": one.kind.value, "old": one.source, "new": one.claim} for one in differences(change)],
        "stands_within_another": change.is_within,
    }


def differences(change: Change) -> tuple[Difference, ...]:
    """Give the deciding words of a changed paragraph; none of one that was moved, added or removed."""
    if change.kind is not ChangeKind.CHANGED or change.old is None or change.new is None:
        return ()
    return deciding(change.old, change.new, compare_words(change.old.full_text, change.new.full_text))


def _cited_row(one: Cited) -> dict[str, Any]:
    return {**asdict(one.standing), "paragraph_ids": list(one.paragraph_ids)}


def _question_row(one: TouchedQuestion) -> dict[str, Any]:
    return {
        "question": one.question.text,
        "paragraph_id": one.paragraph_id,
        "kind": one.kind.value,
        "stands": one.stands,
    }
