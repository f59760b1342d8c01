"""Renderings of an answer on the page: asked for by a button, beside the Swedish text, and never in the way of a question."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from assistant.answering.answer import Answer
from assistant.documents.corpus import Corpus
from assistant.generation.renderings import Language, RenderedSentence, Rendering
from assistant.settings import Settings
from assistant.web.asking import Sender, render_again, respond
from assistant.web.conversations import Conversation
from assistant.web.render import conversation_html
from assistant.web.site import Site
from tests.web.conftest import Visit, served
from tests.web.fake_assistant import COST, PLAN, FakeAssistant
from tests.web.test_growing import PATIENCE, Model

ENGLISH = "The provider must draw up an implementation plan."
KEPT = "Texten var inte på rätt språk."


class RenderingAssistant(FakeAssistant):
    """Renders every answer as two sentences, one of which failed; waits where it is told to."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(corpus)
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.fails = False

    renders = True

    @property
    def writes_with(self) -> Model:  # type: ignore[override]  # the fake has no model
        return Model()

    def render(self, answer: Answer, language: Language) -> Rendering:
        assert self.may_go_on.wait(PATIENCE)
        if self.fails:
            raise RuntimeError(answer.question)
        sentences = (
            RenderedSentence("Utföraren ska <b>upprätta</b> planen.", ENGLISH, "", True, (1,), ""),
            RenderedSentence("Syftet är en tydlig struktur.", None, KEPT, True, (1,), ""),
        )
        return Rendering(
            language, "gemma", sentences, ("Det är den svenska texten som gäller.",), ("The Swedish text applies.",)
        )


@pytest.fixture
def rendering(corpus: Corpus) -> RenderingAssistant:
    return RenderingAssistant(corpus)


@pytest.fixture
def site(settings: Settings, rendering: RenderingAssistant) -> Site:
    return Site(settings, rendering)


def asked(site: Site, question: str = PLAN) -> Conversation:
    *_, (_, _, conversation, _) = respond(site, question, Conversation(), Sender())
    return conversation


def test_a_rendering_stands_beside_the_swedish_sentences_in_its_own_language(site: Site) -> None:
    first, last = render_again(site, "1:english", asked(site), Sender())
    assert "Språkmodellen återger svaret" in first[0]
    assert f'<dd lang="en">{ENGLISH}</dd>' in last[0]
    assert "Utföraren ska &lt;b&gt;upprätta&lt;/b&gt; planen." in last[0]
    assert KEPT in last[0]
    assert '<p lang="en">The Swedish text applies.</p>' in last[0]
    assert 'data-aterge="1:english"' not in last[0]
    assert 'data-aterge="1:finnish"' in last[0]


@pytest.mark.parametrize("wish", ["", "1:tyska", "0:english", "2:english", "1:english\n", "<b>", "9999999:english", "-1:plain"])
def test_a_wish_that_no_button_has_changes_nothing(site: Site, wish: str) -> None:
    assert list(render_again(site, wish, asked(site), Sender())) == []


def test_a_rendering_that_fails_leaves_the_answer_and_no_trace_of_the_question(
    site: Site, rendering: RenderingAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    before = asked(site)
    rendering.fails = True
    *_, (html, after) = render_again(site, "1:plain", before, Sender())
    assert after.renderings == ()
    assert html == conversation_html(site.corpus, before)
    assert PLAN not in caplog.text


def test_a_question_asked_while_an_answer_is_rendered_is_not_lost(site: Site) -> None:
    before = asked(site)
    making = render_again(site, "1:english", before, Sender())
    next(making)
    *_, (_, _, meanwhile, _) = respond(site, COST, before, Sender())
    (_, after) = next(making)
    assert [turn.answer.question for turn in meanwhile.turns] == [PLAN, COST]
    assert [turn.answer.question for turn in after.turns] == [PLAN, COST]
    assert after.renderings[0][:2] == (1, "english")


def test_a_conversation_that_is_started_over_stays_empty(site: Site) -> None:
    before = asked(site)
    making = render_again(site, "1:english", before, Sender())
    next(making)
    site.conversations.end(before)
    assert list(making) == []


def test_there_are_no_buttons_without_a_model_or_an_answer(settings: Settings, site: Site, fake: FakeAssistant) -> None:
    *_, (html, _, _, _) = respond(Site(settings, fake), PLAN, Conversation(), Sender())
    assert "data-aterge" not in html
    *_, (html, _, _, _) = respond(site, COST, Conversation(), Sender())
    assert "data-aterge" not in html


def test_an_answer_has_the_number_that_its_question_had(site: Site) -> None:
    *_, (_, _, before, _) = respond(site, "", Conversation(), Sender())
    *_, (_, _, before, _) = respond(site, PLAN, before, Sender())
    assert list(render_again(site, "1:english", before, Sender())) == []
    *_, (html, _) = render_again(site, "2:english", before, Sender())
    assert ENGLISH in html


@pytest.fixture
def page(settings: Settings, rendering: RenderingAssistant, browser: Browser) -> Iterator[Visit]:
    with served(settings, rendering) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        yield Visit(context, address)
        context.close()


@pytest.mark.browser
def test_the_button_gives_the_rendering_on_the_page(page: Visit) -> None:
    page.ask(PLAN)
    page.page.wait_for_selector("#samtal .tur:not(.skrivs) [data-aterge]")
    page.page.focus('[data-aterge="1:english"]')
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector("#samtal .atergivning")
    assert page.page.locator('#samtal .atergivning dd[lang="en"]').inner_text() == ENGLISH
    assert not page.page.locator("#aterge-falt").is_visible()
    assert page.complaints == []
