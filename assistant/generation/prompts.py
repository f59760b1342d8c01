"""The prompts, read from one file; each is filled in and given as messages."""

from __future__ import annotations

import string
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from assistant.generation.messages import Message
from assistant.text import collapse

PROMPTS_FILE = "prompts.toml"


@dataclass(frozen=True, slots=True)
class Prompts:
    """The file as it stands: its version, and the texts of each prompt by name."""

    version: str
    texts: dict[str, dict[str, str]]

    def placeholders(self, name: str, part: str) -> frozenset[str]:
        """Give the names of the placeholders in one text."""
        return frozenset(field for _, field, _, _ in string.Formatter().parse(self.texts[name][part]) if field)


@lru_cache(maxsize=1)
def prompts() -> Prompts:
    """Read the prompts."""
    data = tomllib.loads(
        resources.files(__package__ or "assistant.generation").joinpath(PROMPTS_FILE).read_text(encoding="utf-8")
    )
    version = str(data.pop("version"))
    return Prompts(version, {name: {part: str(text).strip() for part, text in texts.items()} for name, texts in data.items()})


def fill(name: str, part: str, **values: str) -> str:
    """Give one text of a prompt with its placeholders filled in.

    A value is never read as a template: braces in it stay what they are.

    Raises
    ------
    KeyError
        Where a prompt, a part or a placeholder's value is missing.
    """
    return prompts().texts[name][part].format(**values)


def inert(text: str) -> str:
    """Give a text that cannot open or close the marks around a source."""
    return text.replace("<", "‹").replace(">", "›")


def inert_line(text: str) -> str:
    """Give a text that cannot do so, on one line, so that it cannot add to a list either."""
    return collapse(inert(text))


def prompt(name: str, **values: str) -> tuple[Message, ...]:
    """Give a prompt as what the system says and what the user says.

    Raises
    ------
    KeyError
        Where the prompt or a placeholder's value is missing.
    """
    return Message("system", fill(name, "system", **values)), Message("user", fill(name, "user", **values))
