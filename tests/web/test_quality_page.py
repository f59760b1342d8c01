"""Kvalitet and the accessibility statement: measured figures, plain limits, and what a municipality must fill in."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from importlib import resources
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

import assistant
from assistant import __version__
from assistant.documents.corpus import Corpus
from assistant.settings import Settings
from assistant.web import quality_page
from assistant.web.evaluation import FILE, SCHEMA, Bin, Figure, files_sha256, read, shipped_evaluation
from assistant.web.quality_page import contact_html, stored
from assistant.web.quality_plots import bar, number, percent, reliability
from assistant.web.site import Site
from evals.claims_suite import CLAIMS
from evals.suites import CONVERSATIONS, suite_paths
from evals.verification_suite import VERIFICATION
from tests.web.fake_assistant import FakeAssistant

PUBLISH = "kör om: python -m evals.run --publish"


def shipped() -> dict[str, object]:
    row: dict[str, object] = json.loads((resources.files("assistant.web") / "data" / FILE).read_text(encoding="utf-8"))
    return row


def with_settings(settings: Settings, fake: FakeAssistant, **changed: object) -> TestClient:
    app = FastAPI(openapi_url=None)
    quality_page.add(app, Site(settings.model_copy(update=changed), fake))
    return TestClient(app, base_url="http://127.0.0.1:7860")


def test_the_figures_that_ship_were_measured_on_these_documents_and_suites(corpus: Corpus) -> None:
    about = shipped_evaluation().about
    assert shipped()["schema"] == SCHEMA
    assert about["corpus_sha256"] == corpus.sha256, PUBLISH
    assert about["suites_sha256"] == files_sha256([*suite_paths(), CONVERSATIONS]), PUBLISH
    assert about["checks_sha256"] == files_sha256((CLAIMS, VERIFICATION)), PUBLISH


def test_no_question_is_among_the_figures() -> None:
    text = json.dumps(shipped(), ensure_ascii=False)
    for path in (*suite_paths(), CONVERSATIONS, CLAIMS, VERIFICATION):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert not any(str(row[key]) in text for key in ("question", "claim", "sentence") if key in row)


def test_the_page_shows_the_figures_of_the_file(pages: TestClient) -> None:
    html = unescape(pages.get("/kvalitet").text)
    found = shipped_evaluation()
    for one in found.figures:
        if one.key not in {"brier", "ece", "auroc"}:
            assert one.name in html
            assert f"{number(one.figure.value)} " in html
    near = found["refusal_recall_near_miss"]
    assert f"Av {near.n} frågor som låter som riktlinjerna men inte besvaras där avböjs {near.count}." in html
    assert html.count('<svg class="stapel"') == len(re.findall(r'<td class="tal">[\d,]+ <span class="dampad">', html))


def test_every_plot_has_its_numbers_as_text(pages: TestClient) -> None:
    html = pages.get("/kvalitet").text
    assert 'role="img" aria-label="Hur ofta frågan hade ett svar' in html
    table = html.partition("Angiven sannolikhet och verklig andel")[2].partition("</table>")[0]
    assert table.count('<th scope="row"') == len(shipped_evaluation().bins)


def test_the_page_says_where_the_figures_belong_to_something_else(
    pages: TestClient, corpus: Corpus, settings: Settings
) -> None:
    found = shipped_evaluation()
    same = replace(found, about={**found.about, "version": __version__})
    assert same.differs_in(settings, corpus, __version__) == ()
    other = replace(corpus, sha256="0" * 64)
    assert same.differs_in(settings, other, "9.9") == ("andra dokument", "en annan version av programmet")
    words = "De säger därför inte säkert hur bra den här är."
    is_said = words in pages.get("/kvalitet").text
    assert is_said is bool(found.differs_in(settings, corpus, __version__))


def test_the_page_is_open_about_being_a_machine_and_about_its_limits(pages: TestClient, corpus: Corpus) -> None:
    html = pages.get("/kvalitet").text
    assert "artikel 50 i EU:s AI-förordning (2024/1689)" in html
    assert "Ingen språkmodell formulerar svaren." in html
    assert "Avgöra något i ett ärende." in html
    assert "Ingen jurist har granskat det." in html
    assert corpus.sha256 in html


def test_the_language_model_that_writes_is_named(settings: Settings, fake: FakeAssistant) -> None:
    class Writer:
        model = "<b>gemma"
        where = "modeller.exempel.se"

        def prepare(self) -> None:
            """Load nothing."""

    class Writing(FakeAssistant):
        writes_with = Writer()  # type: ignore[assignment]

    html = with_settings(settings, Writing(fake.corpus)).get("/kvalitet").text
    assert "Språkmodellen &lt;b&gt;gemma formulerar svaren." in html
    assert "skickas till språkmodellen &lt;b&gt;gemma, modeller.exempel.se" in html
    assert "felaktiga meningar" in html
    assert "Inget skickas från servern" not in html


def test_what_is_kept_and_how_long_follows_the_settings(settings: Settings) -> None:
    kept = {what: (how_long, more) for what, how_long, more in stored(settings)}
    assert kept["Frågor och svar"][0] == "Sparas inte"
    assert kept["Svar som någon har märkt som bra eller fel"][0] == "Tills en arbetsledare raderar dem"
    assert "inte namnet" in kept["Svar som någon har märkt som bra eller fel"][1]
    changed = settings.model_copy(
        update={"review_keep_days": 90, "review_names": True, "audit_keep_days": 0, "log": "json", "login": "users"}
    )
    kept = {what: (how_long, more) for what, how_long, more in stored(changed)}
    assert kept["Svar som någon har märkt som bra eller fel"][0] == "90 dagar"
    assert "Namn och roll sparas." in kept["Svar som någon har märkt som bra eller fel"][1]
    assert kept["Händelseloggen: granskning och administration"][0] == "Tills en administratör rensar"
    assert kept["Driftloggen"][0] != "Förs inte"
    assert "Inloggningen" in kept


def test_the_statement_has_what_the_law_asks_for(pages: TestClient) -> None:
    html = pages.get("/tillganglighet").text
    for words in ("2018:1937", "Delvis förenlig", "EN 301 549", "WCAG 2.1", "självskattning", "Undantag", "2026-11-22"):
        assert words in html, words
    assert 'href="https://www.digg.se/tdosanmalan"' in html
    assert "Kontakten är inte ifylld." in html


def test_the_contact_that_is_filled_in_is_shown_and_only_addresses_are_links(settings: Settings, fake: FakeAssistant) -> None:
    contact = "Kontaktcenter, 08-535 300 00, (kontakt@exempel.se), https://exempel.se/synpunkter. <b>javascript:x http://a.se"
    html = with_settings(settings, fake, accessibility_contact=contact).get("/tillganglighet").text
    assert "Kontakten är inte ifylld." not in html
    assert '(<a href="mailto:kontakt@exempel.se" rel="noreferrer">kontakt@exempel.se</a>),' in html
    assert '<a href="https://exempel.se/synpunkter" rel="noreferrer">https://exempel.se/synpunkter</a>.' in html
    assert "&lt;b&gt;javascript:x http://a.se" in html
    assert contact_html("") == ""


def test_the_shares_are_written_as_they_are() -> None:
    assert [percent(one) for one in (0, 0.001, 0.774, 0.997, 1)] == ["0 %", "under 1 %", "77 %", "över 99 %", "100 %"]
    assert number(0.7736) == "0,77"


def test_a_bar_is_as_long_as_its_share_and_the_curve_goes_through_its_points() -> None:
    drawn = bar(Figure(0.5, 0.4, 0.6, 20))
    assert 'class="stapel-varde" x="0" y="20" width="500"' in drawn
    assert 'd="M400 50H600' in drawn
    curve = reliability([Bin(0.0, Figure(0.0, 0.0, 0.1, 5)), Bin(1.0, Figure(1.0, 0.9, 1.0, 5))])
    assert 'points="56,308 356,8"' in curve


def test_the_figures_are_read_as_they_are_written() -> None:
    row = shipped()
    found = read(row)
    assert len(found.figures) == len(row["figures"])  # type: ignore[arg-type]
    assert found["hit_at_5"].value == found.figures[1].figure.value
    with pytest.raises(KeyError):
        found["no_such_figure"]


def test_the_program_draws_without_a_plotting_library() -> None:
    folder = Path(assistant.__file__).parent
    using = [
        path.name
        for path in folder.rglob("*.py")
        if re.search(r"^\s*(?:import|from) (?:matplotlib|evals)", path.read_text("utf-8"), re.M)
    ]
    assert using == []
