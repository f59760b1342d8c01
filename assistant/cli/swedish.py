"""argparse in Swedish, without repeating what the user typed."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

from assistant.errors import UsageError

_PLAIN_WORDS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (?P<name>.+)", "Det saknas något i kommandot: {name}."),
    (r"argument (?P<name>[^:]+): expected (?:one|at least one) argument", "Det saknas ett värde efter {name}."),
    (r"argument (?P<name>[^:]+): invalid choice", "Det finns inget sådant val för {name}."),
    (r"argument (?P<name>[^:]+): ", "Värdet för {name} går inte att använda."),
    (r"unrecognized arguments", "Kommandot innehåller ord eller flaggor som det inte känner till."),
)
"""argparse's own messages (CPython 3.11–3.14) and what we say in their place; values are left out on purpose."""


class SwedishFormatter(argparse.HelpFormatter):
    """Help text whose fixed words are Swedish."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Begin the usage line with a Swedish word."""
        super().add_usage(usage, actions, groups, prefix="Användning: " if prefix is None else prefix)


class SwedishParser(argparse.ArgumentParser):
    """A parser whose help and errors are Swedish and whose errors are `UsageError`.

    Arguments go into ``self.words`` and options into ``self.flags``, so that argparse's English group titles are not used.
    """

    def __init__(self, **kwargs: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=SwedishFormatter, **kwargs)  # type: ignore[arg-type]
        self.words = self.add_argument_group("Argument")
        self.flags = self.add_argument_group("Flaggor")
        self.flags.add_argument("-h", "--help", action="help", help="visa den här hjälpen")

    def error(self, message: str) -> NoReturn:
        """Raise what argparse found wrong.

        Raises
        ------
        UsageError
            Always, in Swedish; argparse's own message may hold the user's question and is dropped.
        """
        advice = f"Se {self.prog} --help."
        for pattern, words in _PLAIN_WORDS:
            if found := re.match(pattern, message):
                raise UsageError(words.format(**found.groupdict()), advice)
        raise UsageError("Kommandot går inte att tolka.", advice)
