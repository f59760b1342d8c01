"""``assistant review``: mark answers, and work on the queue of those that are marked."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from assistant.access.audit import Audit
from assistant.access.model import Role
from assistant.cli.audit import at_the_command_line
from assistant.cli.rendering import hang, heading
from assistant.cli.streams import text_console, to_json, words_or_stdin, write_export, write_json
from assistant.law.annotate import open_corpus
from assistant.review.expiry import valid_until
from assistant.review.export import Form, Wanted
from assistant.review.incoming import read_answer
from assistant.review.model import Choice, Event, Person, Review, State, Terms, Verdict
from assistant.review.reuse import NOTE, person_words
from assistant.review.reviews import Reviews
from assistant.review.words import STATES, STEPS
from assistant.settings import load_settings

if TYPE_CHECKING:
    from rich.console import Console

_FIRST_WORDS = 90
"""Characters of a question in the list."""


def run_review(arguments: argparse.Namespace) -> int:
    """Run one of the actions on the review queue."""
    settings = load_settings()
    reviews = Reviews(settings, open_corpus(settings))
    match arguments.action:
        case "list":
            _list(reviews, arguments)
        case "show":
            _show(reviews, arguments)
        case "export":
            _export(reviews, arguments)
        case "erase":
            _erase(reviews, arguments)
        case "refresh":
            _refresh(reviews, arguments)
        case _:
            _step(reviews, arguments)
    return 0


def _list(reviews: Reviews, arguments: argparse.Namespace) -> None:
    reviews.refresh()
    found = reviews.queue(State(arguments.state) if arguments.state else None)
    if arguments.json:
        write_json({"reviews": [one.to_dict() for one in found]})
        return
    console = text_console()
    none = "Det finns inga sådana." if arguments.state else "Inga märkta svar väntar."
    console.print(_count(len(found), "märkt svar", "märkta svar") if found else none)
    for one in found:
        question = one.question if len(one.question) <= _FIRST_WORDS else f"{one.question[:_FIRST_WORDS]} …"
        lead = f"{one.id:>4}  "
        hang(console, lead, " " * len(lead), Text(f"{question} ({_marks(one)}; {STATES[one.state].lower()})"))
        if one.reason:
            hang(console, " " * len(lead), " " * len(lead), Text(one.reason))


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}."


def _marks(review: Review) -> str:
    return f"{review.good} bra, {review.wrong} fel"


def _show(reviews: Reviews, arguments: argparse.Namespace) -> None:
    reviews.refresh()
    review, history = reviews.show(arguments.id), reviews.history(arguments.id)
    changes = reviews.changes(review)
    if arguments.json:
        write_json({"review": review.to_dict(), "history": [one.to_dict() for one in history], "changes": list(changes)})
        return
    console = text_console()
    _print_review(console, review)
    until = valid_until(review, load_settings().review_valid_days)
    if until:
        console.print(f"Används till och med {until.isoformat()}.")
    if changes:
        heading(console, "Har ändrats sedan svaret sparades")
        for line in changes:
            hang(console, "- ", "  ", Text(line))
    heading(console, "Historik (UTC)")
    for event in history:
        hang(console, "- ", "  ", Text(_event_words(event)))


def _print_review(console: Console, review: Review) -> None:
    console.print(Text(f"Nr {review.id}. {STATES[review.state]} ({_marks(review)})", "bold"))
    for line in (review.reason, f"{NOTE}: {review.note}" if review.note else ""):
        if line:
            hang(console, "", "", Text(line))
    if review.documents:
        hang(console, "", "", Text(f"Frågan ställdes bara till {', '.join(review.documents)}."))
    heading(console, "Fråga")
    hang(console, "", "", Text(review.question))
    heading(console, "Svar")
    for line in review.answer.text.splitlines():
        hang(console, "", "", Text(line))
    if review.answer.citations:
        heading(console, "Källor")
    for one in review.answer.citations:
        mark = f"[{one.marker}] "
        hang(console, mark, " " * len(mark), Text(f"{one.label}. Id: {one.paragraph_id}"))
        hang(console, f"{' ' * len(mark)}│ ", f"{' ' * len(mark)}│ ", Text(one.quote, "italic"))


def _event_words(event: Event) -> str:
    parts = [f"{event.at[:16].replace('T', ' ')} {STEPS[event.step]} av {person_words(event.by)}."]
    parts += [event.reason] if event.reason else []
    parts += [f"Anteckning: {event.note}"] if event.note else []
    return " ".join(parts)


def _step(reviews: Reviews, arguments: argparse.Namespace) -> None:
    """Mark, approve, correct or reject, and say what came of it."""
    by = Person(Role(arguments.role), arguments.name)
    terms = _recorded(arguments)
    match arguments.action:
        case "mark":
            verdict = Verdict(arguments.verdict)
            review = reviews.mark(
                _answer_on_stdin(), verdict, arguments.note, by=by, documents=arguments.document or (), terms=terms
            )
        case "approve":
            review = reviews.approve(arguments.id, arguments.note, by=by, terms=terms)
        case "correct":
            review = reviews.correct(arguments.id, _choices(arguments.choice), arguments.note, by=by, terms=terms)
        case _:
            review = reviews.reject(arguments.id, arguments.note, by=by, terms=terms)
    if arguments.json:
        write_json({"review": review.to_dict()})
        return
    text_console().print(f"Nr {review.id}: {STATES[review.state].lower()}.")


def _recorded(arguments: argparse.Namespace) -> Terms:
    """Give the terms of a step: the audit log has it."""
    audit, user = Audit(load_settings()), at_the_command_line(Role(arguments.role))
    events = {"approve": "review.approved", "correct": "review.corrected", "reject": "review.rejected"}

    def record(review: Review) -> None:
        if arguments.action == "mark":
            audit.record("review.marked", user, review=review.id, verdict=arguments.verdict)
        else:
            audit.record(events[arguments.action], user, review=review.id, state=review.state.value)

    return Terms(record=record)


def _answer_on_stdin() -> Any:  # noqa: ANN401  # read_answer tells what it is
    try:
        data = json.loads(words_or_stdin(["-"]))
    except (ValueError, RecursionError):
        data = None
    return read_answer(data)


def _choices(chosen: Sequence[Sequence[str]]) -> list[Choice]:
    """Read the paragraphs in the order in which they were given; one with a quote after it means those words alone."""
    return [Choice(paragraph_id, " ".join(words)) for paragraph_id, *words in chosen]


def _export(reviews: Reviews, arguments: argparse.Namespace) -> None:
    wanted = Wanted(tuple(arguments.id) if arguments.id else None, arguments.since, arguments.before)
    rows = [to_json(row) for row in reviews.export(Form(arguments.form), wanted)]
    by = at_the_command_line(Role.ADMINISTRATOR)
    Audit(load_settings()).record("review.exported", by, form=arguments.form, count=len(rows))
    write_export(arguments.output, b"".join(rows), _count(len(rows), "rad är skriven", "rader är skrivna"))


def _erase(reviews: Reviews, arguments: argparse.Namespace) -> None:
    by = Person(Role(arguments.role), arguments.name)
    audit, user = Audit(load_settings()), at_the_command_line(by.role)

    def record(gone: tuple[int, ...]) -> None:
        facts: dict[str, str | int] = {"before": arguments.before.isoformat()} if arguments.before else {}
        facts |= {"review": gone[0]} if len(gone) == 1 else {}
        audit.record("review.erased", user, count=len(gone), **facts)

    erased = reviews.erase(arguments.ids, arguments.before, by=by, record=record)
    if arguments.json:
        write_json({"erased": list(erased)})
        return
    text_console().print(
        _count(len(erased), "märkt svar är gallrat", "märkta svar är gallrade") if erased else "Det fanns inget att gallra."
    )


def _refresh(reviews: Reviews, arguments: argparse.Namespace) -> None:
    returned = reviews.refresh()
    if arguments.json:
        write_json({"returned": [one.to_dict() for one in returned]})
        return
    console = text_console()
    sent = _count(len(returned), "svar gick åter för granskning", "svar gick åter för granskning")
    console.print(sent if returned else "Alla godkända svar gäller fortfarande.")
    for one in returned:
        lead = f"{one.id:>4}  "
        hang(console, lead, " " * len(lead), Text(one.reason))
