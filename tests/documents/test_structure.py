from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.corpus import Corpus, load_corpus, shipped_corpus_folder
from assistant.documents.headings import by_rule
from assistant.documents.lines import split_lines
from assistant.documents.model import Binding, CatalogueEntry, Document, FurnitureKind, Kind, Paragraph, label
from assistant.documents.pages import lay_out
from assistant.documents.structure import parse, slugify
from tests.documents.toc import CONTENTS, FIRST_WORDS

VALD = "stockholm-vald-riktlinjer"


@pytest.fixture(scope="module")
def plain_corpus() -> Corpus:
    return load_corpus(shipped_corpus_folder())


@pytest.fixture(scope="module")
def vald(plain_corpus: Corpus) -> Document:
    return plain_corpus.documents[VALD]


def entry(title: str = "En titel") -> CatalogueEntry:
    return CatalogueEntry(
        "prov",
        title,
        False,
        "Prov",
        "Provs kommun",
        "Prov",
        "riktlinjer",
        Binding.MUNICIPAL_GUIDELINE,
        None,
        "",
        {},
        "",
        "x.txt",
        "",
    )


def claims(document: Document) -> list[tuple[int, int, str]]:
    """Give every stretch of the source with what it was taken for."""
    found = [(s.start, s.end, p.id) for p in document.paragraphs for s in p.spans]
    found += [(s.start, s.end, p.id) for p in document.paragraphs for note in p.footnotes for s in note.spans]
    found += [(s.start, s.end, "heading") for section in document.sections for s in section.heading_spans]
    found += [(s.start, s.end, "title") for s in document.title_spans]
    found += [(piece.span.start, piece.span.end, piece.kind.value) for piece in document.furniture]
    return sorted(found)


def assert_everything_is_accounted_for(document: Document) -> None:
    position = 0
    for start, end, kind in claims(document):
        assert start == position, (
            f"{document.source[min(start, position) : max(start, position)]!r} is lost or taken twice ({kind})"
        )
        assert end > start, kind
        position = end
        if kind == FurnitureKind.BLANK.value:
            assert not document.source[start:end].strip()
    assert position == len(document.source)


def words_of(document: Document, paragraph: Paragraph) -> str:
    spans = [*paragraph.spans, *(span for note in paragraph.footnotes for span in note.spans)]
    return "".join("".join(document.source[span.start : span.end].split()) for span in spans)


@pytest.mark.parametrize("document_id", CONTENTS)
def test_every_character_is_in_exactly_one_place(plain_corpus: Corpus, document_id: str) -> None:
    assert_everything_is_accounted_for(plain_corpus.documents[document_id])


@pytest.mark.parametrize("document_id", CONTENTS)
def test_a_paragraph_is_the_sources_words_in_order(plain_corpus: Corpus, document_id: str) -> None:
    document = plain_corpus.documents[document_id]
    for paragraph in document.paragraphs:
        assert "".join(paragraph.full_text.split()) == words_of(document, paragraph)


@pytest.mark.parametrize("document_id", CONTENTS)
def test_the_headings_are_those_of_the_hand_checked_contents(plain_corpus: Corpus, document_id: str) -> None:
    sections = plain_corpus.documents[document_id].sections
    found = [f"{section.page} {'.' * section.level} {section.path[-1]}" for section in sections]
    assert found == CONTENTS[document_id].strip().split("\n")


@pytest.mark.parametrize("document_id", CONTENTS)
def test_headings_are_found_by_form_alone(plain_corpus: Corpus, document_id: str) -> None:
    document = plain_corpus.documents[document_id]
    lines = split_lines(document.source)
    layout = lay_out(lines, document.entry.title)
    inside = {s.start for section in document.sections for s in section.heading_spans}
    furniture = {piece.span.start for piece in document.furniture if piece.kind is not FurnitureKind.BLANK}
    notes = {s.start for p in document.paragraphs for note in p.footnotes for s in note.spans}
    front = {s.start for p in document.paragraphs if p.kind is Kind.FRONT_MATTER for s in p.spans}
    title = {s.start for s in document.title_spans}
    skip = furniture | front | title
    usable = [
        i for i, line in enumerate(lines) if line.start not in skip and not any(line.start <= n < line.end for n in notes)
    ]
    found = {lines[i].start for heading in by_rule(lines, usable, layout) for i in heading.lines}
    assert len(found & inside) / len(inside) >= 0.9, sorted(document.source[i : i + 40] for i in inside - found)
    assert len(found & inside) / len(found) >= 0.9, sorted(document.source[i : i + 40] for i in found - inside)


def test_pages_agree_with_the_running_heads(vald: Document) -> None:
    lines = split_lines(vald.source)
    layout = lay_out(lines, vald.entry.title)
    pages = {line.text: layout.page[i] for i, line in enumerate(lines) if line.text in {"39 (67)", "50 (67)"}}
    assert pages == {"39 (67)": 39, "50 (67)": 50}
    assert not any(layout.estimated)


def test_every_page_begins_where_it_does_in_the_file(vald: Document) -> None:
    lines = split_lines(vald.source)
    layout = lay_out(lines, vald.entry.title)
    starts = {layout.page[i]: lines[i].text for i, begins in enumerate(layout.breaks) if begins}
    assert starts.keys() == FIRST_WORDS.keys()
    assert {page: text for page, text in starts.items() if not text.startswith(FIRST_WORDS[page])} == {}


def test_pages_are_counted_through_the_document(plain_corpus: Corpus) -> None:
    for document in plain_corpus.documents.values():
        assert document.paragraphs[-1].page <= document.pages
        for paragraph in document.paragraphs:
            pages = [page for _, page in paragraph.page_starts]
            assert pages == sorted(pages)
            assert paragraph.page == pages[0]


def test_pages_without_a_running_head_are_estimated(plain_corpus: Corpus) -> None:
    estimated = {id_: {p.page_estimated for p in doc.paragraphs} for id_, doc in plain_corpus.documents.items()}
    assert estimated == {
        VALD: {False},
        "stockholm-stod-valdsutsatta": {False},
        "stockholm-samtalsgrupp": {True},
        "huddinge-vald-riktlinjer": {True},
    }


def test_a_quote_is_on_the_page_where_it_begins(vald: Document) -> None:
    paragraph = next(p for p in vald.paragraphs if p.id.endswith("handlaggning/forhandsbedomning/2"))
    assert paragraph.page_at(0) == 33
    assert paragraph.page_at(paragraph.text.index("av frivilliga")) == 34


def test_a_list_that_runs_over_a_page_stays_whole(vald: Document) -> None:
    methods = next(p for p in vald.paragraphs if p.lead_in.startswith("Patriark är för"))
    assert methods.lead_in.endswith("FREDA finns i tre olika delar:")
    assert [item.split()[0] for item in methods.items] == ["FREDA-kortfrågor", "FREDA-beskrivning", "FREDA-farlighetsbedömning"]
    tips = next(p for p in vald.paragraphs if p.lead_in.startswith("Tips att tänka på"))
    assert len(tips.items) == 3


def test_the_seven_points_of_an_investigation_are_one_list(vald: Document) -> None:
    points, extra = (
        p for p in vald.paragraphs if p.id.split("/")[-2:] in (["utredningens-innehall", "2"], ["utredningens-innehall", "3"])
    )
    assert len(points.items) == 7
    assert points.items[-1] == "vilket behov den enskilde har av stöd och hjälp på kort och lång sikt"
    assert extra.lead_in == "I staden rekommenderas även följande två punkter ingå i utredningen"
    assert len(extra.items) == 2


def test_the_eight_factors_of_vulnerability_keep_their_explanations(vald: Document) -> None:
    factors = next(p for p in vald.paragraphs if "Sådana faktorer kan exempelvis vara:" in p.lead_in)
    assert len(factors.items) == 8
    assert factors.items[3].endswith("på grund av sin sexuella läggning och livsstil.")
    assert [note.number for note in factors.footnotes] == ["10", "11", "12", "13"] or [
        note.number for note in factors.footnotes
    ] == ["11", "12", "13"]


def test_a_table_of_terms_gives_each_term_its_own_words(vald: Document) -> None:
    rows = {p.term: p.text for p in vald.paragraphs if p.kind is Kind.TABLE_ROW}
    assert list(rows) == [
        "Fysiskt våld", "Psykiskt våld", "Sexuellt våld", "Materiellt våld", "Ekonomiskt våld", "Försummelse", "Latent",
    ]  # fmt: skip
    assert "felaktig medicinering" in rows["Försummelse"]
    assert rows["Latent"].startswith("Latent Våldet utövas inte alltid aktivt")


def test_numbered_lists_keep_their_sub_items(vald: Document) -> None:
    before, after = (p for p in vald.paragraphs if "Stöd vid säkerhetsplanering" in p.section)
    assert [item.split(".")[0] for item in before.items] == [str(n) for n in range(1, 13)]
    assert [item.split(".")[0] for item in after.items] == ["13", "14"]
    assert [line[:2] for line in after.items[0].split("\n")[1:]] == ["a)", "b)", "c)", "d)"]


def test_footnotes_belong_to_their_paragraph_and_leave_no_number_behind(plain_corpus: Corpus) -> None:
    vald = plain_corpus.documents[VALD]
    notes = [note for p in vald.paragraphs for note in p.footnotes]
    assert [note.number for note in notes] == [str(n) for n in range(1, 17)]
    definition = next(p for p in vald.paragraphs if p.term == "Våld")
    assert definition.text.endswith("avstå från att göra något som den vill.")
    assert definition.footnotes[0].text == "Definition från Per Isdal, grundare av Alternativ till vold"
    stod = plain_corpus.documents["stockholm-stod-valdsutsatta"]
    assert [note.number for p in stod.paragraphs for note in p.footnotes] == ["1", "2", "3"]
    group = plain_corpus.documents["stockholm-samtalsgrupp"]
    assert [note.text for p in group.paragraphs for note in p.footnotes][1].endswith("HSLF-FS")


def test_running_heads_and_page_marks_leave_no_trace(plain_corpus: Corpus) -> None:
    text = "\n".join(p.full_text for p in plain_corpus.paragraphs)
    assert "(67)" not in text
    assert "Sida 2" not in text
    kinds = {piece.kind for document in plain_corpus.documents.values() for piece in document.furniture}
    assert {FurnitureKind.RUNNING_HEAD, FurnitureKind.PAGE_MARK, FurnitureKind.LINK_TARGET, FurnitureKind.BULLET} <= kinds
    sentence = next(p for p in plain_corpus.paragraphs if "Se vidare ”Riktlinjer för handläggning och" in p.text)
    assert "handläggning och dokumentation av ärenden gällande barn" in sentence.text


@pytest.mark.parametrize(
    "words",
    [
        "id-handlingar", "hbtqi-personer", "en par- eller familjerelation", "specifika ämnes- och kompetensområden",
        "hälso- och sjukvårdens arbete", "EU/EES-medborgare", "favorit-gosedjur", "dopings- och tobakspolitiken",
        "vård- och myndighetskontakter", "regeringsbeslut 2018-02-08",
    ],
)  # fmt: skip
def test_line_breaks_inside_hyphenated_words_are_closed(plain_corpus: Corpus, words: str) -> None:
    assert any(words in p.full_text for p in plain_corpus.paragraphs)


def test_reading_lists_and_links_are_marked_as_such(vald: Document) -> None:
    reading = [p for p in vald.paragraphs if p.kind is Kind.READING_LIST]
    assert all(p.text.startswith("Läs mer") for p in reading)
    assert not any(p.text.startswith("Läs mer") for p in vald.paragraphs if p.kind is not Kind.READING_LIST)
    assert all(p.number is None for p in reading)
    (links,) = [p for p in vald.paragraphs if p.kind is Kind.LINK_LIST]
    assert links.section == ("Mer kunskap och information",)
    assert "http://www.nck.uu.se/" in links.text


def test_the_telephone_list_is_contacts(vald: Document) -> None:
    (contacts,) = [p for p in vald.paragraphs if p.kind is Kind.CONTACT]
    assert len(contacts.items) == 10
    assert "Origo, Resurscentrum mot hedersrelaterat förtryck och våld 020-25 30 00" in contacts.items
    assert "Regionkoordinator för prostitution och människohandel 08-508 25 669" in contacts.items
    assert contacts.number is None


def test_front_matter_can_be_asked_for(plain_corpus: Corpus) -> None:
    front = [p for p in plain_corpus.paragraphs if p.kind is Kind.FRONT_MATTER]
    assert [p.document_id for p in front] == ["stockholm-stod-valdsutsatta"]
    assert front[0].items == (
        "Socialförvaltningen", "Avdelningen för strategi och utveckling", "Bilaga 8", "Dnr 2025/941", "2026-01-21",
    )  # fmt: skip


def test_ids_are_unique_readable_and_stable(plain_corpus: Corpus) -> None:
    ids = [p.id for p in plain_corpus.paragraphs]
    assert len(ids) == len(set(ids))
    assert "stockholm-vald-riktlinjer/handlaggning/forhandsbedomning/3" in ids
    source = plain_corpus.documents[VALD].source
    changed = parse(
        source.replace("Gallring innebär", "En ny mening.  \n \nGallring innebär"), plain_corpus.documents[VALD].entry
    )
    after = {p.id: p.text for p in changed.paragraphs}
    moved = {p.id for p in plain_corpus.documents[VALD].paragraphs if after.get(p.id) != p.text}
    assert moved == {f"{VALD}/ovrigt/gallring/1"}


def test_the_label_is_what_a_case_worker_would_write(plain_corpus: Corpus) -> None:
    document = plain_corpus.documents[VALD]
    paragraph = plain_corpus.paragraph(f"{VALD}/handlaggning/forhandsbedomning/3")
    assert label(document.entry, paragraph) == "Stockholms riktlinjer, Handläggning › Förhandsbedömning, 3 st., s. 34"
    estimated = plain_corpus.paragraph("huddinge-vald-riktlinjer/malgrupp/1")
    assert label(plain_corpus.documents["huddinge-vald-riktlinjer"].entry, estimated).endswith("Målgrupp, 1 st., s. ca 1")


def test_the_dated_document_is_dated() -> None:
    document = load_corpus(shipped_corpus_folder()).documents["stockholm-stod-valdsutsatta"]
    assert document.entry.date == datetime.date(2026, 1, 21)
    assert document.entry.dnr == "2025/941"


def test_a_soft_hyphen_is_undone_where_the_document_knows_the_word() -> None:
    source = (
        "Rubrik\nSocialtjänsten ska göra en utredning. Den utred-\nning som görs ska vara saklig och id-\nhandlingar visas.\n"
    )
    (paragraph,) = parse(source, entry()).paragraphs
    assert paragraph.text.endswith("Den utredning som görs ska vara saklig och id-handlingar visas.")


def test_running_heads_that_disagree_with_the_count_make_pages_estimated() -> None:
    pages = [
        "Provs riktlinjer\n3 (9)\nText på sidan tre.  ",
        " Text på nästa sida.",
        "\nProvs riktlinjer\n8 (9)\nText på sidan åtta.",
    ]
    document = parse("\n".join(pages), entry())
    by_text = {p.text: (p.page, p.page_estimated) for p in document.paragraphs}
    assert by_text["Text på sidan tre."] == (3, False)
    assert by_text["Text på nästa sida."][1] is True
    assert by_text["Text på sidan åtta."] == (8, False)


@pytest.mark.parametrize(
    ("heading", "slug"), [("Våld i nära relationer:", "vald-i-nara-relationer"), ("§§", "avsnitt"), ("Å" * 90, "a" * 60)]
)
def test_slugs_are_ascii_and_bounded(heading: str, slug: str) -> None:
    assert slugify(heading) == slug


SOURCES = [path.read_text(encoding="utf-8") for path in sorted((shipped_corpus_folder() / "documents").glob("*.txt"))]
FRAGMENTS = [
    "Läs mer:\n",
    " Att göra\n",
    "• punkt\n",
    "1. ett\n",
    "a) två\n",
    "12 (30)\n",
    "Dnr 2025/1\n",
    "ord1\n1 not\n",
    "\x0c",
    "\r\n",
    " \n",
    "RVT 08-508 12 360\n",
    "Fysiskt våld Till exempel slag\n",
    "SOSFS 2011:5    Lex\n",
    "https://x.se/y\n",
    "SoL Socialtjänstlag\n",
    "hälso-\noch vård\n",
    "\xad",
    "\ufeff",
    "\x00",
    "  dubbel\n",
    "Rubrik\n",
]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_random_text_never_loses_a_character(source: str) -> None:
    assert_everything_is_accounted_for(parse(source, entry()))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=12), max_size=40))
def test_document_like_text_never_loses_a_character(pieces: list[str]) -> None:
    document = parse("".join(pieces), entry("Rubrik"))
    assert_everything_is_accounted_for(document)
    assert len({p.id for p in document.paragraphs}) == len(document.paragraphs)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(SOURCES), st.data())
def test_a_cut_document_never_loses_a_character(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, min(len(source), start + 8_000)))
    assert_everything_is_accounted_for(parse(source[start:end], entry()))


def test_a_cut_document_keeps_the_headings_it_has(vald: Document) -> None:
    half = parse(vald.source[len(vald.source) // 2 :], vald.entry)
    assert_everything_is_accounted_for(half)
    assert ("Samverkan", "Samverkan med utförare") in [section.path for section in half.sections]


def test_five_megabytes_are_read_in_bounded_time() -> None:
    source = SOURCES[1] * (5_000_000 // len(SOURCES[1]))
    document = parse(source, entry())
    assert sum(end - start for start, end, _ in claims(document)) == len(source)


def test_every_document_of_the_folder_is_in_the_catalogue(plain_corpus: Corpus) -> None:
    files = {Path(document.entry.file).name for document in plain_corpus.documents.values()}
    assert files == {path.name for path in (shipped_corpus_folder() / "documents").iterdir()}
