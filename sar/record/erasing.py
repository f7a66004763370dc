"""Erasing what entries told, whole or in part: the operator's alone, and itself never without a
trace."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

import orjson
from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock
from sar.errors import Conflict, NotFound, Refusal
from sar.languages.places import filled
from sar.record import kept_words
from sar.record import service as record
from sar.record.chain import digest, seal_of
from sar.record.entries import RecordErased
from sar.record.models import (
    RecordEntry,
    RecordErasure,
    RecordHead,
    RecordReader,
    RecordSlot,
    RecordSubject,
)
from sar.wire import JsonObject, canonical


async def erase(
    db: AsyncSession, number: int, *, reason: str, slot: int | None = None, by: str = "operator"
) -> int:
    """Erase the payloads of an entry (`slot`: one of them); returns how many.

    The audience stays, so that each of its readers still knows that something was told; they
    are told of the erasure and its reason. With the whole entry the words that its fact told are
    erased wherever else they stand about the same things: in rows, and in part of other entries.
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
        raise Conflict.of(
            Refusal("nothing_to_erase", filled("Entry {number} has nothing there.", number=number))
        )
    bodies = [orjson.loads(one.body) for one in found]
    for one in found:
        await db.delete(one)
    await db.flush()
    elsewhere = await _erase_words(db, number, bodies) if slot is None else _Elsewhere()
    whole = [(number, one.slot, entry.hash) for one in found]
    seal, real = seal_of([*whole, *_rests(elsewhere.lessened)]), clock.real_now()
    for one in found:
        db.add(
            RecordErasure(number=number, slot=one.slot, at=real, by=by, reason=reason, seal=seal)
        )
    await _put(db, elsewhere.lessened, seal, at=real, by=by, reason=reason)
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
        told=await _readers(db, [*found, *elsewhere.lessened]),
        resync=await _all_readers(db) if elsewhere.in_pictures else (),
        now=clock.now(),
        exercise=any(body["exercise"] for body in bodies),
    )
    return len(found)


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The other payloads of which words were erased, and whether pictures have changed by that."""

    lessened: list[RecordSlot] = field(default_factory=list)
    in_pictures: bool = False


async def _erase_words(db: AsyncSession, number: int, bodies: list[JsonObject]) -> _Elsewhere:
    """Blank what the entry's fact told in rows, and find what is left of other payloads."""
    words = {said for body in bodies for said in kept_words.words_of(body)}
    query = select(col(RecordSubject.subject)).where(col(RecordSubject.number) == number)
    subjects = list((await db.execute(query)).scalars())
    if not words or not subjects:
        return _Elsewhere()
    tables = await kept_words.blank_rows(db, words, subjects)
    without = partial(
        kept_words.without_words,
        words=words,
        subjects=[str(id_) for id_ in subjects],
        names=await record.listed_names(db),
    )
    lessened = [
        row for said in sorted(words) for row in await _lessened(db, canonical(said), without)
    ]
    unique = {(row.number, row.slot): row for row in lessened}
    return _Elsewhere(list(unique.values()), in_pictures=bool(tables - NO_PICTURES))


NO_PICTURES: Final = frozenset({"log_line"})
"""Tables in nobody's picture: who reads them asks for them."""


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
    lessened = await _lessened(db, naming, without)
    seal = seal_of(_rests(lessened))
    await _put(db, lessened, seal, at=clock.real_now(), by=by, reason=reason)
    return ErasedParts(count=len(lessened), readers=await _readers(db, lessened), seal=seal.hex())


async def _lessened(
    db: AsyncSession, naming: str, without: Callable[[JsonObject], JsonObject]
) -> list[RecordSlot]:
    """Payloads in which `naming` stands, as `without` leaves them; only those that become less."""
    query = select(RecordSlot).where(
        col(RecordSlot.slot) > 0, col(RecordSlot.body).contains(naming, autoescape=True)
    )
    found = await db.stream_scalars(query.order_by(col(RecordSlot.number), col(RecordSlot.slot)))
    lessened = []
    async for one in found:
        body = orjson.loads(one.body)
        left = without(body)
        if left != body:
            salt = secrets.token_bytes(16)
            row = RecordSlot(number=one.number, slot=one.slot, salt=salt, body=canonical(left))
            lessened.append(row)
    return lessened


def _rests(lessened: Iterable[RecordSlot]) -> list[tuple[int, int, bytes]]:
    return [(row.number, row.slot, digest(row.salt, row.body)) for row in lessened]


async def _put(
    db: AsyncSession,
    lessened: list[RecordSlot],
    seal: bytes,
    *,
    at: datetime,
    by: str,
    reason: str,
) -> None:
    """Put what is left in the place of the payloads, with the erasures."""
    for row, (number, slot, rest) in zip(lessened, _rests(lessened), strict=True):
        same = (col(RecordSlot.number) == number) & (col(RecordSlot.slot) == slot)
        await db.execute(delete(RecordSlot).where(same))
        db.add(row)
        db.add(
            RecordErasure(
                number=number, slot=slot, at=at, by=by, reason=reason, rest=rest, seal=seal
            )
        )
    await db.flush()


async def _readers(db: AsyncSession, slots: Iterable[RecordSlot]) -> frozenset[str]:
    """The parties that read any of the payloads."""
    wanted = [(row.number, row.slot) for row in slots]
    place = tuple_(col(RecordReader.number), col(RecordReader.slot))
    rows = await db.execute(select(col(RecordReader.party_code)).where(place.in_(wanted)))
    return frozenset(rows.scalars())


async def _all_readers(db: AsyncSession) -> list[str]:
    """Every party that reads a record: which of them saw the words in a picture, nobody knows."""
    return list((await db.execute(select(col(RecordHead.party_code)))).scalars())
