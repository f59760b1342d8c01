"""What ``assistant user`` takes: the built-in users, and the keys of programs that use the API."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.cli.parts import Commands, command, group, positive
from assistant.cli.swedish import SwedishParser


def add_user(commands: Commands[SwedishParser], roles: Sequence[str]) -> None:
    """Add the command and its actions."""
    actions = group(command(commands, "user", "sköt användare som loggar in här, och nycklar till API:et"), "action")
    _with_password(_with_roles(_named(command(actions, "add", "lägg till en användare")), roles))
    command(actions, "list", "lista användarna", json=True)
    _with_password(_named(command(actions, "password", "byt en användares lösenord; inloggningar avslutas")))
    _with_roles(_named(command(actions, "roles", "byt en användares roller; inloggningar avslutas")), roles)
    _named(command(actions, "remove", "ta bort en användare; inloggningar avslutas"))
    _named(command(actions, "unlock", "släpp in en användare som har misslyckats för många gånger"))
    command(actions, "logout", "avsluta allas inloggningar, hur de än loggade in")
    keys = group(command(actions, "key", "sköt nycklar till API:et"), "key_action")
    made = _with_roles(_named(command(keys, "add", "gör en nyckel; den visas bara nu")), roles)
    made.flags.add_argument(
        "--days", type=positive, metavar="ANTAL", help="dagar som nyckeln gäller (annars tills den tas bort)"
    )
    command(keys, "list", "lista nycklarna", json=True)
    _named(command(keys, "remove", "ta bort en nyckel; den slutar gälla genast"))


def _named(parser: SwedishParser) -> SwedishParser:
    parser.words.add_argument("name", metavar="NAMN", help="namnet")
    return parser


def _with_roles(parser: SwedishParser, roles: Sequence[str]) -> SwedishParser:
    help_ = f"en roll, kan anges flera gånger: {', '.join(roles)}"
    parser.flags.add_argument("--role", action="append", choices=roles, required=True, metavar="ROLL", help=help_)
    return parser


def _with_password(parser: SwedishParser) -> None:
    parser.flags.add_argument(
        "--password-stdin", action="store_true", help="läs lösenordet från standard in i stället för från tangentbordet"
    )
