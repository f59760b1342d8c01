"""Where people reach the app, and whether the settings for logging in fit together."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.errors import SettingsError, UsageError
from assistant.settings import Settings

DISCOVERY = "/.well-known/openid-configuration"
_HOST = re.compile(r"[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]")
_DEFAULT_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Address:
    """A web address without a path: scheme, host as a browser sends it, and the host's name alone."""

    scheme: str
    netloc: str
    host: str

    @property
    def is_secure(self) -> bool:
        """Tell whether what goes there is encrypted."""
        return self.scheme == "https"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}"


def read_address(url: str, setting: str) -> Address:
    """Read the address at the beginning of a URL.

    Parameters
    ----------
    url
        The URL; what follows the host is not looked at.
    setting
        What the setting is called, for the message.

    Raises
    ------
    SettingsError
        Where it is none, or goes over the network without encryption: passwords and logins would be readable on the way.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if parts.scheme not in _DEFAULT_PORTS or not host or "@" in parts.netloc:
        raise SettingsError(f"Inställningen {setting} är ingen webbadress.", "Skriv den som https://fraga.exempel.se.")
    if parts.scheme != "https" and not is_loopback(host):
        raise SettingsError(
            f"Inställningen {setting} måste börja med https://.", "Inloggningar får inte gå okrypterade över nätet."
        )
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{shown}:{port}"
    return Address(parts.scheme, netloc, host)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine: ``localhost`` by that name, or an address in 127.0.0.0/8 or ``::1``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def public_address(settings: Settings) -> Address | None:
    """Give where people reach the app; None where nothing is set and it is this machine alone.

    Raises
    ------
    SettingsError
        See `read_address`.
    """
    return read_address(settings.public_url, "ASSISTANT_PUBLIC_URL") if settings.public_url else None


def check_settings(settings: Settings) -> None:
    """Refuse settings that would leave the app open, or nobody able to log in.

    Raises
    ------
    UsageError
        Where others could reach an app without a login, or something that the way of logging in needs is not set.
    """
    public = public_address(settings)
    if not all(_HOST.fullmatch(host) for host in settings.allowed_hosts):
        raise SettingsError(
            "Inställningen ASSISTANT_ALLOWED_HOSTS har något som inte är ett värdnamn.", "Skriv namn med komma mellan."
        )
    if settings.login == "none":
        if not is_loopback(settings.host):
            raise UsageError(
                "Utan inloggning tar programmet bara emot anrop från den egna datorn.",
                "Låt andra logga in med ASSISTANT_LOGIN (users, oidc eller header), eller sätt ASSISTANT_HOST till 127.0.0.1.",
            )
        if public and not is_loopback(public.host):
            raise UsageError(
                "Utan inloggning kan programmet inte nås på en adress för andra.",
                "Sätt ASSISTANT_LOGIN till users, oidc eller header, eller ta bort ASSISTANT_PUBLIC_URL.",
            )
    elif public is None and not is_loopback(settings.host):
        raise _missing("ASSISTANT_PUBLIC_URL", "till adressen som webbläsarna använder, som https://fraga.exempel.se")
    if settings.login == "oidc":
        _check_oidc(settings)
    if settings.login == "header" and not settings.header_trusted:
        raise _missing("ASSISTANT_HEADER_TRUSTED", "till adressen som er omvända proxy anropar från, som 127.0.0.1")
    if settings.login == "header" and not settings.header_roles_map:
        raise _missing(
            "ASSISTANT_HEADER_ROLES_MAP", 'till vilken roll varje grupp ger, som {"vald-handlaggare": "handläggare"}'
        )


def _check_oidc(settings: Settings) -> None:
    needed = {
        "ASSISTANT_PUBLIC_URL": (settings.public_url, "till adressen som webbläsarna använder, som https://fraga.exempel.se"),
        "ASSISTANT_OIDC_URL": (settings.oidc_url, f"till leverantörens adress som slutar på {DISCOVERY}"),
        "ASSISTANT_OIDC_CLIENT_ID": (settings.oidc_client_id, "till appens id hos leverantören"),
        "ASSISTANT_OIDC_CLIENT_SECRET": (
            settings.oidc_client_secret.get_secret_value(),
            "till appens hemlighet hos leverantören",
        ),
        "ASSISTANT_OIDC_ROLES_MAP": (
            settings.oidc_roles_map,
            'till vilken roll varje värde ger, som {"vald-led": "arbetsledare"}',
        ),
    }
    for name, (value, what) in needed.items():
        if not value:
            raise _missing(name, what)
    read_address(settings.oidc_url, "ASSISTANT_OIDC_URL")
    if not settings.oidc_url.endswith(DISCOVERY):
        raise SettingsError(
            "Inställningen ASSISTANT_OIDC_URL är inte leverantörens beskrivning.", f"Den slutar på {DISCOVERY}."
        )
    if "openid" not in settings.oidc_scope.split():
        raise SettingsError("Inställningen ASSISTANT_OIDC_SCOPE saknar openid.", "Skriv till exempel openid profile.")


def _missing(setting: str, what: str) -> SettingsError:
    return SettingsError(f"Inställningen {setting} saknas.", f"Sätt den {what}.")
