"""A language model's second opinion on a check: what it may change, and that nothing else of it counts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest

from assistant.chat import Assistant
from assistant.errors import SettingsError
from assistant.interpretation import Check, Interpreter, Verdict, judge
from assistant.retrieval.search import Searcher
from assistant.settings import Settings
from assistant.text import collapse
from tests.doubles.model_server import ModelServer, Reply, Request
from tests.doubles.writing_model import sources_in

pytest.importorskip("llama_index.llms.openai_like")

RIGHT = "Polisen fattar beslut om fingerade personuppgifter."
WORDS = "Polisen utreder och fattar beslut om fingerade personuppgifter."
WRONG = "Skatteverket beslutar om fingerade personuppgifter."
TOO_MANY = "Insatsen stöd för personer utsatta för våld omfattar högst 20 tillfällen."
NOTHING = "Parkeringstillstånd för rörelsehindrade söks hos trafikkontoret."

Ask = Callable[[str], Check]


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


@pytest.fixture
def ask(assistant: Assistant, searcher: Searcher, settings: Settings, server: ModelServer) -> Ask:
    changes = {
        "llm_base_url": server.url,
        "llm_model": "double",
        "llm_check": True,
        "llm_first_word_seconds": 1.0,
        "llm_timeout_seconds": 2.0,
        "llm_retries": 0,
    }
    return Interpreter(assistant.corpus, searcher, settings.model_copy(update=changes)).check


def handle_of(request: Request, words: str) -> str:
    """Give the handle of the source that holds words."""
    shown = sources_in(request.body["messages"])
    return next((handle for handle, text in shown.items() if words in collapse(text)), "")


def says(
    verdict: str, words: str = WORDS, claim_words: str = "", source_words: str = "", quote: str = ""
) -> Callable[[Request], str]:
    """Make a reply that rests on words of a source it was shown, and quotes them so, or otherwise."""

    def reply(request: Request) -> str:
        sources = [{"handle": handle_of(request, words), "quote": quote or words}] if words else []
        told = {"sources": sources, "claim_words": claim_words, "source_words": source_words, "verdict": verdict}
        return json.dumps(told, ensure_ascii=False)

    return reply


def verdict_of(check: Check) -> tuple[Verdict, bool]:
    return check.verdict, check.unsure


def test_where_it_agrees_nothing_changes(ask: Ask, server: ModelServer) -> None:
    server.script(says("supported"))
    found = ask(RIGHT)
    assert verdict_of(found) == (Verdict.SUPPORTED, False)
    assert not any("språkmodellen" in notice.lower() for notice in found.notices)


def test_it_sees_the_claim_and_paragraphs_under_handles_and_gets_no_tools(ask: Ask, server: ModelServer) -> None:
    server.script(says("supported"))
    ask(RIGHT)
    (request,) = server.requests
    assert f"Påstående: {RIGHT}" in request.last
    assert re.fullmatch(r"[a-z2-9]{5}", handle_of(request, WORDS))
    assert "stockholm-vald-riktlinjer" not in request.last
    assert "tools" not in request.body


def test_it_may_doubt_what_the_rules_support_with_words_of_both(ask: Ask, server: ModelServer) -> None:
    server.script(says("contradicted", claim_words="fattar beslut", source_words="utreder och fattar beslut"))
    found = ask(RIGHT)
    assert verdict_of(found) == (Verdict.CONTRADICTED, True)
    assert [(one.claim, one.source) for one in found.differences] == [("fattar beslut", "utreder och fattar beslut")]
    assert any("ifrågasätter ”fattar beslut”" in notice for notice in found.notices)
    assert found.claims[0].by_publisher["Stockholms stad"] is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    "order", [["sources", "claim_words", "source_words", "verdict"], ["verdict", "source_words", "sources"]]
)
def test_the_fields_of_its_reply_may_come_in_any_order(ask: Ask, server: ModelServer, order: list[str]) -> None:
    def reply(request: Request) -> str:
        told = json.loads(says("contradicted", claim_words="fattar beslut", source_words="utreder och fattar beslut")(request))
        return json.dumps({name: told[name] for name in dict.fromkeys([*order, *told])}, ensure_ascii=False)

    server.script(reply)
    assert verdict_of(ask(RIGHT)) == (Verdict.CONTRADICTED, True)


def test_it_is_asked_for_the_words_before_the_verdict(ask: Ask, server: ModelServer) -> None:
    server.script(says("supported"))
    ask(RIGHT)
    (request,) = server.requests
    *_, example = request.system.splitlines()
    asked = list(request.body["response_format"]["json_schema"]["schema"]["properties"])
    assert list(json.loads(example)) == asked == ["sources", "claim_words", "source_words", "verdict"]
    assert list(json.loads(example)["sources"][0]) == ["handle", "quote"]


def test_marks_around_its_quote_are_no_words_of_the_source(
    ask: Ask, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, "SEARCHED_AGREES", (1e6, 1e6))
    server.script(says("supported", quote=f"”{WORDS}”"))
    found = ask(RIGHT)
    assert verdict_of(found) == (Verdict.SUPPORTED, False)
    assert found.citations[0].quote == WORDS


def test_it_may_find_that_nothing_speaks_of_it_with_words_of_the_claim(ask: Ask, server: ModelServer) -> None:
    server.script(says("not_addressed", claim_words="fingerade personuppgifter"))
    found = ask(RIGHT)
    assert found.verdict is Verdict.NOT_ADDRESSED
    assert (found.citations, found.differences) == ((), ())
    assert any("inte finner i riktlinjerna" in notice for notice in found.notices)


def test_a_contradicted_claim_stays_so_whatever_it_says(ask: Ask, server: ModelServer) -> None:
    server.script(says("supported"))
    assert verdict_of(ask(TOO_MANY)) == (Verdict.CONTRADICTED, False)
    assert ask(NOTHING).verdict is Verdict.NOT_ADDRESSED
    assert server.requests == []  # of what the rules are sure of it is not even asked
    assert ask(WRONG).verdict is Verdict.CONTRADICTED


def test_an_unsure_claim_becomes_supported_where_the_verifier_lets_it_stand(
    ask: Ask, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, "SEARCHED_AGREES", (1e6, 1e6))  # now the rules are unsure of whatever they support
    server.script(says("supported"))
    found = ask(RIGHT)
    assert verdict_of(found) == (Verdict.SUPPORTED, False)
    assert found.citations[0].quote == WORDS
    assert any("maskinellt kontrollerade" in notice for notice in found.notices)


def test_an_unsure_claim_stays_where_the_verifier_does_not(
    ask: Ask, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, "SEARCHED_AGREES", (1e6, 1e6))
    server.script(says("supported", "Socialtjänsten kan bistå med intyg till Skatteverket."))
    assert verdict_of(ask(RIGHT)) == (Verdict.CONTRADICTED, True)


def test_a_contradiction_that_is_unsure_is_never_made_supported_on_other_words(
    ask: Ask, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, "UNSURE", 0.0)  # now every contradiction counts as unsure, and the model is asked
    server.script(says("supported"))
    for statement in (
        WRONG,
        "Polisen fattar inte beslut om fingerade personuppgifter.",
        "Samtalsgruppen leds av tre gruppledare.",
    ):
        assert ask(statement).verdict is Verdict.CONTRADICTED
    assert server.requests


@pytest.mark.parametrize(
    "reply",
    [
        "Det stämmer nog.",
        '{"verdict": "contradicted", "sources": [',
        '{"verdict": "kanske", "sources": [], "claim_words": "", "source_words": ""}',
        '{"verdict": "contradicted", "sources": "alla", "claim_words": "Polisen", "source_words": "Polisen"}',
        '{"verdict": "contradicted"}',
        json.dumps(
            {
                "verdict": "contradicted",
                "sources": [{"handle": "zz9zz", "quote": WORDS}],
                "claim_words": "Polisen",
                "source_words": "Polisen",
            }
        ),
    ],
)
def test_nonsense_and_invented_handles_leave_the_rules_verdict_with_a_notice(ask: Ask, server: ModelServer, reply: str) -> None:
    server.script(reply)
    found = ask(RIGHT)
    assert verdict_of(found) == (Verdict.SUPPORTED, False)
    assert any("Fasta regler har bedömt påståendet" in notice for notice in found.notices)


@pytest.mark.parametrize(
    "said",
    [
        says("contradicted", claim_words="Försäkringskassan", source_words="utreder och fattar beslut"),
        says("contradicted", claim_words="Polisen", source_words="Skatteverket ensamt beslutar om allt"),
        says("contradicted", words="", claim_words="Polisen", source_words="Polisen"),
        says("not_addressed", claim_words="två veckor"),
    ],
)
def test_words_that_stand_nowhere_change_nothing(ask: Ask, server: ModelServer, said: Callable[[Request], str]) -> None:
    server.script(said)
    assert verdict_of(ask(RIGHT)) == (Verdict.SUPPORTED, False)


def test_words_that_are_not_in_the_paragraph_are_not_believed(ask: Ask, server: ModelServer) -> None:
    made_up = "Polisen får aldrig fatta beslut om något."
    server.script(says("contradicted", claim_words="fattar", source_words="får aldrig", quote=made_up))
    assert verdict_of(ask(RIGHT)) == (Verdict.SUPPORTED, False)


def test_a_slow_model_leaves_the_rules_verdict_with_a_notice(ask: Ask, server: ModelServer) -> None:
    server.script(Reply("{}", wait=5.0))
    found = ask(RIGHT)
    assert verdict_of(found) == (Verdict.SUPPORTED, False)
    assert any("inte i tid" in notice and "Fasta regler" in notice for notice in found.notices)


def test_turned_on_without_a_model_it_says_what_is_missing(
    assistant: Assistant, searcher: Searcher, settings: Settings
) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_LLM_BASE_URL"):
        Interpreter(assistant.corpus, searcher, settings.model_copy(update={"llm_check": True}))


def test_turned_off_no_model_is_asked(
    assistant: Assistant, searcher: Searcher, settings: Settings, server: ModelServer
) -> None:
    server.script(says("contradicted", claim_words="Polisen", source_words="Polisen"))
    changed = settings.model_copy(update={"llm_base_url": server.url, "llm_model": "double"})
    assert Interpreter(assistant.corpus, searcher, changed).check(RIGHT).verdict is Verdict.SUPPORTED
    assert server.requests == []
