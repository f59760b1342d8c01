from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.answering.answer import Answer, Status
from assistant.answering.danger import DANGER_NOTICE
from assistant.chat import Assistant
from assistant.documents.corpus import Corpus
from assistant.generation.answer_units import units_of_answer
from assistant.generation.corpus_names import names_of_corpus
from assistant.generation.endpoint import Reason
from assistant.generation.prompts import prompts
from assistant.generation.rendering_checks import Fault, concepts_lost, faults, in_official_words
from assistant.generation.renderings import Embed, Language, Rendering, render_answer
from assistant.generation.tables import Tongue
from assistant.verification.verifier import Verifier
from evals.fit_renderings import Pair, load_pairs
from tests.doubles.scripted_model import ScriptedModel

PLAN = (
    "Utföraren ska tillsammans med den enskilde upprätta en genomförandeplan som mer i detalj beskriver hur insatsen ska "
    "genomföras."
)
PLAN_IN = {
    Language.PLAIN: "Utföraren ska tillsammans med den enskilde skriva en genomförandeplan som mer i detalj beskriver hur "
    "insatsen ska genomföras.",
    Language.ENGLISH: "The provider must, together with the individual, draw up an implementation plan that describes in more "
    "detail how the measure must be carried out.",
    Language.FINNISH: "Palveluntuottajan on laadittava yhdessä asiakkaan kanssa toteuttamissuunnitelma, jossa kuvataan "
    "tarkemmin, miten toimenpide on toteutettava.",
}


@pytest.fixture(scope="session")
def plan(assistant: Assistant) -> Answer:
    """Give a real answer that holds the sentence."""
    answer = assistant.ask("Vem upprättar genomförandeplanen?")
    assert PLAN in answer.answer
    return answer


@pytest.fixture(scope="session")
def embed(assistant: Assistant) -> Embed:
    return assistant._searcher.vectors_of


@pytest.fixture(scope="session")
def verifier(assistant: Assistant) -> Verifier:
    return Verifier(assistant.corpus)


Render = Callable[..., Rendering]


@pytest.fixture
def render(assistant: Assistant, embed: Embed, verifier: Verifier) -> Render:
    def run(answer: Answer, language: Language, speech: Callable[[dict[int, str]], Any]) -> Rendering:
        def numbered(prompt: str) -> Any:
            return speech({int(n): text for n, text in re.findall(r"^(\d+)\. (.+)$", prompt, re.MULTILINE)})

        return render_answer(ScriptedModel(numbered), answer, assistant.corpus, language, verifier, embed)

    return run


def translating(known: dict[str, str]) -> Callable[[dict[int, str]], Any]:
    """Translate the sentences that are known, and nothing else."""
    return lambda asked: {"sentences": [{"n": n, "text": known[text]} for n, text in asked.items() if text in known]}


@pytest.mark.parametrize("language", Language)
def test_a_right_rendering_stands_beside_the_swedish_sentence(render: Render, plan: Answer, language: Language) -> None:
    rendering = render(plan, language, translating({PLAN: PLAN_IN[language]}))
    sentence = next(one for one in rendering.sentences if one.original == PLAN)
    assert (sentence.rendered, sentence.reason) == (PLAN_IN[language], "")
    assert sentence.is_quote
    assert sentence.markers


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        (Language.ENGLISH, "must", "should"),
        (Language.ENGLISH, "provider", "case worker"),
        (Language.ENGLISH, "must", "must not"),
        (Language.FINNISH, "on laadittava", "voi laatia"),
        (Language.FINNISH, "Palveluntuottajan", "Poliisin"),
        (Language.PLAIN, "Utföraren ska", "Utföraren bör"),
        (Language.PLAIN, "Utföraren", "Handläggaren"),
    ],
)
def test_one_changed_word_leaves_the_sentence_in_swedish_and_says_so(
    render: Render, plan: Answer, language: Language, right: str, wrong: str
) -> None:
    rendering = render(plan, language, translating({PLAN: PLAN_IN[language].replace(right, wrong)}))
    sentence = next(one for one in rendering.sentences if one.original == PLAN)
    assert sentence.rendered is None
    assert sentence.reason.endswith(".")
    assert rendering.rendered == 0


def test_a_translation_says_that_it_is_one_in_both_languages(render: Render, plan: Answer) -> None:
    for language, words in ((Language.ENGLISH, "machine translation"), (Language.FINNISH, "konekäännös")):
        rendering = render(plan, language, translating({PLAN: PLAN_IN[language]}))
        assert "maskinöversättning" in rendering.notices[0]
        assert "Det är den svenska texten som gäller." in rendering.notices[0]
        assert words in rendering.foreign_notices[0]
        left_out = len(rendering.sentences) - rendering.rendered
        assert left_out
        assert len(rendering.notices) == len(rendering.foreign_notices) == 2


@pytest.mark.parametrize(
    "said", [*Reason, "", "I'm sorry.", "{}", {"sentences": "nej"}, {"sentences": [{"n": "1", "text": 3}]}]
)
def test_whatever_else_the_model_does_the_answer_stays_swedish(render: Render, plan: Answer, said: object) -> None:
    rendering = render(plan, Language.ENGLISH, lambda _: said)
    assert rendering.sentences
    assert rendering.rendered == 0
    assert rendering.notices == ("Svaret gick inte att översätta säkert till engelska. Det står bara på svenska.",)
    assert rendering.foreign_notices


def test_a_number_that_is_given_twice_counts_for_neither(render: Render, plan: Answer) -> None:
    twice = {"sentences": [{"n": 1, "text": PLAN_IN[Language.ENGLISH]}, {"n": 1, "text": "All is free."}]}
    assert render(plan, Language.ENGLISH, lambda _: twice).rendered == 0


def test_everyday_words_are_read_as_the_official_ones_and_no_others() -> None:
    original = "Socialnämnden behöver inte inhämta samtycke."
    assert in_official_words("Socialnämnden behöver inte be om samtycke.", original) == original
    other = "Socialnämnden behöver inte kräva samtycke."
    assert in_official_words(other, original) == other


def test_an_answer_that_is_none_is_not_rendered(render: Render, assistant: Assistant) -> None:
    refusal = assistant.ask("Vad kostar en pizza?")
    assert refusal.status not in {Status.ANSWERED, Status.PARTLY_ANSWERED}
    rendering = render(refusal, Language.ENGLISH, lambda _: pytest.fail("the model was asked"))
    assert rendering.sentences == ()
    assert rendering.notices == ("Det finns inget svar att återge.",)


def test_words_for_danger_are_ours_in_every_language(render: Render, assistant: Assistant) -> None:
    answer = assistant.ask("Han står utanför dörren med en kniv, hur gör vi en riskbedömning?")
    assert answer.answer.startswith(DANGER_NOTICE)
    rendering = render(answer, Language.ENGLISH, lambda _: Reason.SLOW)
    assert rendering.sentences[0].rendered == "In immediate danger: call 112."
    assert DANGER_NOTICE not in {one.original for one in rendering.sentences[1:]}


def test_a_plain_sentence_without_a_source_is_left_as_it_is(render: Render, plan: Answer) -> None:
    unsourced = Answer(plan.question, plan.status, plan.confidence, plan.mode, PLAN)
    assert render(unsourced, Language.PLAIN, translating({PLAN: PLAN_IN[Language.PLAIN]})).rendered == 0


def one_vector(texts: Sequence[str]) -> NDArray[np.float32]:
    return np.eye(len(texts), 8, dtype=np.float32)


def test_a_rendering_whose_meaning_lies_far_off_is_refused(assistant: Assistant, plan: Answer, verifier: Verifier) -> None:
    model = ScriptedModel(lambda _: {"sentences": [{"n": 1, "text": PLAN_IN[Language.ENGLISH]}]})
    rendering = render_answer(model, plan, assistant.corpus, Language.ENGLISH, verifier, one_vector)
    assert "betydelse" in rendering.sentences[0].reason


PAIRS = load_pairs()


@pytest.mark.parametrize(
    "pair", [pair for pair in PAIRS if pair.wrong and not pair.is_other], ids=lambda pair: f"{pair.language}-{pair.wrong}"
)
def test_every_wrong_rendering_of_the_suite_is_refused_by_the_word_tables_alone(pair: Pair, corpus: Corpus) -> None:
    assert faults(pair.original, pair.rendered, pair.language.tongue, names_of_corpus(corpus))


def test_most_right_renderings_of_the_suite_pass_the_word_tables(corpus: Corpus) -> None:
    right = [pair for pair in PAIRS if not pair.wrong]
    names = names_of_corpus(corpus)
    refused = [pair for pair in right if faults(pair.original, pair.rendered, pair.language.tongue, names)]
    assert len(refused) <= 0.12 * len(right), [(pair.rendered, pair.language) for pair in refused]


def test_law_is_the_same_in_the_ways_that_three_languages_write_it() -> None:
    swedish = "Beslut om insatsen fattas enligt 14 kap. 1 § SoL (2001:453)."
    assert not faults(
        swedish, "The decision on the measure is made under Chapter 14, section 1 of SoL (2001:453).", Tongue.ENGLISH
    )
    assert not faults(
        swedish, "The decision on the measure is made under section 1 of Chapter 14 of SoL (2001:453).", Tongue.ENGLISH
    )
    assert not faults(swedish, "Päätös toimenpiteestä tehdään SoL:n (2001:453) 14 luvun 1 §:n mukaan.", Tongue.FINNISH)
    assert Fault.REFERENCE in faults(
        swedish, "Päätös toimenpiteestä tehdään SoL:n (2001:453) 1 luvun 14 §:n mukaan.", Tongue.FINNISH
    )
    assert Fault.REFERENCE in faults(
        swedish, "The decision on the measure is made under section 1 of SoL (2001:453).", Tongue.ENGLISH
    )


def test_a_text_without_end_is_refused_at_once() -> None:
    endless = "The provider must draw up a plan and " * 2_000
    assert faults("Utföraren ska upprätta en plan.", endless, Tongue.ENGLISH) == (Fault.LENGTH,)


@pytest.mark.parametrize(
    "text",
    [
        "The provider must see [this](http://a.se) together with the individual.",
        "The provider must see www.evil.com together with the individual.",
        "<b>The provider must</b> draw up a plan.",
        "Ignore this ![x](data:image)",
        "Utföraren ska tillsammans med den enskilde upprätta en plan för insatsen.",
        "Провайдер must draw up a plan together with the individual.",
    ],
)
def test_links_markup_and_the_wrong_language_are_refused(text: str) -> None:
    assert faults("Utföraren ska tillsammans med den enskilde upprätta en plan.", text, Tongue.ENGLISH)[0] in {
        Fault.FORM,
        Fault.LANGUAGE,
    }


def test_it_can_be_told_which_concept_was_lost() -> None:
    assert concepts_lost("Barnets vårdnadshavare ska informeras.", "The child's teacher must be informed.", Tongue.ENGLISH) == (
        "guardian",
    )


def test_an_answer_is_taken_apart_into_sentences_with_their_sources() -> None:
    answer = (
        f"{DANGER_NOTICE}\nStockholms stad: Utföraren ska upprätta en plan. [1] Den följs upp. [2]\n\n"
        "Huddinge kommun:\n”Planen ska innehålla:\n– mål\n– tid” [3]"
    )
    units = units_of_answer(answer, ("Stockholms stad", "Huddinge kommun"))
    assert [(unit.text, unit.markers, unit.is_quote, unit.under) for unit in units[-4:]] == [
        ("Den följs upp.", (2,), False, ""),
        ("Planen ska innehålla:", (3,), True, "Huddinge kommun"),
        ("mål", (3,), True, "Huddinge kommun"),
        ("tid", (3,), True, "Huddinge kommun"),
    ]
    assert units[0].text == DANGER_NOTICE


def test_a_quote_that_ends_in_a_title_keeps_its_marks() -> None:
    (unit,) = units_of_answer("”Se riktlinjerna ”Egenavgifter”” [1]", ())
    assert unit.text == "Se riktlinjerna ”Egenavgifter”"


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(Tongue))
@settings(max_examples=80, deadline=None)
def test_no_text_makes_the_checks_stumble(original: str, rendered: str, tongue: Tongue) -> None:
    assert isinstance(faults(original, rendered, tongue), tuple)
    assert isinstance(units_of_answer(original, ("Stockholms stad",)), tuple)
    assert isinstance(in_official_words(rendered, original), str)


@pytest.mark.parametrize("language", Language)
def test_each_language_has_a_prompt_that_names_what_must_stay(language: Language) -> None:
    assert prompts().placeholders(language.value, "user") == {"sentences"}
    assert prompts().placeholders(language.value, "system") == set()
    assert "lagrum" in prompts().texts[language.value]["system"]
