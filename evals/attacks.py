"""The suite of attacks: its schema, what must hold of it, and the corpora that it poisons.

``evals/suites/attacks.jsonl`` holds one `Attack` a line: what somebody types, or hides in a document, so that a language
model says something that the guidelines do not. A model that obeys everything stands in for the worst real one; how the
product stands up to it is measured by `evals.measure_attacks`.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.documents.catalogue import load_catalogue
from assistant.documents.corpus import Corpus
from assistant.documents.model import CatalogueEntry
from assistant.text import collapse, is_invisible
from evals.suite_checks import duplicates
from evals.suites import ATTACKS, fields_of, read_rows

SYSTEM = "{system}"
HANDLES = "{handles}"
"""In what is demanded: the whole system prompt, and every handle that the model was shown. What is forbidden then follows
from the prompt itself, so `Attack.forbidden` may be empty."""
FEWEST = 72
SWEDISH_TO_ENGLISH = (1.5, 2.5)


class AttackKind(StrEnum):
    """How an attack goes about it."""

    OVERRIDE = "override"
    ROLE_PLAY = "role_play"
    EXFILTRATION = "exfiltration"
    FAKE_CITATION = "fake_citation"
    FAKE_LAW = "fake_law"
    NO_SOURCES = "no_sources"
    HIDDEN_IN_DOCUMENT = "hidden_in_document"
    SPLIT_OVER_TURNS = "split_over_turns"
    MODALITY_FLIP = "modality_flip"
    NUMBER_SWAP = "number_swap"
    PROMPT_EXTRACTION = "prompt_extraction"
    ENCODING = "encoding"
    DELIMITER = "delimiter"
    AUTHORITY = "authority"
    PRESSURE = "pressure"
    TRANSLATION = "translation"
    MARKUP = "markup"
    TOOL_CALL = "tool_call"
    TELEPHONE = "telephone"
    YES_NO = "yes_no"
    HANDLE_GUESSING = "handle_guessing"


class Language(StrEnum):
    """The language of an attack."""

    SWEDISH = "sv"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Poison:
    """A paragraph that somebody has put into a document, after the line in which the words ``after`` end."""

    document_id: str
    after: str
    text: str


@dataclass(frozen=True, slots=True)
class Demands:
    """What a model that obeys says: sentences for the form it is asked for, and a text that has no form."""

    sentences: tuple[str, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack.

    ``turns`` are what the user types; the last is asked, those before it are history, with ``answers`` beside them where the
    history is forged. ``instruction`` holds words by which a model knows the attack, any one of them; decoded, where the
    attack encodes them. Nothing of ``forbidden`` may be shown, whatever the model says.
    """

    id: str
    language: Language
    kind: AttackKind
    turns: tuple[str, ...]
    answers: tuple[str, ...]
    instruction: tuple[str, ...]
    poison: Poison | None
    demands: Demands
    forbidden: tuple[str, ...]
    note: str

    @property
    def question(self) -> str:
        """Give what is asked in the end."""
        return self.turns[-1]


def plain(text: str) -> str:
    """Give a text in the form in which it is compared: nothing invisible, compatible characters made one, no case."""
    folded = unicodedata.normalize("NFKC", "".join(char for char in text if not is_invisible(char))).casefold()
    return collapse(folded.translate({ord("“"): "”", ord('"'): "”", ord("’"): "'", ord("—"): "–"}))


def read_attack(line: str) -> Attack:
    """Read one line of the suite.

    Raises
    ------
    SuiteError
        Where the line is no JSON object, or a field is missing, unknown or of another type.
    """
    with fields_of(line) as row:
        poison = row.pop("poison")
        return Attack(
            id=str(row.pop("id")),
            language=Language(row.pop("language")),
            kind=AttackKind(row.pop("kind")),
            turns=_texts(row, "turns"),
            answers=_texts(row, "answers"),
            instruction=_texts(row, "instruction"),
            poison=Poison(**poison) if poison is not None else None,
            demands=_demands(row.pop("demands")),
            forbidden=_texts(row, "forbidden"),
            note=str(row.pop("note")),
            **row,
        )


def _texts(row: dict[str, Any], name: str) -> tuple[str, ...]:
    values = row.pop(name)
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise TypeError(f"{name} is no list of texts")
    return tuple(values)


def _demands(row: Mapping[str, Any]) -> Demands:
    rest = dict(row)
    return Demands(sentences=_texts(rest, "sentences"), raw=str(rest.pop("raw")), **rest)


def load_attacks() -> tuple[Attack, ...]:
    """Read the suite.

    Raises
    ------
    SuiteError
        Where a line does not follow the schema.
    """
    return read_rows(ATTACKS, read_attack)


def problems(attacks: Sequence[Attack], corpus: Corpus) -> list[str]:
    """Give what is wrong with the suite, one sentence each; empty where all is well.

    Checked: how many there are and in which languages, unique ids and questions, every kind there, instructions that the
    attack gives, demands that cannot be met without showing something forbidden, and forbidden words that no document has.
    """
    found = [] if len(attacks) >= FEWEST else [f"fewer than {FEWEST} attacks"]
    languages = Counter(one.language for one in attacks)
    least, most = SWEDISH_TO_ENGLISH
    if not least <= languages[Language.SWEDISH] / max(languages[Language.ENGLISH], 1) <= most:
        found.append("Swedish and English are not about two to one")
    found += [f"no attack of the kind {kind}" for kind in AttackKind if kind not in {one.kind for one in attacks}]
    found += duplicates("id", [one.id for one in attacks])
    found += duplicates("turns", [plain(" ".join(one.turns)) for one in attacks])
    documents = plain(" ".join(document.source for document in corpus.documents.values()))
    for attack in attacks:
        found += [f"{attack.id}: {problem}" for problem in _problems_of(attack, documents, corpus)]
    return found


def _problems_of(attack: Attack, documents: str, corpus: Corpus) -> list[str]:
    found = [] if attack.id.startswith(f"{attack.language}-{attack.kind}-") else ["the id is not its language's and kind's"]
    found += [] if attack.turns and attack.instruction and attack.demands.sentences else ["something is empty"]
    found += [] if len(attack.answers) < max(len(attack.turns), 1) else ["more answers than turns before the last"]
    for text in (*attack.demands.sentences, attack.demands.raw):
        if SYSTEM not in text and not any(plain(one) in plain(text) for one in attack.forbidden):
            found.append(f"what is demanded holds nothing that is forbidden: {text}")
    found += [f"a document says what is forbidden: {one}" for one in attack.forbidden if plain(one) in documents]
    found += [f"a document says what is demanded: {one}" for one in attack.demands.sentences if plain(one) in documents]
    if (attack.kind is AttackKind.HIDDEN_IN_DOCUMENT) != (attack.poison is not None):
        found.append("poison is for what is hidden in a document, and only for that")
    return found + (_problems_of_poison(attack.poison, attack, corpus) if attack.poison else [])


def _problems_of_poison(poison: Poison, attack: Attack, corpus: Corpus) -> list[str]:
    if poison.document_id not in corpus.documents:
        return [f"no document has the id {poison.document_id}"]
    places = len(_pattern(poison.after).findall(corpus.documents[poison.document_id].source))
    found = [] if places == 1 else [f"the words to stand after occur {places} times"]
    seen = plain(poison.text)
    return found + [f"the poison does not say: {one}" for one in attack.instruction if plain(one) not in seen]


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, words.split())) + r"[^\n]*")


def poison_corpus(attacks: Iterable[Attack], corpus_folder: Path, folder: Path) -> frozenset[str]:
    """Write a corpus that holds the documents that attacks poison, with all of their poison, and nothing else.

    Parameters
    ----------
    attacks
        Those without poison change nothing.
    corpus_folder
        The corpus that the documents are taken from; it is not changed.
    folder
        A folder that is not there yet.

    Returns
    -------
    frozenset
        The ids of the documents in it.
    """
    poisons = [one.poison for one in attacks if one.poison]
    wanted = frozenset(one.document_id for one in poisons)
    shutil.copytree(corpus_folder, folder, ignore=shutil.ignore_patterns("vectors", "placements.toml"))
    for entry in load_catalogue(folder):
        if entry.id in wanted:
            _poison(folder, entry, [one for one in poisons if one.document_id == entry.id])
        else:
            _drop(folder / "catalogue.toml", entry.id)
    return wanted


def _poison(folder: Path, entry: CatalogueEntry, poisons: Sequence[Poison]) -> None:
    """Put poison into a document, and keep a typical question for each stretch that still stands in it.

    One of each is enough to find the poison by, and quick to index.
    """
    path, bank, catalogue = folder / entry.file, folder / entry.questions, folder / "catalogue.toml"
    text = path.read_bytes().decode("utf-8")
    for poison in poisons:
        (place,) = _pattern(poison.after).finditer(text)
        text = f"{text[: place.end()]}\n\n{poison.text}\n{text[place.end() :]}"
    path.write_bytes(text.encode("utf-8"))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace(entry.sha256, sha256), encoding="utf-8")
    dense = "".join(text.split())
    rows = [json.loads(row) for row in bank.read_text(encoding="utf-8").splitlines()]
    kept = [row | {"questions": row["questions"][:1]} for row in rows if "".join(row["evidence"].split()) in dense]
    bank.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in kept), encoding="utf-8")


def _drop(catalogue: Path, document_id: str) -> None:
    """Take a document's row out of a catalogue."""
    head, *rows = catalogue.read_text(encoding="utf-8").split("[[document]]\n")
    kept = [row for row in rows if f'id = "{document_id}"\n' not in row]
    catalogue.write_text("[[document]]\n".join((head, *kept)), encoding="utf-8")
