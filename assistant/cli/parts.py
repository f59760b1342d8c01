"""What every command's arguments are made of: groups, commands, numbers."""

from __future__ import annotations

import argparse

from assistant.cli.swedish import SwedishParser
from assistant.cli.values import read_date


def port(text: str) -> int:
    """Read a port; `ValueError` becomes the parser's own error."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError
    return number


def positive(text: str) -> int:
    """Read a number from 1 up."""
    return several(text, least=1)


def number(text: str) -> int:
    """Read the number of something kept in a database, which holds none greater than this."""
    read = positive(text)
    if read >= 2**63:
        raise ValueError
    return read


def several(text: str, least: int = 2) -> int:
    """Read a number from ``least`` up."""
    number = int(text)
    if number < least:
        raise ValueError
    return number


Commands = argparse._SubParsersAction  # the type argparse gives and does not name in public


def group(parser: SwedishParser, name: str) -> Commands[SwedishParser]:
    """Add a group of commands; one of them must be named."""
    return parser.add_subparsers(title="Kommandon", dest=name, metavar="KOMMANDO", required=True)


def command(commands: Commands[SwedishParser], name: str, help_: str, *, json: bool = False, on: bool = False) -> SwedishParser:
    """Add a command to a group."""
    parser = commands.add_parser(name, help=help_, description=help_[0].upper() + help_[1:] + ".")
    parser.flags.add_argument("--debug", action="store_true", help="visa hela felet om något oväntat händer")
    if json:
        parser.flags.add_argument("--json", action="store_true", help="skriv ett JSON-objekt i stället för text")
    if on:
        help_ = "datum (ÅÅÅÅ-MM-DD) då lagen ska gälla; annars i dag"
        parser.flags.add_argument("--on", type=read_date, metavar="DATUM", help=help_)
    return parser
