"""The report of a run as one HTML page in Swedish that asks for nothing: style and plots stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from evals.failures import Failure, Trouble
from evals.figures import RANKING, Figure
from evals.gates import Verdict
from evals.page_failures import failing_questions
from evals.plots import group_plot, latency_plot, reliability_plot, systems_plot, zones_plot
from evals.report import Report
from evals.sections import Section
from evals.summary import Groups, Summary
from evals.systems import Measured
from evals.words import DIMENSIONS, FIGURES, TROUBLES, VALUES, name_of, number

_STYLE = Path(__file__).with_name("report.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load: nothing, so that a mistake here could not reach an address either."""
_GROUP_FIGURES = (
    "hit_at_1",
    "hit_at_5",
    "mrr_at_10",
    "fact_recall",
    "reference_recall",
    "citation_recall",
    "answered_share",
    "refusal_recall",
)
_PLOTTED = ("hit_at_5", "fact_recall")


def write_html(path: Path, report: Report, titles: Mapping[str, str]) -> None:
    """Write the page.

    Parameters
    ----------
    titles
        The documents' short titles by id, to be shown in their place.
    """
    path.write_text(page(report, titles), encoding="utf-8")


def page(report: Report, titles: Mapping[str, str]) -> str:
    """Give the page as HTML."""
    body = (
        _head(report),
        _gates(report.verdicts),
        _figures(report),
        _systems(report.systems),
        _calibration(report.summaries["test"]),
        _latency(report),
        _groups(report, titles),
        *(_section(section) for section in report.sections),
        _failures(report.failures),
    )
    style = _STYLE.read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Utvärdering av handläggarassistenten</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def _head(report: Report) -> str:
    about = report.about
    model = "den medföljande (multilingual-e5-small)" if about.embedding_model == "bundled" else escape(about.embedding_model)
    rerank = escape(about.reranker_model) or "ingen"
    counts = {split: summary.questions for split, summary in report.summaries.items()}
    return f"""<h1>Utvärdering av handläggarassistenten</h1>
<p>Assistenten har fått {counts["all"]} frågor med kända svar. Siffrorna gäller testdelen, {counts["test"]} frågor som ingen har
valt vikter, ord eller gränser efter. Utvecklingsdelen, {counts["dev"]} frågor, är den som felen läses i. Inom hakparentes står
95-procentiga intervall (bootstrap över frågorna): skillnader som ryms i dem kan vara slump.</p>
<p class="muted">Mätt {escape(about.created)} med version {escape(about.version)} på {about.seconds:.0f} sekunder.
Språkmodell för sökning: {model}. Omrankning: {rerank}. Lagen gäller den {escape(about.law_on)}.
Dokument: <code>{escape(about.corpus_sha256[:12])}</code>.</p>
<nav aria-label="Innehåll"><ul>
<li><a href="#krav">Krav och mål</a></li><li><a href="#siffror">Alla siffror</a></li>
<li><a href="#jamforelse">Jämförelse med enklare sökningar</a></li><li><a href="#sakerhet">Säkerhet</a></li>
<li><a href="#tid">Tid</a></li><li><a href="#grupper">Efter stil, roll, kapitel och dokument</a></li>
{"".join(f'<li><a href="#{section.name}">{escape(section.title)}</a></li>' for section in report.sections)}
<li><a href="#fel">Frågor att läsa</a></li></ul></nav>"""


def _gates(verdicts: Sequence[Verdict]) -> str:
    rows = []
    for verdict in verdicts:
        gate = verdict.gate
        outcome = '<span class="ok">✓ nås</span>' if verdict.passed else '<span class="not">– nås inte</span>'
        if not verdict.passed and not gate.is_goal:
            outcome = '<span class="failed">✗ underkänt</span>'
        bound = f"{'minst' if gate.is_floor else 'högst'} {number(gate.bound).rstrip('0').rstrip(',')}"
        measured = "inte mätt" if verdict.value is None else number(verdict.value)
        kind = "mål" if gate.is_goal else "krav"
        part = "testdelen" if gate.split == "test" else "alla frågor"
        cells = (kind, escape(name_of(gate.name)), part, f"#{bound}", f"#{measured}", outcome)
        rows.append(cells)
    note = "<p>Ett krav som inte nås underkänner körningen. Ett mål är utlovat men hålls ännu inte som krav.</p>"
    head = ("", "Siffra", "Frågor", "#Gräns", "#Mätt", "Utfall")
    return f'<h2 id="krav">Krav och mål</h2>{note}{table("Krav och mål", head, rows)}'


def _figures(report: Report) -> str:
    test, dev = report.summaries["test"], report.summaries["dev"]
    rows = []
    for name in (*test.figures, *test.calibration.named(), *test.amounts):
        decimals = 0 if name in test.amounts else 3
        note = FIGURES.get(name, ("", ""))[1]
        label = f'{escape(name_of(name))}<span class="muted">{escape(note)} <code>{escape(name)}</code></span>'
        one = test.named().get(name)
        rows.append((label, *_cells(one, decimals), f"#{_value(dev.named().get(name), decimals)}"))
    head = ("Siffra", "#Testdelen", "#95 %", "#Frågor", "#Utvecklingsdelen")
    return f'<h2 id="siffror">Alla siffror</h2>{table("Hela testdelen och utvecklingsdelen", head, rows)}'


def _systems(systems: Mapping[str, Measured]) -> str:
    if not systems:
        return ""
    rows = [
        (
            f'{escape(name)}<span class="muted">{escape(measured.note)}</span>',
            *(f"#{_value(measured.figures.get(key))} {_interval(measured.figures.get(key))}" for key in RANKING),
            f"#{measured.milliseconds.value:.0f}",
        )
        for name, measured in systems.items()
    ]
    head = ("Sökning", *(f"#{name_of(name)}" for name in RANKING), "#ms, median")
    note = (
        "<p>Samma frågor ur testdelen, de som ett stycke svarar på. En bit av LlamaIndex rymmer flera stycken och räknas som "
        "träff om den rymmer minst hälften av ett rätt stycke: den raden säger alltså mindre om var svaret står.</p>"
    )
    return (
        f'<h2 id="jamforelse">Jämförelse med enklare sökningar</h2>{note}'
        f"{table('Sökningar jämförda', head, rows)}{figure(systems_plot(systems))}"
    )


def _calibration(test: Summary) -> str:
    rows = [
        (
            escape(VALUES.get(zone.name, zone.name)),
            f"#{number(zone.share, 2)}",
            *_cells(zone.answerable),
            *_cells(zone.right)[:2],
        )
        for zone in test.calibration.zones
    ]
    head = ("Zon", "#Andel av frågorna", "#Har svar", "#95 %", "#Frågor", "#Rätt", "#95 %")
    note = (
        "<p>Diagrammet visar om sökningen är så säker som den borde: punkterna ska ligga på den streckade linjen. "
        "Ett svar är rätt när det innehåller alla uppgifter; en avböjd fråga när dokumenten verkligen inte svarar.</p>"
    )
    return (
        f'<h2 id="sakerhet">Säkerhet</h2>{note}{figure(reliability_plot(test.calibration))}'
        f"{figure(zones_plot(test.calibration))}{table('Zonerna som användaren ser', head, rows)}"
    )


def _latency(report: Report) -> str:
    return f'<h2 id="tid">Tid</h2>{figure(latency_plot(report.milliseconds))}' if report.milliseconds else ""


def _groups(report: Report, titles: Mapping[str, str]) -> str:
    test = report.summaries["test"]
    parts = ['<h2 id="grupper">Efter stil, roll, kapitel och dokument</h2>']
    for dimension in test.groups:
        title = DIMENSIONS.get(dimension, dimension)
        parts.append(f"<h3>{escape(title)}</h3>")
        if dimension in {"style", "chapter"}:
            parts.append(figure(group_plot(test, dimension, _PLOTTED, title)))
        parts.append(_group_table(test.groups, dimension, titles, _GROUP_FIGURES))
    return "".join(parts)


def _group_table(groups: Groups, dimension: str, titles: Mapping[str, str], names: Iterable[str]) -> str:
    shown = [name for name in names if any(name in figures for figures in groups[dimension].values())]
    rows = [
        (escape(_label(value, titles)), *(f"#{_value(figures.get(name))} {_count(figures.get(name))}" for name in shown))
        for value, figures in groups[dimension].items()
    ]
    return table(DIMENSIONS.get(dimension, dimension), ("", *(f"#{name_of(name)}" for name in shown)), rows)


def _section(section: Section) -> str:
    rows = [
        (f"{escape(name_of(name))}", *_cells(one), f"#{_value(section.figures.get('dev', {}).get(name))}")
        for name, one in section.figures.get("test", {}).items()
    ]
    parts = [f'<h2 id="{section.name}">{escape(section.title)}</h2>']
    parts.append(table(section.title, ("Siffra", "#Testdelen", "#95 %", "#Antal", "#Utvecklingsdelen"), rows))
    groups = section.groups.get("test", {})
    for dimension in groups:
        names = dict.fromkeys(name for figures in groups[dimension].values() for name in figures)
        parts.append(f"<h3>{escape(DIMENSIONS.get(dimension, dimension))}</h3>{_group_table(groups, dimension, {}, names)}")
    if section.failures:
        parts.append(f"<h3>Att läsa ur utvecklingsdelen ({len(section.failures)})</h3>")
    for failure in section.failures:
        first, *rest = failure.items()
        items = "".join(f"<dt>{escape(key)}</dt><dd>{escape(text)}</dd>" for key, text in rest)
        parts.append(
            f"<details><summary>{escape(first[1])}: {escape(failure.get('Fråga', ''))}</summary><dl>{items}</dl></details>"
        )
    return "".join(parts)


def _failures(found: Sequence[Failure]) -> str:
    note = (
        "<p>Bara frågor ur utvecklingsdelen. Testdelens frågor visas aldrig: "
        "den som har läst dem kan inte längre mäta med dem.</p>"
    )
    parts = [f'<h2 id="fel">Frågor att läsa ({len(found)})</h2>{note}']
    for trouble in Trouble:
        if members := [one for one in found if one.trouble is trouble]:
            parts.append(f"<h3>{escape(TROUBLES[trouble])} ({len(members)})</h3>{failing_questions(members)}")
    return "".join(parts)


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a table; a cell that begins with ``#`` is a number. Cells are HTML: what a person wrote is escaped by the caller."""

    def cell(text: str, tag: str, scope: str = "") -> str:
        kind = ' class="number"' if text.startswith("#") else ""
        return f"<{tag}{scope}{kind}>{text.removeprefix('#')}</{tag}>"

    header = "".join(cell(text, "th", ' scope="col"') for text in head)
    body = "".join(f"<tr>{''.join(cell(text, 'td') for text in row)}</tr>\n" for row in rows)
    # A table that is wider than the page is scrolled by keyboard too: hence tabindex and a name.
    name = escape(caption)
    return (
        f'<div class="table" role="region" aria-label="{name}" tabindex="0"><table><caption>{name}</caption>'
        f"<thead><tr>{header}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def figure(svg: str) -> str:
    """Give a plot in its frame."""
    return f"<figure>{svg}</figure>"


def _cells(one: Figure | None, decimals: int = 3) -> tuple[str, str, str]:
    return (f"#{_value(one, decimals)}", f"#{_interval(one, decimals)}", f"#{one.n if one else ''}")


def _value(one: Figure | None, decimals: int = 3) -> str:
    return number(one.value, decimals) if one else "–"


def _interval(one: Figure | None, decimals: int = 3) -> str:
    return f'<span class="muted">[{number(one.low, decimals)}–{number(one.high, decimals)}]</span>' if one else ""


def _count(one: Figure | None) -> str:
    return f"({one.n})" if one else ""


def _label(value: str, titles: Mapping[str, str]) -> str:
    return " + ".join(titles.get(part, VALUES.get(part, part)) for part in value.split(" + "))
