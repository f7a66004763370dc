"""Isochrones: the lines from which a scene is reached in so many minutes, by class of speed.

Vessels go at the speed that the sea of the case leaves them, aircraft as in still air, and no class
farther than its fuel takes it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any, Final, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from sar.agreements.words import Kind
from sar.assets.catalogue import AssetType, type_of
from sar.assets.sea_loss import kept_speed
from sar.errors import Conflict, Malformed, Refusal
from sar.geo.areas import Polyline, circle
from sar.geo.geodesy import distance_nm
from sar.geo.geojson import MultiLine, Point
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.field import SeaField, is_inland
from sar.geo.sea.isochrones import sea_lines
from sar.geo.sea.lake_ways import lake_at, lake_lines
from sar.geo.sea.passages import as_asked
from sar.geo.sea.sea_route import INLAND, ON_LAKE
from sar.incidents import visible as incidents
from sar.incidents.datum import field_place
from sar.incidents.scene.sea_work import FIELDS
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.time_words import span_text
from sar.wire import View

_MINUTE: Final = timedelta(minutes=1)

MOST_MINUTES: Final = 1_440
MOST_LINES: Final = 8


@dataclass(frozen=True, slots=True)
class SpeedClass:
    """Units that make about the same speed when they answer a distress, with one type for all."""

    code: str
    type_code: str

    @property
    def asset_type(self) -> AssetType:
        """The type whose figures they have."""
        return type_of(self.type_code)

    @property
    def by_water(self) -> bool:
        """Whether they are vessels."""
        return self.asset_type.kind is Kind.VESSEL

    @property
    def calm_kn(self) -> float:
        """The speed in no sea."""
        return self.asset_type.figures.response_kn or 0.0

    def speed_kn(self, sea_state: int | None) -> float:
        """The speed that such a sea leaves them."""
        one = self.asset_type
        kept = kept_speed(one.hull, one.figures.length_m, sea_state)
        return round(self.calm_kn * kept.mean, 1)

    def reach_nm(self, sea_state: int | None) -> float | None:
        """As far as their fuel takes them: aircraft out and back, vessels one way and no longer
        than they last in such a sea; None: farther than any line."""
        figures = self.asset_type.figures
        if not self.by_water:
            return figures.radius_nm
        if figures.range_nm is None or figures.endurance_h is None:
            return figures.range_nm
        return min(figures.range_nm, figures.endurance_h * self.speed_kn(sea_state))


CLASSES: Final = (
    SpeedClass("helicopter", "H1"),
    SpeedClass("patrol_boat", "S11"),
    SpeedClass("offshore_vessel", "S9"),
    SpeedClass("merchant_ship", "M4"),
)
"""The fastest by water must reach no farther in MOST_MINUTES than a field."""


class IsochroneProperties(View):
    """The meaning of a line: time under way alone, without notice and clearance."""

    speed_class: str
    speed_kn: float = Field(description="In the sea of the case, of a vessel")
    calm_kn: float
    minutes: int
    nm: float
    by_water: bool
    reach_nm: float | None = Field(
        description="As far as the fuel of the class takes it: aircraft out and back; null: farther"
    )
    is_cut: bool = Field(
        description="In so many minutes it would go beyond its reach: the first such line is where"
        " that ends, and the others are null"
    )


class IsochroneFeature(View):
    """The line from which the way to the datum takes just so long; null: no way by water is so
    long, or it is beyond the reach of the class."""

    type: Literal["Feature"] = "Feature"
    geometry: MultiLine | None
    properties: IsochroneProperties


class IsochronesView(View):
    """GeoJSON, and where the lines are reckoned to: the datum, or where it has drifted to."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[IsochroneFeature]
    datum: Point
    sea_state: int | None = Field(description="Of the case; null: not known, and it slows nobody")
    note: str | None = Field(
        description="What is to be said of the datum's way to the sea, and of canals"
    )
    air_note: str = Field(
        description="What is to be said of the lines of aircraft: they are in still air, and which"
        " wind of the case is not in them"
    )


async def isochrones(
    connection: HTTPConnection,
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    minutes: str,
    *,
    now: datetime,
) -> IsochronesView:
    """Lines about the datum of a case that the caller sees in full, as it has drifted by now."""
    wanted = minutes_of(minutes)
    incident = await incidents.access_aware(db, caller, incident_id, now=now)
    place = field_place(incident, now=now)
    if place is None:
        refusal = Refusal("no_datum", "The case has no datum yet to reckon from.")
        raise Conflict.of(refusal, state=incident.state)
    sea_state = incident.conditions.get("sea_state")
    drawn = partial(_drawn, place, wanted, sea_state)
    found = await FIELDS.done(connection, db, caller.party, drawn)
    return found.model_copy(update={"air_note": air_note(incident.conditions)})


def air_note(conditions: Mapping[str, Any]) -> str:
    """The sentence on lines of aircraft: circles, in which no wind is."""
    kn, from_deg = conditions.get("wind_kn"), conditions.get("wind_from_deg")
    if not kn:
        return "Lines of aircraft are in still air."
    of = "from a direction not told" if from_deg is None else f"from {from_deg:03.0f}°"
    return (
        f"Lines of aircraft are in still air: the wind of the case, {kn:.0f} kn {of}, is not in"
        " them, nor in how far their fuel takes them."
    )


def minutes_of(text: str) -> tuple[int, ...]:
    """The minutes of "30,60,120", each once and in order."""
    try:
        wanted = sorted({int(part) for part in text.split(",")})
    except ValueError:
        wanted = []
    if not wanted or len(wanted) > MOST_LINES or wanted[0] < 1 or wanted[-1] > MOST_MINUTES:
        reason = filled(
            "is 1 to {most_lines} whole numbers of minutes up to {most_minutes}, with commas",
            most_lines=MOST_LINES,
            most_minutes=MOST_MINUTES,
        )
        raise Malformed.at("minutes", "not_minutes", reason)
    return tuple(wanted)


@lru_cache(maxsize=32)
def _drawn(place: LatLon, wanted: tuple[int, ...], sea_state: int | None) -> IsochronesView:
    marks = [mark for one in CLASSES for mark in _marks(one, wanted, sea_state)]
    levels_nm = sorted({mark.nm for mark in marks if mark.of.by_water and mark.is_drawn})
    by_water, note = _water_lines(place, levels_nm)

    def line_of(mark: _Mark) -> tuple[Polyline, ...] | None:
        if not mark.is_drawn:
            return None
        return by_water.get(mark.nm) if mark.of.by_water else tuple(circle(place, mark.nm))

    return IsochronesView(
        features=[_feature(mark, line_of(mark)) for mark in marks],
        datum=Point.of(place),
        sea_state=sea_state,
        note=note,
        air_note=air_note({}),
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    """One line to be drawn for a class, unless a shorter time ends at its reach already."""

    of: SpeedClass
    speed_kn: float
    reach_nm: float | None
    minutes: int
    nm: float
    is_cut: bool
    is_drawn: bool


def _marks(one: SpeedClass, wanted: tuple[int, ...], sea_state: int | None) -> Iterator[_Mark]:
    speed_kn, reach_nm, ends = one.speed_kn(sea_state), one.reach_nm(sea_state), False
    for minutes in wanted:
        way_nm = speed_kn * minutes / 60.0
        nm = way_nm if reach_nm is None else min(way_nm, reach_nm)
        yield _Mark(one, speed_kn, reach_nm, minutes, nm, is_cut=nm < way_nm, is_drawn=not ends)
        ends = nm < way_nm


def _water_lines(
    place: LatLon, levels_nm: list[float]
) -> tuple[dict[float, tuple[Polyline, ...]], str | None]:
    """The lines of these lengths by water, and what is to be said of them."""
    lake = lake_at(place)
    if lake is not None and is_inland(place, as_asked()):
        on_it = ((nm, lake_lines(lake, place, nm)) for nm in levels_nm)
        return {nm: drawn for nm, drawn in on_it if drawn}, ON_LAKE
    field = field_cache.NEAR.field(place).field
    if not field.is_at_sea:
        return {}, INLAND
    found = dict(zip(levels_nm, sea_lines(field, levels_nm), strict=True))
    return found, _said(field, max(levels_nm, default=0.0))


def _said(field: SeaField, reach_nm: float) -> str | None:
    """Notes on the datum, and on canals within reach: the lines are of miles alone."""
    canals = (
        f"Lines beyond {p.name} leave out the {span_text(p.transit / _MINUTE)} that it takes."
        for p in field.passages
        if p.is_open and p.transit and distance_nm(p.gate[0], field.datum) < reach_nm
    )
    return " ".join(filter(None, (field.note, *canals))) or None


def _feature(mark: _Mark, drawn: tuple[Polyline, ...] | None) -> IsochroneFeature:
    one = mark.of
    return IsochroneFeature(
        geometry=None if drawn is None else MultiLine(coordinates=drawn),
        properties=IsochroneProperties(
            speed_class=one.code,
            speed_kn=mark.speed_kn,
            calm_kn=one.calm_kn,
            minutes=mark.minutes,
            nm=round(mark.nm, 1),
            by_water=one.by_water,
            reach_nm=mark.reach_nm,
            is_cut=mark.is_cut,
        ),
    )
