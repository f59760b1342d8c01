"""Statements checked against the real documents."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable

import pytest

from assistant.documents.corpus import Corpus
from assistant.errors import UsageError
from assistant.interpretation import Interpreter, Verdict, judge
from assistant.text import collapse
from tests.interpretation.conftest import Checks

POLICE = "Polisen utreder och fattar beslut om fingerade personuppgifter."


@pytest.mark.parametrize(
    "statement",
    [
        "Polisen fattar beslut om fingerade personuppgifter.",
        "Insatsen stöd för personer utsatta för våld omfattar högst 15 tillfällen.",
        "Samtalsgruppen leds alltid av två gruppledare.",
        "En utredning får inte inledas mot en vuxens vilja.",
        "En tjej på 17 år som lever i en hederskontext kan vända sig till Origo.",
    ],
)
def test_what_the_guidelines_say_is_supported(check: Checks, statement: str) -> None:
    found = check(statement)
    assert found.verdict is Verdict.SUPPORTED
    assert found.citations
    assert found.differences == ()


@pytest.mark.parametrize(
    ("statement", "kind", "words"),
    [
        ("Skatteverket beslutar om fingerade personuppgifter.", "actor", ("Skatteverket", "Polisen")),
        ("Insatsen stöd för personer utsatta för våld omfattar högst 20 tillfällen.", "number", ("20", "15")),
        ("Under samtalsstöd med anledning av partnervåld ska en partnerkontakt ingå.", "modality", ("ska", "bör")),
        (
            "En elvaåring som lever i en hederskontext hör till dem som Origo vänder sig till.",
            "number",
            ("elvaåring", "mellan 13 och 26 år"),
        ),
        (
            "Uppgifter om misstänkta brott lämnas till polisen enligt 10 kap. 32 § OSL.",
            "reference",
            ("10 kap. 32 §", "10 kap. "),
        ),
        ("Samverkan i Huddinge kan ske utan den enskildes samtycke.", "condition", ("utan", "samtycke")),
        ("Samtalsgruppen är begränsad till 15 tillfällen.", "number", ("15 tillfällen", "beroende av")),
        ("Den andra vårdnadshavaren underrättas normalt först när utredningen är klar.", "time", ("först när", "genast")),
        ("Origo är en samverkan mellan alla kommuner i Sverige, polisen och regionen.", "place", ("i Sverige", "i Stockholm")),
        ("Partnerkontakt kan inledas även om våldsutövaren säger nej.", "condition", ("även om", "kräver")),
    ],
)
def test_a_changed_word_is_a_contradiction_that_is_named(
    check: Checks, statement: str, kind: str, words: tuple[str, str]
) -> None:
    found = check(statement)
    assert found.verdict is Verdict.CONTRADICTED
    named = [one for one in found.differences if one.kind.value == kind]
    assert any(words[0] in one.claim and words[1] in one.source for one in named), found.differences


@pytest.mark.parametrize(
    "statement",
    [
        "Parkeringstillstånd för rörelsehindrade söks hos trafikkontoret.",
        "Underhållsstöd söks hos Försäkringskassan.",
        "Handläggare ska gå en grundutbildning om våld på fem dagar.",
    ],
)
def test_what_the_guidelines_say_nothing_of_is_not_addressed(check: Checks, statement: str) -> None:
    found = check(statement)
    assert found.verdict is Verdict.NOT_ADDRESSED
    assert (found.citations, found.differences) == ((), ())


def test_each_claim_of_a_statement_is_judged_by_itself(check: Checks) -> None:
    found = check(
        "Skatteverket fattar beslut om sekretessmarkering, och Skatteverket fattar beslut om fingerade personuppgifter."
    )
    assert [one.verdict for one in found.claims] == [Verdict.SUPPORTED, Verdict.CONTRADICTED]
    assert found.verdict is Verdict.CONTRADICTED
    assert [one.marker for one in found.citations] == list(range(1, len(found.citations) + 1))


def test_every_quote_stands_in_its_paragraph(check: Checks, corpus: Corpus) -> None:
    found = check("Samtalsgruppen leds av tre gruppledare. KAST vänder sig till människor som vill sluta köpa sex.")
    assert found.citations
    for one in found.citations:
        assert one.quote
        assert one.quote in collapse(one.text)
        assert one.text == corpus.paragraph(one.paragraph_id).full_text


def test_a_claim_that_names_a_municipality_is_judged_by_its_documents(check: Checks) -> None:
    for statement, publisher in (
        ("I Huddinge ska de skyddade boendena ha kunskap om barns behov.", "Huddinge kommun"),
        ("I Stockholm fattar polisen beslut om fingerade personuppgifter.", "Stockholms stad"),
    ):
        (finding,) = check(statement).claims
        assert finding.by_publisher == {publisher: Verdict.SUPPORTED}


def test_it_is_said_whose_documents_say_nothing_of_it(check: Checks) -> None:
    found = check("Polisen fattar beslut om fingerade personuppgifter.")
    assert found.claims[0].by_publisher == {"Stockholms stad": Verdict.SUPPORTED, "Huddinge kommun": Verdict.NOT_ADDRESSED}
    assert "Riktlinjer från Huddinge kommun tar inte upp det." in " ".join(found.notices)


def test_another_municipalitys_rules_are_not_here(check: Checks) -> None:
    found = check("I Göteborg fattar polisen beslut om fingerade personuppgifter.")
    assert found.verdict is Verdict.NOT_ADDRESSED
    assert found.notices == ("Det finns inga riktlinjer från Göteborg här.",)


def test_replaced_law_is_accepted_under_both_numbers_and_said(check: Checks) -> None:
    old = check("Skyldigheten att inleda utredning utan dröjsmål finns i 11 kap. 1 § SoL (2001:453).")
    new = check("Bosättningskommunen kan begära överflyttning av ett ärende enligt 29 kap. 10 § SoL (2025:400).")
    assert "reference" not in {one.kind.value for one in (*old.differences, *new.differences)}
    assert any("2 a kap. 10 § SoL (2001:453)" in notice and "29 kap. 10 §" in notice for notice in new.notices)


@pytest.mark.parametrize("written", ["11 kap. 1 § SoL", "14 kap. 2 § SoL (2025:400)", "14 kap. 2 § SoL"])
def test_today_the_guidelines_section_and_todays_are_both_accepted_and_said(interpreter: Interpreter, written: str) -> None:
    found = interpreter.check(f"Nämnden ska inleda utredning utan dröjsmål enligt {written}.")
    assert found.verdict is Verdict.SUPPORTED
    assert found.notices[0] == (
        "Riktlinjen skriver 11 kap. 1 § SoL (2001:453). Det motsvaras i dag av 14 kap. 2 § SoL (2025:400)."
    )


def test_the_verdict_on_a_section_follows_the_date(interpreter: Interpreter) -> None:
    before, after = datetime.date(2024, 3, 1), datetime.date(2025, 7, 1)
    new = "Nämnden ska inleda utredning utan dröjsmål enligt 14 kap. 2 § SoL (2025:400)."
    old = "Nämnden ska inleda utredning utan dröjsmål enligt 11 kap. 1 § SoL."
    found = interpreter.check(new, before)
    assert found.verdict is Verdict.CONTRADICTED
    assert (found.differences[0].kind.value, found.differences[0].source) == ("reference", "11 kap. 1 § SoL")
    assert "14 kap. 2 § SoL (2025:400) gällde inte den 2024-03-01." in found.notices[0]
    assert interpreter.check(new, after).verdict is Verdict.SUPPORTED
    assert {interpreter.check(old, on).verdict for on in (before, after)} == {Verdict.SUPPORTED}
    assert not any("2025:400" in notice for notice in interpreter.check(old, before).notices)


def test_where_it_is_unsure_it_says_which_word_to_check(check: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "SEARCHED_AGREES", (1e6, 1e6))  # now nothing that might be contradicted is called supported
    found = check("Polisen fattar beslut om fingerade personuppgifter.")
    assert (found.verdict, found.unsure) == (Verdict.CONTRADICTED, True)
    assert any("osäkert" in notice for notice in found.notices)
    assert found.citations


def test_another_county_is_a_place_that_differs_and_no_other_municipality(check: Checks) -> None:
    found = check("Origo drivs av kommunerna i Uppsala län tillsammans med polisen och regionen.")
    assert found.verdict is Verdict.CONTRADICTED
    assert ("place", "Uppsala län", "Stockholms län") in [(one.kind.value, one.claim, one.source) for one in found.differences]


@pytest.mark.parametrize("statement", ["Boendet ska ligga i en annan kommun", "Det skyddade boendet ska ligga utomlands."])
def test_a_place_that_no_guideline_names_is_not_addressed(check: Checks, statement: str) -> None:
    assert check(statement).verdict is Verdict.NOT_ADDRESSED


def test_a_claim_that_leans_on_another_is_judged_by_the_same_document(check: Checks) -> None:
    found = check("Insatsen stöd för personer utsatta för våld är begränsad till 15 tillfällen, och man måste ha fyllt 15 år.")
    assert [one.citations[0].document_id for one in found.claims] == ["stockholm-stod-valdsutsatta"] * 2
    assert found.verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    "statement",
    [
        "Handläggare bör alltid försöka prata med den enskilde i enrum.",
        "Egenavgiften blir lägre om personen inte får mat på boendet.",
    ],
)
def test_where_no_word_is_seen_to_differ_a_supported_claim_is_told(check: Checks, statement: str) -> None:
    assert check(statement).verdict is Verdict.SUPPORTED


def test_where_publishers_disagree_it_is_said_for_whom_it_holds(check: Checks) -> None:
    found = check("De skyddade boendena ska ha kunskap om barns behov.")
    assert found.verdict is Verdict.CONTRADICTED
    assert found.claims[0].by_publisher == {"Huddinge kommun": Verdict.SUPPORTED, "Stockholms stad": Verdict.CONTRADICTED}
    assert any("enligt Huddinge kommun men inte enligt Stockholms stad" in notice for notice in found.notices)
    assert {one.document_id for one in found.citations} >= {"stockholm-vald-riktlinjer"}
    assert any((one.claim, one.source) == ("ska", "bör") for one in found.differences)


def test_personal_data_stops_it_and_is_not_repeated(check: Checks, interpreter: Interpreter) -> None:
    text = "Anna Svensson, 19121212-1212, får stöd i 15 tillfällen."
    for run in (check, lambda one: interpreter.check_against(one, [])):
        with pytest.raises(UsageError) as error:
            run(text)
        assert "personnummer" in str(error.value)
        assert "1212" not in str(error.value)


@pytest.mark.parametrize("text", ["", "  ", "…?", "a" * 5_000])
def test_what_is_no_statement_is_refused(check: Checks, text: str) -> None:
    with pytest.raises(UsageError):
        check(text)


def test_a_claim_is_judged_by_given_paragraphs_without_a_search(
    interpreter: Interpreter, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(interpreter._searcher.__class__, "search")
    place = next(one.id for one in corpus.paragraphs if POLICE in collapse(one.full_text))
    assert (
        interpreter.check_against("Polisen fattar beslut om fingerade personuppgifter.", [place]).verdict is Verdict.SUPPORTED
    )
    wrong = interpreter.check_against("Socialnämnden fattar beslut om fingerade personuppgifter.", [place])
    assert wrong.verdict is Verdict.CONTRADICTED
    assert wrong.by_publisher == {"Stockholms stad": Verdict.CONTRADICTED}
    assert {one.paragraph_id for one in wrong.citations} == {place}


def test_a_paragraph_that_does_not_exist_is_refused(interpreter: Interpreter) -> None:
    with pytest.raises(UsageError, match="stycke"):
        interpreter.check_against("Polisen beslutar.", ["finns/inte/1"])


def test_the_object_is_that_of_the_contract(check: Checks) -> None:
    data = check("Skatteverket beslutar om fingerade personuppgifter.").to_dict()
    assert list(data) == ["claim", "verdict", "differences", "citations", "notices", "claims"]
    assert list(data["claims"][0]) == ["text", "verdict", "by_publisher", "differences", "citations"]
    assert list(data["differences"][0]) == ["kind", "claim", "source"]


def test_a_warm_check_takes_no_noticeable_time(check: Checks) -> None:
    times: list[float] = []
    run: Callable[[str], object] = check
    for statement in ("Polisen beslutar om skyddad folkbokföring.", "En SIP ska upprättas med den enskilde.") * 3:
        start = time.process_time()
        run(statement)
        times.append(time.process_time() - start)
    assert min(times) < 0.3
