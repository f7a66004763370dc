"""The route of one candidate to a place: by water, by air over a base, or straight."""

from dataclasses import dataclass

from sar.agreements.words import Kind
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.passages import canals_minutes
from sar.geo.sea.sea_route import SeaWay, SeaWays
from sar.matching.candidate import Candidate
from sar.matching.fuel_stops import Flight, refuel_minutes
from sar.matching.landing_places import Site


@dataclass(frozen=True, slots=True)
class Route:
    """The corners of a route and the notes on it; `stop` is where it refuels, in `refuel_minutes`.

    `through` are the codes of its straits and canals. `is_least`: a lower bound, whose course is
    not known.
    """

    corners: tuple[LatLon, ...]
    length_nm: float
    by_water: bool = False
    stop: Site | None = None
    refuel_minutes: float = 0.0
    through: tuple[str, ...] = ()
    note: str = ""
    is_least: bool = False
    rest_nm: float = 0.0
    """The miles after the stop."""
    to_stop_minutes: float = 0.0
    """Under way until the stop."""
    stop_not_known: bool = False
    """A way over a stop is not worked out yet."""

    @property
    def via(self) -> LatLon | None:
        """The place where it refuels."""
        return None if self.stop is None else self.stop.place

    @property
    def stops_minutes(self) -> float:
        """Minutes beyond those of the miles: on the ground to refuel, and in canals."""
        return canals_minutes(self.through) + self.refuel_minutes

    @property
    def on_fuel_nm(self) -> float:
        """The miles at its end since it last took fuel."""
        return self.length_nm if self.stop is None else self.rest_nm


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
    flight: Flight | None = None,
    shut: frozenset[Site] = frozenset(),
) -> Route | str:
    """The route to a place close to the end of `way`; a sentence when there is none.

    Aircraft fly the geodesic, over a place to take fuel when it is too far otherwise, but not over
    one that is `shut`. Vessels go by water, along the great circle without `way`; other self-moving
    assets go straight.
    """
    place = candidate.seen.place
    if place is None:
        return "Its place is not known."
    direct = Route((place, to), distance_nm(place, to))
    if candidate.returns:
        return direct if flight is None else _by_air(flight, direct, shut)
    return sailed(place, to, way=way if candidate.kind is Kind.VESSEL else None)


def sailed(place: LatLon, to: LatLon, *, way: SeaWay | None) -> Route | str:
    """The route by water from a place, along the great circle without `way`; a sentence when there
    is none."""
    direct = Route((place, to), distance_nm(place, to))
    if way is None:
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


def _by_air(flight: Flight, direct: Route, shut: frozenset[Site]) -> Route:
    """The flight over the stop that it has ahead; else the direct one, if its fuel takes it there
    and back, or lets it work there and go on to a landing place; else the one over the stop by
    which it is there first."""
    start, end = direct.corners
    ahead = flight.stop_ahead
    if ahead is not None and ahead.site not in shut and flight.needs_it_still(ahead, end):
        return _over(flight, direct, ahead.site, ahead.minutes)
    if flight.returns(start, end) or flight.takes_fuel_after(start, end):
        return direct
    return over_stop(flight, direct, shut=shut) or direct


def over_stop(
    flight: Flight, direct: Route, *, shut: frozenset[Site] = frozenset()
) -> Route | None:
    """The soonest flight over a stop within the fuel left, from which it can go on to the end of
    the way and away again; None: over none."""
    start, end = direct.corners
    stop = flight.stop_before(start, end, shut=shut)
    return None if stop is None else _over(flight, direct, stop, refuel_minutes(flight.candidate))


def _over(flight: Flight, direct: Route, stop: Site, minutes: float) -> Route:
    """The flight over a stop at which it stays so long."""
    start, end = direct.corners
    rest_nm = distance_nm(stop.place, end)
    return Route(
        (start, stop.place, end),
        distance_nm(start, stop.place) + rest_nm,
        stop=stop,
        rest_nm=rest_nm,
        refuel_minutes=minutes,
        to_stop_minutes=flight.minutes(start, stop.place),
    )
