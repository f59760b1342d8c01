"""What the browser may do with our pages, and which paths exist at all.

Content-Security-Policy: everything comes from this server and nothing is evaluated from strings. Gradio's page has
three inline scripts (its configuration and two small set-ups); they get a nonce that is new for every response, so
``script-src`` needs neither ``unsafe-inline`` nor ``unsafe-eval``. `gr.HTML` would need ``unsafe-eval`` (it compiles
its template in the browser), so answers are shown with `gr.Markdown` instead. ``style-src`` allows inline styles:
Gradio writes ``style`` attributes for its layout and puts each component's sheet into a ``<style>`` element.

The paths are a list of what the pages use: Gradio's upload, file, proxy, monitoring, call and history routes answer 404.
So does ``app_id``, on purpose: after a lost connection Gradio asks it every other second and, once it answers, reloads the
page, which would throw away the conversation and the question in the input. Our page tells, and leaves reloading to the user.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.pages import PAGES, PUBLIC_PATHS, is_under
from assistant.web.refusals import refusal
from assistant.web.words import FORBIDDEN, TOO_LARGE, UNKNOWN_PAGE, UNKNOWN_PAGE_ADVICE

NONCE_KEY = "csp_nonce"
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""The names this machine has for itself; any other is either set (`assistant.web.app.hosts_of`) or a foreign site's."""

FIXED_HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), clipboard-write=(self)",
    "x-robots-tag": "noindex, nofollow",
}
LARGEST_BODY = 1_000_000
"""Bytes of a request. A question has at most 4,000 characters; room is left so that a far longer one is told so on the page."""
OUR_PATHS = (
    *(page.path for page in PAGES if page.path != "/"),
    *PUBLIC_PATHS,
    "/kalla",
    "/lagrum",
    "/svar",
    "/api",
    "/v1",
    "/mcp",
    "/metrics",
)
GRADIO_PATHS = re.compile(
    r"/|/config|/(assets|static)/.+"
    r"|/gradio_api/(queue/(join|data)|heartbeat/\w+|startup-events|cancel|reset)/?"
)
CACHEABLE = ("/assets/", "/static/", "/statiskt/", "/theme.css", "/favicon.ico")


def content_security_policy(nonce: str) -> str:
    """Give the policy for one response, whose inline scripts carry ``nonce``."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def is_allowed(path: str) -> bool:
    """Tell whether a path is one that our pages use."""
    return any(is_under(path, prefix) for prefix in OUR_PATHS) or GRADIO_PATHS.fullmatch(path) is not None


def is_foreign(headers: Headers) -> bool:
    """Tell whether a browser sent the request on behalf of another site's page.

    Our pages send no referrer, and with that policy a browser says ``Origin: null`` of our own forms too: then what it says of
    the site decides, which no page can set, and which is ``cross-site`` for a page without an origin of its own.
    """
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site") == "cross-site"
    if origin == "null":
        return headers.get("sec-fetch-site") != "same-origin"
    return urlsplit(origin).netloc != headers.get("host", "")


def is_link(method: str, headers: Headers) -> bool:
    """Tell whether somebody follows a link here, from the municipality's own pages or back from its login.

    It changes nothing here, and the page it came from can read nothing of it.
    """
    leads_here = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return method == "GET" and leads_here and "origin" not in headers


def is_too_large(headers: Headers) -> bool:
    """Tell whether a request says that it brings more than any page of ours sends, or does not say how much."""
    length = headers.get("content-length", "")
    if not length:
        return "transfer-encoding" in headers
    return not length.isdecimal() or int(length) > LARGEST_BODY


class SecurityMiddleware:
    """Answers 404 or 403 for what no page of ours asks for, and puts the security headers on everything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no page of ours opens a websocket
            await send({"type": "websocket.close", "code": 1008})
            return
        nonce = secrets.token_urlsafe(16)
        scope[NONCE_KEY] = nonce
        path = scope["path"]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = content_security_policy(nonce)
                for name, value in FIXED_HEADERS.items():
                    headers[name] = value
                if not path.startswith(CACHEABLE):
                    headers["cache-control"] = "no-store"
            await send(message)

        app = _refusal(scope["method"], Headers(scope=scope), path) or self.app
        await app(scope, receive, send_with_headers)


def _refusal(method: str, headers: Headers, path: str) -> Response | None:
    if is_foreign(headers) and not is_link(method, headers):
        return refusal(path, 403, FORBIDDEN)
    if not is_allowed(path):
        return refusal(path, 404, UNKNOWN_PAGE, UNKNOWN_PAGE_ADVICE)
    return refusal(path, 413, TOO_LARGE) if is_too_large(headers) else None
