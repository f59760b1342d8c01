"""Fetches statute texts when a municipality wants them beside the references. Nothing else here uses the network."""

from __future__ import annotations

import datetime
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.errors import ExternalServiceError, StorageError, UsageError
from assistant.law.grammar import parse
from assistant.law.registry import Registry, shipped_registry
from assistant.law.wording import StatuteText, load_statute, read_sections, statute_path

OFFICIAL_URL = "https://beta.rkrattsbaser.gov.se/elasticsearch/SearchEsByRawJson"
RIKSDAG_URL = "https://data.riksdagen.se/dokument/{document}.json"
TIMEOUT_S = 20.0
ATTEMPTS = 3
WAIT_S = 1.0  # doubled for each attempt
MAX_BYTES = 16_000_000  # the longest statute, the income tax act, is under two
Json = Any  # what a service answers; its shape is checked where it is read
RETRIED = frozenset({429, 500, 502, 503, 504})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
OFFLINE = "Svaren fungerar ändå: bara lydelserna bredvid hänvisningarna saknas. Kontrollera nätet och försök igen."


class LawSource(StrEnum):
    """Where statutes are fetched. The Riksdag's format has been tried on made-up files only."""

    OFFICIAL = "rkrattsbaser"
    RIKSDAG = "riksdagen"


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How to fetch: ``url`` replaces the source's own address; ``timeout_s`` is for each attempt."""

    source: LawSource = LawSource.OFFICIAL
    url: str = ""
    timeout_s: float = TIMEOUT_S
    attempts: int = ATTEMPTS
    wait_s: float = WAIT_S
    max_bytes: int = MAX_BYTES

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
        request = self._request(number)
        answer = self._read(request)
        found = _official(answer, number) if self.source is LawSource.OFFICIAL else _riksdag(answer, number)
        if not read_sections(found["text"]):
            raise ExternalServiceError("Författningstexten kom i ett format som inte går att läsa.", OFFLINE)
        kept = {"number": number, "fetched": today.isoformat(), "source": request.full_url, **found}
        _write(statute_path(data_dir, number), kept)
        statute = load_statute(data_dir, number)
        if statute is None:
            raise StorageError("Författningen kunde inte sparas.", "Kontrollera datamappen.")
        return statute

    def _request(self, number: str) -> urllib.request.Request:
        if self.source is LawSource.RIKSDAG:
            document = f"sfs-{number.replace(':', '-')}"
            return self._checked(urllib.request.Request((self.url or RIKSDAG_URL).format(document=document)))  # noqa: S310  # checked in _checked
        query = {"bool": {"must": [{"term": {"beteckning.keyword": number}}, {"term": {"publicerad": True}}]}}
        body = json.dumps({"searchIndexes": ["Sfs"], "api": "search", "json": {"query": query, "size": 1}}).encode()
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        return self._checked(urllib.request.Request(self.url or OFFICIAL_URL, data=body, headers=headers))  # noqa: S310  # checked in _checked

    def _checked(self, request: urllib.request.Request) -> urllib.request.Request:
        """Refuse addresses that are not https, save for one's own machine."""
        address = urllib.parse.urlsplit(request.full_url)
        if address.scheme == "https" or (address.scheme == "http" and address.hostname in LOOPBACK):
            return request
        raise UsageError("Adressen till rättsdatabasen går inte att använda.", "Den ska börja med https://.")

    def _read(self, request: urllib.request.Request) -> Json:
        for attempt in range(1, self.attempts + 1):
            try:
                with urllib.request.urlopen(request, timeout=self.timeout_s) as answer:  # noqa: S310  # checked in _checked
                    data = answer.read(self.max_bytes + 1)
                break
            except urllib.error.HTTPError as error:
                error.close()
                if error.code == 404:
                    raise UsageError("Författningen finns inte i källan.", "Kontrollera numret.") from None
                if error.code not in RETRIED or attempt == self.attempts:
                    raise ExternalServiceError(f"Rättsdatabasen svarade med fel {error.code}.", OFFLINE) from None
            except (OSError, ValueError):
                if attempt == self.attempts:
                    raise ExternalServiceError("Rättsdatabasen gick inte att nå.", OFFLINE) from None
            time.sleep(self.wait_s * 2 ** (attempt - 1))
        if len(data) > self.max_bytes:
            raise ExternalServiceError("Svaret från rättsdatabasen var större än vad en författning kan vara.", OFFLINE)
        try:
            return json.loads(data)
        except ValueError:
            raise ExternalServiceError("Rättsdatabasen svarade i ett format som inte går att läsa.", OFFLINE) from None


def fetch_all(
    names: Sequence[str],
    data_dir: Path,
    today: datetime.date,
    fetcher: Fetcher | None = None,
    progress: Callable[[str, float], None] | None = None,
    *,
    registry: Registry | None = None,
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
    registry
        The statutes that are known; unset: those of the corpus that ships.

    Raises
    ------
    UsageError
        Where a name is no statute that is known; nothing has been fetched then.
    """
    numbers = [number_of(name, registry or shipped_registry()) for name in names]
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
    for reference in parse(name, registry=registry):
        if reference.sfs[:1].isdigit():
            return reference.sfs
    raise UsageError("Författningen är inte känd.", "Skriv en förkortning (SoL, OSL, FL) eller ett nummer (2025:400).")


def _official(answer: Json, number: str) -> dict[str, str]:
    """Read the official database's answer: a search result, or the statute alone as it is in a saved file."""
    if isinstance(answer, dict) and "hits" in answer:
        hits = answer["hits"].get("hits", []) if isinstance(answer["hits"], dict) else []
        if not hits:
            raise UsageError("Författningen finns inte i rättsdatabasen.", "Kontrollera numret.")
        answer = hits[0].get("_source") if isinstance(hits[0], dict) else None
    try:
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
    except (KeyError, TypeError, AttributeError):
        raise ExternalServiceError("Rättsdatabasen svarade i ett format som inte går att läsa.", OFFLINE) from None


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
    except (KeyError, TypeError):
        raise ExternalServiceError("Riksdagens data kom i ett format som inte går att läsa.", OFFLINE) from None


def _write(path: Path, kept: dict[str, str]) -> None:
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise StorageError("Författningen kunde inte sparas.", "Kontrollera att datamappen går att skriva i.") from error
