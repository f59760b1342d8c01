from __future__ import annotations

import pytest

from assistant.documents.corpus import Corpus
from assistant.retrieval.actors import actors_in, actors_of, is_actor


@pytest.mark.parametrize(
    "word",
    ["socialnämnden", "stadsdelsnämnderna", "skatteverket", "polisen", "relationsvåldsteamet", "utföraren", "barnhandläggare",
     "förvaltningsrätten", "åklagarmyndigheten", "vistelsekommunen", "personal", "rättsväsendet"],
)  # fmt: skip
def test_authorities_boards_courts_units_and_roles_are_actors(word: str) -> None:
    assert is_actor(word)


@pytest.mark.parametrize("word", ["erfarenhet", "belägenhet", "nätverket", "nämnda", "bistånd", "rätten", "gruppen"])
def test_words_that_end_alike_are_none(word: str) -> None:
    assert not is_actor(word)


def test_whose_book_it_is_does_not_say_who_acts() -> None:
    assert not actors_in("Socialstyrelsens handbok om våld")
    assert actors_in("Socialstyrelsen har tagit fram en handbok") == {"socialstyrelsen"}


def test_names_are_learnt_from_telephone_lists_and_abbreviations(corpus: Corpus) -> None:
    known = actors_of(corpus)
    assert {"origo", "kruton", "kast", "rvt", "rvc"} <= known
    assert "bo" not in known
    assert actors_in("RVT lämnar vidare uppgifter.", known) == {"rvt"}
