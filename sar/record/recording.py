"""Recording as a context: pictures drawn before and after a verb, and its fact written last."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.record import service as record
from sar.record.entries import Fact, PictureChanged
from sar.record.service import Actor, Views

Draw = Callable[[], Awaitable[Views]]
"""Draws how every party sees the things that a verb touches."""


@dataclass(slots=True)
class Recording:
    """A line of the record in the making: one fact, its readers and the pictures it changes."""

    by: Actor
    exercise: bool
    before: Views
    after: Views = field(default_factory=dict)
    fact: Fact | None = None
    readers: frozenset[str] = frozenset()
    resync: frozenset[str] = frozenset()

    def record(
        self, fact: Fact, *, readers: Iterable[str | None], resync: Iterable[str] = ()
    ) -> None:
        """Name the fact that is written at the end, and the parties that read it. `resync`:
        those that read their snapshot again, for what they may see has changed beyond it."""
        self.fact = fact
        self.readers = frozenset(party for party in readers if party)
        self.resync = frozenset(resync)


@asynccontextmanager
async def recording(
    db: AsyncSession, draw: Draw, *, by: Actor, exercise: bool, now: datetime
) -> AsyncIterator[Recording]:
    """Enter after the locks and before the first change; leave as the last write of the verb.

    Leaving flushes, draws again and writes: nothing but `return` follows it (a lint holds that).
    An exception leaves without an entry. A verb within it is given the `Recording`, and names the
    fact there. A `PictureChanged` that changed nobody's picture is not written.
    """
    entry = Recording(by, exercise, before=await draw())
    yield entry
    if entry.fact is None:
        raise RuntimeError("A verb ended without a fact for the record.")
    await db.flush()
    entry.after = await draw()
    if isinstance(entry.fact, PictureChanged) and entry.after == entry.before:
        return
    await record.write(
        db,
        entry.fact,
        by=by,
        told=entry.readers,
        before=entry.before,
        after=entry.after,
        resync=entry.resync,
        now=now,
        exercise=exercise,
    )
