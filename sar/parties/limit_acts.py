"""A party's declared limits: declared, withdrawn, and said to be complete."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

import shapely
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.db import locked
from sar.errors import Conflict, Malformed, NotFound, Refusal
from sar.geo.declared import ZONES, LimitFault, limit_faults
from sar.languages.places import filled
from sar.parties import visible
from sar.parties.caller import Caller
from sar.parties.models import DeclaredLimit, Party
from sar.parties.schemas import DeclareLimitBody
from sar.parties.visible_limits import STANDS, limit_views
from sar.record.entries import LimitDeclared, LimitsComplete, LimitWithdrawn
from sar.record.recording import FurtherFact, recording

MOST_LIMITS: Final = 100
"""Limits of one party that stand: every screen holds all of them."""
MOST_CORNERS: Final = 5_000
"""The corners of all of these."""
MOST_A_DAY: Final = 300
"""So many a party declares within a day: with each, every way past declared waters is worked out
anew by everybody."""
_DAY: Final = timedelta(days=1)


async def declare(
    db: AsyncSession, caller: Caller, body: DeclareLimitBody, *, now: datetime
) -> None:
    """Declare a limit of the caller's party, told to every joined party."""
    check(body, now=now)
    party = await _lock_party(db, caller)
    await _check_room(db, party, body)
    await _check_pace(db, party, now)
    draw = partial(limit_views, db, party.code, [body.id])
    async with recording(db, draw, by=caller.actor, now=now) as entry:
        db.add(
            DeclaredLimit(
                id=body.id,
                party_code=party.code,
                kind=body.kind,
                name=body.name,
                area=body.area,
                place=body.place.to_latlon() if body.place else None,
                deposit=body.deposit,
                deposited_on=body.deposited_on,
                note=body.note,
                declared_at=now,
            )
        )
        await db.flush()
        fact = LimitDeclared(
            id=body.id,
            about=body.name,
            party=party.code,
            kind=body.kind.value,
            deposit=body.deposit,
            deposited_on=body.deposited_on.isoformat(),
        )
        entry.record(fact, readers=await visible.joined(db))


def check(body: DeclareLimitBody, *, now: datetime) -> None:
    """Malformed with every fault of the declaration."""
    where = body.place.to_latlon() if body.place else body.area
    if where is None:
        raise ValueError("the body has a shape")
    faults = list(
        limit_faults(
            body.kind,
            where,
            deposit=body.deposit,
            deposited_on=body.deposited_on,
            today=now.astimezone(UTC).date(),
        )
    )
    if faults:
        raise _malformed(faults)


def _malformed(faults: list[LimitFault]) -> Malformed:
    first, *others = (Malformed.at(one.at, one.code, one.sentence, **one.params) for one in faults)
    for other in others:
        first.errors += other.errors
    return first


async def _check_room(db: AsyncSession, party: Party, body: DeclareLimitBody) -> None:
    """Conflict where the party has as many limits, or corners of them, as every screen holds."""
    corners = func.coalesce(func.ST_NPoints(func.geometry(col(DeclaredLimit.area))), 1)
    count, held = (
        await db.execute(
            select(func.count(), func.coalesce(func.sum(corners), 0)).where(
                col(DeclaredLimit.party_code) == party.code, STANDS
            )
        )
    ).one()
    adds = 1 if body.area is None else _corners(body)
    if count >= MOST_LIMITS:
        said = filled(
            "{party} has {most_limits} limits that stand already: withdraw some first.",
            party=party.name,
            most_limits=MOST_LIMITS,
        )
        raise Conflict.of(Refusal("too_many_limits", said, {"most": MOST_LIMITS}))
    if held + adds > MOST_CORNERS:
        said = filled(
            "The limits of {party} would have {corners} corners, of {most} at most: simplify them.",
            party=party.name,
            corners=held + adds,
            most=MOST_CORNERS,
        )
        raise Conflict.of(Refusal("too_many_corners", said, {"most": MOST_CORNERS}))


async def _check_pace(db: AsyncSession, party: Party, now: datetime) -> None:
    """Conflict where the party has declared as many today as it may."""
    made = select(func.count()).where(
        col(DeclaredLimit.party_code) == party.code, col(DeclaredLimit.declared_at) > now - _DAY
    )
    if (await db.execute(made)).scalar_one() >= MOST_A_DAY:
        said = filled(
            "{party} has declared {most_a_day} limits within a day: go on tomorrow.",
            party=party.name,
            most_a_day=MOST_A_DAY,
        )
        raise Conflict.of(Refusal("too_many_limits_today", said, {"most": MOST_A_DAY}))


def _corners(body: DeclareLimitBody) -> int:
    return 0 if body.area is None else int(shapely.get_num_coordinates(body.area))


async def withdraw(
    db: AsyncSession, caller: Caller, limit_id: UUID, reason: str, *, now: datetime
) -> None:
    """Withdraw a limit of the caller's party; it stays on the record. Limits are corrected by
    withdrawing and declaring anew: the sea is not open meanwhile, so they are all no more."""
    party = await _lock_party(db, caller)
    row = await access_own(db, caller, limit_id, lock=True)
    if row.withdrawn_at is not None:
        said = filled("{name} was withdrawn already.", name=row.name)
        raise Conflict.of(Refusal("withdrawn_already", said))
    draw = partial(limit_views, db, party.code, [row.id])
    async with recording(db, draw, by=caller.actor, now=now) as entry:
        row.withdrawn_at, row.withdrawn_reason = now, reason
        fact = LimitWithdrawn(
            id=row.id, about=row.name, party=row.party_code, kind=row.kind.value, reason=reason
        )
        readers = await visible.joined(db)
        entry.record(fact, readers=readers)
        if party.limits_complete and row.kind not in ZONES:
            entry.further.append(FurtherFact(_completed(party, False), caller.actor, readers))


async def access_own(
    db: AsyncSession, caller: Caller, limit_id: UUID, *, lock: bool = False
) -> DeclaredLimit:
    """A limit of the caller's party, or NotFound."""
    own = select(DeclaredLimit).where(
        col(DeclaredLimit.id) == limit_id, col(DeclaredLimit.party_code) == caller.party
    )
    row = await locked(db, own) if lock else (await db.scalars(own)).one_or_none()
    if row is None:
        raise NotFound("limit")
    return row


async def set_complete(db: AsyncSession, caller: Caller, *, complete: bool, now: datetime) -> None:
    """Say that the declared limits of the caller's party are all there are, or are not."""
    party = await _lock_party(db, caller)
    if party.limits_complete is complete:
        return
    draw = partial(visible.party_views, db, party.code)
    async with recording(db, draw, by=caller.actor, now=now) as entry:
        entry.record(_completed(party, complete), readers=await visible.joined(db))


def _completed(party: Party, complete: bool) -> LimitsComplete:
    party.limits_complete = complete
    return LimitsComplete(id=party.code, about=party.name, complete=complete)


async def _lock_party(db: AsyncSession, caller: Caller) -> Party:
    return await db.get_one(Party, caller.party, with_for_update=True)
