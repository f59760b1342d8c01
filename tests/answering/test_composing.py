from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.answering.answer import Answer, Confidence, Status
from assistant.answering.refusals import NOT_CERTAIN
from assistant.answering.stretches import leans_back
from assistant.chat import Assistant
from assistant.documents.model import Kind
from assistant.text import collapse, sentences

SUITES = Path(__file__).parents[2] / "evals" / "suites"
QUOTED = re.compile(r"”(.+?)” \[(\d+)\]", re.DOTALL)


def some_questions() -> list[str]:
    """Every fourth question of the suites that has an answer: enough to see a list cut off, quick enough to run."""
    rows = [
        json.loads(line)
        for name in ("answerable.jsonl", "multi.jsonl")
        for line in (SUITES / name).read_text(encoding="utf-8").splitlines()
    ]
    return [row["question"] for row in rows[::4]]


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> list[Answer]:
    return [assistant.ask(question) for question in some_questions()]


def words(text: str) -> str:
    return collapse(re.sub(r"(?m)^– ", "", text.replace("”– ", "”")))


def test_every_list_of_every_answer_is_quoted_whole(assistant: Assistant, answers: list[Answer]) -> None:
    for answer in answers:
        for citation in answer.citations:
            paragraph = assistant.corpus.paragraph(citation.paragraph_id)
            if paragraph.kind is Kind.LIST and paragraph.items:
                assert citation.quote.startswith(collapse(paragraph.text)), (answer.question, citation.label)


def assert_lists_are_said_whole(assistant: Assistant, answer: Answer) -> int:
    """Check the lists that the short answer speaks from; gives how many there are."""
    leading = [one.paragraph_id for one in answer.citations if f"[{one.marker}]" in answer.answer]
    lists = [one for one in map(assistant.corpus.paragraph, leading) if one.kind is Kind.LIST and one.items]
    for one in lists:
        assert collapse(one.text) in words(answer.answer), (answer.question, one.id)
    return len(lists)


def test_every_list_that_leads_an_answer_is_said_whole_with_its_lead_in(assistant: Assistant, answers: list[Answer]) -> None:
    assert sum(assert_lists_are_said_whole(assistant, answer) for answer in answers) > 10


def test_every_list_of_the_documents_is_said_whole_when_its_typical_question_is_asked(assistant: Assistant) -> None:
    corpus = assistant.corpus
    first: dict[str, str] = {}
    for question in corpus.questions:
        for one in question.evidence:
            first.setdefault(one.paragraph_id, question.text)
    lists = [one for one in corpus.paragraphs if one.kind is Kind.LIST and one.items]
    found = [assert_lists_are_said_whole(assistant, assistant.ask(first[one.id])) for one in lists]
    assert sum(map(bool, found)) > 0.8 * len(lists)


def test_of_a_very_long_list_what_is_asked_stands_before_the_list(assistant: Assistant) -> None:
    answer = assistant.ask("Ska jag ha en väska packad?").answer
    asked, line, listed = answer.partition("Hela listan, 12 punkter (s. 60–61):\n")
    assert asked.startswith(
        "Säkerhetsplanering när du fortfarande bor/har kontakt med våldsutövaren: ”10. Om möjligt kan du ha"
    )
    assert line
    assert listed.startswith("”1. Hur kan RVT kontakta dig?")
    assert listed.endswith("hämtas på förskola/skola” [1]")


def test_two_parts_about_one_long_list_get_both_items_and_the_list_once(assistant: Assistant) -> None:
    answer = assistant.ask("Ska jag ha en väska packad, och vad gör jag med husdjur?").answer
    asked, _, listed = answer.partition("Hela listan, 12 punkter (s. 60–61):\n")
    assert "väska packad" in asked
    assert "11. Finns det husdjur?" in asked
    assert listed.count("väska packad") == listed.count("husdjur") == 1
    assert "Hela listan" not in listed


def test_where_the_whole_list_is_asked_for_it_is_said_once(assistant: Assistant) -> None:
    answer = assistant.ask("Vilka individer och grupper är särskilt utsatta?").answer
    assert answer.count("– isolering och ensamhet") == 1
    assert "Hela listan" not in answer


def test_every_word_in_quotation_marks_stands_in_its_citation(answers: list[Answer]) -> None:
    for answer in answers:
        quotes = {citation.marker: citation.quote for citation in answer.citations}
        for text, marker in QUOTED.findall(words(answer.answer)):
            assert text.rpartition("] ”")[2].lstrip("”") in quotes[int(marker)], answer.question


def test_no_answer_begins_with_words_that_point_to_nothing(assistant: Assistant, answers: list[Answer]) -> None:
    for answer in answers:
        first = QUOTED.search(answer.answer)
        if not first or answer.status is Status.NOT_IN_GUIDELINES or answer.answer.startswith(("Dokumenten", "Riktlinjerna")):
            continue
        headed = not answer.answer.startswith("”")
        start, end = sentences(first[1])[0]
        paragraph = assistant.corpus.paragraph(answer.citations[int(first[2]) - 1].paragraph_id)
        stands = headed or paragraph.items or not leans_back(first[1][start:end])
        assert stands or paragraph.kind is Kind.TABLE_ROW, (answer.question, first[1][:80])


def test_what_a_first_word_points_to_is_quoted_before_it(assistant: Assistant) -> None:
    answer = assistant.ask("Under vilken förutsättning kan ett annat boende för våldsutövaren bli aktuellt?").answer
    if "Denna typ av lösning" in answer:
        assert answer.index("alternativt boende för våldsutövaren") < answer.index("Denna typ av lösning")


def test_two_services_are_compared_side_by_side(assistant: Assistant) -> None:
    answer = assistant.ask("Vad skiljer individuellt stöd jämfört med gruppen?").answer
    one, other = answer.split("\n\n")
    assert "max 15 tillfällen" in one
    assert "15 år eller äldre" in one
    assert "beroende av metod" in other
    assert "18 år eller äldre" in other
    assert "(bygger på SoL 2025:400)" in one
    assert one.count("Samtliga villkor") == other.count("Samtliga villkor") == 1


def test_two_municipalities_are_compared_side_by_side(assistant: Assistant) -> None:
    answer = assistant.ask("Hur skiljer sig Stockholm och Huddinge i kravet på barnkunskap i skyddade boenden?").answer
    stockholm, huddinge = answer.split("\n\n")
    assert stockholm.startswith("Stockholms stad (bygger på SoL 2001:453): ”")
    assert huddinge.startswith("Huddinge kommun (bygger på SoL 2001:453): ”")


def test_the_list_asked_for_comes_with_the_one_that_goes_on_with_it(assistant: Assistant) -> None:
    answer = assistant.ask("Vad ska ingå i en utredning?").answer
    assert "– våldets karaktär och omfattning" in answer
    assert answer.index("bör följande punkter utredas") < answer.index("I staden rekommenderas även följande två punkter")


def test_conditions_come_with_the_sentence_that_speaks_of_them_all(assistant: Assistant) -> None:
    answer = assistant.ask("Kan en 14-åring få stöd utan behovsprövning?").answer
    assert "15 år eller äldre" in answer
    assert "Samtliga villkor ska vara uppfyllda" in answer


def test_a_question_in_two_parts_gets_both(assistant: Assistant) -> None:
    answer = assistant.ask("Vad är KAST och hur ringer man dit?").answer
    assert "sluta köpa sex" in answer
    assert "020 – 220 440" in answer


def test_the_part_that_is_not_answered_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("Hur länge kan man bo på skyddat boende, och vem betalar för det?")
    assert answer.status is Status.PARTLY_ANSWERED
    assert answer.answer.startswith("Riktlinjerna anger ingen tid. Det här står:")
    assert "betala egenavgift för mat och logi" in answer.answer


def test_the_date_of_a_document_is_told_from_its_front_matter_and_missed_where_it_has_none(assistant: Assistant) -> None:
    answer = assistant.ask("När beslutades riktlinjen?")
    assert answer.status is Status.PARTLY_ANSWERED
    assert answer.answer.startswith("Inget datum står i Stockholms riktlinjer")
    assert "2026-01-21" in answer.answer


def test_a_document_that_is_one_of_a_series_is_named(assistant: Assistant) -> None:
    assert assistant.ask("Hur många stödsamtal får man?").answer.count("Stockholms insats") >= 1


def test_an_answer_that_is_not_certain_begins_by_saying_so_and_a_certain_one_does_not(answers: list[Answer]) -> None:
    answered = [answer for answer in answers if answer.status is Status.ANSWERED]
    for answer in answered:
        assert answer.answer.startswith(NOT_CERTAIN) == (answer.confidence is Confidence.MEDIUM), answer.question
    assert {answer.confidence for answer in answered} == {Confidence.HIGH, Confidence.MEDIUM}


def test_another_municipality_that_rules_otherwise_stands_beside(assistant: Assistant) -> None:
    answer = assistant.ask("Måste boendet ha personal som kan barn?")
    stockholm, huddinge = answer.answer.index("Stockholms stad: ”"), answer.answer.index("Huddinge kommun: ”")
    assert stockholm < huddinge
    assert "bör det finnas personal" in answer.answer[:huddinge]
    assert "ska ha kunskap om barns behov" in answer.answer[huddinge:]


def test_a_second_part_of_a_question_brings_the_conditions_that_it_speaks_of(assistant: Assistant) -> None:
    answer = assistant.ask("Vad innehåller samtalsgruppen, och vilka villkor gäller för samtalsgruppen?").answer
    assert "Samtliga villkor" in answer
    conditions = next(
        paragraph
        for paragraph in assistant.corpus.paragraphs
        if paragraph.document_id == "stockholm-samtalsgrupp" and paragraph.section[-1:] == ("Villkor",) and paragraph.items
    )
    assert all(collapse(item) in collapse(answer) for item in conditions.items)


@pytest.mark.parametrize(
    "question", ["får jag lämna uppgifter till polisen om hon inte vill", "kan vi polisanmäla mannen fast hon säger nej"]
)
def test_what_we_may_do_is_not_answered_by_what_others_may(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question).answer
    assert "andra personer också lämna uppgifter" in answer
    assert "Socialtjänstens möjlighet att polisanmäla" in answer


def test_a_clause_that_goes_on_about_the_same_one_brings_no_answer_of_its_own(assistant: Assistant) -> None:
    answer = assistant.ask("vilken kommun har ansvaret när hon flytt hit akut men är skriven i en annan").answer
    assert "vistelsekommunen som är ansvarig" in answer
    assert "Skolgången" not in answer


def test_an_abbreviation_in_small_letters_is_answered_by_what_it_stands_for(assistant: Assistant) -> None:
    assert "RVT Relationsvåldsteam" in assistant.ask("vad är rvt").answer
