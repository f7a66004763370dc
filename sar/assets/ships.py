"""Ships of opportunity: reported by whoever sees or hears them, known to every joined party."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets import visible
from sar.assets.catalogue import type_of
from sar.assets.fix_ingest import Ingested, announce, is_future, last_sound_of_ship, next_mark
from sar.assets.models import Ship, ShipTrackPoint
from sar.assets.plausible import Judged, Known, KnownFix, judge
from sar.assets.schemas import FixBody, ShipBody
from sar.assets.service import new_fix, refuse_future
from sar.errors import Conflict, Malformed, Refusal
from sar.parties.caller import Caller
from sar.parties.visible import joined
from sar.record.entries import ShipReported
from sar.record.recording import recording


async def report(db: AsyncSession, caller: Caller, body: ShipBody, *, now: datetime) -> None:
    """Put a ship nearby into everyone's picture, with where it is."""
    if not type_of(body.type).opportunity:
        raise Malformed.at("type", "not_a_ship_of_opportunity", "is not a type that can be hailed")
    if is_future(body.at, now=now):
        raise Malformed.at("at", "in_the_future", "has not come yet")
    await _refuse_known(db, body)
    mark = await next_mark(db)
    ship = Ship(
        id=body.id,
        name=body.name,
        type_code=body.type,
        mmsi=body.mmsi,
        imo=body.imo,
        callsign=body.callsign,
        at=body.at,
        point=body.point.to_latlon(),
        course_deg=body.course_deg,
        speed_kn=body.speed_kn,
        uncertainty_nm=body.uncertainty_nm,
        source=body.source,
        delivered_by=caller.party,
        reported_by=caller.party,
        mark=mark,
    )
    draw = partial(visible.ship_views, db, [body.id])
    async with recording(db, draw, by=caller.actor, now=now) as entry:
        try:
            async with db.begin_nested():
                db.add(ship)
                await db.flush()
        except IntegrityError:
            await _refuse_known(db, body)
            raise
        first = Judged(new_fix(ship.id, body), older=False, implausible=False)
        await _keep(db, ship.id, [first], by=caller.party)
        await announce(db, mark)
        entry.record(ShipReported(id=body.id, about=body.name), readers=await joined(db))


async def _refuse_known(db: AsyncSession, body: ShipBody) -> None:
    known = None if body.mmsi is None else await visible.ship_by_mmsi(db, body.mmsi)
    if known is not None:
        raise Conflict.of(
            Refusal(
                "ship_known",
                f"MMSI {known.mmsi} is {known.name}, reported before: send its new position.",
                {"id": str(known.id), "name": known.name},
            )
        )


async def move(
    db: AsyncSession, caller: Caller, ship: Ship, fixes: Sequence[FixBody], *, now: datetime
) -> Ingested:
    """New positions of a ship, which is locked: all are kept, the newest shows.

    Whether the caller's party may say where the ship is, the layer decides that knows what it is
    at work for. Positions out of its reach are marked, as those of assets are.
    """
    refuse_future(fixes, now=now)
    mark = await next_mark(db)
    latest = KnownFix(ship.at, ship.point, ship.uncertainty_nm)
    sound = await last_sound_of_ship(db, ship.id) if ship.implausible else latest
    max_kn = type_of(ship.type_code).figures.max_kn
    judged = judge(
        [new_fix(ship.id, fix) for fix in fixes],
        {ship.id: Known(latest, sound)},
        {} if max_kn is None else {ship.id: max_kn},
    )
    once = {one.fix.at: one for one in judged}
    fresh = await _keep(db, ship.id, list(once.values()), by=caller.party)
    newest = max(fresh, key=lambda one: one.fix.at, default=None)
    if newest is not None and not newest.older:
        _advance(ship, newest, by=caller.party, mark=mark)
        await db.flush()
        await announce(db, mark)
    return Ingested(
        accepted=len(fresh),
        older=sum(one.older for one in fresh),
        implausible=sum(one.implausible for one in fresh),
        repeated=len(fixes) - len(fresh),
    )


def _advance(ship: Ship, one: Judged, *, by: str, mark: int) -> None:
    fix = one.fix
    ship.at, ship.point, ship.mark = fix.at, fix.point, mark
    ship.course_deg, ship.speed_kn = fix.course_deg, fix.speed_kn
    ship.uncertainty_nm, ship.source = fix.uncertainty_nm, fix.source
    ship.delivered_by, ship.implausible = by, one.implausible


async def _keep(
    db: AsyncSession, ship_id: UUID, judged: Sequence[Judged], *, by: str
) -> list[Judged]:
    """Keep them on the track; returns those of instants for which none was known before."""
    rows = [
        {
            "ship_id": ship_id,
            "at": one.fix.at,
            "point": one.fix.point,
            "course_deg": one.fix.course_deg,
            "speed_kn": one.fix.speed_kn,
            "uncertainty_nm": one.fix.uncertainty_nm,
            "source": one.fix.source,
            "delivered_by": by,
            "implausible": one.implausible,
        }
        for one in judged
    ]
    kept = await db.execute(
        insert(ShipTrackPoint).on_conflict_do_nothing().returning(col(ShipTrackPoint.at)),
        rows,
    )
    fresh = set(kept.scalars())
    return [one for one in judged if one.fix.at in fresh]
