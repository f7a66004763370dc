"""Borders ahead as those who may ask read them, each with the State's centre to ask."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.geo.geodesy import distance_nm
from sar.geo.geojson import Point
from sar.geo.position import LatLon
from sar.incidents import visible as incidents
from sar.incidents.models import Incident
from sar.incidents.views import CentreRef
from sar.matching.presenting import citation
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.parties.views import CentreView
from sar.requests import visible
from sar.requests.clearances.borders_ahead import Crossing, ahead
from sar.requests.deployment_traits import is_active
from sar.requests.views import CrossingView


async def read(
    db: AsyncSession, caller: Caller, deployment_id: UUID, *, now: datetime
) -> list[CrossingView]:
    """As `ahead`, for the sides of a deployment that the caller's party sees."""
    row = await visible.access_deployment(db, caller, deployment_id)
    if caller.party not in row.parties or not is_active(row.state, ship=row.ship_id is not None):
        return []
    request, incident = None, None
    if row.incident_id is not None:
        involved = await incidents.parties_involved(db, row.incident_id)
        if row.ship_id is not None and caller.party not in involved:
            return []  # its part in the case is over
        incident = await incidents.access_incident(db, caller, row.incident_id)
    elif row.request_id is not None:
        request = await visible.access_request(db, caller, row.request_id)
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
