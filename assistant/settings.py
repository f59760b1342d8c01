"""Every setting, in one place. Nothing else reads the environment."""

from __future__ import annotations

import datetime
import os
from functools import cached_property
from pathlib import Path

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError

PREFIX = "ASSISTANT_"


class Settings(BaseSettings):
    """The settings of one process, read from ``ASSISTANT_…`` environment variables."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("handlaggarassistenten", appauthor=False)),
        description="Folder for the index and everything else the program writes.",
    )
    corpus_dir: Path | None = Field(
        default=None, description="Folder with catalogue.toml, documents/, questions/ and law/; unset: the corpus that ships."
    )
    host: str = Field(default="127.0.0.1", description="Address the web app listens on.")
    port: int = Field(default=7860, ge=1, le=65535, description="Port the web app listens on.")
    embedding_model: str = Field(
        default="bundled", min_length=1, description="`bundled`, or a sentence-transformers name or folder (extra `models`)."
    )
    reranker_model: str = Field(
        default="", description="A sentence-transformers cross-encoder, name or folder (extra `models`); empty: no reranking."
    )
    llm_base_url: str = Field(default="", description="Reserved for answers in running text; this version answers with quotes.")
    llm_model: str = Field(default="", description="Reserved for answers in running text; this version answers with quotes.")
    llm_api_key: SecretStr = Field(
        default=SecretStr(""), description="Reserved for answers in running text; this version answers with quotes."
    )
    today: datetime.date | None = Field(default=None, description="The date that counts as today; unset: the clock's.")

    @cached_property
    def date_today(self) -> datetime.date:
        """Give the date that law in force is judged on where a question names none."""
        return self.today or datetime.date.today()


def load_settings(**overrides: object) -> Settings:
    """Read the settings from the environment.

    Parameters
    ----------
    **overrides
        Values that take the place of the environment's (a command's options, a test's folder).

    Raises
    ------
    SettingsError
        Where an ``ASSISTANT_…`` variable is unknown or has a value it cannot have. The value is not repeated.
    """
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)
    if unknown:
        raise SettingsError(
            f"Inställningen {unknown[0]} finns inte.",
            f"De som finns: {', '.join(sorted(known))}. Ta bort den eller rätta namnet.",
        )
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks each value
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0]).upper() if error.errors()[0]["loc"] else ""
        form = {"TODAY": "Skriv ett datum som ÅÅÅÅ-MM-DD.", "PORT": "Skriv ett heltal från 1 till 65535."}
        raise SettingsError(
            f"Inställningen {PREFIX}{name} har ett värde som inte går att använda.",
            form.get(name, "Se README om inställningar."),
        ) from None
