"""Asking the whole fleet: what the caller sees of it now, and the first of it that can come."""

import asyncio
from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from sar.assets import visible as assets
from sar.assets.fleet import access, loading
from sar.assets.fleet.access import FleetSight
from sar.assets.fleet.columns import Fleet
from sar.assets.fleet.following import FleetRoad
from sar.assets.fleet.past import Past
from sar.matching.candidate import asset_candidate, ship_candidate
from sar.matching.evaluation import Asked, match
from sar.matching.fleet.best_first import Place
from sar.matching.fleet.pages import Swept, swept
from sar.matching.fleet.search import Sweep
from sar.matching.intercept import SeaWays

WHOLE = 200
"""Up to so many assets and ships each is worked out, and every verdict is counted."""


def road(connection: HTTPConnection) -> FleetRoad | None:
    """This process's fleet; None: it has none, and the door is asked instead."""
    found: FleetRoad | None = getattr(connection.app.state, "fleet", None)
    return found


Road = Annotated[FleetRoad | None, Depends(road)]


async def first(
    db: AsyncSession,
    fleet_road: FleetRoad | None,
    asked: Asked,
    *,
    sea: SeaWays | None,
    limit: int,
    after: Place = (),
) -> Swept:
    """The first matches of all assets that the asker sees, and of every ship of opportunity; or
    the first after a place in line. Those of later pages are worked out one page at a time, over a
    copy, because that takes longer the farther down it is: others are not to wait."""
    now = asked.now
    if fleet_road is None:
        seen = await assets.seen_assets(db, asked.asker, now=now)
        candidates = [
            asset_candidate(one, asked.want, exercise=asked.exercise, now=now) for one in seen
        ]
        ships = [
            ship_candidate(ship, asked.hails.get(ship.id), now=now)
            for ship in await assets.seen_ships(db)
        ]
        line = await asyncio.to_thread(match, asked, [*candidates, *ships], sea=sea)
        return swept(line, asked, limit=limit, after=after)
    if not after:
        return await _swept(db, fleet_road, asked, sea, limit, after)
    async with fleet_road.later_pages:
        return await _swept(db, fleet_road, asked, sea, limit, after)


async def _swept(
    db: AsyncSession,
    fleet_road: FleetRoad,
    asked: Asked,
    sea: SeaWays | None,
    limit: int,
    after: Place,
) -> Swept:
    number, mark = await loading.reached(db)

    def sweep() -> Swept:
        return Sweep(asked, fleet, found, past, sea=sea).first(limit, after, whole=WHOLE)

    async with fleet_road.at(number, mark) as fleet:
        found, past = await _look(fleet_road, fleet, asked)
        if not after:
            return await asyncio.to_thread(sweep)
        fleet, found, past = fleet.still(), found.still(), past.still()
    return await asyncio.to_thread(sweep)


async def _look(fleet_road: FleetRoad, fleet: Fleet, asked: Asked) -> tuple[FleetSight, Past]:
    """What the asker sees of the fleet, which is held, and where what is shown late was."""
    now, deployed = asked.now, fleet.deployed.get(asked.asker, {})
    met = fleet.met.get(asked.asker, ())
    promises = fleet_road.promises(asked.asker, asked.terms, met, now=now)
    rows = fleet.rows(deployed).tolist()
    shared = {
        row: incident_id
        for row, incident_id in zip(rows, deployed.values(), strict=True)
        if row >= 0
    }
    wanted = access.earlier_wanted(fleet, promises)
    facts = access.facts(fleet, promises, await fleet_road.past(wanted, now=now))
    found = fleet_road.looks.look(fleet, promises, facts, viewer=asked.asker, deployed=shared)
    late = access.delays(fleet, found)
    wanted = [(asset_id, grant.delay_minutes) for _, asset_id, grant in late]
    past = await fleet_road.past(wanted, now=now)
    access.place_delayed(fleet, found, late, past)
    return found, past
