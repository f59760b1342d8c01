"""``assistant tune``: fine-tune an embedding model on the typical questions."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from assistant.cli.streams import progress_bar, text_console, write_json
from assistant.index.tuning import Plan, tune
from assistant.law.annotate import open_corpus
from assistant.settings import load_settings


def run_tune(arguments: argparse.Namespace) -> int:
    """Train a model and write it to the folder that was named."""
    out = Path(arguments.out).expanduser()
    plan = Plan(arguments.base, out, arguments.epochs, arguments.batch_size, seed=arguments.seed)
    with progress_bar() as progress:
        tuned = tune(open_corpus(load_settings()), plan, progress)
    if arguments.json:
        write_json(asdict(tuned))
        return 0
    console = text_console()
    console.print(f"Modellen är tränad på {tuned.pairs} typfrågor och ligger i mappen {out}.")
    console.print('Använd den: sätt ASSISTANT_EMBEDDING_MODEL till mappen och kör "assistant index build".')
    console.print('Jämför den först: "python -m evals.run --model MAPP", i en klon av projektet.')
    return 0
