"""Erasing what an entry told: the operator's alone, and itself never without a trace."""

from datetime import datetime

import orjson
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock
from sar.errors import Conflict, NotFound, Refusal
from sar.record import service as record
from sar.record.entries import RecordErased
from sar.record.models import RecordEntry, RecordErasure, RecordReader, RecordSlot


async def erase(
    db: AsyncSession, number: int, *, reason: str, slot: int | None = None, by: str = "operator"
) -> int:
    """Erase the payloads of an entry (`slot`: one of them); returns how many.

    The audience stays, so that each of its readers still knows that something was told; they
    are told of the erasure and its reason.
    """
    entry = await db.get(RecordEntry, number)
    if entry is None:
        raise NotFound("entry")
    if entry.type == RecordErased.__name__:
        raise Conflict.of(Refusal("erasure_stays", "What tells of an erasure is not erased."))
    query = select(RecordSlot).where(col(RecordSlot.number) == number, col(RecordSlot.slot) > 0)
    if slot is not None:
        query = query.where(col(RecordSlot.slot) == slot)
    found = list((await db.execute(query)).scalars())
    if not found:
        raise Conflict.of(Refusal("nothing_to_erase", f"Entry {number} has nothing there."))
    exercise = any(orjson.loads(one.body)["exercise"] for one in found)
    slots = [one.slot for one in found]
    real = clock.real_now()
    for one in found:
        await db.delete(one)
        db.add(RecordErasure(number=number, slot=one.slot, at=real, by=by, reason=reason))
    await db.flush()
    await _tell(db, entry, slots, reason, exercise=exercise, now=clock.now())
    return len(slots)


async def _tell(
    db: AsyncSession,
    entry: RecordEntry,
    slots: list[int],
    reason: str,
    *,
    exercise: bool,
    now: datetime,
) -> None:
    readers = await db.execute(
        select(col(RecordReader.party_code)).where(
            col(RecordReader.number) == entry.number, col(RecordReader.slot).in_(slots)
        )
    )
    fact = RecordErased(
        id="", about="", what=entry.type, said_at=f"{entry.at:%Y-%m-%d %H:%MZ}", reason=reason
    )
    await record.write(
        db,
        fact,
        by=record.PLATFORM,
        told=list(readers.scalars()),
        now=now,
        exercise=exercise,
    )
