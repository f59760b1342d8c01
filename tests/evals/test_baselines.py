from __future__ import annotations

from pathlib import Path

from assistant.documents.corpus import Corpus
from assistant.index.embedding import make_embedder
from assistant.settings import Settings
from evals.baselines import baselines
from evals.llamaindex import Overlaps, split
from evals.suites import Kind, Split, Style, load_suites
from evals.systems import measure


def the_short_documents(corpus: Corpus) -> Corpus:
    """Give the corpus without its long document, whose chunks take a minute to embed."""
    documents = {key: one for key, one in corpus.documents.items() if key != "stockholm-vald-riktlinjer"}
    questions = tuple(one for one in corpus.questions if one.document_id in documents)
    return Corpus(documents, questions, "the short documents")


def test_every_baseline_finds_most_short_questions(corpus: Corpus, settings: Settings, tmp_path: Path) -> None:
    short = the_short_documents(corpus)
    asked = [
        one
        for one in load_suites()
        if one.split is Split.DEV
        and one.style in {Style.KEYWORD, Style.PLAIN}
        and one.kind is Kind.ANSWERABLE
        and set(one.document_ids) <= set(short.documents)
    ]
    with baselines(short, settings.model_copy(update={"data_dir": tmp_path}), make_embedder(settings)) as systems:
        measured = {system.name: measure(system, asked) for system in systems}
    assert set(measured) == {"BM25", "Vektorer", "Typfrågor", "LlamaIndex", "Utan typfrågor"}
    for name, one in measured.items():
        assert one is not None
        assert one.figures["hit_at_5"].n == len(asked) >= 10
        assert one.figures["hit_at_5"].value >= 0.7, name


def test_a_chunk_stands_for_the_paragraphs_it_holds_half_of(corpus: Corpus) -> None:
    document = corpus.documents["stockholm-vald-riktlinjer"]
    overlaps = Overlaps(document)
    paragraph = next(one for one in document.paragraphs if 600 < len(one.text) < 900 and not one.items and not one.footnotes)
    start, end = paragraph.spans[0].start, paragraph.spans[-1].end
    assert overlaps.of(start, end) == {paragraph.id}
    most, little = start + 2 * (end - start) // 3, start + (end - start) // 3
    assert paragraph.id in overlaps.of(max(0, start - 2000), most)
    assert paragraph.id not in overlaps.of(max(0, start - 2000), little)


def test_a_long_list_is_met_by_a_chunk_that_lies_within_it(corpus: Corpus) -> None:
    document = corpus.documents["stockholm-vald-riktlinjer"]
    paragraph = max(document.paragraphs, key=lambda one: len(one.text))
    middle = (paragraph.spans[0].start + paragraph.spans[-1].end) // 2
    assert Overlaps(document).of(middle - 200, middle + 200) == {paragraph.id}


def test_nearly_every_paragraph_is_in_a_chunk_that_stands_for_it(corpus: Corpus) -> None:
    overlaps = {key: Overlaps(document) for key, document in corpus.documents.items()}
    met: set[str] = set()
    for chunk in split(corpus):
        assert chunk.ref_doc_id is not None
        assert chunk.start_char_idx is not None
        assert chunk.end_char_idx is not None
        met |= overlaps[chunk.ref_doc_id].of(chunk.start_char_idx, chunk.end_char_idx)
    assert len(met) >= 0.98 * len(corpus.paragraphs)
