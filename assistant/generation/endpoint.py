"""A language model that the user names, at any address that speaks the OpenAI protocol. Nothing is ever asked unless one is.

The packages of the extra ``llm`` are imported when a question is asked, not before: answers in quotes never load them.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.errors import ExternalServiceError, SettingsError
from assistant.generation.address import URL_SETTING, Address, read_address
from assistant.generation.circuit import Circuit
from assistant.generation.failures import ModelError, Reason
from assistant.generation.limits import Limits
from assistant.generation.messages import Message
from assistant.generation.shapes import Shapes
from assistant.generation.stream import ModelStream
from assistant.settings import Settings

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["Endpoint", "Message", "ModelError", "ModelStream", "Reason"]

MODEL_SETTING = "ASSISTANT_LLM_MODEL"
KEY_SETTING = "ASSISTANT_LLM_API_KEY"
_PACKAGES = ("llama_index.llms.openai_like", "openai")


class Endpoint:
    """A language model at an address. Any thread may use it.

    Parameters
    ----------
    address
        Where it is, checked.
    model
        Its name there.
    key
        The key that the address wants; empty where it wants none.
    limits
        How long it may take, how much it may say, how often it is tried.
    """

    def __init__(self, address: Address, model: str, key: str, limits: Limits) -> None:
        self.model = model
        self.where = address.where
        self.is_local = address.is_local
        self.is_encrypted = address.is_encrypted
        self._url = address.url
        self._key = key
        self._limits = limits
        self._circuit = Circuit()
        self._shapes = Shapes()

    @classmethod
    def from_settings(cls, settings: Settings) -> Endpoint | None:
        """Give the endpoint that the settings name.

        Returns
        -------
        Endpoint or None
            None where the settings name none: then answers are quotes, and nothing is asked of any model.

        Raises
        ------
        SettingsError
            Where only the address or only the model is set, the address cannot be used, or it leads to another machine
            without ``ASSISTANT_LLM_ALLOW_REMOTE``.
        ExternalServiceError
            Where the extra ``llm`` is not installed.
        """
        url, model, key = (
            settings.llm_base_url.strip(),
            settings.llm_model.strip(),
            settings.llm_api_key.get_secret_value().strip(),
        )
        if not url and not model:
            return None
        if not url or not model:
            is_set, missing = (MODEL_SETTING, URL_SETTING) if model else (URL_SETTING, MODEL_SETTING)
            raise SettingsError(
                f"{is_set} är satt men inte {missing}.", "Sätt båda för svar i löpande text, eller ingen för svar i citat."
            )
        address = read_address(url, model, allow_remote=settings.llm_allow_remote)
        if not (key.isascii() and key.isprintable()):
            raise SettingsError(f"{KEY_SETTING} innehåller tecken som en nyckel inte kan ha.", "Kopiera nyckeln på nytt.")
        if not all(_is_installed(name) for name in _PACKAGES):
            raise _not_installed()
        limits = Limits(settings.llm_first_word_seconds, settings.llm_timeout_seconds, settings.llm_retries)
        return cls(address, model, key, limits)

    @property
    def is_resting(self) -> bool:
        """Tell whether the model is left alone now, after failures in a row."""
        return self._circuit.is_resting

    def prepare(self) -> None:
        """Load the packages, some three seconds once, so that no question has to wait for them."""
        _load()

    def stream(self, messages: Sequence[Message], schema: Mapping[str, Any] | None = None) -> ModelStream:
        """Ask the model, and give its reply as it comes.

        Parameters
        ----------
        messages
            What the model sees. No tools are ever offered to it.
        schema
            A JSON schema that the reply is asked to follow, as strictly as the endpoint takes it. A wish, not a promise.

        Raises
        ------
        ModelError
            At once where the model rests; while iterating, see `ModelStream`.
        ExternalServiceError
            Where the packages cannot be imported.
        """
        exchange = _load()
        if not self._circuit.permit():
            raise ModelError(Reason.RESTING)
        told = [(message.role, message.text) for message in messages]
        target = exchange.Target(self._url, self.model, self._key)
        asked = exchange.Exchange(target, told, schema, self._shapes, self._limits)
        asked.start()
        return ModelStream(asked, self._circuit, self._limits)

    def complete(self, messages: Sequence[Message], schema: Mapping[str, Any] | None = None) -> str:
        """Ask the model, and give its whole reply; arguments and errors are those of `stream`."""
        with self.stream(messages, schema) as pieces:
            return "".join(pieces)

    def report(self, reason: Reason) -> None:
        """Note what a caller found out about the last reply, once it had ended or was closed: that it could not be read.

        Parameters
        ----------
        reason
            ``nonsense``, or ``empty`` where the form was there and nothing in it. Three failures in a row, and the model rests.
        """
        if reason is not Reason.RESTING:
            self._circuit.spoil()


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _load() -> ModuleType:
    try:
        from assistant.generation import exchange
    except ImportError:
        raise _not_installed() from None
    exchange.prepare()
    return exchange


def _not_installed() -> ExternalServiceError:
    return ExternalServiceError(
        "Svar från en språkmodell kräver ett tillägg som inte är installerat.",
        'Installera det med: pip install "handlaggarassistenten[llm]"',
    )
