"""The intended route of a craft without a datum: the places that it may have touched (pure).

SAR Convention, Annex 4.5.4: where nobody knows the position, the centres along the route are told,
and the one of the last reported position is the one to lead unless others agree on another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from shapely import union_all
from shapely.geometry.base import BaseGeometry

from sar.geo.areas import disc, leg
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.incidents.phases import around
from sar.incidents.words import RegionTouch

PORT_REACH_NM: Final = 12.0
"""The waters of a port, whose centre is told (house figure): its region begins off the coast."""
LONGEST_NM: Final = 5_000.0


@dataclass(frozen=True, slots=True)
class ReportedPlace:
    """The position that was reported last, its error, and of when it is."""

    point: LatLon
    error_nm: float
    at: datetime | None = None


def turns(voyage: Mapping[str, Any]) -> list[LatLon]:
    """The places of the route in order, the port first."""
    port = [voyage["port_at"]] if voyage["port_at"] else []
    return [LatLon(lat=lat, lon=lon) for lon, lat in [*port, *voyage["way"]]]


def length_nm(places: list[LatLon]) -> float:
    """The length of a route."""
    return sum(distance_nm(one, other) for one, other in pairwise(places))


def touches(
    voyage: Mapping[str, Any] | None, last: ReportedPlace | None
) -> Iterator[tuple[RegionTouch, BaseGeometry]]:
    """The shapes that a case without a datum may have to do with, the most telling first."""
    if last is not None:
        yield RegionTouch.REPORTED, around(last.point, last.error_nm)
    if voyage is None:
        return
    if voyage["port_at"]:
        lon, lat = voyage["port_at"]
        yield RegionTouch.PORT, disc(LatLon(lat=lat, lon=lon), PORT_REACH_NM)
    legs = [leg(one, other) for one, other in pairwise(turns(voyage))]
    if legs:
        yield RegionTouch.ROUTE, union_all(legs)
