"""Intercept of a candidate and the datum: route, waits at borders, and meeting place."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.sea_route import SeaWays
from sar.incidents.drift import carried
from sar.matching.candidate import Candidate
from sar.matching.candidate_route import Route, by_water, routed
from sar.matching.into_reach import Meetings, apart_nm, soonest_in_reach
from sar.matching.landing_places import Landings
from sar.matching.question import Scene
from sar.matching.time_to_scene import Gates, Least, TimeToScene, speed_kn, timed, wind_of
from sar.matching.wind import Wind, fuel_nm, over_ground_kn

HORIZON_MINUTES: Final = 14.0 * 24.0 * 60.0
"""A unit that would take longer does not catch up with the drift."""


_CLOSE_MINUTES: Final = 1e-7


@dataclass(frozen=True, slots=True)
class Approach:
    """A candidate on its way; without a time there is no route, none known, no place or no speed.

    `meets` is the meeting place, `back_nm` the way from there to a landing place. `out_air_nm` and
    `back_air_nm` are what both take of its fuel, in miles through the air: the way out from where
    it last took fuel; no fewer than over ground, for a wind is not counted upon; of a vessel those
    that she makes in a calm in that time. `uncaught`: it is not there within the horizon. `no_way`
    says why there is no route, and `least` bounds one that is not computed.
    """

    route: Route | None = None
    time: TimeToScene | None = None
    meets: LatLon | None = None
    back_nm: float | None = None
    out_air_nm: float | None = None
    back_air_nm: float | None = None
    again_air_nm: float | None = None
    """The same of the way out from that landing place."""
    over_ground_kn: float | None = None
    """The speed on its way, of an aircraft in a wind that is known."""
    uncaught: bool = False
    no_way: str = ""
    least: Least | None = None
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
    spent_nm: float = 0.0,
    short_nm: Callable[[Approach], float] | None = None,
) -> Approach:
    """The soonest meeting with the drifting datum. `spent_nm` are the miles flown already since it
    last took fuel. With `short_nm`, which tells how many miles of fuel an approach is short of, it
    waits for a datum that drifts into its reach, if any does."""
    speed = speed_kn(candidate, scene)
    if scene.place is None or candidate.seen.place is None or not speed:
        return Approach()
    start, way = scene.place, by_water(candidate, sea)
    wind = wind_of(candidate, scene)

    def way_at(minutes: float) -> Route | str:
        to = carried(start, scene.drift, minutes)
        return routed(candidate, to, way=way, bases=bases, spent_nm=spent_nm, wind=wind)

    def time_of(route: Route) -> TimeToScene:
        known = () if route.is_least else gates(route)
        going = over_ground_kn(route.corners, speed, wind)
        return timed(route, notice_minutes=notice_minutes, speed=going, gates=known)

    def reach(minutes: float) -> tuple[Route, TimeToScene] | str:
        route = way_at(minutes)
        return route if isinstance(route, str) else (route, time_of(route))

    first = reach(0.0)
    if isinstance(first, str):
        return Approach(no_way=first)
    moving = scene.drift is not None and scene.drift.speed_kn > 0.0
    found = _least(reach, first) if moving else first
    if found is None:
        return Approach(route=None if first[0].is_least else first[0], uncaught=True)
    route, time = found
    if route.is_least:
        return Approach(least=Least(route.length_nm, time.total_minutes))
    soonest = _approach(candidate, route, time, speed, bases=bases, wind=wind)
    if short_nm is None or not moving or short_nm(soonest) <= 0.0:
        return soonest
    short_of = partial(_short_nm, candidate, speed, short_nm, bases=bases, wind=wind)
    minutes = soonest_in_reach(
        Meetings(way_at, lambda route: time_of(route).total_minutes, short_of),
        partial(apart_nm, candidate, bases=bases, spent_nm=spent_nm, wind=wind),
        drift_kn=scene.drift.speed_kn if scene.drift else 0.0,
        after_minutes=time.total_minutes,
        within_minutes=HORIZON_MINUTES,
    )
    route_then = None if minutes is None else way_at(minutes)
    if minutes is None or route_then is None or isinstance(route_then, str):
        return soonest
    then = time_of(route_then).meeting_at(minutes)
    later = _approach(candidate, route_then, then, speed, bases=bases, wind=wind)
    return replace(later, waits_for_reach=True)


def _short_nm(
    candidate: Candidate,
    speed: float,
    short_nm: Callable[[Approach], float],
    route: Route,
    *,
    bases: Landings,
    wind: Wind | None,
) -> float:
    return short_nm(_approach(candidate, route, None, speed, bases=bases, wind=wind))


def _approach(
    candidate: Candidate,
    route: Route,
    time: TimeToScene | None,
    speed: float,
    *,
    bases: Landings,
    wind: Wind | None,
) -> Approach:
    """The approach by a route, with what it takes of the fuel."""
    meets = route.corners[-1]
    back = _landing_place(candidate, meets, bases)
    back_nm = None if back is None else distance_nm(meets, back)
    calm_kn = candidate.seen.figures.response_kn or speed
    out_air_nm, back_air_nm, again_air_nm = route.on_fuel_nm * calm_kn / speed, back_nm, back_nm
    if wind is not None:
        out_air_nm = fuel_nm((route.via or route.corners[0], meets), speed, wind)
        if back is not None:
            back_air_nm = fuel_nm((meets, back), speed, wind)
            again_air_nm = fuel_nm((back, meets), speed, wind)
    return Approach(
        route,
        time,
        meets,
        back_nm,
        out_air_nm=out_air_nm,
        back_air_nm=back_air_nm,
        again_air_nm=again_air_nm,
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


def _landing_place(candidate: Candidate, scene: LatLon, bases: Landings) -> LatLon | None:
    """The landing place of the aircraft that is nearest to the scene; None: it goes back the way
    it came."""
    home = candidate.seen.base or candidate.seen.place
    if not candidate.returns or home is None:
        return None
    nearest = bases.nearest(scene)
    if nearest is None or distance_nm(scene, home) <= distance_nm(scene, nearest):
        return home
    return nearest
