"""The pages of the app, and which roles may ask for which path. The one table that the menu and the access check read."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.access.model import Role, User

EVERYONE = frozenset(Role)
DECIDERS = frozenset(role for role in Role if role.may_decide)
TRAINERS = frozenset({Role.UTBILDARE, Role.ARBETSLEDARE, Role.ADMINISTRATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class PageInfo:
    """A page of the menu."""

    path: str
    name: str
    roles: frozenset[Role]


PAGES = (
    PageInfo("/", "Fråga", EVERYONE),
    PageInfo("/prova", "Pröva tolkning", EVERYONE),
    PageInfo("/quiz", "Quiz", TRAINERS),
    PageInfo("/kallor", "Källor och lagrum", EVERYONE),
    PageInfo("/granskning", "Granskning", DECIDERS),
    PageInfo("/kvalitet", "Kvalitet", EVERYONE),
    PageInfo("/administration", "Administration", ADMINISTRATORS),
)
PUBLIC_PATHS = ("/statiskt/", "/logga-in", "/logga-ut", "/healthz", "/readyz", "/tillganglighet", "/favicon.ico", "/theme.css")
"""What is served without a login: the login itself, what it looks like, whether the app is up, and how accessible it is."""
ROLES_BY_PREFIX: dict[str, frozenset[Role]] = {
    **{page.path: page.roles for page in PAGES if page.path != "/"},
    "/api/v1/quiz": TRAINERS,
    "/metrics": ADMINISTRATORS,
}


def is_under(path: str, prefix: str) -> bool:
    """Tell whether a path is a page or lies under it: ``/quiz`` and ``/quiz/1``, not ``/quizar``."""
    return path == prefix or path.startswith(prefix.rstrip("/") + "/")


def is_public(path: str) -> bool:
    """Tell whether a path is served without a login."""
    return any(is_under(path, prefix) for prefix in PUBLIC_PATHS)


def roles_for(path: str) -> frozenset[Role]:
    """Give the roles that may ask for a path; what no prefix names needs any role."""
    return ROLES_BY_PREFIX.get(prefix_of(path), EVERYONE)


def prefix_of(path: str) -> str:
    """Give the longest prefix of the table that a path lies under; ``/`` where there is none."""
    return max((prefix for prefix in ROLES_BY_PREFIX if is_under(path, prefix)), key=len, default="/")


def menu(user: User) -> tuple[PageInfo, ...]:
    """Give the pages that a user may open, in the menu's order."""
    return tuple(page for page in PAGES if user.has(*page.roles))
