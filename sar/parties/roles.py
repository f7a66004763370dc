"""Roles and what each may do, as one pure table."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """Roles of a person or key at a centre; one may hold several."""

    OBSERVER = "observer"
    WATCH_OFFICER = "watch_officer"
    COORDINATOR = "coordinator"
    REGISTRAR = "registrar"
    NEGOTIATOR = "negotiator"
    ADMIN = "admin"
    FEED = "feed"


class Act(StrEnum):
    """Acts, grouped as the roles divide them."""

    READ = "read"
    WATCH = "watch"
    """Open incidents, set phases, log, file, acknowledge and answer requests, offer, report."""
    COORDINATE = "coordinate"
    """Accept offers, release, divert, propose and accept coordination, suspend and close."""
    REGISTER = "register"
    """Assets, readiness, identifiers, bulk import."""
    NEGOTIATE = "negotiate"
    """Propose, sign, suspend and end agreements."""
    ADMINISTER = "administer"
    """People, keys and contacts of the own party."""
    FEED = "feed"
    """Deliver positions."""


MAY: dict[Role, frozenset[Act]] = {
    Role.OBSERVER: frozenset({Act.READ}),
    Role.WATCH_OFFICER: frozenset({Act.READ, Act.WATCH}),
    Role.COORDINATOR: frozenset({Act.READ, Act.WATCH, Act.COORDINATE}),
    Role.REGISTRAR: frozenset({Act.READ, Act.REGISTER, Act.FEED}),
    Role.NEGOTIATOR: frozenset({Act.READ, Act.NEGOTIATE}),
    Role.ADMIN: frozenset({Act.READ, Act.ADMINISTER}),
    Role.FEED: frozenset({Act.FEED}),
}


def may(roles: Iterable[Role], act: Act) -> bool:
    """Whether any of the roles allows the act."""
    return any(act in MAY[role] for role in roles)


def holders(act: Act) -> list[Role]:
    """The roles that allow the act, for the sentence of a refusal."""
    return [role for role, acts in MAY.items() if act in acts]
