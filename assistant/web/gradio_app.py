"""The Gradio part: the pages as one `gr.Blocks`, mounted with everything off that stores, uploads or calls out."""

from __future__ import annotations

import asyncio

import gradio as gr
from fastapi import FastAPI

from assistant.web import ask_page
from assistant.web.site import Site
from assistant.web.words import NAME

QUEUE_LENGTH = 32
"""Questions that may wait; an answer takes well under a second, so more mean that something is stuck."""
SESSIONS_KEPT = 200
"""Pages whose state Gradio keeps, the latest used; its own 10,000, never emptied, come to more than a gigabyte. A page that is
forgotten while it is open finds its conversation again by its tab."""
ANSWERS_AT_ONCE = 2
UPLOAD_LIMIT = "1b"
"""No page takes a file, and the upload route answers 404; should that ever fail, nothing of size gets through."""
THEME = gr.themes.Base(
    font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]
)  # a named font would be fetched


def mount(app: FastAPI, site: Site) -> FastAPI:
    """Mount the pages at the root of ``app``."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:  # outside a running loop Gradio makes one for each of its locks and never closes it
        return asyncio.run(_mount_in_loop(app, site))
    return _mount(app, site)


async def _mount_in_loop(app: FastAPI, site: Site) -> FastAPI:
    return _mount(app, site)


def _mount(app: FastAPI, site: Site) -> FastAPI:
    with gr.Blocks(title=NAME, analytics_enabled=False, fill_width=True) as blocks:
        ask_page.build(site)
    blocks.state_session_capacity = SESSIONS_KEPT
    blocks.queue(max_size=QUEUE_LENGTH, default_concurrency_limit=ANSWERS_AT_ONCE, api_open=False)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=UPLOAD_LIMIT,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=THEME,
    )
    return mounted
