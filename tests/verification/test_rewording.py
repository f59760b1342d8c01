from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.documents.corpus import Corpus
from assistant.documents.model import Paragraph
from assistant.documents.word_diff import compare_words
from assistant.law.grammar import parse
from assistant.verification.model import Kind
from assistant.verification.rewording import deciding


def worded(paragraph: Paragraph, text: str) -> Paragraph:
    return replace(paragraph, text=text, legal_references=parse(text, {"SoL": "2001:453"}), footnotes=())


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Nämnden ska utreda.", "Nämnden bör utreda.", [(Kind.MODALITY, "ska", "bör")]),
        ("Nämnden ska utreda.", "Nämnden ska inte utreda.", [(Kind.NEGATION, "", "inte")]),
        ("Svara inom 14 dagar.", "Svara inom 10 dagar.", [(Kind.NUMBER, "14", "10")]),
        (
            "Anmäl enligt 14 kap. 1 § SoL.",
            "Anmäl enligt 19 kap. 1 § SoL.",
            [(Kind.REFERENCE, "14 kap. 1 § SoL", "19 kap. 1 § SoL")],
        ),
        ("Nämnden ska utreda barnets behov.", "Nämnden ska utreda barnets önskemål.", []),
        (
            "Nämnden ska utreda och kan bevilja.",
            "Nämnden kan utreda och ska bevilja.",
            [(Kind.MODALITY, "ska", "kan"), (Kind.MODALITY, "kan", "ska")],
        ),
        ("Stöd ges i 3 månader.", "Stöd ges i tre månader.", []),
    ],
)
def test_the_words_that_decide_are_told_with_what_stood_there_before(
    corpus: Corpus, old: str, new: str, found: list[tuple[Kind, str, str]]
) -> None:
    paragraph = corpus.paragraphs[0]
    differences = deciding(worded(paragraph, old), worded(paragraph, new), compare_words(old, new))
    assert [(one.kind, one.source, one.claim) for one in differences] == found
