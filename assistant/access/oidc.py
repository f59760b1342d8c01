"""Logging in with OpenID Connect: authorization code with PKCE, state and nonce, and an ID token that is checked whole.

What a login that has begun must remember (state, nonce, PKCE's verifier) is kept here on the server for ten minutes, under the
hash of a random token that the browser holds in a cookie, and is used once. The provider's description and keys are read anew
for each login: logins are few, and a changed key needs no restart. No request goes anywhere but to the provider's own address.
"""

from __future__ import annotations

import functools
import json
import re
import secrets
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.types import Scope

from assistant.access.address import DISCOVERY, public_address, read_address
from assistant.access.claims import external_user, groups_in, roles_of
from assistant.access.model import User
from assistant.access.sessions import TOKEN_BYTES, hash_token
from assistant.access.tables import AccessFile
from assistant.errors import AssistantError, ExternalServiceError, SettingsError
from assistant.settings import Settings

if TYPE_CHECKING:
    from authlib.integrations.starlette_client import StarletteOAuth2App  # type: ignore[import-untyped]

BEGUN_SECONDS = 600
"""How long a login at the provider may take."""
MOST_BEGUN = 5_000
"""Logins that wait at once: more than all who work in the largest municipality begin in ten minutes."""
TIMEOUT_SECONDS = 10.0
LEEWAY_SECONDS = 60
"""How far the provider's clock may be from ours."""
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures that are believed: with a key of the provider's that only it has. Neither ``none`` nor a shared secret."""
CALLBACK = "/logga-in/svar"
_WITHOUT_GAPS = re.compile(r"[\x21-\x7e]+")
"""What may stand in a header of ours: no white space, no line break."""


class LoginRefusedError(AssistantError):
    """What came back from the provider is not a login that this app began, or is not to be believed."""


class NotBegunError(LoginRefusedError):
    """The browser began no login that still waits; anybody can ask for this as often as they like, so it is not recorded."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A login that has begun: the token for the browser, and the provider's page to go to."""

    token: str
    url: str


@dataclass(frozen=True, slots=True)
class Proven:
    """A login that the provider has vouched for. The user may have no role here."""

    user: User
    logout_url: str
    target: str


class Provider:
    """The provider that the settings name.

    Parameters
    ----------
    settings
        The provider's address, the app's id and secret there, and which values mean which roles.
    clock
        Gives seconds since 1970.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._settings = settings
        self._file = AccessFile(settings.access_file)
        self._clock = clock

    @property
    def _ours(self) -> str:
        return str(public_address(self._settings))

    @functools.cached_property
    def _authorities(self) -> ssl.SSLContext:
        """Give the certificate authorities that are trusted; reading them takes longer than the rest of a login."""
        import httpx2

        return httpx2.create_ssl_context()

    async def begin(self, scope: Scope, target: str) -> Begun:
        """Begin a login.

        Parameters
        ----------
        scope
            The request's.
        target
            Our path to go to afterwards.

        Raises
        ------
        ExternalServiceError
            Where the provider cannot be reached or is not the one that the settings name.
        StorageError
            Where it could not be written.
        """
        remembered: dict[str, Any] = {}
        with _told():
            client = await self._client()
            answer = await client.authorize_redirect(_with(scope, remembered), self._ours + CALLBACK)
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self._clock()
        with self._file.writing() as connection:
            connection.execute("DELETE FROM begun WHERE started <= ?", (now - BEGUN_SECONDS,))
            row = (hash_token(token), json.dumps(remembered), target, now)
            connection.execute("INSERT INTO begun VALUES (?, ?, ?, ?)", row)
            newest = "SELECT token_hash FROM begun ORDER BY started DESC LIMIT ?"
            connection.execute(f"DELETE FROM begun WHERE token_hash NOT IN ({newest})", (MOST_BEGUN,))  # noqa: S608  # our own words
        return Begun(token, str(answer.headers["location"]))

    async def finish(self, scope: Scope, token: str) -> Proven:
        """Finish a login with what the provider sent the browser back with.

        Parameters
        ----------
        scope
            The request's; its query holds the code and the state.
        token
            What the browser was given when the login began. It is good for one try.

        Raises
        ------
        NotBegunError
            Where this browser began no login, or too long ago.
        LoginRefusedError
            Where the provider's answer does not hold.
        ExternalServiceError
            Where the provider cannot be reached or is not the one that the settings name.
        StorageError
            Where it could not be written.
        """
        with self._file.writing() as connection:
            found = connection.execute("DELETE FROM begun WHERE token_hash = ? RETURNING *", (hash_token(token),)).fetchall()
        if not found or self._clock() >= found[0]["started"] + BEGUN_SECONDS:
            raise NotBegunError("Inloggningen tog för lång tid eller påbörjades i ett annat fönster.", "Logga in igen.")
        with _told():
            client = await self._client()
            answer = await client.authorize_access_token(
                _with(scope, json.loads(found[0]["data"])), claims_options=self._expected(client), leeway=LEEWAY_SECONDS
            )
            claims: Mapping[str, Any] = answer.get("userinfo") or {}
            if not isinstance(claims.get("sub"), str) or not claims["sub"]:
                raise LoginRefusedError("Svaret från kommunens inloggning säger inte vem du är.", "Logga in igen.")
            logout = await self._logout_url(client, str(answer["id_token"]))
        return Proven(self._user(claims), logout, found[0]["target"])

    def _user(self, claims: Mapping[str, Any]) -> User:
        groups = groups_in(claims, self._settings.oidc_roles_claim)
        name = claims.get("name") or claims.get("preferred_username") or ""
        return external_user("oidc", claims["sub"], name, roles_of(groups, self._settings.oidc_roles_map))

    def _expected(self, client: StarletteOAuth2App) -> dict[str, Any]:
        issuer = client.server_metadata["issuer"]
        return {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": self._settings.oidc_client_id},
            "exp": {"essential": True},
        }

    async def _logout_url(self, client: StarletteOAuth2App, id_token: str) -> str:
        """Give where the provider's own login is ended; empty where it has no such place."""
        if not client.server_metadata.get("end_session_endpoint"):
            return ""
        made = await client.create_logout_url(
            post_logout_redirect_uri=f"{self._ours}/logga-in", id_token_hint=id_token, client_id=self._settings.oidc_client_id
        )
        return str(made["url"])

    async def _client(self) -> StarletteOAuth2App:
        """Give a client that has read the provider's description, and goes nowhere else."""
        from authlib.integrations.starlette_client import OAuth

        client: StarletteOAuth2App = OAuth().register(
            "oidc",
            client_id=self._settings.oidc_client_id,
            client_secret=self._settings.oidc_client_secret.get_secret_value(),
            server_metadata_url=self._settings.oidc_url,
            client_kwargs={
                "scope": self._settings.oidc_scope,
                "code_challenge_method": "S256",
                "timeout": TIMEOUT_SECONDS,
                "follow_redirects": False,
                "verify": self._authorities,
            },
        )
        described = await client.load_server_metadata()
        _check_description(described, self._settings.oidc_url)
        supported = described.get("id_token_signing_alg_values_supported") or ["RS256"]
        described["id_token_signing_alg_values_supported"] = [name for name in supported if name in ALGORITHMS] or ["RS256"]
        described.pop("jwks", None)  # keys come from the address that was checked
        return client


def _check_description(described: Mapping[str, Any], url: str) -> None:
    """Refuse a description of another provider, and one that would send the browser or us to another address."""
    own = read_address(url, "ASSISTANT_OIDC_URL")
    if described.get("issuer") != url.removesuffix(DISCOVERY):
        raise _another()
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    for name in (*names, *(["end_session_endpoint"] if described.get("end_session_endpoint") else [])):
        try:
            endpoint = str(described.get(name, ""))
            if read_address(endpoint, name) != own or not _WITHOUT_GAPS.fullmatch(endpoint):
                raise _another()
        except SettingsError:
            raise _another() from None


def _another() -> ExternalServiceError:
    return ExternalServiceError(
        "Kommunens inloggning är inte den som programmet är inställt på.", "Be den som sköter programmet kontrollera adressen."
    )


def _with(scope: Scope, remembered: dict[str, Any]) -> Request:
    """Give the request with what authlib remembers in it, which it looks for in the place of a session."""
    return Request({**scope, "session": remembered})


@contextmanager
def _told() -> Iterator[None]:
    """Say in Swedish what went wrong between us and the provider; nothing of what was sent is repeated."""
    import httpx2
    from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
    from joserfc.errors import JoseError

    try:
        yield
    except (httpx2.HTTPError, httpx2.InvalidURL, json.JSONDecodeError):
        raise ExternalServiceError("Kommunens inloggning svarar inte.", "Vänta en stund och försök igen.") from None
    except (AuthlibBaseError, JoseError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        raise LoginRefusedError("Svaret från kommunens inloggning stämmer inte.", "Logga in igen.") from None
