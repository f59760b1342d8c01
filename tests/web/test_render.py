from __future__ import annotations

import datetime
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.answering.answer import Answer, Confidence, Status
from assistant.errors import UsageError
from assistant.law.model import LegalStatus, ReferenceStanding, Successor
from assistant.web import render
from assistant.web.card_foot import plain_text
from assistant.web.conversations import Conversation, Shown
from assistant.web.evidence_view import law_rows
from assistant.web.law_table import legal_table
from assistant.web.limits import EVERYTHING, Limits
from assistant.web.render import conversation_html
from assistant.web.short_answer import short_answer
from assistant.web.words import LEGAL_STATES, ROLES, STATES
from tests.web.fake_assistant import CHILDREN, CONSENT, CONTENTS, COST, MASKED, PERSONAL, PLAN, FakeAssistant

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>![x](https://a.se/x.png) [y](javascript:alert(1)) \" ' onclick="


DAY = datetime.date(2026, 2, 2)
_RUN_TOGETHER = "32 kap. 10 § SOSFS 2014:4HSLF-FS 2022:39"
MERGED = (
    ReferenceStanding("SOSFS 2014:4 3:10", _RUN_TOGETHER, "SOSFS 2014:4", LegalStatus.REPLACED),
    ReferenceStanding("HSLF-FS 2022:39 2:10", _RUN_TOGETHER, "HSLF-FS 2022:39", LegalStatus.IN_FORCE),
)
"""Two provisions that tracked changes ran together."""


def card(fake: FakeAssistant, answer: Answer, limits: Limits = EVERYTHING) -> str:
    return render.turn(fake.corpus, Shown(answer, 1, DAY, limits), "id")


class Reader(HTMLParser):
    """Collects what a browser would find: tags, and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, list[str]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")


HARMFUL = {"script", "img", "iframe", "object", "embed", "link", "meta", "style", "base", "video", "audio"}


def assert_harmless(html: str) -> None:
    read = Reader(html)
    assert not read.tags & HARMFUL
    assert not [name for name in read.attributes if name.startswith("on") or name in {"src", "style", "srcset", "action"}]
    assert all(url.startswith(("https://", "/svar/id/1.")) for url in read.attributes.get("href", []))


def test_markup_in_a_question_is_only_text(fake: FakeAssistant) -> None:
    html = card(fake, fake.ask(HOSTILE))
    assert_harmless(html)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_markup_anywhere_in_an_answer_is_only_text(fake: FakeAssistant) -> None:
    answer = fake.ask(CONSENT)
    law = ReferenceStanding("X", HOSTILE, HOSTILE, LegalStatus.UNKNOWN, url="javascript:alert(1)")
    successor = Successor(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    replaced = replace(law, status=LegalStatus.REPLACED, replaced_by=(successor,))
    citation = replace(answer.citations[0], label=HOSTILE, binding=HOSTILE)
    hostile = replace(
        answer,
        answer=f"{HOSTILE} [1]",
        citations=(citation,),
        legal_references=(law, replaced),
        notices=(HOSTILE,),
        suggestions=(HOSTILE,),
    )
    assert_harmless(card(fake, hostile))
    assert_harmless(card(fake, replace(hostile, status=Status.PERSONAL_DATA)))


def test_a_marker_opens_the_words_it_stands_for(fake: FakeAssistant) -> None:
    answer = fake.ask(PLAN)
    html = short_answer(fake.corpus, answer)
    place = re.search(r'class="chip" data-kalla="kalla/([^"?]+)\?fran=(\d+)&amp;till=(\d+)"', html)
    assert place is not None
    paragraph = fake.corpus.paragraph(answer.citations[0].paragraph_id)
    assert place[1] == paragraph.id
    quoted = paragraph.full_text[int(place[2]) : int(place[3])]
    assert " ".join(quoted.split()) == answer.citations[0].quote


def test_a_number_in_brackets_that_cites_nothing_stays_text(fake: FakeAssistant) -> None:
    answer = replace(fake.ask(PLAN), answer="Se bilaga [7].")
    assert short_answer(fake.corpus, answer) == "<p>Se bilaga [7].</p>"


def test_a_list_is_shown_as_a_list_with_its_lead_in(fake: FakeAssistant) -> None:
    answer = fake.ask(CONTENTS)
    html = short_answer(fake.corpus, answer)
    assert html.startswith("<p>")
    assert html.count("<li>") == answer.answer.count("\n–")


def test_a_quoted_list_without_a_lead_in_is_a_list_too(fake: FakeAssistant) -> None:
    answer = replace(fake.ask(PLAN), answer="”– bosatt i staden\n– 15 år eller äldre” [1]")
    html = short_answer(fake.corpus, answer)
    assert html.startswith("<ul><li>”bosatt i staden</li><li><strong>15 år eller äldre</strong>”&nbsp;<button")


def test_a_marker_stands_on_the_line_of_the_word_before_it(fake: FakeAssistant) -> None:
    html = short_answer(fake.corpus, fake.ask(PLAN))
    assert re.search(r'en beslutad <span class="ihop">insats\.”&nbsp;<button [^>]*>1</button></span>', html)


def test_the_actor_stands_in_bold(fake: FakeAssistant) -> None:
    assert "<strong>Utföraren</strong>" in short_answer(fake.corpus, fake.ask(PLAN))


def test_a_replaced_section_is_shown_with_its_successors(fake: FakeAssistant) -> None:
    html = card(fake, fake.ask(CONSENT))
    assert "2 kap. 7 § SoL" in html
    assert "Ersatt" in html
    assert "10 kap. 8 § SoL (2025:400)" in html
    assert "När insatser ska samordnas i en individuell plan" in html
    assert "första stycket" in html


def test_words_that_stand_for_two_provisions_say_which_each_row_is_of() -> None:
    table = legal_table(MERGED, 1)
    assert "läst som 3 kap. 10 § SOSFS 2014:4<" in table
    assert "läst som 2 kap. 10 § HSLF-FS 2022:39<" in table
    assert "läst som" not in legal_table(MERGED[:1], 1)


def test_very_many_provisions_fold_after_the_first() -> None:
    many = [ReferenceStanding(f"SoL {n}:1", f"{n} kap. 1 § SoL", "2001:453", LegalStatus.UNKNOWN) for n in range(1, 9)]
    shown, folded = legal_table(many, 1).split("<summary>Fler lagrum (3)</summary>")
    assert shown.count('scope="row"') == 5
    assert folded.count('scope="row"') == 3
    assert "<details" not in legal_table(many[:6], 1)


def test_documents_that_differ_are_both_shown(fake: FakeAssistant) -> None:
    html = card(fake, fake.ask(CHILDREN))
    assert html.count("<figure ") == 2


def test_an_unsure_search_says_so(fake: FakeAssistant) -> None:
    answer = fake.ask(PLAN)
    assert "Sökningen är osäker" in card(fake, replace(answer, confidence=Confidence.LOW))
    assert "Sökningen är osäker" not in card(fake, answer)


def test_a_probable_answer_does_not_look_like_a_certain_one(fake: FakeAssistant) -> None:
    answer = fake.ask(PLAN)
    probable = card(fake, replace(answer, confidence=Confidence.MEDIUM))
    assert "Troligen besvarad" in probable
    assert "ton-caution" in probable
    assert "Troligen" not in card(fake, answer)


def test_danger_is_the_first_word_of_its_card(fake: FakeAssistant) -> None:
    answer = replace(fake.ask(PLAN), status=Status.ABOUT, answer="Vid omedelbar fara: ring 112. Ring också Origo.")
    html = card(fake, answer)
    assert html.index("Fara: ring 112") < html.index("Vid omedelbar fara")
    assert "<strong>112</strong>" in html


def test_a_telephone_number_is_never_broken_over_two_lines(fake: FakeAssistant) -> None:
    answer = replace(fake.ask(PLAN), answer="Origo 020-25 30 00, när du är 15 år eller äldre.")
    html = short_answer(fake.corpus, answer)
    assert '<strong class="ihop">020-25 30 00</strong>' in html
    assert "<strong>15 år eller äldre</strong>" in html


def test_questions_to_choose_among_are_buttons_and_told_once(fake: FakeAssistant) -> None:
    choices = (PLAN, COST)
    answer = replace(
        fake.ask(COST), status=Status.CLARIFY, answer=f"Menar du någon av de här?\n– {PLAN}\n– {COST}", suggestions=choices
    )
    html = card(fake, replace(answer, question="Vad gäller?")).partition('<div class="kort-fot">')[0]
    assert "<p>Menar du någon av de här?</p>" in html
    assert [html.count(f">{choice}<") for choice in choices] == [1, 1]
    assert "Fråga vidare" not in html


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_words_and_an_icon(fake: FakeAssistant, status: Status) -> None:
    html = card(fake, replace(fake.ask(COST), status=status))
    assert STATES[status].words in html
    assert "<svg" in html.split(STATES[status].words)[0].rsplit("<p ", 1)[1]


@pytest.mark.parametrize("status", list(LegalStatus))
def test_every_standing_has_words(status: LegalStatus) -> None:
    table = legal_table([ReferenceStanding("SoL 1:1", "1 kap. 1 § SoL", "2001:453", status)], 1)
    assert f"<span>{LEGAL_STATES[status].words}</span>" in table


def test_personal_data_is_never_shown_again(fake: FakeAssistant) -> None:
    html = card(fake, fake.ask(PERSONAL))
    assert "19121212" not in html
    assert f'data-fraga="{MASKED}"' in html


def test_the_assistants_own_wording_is_offered_where_there_is_one(fake: FakeAssistant) -> None:
    html = card(fake, replace(fake.ask(PERSONAL), suggestions=("Personen är rädd, vad gör jag?",)))
    assert 'data-fraga="Personen är rädd, vad gör jag?"' in html
    assert "<blockquote>Personen är rädd, vad gör jag?</blockquote>" in html


def test_nothing_is_offered_where_there_was_only_personal_data(fake: FakeAssistant) -> None:
    html = card(fake, replace(fake.ask(PERSONAL), question="[personnummer]", suggestions=("[personnummer]",)))
    assert "data-fraga" not in html


def test_a_copied_answer_says_what_made_it_and_where_it_stands(fake: FakeAssistant) -> None:
    answer = fake.ask(CONSENT)
    text = plain_text(answer)
    assert text.endswith("Maskinellt framtaget, kontrollera mot källan.")
    assert answer.citations[0].label in text
    assert "2 kap. 7 § SoL (2001:453): ersatt, motsvarande i dag 10 kap. 8 § SoL (2025:400), 10 kap. 9 § SoL (2025:400)" in text


def test_copied_law_says_which_provision_the_words_of_merged_changes_are_read_as(fake: FakeAssistant) -> None:
    text = plain_text(replace(fake.ask(PLAN), legal_references=MERGED))
    assert "2022:39 (läst som 3 kap. 10 § SOSFS 2014:4): ersatt" in text
    assert "2022:39 (läst som 2 kap. 10 § HSLF-FS 2022:39): gäller" in text
    assert [row.which for row in law_rows(MERGED)] == [
        "läst som 3 kap. 10 § SOSFS 2014:4",
        "läst som 2 kap. 10 § HSLF-FS 2022:39",
    ]


def test_a_long_question_is_begun_above_its_answer_and_folded_whole(fake: FakeAssistant) -> None:
    question = "Hon har lämnat sin man och bor hos en vän. " * 90 + "Vad gör jag först?"
    html = card(fake, replace(fake.ask(PLAN), question=question))
    heading = html.split("</h2>")[0]
    assert len(heading) < 400
    assert heading.endswith("…")
    assert f"<summary>Hela frågan</summary><p>{question}</p>" in html
    assert "Hela frågan" not in card(fake, fake.ask(PLAN))
    assert " …</h2>" in card(fake, replace(fake.ask(PLAN), question="å" * 4000))


def test_what_can_be_done_with_one_of_several_answers_is_named_after_it(fake: FakeAssistant) -> None:
    """Who hears the buttons in a list, without the cards around them, hears which answer each belongs to."""
    turns = tuple(Shown(fake.ask(CONSENT), number, DAY) for number in (1, 2))
    html = conversation_html(fake.corpus, Conversation(turns, asked=2))
    for words in ("Kopiera svaret", "Ladda ner Word", "Ladda ner PDF", "Skriv ut svaret", "Bra svar", "Fel svar"):
        assert re.findall(rf'{words}</span><span class="dold"> (.*?)</span>', html) == ["på fråga 1", "på fråga 2"]


def test_a_quote_is_named_by_where_it_stands_and_its_button_by_what_is_written_on_it(fake: FakeAssistant) -> None:
    answer = fake.ask(CONSENT)
    html = card(fake, answer)
    label = answer.citations[0].label
    named = re.search(r'<figure aria-labelledby="([\w-]+)"', html)
    assert named is not None
    assert re.search(rf'id="{named[1]}">[^<]*<span class="bindning">', html)
    assert f'aria-label="Visa i dokumentet: citat 1, {label}"' in html


def test_a_page_without_questions_teaches_eight_for_every_role(fake: FakeAssistant) -> None:
    html = conversation_html(fake.corpus, Conversation())
    assert all(len(role.questions) == 8 for role in ROLES)
    assert html.count("data-fraga=") == 24
    assert "ring 112" in html


def test_a_conversation_is_one_block_without_line_breaks(fake: FakeAssistant) -> None:
    questions = (PLAN, CONSENT, CONTENTS, COST)
    turns = tuple(Shown(fake.ask(question), number, DAY) for number, question in enumerate(questions, 1))
    html = conversation_html(fake.corpus, Conversation(turns, asked=4))
    assert "\n" not in html
    assert len(set(re.findall(r'\bid="([^"]+)"', html))) == len(re.findall(r'\bid="([^"]+)"', html))


def test_an_error_says_what_happened_and_what_to_do() -> None:
    html = render.failure(UsageError("Frågan är tom.", "Skriv en fråga."))
    assert "Frågan är tom." in html
    assert "Skriv en fråga." in html
