from __future__ import annotations

import pytest

from assistant.documents.corpus import Corpus
from assistant.retrieval.facts import municipalities, translated
from assistant.retrieval.lexicon import defined_abbreviations
from assistant.retrieval.query import MAX_PARTS, Language, content_words, language_of, understand


@pytest.mark.parametrize(
    ("abbreviation", "meaning"),
    [
        ("RVT", "relationsvåldsteam"),
        ("RVC", "relationsvåldscentrum"),
        ("SIP", "samordnad individuell plan"),
        ("EBP", "evidensbaserad praktik"),
        ("VBE", "våldsbejakande extremism"),
        ("FL", "förvaltningslag"),
        ("OSL", "offentlighets- och sekretesslag"),
        ("SoL", "socialtjänstlag"),
        ("HVB", "hem för vård eller boende"),
        ("LSS", "stöd och service"),
        ("JO", "justitieombudsmannen"),
        ("KAST", "köpare av sexuella tjänster"),
        ("MR", "mänskliga rättigheter"),
    ],
)
def test_abbreviations_of_the_documents_are_explained(corpus: Corpus, abbreviation: str, meaning: str) -> None:
    query = understand(f"Vad gäller för {abbreviation}?", corpus)
    assert meaning in dict(query.abbreviations)[abbreviation].casefold()
    assert meaning in query.parts[0].casefold()


def test_abbreviations_are_read_from_the_documents(corpus: Corpus) -> None:
    found = dict(defined_abbreviations(corpus))
    assert found["EBP"].casefold() == "evidensbaserad praktik"
    assert found["OSL"] == "Offentlighets- och sekretesslag"
    assert found["LSS"].startswith("Lag om stöd och service")


@pytest.mark.parametrize("question", ["jo, men vad gäller då?", "när är det öppet, kl 10?", "är it bra?"])
def test_ordinary_words_are_no_abbreviations(corpus: Corpus, question: str) -> None:
    assert understand(question, corpus).abbreviations == ()


@pytest.mark.parametrize(
    ("question", "municipality"),
    [
        ("Vad gäller i Huddinge?", "Huddinge"),
        ("huddinges riktlinjer om boende", "Huddinge"),
        ("Hur gör vi i Sthlm?", "Stockholm"),
        ("Vilket ansvar har staden?", "Stockholm"),
        ("Skiljer sig Huddinge och Stockholm åt?", ""),
        ("Vad är skyddat boende?", ""),
    ],
)
def test_the_municipality_a_question_names_is_preferred_and_said(corpus: Corpus, question: str, municipality: str) -> None:
    query = understand(question, corpus)
    assert query.municipality == municipality
    assert all(corpus.documents[one].entry.municipality == municipality for one in query.document_ids)
    assert any(municipality in notice for notice in query.notices) is bool(municipality)


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("Vad gäller i Nacka kommun?", ("Nacka",)),
        ("Vilka är Botkyrkas riktlinjer?", ("Botkyrka",)),
        ("hur gör de i göteborg", ("Göteborg",)),
        ("Finns boende i Upplands Väsby?", ("Upplands Väsby",)),
        ("Vem ska vara med vid mötet?", ()),
        ("Vad ska vara klart i Vara?", ("Vara",)),
        ("Nora är rädd, vad gör jag?", ()),
    ],
)
def test_a_municipality_without_guidelines_here_is_recognised(corpus: Corpus, question: str, others: tuple[str, ...]) -> None:
    query = understand(question, corpus)
    assert query.other_municipalities == others
    assert any("inga riktlinjer från" in notice for notice in query.notices) is bool(others)


def test_all_290_municipalities_are_known() -> None:
    assert len(municipalities()) == 290


def test_a_section_of_law_is_recognised(corpus: Corpus) -> None:
    query = understand("Var står 14 kap. 1 § SoL och 26 kap. 1 § OSL?", corpus)
    assert {one.canonical for one in query.legal_references} == {"SoL 14:1", "OSL 26:1"}


@pytest.mark.parametrize(
    ("typed", "meant"), [("orosamnälan", "orosanmälan"), ("skydat", "skyddat"), ("handlägagre", "handläggare")]
)
def test_a_misspelled_word_is_read_as_the_one_that_is_meant(corpus: Corpus, typed: str, meant: str) -> None:
    query = understand(f"vad gäller {typed}", corpus)
    assert (typed, meant) in query.corrections
    assert meant in query.terms


def test_a_known_word_is_left_as_it_is(corpus: Corpus) -> None:
    assert understand("Vem upprättar genomförandeplanen?", corpus).corrections == ()


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who decides on protected personal data?", Language.ENGLISH),
        ("When should a report of concern be made?", Language.ENGLISH),
        ("Vem beslutar om fingerade personuppgifter?", Language.SWEDISH),
        ("skyddat boende barn", Language.SWEDISH),
        ("Vad är FREDA?", Language.SWEDISH),
    ],
)
def test_english_is_told_from_swedish(question: str, language: Language) -> None:
    assert language_of(question) is language


def test_english_words_of_the_subject_are_translated_for_word_search(corpus: Corpus) -> None:
    query = understand("Do the children need consent for the shelter?", corpus)
    assert {"barn", "samtycke", "skyddat"} <= set(query.terms)
    assert "the" not in query.terms


def test_a_scenario_is_searched_whole_and_sentence_by_sentence(corpus: Corpus) -> None:
    question = (
        "Hon har två barn. Mannen hotar henne varje dag. Vem ska göra orosanmälan? Vad händer med skolan? Hon vill ha hjälp nu."
    )
    parts = understand(question, corpus).parts
    assert parts[0] == question
    assert parts[1] == "Vem ska göra orosanmälan?"
    assert len(parts) == MAX_PARTS
    assert understand("Vem ska göra orosanmälan?", corpus).parts == ("Vem ska göra orosanmälan?",)


def test_content_words_leave_function_words_out() -> None:
    assert content_words(("vad", "är", "skyddat", "boende")) == ("skyddat", "boende")


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Who adopted the guidelines?", "fastställa"),
        ("What do the teachers do?", "pedagoger"),
        ("Which pets may come?", "husdjur"),
        ("When should she have the bags packed?", "väska"),
    ],
)
def test_english_words_are_translated_inflected_or_not(question: str, term: str, corpus: Corpus) -> None:
    assert term in understand(question, corpus).terms


def test_an_english_word_outside_the_glossary_is_not_guessed() -> None:
    assert translated("banana") == ""
    assert translated("this") == ""
