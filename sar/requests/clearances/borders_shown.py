"""Borders ahead as those who may ask read them, each with the State's centre to ask."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from sar import clock
from sar.errors import NotFound
from sar.geo.geodesy import distance_nm
from sar.geo.geojson import Point
from sar.geo.position import LatLon
from sar.http.request_session import Db
from sar.incidents import visible as incidents
from sar.incidents.centre_ref import CentreRef
from sar.incidents.models import Incident
from sar.incidents.scene.sea_work import FIELDS
from sar.matching.fleet_line import still_reader
from sar.matching.presenting import citation
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.parties.identifying import AnyCaller
from sar.parties.roles import Act
from sar.parties.views import CentreView
from sar.requests import visible
from sar.requests.clearances.borders_ahead import Crossing, ahead, fields_lacking
from sar.requests.deployment_traits import is_active
from sar.requests.models import Deployment, Request
from sar.requests.views import CrossingView

MOST_FIELDS_COMPUTED: Final = 2
"""The near field, then those about stops."""


async def read(
    db: AsyncSession, caller: Caller, deployment_id: UUID, *, now: datetime
) -> list[CrossingView]:
    """As `ahead`, for the sides of a deployment that the caller's party sees."""
    if (work := await _own_work(db, caller, deployment_id)) is None:
        return []
    row, request, incident = work
    found = await ahead(db, caller.party, row, request=request, incident=incident, now=now)
    centres = await directory.centres(db, serving=True)
    return [
        _view(
            one,
            _centre_of(one, centres)
            or centre_for(centres, one.territory, one.place, incident=incident),
        )
        for one in found
    ]


async def way_computed(
    connection: HTTPConnection, db: Db, caller: AnyCaller, deployment_id: UUID
) -> None:
    """Dependency of whatever looks ahead: the near field for it, and those about places where the
    unit may take fuel first, are computed in the party's turn, before anything is noted or locked
    for which others would wait meanwhile."""
    if not caller.may(Act.READ):
        return  # the route refuses it
    for _ in range(MOST_FIELDS_COMPUTED):
        try:
            work = await _own_work(db, caller, deployment_id)
        except NotFound:
            return  # the route says so, unless it is a repeat of what is done
        if work is None:
            return
        row, request, incident = work
        lacking = await fields_lacking(
            db, caller.party, row, request=request, incident=incident, now=clock.now()
        )
        if lacking is None:
            return
        await FIELDS.done(connection, db, caller.party, lacking)
        db.expunge_all()
        await still_reader(connection, db)


async def _own_work(
    db: AsyncSession, caller: Caller, deployment_id: UUID
) -> tuple[Deployment, Request | None, Incident | None] | None:
    """An active deployment that the party is a side of, with its request or case; None: it is none.
    NotFound where the caller sees none."""
    row = await visible.access_deployment(db, caller, deployment_id)
    if caller.party not in row.parties or not is_active(row.state, ship=row.ship_id is not None):
        return None
    request, incident = None, None
    if row.incident_id is not None:
        involved = await incidents.parties_involved(db, row.incident_id)
        if row.ship_id is not None and caller.party not in involved:
            return None  # its part in the case is over
        incident = await incidents.access_incident(db, caller, row.incident_id)
    elif row.request_id is not None:
        request = await visible.access_request(db, caller, row.request_id)
    return row, request, incident


WayComputed: Final = Depends(way_computed)


def _centre_of(one: Crossing, centres: Sequence[CentreView]) -> CentreRef | None:
    """The centre of the region, where that is asked and not a State."""
    named = (
        centre for centre in centres if (centre.party, centre.name) == (one.territory, one.centre)
    )
    return next(map(CentreRef.of, named), None)


def centre_for(
    centres: Sequence[CentreView],
    territory: str,
    place: LatLon | None,
    *,
    incident: Incident | None,
) -> CentreRef | None:
    """The State's centre to ask: the one that leads the case, if it is the State's, else the one
    nearest to the place; without a place the first of its centres."""
    theirs = [centre for centre in centres if centre.party == territory]
    leads = incident.lead_centre_id if incident else None

    def away(centre: CentreView) -> tuple[bool, float, str]:
        nm = distance_nm(place, centre.position.to_latlon()) if place else 0.0
        return centre.id != leads, nm, centre.code

    found = min(theirs, key=away, default=None)
    return None if found is None else CentreRef.of(found)


def _view(one: Crossing, centre: CentreRef | None) -> CrossingView:
    remark, params, notice = one.remark, one.remark.params, one.notice
    basis = notice.basis if notice else remark.basis
    return CrossingView(
        territory=one.territory,
        code=remark.code,
        sentence=f"{remark.sentence} {notice.sentence}" if notice else remark.sentence,
        basis=citation(basis) if basis else None,
        ask=one.asked,
        mode=one.mode,
        lead_minutes=int(params["lead_minutes"]),
        contact=str(params["contact"]),
        at_scene=one.coming or bool(params["at_scene"]),
        at_nm=None if one.coming else float(params["at_nm"]),
        at_minutes=params["minutes"] if one.coming else params["at_minutes"],
        at=one.at,
        place=Point.of(one.told) if one.told else None,
        centre=centre,
    )
