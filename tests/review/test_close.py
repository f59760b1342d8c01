from __future__ import annotations

import pytest

from assistant.documents.corpus import Corpus
from assistant.review.model import Verdict
from assistant.review.question import deciding_differences, question_key, similarity
from assistant.review.reviews import Reviews
from assistant.verification.model import Kind
from tests.review.conftest import DECIDES_PLACE, STAFF, SUPERVISOR, quoted_answer

DIFFERENT = [
    ("Får hon stöd 15 gånger?", "Får hon stöd 10 gånger?", Kind.NUMBER),
    ("Kan en 15-åring få skyddat boende?", "Kan en 17-åring få skyddat boende?", Kind.NUMBER),
    ("Vem beslutar om skyddat boende i Stockholm?", "Vem beslutar om skyddat boende i Huddinge?", Kind.PLACE),
    ("Vem beslutar om skyddat boende?", "Vem beslutar om skyddat boende i huddinge?", Kind.PLACE),
    ("Får polisen veta adressen?", "Får polisen inte veta adressen?", Kind.NEGATION),
    ("Kan stöd ges utan samtycke?", "Kan stöd ges med samtycke?", Kind.NEGATION),
    ("Ska en SIP upprättas?", "Bör en SIP upprättas?", Kind.MODALITY),
    ("Ska en SIP upprättas?", "Måste en SIP upprättas?", Kind.MODALITY),
    ("Får handläggaren läsa journalen?", "Får utföraren läsa journalen?", Kind.ACTOR),
    ("Får handläggaren läsa journalen?", "Får socialsekreteraren läsa journalen?", Kind.ACTOR),
    (
        "Får polisen lämna uppgifter till socialtjänsten?",
        "Får socialtjänsten lämna uppgifter till polisen?",
        Kind.ACTOR,
    ),
    ("Får hon veta var han bor?", "Får han veta var hon bor?", Kind.ACTOR),
    ("Vad säger 14 kap. 1 § SoL om anmälan?", "Vad säger 14 kap. 2 § SoL om anmälan?", Kind.REFERENCE),
    ("Vad säger 5 kap. 11 § SoL?", "Vad säger 5 kap. 11 § OSL?", Kind.REFERENCE),
    ("Vem beslutar om skyddat boende?", "När beslutas om skyddat boende?", Kind.CONTENT),
    ("Kan en omyndig person få skyddat boende?", "Kan en myndig person få skyddat boende?", Kind.NUMBER),
    ("Gäller stödet för vuxna i gruppen?", "Gäller stödet för barn i gruppen?", Kind.NUMBER),
    ("Har hon rätt till skyddat boende?", "Har hon skyddat boende?", Kind.MODALITY),
    ("Är hotet påvisat i utredningen?", "Är hotet opåvisat i utredningen?", Kind.CONTENT),
    ("Är uppgiften offentlig hos nämnden?", "Är uppgiften hemlig hos nämnden?", Kind.CONTENT),
    ("Gäller det endast vuxna?", "Gäller det vuxna?", Kind.CONDITION),
]


@pytest.mark.parametrize(("one", "other", "kind"), DIFFERENT)
def test_a_deciding_word_that_differs_makes_another_question(one: str, other: str, kind: Kind) -> None:
    assert kind in deciding_differences(one, other)
    assert kind in deciding_differences(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vem beslutar om fingerade personuppgifter?", "Vem fattar beslut om fingerade personuppgifter?"),
        ("Skall en SIP upprättas?", "Ska en SIP upprättas?"),
        ("Vad gäller i Sthlm?", "Vad gäller i Stockholm?"),
        ("Vad säger 14 kap. 1 § SoL?", "Vad säger SoL 14:1?"),
    ],
)
def test_other_wording_alone_does_not(one: str, other: str) -> None:
    assert deciding_differences(one, other) == frozenset()


@pytest.mark.parametrize(("one", "other", "_kind"), DIFFERENT)
def test_no_approved_question_with_another_deciding_word_is_suggested(
    reviews: Reviews, corpus: Corpus, one: str, other: str, _kind: Kind
) -> None:
    marked = reviews.mark(quoted_answer(corpus, one, [(DECIDES_PLACE, "")]), Verdict.GOOD, by=STAFF)
    reviews.approve(marked.id, by=SUPERVISOR)
    assert reviews.close_to(other) == ()
    assert reviews.approved_for(other) is None


def test_a_close_question_gets_a_suggestion_and_no_answer(reviews: Reviews, corpus: Corpus) -> None:
    asked = "Vem beslutar om fingerade personuppgifter?"
    marked = reviews.mark(quoted_answer(corpus, asked, [(DECIDES_PLACE, "")]), Verdict.GOOD, by=STAFF)
    assert reviews.close_to("Vem fattar beslut om fingerade personuppgifter?") == ()  # nobody has approved it
    reviews.approve(marked.id, by=SUPERVISOR)
    (close,) = reviews.close_to("Vem fattar beslut om fingerade personuppgifter?")
    assert (close.review_id, close.question) == (marked.id, asked)
    assert reviews.approved_for("Vem fattar beslut om fingerade personuppgifter?") is None
    assert reviews.close_to(asked) == ()  # the same question is no close one
    assert reviews.close_to("Vem beslutar om ekonomiskt bistånd?") == ()
    assert reviews.close_to("Vem fattar beslut om fingerade personuppgifter?", ["huddinge-vald-riktlinjer"]) == ()


def test_similarity_is_of_what_carries_matter() -> None:
    assert similarity("Vem beslutar om skyddat boende?", "Hur beslutas det om skyddat boende?") == pytest.approx(1.0)
    assert similarity("Vad är en orosanmälan?", "Vad är ekonomiskt bistånd?") < 0.5
    assert similarity("Vad?", "Vem?") == 0.0


def test_a_key_keeps_word_order_and_marks_within() -> None:
    assert question_key("Får polisen? Och vi?") == "får polisen? och vi"
    assert question_key("A B") != question_key("B A")
