from __future__ import annotations

import calendar
import json
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.corpus import Corpus, load_corpus
from assistant.privacy import (
    Finding,
    PersonalDataKind,
    contacts_in,
    describe,
    find_personal_data,
    mask,
    stops,
    suggest_without,
    without_masks,
)

DATA = Path(__file__).parent / "data"


def _cases(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


FOUND = _cases("personal_data_found.jsonl")
NONE = _cases("personal_data_none.jsonl")
EXAMPLE = "Hon heter Anna Andersson, 19121212-1212, och är rädd, vad gör jag?"


@pytest.fixture(scope="module")
def plain_corpus(corpus_folder: Path) -> Corpus:
    return load_corpus(corpus_folder)


@pytest.fixture(scope="module")
def known(plain_corpus: Corpus) -> frozenset[str]:
    return contacts_in(document.source for document in plain_corpus.documents.values())


def _kinds(text: str, known: frozenset[str] = frozenset()) -> list[tuple[str, bool]]:
    return [(finding.kind.value, finding.certain) for finding in find_personal_data(text, known)]


def test_there_are_enough_cases_and_none_is_there_twice() -> None:
    assert len({str(case["text"]) for case in FOUND}) == len(FOUND) >= 200
    assert len({str(case["text"]) for case in NONE}) == len(NONE) >= 200


@pytest.mark.parametrize("case", FOUND, ids=lambda case: ascii(case["text"])[:70])
def test_personal_data_is_found_exactly_where_it_stands(case: dict[str, object], known: frozenset[str]) -> None:
    text = str(case["text"])
    findings = find_personal_data(text, known)
    assert [[finding.kind.value, text[finding.start : finding.end]] for finding in findings if finding.certain] == case[
        "certain"
    ]
    assert [text[finding.start : finding.end] for finding in findings if not finding.certain] == case["probable"]


@pytest.mark.parametrize("case", NONE, ids=lambda case: ascii(case["text"])[:70])
def test_law_dates_amounts_and_public_numbers_are_left_alone(case: dict[str, object], known: frozenset[str]) -> None:
    assert find_personal_data(str(case["text"]), known) == ()


def test_no_typical_question_is_stopped_or_remarked_on(plain_corpus: Corpus, known: frozenset[str]) -> None:
    assert len(plain_corpus.questions) > 2_500
    assert [question.text for question in plain_corpus.questions if find_personal_data(question.text, known)] == []


def test_no_typical_question_is_stopped_even_where_the_corpus_contacts_are_unknown(plain_corpus: Corpus) -> None:
    assert [question.text for question in plain_corpus.questions if stops(find_personal_data(question.text))] == []


def test_nothing_in_the_documents_is_personal_data(plain_corpus: Corpus, known: frozenset[str]) -> None:
    for document in plain_corpus.documents.values():
        assert find_personal_data(document.source, known) == ()
    for paragraph in plain_corpus.paragraphs:
        assert find_personal_data(paragraph.text, known) == ()


def test_the_contacts_are_those_that_stand_in_the_documents(known: frozenset[str]) -> None:
    assert {"0850812360", "020253000", "020220440", "0850834802", "skolslussen@edu.stockholm.se"} <= known
    assert {"2025/941", "4454-2019", "3872-2018", "325-1033/2012"} <= known


def test_the_contacts_are_found_in_paragraphs_as_in_whole_documents(plain_corpus: Corpus, known: frozenset[str]) -> None:
    from_paragraphs = contacts_in(paragraph.text for paragraph in plain_corpus.paragraphs)
    assert {"0850812360", "020253000", "0850834802", "skolslussen@edu.stockholm.se"} <= from_paragraphs


def test_a_number_that_is_nearly_a_contact_is_still_personal_data(known: frozenset[str]) -> None:
    assert _kinds("Ring 08-508 12 361", known) == [("phone", True)]


# Case numbers: the rule in assistant/privacy/cases.py


def test_a_decision_that_is_cited_as_law_is_no_case_number() -> None:
    assert _kinds("Vad säger JO i dnr 1234-2021?") == []
    assert _kinds("Finns stöd i HFD mål nr 1234-19?") == []
    assert _kinds("Vilka riktlinjer har dnr KS 2024/77?") == []


def test_a_diary_number_of_unknown_origin_is_probable_and_does_not_stop() -> None:
    findings = find_personal_data("Vad gäller för dnr 2024/777?")
    assert [(finding.kind, finding.certain) for finding in findings] == [(PersonalDataKind.CASE_NUMBER, False)]
    assert not stops(findings)


def test_a_diary_number_that_is_somebodys_stops() -> None:
    assert _kinds("Hennes anmälan har dnr 2024/777, när är den klar?") == [("case_number", True)]


# Names: probable, never certain


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hon heter Anna och är rädd.", "Anna"),
        ("Min klient Zuhur vill flytta.", "Zuhur"),
        ("Klienten Bo Ek är våldsutsatt.", "Bo Ek"),
        ("Vad gör jag för Fatima al Hassan?", "Fatima al Hassan"),
        ("Kan Gun-Britt Öberg få stöd?", "Gun-Britt Öberg"),
        ("Igår kom Xzarina Qvick hit.", "Xzarina Qvick"),
        ("Familjen Andersson har barn.", "Andersson"),
        ("hon heter leyla, vad gör jag", "leyla"),
        ("det gäller anna svensson", "anna svensson"),
        ("Hennes man Ivar slår henne.", "Ivar"),
        ("My client Sara is afraid.", "Sara"),
        ("Får jag tala med Johanssons mamma?", "Johanssons"),
        ("Erik slår sin fru.", "Erik"),
        ("Ärendet gäller A\u030asa Berg.", "A\u030asa Berg"),
    ],
)
def test_a_name_is_probable_and_does_not_stop(text: str, name: str) -> None:
    findings = find_personal_data(text)
    assert [(text[finding.start : finding.end], finding.kind, finding.certain) for finding in findings] == [
        (name, PersonalDataKind.NAME, False)
    ]
    assert not stops(findings)


def test_a_hidden_end_of_a_number_is_probable() -> None:
    assert _kinds("Kvinna, 850709-XXXX, våldsutsatt") == [("identity_number", False)]


def test_a_street_without_a_number_is_probable_where_someone_lives() -> None:
    assert _kinds("Hon bor kvar på Björkgatan med barnen.") == [("address", False)]


# What the user is told


@pytest.mark.parametrize(
    ("text", "described"),
    [
        (EXAMPLE, "ett personnummer och troligen ett namn"),
        ("Vad är SIP?", ""),
        ("Mejla kim@example.se", "en e-postadress"),
        ("850709-9805 och 830412-9817", "två personnummer"),
        (
            "Anna bor på Storgatan 1, 070-1740605, a@example.se",
            "en gatuadress, ett telefonnummer, en e-postadress och troligen ett namn",
        ),
        ("Annas man Ali slår.", "troligen två namn"),
        ("850769-9805 eller 850709-T123", "ett samordningsnummer och ett reservnummer"),
    ],
)
def test_what_was_found_is_said_in_swedish_and_never_repeated(text: str, described: str) -> None:
    assert describe(find_personal_data(text)) == described


def test_many_of_a_kind_are_counted_in_figures() -> None:
    findings = [Finding(PersonalDataKind.EMAIL, at, at + 1) for at in range(13)]
    assert describe(findings) == "13 e-postadresser"


def test_the_masked_question_names_what_stood_there() -> None:
    assert mask(EXAMPLE, find_personal_data(EXAMPLE)) == "Hon heter [namn], [personnummer], och är rädd, vad gör jag?"


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        (EXAMPLE, "Hon är rädd, vad gör jag?"),
        ("Vad är SIP?", "Vad är SIP?"),
        ("Min klient Sara (850709-9805) vill ha skydd. Vem beslutar?", "Min klient vill ha skydd. Vem beslutar?"),
        ("19850709-9805, våldsutsatt kvinna. Vem handlägger?", "Våldsutsatt kvinna. Vem handlägger?"),
        ("Kvinnan bor på Storgatan 12 och är rädd. Vad gör jag?", "Kvinnan är rädd. Vad gör jag?"),
        ("Annas man Ali (19800101-9802) hotar henne. Vad gör jag?", "Personens man hotar henne. Vad gör jag?"),
        ("Får Anna Svensson, pnr 850709-9805, bo kvar?", "Får personen bo kvar?"),
        ("Ring 070-1740605. Vad gör jag sedan?", "Vad gör jag sedan?"),
        ("Hur fungerar SIP? Mitt nummer är 08-465 004 12.", "Hur fungerar SIP?"),
        ("En kvinna som heter Leyla och bor på Lugna gatan 3, 123 45 Ort, vill flytta. Hur?", "En kvinna vill flytta. Hur?"),
        ("Ärendenummer 2024/123: när ska utredningen vara klar?", "När ska utredningen vara klar?"),
        ("850709-9805 vill ha kontaktförbud, hur gör jag?", "Personen vill ha kontaktförbud, hur gör jag?"),
        ("Kan 850709-9805 få skyddat boende?", "Kan personen få skyddat boende?"),
        ("Kvinna född 850709-9805 söker bistånd. Vad gäller?", "Kvinna söker bistånd. Vad gäller?"),
        # Nothing readable comes of these: the masked text.
        ("Vi har talat 850709-9805 flera gånger", "Vi har talat [personnummer] flera gånger"),
        ("Kan jag mejla anna@example.se om beslutet?", "Kan jag mejla [e-postadress] om beslutet?"),
        ("850709-9805", "[personnummer]"),
        ("Anna 850709-9805", "[namn] [personnummer]"),
    ],
)
def test_the_question_is_offered_without_personal_data(text: str, suggested: str) -> None:
    assert suggest_without(text, find_personal_data(text)) == suggested


@pytest.mark.parametrize("case", FOUND, ids=lambda case: ascii(case["text"])[:70])
def test_what_is_offered_could_be_asked(case: dict[str, object]) -> None:
    text = str(case["text"])
    offered = suggest_without(text, find_personal_data(text))
    assert not stops(find_personal_data(offered))
    assert "\ue001" not in offered
    assert "  " not in offered or "  " in text


# Properties

CARRIER = (
    "hon har och är rädd vad gör jag för ett skyddat boende, enligt 5 kap. 11 § SoL (2001:453) sedan den 1 juli 2025 "
    "barnen . Får man? Ring polisen i Huddinge; (dnr 4454-2019) kr HSLF-FS 2022:39 –"
)
WORDS = st.sampled_from(CARRIER.split(" "))
DIGIT_SETS = ("0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩")
HIDDEN = ("", "", "", "\u200b", "\u2060", "\ufeff", "\u00ad")


@st.composite
def identity_number(draw: st.DrawFn) -> tuple[str, str]:
    """Give an identity number as ten ASCII digits, and as somebody might write it."""
    year, month = draw(st.integers(1900, 2025)), draw(st.integers(1, 12))
    day = draw(st.integers(1, calendar.monthrange(year, month)[1])) + draw(st.sampled_from((0, 0, 60)))
    nine = f"{year % 100:02}{month:02}{day:02}{draw(st.integers(980, 999))}"
    total = sum(sum(divmod(int(digit) * (2 - at % 2), 10)) for at, digit in enumerate(nine))
    is_right = draw(st.booleans())
    ten = nine + str((-total + (0 if is_right else 1)) % 10)
    century = draw(st.sampled_from(("", "", str(year // 100), f"{year // 100} ")))
    date = draw(st.sampled_from(("{}{}{}", "{}{}{}", "{}-{}-{}", "{} {} {}", "{}.{}.{}"))).format(ten[:2], ten[2:4], ten[4:6])
    gap = draw(st.sampled_from(("-", "", " ", "+", "–", "—", ".", " - ", "\n", "-\n", "\u00a0", "  ")))
    if not date.isdigit():
        century, gap = century.strip(), draw(st.sampled_from(("-", "+", " - ", "–")))
    plain = century + date + gap + ten[6:]
    digits, hidden = draw(st.sampled_from(DIGIT_SETS)), draw(st.sampled_from(HIDDEN))
    return ten, hidden.join(char.translate({ord("0") + at: digits[at] for at in range(10)}) for char in plain)


def _digits(text: str) -> str:
    shown = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(char)) for char in shown if char.isdecimal())


@given(st.lists(WORDS, max_size=8), identity_number(), st.lists(WORDS, max_size=8))
@settings(max_examples=300, deadline=None)
def test_an_identity_number_is_found_however_it_is_written(
    before: list[str], number: tuple[str, str], after: list[str]
) -> None:
    ten, written = number
    text = f"{' '.join(before)} gäller {written}, {' '.join(after)}"
    findings = find_personal_data(text)
    assert stops(findings)
    masked = mask(text, findings)
    assert ten not in _digits(masked)
    assert written not in masked
    assert ten[6:] not in _digits(re.sub(r"4454-2019|\d{4}:\d+", "", masked))


@given(st.text(alphabet="0123456789-+. :/\nAaåKTSmk@dnrgatvägl,()\u200b８", max_size=60))
@settings(max_examples=400, deadline=None)
def test_findings_are_in_order_disjoint_and_masking_is_stable(text: str) -> None:
    findings = find_personal_data(text)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in findings)
    assert all(first.end <= second.start for first, second in pairwise(findings))
    masked = mask(text, findings)
    assert not stops(find_personal_data(masked))
    assert mask(masked, find_personal_data(masked)) == masked
    suggest_without(text, findings)


@pytest.mark.parametrize("case", FOUND, ids=lambda case: ascii(case["text"])[:70])
def test_masking_twice_changes_nothing(case: dict[str, object]) -> None:
    masked = mask(str(case["text"]), find_personal_data(str(case["text"])))
    assert mask(masked, find_personal_data(masked)) == masked


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "1-", "a@", "Aa ", "A-", "850709 ", "+46 ", "dnr 1", "(", "Storgatan ", "\u200b", "e\u0301", "08 "]
)
def test_hostile_text_is_read_through(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    assert mask(text, find_personal_data(text)) != ""


@pytest.mark.parametrize(
    ("masked", "searched"),
    [
        ("Hur gör jag en skyddsbedömning? Hennes nummer är [telefonnummer].", "Hur gör jag en skyddsbedömning?"),
        ("Kan [namn], [personnummer], få skyddat boende?", "Kan [namn], , få skyddat boende?"),
        ("Behövs samtycke för en SIP?", "Behövs samtycke för en SIP?"),
        ("[personnummer]", "[personnummer]"),
        ("Hon når man på [e-postadress].", "Hon når man på ."),
    ],
)
def test_a_mask_is_not_what_is_asked_for(masked: str, searched: str) -> None:
    assert without_masks(masked) == searched
