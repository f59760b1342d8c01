from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.corpus import Corpus
from assistant.documents.edition_questions import touched_questions
from assistant.documents.editions import ChangeKind, Edition, compare, read_edition
from assistant.documents.model import Document, Paragraph
from assistant.documents.structure import parse
from tests.documents.test_structure import entry

VALD = "stockholm-vald-riktlinjer"
HUDDINGE = "huddinge-vald-riktlinjer"
GOAL = "Målet är att våldet i nära relationer ska upphöra."
ADDED = "Alla medarbetare ska gå kommunens utbildning om våld vart tredje år. \n"
RELATIVES = "Socialtjänsten ska även erbjuda stöd till anhöriga till personer som omfattas i \nmålgruppen.   \n"
MEN = "För vuxna individer som utövar våld mot närstående, ska insatser från \nsocialtjänsten leda till att våldet upphör.   \n"


@pytest.fixture
def huddinge(corpus: Corpus) -> Document:
    return corpus.documents[HUDDINGE]


def edited(document: Document, *edits: tuple[str, str]) -> Edition:
    """Compare a document with itself after edits of its text, each of which finds its words."""
    source = document.source
    for old, new in edits:
        assert old in source, old
        source = source.replace(old, new, 1)
    return compare(document, read_edition(source, document))


def kinds(edition: Edition) -> dict[str, int]:
    return dict(Counter(change.kind.value for change in edition.changes))


@pytest.mark.parametrize("document_id", [VALD, HUDDINGE, "stockholm-stod-valdsutsatta", "stockholm-samtalsgrupp"])
def test_the_same_text_changes_nothing(corpus: Corpus, document_id: str) -> None:
    document = corpus.documents[document_id]
    edition = edited(document)
    assert edition.is_same
    assert edition.unchanged == len(document.paragraphs)


def test_another_word_is_one_changed_paragraph(huddinge: Document) -> None:
    edition = edited(huddinge, (GOAL, GOAL.replace("ska", "bör")))
    (change,) = edition.changes
    assert change.kind is ChangeKind.CHANGED
    assert change.old
    assert change.new
    assert (change.old.text.replace("relationer ska", "relationer bör"), change.old.id) == (change.new.text, change.new.id)


def test_lines_broken_elsewhere_are_no_change(huddinge: Document) -> None:
    assert edited(huddinge, ("drabbas oftare \nav upprepat", "drabbas \noftare av upprepat")).is_same


def test_a_new_paragraph_renumbers_those_after_it_and_changes_none(huddinge: Document) -> None:
    edition = edited(huddinge, ("\nVåld i nära relationer drabbar", f"\n{ADDED} \nVåld i nära relationer drabbar"))
    assert kinds(edition) == {"added": 1, "renumbered": 2}
    (change,) = edition.of_kind(ChangeKind.ADDED)
    assert change.new
    assert change.new.text == ADDED.strip()


def test_a_paragraph_that_is_gone_is_told_where_it_stood(huddinge: Document) -> None:
    edition = edited(huddinge, (MEN, ""))
    (change,) = edition.changes
    assert (change.kind, change.paragraph.section, change.is_within) == (ChangeKind.REMOVED, ("Mål",), False)


def test_a_paragraph_under_another_heading_is_moved_and_not_changed(huddinge: Document) -> None:
    edition = edited(huddinge, (RELATIVES, ""), ("\nSyfte \n", f"\nSyfte \n{RELATIVES} \n"))
    assert kinds(edition) == {"moved": 1, "renumbered": 1}
    (change,) = edition.of_kind(ChangeKind.MOVED)
    assert change.old
    assert change.new
    assert (change.old.section, change.new.section) == (("Målgrupp",), ("Syfte",))


def test_paragraphs_that_change_places_are_moved(huddinge: Document) -> None:
    mark = "@@"
    edition = edited(huddinge, (MEN, mark), ("För barn och unga som lever", f"{MEN}För barn och unga som lever"), (mark, ""))
    assert set(kinds(edition)) == {"moved", "renumbered"}
    (change,) = edition.of_kind(ChangeKind.MOVED)
    assert change.paragraph.text.endswith("leda till att våldet upphör.")


def test_paragraphs_that_were_joined_are_said_to_stand_still(huddinge: Document) -> None:
    edition = edited(huddinge, ("en man. \n \nSocialtjänsten ska även", "en man. \nSocialtjänsten ska även"))
    gone = edition.of_kind(ChangeKind.REMOVED)
    assert kinds(edition) in ({"changed": 1, "removed": 1}, {"changed": 1})
    assert [change.is_within for change in gone] == [True] * len(gone)


def test_a_new_heading_is_found_though_the_catalogue_does_not_list_it(corpus: Corpus) -> None:
    document = corpus.documents[VALD]
    edition = edited(document, ("\nGenomförandeplan", "\nPlan för genomförandet"))
    assert edition.headings_gone == (("Handläggning", "Genomförandeplan"),)
    assert edition.headings_new == (("Handläggning", "Plan för genomförandet"),)
    assert set(kinds(edition)) == {"moved"}


def test_a_paragraph_worded_anew_elsewhere_is_still_the_same(huddinge: Document) -> None:
    reworded = RELATIVES.replace("även erbjuda", "alltid erbjuda")
    edition = edited(huddinge, (RELATIVES, ""), ("\nSyfte \n", f"\nSyfte \n{reworded} \n"))
    (change,) = edition.of_kind(ChangeKind.CHANGED)
    assert change.old
    assert change.new
    assert (change.old.section, change.new.section) == (("Målgrupp",), ("Syfte",))


def test_questions_about_what_is_changed_are_told_and_which_lose_their_words(corpus: Corpus) -> None:
    document = corpus.documents[VALD]
    edition = edited(document, ("stöd eller hjälp ska \nen utredning inledas", "stöd eller hjälp bör \nen utredning inledas"))
    (change,) = edition.changes
    own = [one for one in corpus.questions if any(place.paragraph_id == change.paragraph.id for place in one.evidence)]
    touched = touched_questions(corpus.questions, edition)
    assert [one.question for one in touched] == own != []
    by_text = {one.question.text: one.stands for one in touched}
    assert by_text["När ska en utredning inledas efter förhandsbedömningen?"] is False
    assert by_text["Vad gör man om en vuxen utan barn inte vill ha kontakt med socialtjänsten?"] is True


def test_a_paragraph_that_only_moved_touches_no_question(corpus: Corpus) -> None:
    edition = edited(corpus.documents[VALD], ("\nGenomförandeplan", "\nPlan för genomförandet"))
    assert touched_questions(corpus.questions, edition) == ()


WORDS = ("ska", "bör", "barn", "stöd", "våld", "utredning", "beslut", "insats", "kommun", "plan", "möte", "samtycke")


def text_of(paragraphs: Sequence[str]) -> str:
    return "Prov\n\nSyfte\n" + "\n\n".join(paragraphs) + "\n"


def sentences() -> st.SearchStrategy[list[str]]:
    one = st.lists(st.sampled_from(WORDS), min_size=3, max_size=9).map(lambda words: f"Vi {' '.join(words)}.")
    return st.lists(one, max_size=12)


@given(sentences(), sentences())
@settings(max_examples=60, deadline=None)
def test_every_paragraph_of_both_editions_is_accounted_for_once(before: list[str], after: list[str]) -> None:
    old, new = parse(text_of(before), entry("Prov")), parse(text_of(after), entry("Prov"))
    edition = compare(old, new)
    assert edition == compare(old, new)
    for own, side in ((old, lambda change: change.old), (new, lambda change: change.new)):
        assert_once(own.paragraphs, edition, side)


def assert_once(paragraphs: tuple[Paragraph, ...], edition: Edition, side: Callable[..., Paragraph | None]) -> None:
    told = [found.id for change in edition.changes if (found := side(change))]
    assert len(told) == len(set(told))
    assert set(told) <= {paragraph.id for paragraph in paragraphs}
    assert len(told) + edition.unchanged == len(paragraphs)


def test_a_very_long_document_takes_seconds(corpus: Corpus) -> None:
    stored = corpus.documents[VALD]
    lines = (stored.source * 4).split("\n")
    old = parse("\n".join(lines), stored.entry)
    pick = random.Random(1)  # noqa: S311  # which lines are edited, nothing secret
    changed = [line.replace(" ska ", " bör ").replace(" och ", " eller ") if pick.random() < 0.3 else line for line in lines]
    start = time.perf_counter()
    edition = compare(old, read_edition("\n".join(changed), old))
    assert edition.changes
    assert time.perf_counter() - start < 30


def test_a_text_that_is_one_endless_paragraph_takes_seconds(corpus: Corpus) -> None:
    stored = corpus.documents[VALD]
    start = time.perf_counter()
    edition = compare(stored, read_edition("ord och " * 60_000, stored))
    assert (edition.unchanged, kinds(edition)) == (0, {"removed": 233, "added": 1})
    assert time.perf_counter() - start < 15
