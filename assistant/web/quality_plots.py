"""The plots of the page Kvalitet, as SVG that takes its colours from the stylesheet. The numbers stand beside them as text."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assistant.web.evaluation import Bin, Figure

WIDTH, HEIGHT = 1000, 100
"""A bar is drawn on this grid and stretched to the room it has."""
SIDE, LEFT, FOOT, TOP = 300, 56, 36, 8
"""The reliability diagram: the side of its square, and the room for its numbers."""
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def number(value: float, decimals: int = 2) -> str:
    """Write a number as Swedish does."""
    return f"{value:.{decimals}f}".replace(".", ",")


def percent(value: float) -> str:
    """Write a share in whole hundredths, and never all or nothing where it is not quite that: ``95 %``, ``över 99 %``."""
    if 0.995 <= value < 1:
        return "över 99 %"
    if 0 < value < 0.005:
        return "under 1 %"
    return f"{value * 100:.0f} %"


def bar(figure: Figure) -> Markup:
    """Draw a share from 0 to 1 with its interval. It says nothing that the text beside it does not."""
    value, low, high = (round(one * WIDTH) for one in (figure.value, figure.low, figure.high))
    interval = f"M{low} 50H{high}M{low} 28V72M{high} 28V72"
    return _svg(
        f'<rect class="stapel-spar" x="0" y="20" width="{WIDTH}" height="60"/>'
        f'<rect class="stapel-varde" x="0" y="20" width="{value}" height="60"/>'
        f'<path class="stapel-under" d="{interval}"/><path class="stapel-intervall" d="{interval}"/>',
        f'class="stapel" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true" focusable="false"',
    )


def reliability(bins: Sequence[Bin]) -> Markup:
    """Draw the share of questions that have an answer against the probability that was given, with intervals."""
    parts = [
        f'<path class="diagram-linje" d="M{LEFT} {TOP}V{TOP + SIDE}H{LEFT + SIDE}"/>',
        f'<path class="diagram-lika" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>',
    ]
    for tick in TICKS:
        parts.append(f'<text x="{_x(tick)}" y="{TOP + SIDE + 20}" text-anchor="middle">{percent(tick)}</text>')
        parts.append(f'<text x="{LEFT - 6}" y="{_y(tick) + 4}" text-anchor="end">{percent(tick)}</text>')
    points = " ".join(f"{_x(one.probability)},{_y(one.answerable.value)}" for one in bins)
    parts.append(f'<polyline class="diagram-kurva" points="{points}"/>')
    for one in bins:
        x = _x(one.probability)
        parts.append(f'<path class="diagram-intervall" d="M{x} {_y(one.answerable.low)}V{_y(one.answerable.high)}"/>')
        parts.append(f'<circle class="diagram-punkt" cx="{x}" cy="{_y(one.answerable.value)}" r="5"/>')
    name = "Hur ofta frågan hade ett svar, mot hur säker assistenten var. Siffrorna står i tabellen efter."
    box = f'viewBox="0 0 {LEFT + SIDE + 24} {TOP + SIDE + FOOT}"'
    return _svg("".join(parts), f'class="diagram" {box} role="img" aria-label="{name}"')


def _x(share: float) -> int:
    return round(LEFT + share * SIDE)


def _y(share: float) -> int:
    return round(TOP + (1 - share) * SIDE)


def _svg(body: str, attributes: str) -> Markup:
    return Markup(f"<svg {attributes}>{body}</svg>")  # noqa: S704  # numbers and words of our own
