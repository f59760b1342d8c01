"""The figures of the latest evaluation, as they ship with the product (written by ``python -m evals.publish``)."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from assistant.documents.corpus import Corpus
from assistant.settings import Settings

FILE = "evaluation.json"
SCHEMA = 1
"""Goes up when a field of the file is renamed, removed or means something else."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A share or a mean over ``n`` questions, with the ends of its 95 % interval."""

    value: float
    low: float
    high: float
    n: int

    @property
    def count(self) -> int:
        """Give how many of the questions a share stands for."""
        return round(self.value * self.n)


@dataclass(frozen=True, slots=True)
class Named:
    """A figure of the whole test split with its Swedish name and what it says."""

    key: str
    name: str
    note: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of a group of questions, or of another search, by name."""

    name: str
    figures: Mapping[str, Figure]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions that were answered with some probability, and the share of them that has an answer."""

    probability: float
    answerable: Figure


@dataclass(frozen=True, slots=True)
class Zone:
    """What became of the questions that got one confidence; ``right`` is the share in order."""

    label: str
    share: float
    right: Figure


@dataclass(frozen=True, slots=True)
class Gate:
    """A bound that a release must keep."""

    label: str
    bound: float
    is_floor: bool
    is_goal: bool
    value: float | None
    passed: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything the page Kvalitet shows of the evaluation.

    Attributes
    ----------
    about
        ``created`` (UTC), ``version``, ``corpus_sha256``, ``embedding_model``, ``reranker_model``,
        ``law_on``; ``suites_sha256`` of the questions and conversations, ``checks_sha256`` of claims and of pairs of sentences.
    questions, suites
        How many questions each split, and how many lines each suite, has.
    checks
        For the interpretation check and the verifier of sentences their shares by name.
    """

    about: Mapping[str, Any]
    questions: Mapping[str, int]
    suites: Mapping[str, int]
    figures: tuple[Named, ...]
    styles: tuple[Group, ...]
    systems: tuple[Group, ...]
    bins: tuple[Bin, ...]
    zones: tuple[Zone, ...]
    gates: tuple[Gate, ...]
    checks: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Figure:
        """Give the figure of the test split with a name; KeyError where there is none."""
        return self._by_key[key]

    @property
    def _by_key(self) -> dict[str, Figure]:
        return {one.key: one.figure for one in self.figures}

    def differs_in(self, settings: Settings, corpus: Corpus, version: str) -> tuple[str, ...]:
        """Say in Swedish in what the program that runs differs from the one that was measured; empty where in nothing."""
        compared = (
            ("andra dokument", self.about["corpus_sha256"] == corpus.sha256),
            ("en annan version av programmet", self.about["version"] == version),
            ("en annan språkmodell för sökning", self.about["embedding_model"] == settings.embedding_model),
            ("en annan omrankning", self.about["reranker_model"] == settings.reranker_model),
        )
        return tuple(words for words, is_same in compared if not is_same)


def read(row: Mapping[str, Any]) -> Evaluation:
    """Read the file's object.

    Raises
    ------
    KeyError, TypeError
        Where a field is missing or has another shape.
    """
    return Evaluation(
        about=row["about"],
        questions=row["questions"],
        suites=row["suites"],
        figures=tuple(Named(one["key"], one["name"], one["note"], _figure(one)) for one in row["figures"]),
        styles=_groups(row["styles"]),
        systems=_groups(row["systems"]),
        bins=tuple(Bin(one["probability"], _figure(one["answerable"])) for one in row["bins"]),
        zones=tuple(Zone(one["label"], one["share"], _figure(one["right"])) for one in row["zones"]),
        gates=tuple(Gate(**{key: one[key] for key in Gate.__slots__}) for one in row["gates"]),
        checks={name: {key: _figure(one) for key, one in shares.items()} for name, shares in row["checks"].items()},
    )


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(row["value"], row["low"], row["high"], row["n"])


def _groups(rows: Sequence[Mapping[str, Any]]) -> tuple[Group, ...]:
    return tuple(
        Group(row["name"], {key: _figure(one) for key, one in row["figures"].items()}, row.get("note", "")) for row in rows
    )


@functools.cache
def shipped_evaluation() -> Evaluation:
    """Give the evaluation that ships."""
    return read(json.loads((resources.files("assistant.web") / "data" / FILE).read_text(encoding="utf-8")))


def files_sha256(paths: Iterable[Path]) -> str:
    """Give a hash of files, names and contents, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda one: one.name):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
