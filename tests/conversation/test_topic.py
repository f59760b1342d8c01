from __future__ import annotations

import pytest

from assistant.conversation.topic import Places, age_of, aged, only_place, topic_of, with_topic
from assistant.conversation.turns import Shown
from assistant.documents.corpus import Corpus

PLACES = Places(("Stockholm", "Huddinge"))


def test_a_question_without_its_frame_is_its_topic() -> None:
    assert topic_of("Vad är syftet med förhandsbedömningen?") == "syftet med förhandsbedömningen"
    assert topic_of("Hur är det då?") == ""


def test_a_section_of_law_is_kept_whole() -> None:
    assert topic_of("Vad säger 2 a kap. 10 § SoL?") == "2 a kap. 10 § SoL"
    assert (
        topic_of("Gäller överflyttning enligt 2 a kap. 10 och 11 §§ SoL?") == "överflyttning enligt 2 a kap. 10 och 11 §§ SoL"
    )


def test_a_follow_up_is_written_out_in_one_sentence() -> None:
    assert with_topic("när ska den göras?", ("barnkonsekvensanalys",)) == "När ska den göras (barnkonsekvensanalys)?"


@pytest.mark.parametrize(
    ("earlier", "moved"),
    [
        ("Vad är syftet med Stockholms riktlinjer?", "Vad är syftet med Huddinges riktlinjer?"),
        ("Vilken är målgruppen i Stockholm?", "Vilken är målgruppen i Huddinge?"),
        ("Vad säger Stockholms stads riktlinjer?", "Vad säger Huddinges riktlinjer?"),
        ("Vilka lagar styr?", "Vilka lagar styr i Huddinge?"),
    ],
)
def test_another_municipality_takes_the_place_of_the_first(earlier: str, moved: str) -> None:
    assert PLACES.moved(earlier, "Huddinge") == moved


def test_a_question_with_a_subject_asks_for_more_than_the_place() -> None:
    assert only_place("Vad gäller i Huddinge då?", "Huddinge")
    assert not only_place("Hur ska nätverket kartläggas i Huddinge?", "Huddinge")


def test_another_age_takes_the_place_of_the_first() -> None:
    assert age_of("Och om hon är 17?") == "17"
    assert age_of("Får en 17-åring bo på skyddat boende?") == ""
    assert aged("Kan en 15-åring få stöd?", "17") == "Kan en 17-åring få stöd?"
    assert aged("Vilket stöd finns?", "17") == "Vilket stöd finns för den som är 17 år?"


def test_an_answers_quotes_tell_which_paragraphs_it_showed(corpus: Corpus) -> None:
    answer = "”Insatsen är begränsad till max 15 tillfällen.” [1]"
    assert Shown(corpus).in_answer(answer) == ("stockholm-stod-valdsutsatta/omfattning/1",)
    assert Shown(corpus).in_answer("Riktlinjerna svarar inte på frågan.") == ()
