"""How binding a source is, and what the modal verbs of a sentence ask for."""

from __future__ import annotations

import pytest

from assistant.documents.corpus import Corpus
from assistant.documents.model import Binding
from assistant.law.binding import Modality, advice_rule, binding_of, modalities
from assistant.law.grammar import parse


@pytest.mark.parametrize(
    ("text", "binding"),
    [
        ("enligt 14 kap. 1 § SoL", Binding.ACT),
        ("socialtjänstförordningen (2001:937)", Binding.ORDINANCE),
        ("5 kap. 22 § SOSFS 2014:5", Binding.REGULATION),
        ("(allmänna råd till 76 kap. SOSFS 2014:4HSLF-FS 2022:39)", Binding.GENERAL_ADVICE),
        ("(allmänna råd i 4 kap. HSLF-FS 2022:39SOSFS 2014:4)", Binding.GENERAL_ADVICE),
        ("HSLF-FS 2022:39 allmänna råd till 5 kap. SOSFS 2014:4", Binding.GENERAL_ADVICE),
        ("Socialstyrelsens allmänna råd (SOSFS 2013:1) om ekonomiskt bistånd", Binding.GENERAL_ADVICE),
        ("5 § XYZL", None),
    ],
)
def test_a_source_is_as_binding_as_its_kind_and_its_words_say(text: str, binding: Binding | None) -> None:
    assert binding_of(parse(text)[0], text) is binding


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nämnden ska utan dröjsmål inleda utredning", [Modality.DUTY]),
        ("handläggarna bör dessutom ha socionomexamen", [Modality.RECOMMENDATION]),
        ("En utredning får inte inledas mot personens vilja", [Modality.PROHIBITION]),
        ("Uppgifter om andra ska inte finnas med", [Modality.DUTY_NOT]),
        ("Individuella insatser får endast ges med stöd av lag", []),
        ("Socialnämnden får även bevilja en insats", [Modality.PERMISSION]),
        ("den enskilde får stöd", []),
        ("Detta kan dock avvaktas och bör dokumenteras", [Modality.POSSIBILITY, Modality.RECOMMENDATION]),
        ("Våld drabbar både kvinnor och män", []),
    ],
)
def test_the_modal_verbs_of_a_sentence_are_named_in_order(sentence: str, expected: list[Modality]) -> None:
    assert list(modalities(sentence)) == expected


def test_every_modality_has_words_for_a_supervisor() -> None:
    assert all(f"”{modality.value}”" in modality.explanation for modality in Modality)


def test_the_paragraph_that_makes_advice_binding_in_stockholm_says_so(corpus: Corpus) -> None:
    rule = advice_rule("stockholm-vald-riktlinjer", Binding.GENERAL_ADVICE)
    assert rule is not None
    assert rule.quote in corpus.paragraph(rule.paragraph_id).text


def test_a_document_that_says_nothing_has_no_rule() -> None:
    assert advice_rule("huddinge-vald-riktlinjer", Binding.GENERAL_ADVICE) is None
