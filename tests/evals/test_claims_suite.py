from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from assistant.documents.corpus import Corpus
from assistant.interpretation import Verdict
from evals.claims_suite import CLAIMS, KINDS, Claim, load_claims, measures, problems, read_claim
from evals.suites import Split, SuiteError, load_suites


@pytest.fixture(scope="module")
def claims() -> tuple[Claim, ...]:
    return load_claims()


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CLAIMS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def supported(lines: list[dict[str, Any]]) -> dict[str, Any]:
    return next(row for row in lines if row["verdict"] == "supported" and row["parts"] is None)


def _first(claims: tuple[Claim, ...], verdict: Verdict) -> Claim:
    return next(claim for claim in claims if claim.verdict is verdict and not claim.parts)


def test_every_shipped_claim_holds_against_the_corpus(claims: tuple[Claim, ...], corpus: Corpus) -> None:
    assert problems(claims, corpus) == []


def test_each_split_is_spread_over_all_documents_and_many_sections(claims: tuple[Claim, ...], corpus: Corpus) -> None:
    for split in Split:
        ids = {place for claim in claims if claim.split is split for place in claim.paragraph_ids}
        assert {place.split("/", 1)[0] for place in ids} == set(corpus.documents)
        assert len(ids) >= 80
        assert len({corpus.paragraph(place).section for place in ids}) >= 40


def test_each_split_has_a_claim_on_which_the_publishers_differ(claims: tuple[Claim, ...]) -> None:
    for split in Split:
        assert any(claim.by_publisher for claim in claims if claim.split is split)


def test_statements_of_several_claims_come_with_every_verdict(claims: tuple[Claim, ...]) -> None:
    for split in Split:
        counts = Counter(claim.verdict for claim in claims if claim.split is split and claim.parts)
        assert min(counts[verdict] for verdict in Verdict) >= 5


def test_claims_are_not_read_as_questions() -> None:
    assert not any(question.id.startswith("claim-") for question in load_suites())


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"verdict": "true"}, id="a verdict that is none of the three"),
        pytest.param({"kind": "number"}, id="a difference on a claim that is supported"),
        pytest.param({"verdict": "contradicted"}, id="contradicted without saying what differs"),
        pytest.param({"verdict": "contradicted", "kind": "spelling"}, id="a difference that is none of the kinds"),
        pytest.param({"verdict": "contradicted", "kind": "quote"}, id="a difference that only a sentence and its source have"),
        pytest.param({"split": "train"}, id="a split that is neither"),
        pytest.param({"paragraph_ids": []}, id="supported by no paragraph"),
        pytest.param({"paragraph_ids": [7]}, id="a paragraph that is no text"),
        pytest.param({"verdict": "not_addressed"}, id="not addressed, yet with paragraphs"),
        pytest.param({"claim": " "}, id="an empty claim"),
        pytest.param({"note": None}, id="no note"),
        pytest.param({"comment": "x"}, id="an unknown field"),
        pytest.param({"parts": [{"claim": "Ett.", "verdict": "supported"}]}, id="a single part"),
        pytest.param({"parts": [{"claim": "Ett."}, {"claim": "Två."}]}, id="parts without a verdict"),
        pytest.param(
            {"parts": [{"claim": "Ett.", "verdict": "supported"}, {"claim": "Två.", "verdict": "not_addressed"}]},
            id="a verdict that is better than its parts",
        ),
        pytest.param({"by_publisher": {"Stockholms stad": "supported"}}, id="publishers that do not differ"),
        pytest.param(
            {"by_publisher": {"Stockholms stad": "supported", "Huddinge kommun": "contradicted"}},
            id="a verdict that is better than a publisher's",
        ),
    ],
)
def test_a_line_that_does_not_follow_the_schema_is_refused(supported: dict[str, Any], change: dict[str, Any]) -> None:
    read_claim(json.dumps(supported))
    with pytest.raises(SuiteError):
        read_claim(json.dumps(supported | change))


@pytest.mark.parametrize("line", ["", "[]", "{", '"x"'])
def test_a_line_that_is_no_object_is_refused(line: str) -> None:
    with pytest.raises(SuiteError):
        read_claim(line)


def test_a_paragraph_that_does_not_exist_is_told(claims: tuple[Claim, ...], corpus: Corpus) -> None:
    changed = replace(_first(claims, Verdict.SUPPORTED), paragraph_ids=("stockholm-vald-riktlinjer/saknas/1",))
    assert f"{changed.id}: no such paragraph: stockholm-vald-riktlinjer/saknas/1" in problems([changed], corpus)


def test_a_publisher_that_does_not_exist_is_told(claims: tuple[Claim, ...], corpus: Corpus) -> None:
    changed = replace(_first(claims, Verdict.SUPPORTED), by_publisher={"Solna stad": Verdict.SUPPORTED})
    assert f"{changed.id}: no such publisher: Solna stad" in problems([changed], corpus)


def test_a_paragraph_in_both_splits_is_told(claims: tuple[Claim, ...], corpus: Corpus) -> None:
    first = _first(claims, Verdict.SUPPORTED)
    moved = replace(first, id="moved", claim="Ett annat påstående.", split=Split.TEST)
    assert f"paragraph in both splits: {first.paragraph_ids[0]}" in problems([*claims, moved], corpus)


def test_an_id_or_a_claim_that_occurs_twice_is_told(claims: tuple[Claim, ...], corpus: Corpus) -> None:
    found = problems([*claims, claims[0]], corpus)
    assert f"id occurs twice: {claims[0].id}" in found
    assert f"claim occurs twice: {claims[0].claim.casefold()}" in found


def test_a_split_that_is_too_small_or_one_sided_is_told(claims: tuple[Claim, ...]) -> None:
    alone = [claim for claim in claims if claim.verdict is Verdict.SUPPORTED and not claim.parts][:20]
    assert measures(alone, Split.DEV) == [
        "dev: 20 claims, fewer than 260",
        *(f"dev: 0 of {kind}" for kind in KINDS),
        "dev: 0 statements of several claims, fewer than 25",
        "dev: 100% are supported",
        "dev: 0% are contradicted",
        "dev: 0% are not_addressed",
    ]
