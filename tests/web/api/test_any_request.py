"""Requests of every kind, made by Schemathesis out of the API's own description: nothing breaks, and nothing is undescribed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import hypothesis
import pytest
import schemathesis
from fastapi import FastAPI
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig
from starlette.testclient import TestClient

from assistant.quiz.quizmaster import Wish
from assistant.web.api.routes import make_router
from assistant.web.api.schema import openapi_of
from assistant.web.api.tasks import Tasks
from assistant.web.api.work import Work
from assistant.web.site import Site

load_all_checks()
NOT_TRIED = CHECKS.get_by_names(["positive_data_acceptance"])
"""A question of signs alone has the right form and is refused all the same: no form can say which words ask something."""
EXAMPLES = 6
QUICK = 2
"""Questions that a quiz has at most here; a long one takes seconds."""


def quick_wish(**fields: Any) -> Wish:
    return Wish(**{**fields, "count": min(fields["count"], QUICK)})


def description() -> Any:
    """Load the description; it is the same whatever answers."""
    routes = make_router(Tasks(cast(Site, None)), Work(1, 0), Work(1, 0))
    config = SchemathesisConfig.from_dict({"generation": {"max-examples": EXAMPLES, "deterministic": True}})
    return schemathesis.openapi.from_dict(openapi_of(routes, logs_in=False), config=config)


schema = description()


@pytest.fixture(scope="module")
def _quick() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.quiz.quizmaster.Wish", quick_wish)
        yield


@schema.parametrize()  # type: ignore[untyped-decorator]  # Schemathesis does not say
@hypothesis.settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),  # a busy machine is no fault of the API
)
@pytest.mark.usefixtures("_quick")
def test_any_request_is_answered_as_described(case: Any, api_app: FastAPI) -> None:
    case.call_and_validate(app=api_app, excluded_checks=NOT_TRIED)


def test_the_description_is_the_one_that_is_served(api: TestClient) -> None:
    assert api.get("/api/openapi.json").json() == schema.raw_schema
