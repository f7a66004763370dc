"""Ways by water to a scene from any places, by their turns, to be drawn."""

from dataclasses import dataclass
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
from sar.geo.sea.field_cache import PATIENCE_S, SceneFields
from sar.geo.sea.sea_route import SeaWay
from sar.geo.sea.stop_ways import StopWays, WaysWithin
from sar.incidents import visible as incidents
from sar.incidents.datum import field_place
from sar.incidents.scene.sea_work import PartyFieldLine
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.wire import View

MOST_PLACES: Final = 50
NOT_YET = "The way to where it takes fuel is not worked out yet: ask again."


@dataclass(frozen=True, slots=True)
class PlaceSent:
    """A start of a way, the code of the type of the unit there, and where it takes fuel first, as
    they were sent."""

    place: LatLon
    code: str | None = None
    over: LatLon | None = None


@dataclass(frozen=True, slots=True)
class WayStart:
    """The start of a way, by a vessel of that draught, and where it takes fuel first."""

    place: LatLon
    draught: Draught
    over: LatLon | None


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
    draughts = {one.draught for one in wanted}
    sea = await line.computed(partial(field_cache.scene_fields, to, draughts))
    # Whoever names ever new places has no more fields computed than one who waits for a wider one.
    stop_ways = WaysWithin(PATIENCE_S)
    ways = await field_cache.retry_with_wider(
        sea,
        lambda known: line.computed(partial(_found, known or sea, stop_ways, wanted)),
        turn=line.wider,
    )
    return SeaWaysView(ways=ways, datum=Point.of(to))


async def _starts(
    db: AsyncSession, caller: Caller, places: list[PlaceSent], *, now: datetime
) -> list[WayStart]:
    codes = {one.code for one in places if one.code is not None}
    own = await own_types.seen_among(db, caller.party, codes, now=now)
    types = {**shipped_types(), **own}
    if codes - types.keys():
        raise _not_places()
    draughts = [types[one.code].draught if one.code else Draught.SHALLOW for one in places]
    return [
        WayStart(one.place, draught, one.over)
        for one, draught in zip(places, draughts, strict=True)
    ]


def places_of(text: str) -> list[PlaceSent]:
    """The starts of "12.7,34.3;14.2,35.1,M4;13.4,38.2,M4,12.5,37.9": lon, lat, as in GeoJSON, the
    unit's type, and lon and lat of the place where it takes fuel first."""
    try:
        places = [_start(part.split(",")) for part in text.split(";")]
    except ValueError:
        places = []
    if not 1 <= len(places) <= MOST_PLACES:
        raise _not_places()
    return places


def _start(parts: list[str]) -> PlaceSent:
    lon, lat, *more = parts
    place = _place(lon, lat)
    match more:
        case []:
            return PlaceSent(place)
        case [code]:
            return PlaceSent(place, code)
        case [code, over_lon, over_lat]:
            return PlaceSent(place, code, _place(over_lon, over_lat))
        case _:
            raise ValueError


def _place(lon: str, lat: str) -> LatLon:
    return LatLon(lat=float(lat), lon=float(lon))


def _not_places() -> Malformed:
    reason = filled(
        "is 1 to {most_places} places as lon,lat or lon,lat,type or lon,lat,type,lon,lat, "
        "with semicolons",
        most_places=MOST_PLACES,
    )
    return Malformed.at("places", "not_places", reason)


def _found(sea: SceneFields, stop_ways: StopWays, starts: list[WayStart]) -> list[SeaWayView]:
    return [_view(_legs(sea, stop_ways, start)) for start in starts]


def _legs(sea: SceneFields, stop_ways: StopWays, start: WayStart) -> list[SeaWay]:
    """One, or two over the place where it takes fuel; none, if the first is not worked out yet."""
    if start.over is None:
        return [sea.way(start.place, start.draught)]
    there = stop_ways.way(start.place, start.over, start.draught)
    return [] if there is None else [there, sea.way(start.over, start.draught)]


def _view(legs: list[SeaWay]) -> SeaWayView:
    """The way is not known if one of its legs is not."""
    if not legs:
        return SeaWayView(nm=None, turns=[], note=NOT_YET)
    unknown = next((leg for leg in legs if leg.nm is None), None)
    if unknown is not None:
        return SeaWayView(nm=None, turns=[], note=unknown.note or None)
    path = [corner for n, leg in enumerate(legs) for corner in leg.path[min(n, 1) :]]
    turns = [(round(p.lon, 3), round(p.lat, 3)) for p in path[1:-1]]
    note = next((leg.note for leg in legs if leg.note), None)
    return SeaWayView(nm=round(sum(leg.nm or 0.0 for leg in legs), 1), turns=turns, note=note)
