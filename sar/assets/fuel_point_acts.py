"""A party's fuel points: added, changed and withdrawn."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import visible_fuel_points as visible
from sar.assets.fuel_point_schemas import ChangeFuelPointBody, FuelPointBody
from sar.assets.models import FuelPoint
from sar.errors import Conflict, Malformed, Refusal
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.parties.models import Party
from sar.record.entries import FuelPointAdded, FuelPointChanged, FuelPointWithdrawn
from sar.record.recording import Recording, recording
from sar.wire import check_version

MOST_POINTS: Final = 500
"""Fuel points of one party that stand: every screen that sees them holds all of them."""
MOST_A_DAY: Final = 1_500
"""So many a party adds within a day."""
_DAY: Final = timedelta(days=1)
_NOT_SAID: Final = frozenset({"draught_max_m", "d_value_max_m", "mass_max_t", "runway_m"})
"""Columns that may be null: not said."""


async def add(db: AsyncSession, caller: Caller, body: FuelPointBody, *, now: datetime) -> None:
    """A new fuel point of the caller's party, told to whom a clause opens it."""
    party = await visible.lock_owner(db, caller.party)
    await _check_room(db, party, now=now)
    async with _recording(db, caller, body.id, now=now) as entry:
        given = body.model_dump(exclude={"place"})
        db.add(
            FuelPoint(
                **given,
                party_code=caller.party,
                place=body.place.to_latlon(),
                created_at=now,
                updated_at=now,
            )
        )
        await db.flush()
        fact = FuelPointAdded(id=body.id, about=body.name, party=caller.party)
        entry.record(fact, readers=visible.readers)


async def _check_room(db: AsyncSession, party: Party, *, now: datetime) -> None:
    standing, added = await visible.counts(db, party.code, since=now - _DAY)
    if standing >= MOST_POINTS:
        said = filled(
            "{party} has {most} fuel points that stand already: withdraw some first.",
            party=party.name,
            most=MOST_POINTS,
        )
        raise Conflict.of(Refusal("too_many_fuel_points", said, {"most": MOST_POINTS}))
    if added >= MOST_A_DAY:
        said = filled(
            "{party} has added {most} fuel points within a day: go on tomorrow.",
            party=party.name,
            most=MOST_A_DAY,
        )
        raise Conflict.of(Refusal("too_many_fuel_points", said, {"most": MOST_A_DAY}))


async def change(
    db: AsyncSession,
    caller: Caller,
    point_id: UUID,
    body: ChangeFuelPointBody,
    *,
    version: int,
    now: datetime,
) -> None:
    """Change what the body names; a change to the present value is none."""
    row = await _standing(db, caller, point_id)
    check_version(given=version, current=row.version)
    given = _changes(body)
    changed = {name: value for name, value in given.items() if getattr(row, name) != value}
    if not changed:
        return
    async with _recording(db, caller, point_id, now=now) as entry:
        for name, value in changed.items():
            setattr(row, name, value)
        row.version += 1
        row.updated_at = now
        said = ", ".join(sorted(name.replace("_", " ") for name in changed))
        fact = FuelPointChanged(id=row.id, about=row.name, party=caller.party, fields=said)
        entry.record(fact, readers=visible.readers)


def _changes(body: ChangeFuelPointBody) -> dict[str, Any]:
    """The columns that the body names; null where nothing may be missing is a fault."""
    given = body.model_dump(exclude_unset=True, exclude={"place"})
    if "place" in body.model_fields_set:
        given["place"] = body.place.to_latlon() if body.place else None
    missing = [name for name, value in given.items() if value is None and name not in _NOT_SAID]
    if missing:
        raise Malformed.all(
            [{"field": one, "code": "missing", "reason": "cannot be left out"} for one in missing]
        )
    return given


async def withdraw(
    db: AsyncSession, caller: Caller, point_id: UUID, reason: str, *, now: datetime
) -> None:
    """Withdraw a fuel point of the caller's party; it stays on the record."""
    row = await _standing(db, caller, point_id)
    async with _recording(db, caller, point_id, now=now) as entry:
        row.withdrawn_at, row.withdrawn_reason = now, reason
        row.version += 1
        row.updated_at = now
        fact = FuelPointWithdrawn(id=row.id, about=row.name, party=caller.party, reason=reason)
        entry.record(fact, readers=visible.readers)


async def _standing(db: AsyncSession, caller: Caller, point_id: UUID) -> FuelPoint:
    """An own fuel point that is not withdrawn, locked."""
    row = await visible.access_own(db, caller, point_id)
    if row.withdrawn_at is not None:
        said = filled("{name} was withdrawn already.", name=row.name)
        raise Conflict.of(Refusal("withdrawn_already", said))
    return row


def _recording(
    db: AsyncSession, caller: Caller, point_id: UUID, *, now: datetime
) -> AbstractAsyncContextManager[Recording]:
    """A fact of the own party, and of those that saw the point before or see it now."""
    draw = partial(visible.views, db, caller.party, point_id, now=now)
    return recording(db, draw, by=caller.actor, now=now)
