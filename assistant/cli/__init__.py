"""The command line: one module a group of commands, one boundary for errors (`entry`)."""

from assistant.cli.entry import main

__all__ = ["main"]
