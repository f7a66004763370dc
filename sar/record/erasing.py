"""Erasing what entries told, whole or in part: the operator's alone, and itself never without a
trace."""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock
from sar.errors import Conflict, NotFound, Refusal
from sar.record import service as record
from sar.record.entries import RecordErased
from sar.record.models import RecordEntry, RecordErasure, RecordReader, RecordSlot
from sar.wire import JsonObject, canonical


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
    seal, real = seal_of((number, slot, entry.hash) for slot in slots), clock.real_now()
    for one in found:
        await db.delete(one)
        db.add(
            RecordErasure(number=number, slot=one.slot, at=real, by=by, reason=reason, seal=seal)
        )
    await db.flush()
    await _tell(db, entry, slots, reason, seal=seal, exercise=exercise, now=clock.now())
    return len(slots)


@dataclass(frozen=True, slots=True)
class ErasedParts:
    """The payloads of which something was erased: how many, who had read them, and the seal."""

    count: int
    readers: frozenset[str]
    seal: str


async def erase_in_part(
    db: AsyncSession,
    naming: str,
    without: Callable[[JsonObject], JsonObject],
    *,
    reason: str,
    by: str = "operator",
) -> ErasedParts:
    """Replace each payload in which `naming` stands by what `without` leaves of it, where that is
    less; the caller puts on the record that it was done, with the seal."""
    query = select(RecordSlot).where(
        col(RecordSlot.slot) > 0, col(RecordSlot.body).contains(naming, autoescape=True)
    )
    found = await db.stream_scalars(query.order_by(col(RecordSlot.number), col(RecordSlot.slot)))
    lessened = []
    async for one in found:
        body = orjson.loads(one.body)
        left = without(body)
        if left != body:
            row = RecordSlot(
                number=one.number,
                slot=one.slot,
                salt=secrets.token_bytes(16),
                body=canonical(left),
            )
            lessened.append(row)
    rests = [(row.number, row.slot, record.digest(row.salt, row.body)) for row in lessened]
    seal, real = seal_of(rests), clock.real_now()
    for row, (number, slot, rest) in zip(lessened, rests, strict=True):
        same = (col(RecordSlot.number) == number) & (col(RecordSlot.slot) == slot)
        await db.execute(delete(RecordSlot).where(same))
        db.add(row)
        db.add(
            RecordErasure(
                number=number, slot=slot, at=real, by=by, reason=reason, rest=rest, seal=seal
            )
        )
    await db.flush()
    return ErasedParts(count=len(lessened), readers=await _readers(db, lessened), seal=seal.hex())


def seal_of(erased: Iterable[tuple[int, int, bytes]]) -> bytes:
    """The hash over the payloads of one act by number and slot, with what it left of each; of one
    erased whole with its entry's hash, which no reader knows: else the seal would tell the
    installation's number to who tries them all."""
    sealed = hashlib.sha256()
    for number, slot, rest in sorted(erased):
        sealed.update(number.to_bytes(8, "big") + slot.to_bytes(4, "big") + rest)
    return sealed.digest()


async def _readers(db: AsyncSession, slots: Iterable[RecordSlot]) -> frozenset[str]:
    """The parties that read any of the payloads."""
    wanted = [(row.number, row.slot) for row in slots]
    place = tuple_(col(RecordReader.number), col(RecordReader.slot))
    rows = await db.execute(select(col(RecordReader.party_code)).where(place.in_(wanted)))
    return frozenset(rows.scalars())


async def _tell(
    db: AsyncSession,
    entry: RecordEntry,
    slots: list[int],
    reason: str,
    *,
    seal: bytes,
    exercise: bool,
    now: datetime,
) -> None:
    readers = await db.execute(
        select(col(RecordReader.party_code)).where(
            col(RecordReader.number) == entry.number, col(RecordReader.slot).in_(slots)
        )
    )
    fact = RecordErased(
        id="",
        about="",
        what=entry.type,
        said_at=f"{entry.at:%Y-%m-%d %H:%MZ}",
        reason=reason,
        seal=seal.hex(),
    )
    await record.write(
        db,
        fact,
        by=record.PLATFORM,
        told=list(readers.scalars()),
        now=now,
        exercise=exercise,
    )
