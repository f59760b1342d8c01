from __future__ import annotations

from assistant.generation.circuit import Circuit


class Clock:
    """A clock that the test winds."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def resting_circuit(clock: Clock) -> Circuit:
    circuit = Circuit(clock=clock)
    for _ in range(3):
        circuit.failure()
    return circuit


def test_a_model_that_failed_twice_is_still_asked() -> None:
    circuit = Circuit()
    circuit.failure()
    circuit.failure()
    assert circuit.permit()
    assert not circuit.is_resting


def test_a_model_that_failed_three_times_in_a_row_rests() -> None:
    circuit = resting_circuit(Clock())
    assert not circuit.permit()
    assert circuit.is_resting


def test_failures_with_an_answer_between_them_are_not_in_a_row() -> None:
    circuit = Circuit()
    for outcome in (circuit.failure, circuit.failure, circuit.success, circuit.failure, circuit.failure):
        outcome()
    assert circuit.permit()


def test_after_a_minute_one_question_is_a_trial_and_the_others_wait_for_it() -> None:
    clock = Clock()
    circuit = resting_circuit(clock)
    clock.now += 59.9
    assert not circuit.permit()
    clock.now += 0.2
    assert circuit.permit()
    assert not circuit.permit()
    circuit.success()
    assert circuit.permit()


def test_a_failed_trial_means_another_rest() -> None:
    clock = Clock()
    circuit = resting_circuit(clock)
    clock.now += 61
    assert circuit.permit()
    circuit.failure()
    clock.now += 59
    assert not circuit.permit()


def test_a_trial_that_nobody_heard_of_again_is_followed_by_another() -> None:
    clock = Clock()
    circuit = resting_circuit(clock)
    clock.now += 61
    assert circuit.permit()
    clock.now += 61
    assert circuit.permit()


def test_answers_that_could_not_be_read_are_failures() -> None:
    circuit = Circuit()
    for _ in range(3):
        circuit.success()
        circuit.spoil()
    assert not circuit.permit()


def test_a_trial_whose_answer_could_not_be_read_means_another_rest() -> None:
    clock = Clock()
    circuit = resting_circuit(clock)
    clock.now += 61
    assert circuit.permit()
    circuit.success()
    circuit.spoil()
    assert not circuit.permit()
