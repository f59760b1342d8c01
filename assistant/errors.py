"""The errors that a user may meet. A part may have one of its own below these (a login that is refused, an API that is busy).

AssistantError (exit code 1)
├── UsageError (2)            the command, a setting or an input line is not usable
│   ├── SettingsError (2)     an ASSISTANT_ setting is unknown or has a bad value
│   └── OutdatedError (2)     what somebody decided on has changed meanwhile
├── IndexUnavailableError (3) the index is missing, damaged, or of another model
├── ExternalServiceError (4)  a model or a network service failed
├── CorpusError (1)           a document or a file of facts cannot be used
│   └── DocumentChangedError  a document is not the one the catalogue describes
└── StorageError (1)          the data folder cannot be read or written
"""

from __future__ import annotations


class AssistantError(Exception):
    """An error with a message for the user.

    Parameters
    ----------
    message
        What happened, in Swedish, one sentence. Never holds a user's question.
    advice
        What the user can do, in Swedish; empty where nothing helps.
    """

    exit_code = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class UsageError(AssistantError):
    """The command line, a setting or a line of input is not usable."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting is unknown or has a value that it cannot have."""


class OutdatedError(UsageError):
    """What somebody decided on is another by now: somebody else was first. Nothing was done."""


class IndexUnavailableError(AssistantError):
    """The index is missing, damaged, of another model, or cannot be built."""

    exit_code = 3


class ExternalServiceError(AssistantError):
    """A model or a network service did not do its part."""

    exit_code = 4


class CorpusError(AssistantError):
    """A document, the catalogue or a file of facts cannot be used."""


class DocumentChangedError(CorpusError):
    """A document's content is not what the catalogue says it is."""


class StorageError(AssistantError):
    """The data folder cannot be read or written."""
