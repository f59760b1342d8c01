"""Where the command line begins and where every error ends."""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module

from assistant.cli.arguments import build_parser
from assistant.cli.streams import storage_error
from assistant.errors import AssistantError

EXIT_UNEXPECTED = 1
EXIT_INTERRUPTED = 130
"""128 + SIGINT, what a shell expects of a command that Ctrl-C ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv
        The words after ``assistant``; unset: those of the process.

    Returns
    -------
    int
        The exit code: 0, 2 (usage), 3 (no index), 4 (model or network), 130 (interrupted), 1 otherwise. What went wrong
        stands in one Swedish line on standard error, never with the user's words in it; with ``--debug`` also as a traceback.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in words
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _run(build_parser().parse_args(words))
        sys.stdout.flush()
    except SystemExit as stop:  # --help and --version
        return int(stop.code or 0)
    except BrokenPipeError:
        return _reader_left()
    except KeyboardInterrupt:
        return _fail("Avbrutet.", EXIT_INTERRUPTED, debug)
    except AssistantError as error:
        return _fail(str(error), error.exit_code, debug)
    except OSError as error:
        trouble = storage_error(error)
        return _fail(str(trouble), trouble.exit_code, debug)
    except Exception:  # the one boundary: a user never meets a traceback
        message = "Ett oväntat fel inträffade, och inget svar gavs. Kör kommandot igen med --debug för att se felet."
        return _fail(message, EXIT_UNEXPECTED, debug)
    return code


def _run(arguments: argparse.Namespace) -> int:
    """Load and run what a command needs, and nothing more: a reference needs no index, an answer no web server."""
    name = arguments.command
    run: Callable[[argparse.Namespace], int] = getattr(import_module(f"assistant.cli.{name}"), f"run_{name}")
    return run(arguments)


def _fail(message: str, code: int, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    sys.stderr.write(" ".join(message.split()) + "\n")
    return code


def _reader_left() -> int:
    """End quietly where the reader of our output has gone (``assistant … | head``)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains when it flushes on its way out
    return EXIT_UNEXPECTED
