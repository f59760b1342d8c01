"""``assistant index build|status``: the search index."""

from __future__ import annotations

import argparse
import dataclasses
from typing import Any

from assistant.cli.streams import progress_bar, text_console, write_json
from assistant.documents.corpus import Corpus
from assistant.errors import IndexUnavailableError
from assistant.index.store import Index, IndexState, IndexStatus, status
from assistant.law.annotate import open_corpus
from assistant.settings import Settings, load_settings


def run_index(arguments: argparse.Namespace) -> int:
    """Build the index, or tell how it is.

    Raises
    ------
    IndexUnavailableError
        Where the index cannot be used; with ``--json`` the state is printed instead, with the same exit code.
    """
    settings = load_settings()
    corpus = open_corpus(settings)
    if arguments.action == "build":
        from assistant.index.build import build_index

        with progress_bar() as progress:
            build_index(settings, corpus, progress)
    found = tried_status(settings, corpus)
    ready = found.state is IndexState.READY
    if arguments.json:
        write_json(_row(found))
        return 0 if ready else IndexUnavailableError.exit_code
    if not ready:
        raise IndexUnavailableError(found.message, found.advice)
    console = text_console()
    console.print(found.message)
    if built := found.manifest:
        console.print(f"Byggt {built.built} med {built.identity}: {built.units} textdelar och {built.questions} typfrågor.")
    return 0


def tried_status(settings: Settings, corpus: Corpus) -> IndexStatus:
    """Give the status of the index, after opening it where its description says that it is ready: only that shows damage."""
    found = status(settings, corpus)
    if found.state is not IndexState.READY:
        return found
    try:
        Index.open(settings, corpus)
    except IndexUnavailableError as error:
        return dataclasses.replace(found, state=IndexState.DAMAGED, message=error.message, advice=error.advice)
    return found


def _row(found: IndexStatus) -> dict[str, Any]:
    manifest = dataclasses.asdict(found.manifest) if found.manifest else None
    return {"state": found.state.value, "message": found.message, "advice": found.advice, "index": manifest}
