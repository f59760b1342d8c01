"""What an edited question says that was not said before, tried against its own sources; and what a trainer is told of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.errors import UsageError
from assistant.interpretation import Interpreter, Verdict
from assistant.quiz.distractors import normal
from assistant.quiz.items import GAP, TRUE, Item, ItemType
from assistant.text import collapse, sentences

Judge = Callable[[str, Sequence[str]], Verdict]
"""Takes a claim and the ids of paragraphs; gives the verdict by those paragraphs alone."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that a question makes: in full, whether it is meant to be right, and the words of it that were edited."""

    text: str
    is_right: bool
    shown: str


def judge_of(interpreter: Interpreter) -> Judge:
    """Give the interpretation check as a judge; what it cannot read is not addressed."""

    def judge(claim: str, paragraph_ids: Sequence[str]) -> Verdict:
        try:
            return interpreter.check_against(claim, paragraph_ids).verdict
        except UsageError:
            return Verdict.NOT_ADDRESSED

    return judge


def warnings_of(original: Item, now: Item, judge: Judge) -> tuple[str, ...]:
    """Say what cannot be checked of an edited question, in Swedish; nothing where all of it stands.

    Parameters
    ----------
    original
        The question as it was made: its statements have been tried.
    now
        The question after the edit.
    judge
        Tries the statements that are new.
    """
    ids = list(dict.fromkeys(citation.paragraph_id for citation in now.citations))
    texts = [normal(citation.text) for citation in now.citations]
    found = []
    for said in _new_statements(original, now):
        verdict = Verdict.SUPPORTED if any(normal(said.text) in text for text in texts) else judge(said.text, ids)
        if said.is_right and verdict is not Verdict.SUPPORTED:
            says = "Källan säger något annat" if verdict is Verdict.CONTRADICTED else "Källan säger inte det"
            found.append(f"Din ändring går inte att kontrollera mot riktlinjen: ”{said.shown}”. {says}.")
        elif not said.is_right and verdict is Verdict.SUPPORTED:
            found.append(f"”{said.shown}” ska vara fel, men stöds av riktlinjen.")
    return (*found, *_other(original, now))


def _other(original: Item, now: Item) -> Iterator[str]:
    """Say what no judge can try."""
    if now.type is ItemType.ORDERING and now.key != original.key:
        yield "Du har ändrat stegen. Ordningen går inte att kontrollera mot riktlinjen: jämför själv med citatet."
    if now.question != original.question and now.type not in {ItemType.TRUE_FALSE, ItemType.CLOZE}:
        yield "Du har ändrat frågan. Kontrollera själv att svaret hör till den."
    if now.key != original.key and now.explanation == original.explanation:
        yield "Facit är ändrat men inte förklaringen. Läs igenom förklaringen."
    right, wrong = {normal(one) for one in now.right}, {normal(one) for one in now.options} - {normal(one) for one in now.right}
    if not now.pairs and any(f" {one} " in f" {key} " or f" {key} " in f" {one} " for one in wrong for key in right):
        yield "Ett felaktigt svarsalternativ ryms i ett rätt, eller tvärtom. Kontrollera att de går att skilja åt."


def _new_statements(original: Item, now: Item) -> list[Said]:
    if not now.options:
        changed = now.key != original.key
        text = str(now.key)
        return [Said(text[a:b], True, text[a:b]) for a, b in sentences(text)] if changed else []
    if now.type is ItemType.ORDERING:
        return []
    if now.type is ItemType.TRUE_FALSE:
        text = _statement(original, now)
        return [Said(text, now.key == TRUE, text)] if (now.question, now.key) != (original.question, original.key) else []
    if now.pairs:
        return [_pair(original, name, said) for name, said in now.pairs if (name, said) not in original.pairs]
    if now.type is ItemType.CLOZE:
        sentence = _statement(original, now)
        new = [one for one in now.options if now.question != original.question or _is_new(one, original, now)]
        return [Said(sentence.replace(GAP, one), one in now.right, sentence.replace(GAP, one)) for one in new]
    new = [one for one in now.options if _is_new(one, original, now)]
    return [Said(_within(original, one), one in now.right, one) for one in new]


def _is_new(option: str, original: Item, now: Item) -> bool:
    """Tell whether an option is new, or was right and is wrong now, or the other way round."""
    return option not in original.options or (option in original.right) != (option in now.right)


def _statement(original: Item, now: Item) -> str:
    """Give the statement that stands after what is asked: the same lead as before is taken off, else the first question."""
    was = original.question
    claims = [claim.text for claim in original.claims] + [
        claim.text.replace(one, GAP) for claim in original.claims for one in original.right
    ]
    lead = next((was.removesuffix(one) for one in claims if was.endswith(one)), "")
    if lead and now.question.startswith(lead):
        return now.question.removeprefix(lead)
    return now.question.partition("? ")[2] or now.question


def _within(original: Item, option: str) -> str:
    """Give an option as a statement: in the place that the right one has in the sentence it was taken from."""
    for claim in (one for one in original.claims if one.is_right):
        for key in original.right:
            place = _place(claim.text, key)
            if place and claim.text != key:
                return collapse(claim.text[: place[0]] + option + claim.text[place[1] :])
    return option


def _pair(original: Item, name: str, said: str) -> Said:
    """Give a pair as a statement: the sentence its name or its text was taken from, with the new words in it."""
    for was_name, was_said in original.pairs:
        if was_name != name and was_said != said:
            continue
        for claim in (one for one in original.claims if one.is_right):
            place = _place(claim.text, was_said)
            if place:
                text = claim.text[: place[0]] + said + claim.text[place[1] :]
                named = _place(text, was_name)
                text = text[: named[0]] + name + text[named[1] :] if named else text
                return Said(collapse(text), True, f"{name} – {said}")
    return Said(f"{name} {said}", True, f"{name} – {said}")


def _place(text: str, words: str) -> tuple[int, int] | None:
    found = re.search(re.escape(words.rstrip(".")), text, re.IGNORECASE)
    return found.span() if found else None
