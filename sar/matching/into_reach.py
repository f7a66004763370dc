"""Meetings that a unit makes only once the datum has drifted into its reach (pure).

Beyond its reach a unit waits where it is, and moves off as late as it must: it is there when its
fuel first takes it to where the datum is then.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.matching.candidate_route import Route
from sar.matching.fuel_stops import Flight
from sar.matching.wind import least_kn

_STEP_NM: Final = 0.1
"""The datum is looked at again after so much drift, where nothing says that more is safe: what is
in reach for less is not found."""
_STEPS: Final = 400
_CLOSE_MINUTES: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Meetings:
    """The ways of a unit to where the datum is at any minute: how long each takes, and how many
    miles it is short of fuel for it if it is there at that minute."""

    way_at: Callable[[float], Route | str]
    minutes_of: Callable[[Route], float]
    short_nm: Callable[[Route, float], float]

    def is_met(self, minutes: float) -> bool:
        """Whether it reaches the datum at that minute, and is there by then."""
        route = self.way_at(minutes)
        if isinstance(route, str) or route.is_least or self.short_nm(route, minutes) > 0.0:
            return False
        return self.minutes_of(route) <= minutes


def soonest_in_reach(
    meetings: Meetings,
    apart_nm: Callable[[Route, float, float], float],
    *,
    drift_kn: float,
    after_minutes: float,
    within_minutes: float,
) -> float | None:
    """The least minute after that one at which the datum is met; None: it never is, or not within
    so many minutes.

    `apart_nm` is the least drift that may bring a place, for which it is so many miles short at a
    minute, into reach: so far the search steps at once.
    """
    before, at = after_minutes, after_minutes
    for _ in range(_STEPS):
        if at > within_minutes:
            return None
        route = meetings.way_at(at)
        if isinstance(route, str) or route.is_least:
            return None
        short_nm = meetings.short_nm(route, at)
        if short_nm <= 0.0 and meetings.minutes_of(route) <= at:
            return _narrowed(meetings, before, at)
        step_nm = apart_nm(route, short_nm, at) if short_nm > 0.0 else 0.0
        before, at = at, at + max(step_nm, _STEP_NM) / drift_kn * 60.0
    return None


def _narrowed(meetings: Meetings, before: float, found: float) -> float:
    """The first minute at which it is met, between one at which it is not and one at which it
    is."""
    while found - before > _CLOSE_MINUTES:
        middle = (before + found) / 2.0
        if meetings.is_met(middle):
            found = middle
        else:
            before = middle
    return found


def apart_nm(
    flight: Flight, stops: Sequence[LatLon], route: Route, short_nm: float, at_minutes: float
) -> float:
    """Lower bound of the drift after which the end of a way may be in reach, directly or over one
    of the `stops` to which its fuel takes it: no mile nearer saves more fuel than one against the
    wind. It lands afterwards where it may at that minute: a place that opens later is found late.
    """
    candidate, wind, end = flight.candidate, flight.wind, route.corners[-1]
    air_kn, share = candidate.seen.figures.response_kn, 1.0
    if wind is not None and air_kn:
        share = least_kn(air_kn, wind) / air_kn
    least_nm = short_nm * share
    if not stops:
        return least_nm
    lands_nm = flight.landing_from(end, at_minutes)[0]
    for stop in stops:
        rest_nm = distance_nm(stop, end) - flight.tank_nm / 2.0
        tank_nm = (flight.fuel_nm(stop, end) + lands_nm - flight.tank_nm) / 2.0
        least_nm = min(least_nm, max(rest_nm, tank_nm * share))
    return least_nm


def stops_in_reach(flight: Flight) -> list[LatLon]:
    """The places where it may take fuel on the way, as far as its fuel takes it now."""
    place = flight.candidate.seen.place
    if place is None or not flight.candidate.returns or flight.tank_nm == inf:
        return []
    near = flight.landings.within(place, flight.left_nm)
    return [one for one in near if flight.fuel_nm(place, one) <= flight.left_nm]
