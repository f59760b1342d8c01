"""``assistant backup``: a copy of what people have made, and putting it back."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.backup import create, restore
from assistant.cli.streams import text_console, write_json
from assistant.settings import load_settings


def run_backup(arguments: argparse.Namespace) -> int:
    """Make a copy, or put one back."""
    settings = load_settings()
    file = Path(arguments.file)
    if arguments.action == "create":
        parts, said = create(settings, file), "Säkerhetskopian är skriven."
    else:
        parts, said = restore(settings, file, replace=arguments.replace), "Säkerhetskopian är tillbakalagd."
    if arguments.json:
        write_json({"parts": [{"name": part.name, "sha256": part.sha256, "size": part.size} for part in parts]})
        return 0
    console = text_console()
    console.print(said)
    for part in parts:
        console.print(f"  {part.name} ({part.size} byte)")
    return 0
