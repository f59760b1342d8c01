"""The report's plots, drawn by matplotlib as SVG that stands in the page itself: no file and no address is asked for."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from textwrap import shorten
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from evals.calibration import Calibration
from evals.figures import Figure
from evals.summary import NO_PLACE, Summary
from evals.systems import Measured
from evals.words import VALUES, name_of, number

_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",  # letters stay letters: they are read aloud, found by a search, and need no font of ours
    "font.family": "sans-serif",
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#4a5560",
    "text.color": "#1b1f24",
    "axes.labelcolor": "#1b1f24",
}
_COLOURS = ("#0b4a6f", "#c77700", "#1f6b3a")
_MUTED = "#4a5560"
_INCH_A_BAR = 0.3
_LABEL = 60
"""Characters of a label; longer ones would leave no room for the bars."""


def systems_plot(systems: Mapping[str, Measured]) -> str:
    """Draw hit@1, hit@5 and MRR of every search that was compared, with intervals."""
    names = ("hit_at_1", "hit_at_5", "mrr_at_10")
    rows = {label: measured.figures for label, measured in systems.items()}
    return _bars(rows, names, "Vår sökning och andra på samma frågor")


def group_plot(summary: Summary, dimension: str, names: Sequence[str], title: str) -> str:
    """Draw figures of a split by group, with intervals; what belongs to no document, or to several, stands in the table."""
    rows = {
        shorten(VALUES.get(value, value), _LABEL, placeholder=" …"): figures
        for value, figures in summary.groups[dimension].items()
        if value != NO_PLACE and " + " not in value  # questions that need two places stand in the table
    }
    return _bars({label: figures for label, figures in rows.items() if any(name in figures for name in names)}, names, title)


def reliability_plot(calibration: Calibration) -> str:
    """Draw the share of questions that have an answer against the probability that was given, with intervals."""
    drawing, axes = _canvas(5, 4.4)
    axes.plot([0, 1], [0, 1], color=_MUTED, linestyle="--", linewidth=1, label="så säker som utfallet")
    found = calibration.bins
    if found:
        axes.errorbar(
            [one.probability for one in found],
            [one.answerable.value for one in found],
            yerr=_errors([one.answerable for one in found]),
            color=_COLOURS[0],
            marker="o",
            capsize=3,
            label="frågorna i klassen",
        )
        for one in found:
            axes.annotate(str(one.answerable.n), (one.probability, one.answerable.value), (6, -12), textcoords="offset points")
    axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel="Sannolikhet att frågan besvaras här", ylabel="Andel som besvaras här")
    axes.xaxis.set_major_formatter(_share)
    axes.yaxis.set_major_formatter(_share)
    axes.legend(frameon=False, loc="upper left")
    return _svg(drawing, "Tillförlitlighet: sagd sannolikhet mot verklig andel; siffran är antal frågor")


def zones_plot(calibration: Calibration) -> str:
    """Draw how often questions of each confidence are in order, with intervals."""
    rows = {f"{VALUES.get(zone.name, zone.name)} (n={zone.right.n})": {"right": zone.right} for zone in calibration.zones}
    return _bars(rows, ("right",), "Andel rätt i varje säkerhetszon", legend=False)


def latency_plot(milliseconds: Sequence[float]) -> str:
    """Draw how long the answers took."""
    drawing, axes = _canvas(7, 3)
    ceiling = sorted(milliseconds)[int(0.99 * (len(milliseconds) - 1))]
    axes.hist([min(one, ceiling) for one in milliseconds], bins=40, color=_COLOURS[0])
    axes.set(xlabel="Millisekunder för ett svar (de långsammaste i sista stapeln)", ylabel="Frågor", xlim=(0, None))
    return _svg(drawing, "Tid för ett svar")


def _bars(rows: Mapping[str, Mapping[str, Figure]], names: Sequence[str], title: str, *, legend: bool = True) -> str:
    labels = list(rows)
    drawing, axes = _canvas(9, 1.2 + _INCH_A_BAR * len(names) * max(1, len(labels)))
    height = 0.8 / len(names)
    for place, name in enumerate(names):
        at = [(row + place * height, rows[label][name]) for row, label in enumerate(labels) if name in rows[label]]
        axes.barh(
            [at_height for at_height, _ in at],
            [one.value for _, one in at],
            height=height,
            xerr=_errors([one for _, one in at]),
            color=_COLOURS[place % len(_COLOURS)],
            error_kw={"ecolor": _MUTED, "capsize": 2, "elinewidth": 1},
            label=name_of(name),
        )
    axes.set_yticks([row + height * (len(names) - 1) / 2 for row in range(len(labels))], labels)
    axes.invert_yaxis()
    axes.set_xlim(0, 1.02)
    axes.margins(y=0.02)
    axes.xaxis.set_major_formatter(_share)
    if legend:
        axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=len(names))
    return _svg(drawing, title)


def _share(value: float, _place: object) -> str:
    """Write a share on an axis as Swedish does."""
    return number(value, 1)


def _errors(found: Sequence[Figure]) -> list[list[float]]:
    """Give the arms of the intervals; one that does not reach the value has no arm."""
    return [[max(0.0, one.value - one.low) for one in found], [max(0.0, one.high - one.value) for one in found]]


def _canvas(width: float, height: float) -> tuple[Drawing, Axes]:
    with mpl.rc_context(_STYLE):
        drawing = Drawing(figsize=(width, height), layout="constrained")
        return drawing, drawing.add_subplot()


def _only_if_used(drawn: str) -> Callable[[re.Match[str]], str]:
    """Keep the ids that something in the drawing points at; the others would stand several times in a page."""
    return lambda found: found[0] if f"#{found[1]}" in drawn else ""


def _svg(drawing: Drawing, title: str) -> str:
    """Give a drawing as an ``<svg>`` element with a name for those who do not see it; the same input gives the same text."""
    buffer = io.StringIO()
    with mpl.rc_context({**_STYLE, "svg.hashsalt": title}):
        drawing.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    drawn = buffer.getvalue()
    element = re.sub(r' id="([^"]*)"', _only_if_used(drawn), drawn[drawn.index("<svg") :])
    return element.replace("<svg", f'<svg role="img" aria-label="{title}"', 1)
