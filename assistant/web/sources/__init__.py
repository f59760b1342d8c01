"""The pages Källor och lagrum: the documents, a search in them, every lagrum they cite, and what rests on replaced law."""

from __future__ import annotations

from fastapi import FastAPI

from assistant.web.site import Site
from assistant.web.sources import document_pages, law_pages, replaced_page, search_page
from assistant.web.sources.shelf import Shelf


def add(app: FastAPI, site: Site) -> None:
    """Add the pages under ``/kallor`` to the app."""
    shelf = Shelf(site.corpus)
    search_page.add(app, site, shelf)
    law_pages.add(app, site, shelf)
    replaced_page.add(app, site, shelf)
    document_pages.add(app, site, shelf)  # last: what is no page of its own is a place in a document
