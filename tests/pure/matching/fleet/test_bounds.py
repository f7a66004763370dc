"""Every lower bound is at or below the exact result: for every asset, ship and carrier."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from numpy.typing import NDArray

from sar.assets.fleet.columns import Fleet, FleetRow
from sar.assets.fuel_points import FuelPointPlain
from sar.assets.words import CraftKind, Fuel, Readiness
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.geo.sea.field_cache import SceneFields, scene_fields
from sar.geo.sea.stop_ways import ON_DEMAND
from sar.incidents.drift import given_drift
from sar.matching import carriage
from sar.matching.candidate import Candidate
from sar.matching.evaluation import Evaluator, Match
from sar.matching.fleet.asset_classes import asset_classes, ship_classes
from sar.matching.fleet.best_first import RankKey
from sar.matching.fleet.bounds import LowerBounds
from sar.matching.fleet.fleet_candidates import candidate_at, once_home
from sar.matching.fleet.kernels import COMES
from sar.matching.fleet.ship_bounds import ship_bounds, ship_bounds_with_ways
from sar.matching.question import Scene, Want
from sar.matching.ranking import bases, rank_key
from tests.pure.matching.fleet.test_search import question
from tests.pure.matching.questions import ON_LAKES, Trial, trial

SHORT, LONG = 20, 600

Rows = NDArray[np.intp]
Bounds = NDArray[np.float64]


@dataclass(frozen=True)
class Exact:
    """A trial with the exact match of everything, and the bounds to be held against it."""

    trial: Trial
    matches: Mapping[UUID, Match]
    bounds: LowerBounds

    def key(self, id_: UUID) -> RankKey:
        """Part and minutes of its rank key."""
        return rank_key(self.matches[id_], self.trial.asked)[:2]

    def rows(self, *, carried: bool) -> Rows:
        """The visible rows that are carried, or those that move by themselves."""
        trial = self.trial
        rows = trial.found.seen.nonzero()[0]
        ids = trial.fleet.ids(rows.tolist())
        return rows[[self.matches[id_].candidate.carried is carried for id_ in ids]]

    def ids(self, rows: Rows) -> list[UUID]:
        """The assets of the rows."""
        return list(self.trial.fleet.ids(rows.tolist()))

    def candidate(self, row: int) -> Candidate:
        """The asset of a row, as the asker sees it."""
        trial, asked = self.trial, self.trial.asked
        return candidate_at(asked, trial.fleet, trial.found, trial.past, row, ways=ON_DEMAND)


def exact(trial: Trial) -> Exact:
    """By evaluating everything."""
    asked = trial.asked
    matches = {m.candidate.seen.id: m for m in trial.exhaustive()}
    classes = asset_classes(trial.fleet, trial.found, asked.want, asked.scene)
    access = once_home(asked, trial.fleet, trial.found, trial.past)
    return Exact(trial, matches, LowerBounds(asked, trial.fleet, access, classes, trial.sea))


def at_or_below(found: Bounds, of: Exact, ids: list[UUID], stage: str) -> None:
    """Each bound against the rank key of the same asset or ship."""
    for bound, id_ in zip(found.T.tolist(), ids, strict=True):
        assert tuple(bound) <= of.key(id_), (stage, of.matches[id_].candidate)


def check_assets(of: Exact) -> None:
    """The coarse pass, the rough bounds, and the closer ones of self-moving assets."""
    coarse = of.bounds.coarse_pass()
    for carried in (False, True):
        rows = of.rows(carried=carried)
        for row, id_ in zip(rows.tolist(), of.ids(rows), strict=True):
            part, minutes = of.key(id_)
            assert part != COMES or coarse.minutes[row] <= minutes, of.matches[id_].candidate
        at_or_below(of.bounds.rough_bounds(rows), of, of.ids(rows), "rough")
    going = of.rows(carried=False)
    at_or_below(of.bounds.bounds_of(going), of, of.ids(going), "close")


def check_ships(of: Exact) -> None:
    """The bounds of ships of opportunity, with and without their ways."""
    trial, ships = of.trial, of.trial.fleet.ships
    classes = ship_classes(ships, trial.asked.want, trial.asked.scene)
    ids = [ships[row].id for row in range(len(ships))]
    rough = ship_bounds(trial.asked, ships, classes)
    at_or_below(rough, of, ids, "ship")
    every = np.arange(len(ships), dtype=np.intp)
    close = ship_bounds_with_ways(rough, every, ships, classes, trial.sea)
    at_or_below(close, of, ids, "ship with its way")


def check_carried(of: Exact) -> int:
    """The bounds of carried assets by the best carrier, and of each of them by each carrier; how
    many pairs have a ride."""
    every = of.trial.found.seen.nonzero()[0]
    things = of.rows(carried=True)
    times = [key[1] for key in map(of.key, of.ids(things)) if key[0] == COMES]
    for within in (np.inf, *times[: len(times) // 2][-1:]):
        search = of.bounds.carrier_search(every, within)
        found = of.bounds.bounds_of_carried(things, search, within)
        for bound, id_ in zip(found.T.tolist(), of.ids(things), strict=True):
            key = of.key(id_)
            assert tuple(bound) <= key or (within,) < key[1:], of.matches[id_].candidate
    return sum(check_pairs(of, row) for row in things.tolist())


def check_pairs(of: Exact, row: int) -> int:
    """One carried asset by each unit alone; how many have a ride."""
    trial, thing = of.trial, of.candidate(row)
    every = trial.found.seen.nonzero()[0]
    units = {one.seen.id: one for one in map(of.candidate, every.tolist()) if carriage.able(one)}
    evaluator = Evaluator(
        trial.asked,
        sea=trial.sea,
        stop_ways=ON_DEMAND,
        bases=bases(m.candidate for m in of.matches.values()),
    )
    search = of.bounds.carrier_search(every, np.inf)
    bounds = {}
    if search is not None:
        options = search.options(thing, of.candidate)
        bounds = {one.unit.seen.id: one.least_minutes for one in options}
    rides = 0
    for id_, unit in units.items():
        option = carriage.option(thing, unit, trial.asked.scene)
        match = evaluator.carried(thing, [option] if option else [])
        if match.time is not None:
            rides += 1
            assert bounds[id_] <= match.time.total_minutes, (thing, unit)
    return rides


def check(seed: int, **posed: Any) -> int:
    """Everything of one trial; how many pairs of a carried asset and a carrier have a ride."""
    of = exact(trial(seed, **posed))
    check_assets(of)
    check_ships(of)
    return check_carried(of)


def test_no_bound_is_above_the_exact_result() -> None:
    rides = sum(check(seed, most=40, by_water=0.0) for seed in range(SHORT))
    assert rides > SHORT, "or it proves little"


def test_nor_is_any_with_ways_by_water() -> None:
    for seed in range(3):
        check(seed, most=30, by_water=1.0)


@pytest.mark.parametrize("seeds", [3, pytest.param(6, marks=pytest.mark.long)])
def test_nor_is_any_of_a_datum_on_a_lake(seeds: int) -> None:
    for seed in range(seeds):
        check(seed, most=40, by_water=1.0, datums=ON_LAKES)


def test_nor_is_any_of_vessels_that_take_fuel_on_the_way() -> None:
    over = sum(check_vessels(seed, drifts=seed % 3 == 0) for seed in range(SHORT))
    assert over >= SHORT, "or it proves little"


def test_nor_of_those_that_go_to_it_by_water() -> None:
    place = LatLon(36.6, 12.9)
    over = check_vessels(3, drifts=False, place=place, sea=scene_fields(place))
    assert over >= 1, "or it proves little"


def check_vessels(
    seed: int, *, drifts: bool, place: LatLon | None = None, sea: SceneFields | None = None
) -> int:
    """The bounds of vessels with little fuel about a scene, among points of two parties; how many
    of them go over a stop."""
    rng = np.random.default_rng(seed)
    scene = place or LatLon(rng.uniform(-65.0, 65.0), rng.uniform(-180.0, 180.0))

    def about(most_nm: float) -> LatLon:
        return direct(scene, rng.uniform(0.0, 360.0), rng.uniform(0.0, most_nm))

    fleet = Fleet()
    fleet.put(
        (
            replace(
                _row(n, str(rng.choice(["S1", "S3", "S5", "S6"])), about(330.0)),
                overrides={"range_nm": float(rng.choice([60.0, 120.0, 180.0]))},
            ),
            None,
        )
        for n in range(1, 25)
    )
    points = tuple(
        FuelPointPlain(
            id=UUID(int=n),
            party="ITA" if rng.random() < 0.8 else "MLT",
            name=f"Quay {n}",
            place=about(200.0),
            fuels=frozenset({Fuel.MARINE_GAS_OIL}),
            crafts=frozenset({CraftKind.VESSEL}),
            hours_utc=str(rng.choice(["", "", "06:00-18:00"])),
        )
        for n in range(1, 1 + int(rng.integers(8)))
    )
    drift = given_drift(rng.uniform(0.0, 360.0), 1.5) if drifts else None
    asked, found, past = question(fleet, Want(), Scene(place=scene, drift=drift))
    asked = replace(asked, fuel_points=points)
    given = Trial(asked, fleet, found, past, sea, 10)
    of = exact(given)
    check_assets(of)
    page = [m.candidate.seen.id for m in given.searched().page]
    assert page == list(of.matches)[:10], "the search finds the first of all"
    routes = (m.approach.route for m in of.matches.values())
    return sum(1 for route in routes if route is not None and route.stop is not None)


def test_nor_is_one_whose_datum_drifts_out_of_waters_that_need_a_clearance() -> None:
    check(247, most=120, by_water=0.15)


def test_nor_is_any_in_a_wind() -> None:
    rides = sum(check_in_wind(seed) for seed in range(SHORT // 2))
    assert rides > SHORT // 2, "or it proves little"


def check_in_wind(seed: int) -> int:
    """Everything of one trial with some wind, of every fourth from nobody knows where, of half with
    a drift; how many pairs of a carried asset and a carrier have a ride."""
    rng, of = np.random.default_rng(seed), trial(seed, most=60, by_water=0.0)
    drift = given_drift(rng.uniform(0.0, 360.0), rng.uniform(0.5, 4.0)) if seed % 2 else None
    scene = replace(
        of.asked.scene,
        drift=drift,
        wind_from_deg=None if seed % 4 == 2 else rng.uniform(0.0, 360.0),
        wind_kn=rng.uniform(10.0, 70.0),
    )
    found = exact(replace(of, asked=replace(of.asked, scene=scene)))
    check_assets(found)
    return check_carried(found)


def test_nor_is_that_of_a_carrier_that_lands_before_the_wind_where_it_came_over_no_stop() -> None:
    """Out 170 nm with 45 knots behind, and on to a base 126 nm farther, from which it would be too
    far to come back against them."""
    start = LatLon(-47.0, -120.0)
    place = direct(start, 90.0, 170.0)
    fleet = Fleet()
    fleet.put(
        (_row(n, code, base), None)
        for n, code, base in (
            (1, "S9", direct(start, 0.0, 900.0)),
            (2, "H1", start),
            (3, "E3", start),
            (4, "H1", direct(place, 90.0, 126.0)),
        )
    )
    scene = Scene(place=place, wind_from_deg=270.0, wind_kn=45.0)
    asked, found, past = question(fleet, Want(), scene)
    of = exact(Trial(asked, fleet, found, past, None, 4))
    ride = of.matches[UUID(int=3)].carrier
    assert ride is not None
    assert ride.refuels_at == ()
    check_assets(of)
    assert check_carried(of) == 1


def _row(number: int, type_code: str, base: LatLon) -> FleetRow:
    return FleetRow(
        id=UUID(int=number),
        party_code="ITA",
        centre_id=UUID(int=1),
        type_code=type_code,
        base=base,
        base_shared=True,
        at_sea=False,
        readiness=Readiness.AVAILABLE,
        readiness_until=None,
        notice_day_minutes=15,
        notice_night_minutes=15,
        notice_at_sea_minutes=None,
        overrides={},
        quantity=1,
        windows=(),
        name=f"Unit {number}",
    )


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_nor_in_many_questions(part: int) -> None:
    for seed in range(SHORT + part, SHORT + LONG, 10):
        check(seed, most=120, by_water=0.15)


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_nor_in_many_winds(part: int) -> None:
    for seed in range(SHORT + part, SHORT + LONG, 4):
        check_in_wind(seed)


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_nor_of_vessels_that_take_fuel_in_many_questions(part: int) -> None:
    for seed in range(SHORT + part, SHORT + LONG, 4):
        check_vessels(seed, drifts=seed % 3 == 0)
