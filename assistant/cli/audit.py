"""``assistant audit``: read the audit log, write it to a file, check that nobody has changed it, and purge what is old."""

from __future__ import annotations

import argparse

from rich.text import Text

from assistant.access.audit import Audit, Entry, Form
from assistant.access.audit_chain import Checked
from assistant.access.audit_words import EVENTS, fact_words
from assistant.access.model import Role, User
from assistant.cli.rendering import hang
from assistant.cli.streams import text_console, write_export, write_json
from assistant.errors import AssistantError, UsageError
from assistant.retention import first_kept
from assistant.settings import Settings, load_settings

COMMAND_LINE = "kommandoraden"
"""What the log has in the place of a user's id: the command line has no log-in, and whoever may read the folder may use it."""
SHOWN = 50


def at_the_command_line(role: Role) -> User:
    """Give whoever works at the command line, in a role of their own choice."""
    return User(COMMAND_LINE, "", frozenset({role}))


def run_audit(arguments: argparse.Namespace) -> int:
    """Run one of the actions on the audit log.

    Raises
    ------
    AssistantError
        Where the check finds that the log has been changed, so that a script that runs it fails.
    """
    settings = load_settings()
    audit = Audit(settings)
    match arguments.action:
        case "list":
            _list(audit, arguments)
        case "export":
            _export(audit, arguments)
        case "check":
            _check(audit, arguments)
        case _:
            _purge(settings, audit, arguments)
    return 0


def _list(audit: Audit, arguments: argparse.Namespace) -> None:
    entries = list(audit.read(arguments.since, arguments.before))
    shown = entries if arguments.all else entries[-SHOWN:]
    if arguments.json:
        write_json({"events": [one.to_dict() for one in shown], "count": len(entries)})
        return
    console = text_console()
    if not entries:
        console.print("Det finns inga sådana händelser.")
    elif len(shown) < len(entries):
        console.print(f"De {len(shown)} senaste av {len(entries)} händelser; --all visar alla. Tider i UTC.")
    for one in shown:
        lead = f"{one.id:>6}  "
        hang(console, lead, " " * len(lead), Text(_words(one)))


def _words(entry: Entry) -> str:
    who = " ".join(filter(None, (entry.role, entry.user))) or "verktyget"
    said = f"{entry.at[:19].replace('T', ' ')} {EVENTS.get(entry.event, entry.event)} ({who})"
    facts = fact_words(entry.facts)
    return f"{said}: {facts}" if facts else said


def _export(audit: Audit, arguments: argparse.Namespace) -> None:
    form = Form(arguments.form)
    text = audit.export(form, arguments.since, arguments.before)
    audit.record("audit.exported", at_the_command_line(Role.ADMINISTRATOR), form=form.value)
    write_export(arguments.output, text.encode("utf-8"), "Loggen är skriven.")


def _check(audit: Audit, arguments: argparse.Namespace) -> None:
    checked = audit.check()
    if arguments.json:
        write_json({"count": checked.count, "last": checked.last, "hash": checked.hash, "broken": list(checked.broken)})
    if checked.broken:
        raise AssistantError(
            f"Händelseloggen är ändrad. {checked.broken[0]}",
            "Jämför med en säkerhetskopia, och ta reda på vem som kan skriva filen.",
        )
    if not arguments.json:
        text_console().print(_held(checked))


def _held(checked: Checked) -> str:
    if not checked.last:
        return "Inga händelser är skrivna än."
    return f"Kedjan håller: {checked.count} händelser, den senaste nr {checked.last} med hash {checked.hash}."


def _purge(settings: Settings, audit: Audit, arguments: argparse.Namespace) -> None:
    if arguments.before is None and not settings.audit_keep_days:
        raise UsageError("Ingen dag är angiven.", "Ange --before, eller sätt ASSISTANT_AUDIT_KEEP_DAYS.")
    before = arguments.before or first_kept(settings, settings.audit_keep_days)
    count = audit.purge(before, at_the_command_line(Role(arguments.role)))
    if arguments.json:
        write_json({"purged": count, "before": before.isoformat()})
        return
    what = "En händelse" if count == 1 else f"{count} händelser"
    gone = f"{what} före {before.isoformat()} är {'gallrad' if count == 1 else 'gallrade'}."
    text_console().print(gone if count else "Det fanns inget att gallra.")
