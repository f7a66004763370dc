"""Engines, the request's session, and the column types every table shares."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Final

import orjson
from fastapi import Depends
from psycopg.conninfo import make_conninfo
from sqlalchemy import MetaData, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlmodel import Field, SQLModel
from starlette.requests import HTTPConnection

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING
metadata: MetaData = SQLModel.metadata


class DatabaseRole(StrEnum):
    """owner migrates; app serves requests; system listens, runs jobs, fills snapshots."""

    OWNER = "sar_owner"
    APP = "sar_app"
    SYSTEM = "sar_system"


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant; a naive one is refused before it reaches the database."""

    impl = TIMESTAMP(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 the signature is SQLAlchemy's
        if value is not None and value.tzinfo is None:
            raise ValueError("naive datetime")
        return value

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Callable[[Any], Any]:
        """Reads without the library's wrapper: a list has hundreds of them."""
        return _utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 the signature is SQLAlchemy's
        return _utc(value)


def _utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


class WordList(TypeDecorator[list[str]]):
    """A short list of words (codes, phases, kinds); never null, empty means any or none."""

    impl = ARRAY(Text)
    cache_ok = True


@cache
def word(enum: type[StrEnum]) -> type[TypeDecorator[Any]]:
    """A text column whose values are the members of one StrEnum."""

    class Word(TypeDecorator[Any]):
        impl = Text
        cache_ok = True

        def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 the signature is SQLAlchemy's
            return None if value is None else enum(value).value

        def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002 the signature is SQLAlchemy's
            return None if value is None else enum(value)

    Word.__name__ = f"{enum.__name__}Word"
    return Word


def instant(**options: Any) -> Any:
    """A column that holds an Instant."""
    return Field(sa_type=Instant, **options)


def words(**options: Any) -> Any:
    """A column that holds Words, empty unless told."""
    return Field(default_factory=list, sa_type=WordList, **options)


LIMITS: Final[Mapping[str, int]] = {
    "lock_timeout": 10_000,
    "statement_timeout": 30_000,
    "idle_in_transaction_session_timeout": 60_000,
}
"""Milliseconds that a request waits for a lock, for one statement, and holds a transaction without
saying anything (house figures)."""


def role_url(url: str | URL, role: DatabaseRole, **limits: int) -> URL:
    """The same server, acting as `role` from the first statement (libpq `options`)."""
    parsed = make_url(url).set(drivername="postgresql+psycopg")
    options = f"-c role={role} -c timezone=UTC -c jit=off"
    options += "".join(f" -c {name}={value}" for name, value in limits.items())
    given = parsed.query.get("options")
    return parsed.update_query_dict(
        {"options": f"{given} {options}" if isinstance(given, str) else options}
    )


def conninfo(url: str | URL, role: DatabaseRole) -> str:
    """The same in libpq's words, for connections without an engine.

    A URI would not do: libpq takes its `+` for a plus, not for a space.
    """
    acting = role_url(url, role)
    place: dict[str, Any] = acting.translate_connect_args(username="user", database="dbname")
    place |= acting.query
    return make_conninfo(**place)


def make_engine(
    url: str | URL, role: DatabaseRole = DatabaseRole.APP, *, pool_size: int = 20
) -> AsyncEngine:
    """An engine of one role; connections that died with the server are replaced unseen.

    Statements are planned for what they are asked with, each time: the plan for any parameters,
    which PostgreSQL turns to when a prepared one has run five times, took 100 s where this one
    takes 0.3 (a hundred fixes in a fleet of a million).
    """
    return create_async_engine(
        role_url(url, role, **(LIMITS if role is DatabaseRole.APP else {})),
        pool_size=pool_size,
        max_overflow=most_connections(pool_size) - pool_size,
        pool_timeout=5,
        pool_pre_ping=True,
        json_deserializer=orjson.loads,
        connect_args={
            "connect_timeout": 3,
            "tcp_user_timeout": 10_000,
            "prepare_threshold": None,
        },
    )


def most_connections(pool_size: int) -> int:
    """The connections that an engine's pool opens at most."""
    return 2 * pool_size


def make_sessions(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Sessions whose objects stay readable after commit."""
    return async_sessionmaker(engine, expire_on_commit=False)


LAST_ATTEMPT: Final = "last_attempt"
"""In the state of a request and in `info` of a session: what it draws is not overtaken again."""


def is_overtaken(error: DBAPIError) -> bool:
    """Whether the transaction was undone because of another's: it is to be done again."""
    return str(getattr(error.orig, "sqlstate", "") or "").startswith("40")


async def session(connection: HTTPConnection) -> AsyncIterator[AsyncSession]:
    """One request, one transaction: committed when the route returns, before the reply."""
    async with connection.app.state.sessions() as db:
        db.info[LAST_ATTEMPT] = connection.scope.get("state", {}).get(LAST_ATTEMPT, False)
        yield db
        await db.commit()


Db = Annotated[AsyncSession, Depends(session, scope="function")]
