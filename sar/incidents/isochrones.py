"""Isochrones: the lines from which a scene is reached in so many minutes, by class of speed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, partial
from itertools import product
from typing import Final, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from sar.errors import Conflict, Malformed, Refusal
from sar.geo.areas import Polyline, circle
from sar.geo.geodesy import distance_nm
from sar.geo.geojson import MultiLine, Point
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.field import SeaField
from sar.geo.sea.isochrones import sea_lines
from sar.geo.sea.sea_route import INLAND
from sar.incidents import visible as incidents
from sar.incidents.datum import field_place
from sar.incidents.sea_work import FIELDS
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.wire import View

MOST_MINUTES: Final = 1_440
MOST_LINES: Final = 8


@dataclass(frozen=True, slots=True)
class SpeedClass:
    """Units that make about the same speed when they answer a distress."""

    code: str
    speed_kn: float
    by_water: bool


CLASSES: Final = (
    SpeedClass("helicopter", 145.0, by_water=False),
    SpeedClass("patrol_boat", 25.0, by_water=True),
    SpeedClass("offshore_vessel", 20.0, by_water=True),
    SpeedClass("merchant_ship", 14.0, by_water=True),
)
"""The fastest by water must reach no farther in MOST_MINUTES than a field."""


class IsochroneProperties(View):
    """The meaning of a line: time under way alone, without notice and clearance."""

    speed_class: str
    speed_kn: float
    minutes: int
    nm: float
    by_water: bool


class IsochroneFeature(View):
    """The line from which the way to the datum takes just so long; null: no way by water."""

    type: Literal["Feature"] = "Feature"
    geometry: MultiLine | None
    properties: IsochroneProperties


class IsochronesView(View):
    """GeoJSON, and where the lines are reckoned to: the datum, or where it has drifted to."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[IsochroneFeature]
    datum: Point
    note: str | None = Field(
        description="What is to be said of the datum's way to the sea, and of canals"
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
    return await FIELDS.done(connection, db, caller.party, partial(_drawn, place, wanted))


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
def _drawn(place: LatLon, wanted: tuple[int, ...]) -> IsochronesView:
    pairs = list(product(CLASSES, wanted))
    field = field_cache.NEAR.field(place).field
    wet = field.is_at_sea
    levels_nm = sorted({_nm(one, minutes) for one, minutes in pairs if one.by_water}) if wet else []
    by_water = dict(zip(levels_nm, sea_lines(field, levels_nm), strict=True))
    return IsochronesView(
        features=[
            _feature(
                one,
                minutes,
                by_water.get(_nm(one, minutes))
                if one.by_water
                else tuple(circle(place, _nm(one, minutes))),
            )
            for one, minutes in pairs
        ],
        datum=Point.of(place),
        note=_said(field, max(levels_nm)) if levels_nm else INLAND,
    )


def _said(field: SeaField, reach_nm: float) -> str | None:
    """Notes on the datum, and on canals within reach: the lines are of miles alone."""
    canals = (
        f"Lines beyond {p.name} leave out the {p.transit / timedelta(hours=1):g} h that it takes."
        for p in field.passages
        if p.is_open and p.transit and distance_nm(p.gate[0], field.datum) < reach_nm
    )
    return " ".join(filter(None, (field.note, *canals))) or None


def _nm(one: SpeedClass, minutes: int) -> float:
    return one.speed_kn * minutes / 60.0


def _feature(one: SpeedClass, minutes: int, drawn: tuple[Polyline, ...] | None) -> IsochroneFeature:
    return IsochroneFeature(
        geometry=None if drawn is None else MultiLine(coordinates=drawn),
        properties=IsochroneProperties(
            speed_class=one.code,
            speed_kn=one.speed_kn,
            minutes=minutes,
            nm=round(_nm(one, minutes), 1),
            by_water=one.by_water,
        ),
    )
