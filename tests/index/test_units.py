from __future__ import annotations

from assistant.documents.corpus import Corpus
from assistant.documents.model import Kind
from assistant.index.embedding import MAX_TOKENS, BundledEmbedder
from assistant.index.units import LONG_LIST, make_question_units, make_units


def test_every_paragraph_is_searched_with_title_and_headings_in_front(corpus: Corpus) -> None:
    units = make_units(corpus)
    assert {unit.paragraph_id for unit in units} == {paragraph.id for paragraph in corpus.paragraphs}
    for unit in units:
        heading = unit.text.splitlines()[0]
        assert heading.startswith(corpus.document_of(unit.paragraph_id).entry.title)
        assert all(part in heading for part in corpus.paragraph(unit.paragraph_id).section)


def test_a_long_list_is_searched_item_by_item_with_its_lead_in(corpus: Corpus) -> None:
    long = next(one for one in corpus.paragraphs if one.kind is Kind.LIST and len(one.text) > LONG_LIST and one.lead_in)
    items = [unit for unit in make_units(corpus) if unit.paragraph_id == long.id and unit.item is not None]
    assert len(items) == len(long.items)
    assert all(long.lead_in in unit.text and long.items[unit.item or 0] in unit.text for unit in items)


def test_each_telephone_number_of_a_contact_list_is_searched_by_itself(corpus: Corpus) -> None:
    contacts = next(one for one in corpus.paragraphs if one.kind is Kind.CONTACT)
    found = [unit.item for unit in make_units(corpus) if unit.paragraph_id == contacts.id]
    assert found == [None, *range(len(contacts.items))]


def test_a_footnote_is_searched_with_its_paragraph(corpus: Corpus) -> None:
    paragraph = next(one for one in corpus.paragraphs if one.footnotes)
    texts = "\n".join(unit.text for unit in make_units(corpus) if unit.paragraph_id == paragraph.id)
    assert all(note.text in texts for note in paragraph.footnotes)


def test_nothing_is_longer_than_the_model_reads(corpus: Corpus) -> None:
    model = BundledEmbedder()
    assert max(model.token_count(unit.text) for unit in make_units(corpus)) <= MAX_TOKENS


def test_ids_are_unique_and_the_same_each_time(corpus: Corpus) -> None:
    once, again = ([one.id for one in make_units(corpus)] + [one.id for one in make_question_units(corpus)] for _ in range(2))
    assert once == again
    assert len(set(once)) == len(once)
