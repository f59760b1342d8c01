"""The statutes and regulations that are known here: facts from ``corpus/law``."""

from __future__ import annotations

import csv
import datetime
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from assistant.documents.model import Binding
from assistant.errors import CorpusError
from assistant.law.tokens import tokenize

STATUTES_FILE = "statutes.toml"
NAMES_FILE = "statute_names.tsv"
OFFICIAL_TEXT = "https://rkrattsbaser.gov.se/sfst?bet={number}"
# Abbreviations that are words in small letters: "25 § el. 26 §" says nothing of the electricity act.
EVERYDAY_WORDS = frozenset({"al", "el", "fal", "il", "las", "lif", "ol", "ro", "sal", "sink", "so", "url"})
NO_BASIS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Statute:
    """A statute or a regulation.

    ``number`` is ``2001:453`` or ``SOSFS 2014:5``. ``in_force_from`` is the day it entered into force; where that day has
    no source, ``known_since`` may hold a day on which a source shows it in force. Both None: the standing is unknown.
    ``chapters`` is None where it is not known whether sections are numbered chapter by chapter; ``transitional`` tells
    whether transitional rules keep parts of a repealed statute alive.
    """

    number: str
    title: str
    abbreviations: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    binding: Binding = Binding.ACT
    in_force_from: datetime.date | None = None
    known_since: datetime.date | None = None
    repealed_on: datetime.date | None = None
    replaced_by: str = ""
    chapters: bool | None = None
    transitional: bool = False
    source: str = ""

    @property
    def is_regulation(self) -> bool:
        """Tell whether an agency issued it (``SOSFS 2014:5``), not the Riksdag or the Government (``2001:453``)."""
        return not self.number[:1].isdigit()

    @property
    def short_name(self) -> str:
        """Give the name that canonical forms use: ``SoL``, ``HSLF-FS 2022:39``, ``SFS 2009:724``."""
        if self.abbreviations:
            return self.abbreviations[0]
        return self.number if self.is_regulation else f"SFS {self.number}"

    @property
    def url(self) -> str:
        """Give the address of the official text, empty for a regulation (no stable address is known)."""
        return "" if self.is_regulation else OFFICIAL_TEXT.format(number=self.number.split(" ")[0])


@dataclass(frozen=True)
class Registry:
    """All statutes of one corpus, found by number, abbreviation or name."""

    statutes: tuple[Statute, ...]
    folder: Path = field(default=Path(), compare=False)

    @cached_property
    def by_number(self) -> Mapping[str, Statute]:
        """Map a number to its statute."""
        return {statute.number: statute for statute in self.statutes}

    @cached_property
    def by_abbreviation(self) -> Mapping[str, tuple[Statute, ...]]:
        """Map an abbreviation to the statutes that bear it, today's first."""
        return _grouped((short, statute) for statute in self.statutes for short in statute.abbreviations)

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Statute, ...]]:
        """Map a name in lower case to the statutes that bear it, today's first."""
        return _grouped((name, statute) for statute in self.statutes for name in statute.names)

    @cached_property
    def by_small_abbreviation(self) -> Mapping[str, tuple[Statute, ...]]:
        """Map an abbreviation in lower case to the statutes that bear it: "14 kap 1 § sol" is how people type."""
        small = {short.lower(): statutes for short, statutes in self.by_abbreviation.items()}
        return {short: statutes for short, statutes in small.items() if short not in EVERYDAY_WORDS}

    @cached_property
    def names_by_first_word(self) -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[Statute, ...]], ...]]:
        """Map the first token of each name to the names' tokens and statutes, longest name first."""
        table: dict[str, list[tuple[tuple[str, ...], tuple[Statute, ...]]]] = {}
        for name, statutes in self.by_name.items():
            words = tuple(tokenize(name).lower)
            table.setdefault(words[0], []).append((words, statutes))
        return {first: tuple(sorted(names, key=lambda name: -len(name[0]))) for first, names in table.items()}

    @cached_property
    def series(self) -> frozenset[str]:
        """Give the series that regulations are published in: ``SOSFS``, ``HSLF-FS``."""
        return frozenset(statute.number.split(" ")[0] for statute in self.statutes if statute.is_regulation)

    def resolve(self, candidates: tuple[Statute, ...], basis: Mapping[str, str], default_sfs: str | None) -> Statute | None:
        """Choose the statute that is meant where several share a name.

        Parameters
        ----------
        candidates
            Statutes that share the name that was written, today's first.
        basis
            What a document means by an abbreviation or a name (its catalogue row).
        default_sfs
            The number of the law that bare references belong to.

        Returns
        -------
        Statute or None
            None where the basis speaks of other laws only, and so leaves open which one is meant.
        """
        if len(candidates) == 1:
            return candidates[0]
        for statute in candidates:
            if any(basis.get(key) == statute.number for key in (*statute.abbreviations, *statute.names)):
                return statute
        for statute in candidates:
            if statute.number == default_sfs:
                return statute
        return None if basis else candidates[0]

    def basis_on(self, date: datetime.date) -> dict[str, str]:
        """Give the law basis of a document that has only a date: for each shared abbreviation the statute in force then."""
        basis = {}
        for short, statutes in self.by_abbreviation.items():
            for statute in statutes:
                started = statute.in_force_from or statute.known_since
                if started and started <= date and not (statute.repealed_on and statute.repealed_on <= date):
                    basis[short] = statute.number
                    break
        return basis


def _grouped(pairs: Iterable[tuple[str, Statute]]) -> dict[str, tuple[Statute, ...]]:
    groups: dict[str, list[Statute]] = {}
    for key, statute in pairs:
        groups.setdefault(key, []).append(statute)
    return {key: tuple(statutes) for key, statutes in groups.items()}


@cache
def load_registry(folder: Path) -> Registry:
    """Read the registry of a corpus; the same folder is read once.

    Parameters
    ----------
    folder
        The corpus folder; the facts are in its ``law`` folder.

    Raises
    ------
    CorpusError
        Where a file is missing or cannot be read.
    """
    law = folder / "law"
    try:
        rows = tomllib.loads((law / STATUTES_FILE).read_text(encoding="utf-8"))["statute"]
        statutes = [_statute(row) for row in rows]
        statutes += _named_statutes(law / NAMES_FILE)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CorpusError(
            "Uppgifterna om lagar i corpus/law går inte att läsa.", "Återställ mappen från den version som du installerade."
        ) from error
    return Registry(tuple(statutes), folder)


def _statute(row: dict[str, Any]) -> Statute:
    values = dict(row)
    for key in ("abbreviations", "names"):
        values[key] = tuple(values.get(key, ()))
    values["binding"] = Binding(values.get("binding", Binding.ACT))
    return Statute(**values)


def _named_statutes(path: Path) -> list[Statute]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return [
            Statute(
                number=row["number"],
                title="",
                abbreviations=tuple(row["abbreviations"].split()),
                names=(row["name"],) if row["name"] else (),
                source="lagen.nu",
            )
            for row in rows
        ]


def shipped_registry() -> Registry:
    """Give the registry of the corpus that ships."""
    return load_registry(shipped_folder())


@cache
def shipped_folder() -> Path:
    """Give the corpus folder that ships."""
    from assistant.documents.corpus import shipped_corpus_folder  # late: the facts can be read without the documents

    return shipped_corpus_folder()
