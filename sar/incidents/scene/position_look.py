"""A position before it is filed: where that is, in whose regions, and what to look at again.

Read-only. It tells nothing that the caller does not see elsewhere: the directory, the own bases,
and of other cases those that it sees in full.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets import listing as assets
from sar.errors import Malformed
from sar.geo.columns import area_covers, point_literal
from sar.geo.geodesy import distance_nm, inverse
from sar.geo.geojson import Point
from sar.geo.position import LatLon, PositionRefused, exchanged, format_ddm, parse_position
from sar.geo.sea.land import on_land
from sar.geo.units import M_PER_NM
from sar.incidents import listing
from sar.incidents.access import CaseReader
from sar.incidents.centre_ref import CentreRef
from sar.incidents.datum import drifted
from sar.incidents.models import Incident
from sar.incidents.scene.position_checks import TypedPlace, position_warnings
from sar.incidents.scene.position_views import (
    NamedPlaceView,
    NearCaseView,
    PositionLookView,
    PositionWarningView,
)
from sar.incidents.schemas import LookAtPositionBody
from sar.incidents.words import IncidentState
from sar.parties.caller import Caller
from sar.parties.models import Centre, Party
from sar.parties.visible import SERVING

SAME_NM: Final = 5.0
SAME_SPAN: Final = timedelta(hours=2)
"""House figures: cases no farther apart in place and time may be one event, until proven two or
one."""


async def describe_position(
    db: AsyncSession, caller: Caller, body: LookAtPositionBody, *, now: datetime
) -> PositionLookView:
    """All that is to be said of the position, for the caller."""
    place = _read(body.text)
    other = exchanged(place)
    return PositionLookView(
        point=Point.of(place),
        position=format_ddm(place),
        near=await _nearest(db, caller.party, place),
        regions=await _holders(db, place),
        warnings=[
            PositionWarningView(code=one.code, sentence=one.sentence, params=one.params)
            for one in position_warnings(
                await _typed(db, caller.party, place),
                None if other is None else await _typed(db, caller.party, other),
            )
        ],
        cases=await _cases(db, caller.party, body, place, now=now),
    )


def _read(text: str) -> LatLon:
    try:
        return parse_position(text)
    except PositionRefused as refused:
        raise Malformed.at("text", refused.code, str(refused)) from refused


async def _typed(db: AsyncSession, party: str, place: LatLon) -> TypedPlace:
    """The place with its distance from the party's regions, else from its centres."""
    here = point_literal(place)
    off_m = func.coalesce(
        func.min(func.ST_Distance(col(Centre.srr), here)),
        func.min(func.ST_Distance(col(Centre.position), here)),
    )
    found = await db.scalar(select(off_m).where(col(Centre.party_code) == party, SERVING))
    return TypedPlace(place, on_land(place), None if found is None else found / M_PER_NM)


async def _holders(db: AsyncSession, place: LatLon) -> list[CentreRef]:
    """The centres whose regions hold the place, by code."""
    rows = await db.execute(
        select(
            col(Centre.id),
            col(Centre.party_code),
            col(Centre.code),
            col(Centre.name),
            col(Party.listed),
        )
        .join(Party, col(Party.code) == col(Centre.party_code))
        .where(col(Centre.srr).is_not(None), SERVING, area_covers(Centre.srr, point_literal(place)))
        .order_by(col(Centre.code))
    )
    return [
        CentreRef(id=id_, party=party, code=code, name=name, listed=listed)
        for id_, party, code, name, listed in rows
    ]


async def _nearest(db: AsyncSession, party: str, place: LatLon) -> NamedPlaceView | None:
    """The nearest centre of the directory or base of the party's own."""
    centre = (
        await db.execute(
            select(col(Centre.name), col(Centre.position))
            .where(SERVING)
            .order_by(col(Centre.position).op("<->")(point_literal(place)))
            .limit(1)
        )
    ).first()
    base = await assets.nearest_base(db, party, place)
    known = [(name, at) for name, at in filter(None, (centre, base))]
    if not known:
        return None
    name, at = min(known, key=lambda one: distance_nm(one[1], place))
    leg = inverse(at, place)
    return NamedPlaceView(
        name=name, course_deg=round(leg.course_deg) % 360, distance_nm=round(leg.distance_nm, 1)
    )


async def _cases(
    db: AsyncSession, party: str, body: LookAtPositionBody, place: LatLon, *, now: datetime
) -> list[NearCaseView]:
    """Other cases that may be the same event, the nearest first."""
    at = body.at or now
    found = await listing.near_cases(CaseReader(db, party, now), place, at=at, within_nm=SAME_NM)
    near = [_near(one, place, at=at) for one in found if one.id != body.incident_id]
    return sorted(filter(None, near), key=lambda one: one.distance_nm)


def _near(incident: Incident, place: LatLon, *, at: datetime) -> NearCaseView | None:
    """The case, if it is worked on and near by then, or was near within the span."""
    if incident.datum is None or incident.datum_at is None:
        return None
    there = drifted(incident, now=at).place or incident.datum
    open_ = incident.state is IncidentState.OPEN
    timely = open_ or abs(at - incident.datum_at) <= SAME_SPAN
    off_nm = distance_nm(there, place)
    if not timely or off_nm > SAME_NM:
        return None
    return NearCaseView(
        id=incident.id,
        reference=incident.reference,
        title=incident.title,
        state=incident.state,
        lead=incident.lead_party,
        datum_at=incident.datum_at,
        distance_nm=round(off_nm, 1),
    )
