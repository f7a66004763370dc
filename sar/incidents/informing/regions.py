"""Search and rescue regions that a case touches, and the informing of their centres."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

import shapely
from shapely import union_all
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from sar.geo.columns import AreaColumn, area_covers, point_literal
from sar.incidents import visible
from sar.incidents.access import is_held_back, kept_from
from sar.incidents.alarms.raising import raise_alarm, raise_region_anew
from sar.incidents.case_people import outstanding_of
from sar.incidents.centre_ref import CentreRef
from sar.incidents.datum import DriftedDatum, drifted, told_at
from sar.incidents.informing.involving import Newcomers, involve
from sar.incidents.informing_views import TouchedRegionView
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_distress_still
from sar.incidents.phases import around, way_of
from sar.incidents.recording import WritingDesk, line_of
from sar.incidents.voyage import ReportedPlace, touches
from sar.incidents.words import AlarmCause, IncidentState, Involvement, RegionTouch
from sar.parties.models import Centre, Party
from sar.parties.visible import SERVING

_SRID = 4326


@dataclass(frozen=True, slots=True)
class RegionCentre:
    """A centre whose region the case touches: where it may be now, where its drift leads, or where
    it was reported since; without a datum, where it was reported last, or meant to go.
    `holds_datum`: its region holds the datum, or the last reported position while there is none;
    `is_one_of_several`: its party has other centres."""

    centre_id: UUID
    party: str
    code: str
    name: str
    listed: bool
    holds_datum: bool
    touch: RegionTouch
    region_m2: float
    is_one_of_several: bool


@dataclass(frozen=True, slots=True)
class Informed:
    """The newcomers to the case, and the lines of its log about centres that must be called."""

    newcomers: Newcomers
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Untold:
    """Of the centres whose regions are touched, those that nobody has told: of parties that are new
    to the case, further ones of parties that work on it elsewhere, and those that must be called.
    None is of a party that the case is kept from."""

    new: tuple[RegionCentre, ...] = ()
    further: tuple[RegionCentre, ...] = ()
    by_voice: tuple[RegionCentre, ...] = ()


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
    known = around(incident.datum, incident.datum_uncertainty_nm or 0.0)
    way = way_of(present.drift, incident.datum, present.place)
    passed = known if way is None else union_all([known, way])
    shapes = [circle, passed, *await _reported_since(db, incident)]
    rows = await db.execute(
        _centres_of(shapes).add_columns(
            func.coalesce(area_covers(Centre.srr, point_literal(incident.datum)), False),
            func.coalesce(area_covers(Centre.srr, point_literal(present.place)), False),
            func.coalesce(_meets(circle), False),
            func.coalesce(_meets(passed), False),
        )
    )
    return [
        _region(centre, _touch(present, holds=holds, meets=meets, passed=by), holds_datum=datum_in)
        for *centre, datum_in, holds, meets, by in rows
    ]


def is_told_of(incident: Incident) -> bool:
    """Whether the regions that its area has reached since are told: while it is searched for people
    who are not all found."""
    return incident.state is IncidentState.OPEN and outstanding_of(incident).most != 0


def shapes_at(incident: Incident, at: datetime) -> list[BaseGeometry]:
    """The shapes by which a case with a datum touches more regions as time goes by."""
    present = drifted(incident, now=at)
    if present.place is None or incident.datum is None:
        return []
    way = way_of(present.drift, incident.datum, present.place)
    return [around(present.place, present.uncertainty_nm), *([] if way is None else [way])]


async def others_near(
    db: AsyncSession, shape: BaseGeometry, regions: Collection[RegionCentre]
) -> list[MultiPolygon]:
    """The regions that meet the shape, without those."""
    without = [region.centre_id for region in regions]
    found = select(col(Centre.srr)).where(
        col(Centre.srr).is_not(None), SERVING, col(Centre.id).not_in(without), _meets(shape)
    )
    return [area for area in await db.scalars(found) if area is not None]


async def _reported_since(db: AsyncSession, incident: Incident) -> list[BaseGeometry]:
    """The places that were reported of a time after the datum's: the lead may not have chosen yet
    which of them to believe."""
    if incident.datum_at is None:
        return []
    newer = await visible.newer_reports(db, incident.id, incident.datum_at)
    return [around(one.point, one.error_nm) for one in newer]


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
        _region(
            row[: -len(met) - 1],
            next(touch for touch, meets in zip(shapes, row[-len(met) :], strict=True) if meets),
            holds_datum=row[-len(met) - 1],
        )
        for row in rows
    ]


def _region(centre: Sequence[Any], touch: RegionTouch, *, holds_datum: bool) -> RegionCentre:
    """Of the columns of `_centres_of`."""
    centre_id, party, code, name, listed, region_m2, several = centre
    return RegionCentre(
        centre_id=centre_id,
        party=party,
        code=code,
        name=name,
        listed=listed,
        holds_datum=holds_datum,
        touch=touch,
        region_m2=region_m2,
        is_one_of_several=several,
    )


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
            _has_sisters(),
        )
        .join(Party, col(Party.code) == col(Centre.party_code))
        .where(col(Centre.srr).is_not(None), SERVING, or_(*(_meets(shape) for shape in shapes)))
        .order_by(col(Centre.code))
    )


@cache
def _has_sisters() -> ColumnElement[bool]:
    """Whether the centre's party has others."""
    sister = aliased(Centre)
    return (
        exists()
        .where(
            col(sister.party_code) == col(Centre.party_code),
            col(sister.id) != col(Centre.id),
            col(sister.retired_at).is_(None),
        )
        .correlate(Centre)
    )


def _touch(present: DriftedDatum, *, holds: bool, meets: bool, passed: bool) -> RegionTouch:
    """Of a place that nobody knows any more no region is said to hold it."""
    if holds and not present.is_unknown:
        return RegionTouch.HOLDS
    if meets:
        return RegionTouch.CIRCLE
    return RegionTouch.DRIFT if passed else RegionTouch.REPORTED


async def touched_regions(
    db: AsyncSession, incident: Incident, *, now: datetime
) -> list[TouchedRegionView]:
    """The regions that the case touches, those that hold it first, and since when each party
    knows; of a party with several centres, since when that one does."""
    involved = (await visible.involvements(db, [incident.id]))[incident.id]
    since = {one.party: one.since for one in involved}
    knows = await visible.centres_that_know(db, incident.id)
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
            told_at=_told_at(incident, one, since=since, knows=knows),
            kept_from=one.party in kept_from(incident),
        )
        for one in await touched(db, incident, now=now)
    ]
    order = list(RegionTouch)
    return sorted(views, key=lambda view: order.index(view.touch))


def _told_at(
    incident: Incident,
    region: RegionCentre,
    *,
    since: Mapping[str, datetime],
    knows: Mapping[UUID, datetime],
) -> datetime | None:
    if region.listed:
        return incident.told_by_voice_at(region.code) or since.get(region.party)
    return knows.get(region.centre_id) if region.is_one_of_several else since.get(region.party)


def _meets(shape: BaseGeometry) -> ColumnElement[bool]:
    """Whether a region meets the shape; flat, with edges as straight as they were drawn."""
    flat: Any = func.geometry(type_coerce(Centre.srr, AreaColumn()))
    return func.ST_Intersects(flat, func.ST_GeomFromText(shapely.to_wkt(shape, 9), _SRID))


async def untold(db: AsyncSession, incident: Incident, regions: Collection[RegionCentre]) -> Untold:
    """The centres of the touched regions that nobody has told yet."""
    if is_held_back(incident):
        return Untold()
    kept = kept_from(incident)
    told = [region for region in regions if region.party not in kept]
    involved = set(await visible.parties_involved(db, incident.id))
    knows = {*await visible.centres_that_know(db, incident.id), incident.lead_centre_id}
    called = incident.to_be_called
    return Untold(
        new=tuple(r for r in told if not r.listed and r.party not in involved),
        further=tuple(
            r
            for r in told
            if r.party in involved and r.is_one_of_several and r.centre_id not in knows
        ),
        by_voice=tuple(r for r in told if r.listed and r.code not in called),
    )


async def inform(
    db: AsyncSession, desk: WritingDesk, incident: Incident, *, now: datetime
) -> Informed:
    """Involve the parties whose regions are touched, and tell each centre of it that nobody has
    told; write down, at that desk, which centres must be called.

    Sets the centre whose region holds the datum (see `holder`).
    """
    await db.flush()
    regions = await touched(db, incident, now=now)
    incident.region_centre_id = _holder(regions, lead_party=incident.lead_party)
    found = await untold(db, incident, regions)
    incident.to_be_called = [*incident.to_be_called, *(r.code for r in found.by_voice)]
    lines = tuple(_to_be_called(region) for region in found.by_voice)
    db.add_all(line_of(incident, desk, line, now=now) for line in lines)
    parties = [region.party for region in regions]
    newcomers = await involve(db, incident, parties, Involvement.REGION, now=now)
    to_ring = [*found.new, *found.further]
    quiet = await _rung_enough(db, incident, {region.party for region in to_ring}, now=now)
    for region in to_ring:
        if region.party not in quiet:
            at = (region.centre_id, region.party)
            await raise_alarm(db, incident, AlarmCause.REGION, *at, now=now)
    return Informed(newcomers, lines)


RUNG_AT_MOST: Final = 30
RUNG_WITHIN: Final = timedelta(hours=1)
"""Beyond so many alarms of one party's cases below distress within that time, further ones that
touch another's regions ring there no more: they are read there as all others (house figures)."""


async def _rung_enough(
    db: AsyncSession, incident: Incident, parties: Collection[str], *, now: datetime
) -> set[str]:
    if not parties or is_distress_still(incident):
        return set()
    rung = await visible.region_alarms_below_distress(
        db,
        by=incident.lead_party,
        to=parties,
        exercise=incident.exercise,
        since=now - RUNG_WITHIN,
    )
    return {party for party, count in rung.items() if count >= RUNG_AT_MOST}


async def raise_anew(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Raise anew at the centres whose regions are touched, and which take no other part in the
    case, that it is in distress now, or worked on again: they may have taken it up when it was not,
    or have been in distress before."""
    if is_held_back(incident):
        return
    for region in await touched(db, incident, now=now):
        await raise_region_anew(db, incident, region.centre_id, region.party, now=now)


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
    RegionTouch.REPORTED: "a reported position lies in its region",
    RegionTouch.PORT: "the craft left from there",
    RegionTouch.ROUTE: "the intended route leads through its region",
}


def _to_be_called(region: RegionCentre) -> str:
    why = _WHY_CALLED.get(region.touch, "its region is touched")
    return (
        f"{region.name} ({region.party}) must be called: {why} and its party is only listed here."
        " Use the call script."
    )
