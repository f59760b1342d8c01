"""Every setting, in one place. Nothing else reads the environment."""

from __future__ import annotations

import datetime
import os
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
    nli_model: str = Field(
        default="",
        description="A sentence-transformers cross-encoder for inference, which makes `assistant check` more careful"
        " (extra `models`); empty: rules alone.",
    )
    llm_base_url: str = Field(
        default="",
        description="An OpenAI-compatible language model (extra `llm`), such as http://127.0.0.1:11434/v1; empty: quotes.",
    )
    llm_model: str = Field(default="", description="The model's name at that address.")
    llm_api_key: SecretStr = Field(default=SecretStr(""), description="The key for that address, where it wants one.")
    llm_allow_remote: bool = Field(
        default=False, description="Whether questions may be sent to a language model on another machine than this one."
    )
    llm_timeout_seconds: float = Field(default=60, gt=0, le=600, description="The longest that a whole answer may take.")
    llm_first_word_seconds: float = Field(
        default=20, gt=0, le=600, description="The longest wait for an answer's first word; after it the answer is quotes."
    )
    llm_retries: int = Field(
        default=1, ge=0, le=5, description="Further tries where the model is busy or fails before its first word."
    )
    llm_context_characters: int = Field(
        default=12_000,
        ge=2_000,
        le=200_000,
        description="Characters of guideline text that the model is shown.",
    )
    llm_follow_ups: bool = Field(
        default=False, description="Whether the language model writes out follow-up questions; no: fixed rules do."
    )
    llm_renderings: bool = Field(
        default=False, description="Whether the language model may render answers in plain Swedish, English and Finnish."
    )
    review: bool | None = Field(
        default=None, description="Whether approved answers are used again; unset: where any answer was ever marked."
    )
    review_names: bool = Field(
        default=False, description="Whether the review queue keeps names beside the roles of those who mark and decide."
    )
    review_valid_days: int = Field(
        default=365, ge=1, le=3_650, description="Days that an approved answer is used before a supervisor must look again."
    )
    today: datetime.date | None = Field(default=None, description="The date that counts as today; unset: the clock's.")

    @property
    def date_today(self) -> datetime.date:
        """Give the date that law in force is judged on where a question names none."""
        return self.today or datetime.date.today()

    @property
    def review_file(self) -> Path:
        """Give the file that marked answers are kept in; it is made by the first mark."""
        return self.data_dir / "reviews" / "reviews.sqlite3"

    @property
    def uses_reviews(self) -> bool:
        """Tell whether approved answers are looked for."""
        return self.review is not False and self.review_file.is_file()


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
