from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.documents.catalogue import parse_contents
from assistant.documents.corpus import Corpus, SourceMap, load_corpus, neighbours, shipped_corpus_folder
from assistant.errors import CorpusError, DocumentChangedError

VALD_FILE = "documents/002_a682a5d23312a9b4.txt"


@pytest.fixture(scope="module")
def plain_corpus() -> Corpus:
    return load_corpus(shipped_corpus_folder())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    shutil.copytree(shipped_corpus_folder(), folder, ignore=shutil.ignore_patterns("vectors"))
    return folder


def change(path: Path, edit: Callable[[str], str]) -> None:
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_the_four_documents_are_there_with_what_is_known_of_them(plain_corpus: Corpus) -> None:
    assert list(plain_corpus.documents) == [
        "stockholm-vald-riktlinjer",
        "stockholm-stod-valdsutsatta",
        "stockholm-samtalsgrupp",
        "huddinge-vald-riktlinjer",
    ]
    entries = {id_: document.entry for id_, document in plain_corpus.documents.items()}
    assert entries["huddinge-vald-riktlinjer"].title_derived
    assert [entry.law_basis["SoL"] for entry in entries.values()] == ["2001:453", "2025:400", "2025:400", "2001:453"]
    assert [entry.date is None for entry in entries.values()] == [True, False, True, True]


def test_every_typical_question_has_its_place_in_a_document(plain_corpus: Corpus) -> None:
    assert len(plain_corpus.questions) == 4_767
    for question in plain_corpus.questions:
        for evidence in question.evidence:
            text = plain_corpus.paragraph(evidence.paragraph_id).full_text
            assert text[evidence.start : evidence.end].strip() == text[evidence.start : evidence.end] != ""
            assert plain_corpus.document_of(evidence.paragraph_id).id == question.document_id


def test_a_typical_question_may_ask_for_a_footnote(plain_corpus: Corpus) -> None:
    (question,) = [
        q for q in plain_corpus.questions if q.text.startswith("Inom vilken insats ges de individuella stödsamtalen")
    ]
    evidence = question.evidence[0]
    paragraph = plain_corpus.paragraph(evidence.paragraph_id)
    assert evidence.start > len(paragraph.text)
    assert paragraph.full_text[evidence.start : evidence.end].startswith("Individuella stödsamtal är en del")


@pytest.mark.parametrize(
    ("question", "paragraph_id"),
    [
        ("Behöver händelsen vara polisanmäld för att få insatsen?", "stockholm-stod-valdsutsatta/innehall/2"),
        (
            "Vad behöver alla handläggare göra när det gäller föräldrastöd?",
            "stockholm-vald-riktlinjer/insatser/insatser-till-valdsutovare/foraldrastod/1",
        ),
        (
            "Vem behöver informera om föräldrastöd och hänvisa till rätt enhet?",
            "stockholm-vald-riktlinjer/insatser/insatser-till-den-som-ar-utsatt-for-vald/foraldrastod/1",
        ),
    ],
)
def test_the_checked_table_decides_where_a_stretch_alone_does_not(
    plain_corpus: Corpus, question: str, paragraph_id: str
) -> None:
    (found,) = [q for q in plain_corpus.questions if q.text == question]
    assert found.evidence[0].paragraph_id == paragraph_id


def test_words_that_stand_twice_belong_to_both_places(plain_corpus: Corpus) -> None:
    places = SourceMap(plain_corpus.documents["stockholm-vald-riktlinjer"])
    found = places.locate("Skyldigheten att samverka gäller endast för sådana uppgifter")
    assert [one.paragraph_id.split("/", 1)[1] for one in found] == ["bemotande/i-motet-med-den-valdsutsatta/9", "samverkan/2"]
    assert places.locate("Det här står ingenstans") == ()
    assert places.locate("  ") == ()


def test_a_changed_document_is_refused(copy: Path) -> None:
    change(copy / VALD_FILE, lambda text: text.replace("15 år", "16 år") + " ")
    with pytest.raises(DocumentChangedError) as caught:
        load_corpus(copy)
    assert "kontrollsumman" in caught.value.message
    assert "sha256" in caught.value.advice


def test_a_missing_document_is_named(copy: Path) -> None:
    (copy / VALD_FILE).unlink()
    with pytest.raises(CorpusError, match=r"002_a682a5d23312a9b4\.txt saknas"):
        load_corpus(copy)


def test_a_folder_that_is_no_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"catalogue\.toml saknas") as caught:
        load_corpus(tmp_path)
    assert "ASSISTANT_CORPUS_DIR" in caught.value.advice


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('publisher = "Huddinge kommun"\n', "", "saknar fältet publisher"),
        ('publisher = "Huddinge kommun"', 'publisher = "Huddinge kommun"\nfarg = "blå"', "det okända fältet farg"),
        ('id = "stockholm-samtalsgrupp"', 'id = "huddinge-vald-riktlinjer"', "Två dokument"),
        ('date = "undated"', 'date = "igår"', "Datumet"),
        ('date = "undated"', "date = 2026-01-21T10:00:00", "Datumet"),
        ("first_page = 6", 'first_page = "sex"', "Fältet first_page .* fel typ"),
        ("title_derived = true", 'title_derived = "nej"', "Fältet title_derived .* fel typ"),
        ('binding = "kommunal riktlinje"', 'binding = "tips"', "Bindningsgraden"),
        ('dnr = "2025/941"', "dnr = 2025", "fel typ"),
        ("[[document]]", "[[document", "går inte att läsa"),
    ],
)
def test_a_broken_catalogue_is_refused_with_its_cause(copy: Path, old: str, new: str, message: str) -> None:
    change(copy / "catalogue.toml", lambda text: text.replace(old, new, 1))
    with pytest.raises(CorpusError, match=message):
        load_corpus(copy)


def test_an_empty_catalogue_is_refused(copy: Path) -> None:
    (copy / "catalogue.toml").write_text("# tom\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="inget dokument"):
        load_corpus(copy)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[1]",
        '"text"',
        '{"questions": []}',
        '{"evidence": "Det här står ingenstans", "questions": ["Var?"]}',
        '{"evidence": "Målgrupper som omfattas av riktlinjerna", "questions": "Vilka omfattas?"}',
        '{"evidence": ["Målgrupper"], "questions": ["Vilka omfattas?"]}',
    ],
)
def test_a_broken_question_bank_is_refused_with_its_row(copy: Path, line: str) -> None:
    path = copy / "questions" / "004_f63d7f398ac71475.jsonl"
    rows = len(path.read_text(encoding="utf-8").splitlines())
    change(path, lambda text: text + line + "\n")
    with pytest.raises(CorpusError, match=f"Rad {rows + 1}"):
        load_corpus(copy)


def test_a_changed_row_of_the_bank_is_noticed_by_the_checked_table(copy: Path) -> None:
    path = copy / "questions" / "004_f63d7f398ac71475.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows[1:]), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"placements\.toml"):
        load_corpus(copy)


@pytest.mark.parametrize("data", [b"", b"  \n ", b"\xff\xfe\x00binary", b"text\0text", "å".encode("latin-1")])
def test_a_document_that_is_no_text_is_refused(copy: Path, data: bytes) -> None:
    import hashlib

    (copy / VALD_FILE).write_bytes(data)
    old = hashlib.sha256((shipped_corpus_folder() / VALD_FILE).read_bytes()).hexdigest()
    change(copy / "catalogue.toml", lambda text: text.replace(old, hashlib.sha256(data).hexdigest()))
    with pytest.raises(CorpusError) as caught:
        load_corpus(copy)
    assert not isinstance(caught.value, DocumentChangedError)


def test_the_hash_changes_with_anything_the_corpus_is_read_from(plain_corpus: Corpus, copy: Path) -> None:
    assert load_corpus(copy).sha256 == plain_corpus.sha256
    change(copy / "questions" / "placements.toml", lambda text: text + "\n# granskad\n")
    assert load_corpus(copy).sha256 != plain_corpus.sha256


def test_neighbours_follow_the_reading_order(plain_corpus: Corpus) -> None:
    paragraphs = plain_corpus.documents["huddinge-vald-riktlinjer"].paragraphs
    assert neighbours(paragraphs, paragraphs[0].id) == (None, paragraphs[1])
    assert neighbours(paragraphs, paragraphs[-1].id) == (paragraphs[-2], None)


def test_contents_are_read_by_their_indentation() -> None:
    assert parse_contents("\nEtt\n  Två\n    Tre\nFyra\n") == ((1, "Ett"), (2, "Två"), (3, "Tre"), (1, "Fyra"))
