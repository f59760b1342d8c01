"""A small OpenID Connect provider on this machine: real keys, real signatures, over HTTP. It can be told to misbehave."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID = "handlaggarassistenten"
CLIENT_SECRET = "provider-secret"  # noqa: S105  # of this double alone


def new_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)


def visited(url: str) -> str:
    """Visit a page of the provider as a browser does, and give where it leads."""
    parts = urlsplit(url)
    with closing(http.client.HTTPConnection(parts.netloc, timeout=10)) as connection:
        connection.request("GET", f"{parts.path}?{parts.query}")
        return connection.getresponse().getheader("location") or ""


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@dataclass
class Provider:
    """What the provider knows, and how it is to misbehave.

    ``claims`` take the place of claims of the ID token (None leaves one out), ``described`` of the description's fields.
    """

    address: str = ""
    key: RSAKey = field(default_factory=new_key)
    signs_with: RSAKey | None = None
    algorithm: str = "RS256"
    claims: dict[str, Any] = field(default_factory=dict)
    described: dict[str, Any] = field(default_factory=dict)
    broken: str = ""
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def behave(self) -> None:
        """Be a good provider again."""
        self.signs_with, self.algorithm, self.broken = None, "RS256", ""
        self.claims, self.described = {}, {}
        self.asked.clear()

    @property
    def discovery(self) -> str:
        return f"{self.address}/.well-known/openid-configuration"

    async def describe(self, request: Request) -> Response:
        self.asked.append("discovery")
        if self.broken == "discovery":
            return PlainTextResponse("<html>fel</html>", 500)
        described: dict[str, Any] = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "end_session_endpoint": f"{self.address}/logout",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        described.update(self.described)
        return JSONResponse({name: value for name, value in described.items() if value is not None})

    async def jwks(self, request: Request) -> Response:
        self.asked.append("jwks")
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        assert asked["scope"] == "openid profile"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 302)

    async def token(self, request: Request) -> Response:
        self.asked.append("token")
        if self.broken == "token":
            return PlainTextResponse("fel", 502)
        form = dict(parse_qsl((await request.body()).decode()))
        expected = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        asked = self.codes.pop(form.get("code", ""), None)
        if request.headers.get("authorization") != f"Basic {expected}" or asked is None:
            return JSONResponse({"error": "invalid_grant"}, 400)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if _encoded(digest) != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        answer = {"access_token": "x", "token_type": "Bearer", "expires_in": 60, "id_token": self._id_token(asked["nonce"])}
        if self.broken == "no_id_token":
            del answer["id_token"]
        return JSONResponse(answer)

    async def logout(self, request: Request) -> Response:
        self.asked.append("logout")
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 302)

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.address, "sub": "anna-7", "aud": CLIENT_ID, "exp": now + 300, "iat": now, "nonce": nonce,
            "name": "Anna Ek", "roles": ["vald-handlaggare"],
        }  # fmt: skip
        claims.update(self.claims)
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.algorithm in {"none", "HS256"}:
            return self._unsigned(claims)
        return jwt.encode({"alg": self.algorithm, "kid": self.key.kid}, claims, self.signs_with or self.key)

    def _unsigned(self, claims: dict[str, Any]) -> str:
        """Give a token that anybody could make: without a signature, or with one by the public key as if it were secret."""
        head = {"alg": self.algorithm, "kid": self.key.kid}
        body = ".".join(_encoded(json.dumps(part).encode()) for part in (head, claims))
        signed = hmac.new(self.key.as_pem(private=False), body.encode(), hashlib.sha256).digest()
        return f"{body}.{_encoded(signed) if self.algorithm == 'HS256' else ''}"

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.describe),
                Route("/jwks", self.jwks),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/logout", self.logout),
            ]
        )


@contextmanager
def provider(name: str = "127.0.0.1") -> Iterator[Provider]:
    """Run a provider on a free port of this machine, under one of its names."""
    made = Provider()
    server = uvicorn.Server(
        uvicorn.Config(made.app(), host="127.0.0.1", port=0, access_log=False, log_level="error", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    made.address = f"http://{name}:{server.servers[0].sockets[0].getsockname()[1]}"
    yield made
    server.should_exit = server.force_exit = True
    thread.join(timeout=10)
