"""``assistant user``: the built-in users, and the keys of programs that use the API."""

from __future__ import annotations

import argparse
import datetime
import getpass
import sys
from collections.abc import Sequence

from rich.text import Text

from assistant.access.keys import Key, Keys
from assistant.access.model import Role
from assistant.access.passwords import LEAST_CHARACTERS
from assistant.access.sessions import Sessions
from assistant.access.users import Account, Users
from assistant.cli.rendering import hang
from assistant.cli.streams import decode, text_console, write_json
from assistant.errors import UsageError
from assistant.settings import Settings, load_settings

MOST_PIPED = 10_000
"""Bytes read as a password from standard in; far over the longest one."""


def run_user(arguments: argparse.Namespace) -> int:
    """Run one of the actions on users or keys."""
    settings = load_settings()
    if arguments.action == "key":
        _run_key(settings, arguments)
        return 0
    users = Users(settings)
    match arguments.action:
        case "list":
            _list_users(users.all(), as_json=arguments.json)
        case "add":
            users.add(arguments.name, _password(arguments), _roles(arguments))
            _say("Användaren är tillagd.")
        case "password":
            users.set_password(arguments.name, _password(arguments))
            _say("Lösenordet är bytt. Användarens inloggningar är avslutade.")
        case "roles":
            users.set_roles(arguments.name, _roles(arguments))
            _say("Rollerna är bytta. Användarens inloggningar är avslutade.")
        case "remove":
            users.remove(arguments.name)
            _say("Användaren är borttagen, och användarens inloggningar är avslutade.")
        case "logout":
            _say(f"Avslutade inloggningar: {Sessions(settings).end_all()}.")
        case _:
            users.unlock(arguments.name)
            _say("Användaren kan logga in igen.")
    return 0


def _run_key(settings: Settings, arguments: argparse.Namespace) -> None:
    keys = Keys(settings)
    match arguments.key_action:
        case "list":
            _list_keys(keys.all(), as_json=arguments.json)
        case "add":
            key, secret = keys.add(arguments.name, _roles(arguments), arguments.days)
            until = f" Den gäller till och med {key.expires_on}." if key.expires_on else ""
            sys.stderr.write(f"Nyckeln visas bara nu. Spara den på ett säkert ställe.{until}\n")
            sys.stdout.write(f"{secret}\n")  # alone on standard out, so that it can be piped into a store of secrets
        case _:
            keys.remove(arguments.name)
            _say("Nyckeln är borttagen och gäller inte längre.")


def _roles(arguments: argparse.Namespace) -> frozenset[Role]:
    return frozenset(Role(role) for role in arguments.role)


def _password(arguments: argparse.Namespace) -> str:
    """Read a password from standard in, or twice from the keyboard without showing it."""
    if arguments.password_stdin:
        return decode(sys.stdin.buffer.read(MOST_PIPED)).rstrip("\r\n")
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("Det finns inget tangentbord att läsa lösenordet från.", "Använd --password-stdin.")
    first = getpass.getpass(f"Lösenord (minst {LEAST_CHARACTERS} tecken): ")
    if getpass.getpass("Lösenordet igen: ") != first:
        raise UsageError("Lösenorden är inte lika.", "Försök igen.")
    return first


def _list_users(accounts: Sequence[Account], *, as_json: bool) -> None:
    if as_json:
        rows = [{**_common(one), "changed_at": one.changed_at, "locked": one.is_locked} for one in accounts]
        write_json({"users": rows})
        return
    _say("Användare" if accounts else "Det finns inga användare. Lägg till en med assistant user add.")
    for one in accounts:
        _row(one, "; inloggningen är stängd en stund" if one.is_locked else "")


def _list_keys(keys: Sequence[Key], *, as_json: bool) -> None:
    if as_json:
        rows = [{**_common(one), "expires_on": _day(one.expires_on), "used_on": _day(one.used_on)} for one in keys]
        write_json({"keys": rows})
        return
    _say("Nycklar" if keys else "Det finns inga nycklar. Gör en med assistant user key add.")
    for one in keys:
        until = f"gäller till och med {one.expires_on}" if one.expires_on else "gäller tills den tas bort"
        _row(one, f"; {until}; {f'senast använd {one.used_on}' if one.used_on else 'inte använd'}")


def _common(one: Account | Key) -> dict[str, object]:
    return {"id": one.user.id, "name": one.name, "roles": sorted(one.roles), "created_at": one.created_at}


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _row(one: Account | Key, more: str) -> None:
    lead = f"{one.id:>4}  "
    hang(text_console(), lead, " " * len(lead), Text(f"{one.name} ({', '.join(sorted(one.roles))}{more})"))


def _say(words: str) -> None:
    text_console().print(words)
