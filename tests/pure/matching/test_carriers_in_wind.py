"""The fuel of carriers in wind: the rule, and what is found by trying every way."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf
from uuid import UUID

import numpy as np
import pytest

from sar.assets.fuel_points import FuelPointPlain
from sar.assets.words import CraftKind
from sar.geo.geodesy import direct, distance_nm, inverse
from sar.geo.position import LatLon
from sar.geo.sea.stop_ways import ON_DEMAND
from sar.matching import carriage
from sar.matching.band import Band
from sar.matching.candidate import Candidate
from sar.matching.carriage import LOADING_MINUTES
from sar.matching.evaluation import Evaluator, Match
from sar.matching.fuel_stops import REFUEL_MINUTES
from sar.matching.landing_places import Landings
from sar.matching.question import Scene
from tests.given.candidates import minutes, seen_with
from tests.pure.matching.test_carriage import asked, carried, coded, helicopter, pump
from tests.pure.matching.test_fuel_stops import Leg, Posed, Tried, fuel_point
from tests.pure.matching.test_ranking import candidate

OFFSHORE = LatLon(-47.0, -120.0)
"""So far from every coast that nobody is asked for clearance."""


def into_the_wind(nm: float, **wind: float) -> Match:
    """A helicopter and a pump at one base, so far to the west of which they are wanted."""
    base = OFFSHORE
    scene = Scene(place=direct(base, 270.0, nm), **wind)  # type: ignore[arg-type] # conditions of a scene
    return carried(scene, helicopter(base), pump(base))


def test_a_carrier_gets_no_farther_against_the_wind_than_one_that_carries_nothing() -> None:
    """Out against 40 knots and back with them, 140 nm take 333 nm of fuel, of 300."""
    assert into_the_wind(140.0).carrier is not None
    assert into_the_wind(140.0, wind_from_deg=270.0, wind_kn=40.0).carrier is None
    assert into_the_wind(120.0, wind_from_deg=270.0, wind_kn=40.0).carrier is not None


def test_a_wind_without_a_direction_is_against_a_carrier_both_ways() -> None:
    assert into_the_wind(120.0, wind_kn=40.0).carrier is None
    assert into_the_wind(105.0, wind_kn=40.0).carrier is not None


def test_a_carrier_comes_no_farther_to_the_pick_up_either() -> None:
    lies = direct(OFFSHORE, 270.0, 130.0)
    scene = Scene(place=direct(lies, 0.0, 5.0))
    assert carried(scene, helicopter(OFFSHORE), pump(lies)).carrier is not None
    against = replace(scene, wind_from_deg=270.0, wind_kn=40.0)
    assert carried(against, helicopter(OFFSHORE), pump(lies)).carrier is None


def fetched(**conditions: float) -> Match:
    """A pump that a helicopter fetches 90 nm to the west, for a scene 20 nm farther."""
    lies = direct(OFFSHORE, 270.0, 90.0)
    scene = Scene(place=direct(lies, 270.0, 20.0), **conditions)  # type: ignore[arg-type] # conditions of a scene
    return carried(scene, helicopter(OFFSHORE), pump(lies))


def spread_of(found: Match) -> Band:
    assert found.band is not None
    return found.band


def test_the_band_of_what_rides_has_the_wind_on_all_of_its_carriers_way() -> None:
    anywhere, calm = fetched(wind_kn=30.0), fetched()
    assert anywhere.time == calm.time
    for from_deg in (90.0, 270.0):
        told = fetched(wind_kn=30.0, wind_from_deg=from_deg)
        assert spread_of(anywhere).p10 <= minutes(told) <= spread_of(anywhere).p90
        wide, narrow = spread_of(told), spread_of(calm)
        assert wide.p90 - wide.p10 > 1.2 * (narrow.p90 - narrow.p10)


def test_the_way_to_the_pick_up_is_no_notice() -> None:
    """A time spent under way is known better than a party's word on when it is ready."""
    calm = fetched()
    off_minutes = calm.carrier.pick_up.off_minutes if calm.carrier else 0.0
    assert off_minutes > 60.0
    assert spread_of(calm).p90 - spread_of(calm).p10 < 0.2 * off_minutes


def test_an_old_fix_of_its_carrier_widens_the_band_of_what_rides() -> None:
    lies = direct(OFFSHORE, 270.0, 90.0)
    scene = Scene(place=direct(lies, 270.0, 20.0))
    unit = helicopter(OFFSHORE)
    old = replace(unit, place_age_minutes=30.0)
    fresh, stale = (spread_of(carried(scene, one, pump(lies))) for one in (unit, old))
    assert stale.p90 - stale.p10 > 1.5 * (fresh.p90 - fresh.p10)


def test_what_rides_reads_what_the_wind_does_to_its_carrier() -> None:
    found = fetched(wind_kn=30.0, wind_from_deg=270.0)
    assert found.carrier is not None
    (one,) = coded(found.judgement.reasons, "wind_on_way")
    assert one.params["carrier_asset_id"] == str(found.carrier.carrier.seen.id)
    assert one.params["over_ground_kn"] == pytest.approx(115.0, abs=0.5)
    unknown = fetched(wind_kn=30.0)
    assert coded(unknown.judgement.reasons, "wind_direction_unknown")
    assert coded(unknown.judgement.remedies, "tell_wind_direction")
    assert not coded(fetched().judgement.reasons, "wind_on_way")


def test_what_rides_reads_what_the_sea_does_to_its_carrier_and_its_band_is_wider() -> None:
    def aboard(**conditions: int) -> Match:
        scene = Scene(place=direct(OFFSHORE, 270.0, 60.0), **conditions)  # type: ignore[arg-type] # conditions of a scene
        return carried(scene, candidate(1, "S9", "ITA", OFFSHORE, notice=15), pump(OFFSHORE))

    rough, calm = aboard(sea_state=6), aboard()
    assert rough.carrier is not None
    (one,) = coded(rough.judgement.reasons, "slowed_by_sea")
    assert one.params["carrier_asset_id"] == str(rough.carrier.carrier.seen.id)
    assert not coded(calm.judgement.reasons, "slowed_by_sea")
    wide, narrow = spread_of(rough), spread_of(calm)
    assert (wide.p90 - wide.p10) / minutes(rough) > 1.2 * (narrow.p90 - narrow.p10) / minutes(calm)


# --- everything tried, in small steps ---


@dataclass(frozen=True)
class PosedRide:
    """A carrier as posed, and something that it picks up elsewhere."""

    carrier: Posed
    lies: LatLon
    notice_minutes: float


@dataclass(frozen=True)
class TriedPickUp:
    """A way to the pick-up, over a stop or not."""

    off_minutes: float
    spent_nm: float
    stop: LatLon | None = None


class TriedRides(Tried):
    """Every way by the pick-up to the scene, with `more` fuel for it than there is."""

    def __init__(self, ride: PosedRide, *, more: float) -> None:
        super().__init__(ride.carrier, more=more)
        self._ride = ride
        start, scene = ride.carrier.helicopter.seen.place, ride.carrier.scene.place
        assert start is not None
        assert scene is not None
        self._start, self._scene = start, scene

    def directly_to_it(self) -> Iterator[TriedPickUp]:
        """The pick-up without a stop before."""
        leg = self._leg(self._start, self._ride.lies)
        if leg.fuel_nm <= self._tank_nm:
            yield self._picked_up(leg.minutes, leg.fuel_nm)

    def over_stops_to_it(self) -> Iterator[TriedPickUp]:
        """The pick-ups over each place where it can take fuel before."""
        for place, there, on in self._stops(self._start, self._ride.lies, self._tank_nm):
            minutes = there.minutes + REFUEL_MINUTES + on.minutes
            yield self._picked_up(minutes, on.fuel_nm, place)

    def rest(self, first: TriedPickUp, *, comes_back: bool) -> Iterator[float]:
        """The minutes at which it is at the scene after a pick-up, without a stop; `comes_back`:
        with fuel for the way back to the pick-up."""
        left_nm = self._tank_nm - first.spent_nm
        out, back = self._leg(self._ride.lies, self._scene), self._leg(self._scene, self._ride.lies)
        home_nm = self._landing(self._scene, 0.0)
        if out.fuel_nm + max(home_nm, back.fuel_nm if comes_back else 0.0) <= left_nm:
            yield first.off_minutes + out.minutes

    def rest_over_stops(self, first: TriedPickUp) -> Iterator[float]:
        """The same over each place where it can take fuel."""
        left_nm = self._tank_nm - first.spent_nm
        for _, there, on in self._stops(self._ride.lies, self._scene, left_nm):
            yield first.off_minutes + there.minutes + REFUEL_MINUTES + on.minutes

    def _picked_up(
        self, way_minutes: float, spent_nm: float, stop: LatLon | None = None
    ) -> TriedPickUp:
        there = float(self._ride.carrier.helicopter.notice.minutes) + way_minutes
        off_minutes = max(self._ride.notice_minutes, there) + LOADING_MINUTES
        return TriedPickUp(off_minutes, spent_nm, stop)

    def _stops(self, a: LatLon, b: LatLon, left_nm: float) -> Iterator[tuple[LatLon, Leg, Leg]]:
        for place, point in self._sites():
            if distance_nm(place, a) <= 0.0 or distance_nm(place, b) > self._limit_nm:
                continue
            there, on = self._leg(a, place), self._leg(place, b)
            if there.fuel_nm > left_nm or not self._is_open(point, 0.0):
                continue
            if on.fuel_nm + self._landing(b, 0.0) <= self._tank_nm:
                yield place, there, on

    def _is_open(self, point: FuelPointPlain | None, at_minutes: float) -> bool:
        """A carrier counts on no hours."""
        del at_minutes
        if point is None:
            return True
        return point.serves(self._ride.carrier.helicopter.seen.type) and not point.hours_utc


def posed_ride(seed: int) -> PosedRide:
    """By chance: mostly somewhat too far for one flight."""
    rng = np.random.default_rng(seed)

    def number(least: float, most: float) -> float:
        return float(rng.uniform(least, most))

    start = LatLon(number(-52.0, -42.0), number(-130.0, -110.0))
    limit = number(60.0, 150.0)
    lies = start
    if rng.random() < 0.8:
        lies = direct(start, number(0.0, 360.0), limit * number(0.05, 1.5))
    place = direct(lies, number(0.0, 360.0), limit * number(0.2, 1.5))

    def about() -> LatLon:
        """Beside the way, or anywhere about the pick-up."""
        if rng.random() < 0.6:
            leg = inverse(lies, place)
            on = direct(lies, leg.course_deg, leg.distance_nm * number(0.0, 1.1))
            return direct(on, number(0.0, 360.0), limit * number(0.0, 0.5))
        return direct(lies, number(0.0, 360.0), limit * number(0.0, 1.5))

    unit = seen_with(helicopter(start), base=start if rng.random() < 0.7 else about())
    unit = seen_with(unit, figures=replace(unit.seen.figures, radius_nm=limit))
    wind_kn = number(0.0, 45.0)
    points = tuple(
        fuel_point(
            about(),
            id=UUID(int=n),
            hours_utc=str(rng.choice(["", "", "00:00-23:00"])),
            crafts=frozenset({CraftKind.HELICOPTER if rng.random() < 0.9 else CraftKind.VESSEL}),
        )
        for n in range(int(rng.integers(3)))
    )
    scene = Scene(place=place, wind_from_deg=number(0.0, 360.0), wind_kn=wind_kn)
    bases = tuple(about() for _ in range(int(rng.integers(3))))
    return PosedRide(Posed(unit, scene, bases, points), lies, number(0.0, 90.0))


def found_by(ride: PosedRide) -> Match:
    """The ride that the evaluation finds."""
    unit, scene = ride.carrier.helicopter, ride.carrier.scene
    question = replace(asked(scene), fuel_points=ride.carrier.points)
    own = Landings.at(ride.carrier.bases)
    evaluator = Evaluator(
        question, sea=None, stop_ways=ON_DEMAND, bases=lambda _party, _helicopter: own
    )
    return evaluator.carried(thing_of(ride), carriage.options(thing_of(ride), [unit], scene))


def thing_of(ride: PosedRide) -> Candidate:
    thing = pump(ride.lies)
    return replace(thing, notice=replace(thing.notice, minutes=int(ride.notice_minutes)))


def compared(seed: int) -> str:
    """One comparison, within one in a hundred of times and of fuel; how it gets there."""
    this = posed_ride(seed)
    this = replace(this, notice_minutes=float(int(this.notice_minutes)))
    found = found_by(this)
    takes = inf if found.time is None else found.time.total_minutes
    more, less = TriedRides(this, more=0.01), TriedRides(this, more=-0.01)
    least = inf
    for first in [*more.directly_to_it(), *more.over_stops_to_it()]:
        least = min([least, *more.rest(first, comes_back=False), *more.rest_over_stops(first)])
    most = inf
    for first in [*less.directly_to_it(), *soonest_pick_up(more, less)]:
        most = min([most, *less.rest(first, comes_back=True), *less.rest_over_stops(first)])
        if not list(more.rest_over_stops(replace(first, spent_nm=0.98 * first.spent_nm))):
            most = min([most, *less.rest(first, comes_back=False)])
    assert least <= takes * 1.01, (seed, least, takes, most)
    assert takes <= most * 1.01, (seed, least, takes, most)
    if takes == inf:
        return "not"
    assert found.carrier is not None
    if found.carrier.pick_up.route.stop is not None:
        return "takes fuel before"
    return "takes fuel after" if found.carrier.refuels_at else "directly"


def soonest_pick_up(more: TriedRides, less: TriedRides) -> list[TriedPickUp]:
    """The one over the stop by which it is there first, where that is plain; else none."""
    every = sorted(more.over_stops_to_it(), key=lambda one: one.off_minutes)
    sure = sorted(less.over_stops_to_it(), key=lambda one: one.off_minutes)
    if not sure or every[0].stop != sure[0].stop:
        return []
    if len(every) > 1 and every[1].off_minutes <= 1.02 * every[0].off_minutes:
        return []
    return sure[:1]


def test_the_soonest_ride_of_a_carrier_is_found_in_wind() -> None:
    ways = [compared(seed) for seed in range(150)]
    for way in ("not", "directly", "takes fuel before", "takes fuel after"):
        assert ways.count(way) >= 5, (way, ways.count(way))


@pytest.mark.long
def test_the_soonest_ride_of_a_carrier_is_found_in_wind_always() -> None:
    for seed in range(1_000, 5_000):
        compared(seed)
