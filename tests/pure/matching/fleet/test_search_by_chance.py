"""The fleet search returns the same page as an evaluation of every asset, for random questions."""

from collections import Counter
from dataclasses import replace
from uuid import UUID

import pytest

from sar.agreements.clauses import Setting
from sar.agreements.grants_array import Promises
from sar.agreements.words import Situation
from sar.assets.fleet.access import access_of
from sar.assets.fleet.columns import Fleet, FleetRow
from sar.assets.fleet.past import PastFixes
from sar.assets.words import Readiness
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.stop_ways import ON_DEMAND
from sar.matching.findings import UNLISTED
from sar.matching.fleet.search import FleetSearch, SearchTuning
from sar.matching.question import Question, Scene, Want
from sar.matching.words import Verdict
from tests.pure.matching.questions import ON_LAKES, OPEN_SEA, Trial, remarked, trial
from tests.world import START

SHORT, LONG = 70, 1_500

COMES_UPON = {
    "rides",
    "refuels_on_the_way",
    "refuels_before_the_pick_up",
    "waits_at_a_border",
    "carrier_is_asked_for",
    "hail",
    "already_hailed",
    "already_here",
    "can_be_diverted",
    "turns_round",
    "beyond_reach",
    "waits_for_reach",
    "slowed_by_sea",
    "not_caught_up",
    "place_not_known",
    "no_speed",
    "icing",
    "sea_state_above_limit",
    "bound",
    "bound_in_exercise",
    "naming_excluded",
    "scene_drifts_in",
    "passes_through",
    "hailed_to_work",
    "entry_by_request",
    "entry_request",
    "entry_notify",
    "entry_pre_cleared",
    "entry_inshore",
    "entry_prohibited",
}
"""The reasons that random questions must come upon, to prove anything."""


FEW = SearchTuning(coarse_factor=1, refined_first=8)
"""Narrow, so that even small fleets are not refined whole."""


def compare(asked: Trial) -> Counter[str]:
    """The page is the first of all, and none is lost; the reasons that came up."""
    everything = asked.exhaustive()
    result = asked.searched(FEW)
    first = everything[: asked.limit]
    places = [(m.candidate.seen.id, m.rank, m.time, m.carrier) for m in result.page]
    assert places == [(m.candidate.seen.id, m.rank, m.time, m.carrier) for m in first]
    assert result.page == first
    assert len(result.line) + result.unsuited + result.not_weighed.number == len(everything)
    return Counter(remarked(everything))


def test_the_first_of_the_fleet_are_the_first_of_all() -> None:
    came_up: Counter[str] = Counter()
    for seed in range(SHORT):
        came_up += compare(trial(seed, most=60, by_water=0.0))
    assert came_up.keys() >= COMES_UPON, COMES_UPON - came_up.keys()


@pytest.mark.parametrize("seeds", [4, pytest.param(8, marks=pytest.mark.long)])
def test_so_they_are_on_lakes_where_vessels_come_from_the_same_one_alone(seeds: int) -> None:
    came_up: Counter[str] = Counter()
    for seed in range(seeds):
        came_up += compare(trial(seed, most=60, by_water=1.0, datums=ON_LAKES))
    assert came_up["way_on_lake"]
    assert came_up["no_way_by_sea"]


def based(number: int, code: str, base: LatLon, readiness: Readiness) -> FleetRow:
    return FleetRow(
        id=UUID(int=number),
        party_code="ITA",
        centre_id=UUID(int=1),
        type_code=code,
        base=base,
        base_shared=True,
        at_sea=False,
        readiness=readiness,
        readiness_until=None,
        notice_day_minutes=None,
        notice_night_minutes=None,
        notice_at_sea_minutes=None,
        overrides={},
        quantity=1,
        windows=(),
        name=f"Unit {number}",
    )


def at_place(fleet: Fleet, place: LatLon, *, limit: int, by_water: bool = True) -> Trial:
    """A trial of Italy's fleet at a place."""
    promises = Promises((), fleet.index, viewer="ITA", occasions=(), now=START)
    asked = Question(
        asker="ITA",
        want=Want(),
        scene=Scene(place=place),
        setting=Setting(Situation.MARITIME, None, place),
        directory=UNLISTED,
        now=START,
    )
    found = access_of(fleet, promises.grants_for(fleet.facts), viewer="ITA")
    sea = field_cache.scene_fields(place) if by_water else None
    return Trial(asked, fleet, found, PastFixes(), sea, limit)


def test_a_ride_that_takes_fuel_before_and_after_the_pick_up_is_found_fast_too() -> None:
    start = OPEN_SEA
    lies, on_the_way = direct(start, 180, 250), direct(start, 180, 390)
    scene = direct(start, 180, 490)
    fleet = Fleet()
    repaired = Readiness.MAINTENANCE
    units = (
        based(1, "H1", start, Readiness.AVAILABLE),
        based(2, "H1", lies, repaired),
        based(3, "H1", on_the_way, repaired),
        based(4, "E3", lies, Readiness.AVAILABLE),
    )
    fleet.put((unit, None) for unit in units)
    for limit in (1, 4):
        posed = at_place(fleet, scene, limit=limit, by_water=False)
        came_up = compare(posed)
        assert came_up["rides"] == 1
        (pump,) = [one for one in posed.exhaustive() if one.carrier]
        assert pump.carrier is not None
        assert len(pump.carrier.refuels_at) == 2


def test_what_goes_by_itself_on_the_ground_takes_no_fuel_where_aircraft_land() -> None:
    team = replace(
        based(1, "T4", OPEN_SEA, Readiness.AVAILABLE),
        overrides={"response_kn": 100.0, "range_nm": 100.0},
    )
    fleet = Fleet()
    aeroplane = based(2, "F1", direct(OPEN_SEA, 0, 90), Readiness.AVAILABLE)
    fleet.put((unit, None) for unit in (team, aeroplane))
    for limit in (1, 2):
        posed = at_place(fleet, direct(OPEN_SEA, 0, 180), limit=limit, by_water=False)
        compare(posed)
    fate = {match.candidate.seen.type.code: match.judgement.verdict for match in posed.exhaustive()}
    assert fate["T4"] is Verdict.NOT_SUITED


def test_a_fleet_of_which_nothing_is_seen_has_an_empty_page() -> None:
    posed = at_place(Fleet(), OPEN_SEA, limit=30)
    assert compare(posed) == Counter()


def test_vessels_on_other_waters_have_no_way_into_a_closed_sea() -> None:
    """By the field for all at once: within it, beyond it, and in ports."""
    caspian = LatLon(41.5, 50.8)
    places = {
        "near": LatLon(42.5, 50.0),
        "in a port": LatLon(40.35, 49.9),
        "on the Black Sea": LatLon(43.0, 38.0),
        "in the Gulf": LatLon(27.0, 51.5),
        "inland": LatLon(45.0, 60.0),
        "on the ocean": LatLon(10.0, -40.0),
        "behind a spit": LatLon(41.0974, 52.9216),
    }
    fleet = Fleet()
    at = [based(n, "S2", place, Readiness.AVAILABLE) for n, place in enumerate(places.values(), 1)]
    fleet.put((replace(one, name=name), None) for one, name in zip(at, places, strict=True))
    posed = at_place(fleet, caspian, limit=7)
    compare(posed)
    compare(at_place(fleet, caspian, limit=2))
    come = {one.candidate.seen.name for one in posed.searched(FEW).page if one.time is not None}
    assert come == {"near", "in a port"}
    one = at_place(fleet, caspian, limit=1)
    search = FleetSearch(
        one.asked, one.fleet, one.found, one.past, sea=one.sea, stop_ways=ON_DEMAND, tuning=FEW
    )
    assert [match.candidate.seen.name for match in search.first(1).page] == ["near"]
    assert search.evaluated <= 3


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_so_they_are_in_many_questions_with_ways_by_water(part: int) -> None:
    for seed in range(SHORT + part, SHORT + LONG, 10):
        compare(trial(seed, most=250, by_water=0.15))
