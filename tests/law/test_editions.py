from __future__ import annotations

import datetime

import pytest

from assistant.documents.corpus import Corpus
from assistant.documents.editions import read_edition
from assistant.documents.model import Document
from assistant.law.annotate import annotate_document
from assistant.law.editions import compare_law
from assistant.law.model import LegalStatus

TODAY = datetime.date(2026, 2, 2)


@pytest.fixture
def stod(corpus: Corpus) -> Document:
    return corpus.documents["stockholm-stod-valdsutsatta"]


def edition(document: Document, old: str, new: str) -> Document:
    assert old in document.source
    return annotate_document(read_edition(document.source.replace(old, new), document))


def test_the_same_text_cites_the_same_law(stod: Document) -> None:
    assert compare_law(stod, annotate_document(read_edition(stod.source, stod)), TODAY) == ((), ())


def test_law_that_comes_is_told_with_its_standing_and_where(stod: Document) -> None:
    words = "Händelsen \nbehöver inte vara polisanmäld."
    new = edition(stod, words, f"{words} Se även 7 kap. 1 § SOSFS 2014:4.")
    gone, come = compare_law(stod, new, TODAY)
    assert gone == ()
    assert [(one.standing.canonical, one.standing.status) for one in come] == [("SOSFS 2014:4 7:1", LegalStatus.REPLACED)]
    assert [one.paragraph_ids for one in come] == [("stockholm-stod-valdsutsatta/innehall/2",)]


def test_law_that_goes_everywhere_is_told(corpus: Corpus) -> None:
    vald = corpus.documents["stockholm-vald-riktlinjer"]
    gone, come = compare_law(vald, edition(vald, "14 kap. 1 §", "19 kap. 1 §"), TODAY)
    assert [(one.standing.canonical, one.standing.status) for one in gone] == [("SoL 14:1", LegalStatus.REPLACED)]
    assert "SoL 19:1" in {one.standing.canonical for one in come}


def test_law_that_still_stands_somewhere_has_not_gone(corpus: Corpus) -> None:
    vald = corpus.documents["stockholm-vald-riktlinjer"]
    once = vald.source.replace("14 kap. 1 § SoL", "lagen", 1)
    assert compare_law(vald, annotate_document(read_edition(once, vald)), TODAY)[0] == ()
