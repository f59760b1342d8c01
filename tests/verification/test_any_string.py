"""Whatever a model writes, the verifier judges it, and soon."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.verification import Evidence, Verifier
from assistant.verification.reading import read

SOURCE = "Om den enskilde saknar ett juridiskt biträde har han/hon dessutom rätt att på begäran få en skriftlig översättning"
PIECES = (
    "om",
    "när",
    "ska",
    "bör",
    "får",
    "kan",
    "inte",
    "utan",
    "endast",
    "den",
    "enskilde",
    "polisen",
    "socialnämnden",
    "15",
    "år",
    "femton",
    ",",
    ".",
    ";",
    "§",
    "kap.",
    "SoL",
    "11",
    "a",
    "eller",
    "och",
    "att",
    "som",
    "då",
    "i",
    "vissa",
    "fall",
    "dock",
    "senast",
    "2025-07-01",
    "08-508",
    "25",
    "000",
    "%",
    "åtminstone",
    "saknar",
    "är",
    "viktigt",
    "Huddinge",
)
WORDS = st.lists(
    st.sampled_from(PIECES),
    max_size=60,
).map(" ".join)
RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@RELAXED
@given(sentence=st.one_of(st.text(max_size=300), WORDS))
def test_any_sentence_is_judged(verifier: Verifier, rest_on: Callable[[str], Evidence], sentence: str) -> None:
    judgement = verifier.verify(sentence, [rest_on(SOURCE)])
    assert judgement.stands is not bool(judgement.differences)
    assert 0.0 <= judgement.support <= 1.0


@RELAXED
@given(quote=st.one_of(st.text(max_size=200), WORDS))
def test_any_quote_is_looked_for(verifier: Verifier, rest_on: Callable[[str], Evidence], quote: str) -> None:
    whole = rest_on(SOURCE)
    verifier.verify("Den enskilde har rätt till översättning.", [Evidence(whole.paragraph, whole.document, quote)])


@RELAXED
@given(sentence=st.one_of(st.text(max_size=300), WORDS))
def test_reading_keeps_every_word_once(sentence: str) -> None:
    reading = read(sentence)
    words = [word for clause in reading.clauses for word in clause.words]
    assert sorted(word.start for word in words) == [word.start for word in reading.words]


@pytest.mark.parametrize(
    "piece",
    ["a", "om den enskilde ", "ska, ", "15 ", "inte ", "(", "26 kap. 1 § OSL ", "polisen ", "08-508 ", "och ", "1 januari "],
)
def test_a_very_long_sentence_is_refused_at_once(verifier: Verifier, rest_on: Callable[[str], Evidence], piece: str) -> None:
    evidence = [rest_on(SOURCE)]
    start = time.perf_counter()
    assert not verifier.verify(piece * (20_000 // len(piece)), evidence).stands
    assert time.perf_counter() - start < 1.0


@pytest.mark.parametrize("piece", ["om den enskilde vill ", "ska, ", "inte ", "som att och ", "socialnämnden ska informera "])
def test_reading_takes_time_in_proportion_to_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        times = []
        for _ in range(3):  # the best of them: a collection of garbage may fall into one
            start = time.process_time()
            read.__wrapped__(text)
            times.append(time.process_time() - start)
        return min(times)

    short, long = max(seconds(5_000), 1e-3), seconds(20_000)
    assert long / short < 12
