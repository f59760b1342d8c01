from __future__ import annotations

import json

from assistant.web.operations.events import Events, answer_fields
from tests.web.fake_assistant import CONSENT, FakeAssistant

SENTINEL = "sentinelord kvargtop"


def test_an_event_holds_states_ids_and_times_and_no_words(fake: FakeAssistant) -> None:
    answer = fake.ask(CONSENT)

    fields = answer_fields(answer)

    assert fields["status"] == "answered"
    assert fields["paragraphs"] == [citation.paragraph_id for citation in answer.citations]
    assert CONSENT not in json.dumps(fields, ensure_ascii=False)
    assert answer.answer[:20] not in json.dumps(fields, ensure_ascii=False)


def test_an_event_is_a_line_of_json_with_time_and_version() -> None:
    lines: list[str] = []

    Events(is_on=True, write=lines.append).record("answer", {"status": "answered"})

    event = json.loads(lines[0])
    assert lines[0].endswith("\n")
    assert event["event"] == "answer"
    assert event["status"] == "answered"
    assert event["time"].endswith("+00:00")
    assert event["version"]


def test_nothing_is_written_unless_it_was_chosen() -> None:
    lines: list[str] = []

    Events(is_on=False, write=lines.append).record("answer", {"status": "answered"})

    assert lines == []


def test_a_full_log_stops_nothing() -> None:
    def full(_line: str) -> None:
        raise OSError(28, "No space left on device")

    Events(is_on=True, write=full).record("answer", {"status": "answered"})
