"""Fetches statute texts when a municipality wants them beside the references. Nothing else here uses the network."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from assistant.errors import ExternalServiceError, StorageError, UsageError
from assistant.law.download import OFFLINE, UNREADABLE, Json, Limits, ask
from assistant.law.grammar import parse
from assistant.law.registry import Registry, shipped_registry
from assistant.law.wording import StatuteText, statute_of, statute_path
from assistant.text import visible

OFFICIAL_URL = "https://beta.rkrattsbaser.gov.se/elasticsearch/SearchEsByRawJson"
RIKSDAG_URL = "https://data.riksdagen.se/dokument/{document}.json"


class LawSource(StrEnum):
    """Where statutes are fetched. The Riksdag's format has been tried on made-up files only."""

    OFFICIAL = "rkrattsbaser"
    RIKSDAG = "riksdagen"


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How to fetch: ``url`` replaces the source's own address, ``limits`` say what an answer may cost."""

    source: LawSource = LawSource.OFFICIAL
    url: str = ""
    limits: Limits = field(default_factory=Limits)

    def fetch(self, number: str, data_dir: Path, today: datetime.date) -> StatuteText:
        """Fetch a statute and keep it in the data folder.

        Parameters
        ----------
        number
            The statute's number, ``2025:400``.
        data_dir
            The program's data folder; the file is written beside the old one and swapped in.
        today
            The day that is kept with the text.

        Raises
        ------
        UsageError
            Where the source has no such statute, or the address may not be used.
        ExternalServiceError
            Where the source does not answer, or not as expected; what was fetched earlier is kept.
        StorageError
            Where the data folder cannot be written.
        """
        is_official = self.source is LawSource.OFFICIAL
        url = self._address(number)
        answer = ask(url, _search(number) if is_official else None, self.limits)
        found = _official(answer, number) if is_official else _riksdag(answer, number)
        kept = {"number": number, "fetched": today.isoformat(), "source": url}
        kept |= {key: visible(value) for key, value in found.items()}
        try:
            statute = statute_of(kept)
        except (ValueError, KeyError, TypeError):
            raise ExternalServiceError(UNREADABLE, OFFLINE) from None
        if not statute.wordings:
            raise ExternalServiceError("Författningstexten kom i ett format som inte går att läsa.", OFFLINE)
        _write(statute_path(data_dir, number), kept)
        return statute

    def _address(self, number: str) -> str:
        if self.source is LawSource.OFFICIAL:
            return self.url or OFFICIAL_URL
        return (self.url or RIKSDAG_URL).replace("{document}", f"sfs-{number.replace(':', '-')}")


def _search(number: str) -> bytes:
    """Write the question that the official database takes."""
    query = {"bool": {"must": [{"term": {"beteckning.keyword": number}}, {"term": {"publicerad": True}}]}}
    return json.dumps({"searchIndexes": ["Sfs"], "api": "search", "json": {"query": query, "size": 1}}).encode()


def fetch_all(
    names: Sequence[str],
    data_dir: Path,
    today: datetime.date,
    fetcher: Fetcher | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> tuple[StatuteText, ...]:
    """Fetch several statutes by abbreviation, name or number.

    Parameters
    ----------
    names
        "SoL", "förvaltningslagen" or "2001:453"; an abbreviation means what it means today.
    data_dir, today, fetcher
        As for `Fetcher.fetch`.
    progress
        Called with a Swedish text and the fraction done.

    Raises
    ------
    UsageError
        Where a name is no statute that is known; nothing has been fetched then.
    """
    numbers = [number_of(name, shipped_registry()) for name in names]
    fetched: list[StatuteText] = []
    for index, number in enumerate(numbers):
        if progress:
            progress(f"Hämtar {number}", index / len(numbers))
        fetched.append((fetcher or Fetcher()).fetch(number, data_dir, today))
    if progress:
        progress("Klart", 1.0)
    return tuple(fetched)


def number_of(name: str, registry: Registry) -> str:
    """Give the statute's number for a name as a person writes it.

    Raises
    ------
    UsageError
        Where no statute is meant that is known here; regulations are in no such database.
    """
    typed = registry.by_small_abbreviation.get(name.strip().lower(), ())
    if typed and typed[0].number[:1].isdigit():
        return typed[0].number
    for reference in parse(name):
        if reference.sfs[:1].isdigit():
            return reference.sfs
    raise UsageError("Författningen är inte känd.", "Skriv en förkortning (SoL, OSL, FL) eller ett nummer (2025:400).")


def _official(answer: Json, number: str) -> dict[str, str]:
    """Read the official database's answer: a search result, or the statute alone as it is in a saved file."""
    try:
        if "hits" in answer:
            hits = answer["hits"]["hits"]
            if not hits:
                raise UsageError("Författningen finns inte i rättsdatabasen.", "Kontrollera numret.")
            answer = hits[0]["_source"]
        if answer["beteckning"] != number:
            raise UsageError("Författningen finns inte i rättsdatabasen.", "Kontrollera numret.")
        full = answer["fulltext"]
        return {
            "title": str(answer["rubrik"]),
            "consolidated": str(full.get("andringInford") or ""),
            "text": str(full["forfattningstext"]),
            "in_force_from": str(answer.get("ikraftDateTime") or ""),
            "repealed_on": str(answer.get("upphavdDateTime") or ""),
        }
    except (LookupError, TypeError, AttributeError):
        raise ExternalServiceError(UNREADABLE, OFFLINE) from None


def _riksdag(answer: Json, number: str) -> dict[str, str]:
    try:
        document = answer["dokumentstatus"]["dokument"]
        if document["beteckning"] != number:
            raise UsageError("Författningen finns inte i riksdagens data.", "Kontrollera numret.")
        return {
            "title": str(document["titel"]),
            "consolidated": str(document.get("subtitel") or ""),
            "text": str(document["text"]),
        }
    except (LookupError, TypeError, AttributeError):
        raise ExternalServiceError("Riksdagens data kom i ett format som inte går att läsa.", OFFLINE) from None


def _write(path: Path, kept: Mapping[str, str]) -> None:
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(dict(kept), ensure_ascii=False), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise StorageError("Författningen kunde inte sparas.", "Kontrollera att datamappen går att skriva i.") from error
