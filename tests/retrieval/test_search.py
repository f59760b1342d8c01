from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.documents.corpus import Corpus
from assistant.errors import ExternalServiceError
from assistant.index.store import ensure_index
from assistant.index.units import heading_line
from assistant.retrieval import search as search_module
from assistant.retrieval.rerank import CANDIDATES
from assistant.retrieval.search import Searcher
from assistant.settings import Settings, load_settings


def first(searcher: Searcher, question: str, count: int = 1) -> str:
    hits = searcher.search(question).hits[:count]
    return "\n".join(searcher.corpus.paragraph(hit.paragraph_id).full_text for hit in hits)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Vem beslutar om fingerade personuppgifter?", "Polis"),
        ("Vem ska upprätta genomförandeplanen?", "genomförandeplan"),
        ("Hur många tillfällen är stödet begränsat till?", "max 15 tillfällen"),
        ("SIP samtycke", "samordnad individuell plan (SIP)"),
        ("vem upprätar gennomförandeplanen", "genomförandeplan"),
        ("Who decides on fictitious personal data?", "fingerade personuppgifter"),
        ("Vad står om 26 kap. 1 § OSL?", "26 kap. 1 § OSL"),
        ("Vad har Relationsvåldscentrum Sydost för telefonnummer?", "08-508 20 700"),
    ],
)
def test_the_paragraph_that_answers_comes_first(searcher: Searcher, question: str, expected: str) -> None:
    assert expected.casefold() in first(searcher, question).casefold()


def test_a_scenario_of_several_sentences_finds_what_it_asks_for(searcher: Searcher) -> None:
    question = (
        "En kvinna ringde i morse. Hon har bott hos en vän sedan i fredags och vågar inte gå hem. "
        "Barnen har sett när pappan slog henne. Ska jag göra en orosanmälan?"
    )
    assert "orosanmälan" in first(searcher, question, 3).casefold()


def test_a_question_about_huddinge_gets_huddinges_paragraphs_first(searcher: Searcher) -> None:
    hits = searcher.search("Vad gäller för skyddat boende i Huddinge?").hits
    assert hits[0].paragraph_id.startswith("huddinge")


def test_at_least_thirty_hits_come_best_first(searcher: Searcher) -> None:
    hits = searcher.search("Vad är våld?").hits
    scores = [hit.score for hit in hits]
    assert len(hits) >= 30
    assert len({hit.paragraph_id for hit in hits}) == len(hits)
    assert scores == sorted(scores, reverse=True)


def test_a_hit_tells_which_typical_question_it_resembles_and_where_its_answer_stands(searcher: Searcher) -> None:
    hit = searcher.search("Vem beslutar om fingerade personuppgifter?").hits[0]
    assert "fingerade" in hit.matched_question
    assert hit.paragraph_id in {place.paragraph_id for place in hit.question_evidence}
    assert 0 < hit.question <= 1.001


def test_a_hit_in_a_telephone_list_names_the_item(searcher: Searcher) -> None:
    hit = searcher.search("telefonnummer Relationsvåldscentrum Sydost").hits[0]
    assert hit.item is not None
    assert "Sydost" in searcher.corpus.paragraph(hit.paragraph_id).items[hit.item]


@pytest.mark.parametrize("question", ["?", "a", "🤷 va", "å" * 4_000, "1 2 3", "§", "<img src=x> hej"])
def test_no_question_brings_the_search_down(searcher: Searcher, question: str) -> None:
    assert len(searcher.search(question).hits) >= 30


def test_the_same_question_gives_the_same_answer(searcher: Searcher) -> None:
    assert searcher.search("Vad är eftervård?").hits == searcher.search("Vad är eftervård?").hits


def test_a_typical_question_that_is_not_in_the_index_still_finds_its_paragraph(corpus: Corpus, tmp_path: Path) -> None:
    held_out = [one for one in corpus.questions if one.document_id.startswith("stockholm-stod")][::4]
    rest = Corpus(corpus.documents, tuple(one for one in corpus.questions if one not in held_out), "held out")
    settings = load_settings(data_dir=tmp_path)
    searcher = Searcher(rest, ensure_index(settings, rest), settings)
    found = [
        {place.paragraph_id for place in one.evidence} & {hit.paragraph_id for hit in searcher.search(one.text).hits[:5]}
        for one in held_out
    ]
    assert np.mean([bool(one) for one in found]) >= 0.9


def test_a_reranker_that_is_set_orders_the_first_hits(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    class ShortestFirst:
        def predict(self, pairs: list[tuple[str, str]], **_options: Any) -> list[float]:
            return [-float(len(text)) for _, text in pairs]

    monkeypatch.setattr("assistant.retrieval.rerank.load_model", lambda *_arguments: ShortestFirst())
    monkeypatch.setattr("assistant.retrieval.rerank.WEIGHT", 10_000.0)
    changed = settings.model_copy(update={"reranker_model": "any"})
    hits = Searcher(searcher.corpus, searcher._index, changed).search("Vem tar emot en anmälan?").hits
    plain = searcher.search("Vem tar emot en anmälan?").hits
    assert {hit.paragraph_id for hit in hits} == {hit.paragraph_id for hit in plain}
    read = [searcher.corpus.paragraph(hit.paragraph_id) for hit in hits[:CANDIDATES]]
    lengths = [len(heading_line(searcher.corpus.document_of(one.id).entry, one) + one.full_text) for one in read]
    assert lengths == sorted(lengths)


def test_a_reranker_without_the_extra_is_refused_with_advice(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ExternalServiceError, match="models"):
        Searcher(searcher.corpus, searcher._index, settings.model_copy(update={"reranker_model": "org/name"}))


def test_searching_imports_neither_llama_index_nor_torch(searcher: Searcher, settings: Settings) -> None:
    script = (
        "import sys, json\nfrom pathlib import Path\nfrom assistant.settings import load_settings\n"
        "from assistant.documents.corpus import load_corpus, shipped_corpus_folder\n"
        "from assistant.index.store import ensure_index\nfrom assistant.retrieval.search import Searcher\n"
        "settings = load_settings(data_dir=Path(sys.argv[1])); corpus = load_corpus(shipped_corpus_folder())\n"
        "Searcher(corpus, ensure_index(settings, corpus), settings).search('Vad är en SIP?')\n"
        "print(json.dumps([name for name in ('llama_index.core', 'torch', 'sentence_transformers') if name in sys.modules]))"
    )
    command = [sys.executable, "-c", script, str(settings.data_dir)]
    assert json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout) == []


def test_what_is_returned_is_never_less_than_promised() -> None:
    assert search_module.MAX_HITS >= 30
