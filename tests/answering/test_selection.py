from __future__ import annotations

import pytest

from assistant.answering.emphasis import emphasised
from assistant.answering.focus import Focus, Weights
from assistant.answering.lists import is_very_long
from assistant.answering.selection import CONDITION, SHORT_ANSWER, choose
from assistant.answering.stretches import Excerpt, Stretch
from assistant.documents.corpus import Corpus, Evidence
from assistant.documents.model import Kind, Paragraph
from assistant.retrieval.query import understand

VALD = "stockholm-vald-riktlinjer"


@pytest.fixture(scope="module")
def weights(corpus: Corpus) -> Weights:
    return Weights(corpus)


def ask(corpus: Corpus, weights: Weights, question: str) -> Focus:
    return weights.focus(understand(question, corpus))


def said(paragraph: Paragraph, excerpts: tuple[Excerpt, ...]) -> list[str]:
    return [paragraph.full_text[stretch.start : stretch.end] for excerpt in excerpts for stretch in excerpt.said]


def whole(paragraph: Paragraph, excerpts: tuple[Excerpt, ...]) -> list[str]:
    return [paragraph.full_text[one.whole.start : one.whole.end] for one in excerpts if one.whole]


def quoted(paragraph: Paragraph, excerpts: tuple[Excerpt, ...]) -> list[str]:
    return [paragraph.full_text[excerpt.quoted.start : excerpt.quoted.end] for excerpt in excerpts]


def test_a_short_paragraph_is_quoted_whole(corpus: Corpus, weights: Weights) -> None:
    paragraph = corpus.paragraph(f"{VALD}/handlaggning/genomforandeplan/1")
    (quote,) = said(paragraph, choose(paragraph, ask(corpus, weights, "Vem upprättar genomförandeplanen?"), ()))
    assert quote == paragraph.text


def test_a_list_is_never_half(corpus: Corpus, weights: Weights) -> None:
    paragraph = corpus.paragraph(f"{VALD}/handlaggning/utredning-enligt-11-kap-1-sol/utredningens-innehall/2")
    (quote,) = said(paragraph, choose(paragraph, ask(corpus, weights, "Ska den enskildes nätverk utredas?"), ()))
    assert quote.startswith("Enligt HSLF-FS 2022:39 allmänna råd")
    assert quote.endswith("på kort och lång sikt")


def test_a_sentence_that_introduces_a_list_brings_the_list(corpus: Corpus, weights: Weights) -> None:
    paragraph = corpus.paragraph("stockholm-stod-valdsutsatta/innehall/stodsamtal/1")
    (quote,) = said(paragraph, choose(paragraph, ask(corpus, weights, "Vad beror stödsamtalets form på?"), ()))
    assert quote.count("\n") == 4


def test_of_a_very_long_list_the_item_asked_for_comes_with_the_lead_in(corpus: Corpus, weights: Weights) -> None:
    paragraph = next(p for p in corpus.paragraphs if "Sådana faktorer kan exempelvis vara:" in p.lead_in)
    quotes = said(paragraph, choose(paragraph, ask(corpus, weights, "Varför är isolering och ensamhet en riskfaktor?"), ()))
    assert quotes[0].endswith("Sådana faktorer kan exempelvis vara:")
    assert quotes[0].startswith("En individ kan ha särskilda behov"), "the lead-in leans on the sentence before it"
    assert any(quote.startswith("isolering och ensamhet") for quote in quotes[1:])


@pytest.mark.parametrize(
    ("lead_in", "question", "first"),
    [
        ("Sådana faktorer", "Varför är isolering och ensamhet en riskfaktor?", "isolering och ensamhet"),
        ("Sådana faktorer", "Varierar utsattheten över tid?", "Utsattheten kan variera över tid"),
        ("", "Är det bra med en väska packad med viktiga saker?", "10. Om möjligt kan du ha en liten väska packad"),
    ],
)
def test_after_what_is_asked_of_a_very_long_list_comes_the_whole_list(
    corpus: Corpus, weights: Weights, lead_in: str, question: str, first: str
) -> None:
    paragraph = next(p for p in corpus.paragraphs if is_long(p) and lead_in in p.lead_in and bool(lead_in) == bool(p.lead_in))
    excerpts = choose(paragraph, ask(corpus, weights, question), ())
    assert any(first in quote for quote in said(paragraph, excerpts))
    assert sum(map(len, said(paragraph, excerpts))) < 1_000
    assert whole(paragraph, excerpts) == [paragraph.text]


def is_long(paragraph: Paragraph) -> bool:
    return paragraph.kind is Kind.LIST and bool(paragraph.items) and is_very_long(paragraph)


def test_whichever_typical_question_is_asked_its_list_is_said_whole_with_its_lead_in(corpus: Corpus, weights: Weights) -> None:
    seen: set[str] = set()
    for question in corpus.questions:
        for paragraph in {one.paragraph_id: corpus.paragraph(one.paragraph_id) for one in question.evidence}.values():
            if paragraph.kind is not Kind.LIST or not paragraph.items:
                continue
            (excerpt,) = choose(paragraph, ask(corpus, weights, question.text), question.evidence)
            assert Stretch(0, len(paragraph.text)) in (*excerpt.said, excerpt.whole), (question.text, paragraph.id)
            assert paragraph.text.startswith(paragraph.lead_in)
            seen.add(paragraph.id)
    lists = {one.id for one in corpus.paragraphs if one.kind is Kind.LIST and one.items}
    assert seen == lists


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Vilket nummer har Relationsvåldscentrum Sydost?", ["Relationsvåldscentrum Sydost 08-508 20 700"]),
        ("Telefon till KAST?", ["KAST 020 – 220 440"]),
    ],
)
def test_only_the_contact_asked_for_is_quoted(corpus: Corpus, weights: Weights, question: str, expected: list[str]) -> None:
    (paragraph,) = [p for p in corpus.paragraphs if p.kind is Kind.CONTACT]
    assert said(paragraph, choose(paragraph, ask(corpus, weights, question), ())) == expected


def test_contacts_of_one_kind_are_quoted_together(corpus: Corpus, weights: Weights) -> None:
    (paragraph,) = [p for p in corpus.paragraphs if p.kind is Kind.CONTACT]
    (quote,) = said(paragraph, choose(paragraph, ask(corpus, weights, "Vilka nummer har relationsvåldscentrum?"), ()))
    assert quote.count("Relationsvåldscentrum") == 3


def test_no_pronoun_is_left_hanging(corpus: Corpus, weights: Weights) -> None:
    paragraph = corpus.paragraph(f"{VALD}/handlaggning/polisanmalan-och-utlamnande-av-information-till-polisen/2")
    focus = ask(corpus, weights, "Vilket straff krävs?")
    start = paragraph.text.index("Det krävs då")
    (quote,) = said(paragraph, choose(paragraph, focus, [Evidence(paragraph.id, start, start + 80)], 300))
    assert not quote.startswith("Det krävs då")
    assert "(10 kap. 23 § OSL)" in quote


def test_what_is_said_is_on_whole_sentences_and_not_too_long(corpus: Corpus, weights: Weights) -> None:
    focus = ask(corpus, weights, "Vad gäller för barn i skyddat boende och sekretess?")
    for paragraph in corpus.paragraphs:
        if paragraph.kind is Kind.TEXT and not paragraph.items:
            (excerpt,) = choose(paragraph, focus, ())
            assert sum(one.end - one.start for one in excerpt.said) <= SHORT_ANSWER + 2 * CONDITION, paragraph.id
            for stretch in (*excerpt.said, excerpt.quoted):
                assert stretch.start == 0 or paragraph.full_text[stretch.start - 1].isspace()
                assert stretch.end == len(paragraph.full_text) or paragraph.full_text[stretch.end].isspace()


def test_everything_said_stands_in_the_quote(corpus: Corpus, weights: Weights) -> None:
    for question in ("Vad gäller för barn?", "Vem ansvarar?", "Vilka punkter ska ingå?", "xyzzy?"):
        focus = ask(corpus, weights, question)
        for paragraph in corpus.paragraphs:
            for excerpt in choose(paragraph, focus, ()):
                assert all(excerpt.quoted.start <= one.start < one.end <= excerpt.quoted.end for one in excerpt.said)


def test_every_list_is_quoted_whole_with_its_lead_in(corpus: Corpus, weights: Weights) -> None:
    questions = [corpus.questions[n].text for n in range(0, len(corpus.questions), 60)]
    for question in questions:
        focus = ask(corpus, weights, question)
        for paragraph in corpus.paragraphs:
            if paragraph.items and paragraph.kind is Kind.LIST:
                (quote,) = quoted(paragraph, choose(paragraph, focus, ()))
                assert quote.startswith(paragraph.text), (question, paragraph.id)


def test_a_very_long_list_is_said_whole_where_the_list_is_asked_for(corpus: Corpus, weights: Weights) -> None:
    paragraph = next(p for p in corpus.paragraphs if "Sådana faktorer kan exempelvis vara:" in p.lead_in)
    focus = ask(corpus, weights, "Vilka individer och grupper är särskilt utsatta?")
    excerpts = choose(paragraph, focus, ())
    assert said(paragraph, excerpts) == [paragraph.text]
    assert whole(paragraph, excerpts) == []


def test_a_condition_is_not_cut_off(corpus: Corpus, weights: Weights) -> None:
    paragraph = corpus.paragraph(f"{VALD}/insatser/insatser-till-den-som-ar-utsatt-for-vald/skyddat-boende/3")
    (quote,) = said(paragraph, choose(paragraph, ask(corpus, weights, "Ska den andra vårdnadshavaren underrättas genast?"), ()))
    assert quote.endswith("i undantagsfall avvaktas om det finns särskilda skäl.")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Är misshandel tillräckligt för att bryta sekretessen?", "minst ett års fängelse"),
        ("Vilket minimistraff krävs för att bryta sekretessen?", "minst ett års fängelse"),
    ],
)
def test_a_weighty_word_of_the_question_is_looked_for_in_the_whole_paragraph(
    corpus: Corpus, weights: Weights, question: str, words: str
) -> None:
    paragraph = corpus.paragraph(f"{VALD}/handlaggning/polisanmalan-och-utlamnande-av-information-till-polisen/2")
    assert words in " ".join(said(paragraph, choose(paragraph, ask(corpus, weights, question), ())))


def test_an_answer_begins_with_what_decides_the_question(corpus: Corpus, weights: Weights) -> None:
    paragraph = corpus.paragraph(f"{VALD}/insatser/insatser-till-valdsutovare/samtalsstod/2")
    start = paragraph.text.index("Partnerkontakt kräver samtycke")
    evidence = [Evidence(paragraph.id, start, start + 100)]
    focus = ask(corpus, weights, "Vems samtycke krävs för partnerkontakt?")
    (quote,) = said(paragraph, choose(paragraph, focus, evidence))
    assert quote.startswith("Partnerkontakt kräver samtycke från våldsutövaren")


def test_the_words_a_similar_question_asks_for_decide(corpus: Corpus, weights: Weights) -> None:
    paragraph = corpus.paragraph(f"{VALD}/insatser/insatser-till-den-som-ar-utsatt-for-vald/skyddat-boende/3")
    start = paragraph.text.index("Om barnet/barnen har två vårdnadshavare")
    evidence = [Evidence(paragraph.id, start, start + 120), Evidence("annat/stycke/1", 0, 10)]
    (quote,) = said(paragraph, choose(paragraph, ask(corpus, weights, "Får den andre veta?"), evidence))
    assert "Om barnet/barnen har två vårdnadshavare" in quote
    assert quote.endswith("särskilda skäl.")


def test_a_question_without_known_words_still_gets_a_quote(corpus: Corpus, weights: Weights) -> None:
    focus = ask(corpus, weights, "xyzzy?")
    assert focus.weights == {}
    for paragraph in corpus.paragraphs[:40]:
        assert choose(paragraph, focus, ())


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("Den enskilde är 18 år eller äldre.", ["18 år eller äldre"]),
        ("Mikamottagningen 08-508 25 501", ["08-508 25 501"]),
        ("Polisen utreder. Insatsen är begränsad till max 15 tillfällen.", ["Polisen", "max 15", "15 tillfällen"]),
        ("Skolslussen nås på skolslussen@edu.stockholm.se.", ["Skolslussen", "skolslussen@edu.stockholm.se"]),
        ("Se 14 kap. 1 § SoL.", []),
    ],
)
def test_what_deserves_bold_type_is_found(text: str, bold: list[str]) -> None:
    found = [text[start:end] for start, end in emphasised(text)]
    assert [word for word in found if word] == [word for word in bold if word in found]
    assert set(found) <= set(bold)
    assert bool(found) == bool(bold)
