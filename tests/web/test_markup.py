from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.documents.corpus import Corpus
from assistant.law.canonical import spell_out
from assistant.text import find_words
from assistant.web.markup import as_block, body_html, inline, is_web_address, source_url


def test_a_quote_is_found_across_the_lines_of_a_list() -> None:
    text = "Insatsen kan bestå av:\nsamtal\npraktiskt stöd"
    span = find_words(text, "bestå av: samtal praktiskt")
    assert span is not None
    assert text[slice(*span)] == "bestå av:\nsamtal\npraktiskt"


def test_a_quote_that_is_not_there_is_not_found() -> None:
    assert find_words("Utföraren ska upprätta planen.", "Utföraren bör upprätta") is None
    assert find_words("Utföraren", "  ") is None


def test_only_the_quoted_words_are_marked() -> None:
    assert inline("ett två tre", (0, 11), (4, 7)) == "ett <mark>två</mark> tre"
    assert inline("ett två tre", (0, 11), None) == "ett två tre"
    assert inline("ett två tre", (4, 7), (0, 11)) == "<mark>två</mark>"
    assert inline("ett två tre", (0, 3), (4, 7)) == "ett"


def test_a_mark_goes_on_past_a_page_break() -> None:
    assert inline("ett två", (0, 7), (0, 7), {4: "|"}) == "<mark>ett </mark>|<mark>två</mark>"


def test_markup_in_a_document_is_only_text() -> None:
    assert inline("<b>&", (0, 4), (0, 4)) == "<mark>&lt;b&gt;&amp;</mark>"


def test_the_mark_runs_across_the_items_of_a_real_list(corpus: Corpus) -> None:
    paragraph = next(paragraph for paragraph in corpus.paragraphs if len(paragraph.items) > 3 and paragraph.lead_in)
    html = body_html(paragraph, (0, len(paragraph.full_text)))
    assert html.count("<li><mark>") >= len(paragraph.items)
    assert html.startswith("<p><mark>")


def test_every_paragraph_is_shown_word_for_word(corpus: Corpus) -> None:
    import html
    import re

    for paragraph in corpus.paragraphs:
        shown = re.sub(
            r'<sup.*?</sup>|<span class="(?:fotnot-nr|sida)">.*?</span>(?:[^<]*</span>)?', "", body_html(paragraph, None)
        )
        words = html.unescape(re.sub(r"<[^>]+>", " ", shown)).split()
        assert "".join(words) == "".join(paragraph.full_text.split()), paragraph.id


def test_footnote_numbers_stand_at_their_word_and_apart(corpus: Corpus) -> None:
    paragraph = next(paragraph for paragraph in corpus.paragraphs if len(paragraph.footnotes) > 1)
    first, second = paragraph.footnotes[:2]
    html = body_html(replace(paragraph, footnotes=(first, replace(second, mark=first.mark))), None)
    assert f'<sup class="fotnot-nr">{first.number}, {second.number}</sup>' in html
    assert " <sup" not in html


@pytest.mark.parametrize(
    ("canonical", "sfs", "words"),
    [
        ("SoL 14:1", "2001:453", "14 kap. 1 § SoL (2001:453)"),
        ("SoL 2a:3", "2001:453", "2 a kap. 3 § SoL (2001:453)"),
        ("OSL 10:18c", "2009:400", "10 kap. 18 c § OSL (2009:400)"),
        ("FL 25", "2017:900", "25 § FL (2017:900)"),
        ("SoL 12:", "2001:453", "12 kap. SoL (2001:453)"),
        ("SoL", "2025:400", "SoL (2025:400)"),
        ("HSLF-FS 2022:39 6:2", "HSLF-FS 2022:39", "6 kap. 2 § HSLF-FS 2022:39"),
        ("SOSFS 2014:5", "SOSFS 2014:5", "SOSFS 2014:5"),
        ("SFS 2009:724 8", "2009:724", "8 § SFS 2009:724"),
    ],
)
def test_a_reference_is_written_as_swedish_law_is_cited(canonical: str, sfs: str, words: str) -> None:
    assert spell_out(canonical, sfs) == words


def test_a_block_has_no_line_breaks_that_could_end_it() -> None:
    assert as_block("<p>ett\n\ntvå\r\n</p>") == "<p>ett&#10;&#10;två&#10;</p>"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://riksdagen.se", "data:text/html,x", "", "//riksdagen.se"])
def test_only_encrypted_addresses_become_links(url: str) -> None:
    assert not is_web_address(url)


def test_a_source_address_holds_places_and_no_words() -> None:
    assert source_url("stockholm/handläggning/1", (3, 9)) == "kalla/stockholm/handl%C3%A4ggning/1?fran=3&till=9"
    assert source_url("a/1", None) == "kalla/a/1"
