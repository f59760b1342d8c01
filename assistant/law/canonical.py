"""The canonical form of a legal reference: ``SoL 14:1``, ``FL 25``, ``HSLF-FS 2022:39 6:2``, ``SoL 12:``, ``SoL``."""

from __future__ import annotations

import re

NUMBER = re.compile(r"(\d+)([a-zåäö]?)")


def canonical(name: str, chapter: str | None = None, section: str | None = None) -> str:
    """Write a reference in canonical form.

    Parameters
    ----------
    name
        The law's short name; empty where the law is unknown.
    chapter, section
        ``"10"`` and ``"18c"``; None where not named.
    """
    if chapter is not None and section is not None:
        place = f"{chapter}:{section}"
    elif chapter is not None:
        place = f"{chapter}:"
    else:
        place = section or ""
    return f"{name} {place}".strip()


def in_words(chapter: str | None, section: str | None, name: str = "") -> str:
    """Write a place as Swedish law is cited: ``10 kap. 18 c § OSL``."""
    parts = []
    if chapter is not None:
        parts.append(f"{_spaced(chapter)} kap.")
    if section is not None:
        parts.append(f"{_spaced(section)} §")
    if name:
        parts.append(name)
    return " ".join(parts)


def sort_key(number: str) -> tuple[int, str]:
    """Give what numbers such as ``2`` and ``18c`` are sorted by."""
    match = NUMBER.fullmatch(number)
    return (int(match[1]), match[2]) if match else (0, number)


def _spaced(number: str) -> str:
    match = NUMBER.fullmatch(number)
    return f"{match[1]} {match[2]}".strip() if match else number


_CANONICAL = re.compile(r"(?P<law>[A-ZÅÄÖ-]*FS \d{4}:\d+|\D+?)(?: (?:(?P<chapter>\d+[a-z]?):)?(?P<section>\d+[a-z]?)?)?")


def spell_out(canonical: str, sfs: str) -> str:
    """Write a canonical reference as a case worker would: ``SoL 2a:3`` → ``2 a kap. 3 § SoL (2001:453)``."""
    match = _CANONICAL.fullmatch(canonical)
    law, chapter, section = match.group("law", "chapter", "section") if match else (canonical, None, None)
    words = in_words(chapter, section, law)
    return f"{words} ({sfs})" if sfs and sfs not in words else words
