"""Passwords: which are refused, and how the others are kept (Argon2id with the library's own strength)."""

from __future__ import annotations

import functools
import re
import threading
import tomllib
import unicodedata
from importlib import resources
from typing import TYPE_CHECKING

from assistant.errors import UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST_CHARACTERS = 12
ADVICE = "Välj ett annat, till exempel fyra ord som inte hör ihop."
MOST_CHARACTERS = 256
"""Far over what anybody types; a bound on what is hashed."""
LEAST_DIFFERENT = 5
"""Different characters in a password: fewer is a pattern (``aaaabbbbcccc``)."""
AT_ONCE = 2
"""Passwords that are hashed at the same time: each takes 64 MB of memory for as long as it lasts."""
_ALIKE = str.maketrans("013457@$!|", "oieastasii")
"""Signs that are written in the place of letters."""
_ROWS = (
    "abcdefghijklmnopqrstuvwxyzåäö",
    "qwertyuiopåasdfghjklöäzxcvbnm",
    "qazwsxedcrfvtgbyhnujmik",
    "1q2w3e4r5t6y7u8i9o0på",
    "01234567890123456789",
)
_RUN = 4
"""Characters next to each other in the alphabet or on the keyboard that make a run."""
_turn = threading.BoundedSemaphore(AT_ONCE)


def check_new(password: str, name: str) -> str:
    """Give a new password as it is hashed.

    Parameters
    ----------
    password
        What was typed.
    name
        The user's name.

    Raises
    ------
    UsageError
        Where it is too short or long, holds the name, or is one of those that are tried first. It is not repeated.
    """
    clean = unicodedata.normalize("NFC", password)
    if len(clean) < LEAST_CHARACTERS:
        raise UsageError(f"Lösenordet är för kort. Det ska ha minst {LEAST_CHARACTERS} tecken.", ADVICE)
    if len(clean) > MOST_CHARACTERS:
        raise UsageError(f"Lösenordet är för långt. Det får ha högst {MOST_CHARACTERS} tecken.", "Välj ett kortare.")
    if any(part in clean.casefold() for part in _name_parts(name)):
        raise UsageError("Lösenordet innehåller användarens namn.", ADVICE)
    if _is_common(clean):
        raise UsageError("Lösenordet är ett av dem som gissas först.", ADVICE)
    return clean


def hash_password(password: str) -> str:
    """Give what is kept of a password."""
    with _turn:
        return _hasher().hash(_bytes(password))


def verify(password: str, kept: str | None) -> bool:
    """Tell whether a password is the one that was kept; None (no such user) takes the same work and is never right."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    password = unicodedata.normalize("NFC", password)[: MOST_CHARACTERS + 1]
    with _turn:
        try:
            return _hasher().verify(kept or _nobody(), _bytes(password)) and kept is not None
        except (Argon2Error, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Tell whether a password should be hashed anew, with today's strength."""
    return _hasher().check_needs_rehash(kept)


@functools.cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@functools.cache
def _nobody() -> str:
    """Give the hash of a password that nobody has, of the same strength as all others."""
    return _hasher().hash(b"")


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


def _name_parts(name: str) -> list[str]:
    return [part for part in re.split(r"[^\w]+", name.casefold()) if len(part) >= _RUN] or [name.casefold()]


def _is_common(password: str) -> bool:
    """Tell whether a password is made of words that are tried first, of runs, or of few different characters."""
    folded = password.casefold()
    if len(set(folded)) < LEAST_DIFFERENT:
        return True
    rest = [_without_common_words(re.sub(r"[^\w]|_", "", text)) for text in (folded, folded.translate(_ALIKE))]
    return min(len(re.sub(r"\d", "", _without_runs(text))) for text in rest) < LEAST_DIFFERENT


def _without_common_words(text: str) -> str:
    return _common_words().sub("", text)


def _without_runs(text: str) -> str:
    """Take out runs along the alphabet, the digits and the keyboard, forward and backward."""
    rows = (*_ROWS, *(row[::-1] for row in _ROWS))
    place = 0
    kept = ""
    while place < len(text):
        length = max(_run_length(text, place, row) for row in rows)
        kept += "" if length >= _RUN else text[place]
        place += length if length >= _RUN else 1
    return kept


def _run_length(text: str, place: int, row: str) -> int:
    length = 1
    while place + length < len(text) and text[place : place + length + 1] in row:
        length += 1
    return length


@functools.cache
def _common_words() -> re.Pattern[str]:
    read = (resources.files("assistant.access") / "data" / "common_words.toml").read_text(encoding="utf-8")
    words = {word for group in tomllib.loads(read).values() for word in group}
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))))
