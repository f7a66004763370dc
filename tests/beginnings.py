"""Beginnings of tests, written once as long as the tests that follow begin alike."""

import inspect
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from copy import deepcopy
from functools import lru_cache, partial
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from sar import clock

T = TypeVar("T")

_READS = re.compile(r"\s*(SELECT|WITH|SHOW|SAVEPOINT|RELEASE)\b")
_WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE|(next|record_append|record_begin)_?\w*\()")
"""In a statement that begins as if it read: a write, or a function of ours that writes."""


@lru_cache(maxsize=5_000)
def _may_write(statement: str) -> bool:
    """Whether a statement may write; kept, for some are long and sent each time."""
    return not _READS.match(statement) or bool(_WRITES.search(statement))


_STEP = "is_a_step"


class Beginnings:
    """The steps that the last test began with, each kept with a savepoint after it.

    A test that asks for the same steps in the same order finds them done. All that came after them
    is rolled back when its first session begins, or the first step that is another.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._connection: AsyncConnection | None = None
        self._kept: list[tuple[object, Any]] = []
        """Key and value of each step."""
        self._found = 0
        """So many of the steps are the present test's."""
        self._rolled_back = False
        """Whether nothing is left of what an earlier test did after those."""
        self._goes_on = False
        """Whether the present test writes, or has written, for itself."""
        self._written = 0
        """So many statements may have written something."""
        self._read: dict[str, tuple[object, Any]] = {}
        """The time of each thing's last reading in the present test, and what it was."""

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A connection for one test, in a transaction that never commits."""
        opened = self._connection or await self._open()
        self._found, self._rolled_back, self._goes_on = 0, False, False
        self._read.clear()
        yield opened
        if not self._kept:
            await self.close()

    async def once(self, name: str, make: Callable[[], Awaitable[T]]) -> T:
        """The result of the step, which depends on nothing but its name, the time and earlier
        steps.

        It is not kept if it lets time pass, or comes after something the test did for itself.
        """
        if self._goes_on:
            return await make()
        at = clock.now()
        if self._found < len(self._kept) and self._kept[self._found][0] == (name, at):
            self._found += 1
            found: T = deepcopy(self._kept[self._found - 1][1])
            return found
        assert self._connection is not None
        await self._connection.run_sync(self._go_on)
        made = await make()
        if clock.now() == at:
            self._kept.append(((name, at), deepcopy(made)))
            self._found += 1
            await self._connection.execute(text(f"SAVEPOINT begun_{self._found}"))
            self._goes_on = False
        return made

    async def unless_written(self, name: str, read: Callable[[], Awaitable[T]]) -> T:
        """The value read last under this name, unless time has passed or anything may be written
        since."""
        when = (clock.now(), self._written)
        if name not in self._read or self._read[name][0] != when:
            self._read[name] = (when, await read())
        found: T = self._read[name][1]
        return found

    async def close(self) -> None:
        """Roll everything back."""
        if self._connection is not None:
            await self._connection.rollback()
            await self._connection.close()
        self._connection, self._kept = None, []

    async def _open(self) -> AsyncConnection:
        self._connection = opened = await self._engine.connect()
        await opened.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))  # entries are numbered at once
        await opened.execute(text("SAVEPOINT begun_0"))
        event.listen(opened.sync_connection, "savepoint", self._go_on)  # each session begins so
        event.listen(opened.sync_connection, "before_cursor_execute", self._count)
        return opened

    def _count(self, _connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        self._written += _may_write(statement)

    def _go_on(self, connection: Connection, _savepoint: str = "") -> None:
        if self._goes_on:
            return
        self._goes_on = True
        if not self._rolled_back:
            connection.execute(text(f"ROLLBACK TO SAVEPOINT begun_{self._found}"))
            self._rolled_back = True
            del self._kept[self._found :]


async def read_once(db: AsyncSession, name: str, read: Callable[[], Awaitable[T]]) -> T:
    """A value read in the test's session, as a step if the test has written nothing for itself,
    and not again while nothing is written; it is not to be changed."""

    async def read_and_end() -> T:
        found = await read()
        await db.commit()  # a savepoint of the session's would take that of the step with it
        return found

    beginnings: Beginnings | None = db.info.get(Beginnings)
    if beginnings is None:
        return await read()
    if db.in_transaction():
        return await beginnings.unless_written(name, read)
    step = partial(beginnings.once, name, read_and_end)
    return await beginnings.unless_written(name, step)


def steps_of(item: pytest.Item) -> list[str]:
    """The steps that a test begins with, in their order; none if its module keeps its own."""
    if not isinstance(item, pytest.Function) or getattr(item.module, "IN_ORDER", False):
        return []
    found: dict[str, None] = {}
    info = item._fixtureinfo

    def follow(name: str) -> None:
        for fixture in info.name2fixturedefs.get(name, ())[-1:]:
            for needed in fixture.argnames:
                if needed != name:
                    follow(needed)
            if hasattr(fixture.func, _STEP):
                found[name] = None

    for name in info.names_closure:
        follow(name)
    return list(found)


def beginning(make: Callable[..., Awaitable[T]]) -> Any:
    """A fixture that is a step of `Beginnings`: it depends on steps and plain data only."""
    own = inspect.signature(make)

    async def step(beginnings: Beginnings, connection: AsyncConnection, **given: Any) -> T:
        return await beginnings.once(f"{make.__module__}.{make.__name__}", partial(make, **given))

    added = list(inspect.signature(step).parameters.values())[:2]
    parameters = [*added, *own.parameters.values()]
    signature = own.replace(parameters=parameters)
    step.__signature__ = signature  # type: ignore[attr-defined] # what pytest reads, mypy not
    step.__name__, step.__doc__, step.__module__ = make.__name__, make.__doc__, make.__module__
    setattr(step, _STEP, True)
    return pytest.fixture(step)
