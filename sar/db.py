"""Engines, sessions, and the column types every table shares."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar

import orjson
from sqlalchemy import MetaData, Select, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlmodel import Field, SQLModel

from sar.bounded_connection import BoundedConnection
from sar.database_roles import DatabaseRole, role_url

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING
metadata: MetaData = SQLModel.metadata


T = TypeVar("T")


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


LOCK_MS: Final = 10_000
"""The longest that a lock is waited for (house figure)."""
LONG_STATEMENT_S: Final = 300.0
"""The limit of those who read or delete very much at once: a fleet, a batch of what is old."""
SILENCE_S: Final = 2.0
"""So much later than its limit a statement that is not answered at all is given up, with its
connection."""


def limits_of(statement_s: float) -> Mapping[str, int]:
    """The server's own limits, in ms: of a lock, of one statement, and of a transaction that says
    nothing meanwhile."""
    statement_ms = round(1_000 * statement_s)
    return {
        "lock_timeout": min(LOCK_MS, statement_ms // 3),
        "statement_timeout": statement_ms,
        "idle_in_transaction_session_timeout": 2 * statement_ms,
    }


def make_engine(
    url: str | URL,
    role: DatabaseRole = DatabaseRole.APP,
    *,
    pool_size: int = 20,
    statement_s: float | None = None,
) -> AsyncEngine:
    """An engine of one role; connections that died with the server are replaced unseen.

    A statement takes `statement_s` at most, and a database that says nothing is given up soon
    after; None, for whoever works alone: as long as it takes.

    Statements are planned for what they are asked with, each time: the plan for any parameters,
    which PostgreSQL turns to when a prepared one has run five times, took 100 s where this one
    takes 0.3 (a hundred fixes in a fleet of a million).
    """
    limits = {} if statement_s is None else limits_of(statement_s)
    return create_async_engine(
        role_url(url, role, **limits),
        pool_size=pool_size,
        max_overflow=most_connections(pool_size) - pool_size,
        pool_timeout=5,
        pool_pre_ping=True,
        json_deserializer=orjson.loads,
        hide_parameters=True,  # an error's text goes to the log: no hash, place or word of a case
        connect_args={
            "async_creator_fn": BoundedConnection.answering,
            "answer_s": None if statement_s is None else statement_s + SILENCE_S,
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

COMMITTING: Final = "committing"
"""In the state of a request whose transaction is being committed, or has been."""


def is_overtaken(error: DBAPIError) -> bool:
    """Whether the transaction was undone because of another's: it is to be done again."""
    return str(getattr(error.orig, "sqlstate", "") or "").startswith("40")


async def locked(db: AsyncSession, rows: Select[T]) -> T | None:
    """The row of these, locked and read anew; nobody's row is locked that they leave out, so that
    who may not see a thing neither holds it nor waits for who does."""
    anew = rows.with_for_update().execution_options(populate_existing=True)
    return (await db.execute(anew)).scalar_one_or_none()
