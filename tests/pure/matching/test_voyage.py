"""Stops of vessels for fuel: the rule, by water, and what is found by trying everything."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from math import inf
from typing import Any, Final
from uuid import UUID

import numpy as np
import pytest

from sar.agreements.words import ClauseKind
from sar.assets.fuel_points import FuelPointPlain
from sar.assets.words import CraftKind, Fuel
from sar.geo.geodesy import direct, distance_nm, inverse
from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.field_cache import SceneFields, scene_fields
from sar.geo.sea.question_fields import NoFieldLine
from sar.geo.sea.sea_route import SeaWay
from sar.geo.sea.stop_ways import ON_DEMAND, RADIUS_NM, StopWays, WaysComputed, WaysWithin
from sar.incidents.drift import given_drift
from sar.matching.candidate import Candidate
from sar.matching.findings import UNLISTED
from sar.matching.fuel_stops import NO_STOPS, OpenStops, StopAhead, refuel_minutes
from sar.matching.intercept import Approach, met
from sar.matching.landing_places import NOWHERE, Site
from sar.matching.question import Scene
from sar.matching.reach import makes_it, short_nm
from sar.matching.stop_findings import finding, fuel_stops
from sar.matching.time_to_scene import Gate
from tests.given.candidates import minutes, reach_codes, seen_with, stop_of
from tests.pure.matching.test_fuel_stops import CALM, OPENS, SCENE, fuel_point, open_stops
from tests.pure.matching.test_intercept import unit
from tests.world import START

AFLOAT: Final[Mapping[str, Any]] = {
    "crafts": frozenset({CraftKind.VESSEL}),
    "fuels": frozenset({Fuel.MARINE_GAS_OIL}),
    "name": "Quay",
}
STAYS: Final = 45.0
"""Minutes at a quay to take fuel."""


def quay(place: LatLon, party: str = "ITA", **fields: Any) -> FuelPointPlain:
    """Gas oil for vessels at every hour, unless told."""
    return fuel_point(place, party, **{**AFLOAT, **fields})


def lifeboat(nm: float = 300.0, *, range_nm: float = 250.0, **fields: Any) -> Candidate:
    """With a range of 250 nm, too far north of the scene to get there on it."""
    one = unit("S1", direct(SCENE, 0.0, nm), **fields)
    return seen_with(one, figures=replace(one.seen.figures, range_nm=range_nm))


def approach(
    candidate: Candidate,
    stops: OpenStops,
    scene: Scene = CALM,
    *,
    gates: tuple[Gate, ...] = (),
    sea: SceneFields | None = None,
    stop_ways: StopWays = ON_DEMAND,
    stop_ahead: StopAhead | None = None,
) -> Approach:
    return met(
        candidate,
        scene,
        notice_minutes=float(candidate.notice.minutes),
        sea=sea,
        bases=stops.points_of_vessels(candidate.seen.party or ""),
        gates=lambda _: gates,
        stops=stops,
        stop_ways=stop_ways,
        stop_ahead=stop_ahead,
    )


def test_beyond_its_range_it_takes_fuel_on_the_way_where_its_party_keeps_some() -> None:
    point, boat = quay(direct(SCENE, 0.0, 100.0)), lifeboat()
    alone = approach(boat, open_stops())
    assert not makes_it(boat, alone)
    assert "beyond_reach" in reach_codes(boat, alone)
    stops = open_stops(point)
    found = approach(boat, stops)
    assert makes_it(boat, found)
    assert "beyond_reach" not in reach_codes(boat, found)
    kn = boat.seen.figures.response_kn
    assert kn is not None
    assert minutes(found) == pytest.approx(15.0 + 300.0 / kn * 60.0 + STAYS, rel=1e-3)
    stop, again = fuel_stops(boat, found, stops)
    assert (stop.after_work, again.after_work) == (False, True), "it goes there again"
    assert finding(stop, UNLISTED).reason.sentence == (
        "It is too far at one go: it refuels at Quay of ITA on the way, 45 min there; it is open at"
        " every hour."
    )


@pytest.mark.parametrize(
    ("away_nm", "over"),
    [(180.0, True), (90.0, False)],
    ids=["under way", "past it"],
)
def test_what_set_out_with_a_stop_ahead_takes_fuel_there_however_near_it_comes(
    away_nm: float, *, over: bool
) -> None:
    point = quay(direct(SCENE, 0.0, 100.0))
    boat = seen_with(lifeboat(), place=direct(SCENE, 0.0, away_nm))
    ahead = StopAhead(Site(point.place, "ITA", point), direct(SCENE, 0.0, 300.0), 30.0)
    stops = open_stops(point)
    found = approach(boat, stops, stop_ahead=ahead)
    assert stop_of(found) == ("Quay" if over else None)
    kn = boat.seen.figures.response_kn
    assert kn is not None
    sails = away_nm / kn * 60.0
    assert minutes(found) == pytest.approx(15.0 + sails + (30.0 if over else 0.0), rel=1e-3)
    if over:
        (stop, *_) = fuel_stops(boat, found, stops)
        assert stop.at_minutes == pytest.approx(15.0 + 80.0 / kn * 60.0, rel=1e-3)


def test_what_is_another_partys_counts_by_a_clause_alone_and_the_clause_is_named() -> None:
    point, boat = quay(direct(SCENE, 0.0, 100.0), "MLT"), lifeboat()
    assert not makes_it(boat, approach(boat, open_stops(point)))
    stops = open_stops(point, terms=[OPENS])
    found = approach(boat, stops)
    assert stop_of(found) == "Quay"
    (stop, _) = fuel_stops(boat, found, stops)
    assert stop.basis is not None
    assert stop.basis.article == "Art. 11"
    closed = open_stops(point, terms=[replace(OPENS, kinds=(ClauseKind.HELICOPTER,))])
    assert not makes_it(boat, approach(boat, closed))


@pytest.mark.parametrize(
    "other",
    [
        {"fuels": frozenset({Fuel.JET_A1})},
        {"crafts": frozenset({CraftKind.HELICOPTER})},
        {"hours_utc": "02:00-03:00"},
        {"draught_max_m": 0.5},
    ],
)
def test_it_takes_no_fuel_where_it_finds_none_of_its_own_or_comes_at_other_hours(
    other: dict[str, Any],
) -> None:
    boat = lifeboat()
    point = quay(direct(SCENE, 0.0, 100.0), **other)
    assert not makes_it(boat, approach(boat, open_stops(point)))


def test_what_waits_at_a_border_comes_to_the_point_later() -> None:
    """It is there 15 minutes and 200 nm at 22 kn after the start at 12:26, or at 21:46."""
    boat = lifeboat()
    stops = open_stops(quay(direct(SCENE, 0.0, 100.0), hours_utc="18:00-23:00"))
    for waits, name in ((0.0, "Quay"), (600.0, None)):
        assert stop_of(approach(boat, stops, gates=(Gate(10.0, waits),))) == name


def test_within_its_range_it_goes_directly_and_leaves_the_scene_for_fuel() -> None:
    boat = lifeboat(200.0)
    stops = open_stops(quay(direct(SCENE, 90.0, 20.0)))
    found = approach(boat, stops)
    assert found.route is not None
    assert found.route.stop is None
    assert found.route.length_nm == pytest.approx(200.0, rel=1e-3)
    assert found.back_nm == pytest.approx(20.0, rel=1e-3)
    (stop,) = fuel_stops(boat, found, stops)
    assert finding(stop, UNLISTED).reason.sentence == (
        "Its fuel does not take it home from the scene: it leaves it for Quay of ITA, 20 nm on,"
        " and takes fuel there, 45 min; it is open at every hour."
    )
    near = lifeboat(50.0)
    assert list(fuel_stops(near, approach(near, stops), stops)) == [], "it gets home"


def test_it_leaves_the_scene_for_no_point_that_what_is_left_does_not_take_it_to() -> None:
    """It has used 200 of 250 nm."""
    boat = lifeboat(200.0)
    for away_nm, lands in ((49.0, True), (60.0, False)):
        found = approach(boat, open_stops(quay(direct(SCENE, 90.0, away_nm))))
        assert (found.lands is not None) == lands, away_nm


def test_a_way_to_a_stop_is_not_waited_for_by_who_has_no_time() -> None:
    stop = LatLon(36.31, 14.52)
    assert WaysWithin().way(SOUTH_OF_SICILY, stop, Draught.SHALLOW) is None, "it is begun"
    assert WaysWithin(60.0).way(SOUTH_OF_SICILY, stop, Draught.SHALLOW) is not None
    assert WaysWithin().way(SOUTH_OF_SICILY, stop, Draught.SHALLOW) is not None


def test_without_points_nothing_is_said_of_its_way_back() -> None:
    boat = lifeboat(200.0)
    found = approach(boat, NO_STOPS)
    assert (found.back_nm, found.home_air_nm, found.lands) == (None, None, None)


def test_what_drifts_into_reach_over_a_stop_is_waited_for() -> None:
    """The scene is 290 nm from the quay, 40 more than it goes, and drifts there by a knot."""
    boat = lifeboat(400.0)
    stops = open_stops(quay(direct(SCENE, 0.0, 290.0)))
    scene = replace(CALM, drift=given_drift(0, 1.0))
    found = met(
        boat,
        scene,
        notice_minutes=15.0,
        sea=None,
        bases=stops.points_of_vessels("ITA"),
        gates=lambda _: (),
        stops=stops,
        short_nm=partial(short_nm, boat),
    )
    assert found.waits_for_reach
    assert minutes(found) == pytest.approx(40.0 * 60.0, rel=1e-3)
    assert stop_of(found) == "Quay"


TRAPANI: Final = LatLon(38.01, 12.50)
PALERMO_ROADS: Final = LatLon(38.17, 13.38)
SOUTH_OF_SICILY: Final = LatLon(36.6, 12.9)


@pytest.fixture(scope="module")
def sea() -> SceneFields:
    return scene_fields(SOUTH_OF_SICILY)


def test_by_water_both_legs_go_round_the_land(sea: SceneFields) -> None:
    """From Palermo it is 95 nm across the island, and farther by Trapani."""
    boat = lifeboat(range_nm=110.0)
    boat = seen_with(boat, place=PALERMO_ROADS)
    stops, scene = open_stops(quay(TRAPANI)), Scene(place=SOUTH_OF_SICILY)
    assert distance_nm(PALERMO_ROADS, SOUTH_OF_SICILY) < 110.0
    assert not makes_it(boat, approach(boat, open_stops(), scene, sea=sea))
    found = approach(boat, stops, scene, sea=sea)
    assert makes_it(boat, found)
    assert found.route is not None
    assert found.route.by_water
    assert TRAPANI in found.route.corners
    legs = zip(found.route.corners, found.route.corners[1:], strict=False)
    assert found.route.length_nm == pytest.approx(sum(distance_nm(*leg) for leg in legs), abs=2.0)
    assert 0.0 < found.route.rest_nm < found.route.length_nm
    kn = boat.seen.figures.response_kn
    assert kn is not None
    assert minutes(found) == pytest.approx(15.0 + found.route.length_nm / kn * 60.0 + STAYS)


def test_a_way_to_a_stop_that_is_not_worked_out_is_told_and_worked_out_between_turns(
    sea: SceneFields,
) -> None:
    boat = seen_with(lifeboat(range_nm=110.0), place=PALERMO_ROADS)
    quay_at = LatLon(38.005, 12.505)
    stops, scene = open_stops(quay(quay_at)), Scene(place=SOUTH_OF_SICILY)
    ways = WaysComputed(NoFieldLine())
    found = approach(boat, stops, scene, sea=sea, stop_ways=ways)
    assert not makes_it(boat, found)
    assert "stop_not_worked_out" in reach_codes(boat, found)
    assert asyncio.run(ways.compute())
    found = approach(boat, stops, scene, sea=sea, stop_ways=ways)
    assert makes_it(boat, found)
    assert not asyncio.run(ways.compute()), "nothing lacks any more"


def test_a_stop_farther_than_its_field_is_none() -> None:
    far = direct(TRAPANI, 270.0, RADIUS_NM + 10.0)
    way = ON_DEMAND.way(far, TRAPANI, Draught.SHALLOW)
    assert isinstance(way, SeaWay)
    assert way.nm is None


# --- everything tried, in small steps ---


@dataclass(frozen=True)
class Posed:
    """A vessel, a scene, and where it may take fuel."""

    boat: Candidate
    scene: Scene
    points: tuple[FuelPointPlain, ...]


class Tried:
    """Every way to the scene, with its range `more` than it is, and its hours wider."""

    def __init__(self, posed: Posed, *, more: float) -> None:
        self._posed, self._more = posed, more
        range_nm, kn = posed.boat.seen.figures.range_nm, posed.boat.seen.figures.response_kn
        assert range_nm is not None
        assert kn is not None
        self._range_nm, self._kn = range_nm * (1.0 + more), kn

    def soonest(self) -> float:
        """The minutes of the soonest of all, directly or over a stop."""
        assert self._posed.scene.place is not None
        return min(self._to(self._posed.scene.place), default=inf)

    def _to(self, scene: LatLon) -> Iterator[float]:
        start, off = self._posed.boat.seen.place, float(self._posed.boat.notice.minutes)
        assert start is not None
        if distance_nm(start, scene) <= self._range_nm:
            yield off + distance_nm(start, scene) / self._kn * 60.0
            return
        for point in self._posed.points:
            first, rest = distance_nm(start, point.place), distance_nm(point.place, scene)
            comes = off + first / self._kn * 60.0
            in_range = 0.0 < first <= self._range_nm and rest <= self._range_nm
            if in_range and self._is_open(point, comes):
                yield comes + STAYS + rest / self._kn * 60.0

    def _is_open(self, point: FuelPointPlain, at_minutes: float) -> bool:
        one = self._posed.boat.seen.type
        if not point.serves(one) or point.misfits(one):
            return False
        aside = abs(self._more) * at_minutes
        at = [START + timedelta(minutes=at_minutes + one) for one in (-aside, aside)]
        found = [point.is_open(one) for one in at]
        return any(found) if self._more > 0.0 else all(found)


def posed(seed: int) -> Posed:
    """By chance: mostly somewhat too far on one filling."""
    rng = np.random.default_rng(seed)

    def number(least: float, most: float) -> float:
        return float(rng.uniform(least, most))

    place = LatLon(number(-65.0, 65.0), number(-180.0, 180.0))
    range_nm = number(60.0, 250.0)
    start = direct(place, number(0.0, 360.0), range_nm * number(0.5, 2.2))

    def about() -> LatLon:
        """Beside the way, or anywhere about the scene."""
        if rng.random() < 0.7:
            leg = inverse(start, place)
            on = direct(start, leg.course_deg, leg.distance_nm * number(0.1, 1.0))
            return direct(on, number(0.0, 360.0), range_nm * number(0.0, 0.4))
        return direct(place, number(0.0, 360.0), range_nm * number(0.0, 1.5))

    one = unit(str(rng.choice(["S1", "S2", "S3", "S5", "S6"])), start)
    return Posed(
        seen_with(one, figures=replace(one.seen.figures, range_nm=range_nm)),
        Scene(place=place),
        tuple(
            quay(
                about(),
                id=UUID(int=n),
                name=f"Quay {n}",
                hours_utc=str(rng.choice(["", "", "10:00-16:30", "16:30-23:00"])),
                fuels=frozenset({Fuel.PETROL if rng.random() < 0.9 else Fuel.JET_A1}),
                draught_max_m=float(rng.choice([1.0, 4.0])) if rng.random() < 0.5 else None,
            )
            for n in range(int(rng.integers(1, 6)))
        ),
    )


def compared(seed: int) -> str:
    """One comparison, within one in a hundred of times and of fuel; how it gets there."""
    this = posed(seed)
    found = approach(this.boat, open_stops(*this.points), this.scene)
    takes = minutes(found) if makes_it(this.boat, found) else inf
    least = Tried(this, more=0.01).soonest()
    most = Tried(this, more=-0.01).soonest()
    assert least <= takes * 1.01, (seed, least, takes, most)
    assert takes <= most * 1.01, (seed, least, takes, most)
    if takes == inf:
        return "not"
    return "directly" if stop_of(found) is None else "over a stop"


def test_the_soonest_way_over_any_stop_is_found() -> None:
    ways = [compared(seed) for seed in range(300)]
    for way in ("not", "directly", "over a stop"):
        assert ways.count(way) >= 20, (way, ways.count(way))


@pytest.mark.long
def test_the_soonest_way_over_any_stop_is_found_always() -> None:
    for seed in range(1_000, 5_000):
        compared(seed)


def test_a_vessel_loses_longer_than_a_helicopter_and_carries_on_its_own_fuel() -> None:
    assert refuel_minutes(unit("S1", SCENE)) == STAYS > refuel_minutes(unit("H1", SCENE))
    assert len(open_stops(fuel_point(SCENE)).points_of_vessels("ITA")) == len(NOWHERE) == 0
