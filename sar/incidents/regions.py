"""Search and rescue regions that a case touches, and the informing of their centres."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, Select, func, literal, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.geo.columns import AreaColumn, area_covers, point_literal
from sar.incidents import visible
from sar.incidents.access import kept_from
from sar.incidents.datum import DriftedDatum, drifted, told_at
from sar.incidents.involving import Newcomers, involve
from sar.incidents.models import Incident
from sar.incidents.phases import around, way_of
from sar.incidents.raising import raise_alarm
from sar.incidents.recording import line_of
from sar.incidents.views import CentreRef, TouchedRegionView
from sar.incidents.voyage import ReportedPlace, touches
from sar.incidents.words import AlarmCause, Involvement, RegionTouch
from sar.parties.caller import Caller
from sar.parties.models import Centre, Party

_SRID = 4326


@dataclass(frozen=True, slots=True)
class RegionCentre:
    """A centre whose region the case touches: where it may be now, or where its drift leads;
    without a datum, where it was reported last, or meant to go. `holds_datum`: its region holds
    the datum, or the last reported position while there is none."""

    centre_id: UUID
    party: str
    code: str
    name: str
    listed: bool
    holds_datum: bool
    touch: RegionTouch
    region_m2: float


@dataclass(frozen=True, slots=True)
class Informed:
    """The newcomers to the case, and the lines of its log about centres that must be called."""

    newcomers: Newcomers
    lines: tuple[str, ...] = ()


NOBODY = Informed(Newcomers())


async def touched(db: AsyncSession, incident: Incident, *, now: datetime) -> list[RegionCentre]:
    """The centres concerned, by code: of every region, however many hold the place (overlap is no
    fault). While there is no datum, by the last reported position and the intended route."""
    if incident.datum is None:
        last = await visible.last_report(db, incident.id)
        return await _along(db, incident, last)
    present = drifted(incident, now=told_at(incident, now=now))
    if present.place is None:
        return []
    circle = around(present.place, present.uncertainty_nm)
    way = way_of(present.drift, incident.datum, present.place)
    known = around(incident.datum, incident.datum_uncertainty_nm or 0.0)
    shapes = [shape for shape in (circle, known, way) if shape is not None]
    rows = await db.execute(
        _centres_of(shapes).add_columns(
            func.coalesce(area_covers(Centre.srr, point_literal(incident.datum)), False),
            func.coalesce(area_covers(Centre.srr, point_literal(present.place)), False),
            func.coalesce(_meets(circle), False),
        )
    )
    return [
        RegionCentre(
            id_, party, code, name, listed, datum_in, _touch(holds, meets, present), region_m2
        )
        for id_, party, code, name, listed, region_m2, datum_in, holds, meets in rows
    ]


async def _along(
    db: AsyncSession, incident: Incident, last: ReportedPlace | None
) -> list[RegionCentre]:
    """The centres of a case without a datum; the region of the last reported position is the one
    whose centre would lead (SAR Convention, Annex 4.5.4)."""
    shapes = dict(touches(incident.voyage, last))
    if not shapes:
        return []
    reported: ColumnElement[bool] = literal(value=False)
    if last is not None:
        reported = func.coalesce(area_covers(Centre.srr, point_literal(last.point)), False)
    met = [func.coalesce(_meets(shape), False) for shape in shapes.values()]
    rows = await db.execute(_centres_of(list(shapes.values())).add_columns(reported, *met))
    return [
        RegionCentre(
            id_,
            party,
            code,
            name,
            listed,
            holds,
            next(touch for touch, meets in zip(shapes, found, strict=True) if meets),
            region_m2,
        )
        for id_, party, code, name, listed, region_m2, holds, *found in rows
    ]


def _centres_of(shapes: list[BaseGeometry]) -> Select[*tuple[Any, ...]]:
    """The centres whose regions meet any of the shapes."""
    return (
        select(
            col(Centre.id),
            col(Centre.party_code),
            col(Centre.code),
            col(Centre.name),
            col(Party.listed),
            func.ST_Area(type_coerce(Centre.srr, AreaColumn())),
        )
        .join(Party, col(Party.code) == col(Centre.party_code))
        .where(col(Centre.srr).is_not(None), or_(*(_meets(shape) for shape in shapes)))
        .order_by(col(Centre.code))
    )


def _touch(holds: bool, meets: bool, present: DriftedDatum) -> RegionTouch:
    """Of a place that nobody knows any more no region is said to hold it."""
    if holds and not present.is_unknown:
        return RegionTouch.HOLDS
    return RegionTouch.CIRCLE if meets else RegionTouch.DRIFT


async def told(db: AsyncSession, incident: Incident, *, now: datetime) -> list[TouchedRegionView]:
    """The regions that the case touches, those that hold it first, and since when each party
    knows."""
    involved = (await visible.involvements(db, [incident.id]))[incident.id]
    since = {one.party: one.since for one in involved}
    views = [
        TouchedRegionView(
            centre=CentreRef(
                id=one.centre_id,
                party=one.party,
                code=one.code,
                name=one.name,
                listed=one.listed,
            ),
            touch=one.touch,
            told_at=since.get(one.party),
            kept_from=one.party in kept_from(incident),
        )
        for one in await touched(db, incident, now=now)
    ]
    order = list(RegionTouch)
    return sorted(views, key=lambda view: order.index(view.touch))


def _meets(shape: BaseGeometry) -> ColumnElement[bool]:
    """Whether a region meets the shape; flat, with edges as straight as they were drawn."""
    flat: Any = func.geometry(type_coerce(Centre.srr, AreaColumn()))
    return func.ST_Intersects(flat, func.ST_GeomFromText(shapely.to_wkt(shape, 9), _SRID))


async def inform(
    db: AsyncSession, caller: Caller, incident: Incident, *, now: datetime
) -> Informed:
    """Involve the parties whose regions are touched; write down which centres must be called.

    Sets the centre whose region holds the datum (see `holder`).
    """
    regions = await touched(db, incident, now=now)
    incident.region_centre_id = _holder(regions, lead_party=incident.lead_party)
    kept = kept_from(incident)
    by_voice = [
        r
        for r in regions
        if r.listed and r.code not in incident.to_be_called and r.party not in kept
    ]
    incident.to_be_called = [*incident.to_be_called, *(r.code for r in by_voice)]
    lines = tuple(_to_be_called(region) for region in by_voice)
    db.add_all(line_of(incident, caller, line, now=now) for line in lines)
    parties = [region.party for region in regions]
    newcomers = await involve(db, incident, parties, Involvement.REGION, now=now)
    for region in regions:
        if region.party in newcomers.parties:
            at = (region.centre_id, region.party)
            await raise_alarm(db, incident, AlarmCause.REGION, *at, now=now)
    return Informed(newcomers, lines)


async def raise_anew(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Raise anew at the centres whose regions are touched, and which take no other part in the
    case, that it is in distress now, or worked on again: they may have taken it up when it was not,
    or have been in distress before."""
    for region in await touched(db, incident, now=now):
        at = (region.centre_id, region.party)
        await raise_alarm(db, incident, AlarmCause.REGION, *at, anew=True, now=now)


async def holder(db: AsyncSession, incident: Incident, *, now: datetime) -> UUID | None:
    """The centre whose region holds the datum, or what was reported last: of several the lead's
    own, else the smallest."""
    return _holder(await touched(db, incident, now=now), lead_party=incident.lead_party)


def _holder(regions: list[RegionCentre], *, lead_party: str) -> UUID | None:
    holding = sorted(
        (region for region in regions if region.holds_datum),
        key=lambda region: (region.party != lead_party, region.region_m2, region.code),
    )
    return holding[0].centre_id if holding else None


_WHY_CALLED: Final[Mapping[RegionTouch, str]] = {
    RegionTouch.REPORTED: "the last reported position lies in its region",
    RegionTouch.PORT: "the craft left from there",
    RegionTouch.ROUTE: "the intended route leads through its region",
}


def _to_be_called(region: RegionCentre) -> str:
    why = _WHY_CALLED.get(region.touch, "its region is touched")
    return (
        f"{region.name} ({region.party}) must be called: {why} and its party is only listed here."
        " Use the call script."
    )
