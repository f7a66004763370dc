"""Intercept of a candidate and the datum: route, waits at borders, and meeting place."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from sar.agreements.words import Kind
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.sea_route import SeaWay, SeaWays
from sar.geo.sea.stop_ways import ON_DEMAND, StopWays
from sar.incidents.drift import Drift, carried
from sar.matching.candidate import Candidate
from sar.matching.candidate_route import Route, by_water, routed
from sar.matching.fuel_stops import NO_STOPS, Flight, OpenStops, StopAhead
from sar.matching.into_reach import Meetings, apart_nm, soonest_in_reach, stops_in_reach
from sar.matching.landing_places import Landings, Site
from sar.matching.question import Scene
from sar.matching.time_to_scene import Gates, Least, TimeToScene, speed_kn, timed, wind_of
from sar.matching.voyage import Voyage
from sar.matching.wind import fuel_nm, over_ground_kn

HORIZON_MINUTES: Final = 14.0 * 24.0 * 60.0
"""A unit that would take longer does not catch up with the drift."""


_CLOSE_MINUTES: Final = 1e-7


@dataclass(frozen=True, slots=True)
class Approach:
    """A candidate on its way; without a time there is no route, none known, no place or no speed.

    `meets` is the meeting place, `back_nm` the way from there to a landing place, which `lands` is
    unless it is its home. `out_air_nm` and `back_air_nm` are what both take of its fuel, in miles
    through the air: the way out from where it last took fuel; no fewer than over ground, for a wind
    is not counted upon; of a vessel those that she makes in a calm in that time. `uncaught`: it is
    not there within the horizon. `no_way` says why there is no route, and `least` bounds one that
    is not computed.
    """

    route: Route | None = None
    time: TimeToScene | None = None
    meets: LatLon | None = None
    back_nm: float | None = None
    lands: Site | None = None
    out_air_nm: float | None = None
    back_air_nm: float | None = None
    again_air_nm: float | None = None
    """The same of the way out from that landing place."""
    home_air_nm: float | None = None
    """The fuel that the way from there home takes: of a vessel with places to take some back
    the way that it came."""
    over_ground_kn: float | None = None
    """The speed on its way, of an aircraft in a wind."""
    uncaught: bool = False
    no_way: str = ""
    least: Least | None = None
    too_small: Site | None = None
    """A place where it would take fuel, were it not too large for that."""
    waits_for_reach: bool = False
    """It moves off so late because the datum must drift into its reach first."""

    def at_minutes(self, nm: float) -> float | None:
        """The minute at which it is so far along its way; None: without a time."""
        if self.time is None or self.route is None or self.route.length_nm <= 0.0:
            return None
        return self.time.at_minutes(nm / self.route.length_nm)


def met(
    candidate: Candidate,
    scene: Scene,
    *,
    notice_minutes: float,
    sea: SeaWays | None,
    bases: Landings,
    gates: Gates,
    stops: OpenStops = NO_STOPS,
    stop_ways: StopWays = ON_DEMAND,
    stop_ahead: StopAhead | None = None,
    spent_nm: float | None = None,
    short_nm: Callable[[Approach], float] | None = None,
) -> Approach:
    """The soonest meeting with the drifting datum; `stops` rules which of the `bases` are open,
    which of a vessel are fuel points, and `stop_ways` are the ways by water to these. `spent_nm`
    are the miles of fuel gone since it last took any, of what carries something. With `short_nm`,
    which tells how many miles of fuel an approach is short of, it waits for a datum that drifts
    into its reach, if any does. `stop_ahead` is that of one under way."""
    speed = speed_kn(candidate, scene)
    if scene.place is None or candidate.seen.place is None or not speed:
        return Approach()
    wind, off_minutes = wind_of(candidate, scene), notice_minutes
    flight = Flight(candidate, bases, stops, off_minutes, wind, spent_nm, stop_ahead)
    voyage = None
    if candidate.kind is Kind.VESSEL and len(bases):
        voyage = Voyage(candidate, bases, stops, off_minutes, speed, sea, stop_ways, stop_ahead)
    way = by_water(candidate, sea)
    ways = _Ways(flight, voyage, scene.place, scene.drift, way, speed, gates)
    first = ways.reach(0.0)
    if isinstance(first, str):
        return Approach(no_way=first)
    moving = scene.drift is not None and scene.drift.speed_kn > 0.0
    found = _least(ways.reach, first) if moving else first
    if found is None:
        return Approach(route=None if first[0].is_least else first[0], uncaught=True)
    route, time = found
    if route.is_least:
        return Approach(least=Least(route.length_nm, time.total_minutes))
    soonest = _approach(ways, route, time, at_minutes=time.total_minutes)
    if short_nm is None or not moving or short_nm(soonest) <= 0.0:
        return soonest
    return _in_reach(ways, short_nm, after_minutes=time.total_minutes) or soonest


@dataclass(frozen=True, slots=True)
class _Ways:
    """The ways of a unit to where the datum is at any minute, `start` at first. `voyage`: it is a
    vessel that may take fuel somewhere."""

    flight: Flight
    voyage: Voyage | None
    start: LatLon
    drift: Drift | None
    by_water: SeaWay | None
    speed: float
    gates: Gates

    def reach(self, minutes: float) -> tuple[Route, TimeToScene] | str:
        """The way over stops that are open when it comes there, and its time; why there is
        none."""
        shut: frozenset[Site] = frozenset()
        while True:
            route = self._way_at(minutes, shut)
            if isinstance(route, str):
                return route
            time = self.time_of(route)
            if route.stop is None or self.is_open_after(time.hold_minutes, route):
                return route, time
            shut |= {route.stop}

    def open_way_at(self, minutes: float) -> Route | str:
        """The same way, without its time where no stop depends on that."""
        route = self._way_at(minutes, frozenset())
        if isinstance(route, str) or route.stop is None:
            return route
        found = self.reach(minutes)
        return found if isinstance(found, str) else found[0]

    def time_of(self, route: Route) -> TimeToScene:
        """The time of a way, if it moves off as soon as it may."""
        known = () if route.is_least else self.gates(route)
        going = over_ground_kn(route.corners, self.speed, self.flight.wind)
        return timed(route, notice_minutes=self.flight.off_minutes, speed=going, gates=known)

    def is_open_after(self, hold_minutes: float, route: Route) -> bool:
        """Whether the stop of a way is open still if it has held so long before it comes there."""
        if route.stop is None:
            return True
        if self.voyage is not None:
            return self.voyage.is_open_after(hold_minutes, route)
        return self.flight.is_open_after(hold_minutes, route.stop)

    def drift_to_reach_nm(self) -> Callable[[Route, float, float], float]:
        """Lower bound of the drift that may bring the end of a way into reach."""
        if self.voyage is not None:
            return self.voyage.drift_to_reach_nm
        return partial(apart_nm, self.flight, stops_in_reach(self.flight))

    def _way_at(self, minutes: float, shut: frozenset[Site]) -> Route | str:
        to = carried(self.start, self.drift, minutes)
        flight = self.flight
        route = routed(flight.candidate, to, way=self.by_water, flight=flight, shut=shut)
        if self.voyage is None or isinstance(route, str):
            return route
        return self.voyage.over_stop_if_needed(route, shut=shut)


def _in_reach(
    ways: _Ways, short_nm: Callable[[Approach], float], *, after_minutes: float
) -> Approach | None:
    """The first meeting after that minute to which its fuel takes it; None: there is none."""

    def short_of(route: Route, at_minutes: float) -> float:
        return short_nm(_approach(ways, route, None, at_minutes=at_minutes))

    minutes = soonest_in_reach(
        Meetings(ways.open_way_at, lambda route: ways.time_of(route).total_minutes, short_of),
        ways.drift_to_reach_nm(),
        drift_kn=ways.drift.speed_kn if ways.drift else 0.0,
        after_minutes=after_minutes,
        within_minutes=HORIZON_MINUTES,
    )
    if minutes is None:
        return None
    route = ways.open_way_at(minutes)
    if isinstance(route, str):
        return None
    time = ways.time_of(route).meeting_at(minutes)
    late_minutes = time.wait_minutes + time.hold_minutes
    if not ways.is_open_after(late_minutes, route):
        return None
    approach = _approach(ways, route, time, at_minutes=minutes)
    return replace(approach, waits_for_reach=True)


def _approach(
    ways: _Ways, route: Route, time: TimeToScene | None, *, at_minutes: float
) -> Approach:
    """The approach by a route, with what it takes of the fuel, if it is there at that minute."""
    flight, speed = ways.flight, ways.speed
    candidate, wind = flight.candidate, flight.wind
    meets = route.corners[-1]
    back, lands, back_nm, home_air_nm = None, None, None, None
    if candidate.returns and flight.home is not None:
        lands_nm, lands = flight.landing_from(meets, at_minutes)
        back = flight.home if lands is None else lands.place
        back_nm = lands_nm if wind is None else distance_nm(meets, back)
        home_air_nm = lands_nm if lands is None else flight.fuel_nm(meets, flight.home)
    calm_kn = candidate.seen.figures.response_kn or speed
    if ways.voyage is not None and not route.is_least:
        home_air_nm = route.length_nm * calm_kn / speed
        fuel = ways.voyage.fuel_after(route, at_minutes)
        if fuel is not None:
            back_nm, lands = fuel
    to_calm = calm_kn / speed if candidate.kind is Kind.VESSEL else 1.0
    back_air_nm = again_air_nm = None if back_nm is None else back_nm * to_calm
    out_air_nm = route.on_fuel_nm * calm_kn / speed
    if wind is not None:
        out_air_nm = fuel_nm(route.via or route.corners[0], meets, speed, wind)
        if back is not None:
            back_air_nm = fuel_nm(meets, back, speed, wind)
            again_air_nm = fuel_nm(back, meets, speed, wind)
    return Approach(
        route,
        time,
        meets,
        back_nm,
        lands=lands,
        out_air_nm=out_air_nm,
        back_air_nm=back_air_nm,
        again_air_nm=again_air_nm,
        home_air_nm=home_air_nm,
        over_ground_kn=None if wind is None else over_ground_kn(route.corners, speed, wind),
    )


def _least(
    reach: Callable[[float], tuple[Route, TimeToScene] | str], first: tuple[Route, TimeToScene]
) -> tuple[Route, TimeToScene] | None:
    """The least time t in which it reaches the place of the datum at t; None: not within the
    horizon.

    Secant steps on the minutes needed at t while they narrow the bracket, else bisection. If the
    datum drifts out of waters that need a clearance, or within reach of another route, the minutes
    needed fall at once: the unit then waits for the datum.
    """
    low, high, found = 0.0, HORIZON_MINUTES, None
    before, needed = 0.0, first[1].total_minutes
    guess = needed
    for step in range(200):
        if high - low <= _CLOSE_MINUTES:
            break
        if not low < guess < high or step % 8 == 7:
            guess = (low + high) / 2.0
        tried = reach(guess)
        if isinstance(tried, str):
            return None
        needs = tried[1].total_minutes
        if abs(needs - guess) <= _CLOSE_MINUTES:
            return tried
        if needs > guess:
            low = guess
        else:
            high, found = guess, (tried[0], tried[1].meeting_at(guess))
        slope = (needs - needed) / (guess - before) if guess != before else 0.0
        before, needed = guess, needs
        guess = needs if slope >= 1.0 else guess + (needs - guess) / (1.0 - slope)
    return found
