"""The frame around every page: templates, the header with the menu, and the one stylesheet."""

from __future__ import annotations

import functools
import hashlib
from importlib import resources

import jinja2
from markupsafe import Markup

from assistant.access.model import User
from assistant.documents.model import label
from assistant.web.markup import icon
from assistant.web.pages import is_under, menu
from assistant.web.words import MACHINE, NAME, PURPOSE


@functools.cache
def environment() -> jinja2.Environment:
    """Give the templates; every value is escaped, and a name that a template has not been given is an error."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("assistant.web", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        NAME=NAME, PURPOSE=PURPOSE, MACHINE=MACHINE, menu=menu, is_current=is_current, icon=_icon, version=version()
    )
    made.filters["label"] = label
    return made


def _icon(name: str) -> Markup:
    return Markup(icon(name))  # noqa: S704  # drawn by us, holds nothing that was typed


def template(name: str) -> jinja2.Template:
    """Give a template by its name, without ``.html``."""
    return environment().get_template(f"{name}.html")


def is_current(page: str, path: str) -> bool:
    """Tell whether a path belongs to a page of the menu."""
    return path == "/" if page == "/" else is_under(path, page)


def header_html(user: User | None, path: str, *, logs_in: bool) -> str:
    """Give the header that stands above every page: the name, the menu, who is logged in."""
    return template("header").render(user=user, path=path, logs_in=logs_in)


@functools.cache
def stylesheet() -> str:
    """Give the one stylesheet: every file in ``static/css``, in the order of their names."""
    folder = resources.files("assistant.web") / "static" / "css"
    sheets = sorted((file for file in folder.iterdir() if file.name.endswith(".css")), key=lambda file: file.name)
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


@functools.cache
def version() -> str:
    """Give what the addresses of our scripts and sheet end with, so that a browser never keeps those of an older version."""
    folder = resources.files("assistant.web") / "static"
    scripts = sorted((file for file in folder.iterdir() if file.name.endswith(".js")), key=lambda file: file.name)
    whole = stylesheet().encode() + b"".join(script.read_bytes() for script in scripts)
    return hashlib.sha256(whole).hexdigest()[:12]
