"""Ships of opportunity: reported by whoever sees or hears them, known to every joined party."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from sar import installation
from sar.assets import visible
from sar.assets.catalogue import type_of
from sar.assets.models import Ship
from sar.assets.positions import Ingested, announce, is_future, next_mark
from sar.assets.schemas import FixBody, ShipBody
from sar.assets.service import refuse_future
from sar.errors import Conflict, Malformed, Refusal
from sar.parties.caller import Caller
from sar.parties.visible import joined
from sar.record import service as record
from sar.record.entries import ShipReported


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
        source=body.source,
        reported_by=caller.party,
        mark=mark,
    )
    try:
        async with db.begin_nested():
            db.add(ship)
            await db.flush()
    except IntegrityError:
        await _refuse_known(db, body)
        raise
    await announce(db, mark)
    await record.write(
        db,
        ShipReported(id=body.id, about=body.name),
        by=caller.actor,
        told=await joined(db),
        after=await visible.ship_views(db, [body.id]),
        now=now,
        exercise=(await installation.read(db)).exercise,
    )


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
    db: AsyncSession, ship_id: UUID, fixes: Sequence[FixBody], *, now: datetime
) -> Ingested:
    """New positions of a ship; the newest is kept."""
    refuse_future(fixes, now=now)
    mark = await next_mark(db)
    ship = await visible.access_ship(db, ship_id, lock=True)
    older = [fix for fix in fixes if fix.at < ship.at]
    repeated = [fix for fix in fixes if fix.at == ship.at]
    newest = max(fixes, key=lambda fix: fix.at)
    if newest.at > ship.at:
        ship.at, ship.point, ship.mark = newest.at, newest.point.to_latlon(), mark
        ship.course_deg, ship.speed_kn = newest.course_deg, newest.speed_kn
        ship.source = newest.source
        await db.flush()
        await announce(db, mark)
    return Ingested(
        accepted=len(fixes) - len(older) - len(repeated), older=len(older), repeated=len(repeated)
    )
