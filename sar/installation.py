"""The kind of this installation, real or exercise, and its clock, as one database row."""

from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, select

from sar import clock
from sar.db import instant

CLOCK_CHANNEL = "sar_clock"


class Installation(SQLModel, table=True):
    """One row. `anchor_*`, `rate` and `paused` are null/unused while the clock is real."""

    __tablename__ = "installation"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("anchor_at IS NULL OR exercise", name="scaled_only_in_exercise"),
        CheckConstraint("rate > 0 AND rate <= 1000", name="rate"),
    )

    id: int = Field(default=1, primary_key=True)
    exercise: bool = False
    anchor_real: datetime | None = instant(default=None)
    anchor_at: datetime | None = instant(default=None)
    rate: float = 1.0
    paused: bool = False


async def read(db: AsyncSession) -> Installation:
    """The row, or the one of a real installation when nobody has written it yet."""
    row = (await db.execute(_ROW)).scalar_one_or_none()
    return row or Installation()


_ROW: Final = select(Installation)


def scale_of(row: Installation) -> clock.Scale | None:
    """The clock that the row describes."""
    if row.anchor_real is None or row.anchor_at is None:
        return None
    return clock.Scale(row.anchor_real, row.anchor_at, row.rate, row.paused)


async def adopt(db: AsyncSession) -> Installation:
    """Read the row and let this process's clock follow it."""
    row = await read(db)
    clock.use(scale_of(row))
    await catch_up(db)
    return row


async def catch_up(db: AsyncSession) -> bool:
    """Keep an exercise's clock from standing before the record, or nothing could be written;
    whether it shows another time now."""
    if clock.scale() is None:
        return False
    return clock.catch_up(await not_before(db, clock.now()))


async def run_exercise_clock(
    db: AsyncSession, *, rate: float, start_at: datetime | None = None, paused: bool = False
) -> None:
    """Begin at `start_at` or go on from the present exercise time, at `rate`; tell everyone.

    The present time is not before the last change of access: what is drawn for an earlier instant
    would not be let in.
    """
    row = await db.get(Installation, 1, with_for_update=True)
    real = clock.real_now()
    if row is None:
        row = Installation(exercise=True)
        db.add(row)
    was = scale_of(row)
    row.exercise = True
    row.anchor_at = start_at or await not_before(db, was.at(real) if was else real)
    row.anchor_real, row.rate, row.paused = real, rate, paused
    await db.flush()
    await db.execute(text(f"NOTIFY {CLOCK_CHANNEL}"))
    clock.use(scale_of(row))
    # Loaded here alone: with the queue comes its library, and most only read the clock.
    from sar import jobs

    await jobs.reschedule(db)


async def not_before(db: AsyncSession, now: datetime) -> datetime:
    """`now`, or the instant of the last change of access: for whoever had to wait, is shown what is
    committed meanwhile, or has a clock that is behind another process's."""
    last = (await db.execute(_LAST_CHANGE_AT)).scalar_one_or_none()
    return now if last is None else max(now, last)


async def last_recorded_at(db: AsyncSession) -> datetime | None:
    """The instant of the last entry of the record; None while there is none."""
    return (await db.execute(_LAST_RECORDED_AT)).scalar_one_or_none()


_LAST_RECORDED_AT = text("SELECT at FROM record_entry ORDER BY number DESC LIMIT 1")
_LAST_CHANGE_AT = text("SELECT at FROM record_entry WHERE number = record_access_change()")


async def pause_exercise_clock(db: AsyncSession) -> None:
    """Stop the exercise clock; nothing ages until it runs again."""
    row = await read(db)
    if row.anchor_at is not None and not row.paused:
        await run_exercise_clock(db, rate=row.rate, paused=True)
