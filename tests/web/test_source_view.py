from __future__ import annotations

import re
from dataclasses import replace

from assistant.documents.corpus import Corpus
from assistant.documents.model import LegalReference
from assistant.law.model import LegalStatus, ReferenceStanding, Successor
from assistant.web.source_view import panel, source_html
from tests.web.fake_assistant import PLAN, FakeAssistant


def unknown(reference: LegalReference) -> ReferenceStanding:
    return ReferenceStanding(reference.canonical, reference.as_written, reference.sfs, LegalStatus.UNKNOWN)


def replaced(reference: LegalReference) -> ReferenceStanding:
    successor = Successor("SoL 10:8", "2025:400", "delvis", "När insatser ska samordnas", "första stycket")
    return ReferenceStanding(reference.canonical, reference.as_written, reference.sfs, LegalStatus.REPLACED, (successor,))


def test_the_document_is_shown_whole_and_in_order(corpus: Corpus) -> None:
    for document in corpus.documents.values():
        html = source_html(document, document.paragraphs[0].id, None, unknown)
        assert html.count('<div class="stycke ') == len(document.paragraphs)
        assert len(re.findall(r"<h[3-6]>", html)) == len(document.sections)
        pages = [int(page) for page in re.findall(r"</span>s\. (?:ca )?(\d+)</span>", html)]
        assert pages == sorted(set(pages))


def test_exactly_the_quote_is_marked(fake: FakeAssistant) -> None:
    citation = fake.ask(PLAN).citations[0]
    paragraph = fake.corpus.paragraph(citation.paragraph_id)
    start = paragraph.full_text.index("Utföraren ska")
    html = source_html(fake.corpus.document_of(paragraph.id), paragraph.id, (start, start + 13), unknown)
    assert re.findall("<mark>(.*?)</mark>", html) == ["Utföraren ska"]
    assert html.count("data-citerat") == 1


def test_the_place_is_named_with_the_page_of_the_quote(fake: FakeAssistant) -> None:
    citation = fake.ask(PLAN).citations[0]
    html = source_html(fake.corpus.document_of(citation.paragraph_id), citation.paragraph_id, (0, 5), unknown)
    assert f'data-etikett="{citation.label}"' in html.replace("\u00a0", " ")
    assert "s.\u00a038" in html


def test_markup_in_a_document_is_only_text(corpus: Corpus) -> None:
    document = next(iter(corpus.documents.values()))
    hostile = "<script>alert(1)</script>"
    paragraph = replace(document.paragraphs[0], text=hostile, items=(), footnotes=(), page_starts=(), legal_references=())
    entry = replace(document.entry, title=hostile, publisher=hostile, note=hostile)
    html = source_html(replace(document, entry=entry, paragraphs=(paragraph,), sections=()), paragraph.id, (0, 9), unknown)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 3


def test_replaced_law_is_told_beside_the_text_and_as_ours(corpus: Corpus) -> None:
    paragraph = next(paragraph for paragraph in corpus.paragraphs if paragraph.legal_references)
    html = source_html(corpus.document_of(paragraph.id), paragraph.id, None, replaced)
    cited = html.split("data-citerat", 1)[1].split('<div class="stycke ', 1)[0]
    assert "Vår anmärkning" in cited
    assert "10 kap. 8 § SoL (2025:400)" in cited
    assert '<details class="anmarkning" open>' in cited


def test_a_reading_of_tracked_changes_stands_beside_the_text_that_is_kept(corpus: Corpus) -> None:
    document = next(iter(corpus.documents.values()))
    reference = LegalReference(
        "HSLF-FS 2022:39 6:2", "I 7 6 kap. 2 §", 0, 5, "HSLF-FS 2022:39", reading="Läses som 6 kap. 2 §."
    )
    paragraph = replace(document.paragraphs[1], legal_references=(reference,))
    html = source_html(replace(document, paragraphs=(paragraph,), sections=()), paragraph.id, None, unknown)
    assert "Läses som 6 kap. 2 §." in html


def test_the_panel_names_every_document_and_its_law(corpus: Corpus) -> None:
    html = panel(corpus)
    for document in corpus.documents.values():
        assert document.entry.title in html
    assert "bygger på SoL (2001:453)" in html
    assert "odaterad" in html
