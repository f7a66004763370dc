"""Recording as a context: pictures drawn before and after a verb, and its fact written last."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import installation
from sar.record import access_barrier
from sar.record import service as record
from sar.record.entries import Fact, PictureChanged
from sar.record.service import Actor, Views

Draw = Callable[[], Awaitable[Views]]
"""Draws how every party sees the things that a verb touches."""
Choose = Callable[["Recording"], Iterable[str]]
"""Chooses the readers of a fact by the pictures before and after it."""


@dataclass(frozen=True, slots=True)
class FurtherFact:
    """A fact written after the first one, which changes no picture beyond it."""

    fact: Fact
    by: Actor
    readers: Iterable[str] | None = None
    """None: those of the first."""
    resync: Iterable[str] = ()


@dataclass(slots=True)
class Recording:
    """A line of the record in the making: one fact, its readers and the pictures it changes."""

    by: Actor
    before: Views
    after: Views = field(default_factory=dict)
    fact: Fact | None = None
    readers: Iterable[str | None] | Choose = ()
    resync: Iterable[str] = ()
    also_about: Iterable[UUID] = ()
    further: list[FurtherFact] = field(default_factory=list)

    def record(
        self,
        fact: Fact,
        *,
        readers: Iterable[str | None] | Choose,
        resync: Iterable[str] = (),
        also_about: Iterable[UUID] = (),
    ) -> None:
        """Name the fact that is written at the end, and the parties that read it. `resync`:
        those that read their snapshot again, for what they may see has changed beyond it.
        `also_about`: things that it is about, where its own picture does not name them."""
        self.fact, self.readers, self.resync = fact, readers, resync
        self.also_about = also_about

    def chosen(self) -> set[str]:
        """The readers, once `after` is drawn."""
        named = self.readers(self) if callable(self.readers) else self.readers
        return {party for party in named if party}


async def _as_named(_: Recording) -> None:
    """The verb has named all there is."""


@asynccontextmanager
async def recording(
    db: AsyncSession,
    draw: Draw,
    *,
    by: Actor,
    now: datetime,
    exercise: bool | None = None,
    complete: Callable[[Recording], Awaitable[None]] = _as_named,
) -> AsyncIterator[Recording]:
    """Enter after the locks and before the first change; leave as the last write of the verb.

    Leaving flushes, draws again and writes: nothing but `return` follows it (a lint holds that).
    An exception leaves without an entry. A verb within it is given the `Recording`, and names the
    fact there; `complete` adds what follows from the pictures. A `PictureChanged` that changed
    nobody's picture is not written. `exercise` None: as the installation is.
    """
    if exercise is None:
        exercise = (await installation.read(db)).exercise
    entry = Recording(by, before=await draw())
    yield entry
    if entry.fact is None:
        raise RuntimeError("A verb ended without a fact for the record.")
    await db.flush()
    entry.after = await draw()
    await complete(entry)
    if isinstance(entry.fact, PictureChanged) and entry.after == entry.before:
        await access_barrier.check(db, now=now)  # it must still be so at the commit
        return
    await record.write(
        db,
        entry.fact,
        by=by,
        told=entry.chosen(),
        before=entry.before,
        after=entry.after,
        also_about=entry.also_about,
        resync=entry.resync,
        now=now,
        exercise=exercise,
    )
    for one in entry.further:
        told = entry.chosen() if one.readers is None else one.readers
        await record.write(
            db,
            one.fact,
            by=one.by,
            told=told,
            also_about=record.subjects_of(one.fact, entry.before, entry.after),
            resync=one.resync,
            now=now,
            exercise=exercise,
        )
