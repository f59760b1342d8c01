"""The ways in: who a request comes from, by session cookie, by key, or by what a trusted proxy says."""

from __future__ import annotations

from starlette.types import Scope

from assistant.access.address import public_address
from assistant.access.audit import Audit
from assistant.access.keys import Keys
from assistant.access.model import User
from assistant.access.proxy import Refused, client_address, user_from
from assistant.access.sessions import Sessions
from assistant.settings import Settings
from assistant.web.pages import is_under
from assistant.web.refusals import is_for_programs

COOKIE = "inloggning"
SECURE_PREFIX = "__Host-"
"""With this a browser takes a cookie from this host alone, over an encrypted connection, for every path."""
BY_KEY_ALONE = ("/v1", "/mcp")
"""What only other programs use: a browser's login opens nothing here."""
BY_KEY_TOO = "/metrics"
NOT_BY_A_PERSON = (
    "/gradio_api/heartbeat/",
    "/gradio_api/startup-events",
    "/gradio_api/reset",
    "/assets/",
    "/static/",
    "/statiskt/",
)
"""What a page that is only open asks for: it does not keep a login alive."""


class WaysIn:
    """Finds out who a request comes from. One for each app; safe to use from several threads.

    Attributes
    ----------
    settings
        The process's settings.
    sessions, keys, audit
        What is kept.
    public
        Where people reach the app; None where it is this machine alone.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.sessions = Sessions(settings)
        self.keys = Keys(settings)
        self.audit = Audit(settings)
        self.public = public_address(settings)

    @property
    def is_open(self) -> bool:
        """Tell whether there is no login at all, and whoever sits at this machine is let in."""
        return self.settings.login == "none"

    @property
    def has_sessions(self) -> bool:
        """Tell whether people log in here, and so can log out."""
        return self.settings.login in {"users", "oidc"}

    @property
    def is_secure(self) -> bool:
        """Tell whether browsers reach the app over an encrypted connection."""
        return self.public is not None and self.public.is_secure

    def cookie_name(self, name: str = COOKIE) -> str:
        """Give what a cookie of ours is called."""
        return f"{SECURE_PREFIX}{name}" if self.is_secure else name

    def token_in(self, scope: Scope, name: str = COOKIE) -> str:
        """Give the token that the browser holds; empty where it has none, or two of the same name."""
        found = [value for key, value in _cookies(scope) if key == self.cookie_name(name)]
        return found[0] if len(found) == 1 else ""

    def who(self, scope: Scope) -> User | Refused | None:
        """Give who a request comes from where there is a login; None for nobody, `Refused` where a proxy is not believed.

        Raises
        ------
        StorageError
            Where logins or keys cannot be read: nobody is then let in.
        """
        path = scope["path"]
        given = [value for name, value in scope["headers"] if name == b"authorization"]
        if given and (is_for_programs(path) or is_under(path, BY_KEY_TOO)):
            return self._by_key(given)
        if any(is_under(path, prefix) for prefix in BY_KEY_ALONE):
            return None
        if not self.has_sessions:
            return user_from(scope["headers"], self.peer(scope), self.settings)
        return self.sessions.find(self.token_in(scope), by_person=not path.startswith(NOT_BY_A_PERSON))

    def _by_key(self, given: list[bytes]) -> User | None:
        kind, _, secret = given[0].decode("latin-1").partition(" ")
        return self.keys.find(secret.strip()) if len(given) == 1 and kind.lower() == "bearer" else None

    @staticmethod
    def peer(scope: Scope) -> str:
        """Give the address at the other end of the connection itself."""
        return scope["client"][0] if scope.get("client") else ""

    def address(self, scope: Scope) -> str:
        """Give the address that a request comes from, which a trusted proxy tells."""
        return client_address(scope["headers"], self.peer(scope), self.settings)


def _cookies(scope: Scope) -> list[tuple[str, str]]:
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    pairs = [part.strip().partition("=") for line in lines for part in line.split(";")]
    return [(name, value) for name, _, value in pairs]
