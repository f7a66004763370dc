"""The route of one candidate to a place: by water, by air over a base, or straight."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sar.agreements.words import Kind
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.passages import passages
from sar.geo.sea.sea_route import SeaWay, SeaWays
from sar.matching.candidate import Candidate, radius_nm
from sar.matching.landing_places import NOWHERE, Landings
from sar.matching.wind import Wind, air_nm

REFUEL_MINUTES: Final = 30.0
"""On the ground at a base on the way (house figure)."""


@dataclass(frozen=True, slots=True)
class Route:
    """The corners of a route and the notes on it; `via` is where it refuels.

    `through` are the codes of its straits and canals. `is_least`: a lower bound, whose course is
    not known.
    """

    corners: tuple[LatLon, ...]
    length_nm: float
    by_water: bool = False
    via: LatLon | None = None
    through: tuple[str, ...] = ()
    note: str = ""
    is_least: bool = False

    @property
    def stops_minutes(self) -> float:
        """Minutes beyond those of the miles: on the ground to refuel, and in canals."""
        stops = REFUEL_MINUTES if self.via else 0.0
        if not self.through:
            return stops
        in_canals = sum((passages()[code].transit for code in self.through), timedelta())
        return in_canals / timedelta(minutes=1) + stops

    @property
    def on_fuel_nm(self) -> float:
        """The miles at its end since it last took fuel."""
        return self.length_nm if self.via is None else distance_nm(self.via, self.corners[-1])


def by_water(candidate: Candidate, sea: SeaWays | None) -> SeaWay | None:
    """A vessel's route by water to the place of `sea`; None: it goes otherwise, or none is
    known."""
    if candidate.kind is not Kind.VESSEL or sea is None or candidate.seen.place is None:
        return None
    return sea.way(candidate.seen.place, candidate.seen.type.draught)


def routed(
    candidate: Candidate,
    to: LatLon,
    *,
    way: SeaWay | None,
    bases: Landings = NOWHERE,
    spent_nm: float = 0.0,
    wind: Wind | None = None,
) -> Route | str:
    """The route to a place close to the end of `way`; a sentence when there is none.

    Aircraft fly the geodesic, over a base of their own party when it is too far otherwise. Vessels
    go by water, along the great circle without `way`; other self-moving assets go straight.
    `spent_nm` are the miles flown already since it last took fuel.
    """
    place = candidate.seen.place
    if place is None:
        return "Its place is not known."
    direct = Route((place, to), distance_nm(place, to))
    if candidate.returns:
        return _over_base(candidate, direct, bases, spent_nm=spent_nm, wind=wind)
    if way is None or candidate.kind is not Kind.VESSEL:
        return direct
    if way.is_none:
        return way.note
    if way.nm is None:
        least_nm = max(direct.length_nm, way.bound_nm - distance_nm(way.path[-1], to))
        return Route(direct.corners, least_nm, note=way.note, is_least=True)
    return _turned_to(way, to)


def _turned_to(way: SeaWay, to: LatLon) -> Route:
    """The sea route with its last leg replaced by one to the drifted datum."""
    nm = way.nm or 0.0
    if len(way.path) < 2:
        return Route((*way.path, to), nm, by_water=True, through=way.passages, note=way.note)
    *before, last = way.path
    length_nm = nm - distance_nm(before[-1], last) + distance_nm(before[-1], to)
    return Route(
        (*before, to),
        max(0.0, length_nm),
        by_water=True,
        through=way.passages,
        note=way.note,
    )


def _over_base(
    candidate: Candidate,
    direct: Route,
    bases: Landings,
    *,
    spent_nm: float,
    wind: Wind | None,
) -> Route:
    """The direct flight within reach, out and back against the wind one way; else over the base
    that makes the shortest way."""
    limit = radius_nm(candidate)
    if limit is None or _reach_needed_nm(candidate, direct, wind) <= limit - spent_nm / 2.0:
        return direct
    over = over_base(direct, bases, limit_nm=limit, spent_nm=spent_nm)
    if over is None or over.via is None:
        return direct
    rest = Route((over.via, direct.corners[-1]), over.on_fuel_nm)
    return over if _reach_needed_nm(candidate, rest, wind) <= limit else direct


def _reach_needed_nm(candidate: Candidate, direct: Route, wind: Wind | None) -> float:
    """Half of the miles through the air there and back."""
    air_kn = candidate.seen.figures.response_kn
    if wind is None or not air_kn:
        return direct.length_nm
    there, back = direct.corners, direct.corners[::-1]
    return (air_nm(there, air_kn, wind) + air_nm(back, air_kn, wind)) / 2.0


def over_base(
    direct: Route, bases: Landings, *, limit_nm: float, spent_nm: float = 0.0
) -> Route | None:
    """The shortest flight over a base within the fuel left, from which it can go on to the end of
    the way and come back; None: over none."""
    start, end = direct.corners
    found = bases.over(start, end, limit_nm=limit_nm, first_nm=2.0 * limit_nm - spent_nm)
    if found is None:
        return None
    length_nm, base = found
    return Route((start, base, end), length_nm, via=base)
