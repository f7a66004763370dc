"""Stops of vessels for fuel, by water: on the way to a scene and after the work there (pure)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import Final

from sar.geo.position import LatLon
from sar.geo.sea.passages import canals_minutes
from sar.geo.sea.sea_route import SeaWay, SeaWays
from sar.geo.sea.stop_ways import StopWays
from sar.incidents.drift import STEP_NM
from sar.matching.candidate import Candidate, radius_nm
from sar.matching.candidate_route import Route, sailed
from sar.matching.fuel_stops import OpenStops, StopAhead, refuel_minutes
from sar.matching.landing_places import Landings, Site

ASIDE_NM: Final = 4.0 * STEP_NM
"""Both legs of a way over a stop are no shorter than great circles but for so much: the field
about the scene stands so far beside the datum (`carriage.BESIDE_NM`), twice."""


@dataclass(frozen=True, slots=True)
class Voyage:
    """A vessel that is to go to a scene by water, `off_minutes` from now at so many knots, and the
    `points` where it may take fuel.

    Without `sea` it goes along great circles. A leg that is not worked out yet is left out.
    """

    candidate: Candidate
    points: Landings
    stops: OpenStops
    off_minutes: float
    kn: float
    sea: SeaWays | None
    ways: StopWays
    stop_ahead: StopAhead | None = None
    """Of one that is under way."""

    @property
    def range_nm(self) -> float:
        """The miles that its fuel lasts for; infinite: no limit is known."""
        limit = radius_nm(self.candidate)
        return inf if limit is None else limit

    def over_stop_if_needed(self, direct: Route, *, shut: frozenset[Site] = frozenset()) -> Route:
        """The way over the stop that it has ahead; else the way itself if its fuel lasts for it;
        else the one over the stop by which it is there first, as far as there is any. `shut` are
        left out."""
        ahead = self.stop_ahead
        if ahead is not None and ahead.site not in shut and self._needs_it_still(ahead, direct):
            return self._over_stop_ahead(ahead, direct)
        if direct.length_nm <= self.range_nm:
            return direct
        start, end = direct.corners[0], direct.corners[-1]
        stays, lacking = refuel_minutes(self.candidate), False
        found: dict[Site, Route] = {}

        def cost(site: Site) -> float:
            nonlocal lacking
            if site in shut or not self.stops.may_take_fuel(site, self.candidate):
                return inf
            rest = self._from(site, end)
            if rest is None or rest.length_nm > self.range_nm:
                return inf
            first = self._to(site, start)
            lacking = lacking or first is None
            if first is None or first.length_nm > self.range_nm or first.length_nm <= 0.0:
                return inf
            there = self.off_minutes + self._minutes(first)
            if not self.stops.is_usable(site, self.candidate, there):
                return inf
            found[site] = self._joined(first, rest, site, stays)
            return there + stays + self._minutes(rest)

        reach_nm = self.range_nm + ASIDE_NM
        least = self.points.over_minutes(
            start, end, limit_nm=reach_nm, first_nm=reach_nm, kn=self.kn
        )
        best = self.points.cheapest(least - ASIDE_NM / self.kn * 60.0, cost)
        if best is not None:
            return found[best[1]]
        return replace(direct, stop_not_known=lacking)

    def _needs_it_still(self, ahead: StopAhead, direct: Route) -> bool:
        """Whether it goes to the scene over the stop ahead: it has not come nearer to that than the
        stop lies, and the stop is open when it comes there."""
        rest = self._from(ahead.site, direct.corners[-1])
        if rest is not None and direct.length_nm < rest.length_nm:
            return False
        first = self._to(ahead.site, direct.corners[0])
        if ahead.is_there or first is None:
            return True
        there = self.off_minutes + self._minutes(first)
        return self.stops.is_usable(ahead.site, self.candidate, there)

    def _over_stop_ahead(self, ahead: StopAhead, direct: Route) -> Route:
        first, rest = (
            self._to(ahead.site, direct.corners[0]),
            self._from(ahead.site, direct.corners[-1]),
        )
        if first is None or rest is None:
            return replace(direct, stop_not_known=True)
        return self._joined(first, rest, ahead.site, ahead.minutes)

    def is_open_after(self, hold_minutes: float, route: Route) -> bool:
        """Whether the stop of a way is open still if it has held so long before it comes there."""
        if hold_minutes <= 0.0 or route.stop is None:
            return True
        first = self._to(route.stop, route.corners[0])
        there = self.off_minutes + (0.0 if first is None else self._minutes(first))
        return self.stops.is_usable(route.stop, self.candidate, there + hold_minutes)

    def fuel_after(self, route: Route, at_minutes: float) -> tuple[float, Site] | None:
        """The miles to the point nearest to the end of a way by water where it may take fuel, if it
        leaves for it at that minute, and the point; None: none is nearer than where it came from,
        or it does not get there."""
        end, left_nm = route.corners[-1], self.range_nm - route.on_fuel_nm
        if left_nm < 0.0:
            return None

        def cost(site: Site) -> float:
            if not self.stops.may_take_fuel(site, self.candidate):
                return inf
            way = self._from(site, end)
            if way is None or way.length_nm > left_nm:
                return inf
            comes = at_minutes + self._minutes(way)
            return way.length_nm if self.stops.is_usable(site, self.candidate, comes) else inf

        below = route.length_nm if route.stop is None else inf
        return self.points.cheapest(self.points.away_nm(end) - ASIDE_NM, cost, below=below)

    def drift_to_reach_nm(self, route: Route, short_nm: float, _at_minutes: float) -> float:
        """Lower bound of the drift after which the end of a way, for which it is so many miles
        short, may be in reach, directly or over a stop to which its fuel takes it."""
        end = route.corners[-1]
        over = (way.length_nm - self.range_nm for way in self._rests(route.corners[0], end))
        return min(short_nm, *over, inf)

    def _rests(self, start: LatLon, end: LatLon) -> Iterator[Route]:
        """The ways to the end from the points that its fuel takes it to."""
        for site in self._sites_within(start):
            first, rest = self._to(site, start), self._from(site, end)
            if first is not None and first.length_nm <= self.range_nm and rest is not None:
                yield rest

    def _sites_within(self, start: LatLon) -> Iterable[Site]:
        may = self.stops.may_take_fuel
        near = self.points.sites_within(start, self.range_nm + ASIDE_NM)
        return (site for site in near if may(site, self.candidate))

    def _to(self, site: Site, start: LatLon) -> Route | None:
        """The way to a point from where it starts; None: there is none, or none is worked out."""
        if self.sea is None:
            return _sailed(None, start, site.place)
        way = self.ways.way(start, site.place, self.candidate.seen.type.draught)
        return None if way is None else _sailed(way, start, site.place)

    def _from(self, site: Site, end: LatLon) -> Route | None:
        """The way from a point to the scene."""
        if self.sea is None:
            return _sailed(None, site.place, end)
        way = self.sea.way(site.place, self.candidate.seen.type.draught)
        return _sailed(way, site.place, end)

    def _minutes(self, leg: Route) -> float:
        return leg.length_nm / self.kn * 60.0 + canals_minutes(leg.through)

    def _joined(self, first: Route, rest: Route, stop: Site, stays: float) -> Route:
        return Route(
            (*first.corners, *rest.corners[1:]),
            first.length_nm + rest.length_nm,
            by_water=rest.by_water,
            stop=stop,
            rest_nm=rest.length_nm,
            refuel_minutes=stays,
            to_stop_minutes=self._minutes(first),
            through=(*first.through, *rest.through),
            note=rest.note,
        )


def _sailed(way: SeaWay | None, start: LatLon, end: LatLon) -> Route | None:
    """The leg, if it is known."""
    found = sailed(start, end, way=way)
    return None if isinstance(found, str) or found.is_least else found
