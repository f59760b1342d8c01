from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest

from assistant.answering.answer import Answer, Confidence, Mode, Status
from assistant.answering.refusals import NOTHING_NEAR
from assistant.chat import Assistant, Turn
from assistant.errors import SettingsError, UsageError
from assistant.settings import Settings
from assistant.text import collapse

VALD = "stockholm-vald-riktlinjer"
SUITES = Path(__file__).parents[1] / "evals" / "suites"


def assert_verbatim(assistant: Assistant, answer: Answer) -> None:
    """Check what the contract promises of every quote."""
    for citation in answer.citations:
        paragraph = assistant.corpus.paragraph(citation.paragraph_id)
        document = assistant.corpus.documents[citation.document_id]
        assert citation.quote
        assert citation.quote == collapse(citation.quote)
        assert citation.quote in collapse(citation.text)
        assert citation.text == paragraph.full_text
        spans = [*paragraph.spans, *(span for note in paragraph.footnotes for span in note.spans)]
        stored = "".join("".join(document.source[span.start : span.end].split()) for span in spans)
        assert "".join(citation.text.split()) == stored
        shown = {int(marker) for marker in re.findall(r"\[(\d+)\]", answer.answer)}
        assert citation.marker in shown or citation.marker > len(shown)
        assert (
            citation.page == paragraph.page_at(paragraph.full_text.index(paragraph.full_text.split()[0]))
            or paragraph.page_starts[1:]
        )
    for retrieved in answer.retrieved:
        assert retrieved.text == assistant.corpus.paragraph(retrieved.paragraph_id).full_text


def suite_questions() -> list[str]:
    rows = [
        json.loads(line) for path in sorted(SUITES.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [row["question"] for row in rows if "question" in row]  # conversations are held in tests/conversation


def test_every_quote_of_the_suites_questions_is_verbatim(assistant: Assistant) -> None:
    for question in suite_questions()[::8]:  # the evaluation has a gate for the same
        assert_verbatim(assistant, assistant.ask(question))


def test_who_decides_is_answered_with_the_sentence_that_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("Vem beslutar om fingerade personuppgifter?")
    assert answer.status is Status.ANSWERED
    assert answer.mode is Mode.QUOTES
    assert "Polisen utreder och fattar beslut om fingerade personuppgifter." in answer.answer
    assert answer.citations[0].label == "Stockholms riktlinjer, Handläggning › Skyddade personuppgifter, 2 st., s. 39"
    assert len(answer.retrieved) == 10


def test_the_law_behind_an_answer_comes_with_its_standing(assistant: Assistant) -> None:
    answer = assistant.ask("Behövs hennes samtycke för en SIP, och var står det?")
    (sip,) = [one for one in answer.legal_references if one.canonical == "SoL 2:7"]
    assert sip.sfs == "2001:453"
    assert sip.status == "replaced"
    assert {successor.canonical for successor in sip.replaced_by} == {"SoL 10:8", "SoL 10:9"}
    assert any("upphörde att gälla 2025-07-01" in notice for notice in answer.notices)


def test_law_is_judged_on_the_date_asked_for(assistant: Assistant) -> None:
    before = assistant.ask("När ska en orosanmälan göras?", on=datetime.date(2025, 6, 30))
    assert {one.status for one in before.legal_references if one.sfs == "2001:453"} == {"in_force"}


def test_conditions_are_shown_whole_with_what_is_said_of_them(assistant: Assistant) -> None:
    answer = assistant.ask("Vilka villkor gäller för stöd utan behovsprövning?")
    assert "– Den enskilde är 15 år eller äldre." in answer.answer
    assert "Samtliga villkor ska vara uppfyllda" in answer.answer


def test_a_question_about_a_table_gets_all_its_rows(assistant: Assistant) -> None:
    answer = assistant.ask("Vilka former av våld finns det?")
    assert len(answer.citations) >= 7
    assert "Försummelse Till exempel att bli utsatt för medvetet felaktig medicinering" in answer.answer


def test_merged_tracked_changes_are_explained_as_ours(assistant: Assistant) -> None:
    answer = assistant.ask("Vilka insatser ska socialnämnden erbjuda våldsutsatta på lång och kort sikt?")
    assert any("Läsningen är vår" in notice for notice in answer.notices)
    assert "76 kap. 1 § SOSFS 2014:4HSLF-FS 2022:39" in answer.citations[0].text


def test_general_advice_is_told_from_duty_with_the_documents_own_words(assistant: Assistant) -> None:
    answer = assistant.ask("Bör handläggare som utreder våldsutsatta vuxna ha socionomexamen?")
    assert any(citation.quote == "Inom Stockholms stad ska även de allmänna råden följas." for citation in answer.citations)
    assert any("allmänt råd, som är en rekommendation" in notice for notice in answer.notices)
    assert any("”bör” att det är en rekommendation" in notice for notice in answer.notices)


def test_words_that_newer_law_overtakes_are_pointed_out(assistant: Assistant) -> None:
    answer = assistant.ask("När ska socialnämnden inleda utredning?")
    assert any("genast" in notice and "14 kap. 2 § SoL (2025:400)" in notice for notice in answer.notices)


def test_a_municipality_in_the_question_is_preferred_and_said(assistant: Assistant) -> None:
    answer = assistant.ask("Vilken målgrupp har Huddinges riktlinjer?")
    assert answer.citations[0].document_id == "huddinge-vald-riktlinjer"
    assert any("Huddinge" in notice for notice in answer.notices)


def test_a_municipality_without_guidelines_here_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("Vad gäller för skyddat boende i Malmö?")
    assert answer.status in {Status.PARTLY_ANSWERED, Status.NOT_IN_GUIDELINES}
    assert "Det finns inga riktlinjer från Malmö här." in answer.notices


@pytest.mark.parametrize(
    "question", ["Vilken är huvudstaden i Frankrike?", "Hur byter jag däck på bilen?", "Skriv en dikt om våren"]
)
def test_another_topic_gets_no_quote(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.NOT_IN_GUIDELINES
    assert answer.confidence is Confidence.LOW
    assert answer.citations == ()
    assert answer.answer == NOTHING_NEAR
    assert answer.notices[0].startswith("Fråga din arbetsledare")
    assert answer.notices[-1].startswith("Sökningen gällde orden: ")


def test_an_amount_that_no_document_gives_is_said_to_be_missing(assistant: Assistant) -> None:
    answer = assistant.ask("Vad kostar det per dygn att bo på skyddat boende?")
    assert answer.status in {Status.NOT_IN_GUIDELINES, Status.PARTLY_ANSWERED}
    assert answer.answer.startswith("Riktlinjerna anger inget belopp.")


def test_personal_data_stops_the_question_and_is_not_repeated(assistant: Assistant) -> None:
    answer = assistant.ask("Hon heter Anna Andersson, 19121212-1212, och är rädd, vad gör jag?")
    assert answer.status is Status.PERSONAL_DATA
    assert "1212" not in json.dumps(answer.to_dict(), ensure_ascii=False)
    assert "Andersson" not in json.dumps(answer.to_dict(), ensure_ascii=False)
    assert answer.retrieved == ()
    assert answer.notices == ("Vid omedelbar fara: ring 112.",)
    assert "”Hon är rädd, vad gör jag?”" in answer.answer


def test_personal_data_in_earlier_turns_is_not_searched_for(assistant: Assistant) -> None:
    history = [Turn("Vad gäller för 19121212-1212 i skyddat boende?")]
    assert "1212" not in assistant.self_contained("Och för barnen?", history)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Hej!", "Hej."),
        ("tack så mycket", "Varsågod."),
        ("Är du en människa?", "Nej."),
        ("Vad kan du?", "Jag är ett program"),
        ("hej! kan du bestämma om hon ska få skyddat boende?", "Nej. Jag visar vad riktlinjerna säger"),
        ("Vilka dokument bygger du på?", "Jag bygger på de här dokumenten:"),
    ],
)
def test_small_talk_gets_a_short_reply(assistant: Assistant, question: str, begins: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ABOUT
    assert answer.answer.startswith(begins)
    assert answer.retrieved == ()


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Och i Huddinge?", "Vilken är målgruppen i Huddinge?"),
        ("Gäller det barn också?", "Gäller det barn också (målgruppen i Stockholm)?"),
        (
            "Vem fattar beslut om fingerade personuppgifter och skyddad folkbokföring?",
            "Vem fattar beslut om fingerade personuppgifter och skyddad folkbokföring?",
        ),
    ],
)
def test_a_follow_up_is_made_self_contained(assistant: Assistant, question: str, whole: str) -> None:
    assert assistant.self_contained(question, [Turn("Vilken är målgruppen i Stockholm?")]) == whole


def test_a_follow_up_about_another_municipality_is_answered_from_it(assistant: Assistant) -> None:
    answer = assistant.ask("Och i Huddinge?", [Turn("Vilken är målgruppen i Stockholm?")])
    assert answer.question == "Och i Huddinge?"
    assert answer.citations[0].paragraph_id.startswith("huddinge-vald-riktlinjer/malgrupp")


@pytest.mark.parametrize("question", ["", "   ", "\u200b\u202e", "😀😀", "?!", "ord " * 25_000])
def test_a_question_that_cannot_be_searched_is_refused_with_advice(assistant: Assistant, question: str) -> None:
    with pytest.raises(UsageError) as caught:
        assistant.ask(question)
    assert caught.value.advice
    assert "ord ord" not in str(caught.value)


@pytest.mark.parametrize(
    "question",
    [
        "<script>alert(1)</script> När ska orosanmälan göras?",
        "![bild](http://exempel.se/x.png) skyddat boende",
        "\u202eskyddat boende\u0000 vad\u0007 gäller",
        "Vad gäller? " * 200,
        "ＳＫＹＤＤＡＴ ＢＯＥＮＤＥ",
    ],
)
def test_hostile_questions_are_answered_like_others(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert_verbatim(assistant, answer)
    assert "<script>" not in answer.answer
    assert "http://exempel.se" not in answer.answer


def test_suggestions_are_questions_that_were_not_asked(assistant: Assistant) -> None:
    answer = assistant.ask("Vem ska upprätta genomförandeplanen?")
    assert 1 <= len(answer.suggestions) <= 3
    assert all(suggestion.endswith("?") for suggestion in answer.suggestions)


def test_the_answer_as_json_is_the_contracts_object(assistant: Assistant) -> None:
    data = json.loads(json.dumps(assistant.ask("Vem ska upprätta genomförandeplanen?").to_dict(), ensure_ascii=False))
    assert list(data) == [
        "question", "status", "confidence", "mode", "answer", "citations", "legal_references",
        "retrieved", "notices", "suggestions", "timings_ms", "made_by",
    ]  # fmt: skip
    assert set(data["timings_ms"]) == {"retrieve", "answer", "total"}
    assert data["citations"][0]["section"] == ["Handläggning", "Genomförandeplan"]


def test_a_language_model_that_is_set_by_halves_is_refused(assistant: Assistant, settings: Settings) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_LLM_BASE_URL"):
        Assistant(settings.model_copy(update={"llm_model": "någon"}), assistant.corpus, assistant._searcher)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Vilket nummer har KAST?", "KAST 020 – 220 440"),
        ("numret till RVC Sydost", "Relationsvåldscentrum Sydost 08-508 20 700"),
        ("Vilket telefonnummer har Origo?", "Origo, Resurscentrum mot hedersrelaterat förtryck och våld 020-25 30 00"),
    ],
)
def test_the_number_of_a_listed_contact_is_given(assistant: Assistant, question: str, number: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert number in answer.answer
    assert answer.answer.count("08-508") <= 1


@pytest.mark.parametrize(
    "question", ["Vad är numret till socialjouren?", "telefonnummer Kvinnofridslinjen", "telefonnummer till polisen"]
)
def test_nobody_elses_number_is_given_instead(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is not Status.ANSWERED
    assert "08-508" not in answer.answer
    assert "020" not in answer.answer
    assert answer.answer.startswith("Riktlinjerna anger inget sådant telefonnummer.")


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("2 a kap. 10 och 11 §§ SoL", "SoL 2a:10"),
        ("19 kap 1 § SoL", "SoL 14:1"),
        ("10 kap. 18 c § OSL", "OSL 10:18c"),
        ("25 § FL", "FL 25"),
    ],
)
def test_a_bare_section_finds_the_paragraphs_that_cite_it_under_its_old_number_too(
    assistant: Assistant, question: str, cited: str
) -> None:
    answer = assistant.ask(question)
    paragraph = assistant.corpus.paragraph(answer.citations[0].paragraph_id)
    assert cited in {reference.canonical for reference in paragraph.legal_references}
    assert answer.legal_references[0].canonical == cited


def test_a_section_that_no_document_cites_is_said_to_be_uncited(assistant: Assistant) -> None:
    answer = assistant.ask("99 kap. 999 § SoL")
    assert answer.status is Status.NOT_IN_GUIDELINES
    assert answer.answer == "Riktlinjerna hänvisar inte till 99 kap. 999 § SoL."
    assert [(one.status, one.url) for one in answer.legal_references] == [("unknown", "")]


@pytest.mark.parametrize(
    "question", ["Vad är Polisens nummer?", "Vad har Försäkringskassan för nummer?", "Telefonnummer till RVC Järva"]
)
def test_a_number_is_refused_however_it_is_asked_for(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.NOT_IN_GUIDELINES
    assert answer.citations == ()
    assert answer.answer.startswith("Riktlinjerna anger inget sådant telefonnummer.")


def test_all_centres_are_given_also_the_one_that_is_misspelled_in_the_source(assistant: Assistant) -> None:
    answer = assistant.ask("Vilka telefonnummer har relationsvåldscentrum?")
    assert answer.answer.count("08-508") == 4
    assert "Relationsvåldcentrum Sydväst 08-508 24 863" in answer.answer


def test_another_municipalitys_rule_is_not_passed_off_as_the_one_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("Vad gäller i Huddinge för egenavgift på skyddat boende?")
    assert answer.status is not Status.ANSWERED
    if answer.citations:
        assert "Huddinge" in answer.answer.split("\n")[0]


def test_a_list_of_reading_answers_only_a_question_for_reading(assistant: Assistant) -> None:
    assert not assistant.ask("Vem beslutar om kontaktförbud?").citations[0].quote.startswith("Läs mer")
    assert assistant.ask("Vilken handbok finns att läsa om samverkan?").citations[0].quote.startswith("Läs mer")
