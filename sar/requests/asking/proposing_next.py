"""The centres that the requester may ask next, by the place of its case, or of its work without
one: read here, decided in `next_asked`."""

from datetime import datetime
from uuid import UUID

from shapely.geometry import Point
from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts import rows as alerts
from sar.alerts.models import Proposal
from sar.alerts.words import NobodyNext
from sar.geo.position import LatLon
from sar.incidents import visible as incidents
from sar.incidents.access import kept_from
from sar.incidents.informing import regions
from sar.incidents.models import Incident
from sar.incidents.voyage import turns
from sar.incidents.words import RegionTouch
from sar.parties import visible as directory
from sar.requests import rows
from sar.requests.asking.next_asked import Neighbour, next_asked
from sar.requests.models import Addressee, Request
from sar.requests.state_tables import AWAITED


async def whom_next(db: AsyncSession, request: Request, *, now: datetime) -> Proposal:
    """The centres that the requester may ask next, or why none can be named."""
    if request.incident_id is None:
        return await _without_case(db, request)
    (incident,) = await incidents.rows_of(db, {request.incident_id})
    asked = await rows.answers_in(db, incident.id, now=now)
    touches = await _touches(db, incident, now=now)
    centres = [
        Neighbour(one.id, one.party, one.position.to_latlon(), touches.get(one.id))
        for one in await directory.centres(db, serving=True)
    ]
    return next_asked(
        centres,
        datum=incident.datum,
        near=await _reported_near(db, incident),
        without={request.party_code, *asked.by_party, *kept_from(incident)},
    )


async def _without_case(db: AsyncSession, request: Request) -> Proposal:
    """By the place of the work, and by whom this request has asked: nobody else knows of it."""
    if request.place is None:
        return NobodyNext.NO_PLACE
    holds = await _holding(db, request.place)
    asked = (await rows.addressees_of(db, [request.id]))[request.id]
    return next_asked(
        [
            Neighbour(one.id, one.party, one.position.to_latlon(), holds.get(one.id))
            for one in await directory.centres(db, serving=True)
        ],
        datum=request.place,
        near=None,
        without={request.party_code, *(one.party_code for one in asked)},
    )


async def propose_after_call(
    db: AsyncSession, request: Request, row: Addressee, *, now: datetime
) -> None:
    """A call that nobody answered: whom to ask next stands beside the centre at once, though its
    contacts are still tried; not where it has answered, and not of capacity building."""
    found = await alerts.escalation_about(db, row.id)
    if found is not None and row.state in AWAITED:
        found.propose(await whom_next(db, request, now=now))


async def _touches(
    db: AsyncSession, incident: Incident, *, now: datetime
) -> dict[UUID, RegionTouch]:
    """By centre: its region holds the datum; without one, the ways in which it is touched."""
    if incident.datum is None:
        found = await regions.touched(db, incident, now=now)
        return {one.centre_id: one.touch for one in found}
    return await _holding(db, incident.datum)


async def _holding(db: AsyncSession, at: LatLon) -> dict[UUID, RegionTouch]:
    """The centres whose regions hold the place."""
    place = Point(at.lon, at.lat)
    holding = {
        (party, name) for party, name, area in await directory.regions(db) if area.intersects(place)
    }
    return {
        one.id: RegionTouch.HOLDS
        for one in await directory.centres(db, serving=True)
        if (one.party, one.name) in holding
    }


async def _reported_near(db: AsyncSession, incident: Incident) -> LatLon | None:
    """The last reported position, else where the intended route begins; None: neither is known."""
    last = await incidents.last_report(db, incident.id)
    if last is not None:
        return last.point
    way = turns(incident.voyage) if incident.voyage else []
    return way[0] if way else None
