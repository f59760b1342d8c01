"""Where a language model is: what an address may look like, and whether it leaves this machine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from assistant.access.address import is_loopback
from assistant.errors import SettingsError

URL_SETTING = "ASSISTANT_LLM_BASE_URL"
_EXAMPLE = "Skriv den som http://127.0.0.1:11434/v1 eller https://modell.kommunen.se/v1."

# Stricter than the standard: where two readers of addresses may disagree about the host, there is no address.
_PLACE = re.compile(r"(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
_PATH = re.compile(r"[A-Za-z0-9/._~%+-]*")

# Ollama passes what is asked of its cloud models on to ollama.com, at the address of this machine; their names end so
# (docs.ollama.com/cloud: gpt-oss:120b-cloud).
_CLOUD_MODEL = re.compile(r".*[:-]cloud", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """A checked address of a language model.

    ``where`` says for the user where it is; ``is_local`` is True only for this machine itself; ``is_encrypted`` is True
    where nobody on the way can read along.
    """

    url: str
    where: str
    is_local: bool
    is_encrypted: bool


def read_address(url: str, model: str, *, allow_remote: bool) -> Address:
    """Check an address that an operator wrote.

    Parameters
    ----------
    url
        ``http`` or ``https``, a host, and usually a port and a path; no user name, password, query or fragment.
    model
        The model's name there: some names say that it runs elsewhere.
    allow_remote
        Whether the host may be another machine than this one.

    Raises
    ------
    SettingsError
        Where the address cannot be used, or leads to another machine and that is not allowed. Never repeats the address,
        which may hold a password.
    """
    parts = _split(url)
    host = (parts.hostname or "").lower()
    is_loopback_host = is_loopback(host)
    is_cloud_model = bool(_CLOUD_MODEL.fullmatch(model))
    is_local = is_loopback_host and not is_cloud_model
    if not is_local and not allow_remote:
        leads_away = (
            "Modellen körs i molnet enligt sitt namn" if is_loopback_host else f"{URL_SETTING} leder till en annan dator"
        )
        raise SettingsError(
            f"{leads_away}, och det är inte tillåtet.",
            "Frågorna skulle lämna den här datorn. Är det meningen, sätt ASSISTANT_LLM_ALLOW_REMOTE=true.",
        )
    where = f"i molnet, via {host}" if is_cloud_model else host
    return Address(
        url=f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}",
        where="på den här datorn" if is_local else where,
        is_local=is_local,
        is_encrypted=is_loopback_host or parts.scheme == "https",
    )


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is out of range
    except ValueError:
        raise SettingsError(f"{URL_SETTING} är ingen adress.", _EXAMPLE) from None
    if parts.scheme not in {"http", "https"}:
        raise SettingsError(f"{URL_SETTING} måste börja med http:// eller https://.", _EXAMPLE)
    if "@" in parts.netloc:
        raise SettingsError(
            f"{URL_SETTING} får inte innehålla användarnamn eller lösenord.", "Ange nyckeln i ASSISTANT_LLM_API_KEY."
        )
    if parts.query or parts.fragment:
        raise SettingsError(f"{URL_SETTING} får inte innehålla ? eller #.", _EXAMPLE)
    if not _PLACE.fullmatch(parts.netloc) or not _PATH.fullmatch(parts.path):
        raise SettingsError(f"{URL_SETTING} är ingen adress.", _EXAMPLE)
    return parts
