from __future__ import annotations

from assistant.documents.corpus import Corpus
from assistant.settings import Settings
from evals.baselines import baseline_figures
from evals.suites import Kind, Split, Style, load_suites


def test_every_baseline_finds_most_keyword_questions(corpus: Corpus, settings: Settings) -> None:
    keywords = [
        one for one in load_suites() if one.split is Split.DEV and one.style is Style.KEYWORD and one.kind is Kind.ANSWERABLE
    ]
    found = baseline_figures(corpus, settings, keywords)
    assert set(found) == {"BM25 alone", "dense alone", "typical questions alone"}
    assert all(figures["hit_at_5"].n == len(keywords) for figures in found.values())
    assert min(figures["hit_at_5"].value for figures in found.values()) >= 0.7
