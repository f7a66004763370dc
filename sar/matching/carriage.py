"""Carriage of teams and equipment: the carrier that picks them up and is at the scene first."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import Final
from uuid import UUID

from sar.agreements.words import Kind
from sar.assets.words import Capability
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.state_names import StateNames
from sar.incidents.drift import STEP_NM
from sar.matching import least_time
from sar.matching.candidate import Candidate, radius_nm
from sar.matching.candidate_route import Route, over_stop
from sar.matching.findings import Remark
from sar.matching.fuel_stops import REFUEL_MINUTES, Flight, OpenStops
from sar.matching.intercept import Approach
from sar.matching.landing_places import Landings, Site
from sar.matching.question import Scene
from sar.matching.time_to_scene import Gates, TimeToScene, timed, wind_of
from sar.matching.wind import Wind, directly_kn, fuel_nm, most_kn, over_ground_kn
from sar.time_words import span_text

LOADING_MINUTES: Final = 10.0
"""The time from the carrier's arrival until both are off (house figure)."""

SAME_PORT_NM: Final = 5.0
"""A vessel picks up nothing farther from it than this; an aircraft comes for it."""

TURNED: Final = 2.0
"""Replacing the last leg changes a sea route by at most twice the datum's displacement (triangle
inequality); the same holds for BESIDE_NM where the field stands beside the datum."""
BESIDE_NM: Final = TURNED * STEP_NM


@dataclass(frozen=True, slots=True)
class CarrierOption:
    """A possible carrier of a thing, and a lower bound of when they are at the scene by any
    route."""

    unit: Candidate
    least_minutes: float


@dataclass(frozen=True, slots=True)
class PickUp:
    """A carrier's way to the pick-up, the minute at which both are off from there, and the miles of
    fuel that are gone by then since it last took any, through the air of an aircraft."""

    route: Route
    time: TimeToScene
    off_minutes: float
    spent_nm: float


@dataclass(frozen=True, slots=True)
class Ride:
    """A carrier, its pick-up, and the approach of both to the scene."""

    carrier: Candidate
    pick_up: PickUp
    approach: Approach

    @property
    def whole(self) -> Route | None:
        """The carrier's whole way to the scene, by the pick-up."""
        first, rest = self.pick_up.route, self.approach.route
        if rest is None:
            return None
        corners = (*first.corners, *rest.corners[rest.corners[0] == first.corners[-1] :])
        return Route(corners, first.length_nm + rest.length_nm, by_water=rest.by_water)

    def approach_over_all(self, scene: Scene) -> Approach:
        """The approach with the carrier's mean speed over ground by the pick-up, in a wind."""
        wind, whole = wind_of(self.carrier, scene), self.whole
        if wind is None or whole is None:
            return self.approach
        air_kn = self.carrier.seen.figures.response_kn or 1.0
        mean_kn = over_ground_kn(whole.corners, air_kn, wind)
        return replace(self.approach, over_ground_kn=mean_kn)

    def at_minutes(self, nm: float) -> float | None:
        """The minute at which the carrier is so far along its whole way."""
        first = self.pick_up.route.length_nm
        if nm >= first:
            return self.approach.at_minutes(nm - first)
        return self.pick_up.time.at_minutes(nm / first)

    @property
    def refuels_at(self) -> tuple[Site, ...]:
        """The stops at which the carrier takes fuel on the way, in order."""
        rest = self.approach.route
        stops = self.pick_up.route.stop, rest.stop if rest else None
        return tuple(stop for stop in stops if stop is not None)


def able(unit: Candidate) -> bool:
    """Whether it could carry at all: crewed, owned, with a place and a speed."""
    return (
        unit.kind in (Kind.VESSEL, Kind.AIRCRAFT)
        and unit.seen.party is not None
        and unit.seen.place is not None
        and bool(unit.seen.figures.response_kn)
    )


def option(thing: Candidate, unit: Candidate, scene: Scene) -> CarrierOption | None:
    """The option of one unit; None: it does not take the thing from there."""
    if thing.seen.place is None or unit.seen.place is None or scene.place is None:
        return None
    away_nm = distance_nm(unit.seen.place, thing.seen.place)
    if not takes(unit, thing) or (away_nm > SAME_PORT_NM and not unit.helicopter):
        return None
    there = _least_way(unit, scene, (unit.seen.place, thing.seen.place), float(unit.notice.minutes))
    return CarrierOption(unit, least_minutes(thing, unit, scene, _off_minutes(thing, there)))


def least_minutes(thing: Candidate, unit: Candidate, scene: Scene, off_minutes: float) -> float:
    """Lower bound of the minutes to the scene, when both are off after so many minutes."""
    if thing.seen.place is None or scene.place is None:
        return off_minutes
    beside_nm = BESIDE_NM if unit.kind is Kind.VESSEL else 0.0
    drifts_kn = TURNED * scene.drift.speed_kn if scene.drift else 0.0
    way = thing.seen.place, scene.place
    return _least_way(unit, scene, way, off_minutes, beside_nm=beside_nm, drifts_kn=drifts_kn)


def _least_way(
    unit: Candidate,
    scene: Scene,
    way: tuple[LatLon, LatLon],
    off_minutes: float,
    *,
    beside_nm: float = 0.0,
    drifts_kn: float = 0.0,
) -> float:
    """Lower bound of the minutes at the end of a way on which it is off after so many: directly, or
    over a base where it takes fuel, with all of the wind behind it."""
    air_kn, wind = unit.seen.figures.response_kn or 1.0, wind_of(unit, scene)
    nm, kn = distance_nm(*way) - beside_nm, most_kn(air_kn, wind)
    straight_kn = directly_kn(air_kn, wind, *way)
    directly = least_time.least_flown(nm, off_minutes, kn, straight_kn, drifts_kn)
    over = least_time.least_minutes(nm, off_minutes + REFUEL_MINUTES, kn, drifts_kn)
    return min(directly, over)


def options(thing: Candidate, units: Iterable[Candidate], scene: Scene) -> list[CarrierOption]:
    """The options of all units, by their lower bounds."""
    found = (option(thing, unit, scene) for unit in units)
    return sorted((one for one in found if one), key=lambda one: one.least_minutes)


def pick_ups(
    thing: Candidate,
    unit: Candidate,
    bases: Landings,
    stops: OpenStops,
    gates: Gates,
    scene: Scene,
    *,
    within: float,
) -> Iterator[PickUp]:
    """The ways of a unit to the thing: directly if its fuel allows, and over a base, possibly where
    the thing lies; it leaves that with more fuel. A way after which both are at the scene
    later than `within` minutes is left out."""
    start, end, limit = unit.seen.place, thing.seen.place, radius_nm(unit)
    if start is None or end is None:
        return
    notice_minutes, wind = float(unit.notice.minutes), wind_of(unit, scene)
    direct = Route((start, end), distance_nm(start, end))

    def in_time(one: PickUp) -> bool:
        return least_minutes(thing, unit, scene, one.off_minutes) <= within

    if _spent_nm(unit, direct, wind) <= tank_nm(unit):
        one = _pick_up(thing, unit, direct, gates, wind)
        if in_time(one):
            yield one
    if not unit.returns or limit is None:
        return
    kn = most_kn(unit.seen.figures.response_kn or 1.0, wind)
    soonest = notice_minutes + direct.length_nm / kn * 60.0 + REFUEL_MINUTES
    if least_minutes(thing, unit, scene, _off_minutes(thing, soonest)) > within:
        return
    over = over_stop(Flight(unit, bases, stops, notice_minutes, wind, 0.0), direct)
    if over is not None:
        one = _pick_up(thing, unit, over, gates, wind)
        if in_time(one):
            yield one


def _pick_up(
    thing: Candidate, unit: Candidate, route: Route, gates: Gates, wind: Wind | None
) -> PickUp:
    air_kn = unit.seen.figures.response_kn or 1.0
    time = timed(
        route,
        notice_minutes=float(unit.notice.minutes),
        speed=over_ground_kn(route.corners, air_kn, wind),
        gates=gates(route) if route.length_nm > 0.0 else (),
    )
    off_minutes = _off_minutes(thing, time.total_minutes)
    return PickUp(route, time, off_minutes, _spent_nm(unit, route, wind))


def _off_minutes(thing: Candidate, there: float) -> float:
    """The minutes after which both are off, if the carrier is at the pick-up after `there`."""
    return max(float(thing.notice.minutes), there) + LOADING_MINUTES


def _spent_nm(unit: Candidate, route: Route, wind: Wind | None) -> float:
    """The fuel that is gone at the end of a way, in miles through the air, since it last took
    any."""
    since = route.via or route.corners[0]
    return fuel_nm(since, route.corners[-1], unit.seen.figures.response_kn or 1.0, wind)


def soonest(
    options: Iterable[CarrierOption],
    rides_of: Callable[[Candidate, float], Iterable[Ride]],
    *,
    goes: Callable[[Ride], bool],
) -> Ride | None:
    """The ride that is at the scene first; None: nothing visible here could carry it.

    Options come in the order of their bounds. `rides_of` gives a carrier's rides within so many
    minutes; `goes` tells whether a ride can and may go. Rides that cannot beat the best one found
    are not evaluated.
    """
    best: tuple[tuple[float, float, UUID], Ride] | None = None
    for one in options:
        if best is not None and one.least_minutes > best[0][0]:
            break
        for ride in rides_of(one.unit, inf if best is None else best[0][0]):
            time = ride.approach.time
            if time is None:
                continue
            place = time.total_minutes, ride.pick_up.off_minutes, one.unit.seen.id
            if (best is None or place < best[0]) and goes(ride):
                best = place, ride
    return None if best is None else best[1]


def takes(unit: Candidate, thing: Candidate) -> bool:
    """Whether it takes such a thing: helicopters from anywhere; vessels, and aeroplanes dropping
    it, only from their own port."""
    if unit.kind is Kind.VESSEL or unit.helicopter:
        return True
    drops = Capability.DROPS_RAFTS in unit.seen.type.capabilities
    return drops and Capability.RAFTS in thing.seen.type.capabilities


def tank_nm(unit: Candidate) -> float:
    """Range on full fuel, out and back together; infinite: no limit is known."""
    limit = radius_nm(unit)
    if limit is None:
        return inf
    return 2.0 * limit if unit.returns else limit


def reaches(ride: Ride) -> bool:
    """Whether the carrier's fuel takes it from the pick-up to the scene and, by air, on to a
    landing place."""
    if ride.approach.route is None or ride.approach.time is None:
        return False
    return short_nm(ride.carrier, ride.pick_up, ride.approach) <= 0.0


def short_nm(carrier: Candidate, pick_up: PickUp, approach: Approach) -> float:
    """The miles by which the scene is too far for the carrier's tank; 0 where it is not."""
    route = approach.route
    if route is None or route.stop is not None:
        return 0.0
    if not carrier.returns:
        return max(0.0, pick_up.spent_nm + route.length_nm - tank_nm(carrier))
    out_nm = route.length_nm if approach.out_air_nm is None else approach.out_air_nm
    back_nm = out_nm if approach.back_air_nm is None else approach.back_air_nm
    return max(0.0, (pick_up.spent_nm + out_nm + back_nm - tank_nm(carrier)) / 2.0)


def remark(ride: Ride, names: StateNames) -> Remark:
    """The remark that names the carrier."""
    carrier, off_minutes = ride.carrier, ride.pick_up.off_minutes
    whose = names.of(carrier.seen.party or "")
    return Remark(
        "carried",
        f"{carrier.seen.name} of {whose} picks it up; they are off after {span_text(off_minutes)}.",
        {
            "asset_id": str(carrier.seen.id),
            "party": carrier.seen.party,
            "name": carrier.seen.name,
            "off_minutes": round(off_minutes, 1),
        },
    )
