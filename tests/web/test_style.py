"""Contrast, measured: WCAG 2.1, 1.4.3 (text 4.5:1) and 1.4.11 (edges and icons 3:1)."""

from __future__ import annotations

import re

import pytest

from assistant.web.frame import stylesheet

STYLE = stylesheet()
PALETTE = re.compile(r":root \{(.*?)\}", re.DOTALL)
TEXT = [
    (colour, ground)
    for ground in ("papper", "kort")
    for colour in ("black", "dampad", "handling", "ok", "varning", "stopp")
] + [("pa-handling", "handling"), ("pa-markering", "markering")]  # fmt: skip
EDGES = [("kant", "papper"), ("kant", "kort"), ("handling", "papper"), ("handling", "kort")]


def palettes() -> dict[str, dict[str, str]]:
    light, dark = PALETTE.findall(STYLE)[:2]
    return {name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for name, block in (("light", light), ("dark", dark))}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("colour", "ground"), TEXT)
def test_text_can_be_read(scheme: str, colour: str, ground: str) -> None:
    palette = palettes()[scheme]
    assert contrast(palette[colour], palette[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("colour", "ground"), EDGES)
def test_what_can_be_operated_can_be_seen(scheme: str, colour: str, ground: str) -> None:
    palette = palettes()[scheme]
    assert contrast(palette[colour], palette[ground]) >= 3


def test_no_colour_stands_outside_the_palette() -> None:
    rules = PALETTE.sub("", STYLE)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", re.sub(r"#[a-zåäö-]+", "", rules))


def test_type_has_five_sizes() -> None:
    assert set(re.findall(r"font-size: ([\d.]+rem)", STYLE)) == {"0.875rem", "1rem", "1.125rem", "1.375rem", "1.75rem"}


def test_every_token_that_is_used_is_defined() -> None:
    assert set(re.findall(r"var\((--[\w-]+)", STYLE)) <= set(re.findall(r"(--[\w-]+):", STYLE))
