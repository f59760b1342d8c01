"""Every setting, in one place. Nothing else reads the environment."""

from __future__ import annotations

import datetime
import ipaddress
import json
import os
from pathlib import Path
from typing import Annotated, Literal, get_args, get_origin

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.access.model import Role
from assistant.errors import SettingsError

PREFIX = "ASSISTANT_"
HEADER_NAME = r"^[A-Za-z][A-Za-z0-9-]*$"
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Settings(BaseSettings):
    """The settings of one process, read from ``ASSISTANT_…`` environment variables."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("handlaggarassistenten", appauthor=False)),
        description="Folder for the index and everything else the program writes.",
    )
    corpus_dir: Path | None = Field(
        default=None,
        description="Folder with catalogue.toml, documents/ and questions/; unset: the corpus that ships."
        " The facts about law are those that ship.",
    )
    host: str = Field(default="127.0.0.1", description="Address the web app listens on.")
    port: int = Field(default=7860, ge=1, le=65535, description="Port the web app listens on.")
    login: Literal["none", "users", "oidc", "header"] = Field(
        default="none",
        description="How people log in: `none` (this machine alone), `users` (built in), `oidc`,"
        " or `header` (a reverse proxy).",
    )
    public_url: str = Field(
        default="",
        description="The address people use, such as https://fraga.exempel.se;"
        " needed where the app listens elsewhere than here.",
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Further host names that the app answers to (a health probe's), separated by commas."
    )
    login_tries: int = Field(default=5, ge=1, le=100, description="Failed logins of one user before that name is locked.")
    login_tries_address: int = Field(
        default=30, ge=1, le=10_000, description="Failed logins from one address before that address is locked."
    )
    login_window_minutes: int = Field(default=15, ge=1, le=1_440, description="Minutes within which failed logins are counted.")
    login_lock_minutes: int = Field(default=15, ge=1, le=1_440, description="Minutes that a lock lasts.")
    session_idle_minutes: int = Field(
        default=60, ge=1, le=1_440, description="Minutes without a request of the user's after which a login ends."
    )
    session_hours: int = Field(default=10, ge=1, le=168, description="Hours after which a login ends in any case.")
    oidc_url: str = Field(
        default="", description="OpenID Connect: the provider's address ending in /.well-known/openid-configuration."
    )
    oidc_client_id: str = Field(default="", description="OpenID Connect: the app's id with the provider.")
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), description="OpenID Connect: the app's secret with the provider."
    )
    oidc_scope: str = Field(default="openid profile", description="OpenID Connect: the scopes that are asked for.")
    oidc_roles_claim: str = Field(
        default="roles", description="OpenID Connect: the claim of the ID token with the roles; a dot goes into an object."
    )
    oidc_roles_map: Annotated[dict[str, Role], NoDecode] = Field(
        default={},
        description='OpenID Connect: a JSON object from values of that claim to roles: {"vald-led": "arbetsledare"}.',
    )
    header_user: str = Field(
        default="X-Forwarded-User", pattern=HEADER_NAME, description="Reverse proxy: the header with the user's name."
    )
    header_roles: str = Field(
        default="X-Forwarded-Groups",
        pattern=HEADER_NAME,
        description="Reverse proxy: the header with the user's groups, separated by commas.",
    )
    header_roles_map: Annotated[dict[str, Role], NoDecode] = Field(
        default={}, description="Reverse proxy: a JSON object from groups to roles."
    )
    header_trusted: Annotated[tuple[Network, ...], NoDecode] = Field(
        default=(),
        description="Reverse proxies, addresses or networks separated by commas: these alone are believed about users"
        " and forwarded addresses.",
    )
    embedding_model: str = Field(
        default="bundled", min_length=1, description="`bundled`, or a sentence-transformers name or folder (extra `models`)."
    )
    reranker_model: str = Field(
        default="", description="A sentence-transformers cross-encoder, name or folder (extra `models`); empty: no reranking."
    )
    nli_model: str = Field(
        default="",
        description="A sentence-transformers cross-encoder for inference, which makes `assistant check` and the verification of"
        " a language model's sentences more careful (extra `models`); empty: rules alone.",
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
    llm_check: bool = Field(
        default=False, description="Whether the language model gives a second opinion in `assistant check`; no: rules alone."
    )
    log: Literal["off", "json"] = Field(
        default="off", description="`json` writes an event for each answer to standard error: states, ids and times, no words."
    )
    rate_limit: str = Field(
        default="60/minute", description="How often one user may ask, such as `60/minute` or `1000/hour`; empty: no limit."
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
    review_keep_days: int = Field(
        default=0,
        ge=0,
        le=36_500,
        description="Days that a marked answer is kept after the last step taken with it; 0: until somebody erases it.",
    )
    audit_keep_days: int = Field(
        default=730, ge=0, le=36_500, description="Days that the audit log is kept; 0: until somebody purges it."
    )
    audit_names: bool = Field(
        default=True, description="Whether the audit log keeps the user's id beside the role; no: the role alone."
    )
    api_at_once: int | None = Field(
        default=None, ge=1, le=64, description="Requests to the API answered at once; unset: 2, or 16 with a language model."
    )
    api_waiting: int = Field(
        default=32, ge=0, le=1_000, description="Requests to the API that may wait for their turn; more are told to come again."
    )
    mcp: bool = Field(default=False, description="Whether the API's tasks are also tools at `/mcp` (Model Context Protocol).")
    accessibility_contact: str = Field(
        default="",
        max_length=500,
        description="Whom users tell of shortcomings in accessibility: e-mail, telephone, web address;"
        " shown at `/tillganglighet`.",
    )
    today: datetime.date | None = Field(default=None, description="The date that counts as today; unset: the clock's.")

    @field_validator("allowed_hosts", "header_trusted", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(one.strip() for one in value.split(",") if one.strip()) if isinstance(value, str) else value

    @field_validator("oidc_roles_map", "header_roles_map", mode="before")
    @classmethod
    def _mapped(cls, value: object) -> object:
        return json.loads(value or "{}") if isinstance(value, str) else value

    @property
    def date_today(self) -> datetime.date:
        """Give the date that law in force is judged on where a question names none."""
        return self.today or datetime.date.today()

    @property
    def review_file(self) -> Path:
        """Give the file that marked answers are kept in; it is made by the first mark."""
        return self.data_dir / "reviews" / "reviews.sqlite3"

    @property
    def audit_file(self) -> Path:
        """Give the file of the audit log; it is made by the first event."""
        return self.data_dir / "audit" / "audit.sqlite3"

    @property
    def access_file(self) -> Path:
        """Give the file that users, keys and logins are kept in; it is made by the first of them."""
        return self.data_dir / "access" / "access.sqlite3"

    @property
    def uses_reviews(self) -> bool:
        """Tell whether approved answers are looked for."""
        return self.review is not False and self.review_file.is_file()


_ROLES_FORM = f'Skriv ett JSON-objekt som {{"vald-led": "arbetsledare"}}. Rollerna är {", ".join(Role)}.'
_FORMS = {
    "TODAY": "Skriv ett datum som ÅÅÅÅ-MM-DD.",
    "OIDC_ROLES_MAP": _ROLES_FORM,
    "HEADER_ROLES_MAP": _ROLES_FORM,
    "HEADER_TRUSTED": "Skriv IP-adresser eller nät med komma mellan, som 10.0.0.5, 10.1.0.0/16.",
}


def _form(name: str) -> str:
    """Say what a setting may be, as far as its type tells; else where it is described."""
    if name in _FORMS:
        return _FORMS[name]
    field = Settings.model_fields.get(name.lower())
    kind = field.annotation if field else None
    if kind in {bool, bool | None}:
        return "Skriv true eller false."
    if get_origin(kind) is Literal:
        return f"Välj ett av: {', '.join(get_args(kind))}."
    limits = field.metadata if field else ()
    found = {key: getattr(one, key) for one in limits for key in ("gt", "ge", "le") if hasattr(one, key)}
    if "le" not in found:
        return "Se README om inställningar."
    what = "tal" if kind is float else "heltal"
    start = f"större än {found['gt']} och högst" if "gt" in found else f"från {found['ge']} till"
    return f"Skriv ett {what} {start} {found['le']}."


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
        raise SettingsError(
            f"Inställningen {PREFIX}{name} har ett värde som inte går att använda.",
            _form(name),
        ) from None
