"""Looking up law: what it is, and where the guidelines cite it under any of its numbers."""

from __future__ import annotations

import datetime

from assistant.documents.corpus import Corpus
from assistant.law.lookup import EARLIER, LATER, asked_law, show
from assistant.law.model import LegalStatus

ON = datetime.date(2026, 11, 22)
ASSESSMENT = "stockholm-vald-riktlinjer/handlaggning/forhandsbedomning/3"


def test_an_ambiguous_act_gives_a_card_for_each_with_todays_first(corpus: Corpus) -> None:
    cards = show("14 kap. 1 § SoL", corpus, ON)
    assert [(card.reference.sfs, card.standing.status) for card in cards] == [
        ("2025:400", LegalStatus.IN_FORCE),
        ("2001:453", LegalStatus.REPLACED),
    ]
    assert ASSESSMENT in {one.paragraph_id for one in cards[1].citing}


def test_the_new_number_finds_the_paragraphs_that_cite_the_old_one(corpus: Corpus) -> None:
    (card,) = show("19 kap 1 § SoL", corpus, ON)
    assert card.heading.startswith("Skyldighet att anmäla oro för ett barn")
    assert [one.canonical for one in card.predecessors] == ["SoL 14:1"]
    assert (ASSESSMENT, EARLIER) in {(one.paragraph_id, one.relation) for one in card.citing}


def test_the_old_number_finds_the_paragraphs_that_cite_the_new_one(corpus: Corpus) -> None:
    (card,) = show("11 kap. 5 § SoL (2001:453)", corpus, ON)
    assert {(one.document_id, one.relation) for one in card.citing} == {
        ("stockholm-stod-valdsutsatta", LATER),
        ("stockholm-samtalsgrupp", LATER),
    }


def test_a_list_of_sections_gives_a_card_for_each(corpus: Corpus) -> None:
    cards = show("2 a kap. 10 och 11 §§ SoL", corpus, ON)
    assert [(card.reference.canonical, card.reference.sfs) for card in cards] == [
        ("SoL 2a:10", "2001:453"),
        ("SoL 2a:11", "2001:453"),
    ]
    assert all(card.citing for card in cards)


def test_a_chapter_finds_its_sections_and_an_act_everything(corpus: Corpus) -> None:
    (chapter,) = show("10 kap. OSL", corpus, ON)
    assert {one.canonical for one in chapter.citing} == {"OSL 10:23"}  # one a paragraph, the first it cites
    (act,) = show("OSL", corpus, ON)
    assert len(act.citing) > len(chapter.citing)


def test_nonsense_is_unknown_and_words_give_nothing(corpus: Corpus) -> None:
    (card,) = show("99 kap. 999 § OSL (2009:400)", corpus, ON)
    assert card.citing == ()
    assert show("hej hej", corpus, ON) == ()


def test_a_source_that_is_no_statute_is_found_where_it_is_cited_and_nowhere_else(corpus: Corpus) -> None:
    (report,) = show("SOU 1995:15", corpus, ON)
    assert [" ".join(one.as_written.split()) for one in report.citing] == ["SOU 1995:15 s. 5"]
    (unknown,) = show("SOU 1900:1", corpus, ON)
    assert unknown.citing == ()
    (bare,) = show("5 § XYZL", corpus, ON)
    assert bare.citing == ()


def test_a_question_about_law_is_followed_to_its_other_numbers() -> None:
    assert asked_law("Vad säger 19 kap 1 § SoL?") == {("2025:400", "SoL 19:1"), ("2001:453", "SoL 14:1")}
    assert {("2001:453", "SoL 14:1"), ("2025:400", "SoL 14:1"), ("2025:400", "SoL 19:1")} <= asked_law("14 kap. 1 § SoL")
    assert asked_law("vad säger SoL om våld?") == frozenset()


def test_a_regulation_is_found_under_the_number_it_had_before(corpus: Corpus) -> None:
    (card,) = show("HSLF-FS 2022:39", corpus, ON)
    assert [one.canonical for one in card.predecessors] == ["SOSFS 2014:4"]
    assert ("huddinge-vald-riktlinjer", EARLIER) in {(one.document_id, one.relation) for one in card.citing}
