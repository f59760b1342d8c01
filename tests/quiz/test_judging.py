from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.documents.corpus import Corpus
from assistant.errors import UsageError
from assistant.interpretation.model import Verdict
from assistant.quiz.items import ItemType, Quiz
from assistant.quiz.judging import Judge, NoSearch, careful, interpretation_judge
from assistant.settings import Settings

PLAN = "stockholm-vald-riktlinjer/handlaggning/genomforandeplan/1"
RIGHT = "Utföraren ska tillsammans med den enskilde upprätta en genomförandeplan."


@pytest.fixture(scope="module")
def judge(corpus: Corpus, settings: Settings) -> Judge:
    return interpretation_judge(corpus, settings)


def test_the_interpretation_check_judges_without_a_search(judge: Judge) -> None:
    assert judge(RIGHT, [PLAN]) is Verdict.SUPPORTED
    assert judge(RIGHT.replace("Utföraren", "Polisen"), [PLAN]) is Verdict.CONTRADICTED


@pytest.mark.parametrize("claim", ["", "Ring 08-508 12 360 och uppge 850709-9805."])
def test_what_the_check_cannot_read_is_not_addressed(judge: Judge, claim: str) -> None:
    assert judge(claim, [PLAN]) is Verdict.NOT_ADDRESSED


def test_the_check_agrees_with_nearly_every_key_and_wrong_option(judge: Judge, quiz: Quiz) -> None:
    claims = [claim for item in quiz.items if item.type is not ItemType.MATCHING for claim in item.claims if not claim.about]
    agreed = [(judge(claim.text, claim.paragraph_ids) is Verdict.SUPPORTED) == claim.is_right for claim in claims]
    assert sum(agreed) >= 0.9 * len(agreed)


def test_nothing_is_searched_for(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="inte att söka"):
        NoSearch(corpus).search("något")


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((Verdict.CONTRADICTED, Verdict.SUPPORTED), Verdict.SUPPORTED),
        ((Verdict.NOT_ADDRESSED, Verdict.CONTRADICTED), Verdict.CONTRADICTED),
        ((Verdict.CONTRADICTED, Verdict.NOT_ADDRESSED), Verdict.CONTRADICTED),
        ((Verdict.NOT_ADDRESSED, Verdict.NOT_ADDRESSED), Verdict.NOT_ADDRESSED),
    ],
)
def test_a_claim_is_supported_where_any_judge_supports_it(verdicts: Sequence[Verdict], expected: Verdict) -> None:
    def saying(verdict: Verdict) -> Judge:
        return lambda _claim, _paragraphs: verdict

    assert careful([saying(verdict) for verdict in verdicts])("Ett påstående.", [PLAN]) is expected
