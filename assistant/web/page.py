"""The frame that Gradio serves, made ours: Swedish, without outside addresses, scripts marked as known."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.frame import header_html, version
from assistant.web.security import NONCE_KEY
from assistant.web.site import USER_KEY
from assistant.web.words import MACHINE, NAME, PURPOSE

SCRIPTS = ("topp", "page", "kalla", "spara", "omdome")

# The first script runs before Gradio's: it picks Gradio's Swedish words and keeps the page's language Swedish.
OUR_HEAD = (
    f'<meta name="description" content="{PURPOSE}">'
    '<meta name="color-scheme" content="light dark">'
    f'<script src="/statiskt/swedish.js?v={version()}"></script>'
    f'<link rel="stylesheet" href="/statiskt/style.css?v={version()}">'
    + "".join(f'<script src="/statiskt/{name}.js?v={version()}" defer></script>' for name in SCRIPTS)
)
WITHOUT_SCRIPT = f"<noscript><p>{NAME} behöver JavaScript för att svara. {MACHINE}</p></noscript>"
SOCIAL_META = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*', re.IGNORECASE)
MANIFEST = re.compile(r'<link rel="manifest"[^>]*>\s*')
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
BODY = re.compile(r"<body\b[^>]*>")
FRAME_RESIZER = "iframeResizer.contentWindow"
"""Marks Gradio's inline script that loads a third party's tool for pages shown inside other pages; ours never are."""


def rewrite(html: str, nonce: str, header: str = "") -> str:
    """Give Gradio's index page in Swedish, with our head and header, and with ``nonce`` on its inline scripts."""

    def known(match: re.Match[str]) -> str:
        attributes, body = match.groups()
        if FRAME_RESIZER in body:
            return ""
        return match.group(0) if "src=" in attributes else f'<script nonce="{nonce}"{attributes}>{body}</script>'

    html = SCRIPT.sub(known, MANIFEST.sub("", SOCIAL_META.sub("", html)))
    html = html.replace('lang="en"', 'lang="sv"', 1)
    html = html.replace("<head>", f"<head><title>{NAME}</title>", 1).replace("</head>", f"{OUR_HEAD}</head>", 1)
    html = BODY.sub(lambda match: f"{match.group(0)}{header}", html, count=1)
    return html.replace("</body>", f"{WITHOUT_SCRIPT}</body>", 1)


class PageMiddleware:
    """Rewrites the index page on its way out."""

    def __init__(self, app: ASGIApp, *, logs_in: bool = False) -> None:
        self.app = app
        self.logs_in = logs_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"] != "/":
            await self.app(scope, receive, send)
            return
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        chunks: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            chunks.append(message.get("body", b""))
            if message.get("more_body", False):
                return
            body = b"".join(chunks)
            header = header_html(scope.get(USER_KEY), "/", logs_in=self.logs_in)
            if body and Headers(raw=start["headers"]).get("content-type", "").startswith("text/html"):
                body = rewrite(body.decode(), scope[NONCE_KEY], header).encode()
                MutableHeaders(raw=start["headers"])["content-length"] = str(len(body))
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, collect)
