from __future__ import annotations

from dataclasses import replace

from assistant.quiz.items import Quiz
from assistant.quiz.quizmaster import Wish
from assistant.web.quiz.store import IDLE_SECONDS, MOST_EACH, QuizStore

WISH = Wish(topic="skyddat boende", seed=7)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def store_with_clock() -> tuple[QuizStore, Clock]:
    clock = Clock()
    return QuizStore(clock), clock


def test_a_quiz_is_its_users_alone() -> None:
    store, _ = store_with_clock()
    kept = store.keep("anna", WISH, Quiz(()))
    assert store.get(kept.id, "anna") == kept
    assert store.get(kept.id, "bo") is None
    assert store.of("bo") == ()
    store.drop(kept.id, "bo")
    assert store.get(kept.id, "anna") is not None


def test_nobody_can_guess_an_id() -> None:
    store, _ = store_with_clock()
    ids = {store.keep("anna", WISH, Quiz(())).id for _ in range(MOST_EACH)}
    assert len(ids) == MOST_EACH
    assert all(len(one) >= 22 for one in ids)


def test_a_quiz_that_nobody_opens_is_gone_after_a_working_day_and_can_be_made_again() -> None:
    store, clock = store_with_clock()
    kept = store.keep("anna", WISH, Quiz(()))
    clock.now = IDLE_SECONDS - 1
    assert store.get(kept.id, "anna") is not None
    clock.now += IDLE_SECONDS + 1
    assert store.get(kept.id, "anna") is None
    assert store.wish_of_gone(kept.id, "anna") == WISH
    assert store.wish_of_gone(kept.id, "bo") is None


def test_with_one_more_than_there_is_room_for_the_one_unused_for_longest_goes() -> None:
    store, clock = store_with_clock()
    ids = []
    for at in range(MOST_EACH + 1):
        clock.now = float(at)
        ids.append(store.keep("anna", WISH, Quiz(())).id)
    assert {one.id for one in store.of("anna")} == set(ids[1:])
    assert store.of("anna")[0].id == ids[-1]


def test_what_a_user_removes_is_forgotten_with_what_it_was_about() -> None:
    store, _ = store_with_clock()
    kept = store.keep("anna", WISH, Quiz(()))
    store.drop(kept.id, "anna")
    assert store.get(kept.id, "anna") is None
    assert store.wish_of_gone(kept.id, "anna") is None


def test_a_change_is_made_to_the_quiz_as_it_is_now() -> None:
    store, _ = store_with_clock()
    kept = store.keep("anna", WISH, Quiz(()))
    store.change(kept.id, "anna", lambda now: replace(now, quiz=replace(now.quiz, notices=("ett",))))
    changed = store.change(
        kept.id, "anna", lambda now: replace(now, quiz=replace(now.quiz, notices=(*now.quiz.notices, "två")))
    )
    assert changed is not None
    assert changed.quiz.notices == ("ett", "två")
