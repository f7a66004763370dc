"""How a candidate gets to the scene: its way, the wait at borders, and where it meets the datum."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from sar.agreements.words import Kind
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.passages import passages
from sar.incidents.drift import carried
from sar.matching.candidate import BINGO_MINUTES, Candidate, Scene, radius_nm
from sar.matching.landings import NOWHERE, Landings

HORIZON_MINUTES: Final = 14.0 * 24.0 * 60.0
"""Who would take longer does not catch up with what drifts."""

REFUEL_MINUTES: Final = 30.0
"""On the ground at a base on the way (house figure)."""

_CLOSE_MINUTES: Final = 1e-7
_SEA_STATE_LOSS: Final = 0.05
_SEA_STATE_FREE: Final = 3


class SeaWay(Protocol):
    """A way by water; `nm` None: there is none (`is_none`), or it is not known and `bound_nm` is
    the least."""

    @property
    def nm(self) -> float | None: ...
    @property
    def is_none(self) -> bool: ...
    @property
    def bound_nm(self) -> float: ...
    @property
    def path(self) -> tuple[LatLon, ...]: ...
    @property
    def passages(self) -> tuple[str, ...]: ...
    @property
    def note(self) -> str: ...


class SeaWays(Protocol):
    """The ways by water to one place, where the datum is now, of boats and of deep ships."""

    def way(self, p: LatLon, draught: Draught) -> SeaWay: ...
    def has_none(
        self, lons: NDArray[np.float64], lats: NDArray[np.float64], draught: Draught
    ) -> NDArray[np.bool_]: ...


@dataclass(frozen=True, slots=True)
class Route:
    """The corners of a way, and what must be said of it; `via` is where it refuels.

    `through` are the codes of the straits and canals on it. `is_least`: it is no shorter, and
    nobody knows where it goes.
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
        """What it takes beyond the miles: on the ground to refuel, and in canals."""
        stops = REFUEL_MINUTES if self.via else 0.0
        if not self.through:
            return stops
        in_canals = sum((passages()[code].transit for code in self.through), timedelta())
        return in_canals / timedelta(minutes=1) + stops

    @property
    def on_fuel_nm(self) -> float:
        """What is gone at its end since it last took fuel."""
        return self.length_nm if self.via is None else distance_nm(self.via, self.corners[-1])


@dataclass(frozen=True, slots=True)
class Gate:
    """A border that is not crossed before its State has cleared the entry or was notified.

    Who is there only after `until_minutes` must be cleared anew, within `anew_minutes`.
    """

    at_nm: float
    clearance_minutes: float
    until_minutes: float = inf
    anew_minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class TimeToScene:
    """max(notice + way to the border, clearance) + the rest of the way, in minutes.

    Clearance None: nobody is asked for entry. `border_minutes` is the part of `transit_minutes`
    before the border that governs. Notice holds everything before it moves off.
    """

    notice_minutes: float
    clearance_minutes: float | None
    transit_minutes: float
    border_minutes: float = 0.0

    @property
    def total_minutes(self) -> float:
        """From now to the scene."""
        at_border = max(self.notice_minutes + self.border_minutes, self.clearance_minutes or 0.0)
        return at_border + self.transit_minutes - self.border_minutes

    @property
    def hold_minutes(self) -> float:
        """How long it waits for clearance."""
        return self.total_minutes - self.notice_minutes - self.transit_minutes

    def at_minutes(self, part: float) -> float:
        """When it is so far along the way, as a part of it."""
        return self.notice_minutes + part * self.transit_minutes + self.hold_minutes

    def eta_at(self, now: datetime) -> datetime:
        """When it is there, to the second."""
        eta_at = now + timedelta(minutes=self.total_minutes)
        return eta_at.replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Least:
    """A way by water that is not worked out is no shorter, and takes it no less time from now."""

    nm: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Approach:
    """A candidate on its way; without a time there is no way, none known, no place or no speed.

    `meets` is where it meets the datum, `back_nm` the way from there to where an aircraft can
    land. `uncaught`: it is not there within the horizon. `no_way` says why there is no way, and
    `least` what is known of one that is not worked out.
    """

    route: Route | None = None
    time: TimeToScene | None = None
    meets: LatLon | None = None
    back_nm: float | None = None
    uncaught: bool = False
    no_way: str = ""
    least: Least | None = None

    def at_minutes(self, nm: float) -> float | None:
        """When it is so far along its way; None: without a time."""
        if self.time is None or self.route is None or self.route.length_nm <= 0.0:
            return None
        return self.time.at_minutes(nm / self.route.length_nm)


Gates = Callable[[Route], Sequence[Gate]]
"""The borders on a way at which entry must be cleared."""


def speed_kn(candidate: Candidate, scene: Scene) -> float | None:
    """What it makes on the way; vessels lose 5 % for each sea state above 3 (house figure)."""
    speed = candidate.figures.response_kn
    if not speed:
        return None
    if candidate.kind is not Kind.VESSEL or scene.sea_state is None:
        return speed
    return speed * (1.0 - _SEA_STATE_LOSS * max(0, scene.sea_state - _SEA_STATE_FREE))


def timed(
    route: Route, *, notice_minutes: float, speed: float, gates: Sequence[Gate]
) -> TimeToScene:
    """The time for a way. Of several borders the one that makes it wait longest governs."""
    transit = route.length_nm / speed * 60.0 + route.stops_minutes
    if not gates:
        return TimeToScene(notice_minutes, None, transit)
    if any(gate.until_minutes < inf for gate in gates):
        gates = _as_met(gates, notice_minutes=notice_minutes, speed=speed)
    governs = max(gates, key=lambda gate: gate.clearance_minutes - gate.at_nm / speed * 60.0)
    return TimeToScene(
        notice_minutes, governs.clearance_minutes, transit, governs.at_nm / speed * 60.0
    )


def _as_met(gates: Sequence[Gate], *, notice_minutes: float, speed: float) -> list[Gate]:
    """The borders as the unit finds them when it is there, one after the other."""
    off, met = notice_minutes, []
    for gate in sorted(gates, key=lambda gate: gate.at_nm):
        way = gate.at_nm / speed * 60.0
        crosses = max(off + way, gate.clearance_minutes)
        clearance = gate.clearance_minutes if crosses <= gate.until_minutes else gate.anew_minutes
        off = max(off, clearance - way)
        met.append(Gate(gate.at_nm, clearance))
    return met


def by_water(candidate: Candidate, sea: SeaWays | None) -> SeaWay | None:
    """A vessel's way by water to where `sea` leads; None: it goes otherwise, or nobody knows."""
    if candidate.kind is not Kind.VESSEL or sea is None or candidate.place is None:
        return None
    return sea.way(candidate.place, candidate.asset_type.draught)


def routed(
    candidate: Candidate,
    to: LatLon,
    *,
    way: SeaWay | None,
    bases: Landings = NOWHERE,
    spent_nm: float = 0.0,
) -> Route | str:
    """The way to a place close to where `way` leads; a sentence when there is none.

    Aircraft fly the geodesic, by way of a base of their own party when it is too far otherwise.
    Vessels go by water, along the great circle without `way`; what else goes by itself goes
    straight. `spent_nm` is what it has flown already since it last took fuel.
    """
    place = candidate.place
    if place is None:
        return "Its place is not known."
    direct = Route((place, to), distance_nm(place, to))
    if candidate.returns:
        return _over_base(candidate, direct, bases, spent_nm=spent_nm)
    if way is None or candidate.kind is not Kind.VESSEL:
        return direct
    if way.is_none:
        return way.note
    if way.nm is None:
        least_nm = max(direct.length_nm, way.bound_nm - distance_nm(way.path[-1], to))
        return Route(direct.corners, least_nm, note=way.note, is_least=True)
    return _turned_to(way, to)


def _turned_to(way: SeaWay, to: LatLon) -> Route:
    """The way with its last leg to where the datum has drifted."""
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


def _over_base(candidate: Candidate, direct: Route, bases: Landings, *, spent_nm: float) -> Route:
    """The direct flight where it reaches; else over the base that makes the shortest way."""
    limit = radius_nm(candidate)
    if limit is None or direct.length_nm <= limit - spent_nm / 2.0:
        return direct
    return over_base(direct, bases, limit_nm=limit, spent_nm=spent_nm) or direct


def over_base(
    direct: Route, bases: Landings, *, limit_nm: float, spent_nm: float = 0.0
) -> Route | None:
    """The shortest flight over a base that its fuel takes it to, and from which it goes on to the
    end of the way and could come back; None: over none."""
    start, end = direct.corners
    found = bases.over(start, end, limit_nm=limit_nm, first_nm=2.0 * limit_nm - spent_nm)
    if found is None:
        return None
    length_nm, base = found
    return Route((start, base, end), length_nm, via=base)


def met(
    candidate: Candidate,
    scene: Scene,
    *,
    notice_minutes: float,
    sea: SeaWays | None,
    bases: Landings,
    gates: Gates,
    spent_nm: float = 0.0,
) -> Approach:
    """The soonest it can be where the datum is by then; the intercept is solved. `spent_nm` is
    what it has flown already since it last took fuel."""
    speed = speed_kn(candidate, scene)
    if scene.place is None or candidate.place is None or not speed:
        return Approach()
    start, way = scene.place, by_water(candidate, sea)

    def reach(minutes: float) -> tuple[Route, TimeToScene] | str:
        to = carried(start, scene.drift, minutes)
        route = routed(candidate, to, way=way, bases=bases, spent_nm=spent_nm)
        if isinstance(route, str):
            return route
        known = () if route.is_least else gates(route)
        return route, timed(route, notice_minutes=notice_minutes, speed=speed, gates=known)

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
    meets = route.corners[-1]
    return Approach(route, time, meets, _back_nm(candidate, meets, bases))


def _least(
    reach: Callable[[float], tuple[Route, TimeToScene] | str], first: tuple[Route, TimeToScene]
) -> tuple[Route, TimeToScene] | None:
    """The least time t in which it reaches where the datum is at t; None: not within the horizon.

    Steps by the secant of what it needs at t while that narrows the bracket, else halves it.
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
            high, found = guess, tried
        slope = (needs - needed) / (guess - before) if guess != before else 0.0
        before, needed = guess, needs
        guess = needs if slope >= 1.0 else guess + (needs - guess) / (1.0 - slope)
    return found


def _back_nm(candidate: Candidate, scene: LatLon, bases: Landings) -> float | None:
    """From the scene to the nearest place where the aircraft can land; None: the way it came."""
    home = candidate.base or candidate.place
    if not candidate.returns or home is None:
        return None
    return min(distance_nm(scene, home), bases.nearest_nm(scene))


def on_scene_minutes(
    candidate: Candidate,
    *,
    out_nm: float | None,
    back_nm: float | None = None,
    stops_minutes: float = 0.0,
) -> float | None:
    """How long it can work there before it must leave; never negative.

    The least that its endurance, its range and, for aircraft, its radius of action allow, with
    `back_nm` to where it can land (the way out unless told), `stops_minutes` each way. `out_nm` is
    the way out, from where it last took fuel.
    """
    figures, speed = candidate.figures, candidate.figures.response_kn
    if out_nm is None or not speed:
        return None
    way_nm = out_nm + (out_nm if back_nm is None else back_nm)
    under_way_minutes = way_nm / speed * 60.0
    keeps = BINGO_MINUTES if candidate.returns else 0.0
    bounds = []
    if figures.endurance_h is not None:
        bounds.append(figures.endurance_h * 60.0 - under_way_minutes - 2.0 * stops_minutes - keeps)
    if figures.range_nm is not None:
        bounds.append(figures.range_nm / speed * 60.0 - under_way_minutes - keeps)
    if candidate.returns and figures.radius_nm is not None:
        # A radius of action is stated with the time kept in hand spent on scene.
        bounds.append((2.0 * figures.radius_nm - way_nm) / speed * 60.0 + BINGO_MINUTES)
    return max(0.0, min(bounds)) if bounds else None
