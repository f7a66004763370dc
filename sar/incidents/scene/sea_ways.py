"""Ways by water to a scene from any places, by their turns, to be drawn."""

from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from sar.assets import own_types
from sar.assets.catalogue import shipped_types
from sar.errors import Conflict, Malformed, Refusal
from sar.geo.geojson import Latitude, Longitude, Point
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.draught import Draught
from sar.geo.sea.field_cache import SceneFields
from sar.incidents import visible as incidents
from sar.incidents.datum import field_place
from sar.incidents.scene.sea_work import PartyFieldLine
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.wire import View

MOST_PLACES: Final = 50

WayStart = tuple[LatLon, Draught]
NamedPlace = tuple[LatLon, str | None]
"""A place, and the code of the unit's type as it was sent."""


class SeaWayView(View):
    """One way; `nm` is null if there is none or it is not known: `note` gives the reason."""

    nm: float | None
    turns: list[tuple[Longitude, Latitude]] = Field(
        description="Where it turns, in order, lon and lat; between them great circles"
    )
    note: str | None


class SeaWaysView(View):
    """A way for each place that was given, in the same order, and where they all lead."""

    ways: list[SeaWayView]
    datum: Point


async def sea_ways(
    connection: HTTPConnection,
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    places: str,
    *,
    now: datetime,
) -> SeaWaysView:
    """To the datum of a case that the caller sees in full, as it has drifted by now."""
    wanted = await _starts(db, caller, places_of(places), now=now)
    incident = await incidents.access_aware(db, caller, incident_id, now=now)
    to = field_place(incident, now=now)
    if to is None:
        refusal = Refusal("no_datum", "The case has no datum yet to reckon to.")
        raise Conflict.of(refusal, state=incident.state)
    line = PartyFieldLine(connection, db, caller.party)
    draughts = {draught for _, draught in wanted}
    sea = await line.computed(partial(field_cache.scene_fields, to, draughts))
    ways = await field_cache.retry_with_wider(
        sea,
        lambda known: line.computed(partial(_found, known or sea, wanted)),
        turn=line.wider,
    )
    return SeaWaysView(ways=ways, datum=Point.of(to))


async def _starts(
    db: AsyncSession, caller: Caller, places: list[NamedPlace], *, now: datetime
) -> list[WayStart]:
    codes = {code for _, code in places if code is not None}
    own = await own_types.seen_among(db, caller.party, codes, now=now)
    types = {**shipped_types(), **own}
    if codes - types.keys():
        raise _not_places()
    return [(place, types[code].draught if code else Draught.SHALLOW) for place, code in places]


def places_of(text: str) -> list[NamedPlace]:
    """The starts of "12.7,34.3;14.2,35.1,M4": lon, lat, as in GeoJSON, and the unit's type."""
    try:
        places = [_start(part.split(",")) for part in text.split(";")]
    except ValueError:
        places = []
    if not 1 <= len(places) <= MOST_PLACES:
        raise _not_places()
    return places


def _start(parts: list[str]) -> NamedPlace:
    lon, lat, *code = parts
    place = LatLon(lat=float(lat), lon=float(lon))
    if not code:
        return place, None
    (named,) = code
    return place, named


def _not_places() -> Malformed:
    reason = filled(
        "is 1 to {most_places} places as lon,lat or lon,lat,type, with semicolons",
        most_places=MOST_PLACES,
    )
    return Malformed.at("places", "not_places", reason)


def _found(sea: SceneFields, starts: list[WayStart]) -> list[SeaWayView]:
    found = []
    for place, draught in starts:
        way = sea.way(place, draught)
        turns = [(round(p.lon, 3), round(p.lat, 3)) for p in way.path[1:-1]]
        nm = None if way.nm is None else round(way.nm, 1)
        found.append(SeaWayView(nm=nm, turns=turns, note=way.note or None))
    return found
