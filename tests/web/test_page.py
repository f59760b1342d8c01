from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

SOURCES = re.compile(r"""(?:src|href|content|action)\s*=\s*["']?(https?:)?//|url\(\s*["']?(?:https?:)?//|@import\s""")


@pytest.fixture(scope="module")
def index(client: TestClient) -> str:
    return client.get("/").text


def test_the_page_is_swedish_and_named(index: str) -> None:
    assert '<html\n\tlang="sv"' in index
    assert index.count("<title>Handläggarassistenten</title>") == 1


def test_the_page_points_at_nothing_outside(client: TestClient, index: str) -> None:
    pages = [index, client.get("/theme.css").text]
    pages += [client.get(f"/statiskt/{name}").text for name in ("style.css", "page.js", "swedish.js")]
    for page in pages:
        assert SOURCES.search(page) is None
    assert "fonts.g" not in "".join(pages)


def test_our_files_name_no_other_server(client: TestClient) -> None:
    for name in ("style.css", "page.js", "swedish.js"):
        response = client.get(f"/statiskt/{name}")
        assert response.status_code == 200
        assert "://" not in response.text


def test_every_inline_script_is_known_to_the_policy(client: TestClient) -> None:
    response = client.get("/")
    nonce = re.search(r"'nonce-([\w-]+)'", response.headers["content-security-policy"])
    assert nonce is not None
    scripts = re.findall(r"<script\b([^>]*)>", response.text)
    assert len(scripts) >= 5
    assert all("src=" in attributes or f'nonce="{nonce[1]}"' in attributes for attributes in scripts)
    assert client.get("/").headers["content-security-policy"] != response.headers["content-security-policy"]


def test_the_page_needs_no_tool_for_frames_and_offers_no_installation(index: str) -> None:
    assert "iframeResizer.contentWindow" not in index
    assert "manifest" not in index.split("gradio_config")[0]


def test_a_reader_without_scripts_is_told(index: str) -> None:
    assert "<noscript>" in index
