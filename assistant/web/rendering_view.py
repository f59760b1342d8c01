"""Renderings of an answer on the page: buttons to ask for one, and each sentence beside its Swedish original."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.generation.renderings import RenderedSentence, Rendering

WAITING = "Språkmodellen återger svaret; varje mening kontrolleras"
NAMES = {"plain": "Klarspråk", "english": "English", "finnish": "Suomi"}
TITLES = {"plain": "Svaret på klarspråk", "english": "Svaret på engelska", "finnish": "Svaret på finska"}
CODES = {"plain": "sv", "english": "en", "finnish": "fi"}
"""Language tags of the renderings (BCP 47), so that a screen reader speaks them as what they are."""


def rendering_buttons(number: int, done: Collection[str]) -> str:
    """Give the buttons for the renderings of one turn that there are not yet."""
    buttons = "".join(
        f'<button type="button" class="aterge" lang="{CODES[language]}" data-aterge="{number}:{language}">{name}</button>'
        for language, name in NAMES.items()
        if language not in done
    )
    return f'<div class="aterge-val" role="group" aria-label="Återge svaret">{buttons}</div>' if buttons else ""


def waiting_html(language: str) -> str:
    """Give the sign that a rendering is being made."""
    return f'<section class="aterges"><h3>{TITLES[language]}</h3><p class="dampad">{WAITING}</p></section>'


def rendering_html(rendering: Rendering) -> str:
    """Give a rendering: that a machine made it, then the sentences, each beside the Swedish one it renders."""
    code = CODES[rendering.language]
    notices = "".join(f"<p>{escape(notice)}</p>" for notice in rendering.notices)
    foreign = "".join(f'<p lang="{code}">{escape(notice)}</p>' for notice in rendering.foreign_notices)
    rows = "".join(_row(one, code) for one in rendering.sentences)
    return (
        f'<section class="atergivning" aria-label="{TITLES[rendering.language]}"><h3>{TITLES[rendering.language]}</h3>'
        f'<div class="maskinell">{notices}{foreign}</div><dl>{rows}</dl></section>'
    )


def _row(one: RenderedSentence, code: str) -> str:
    if one.rendered is None:
        return f'<dt>{escape(one.original)}</dt><dd class="dampad">{escape(one.reason)}</dd>'
    return f'<dt>{escape(one.original)}</dt><dd lang="{code}">{escape(one.rendered)}</dd>'
