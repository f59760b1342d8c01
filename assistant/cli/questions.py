"""``assistant corpus questions``: proposals for typical questions, in a file for a person to read."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.streams import progress_bar, text_console, write_json
from assistant.documents.corpus import shipped_corpus_folder
from assistant.errors import SettingsError, UsageError
from assistant.law.annotate import open_corpus
from assistant.settings import Settings, load_settings

if TYPE_CHECKING:
    from assistant.generation.endpoint import Endpoint
    from assistant.generation.typical_questions import Made


def run_questions(arguments: argparse.Namespace) -> int:
    """Make typical questions for a document and write them to the file that was named."""
    settings = load_settings()
    corpus = open_corpus(settings)
    if arguments.id not in corpus.documents:
        raise UsageError("Det finns inget dokument med det id:t.", f"Dokumenten heter {', '.join(corpus.documents)}.")
    model = _model(settings) if arguments.model else None
    from assistant.generation.prompts import prompts
    from assistant.generation.question_file import Proposals, Source
    from assistant.generation.typical_questions import QuestionMaker

    document = corpus.documents[arguments.id]
    source = Source(
        document=document.id,
        sha256=document.entry.sha256,
        model=model.model if model else "",
        prompts=prompts().version if model else "",
        date=settings.date_today.isoformat(),
    )
    folder = settings.corpus_dir or shipped_corpus_folder()
    proposals = Proposals(Path(arguments.output).expanduser(), source, folder)
    with progress_bar() as progress:
        made = QuestionMaker(corpus, document, model).run(proposals, progress)
    if arguments.json:
        write_json(asdict(made))
    else:
        _print(made)
    return 0


def _model(settings: Settings) -> Endpoint:
    from assistant.generation.endpoint import Endpoint

    endpoint = Endpoint.from_settings(settings)
    if endpoint is None:
        raise SettingsError(
            "Ingen språkmodell är inställd.", "Sätt ASSISTANT_LLM_BASE_URL och ASSISTANT_LLM_MODEL, eller kör utan --model."
        )
    return endpoint


def _print(made: Made) -> None:
    console = text_console()
    console.print(f"{made.questions} förslag till typfrågor för {made.paragraphs} stycken är skrivna.")
    if made.resumed:
        console.print(f"{made.resumed} stycken var klara sedan en tidigare körning.")
    if made.failed:
        console.print(f"På {made.failed} stycken svarade inte språkmodellen. Där är frågorna framtagna med fasta regler.")
    console.print(
        "Förslagen är maskinellt framtagna och används inte. Läs dem, rätta och stryk, ta bort märkningen generated och flytta "
        "raderna till korpusens mapp questions."
    )
