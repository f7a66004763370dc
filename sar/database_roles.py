"""The roles in which the database is worked with, and addresses that act as one of them.

It imports no more than these take: a command that reads without models needs it.
"""

from enum import StrEnum
from typing import Any

from psycopg.conninfo import make_conninfo
from sqlalchemy.engine.url import URL, make_url


class DatabaseRole(StrEnum):
    """owner migrates; app serves requests; system listens, runs jobs, fills snapshots."""

    OWNER = "sar_owner"
    APP = "sar_app"
    SYSTEM = "sar_system"


def role_url(url: str | URL, role: DatabaseRole, **limits: int) -> URL:
    """The same server, acting as `role` from the first statement (libpq `options`)."""
    parsed = make_url(url).set(drivername="postgresql+psycopg")
    options = f"-c role={role} -c timezone=UTC -c jit=off"
    options += "".join(f" -c {name}={value}" for name, value in limits.items())
    given = parsed.query.get("options")
    return parsed.update_query_dict(
        {"options": f"{given} {options}" if isinstance(given, str) else options}
    )


def conninfo(url: str | URL, role: DatabaseRole, **limits: int) -> str:
    """The same in libpq's words, for connections without an engine.

    A URI would not do: libpq takes its `+` for a plus, not for a space.
    """
    acting = role_url(url, role, **limits)
    place: dict[str, Any] = acting.translate_connect_args(username="user", database="dbname")
    place |= acting.query
    return make_conninfo(**place)
