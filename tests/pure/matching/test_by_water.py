"""Vessels go by water: who is near across a peninsula is not there first."""

import pytest

from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.draught import Draught
from sar.geo.sea.field_cache import SceneFields
from sar.geo.sea.legs import sea_way
from sar.geo.sea.sea_route import OFF_LAKE
from sar.incidents.drift import given_drift
from sar.matching.candidate_route import Route, by_water, routed
from sar.matching.intercept import Approach, met
from sar.matching.landing_places import NOWHERE
from sar.matching.question import Scene, Want
from sar.matching.reach import arrival
from tests.given.candidates import minutes
from tests.pure.matching.test_intercept import NOW, unit

WEST_OF_APULIA = LatLon(40.2, 17.2)
"""In the Gulf of Taranto."""
BRINDISI_ROADS = LatLon(40.72, 18.05)
GALLIPOLI = LatLon(39.95, 17.75)


@pytest.fixture(scope="module")
def sea() -> SceneFields:
    return field_cache.scene_fields(WEST_OF_APULIA)


def total(type_code: str, place: LatLon, sea: SceneFields | None, scene: Scene) -> float:
    found = met(
        unit(type_code, place),
        scene,
        notice_minutes=15.0,
        sea=sea,
        bases=NOWHERE,
        gates=lambda _: (),
    )
    return minutes(found)


def test_the_faster_boat_behind_the_peninsula_loses_to_the_slower_one_before_it(
    sea: SceneFields,
) -> None:
    scene = Scene(place=WEST_OF_APULIA)
    fast_behind = total("S5", BRINDISI_ROADS, sea, scene)
    slow_before = total("S10", GALLIPOLI, sea, scene)
    assert slow_before < fast_behind
    assert total("S5", BRINDISI_ROADS, None, scene) < fast_behind / 2


def test_the_last_leg_turns_to_where_the_datum_has_drifted(sea: SceneFields) -> None:
    there = LatLon(40.15, 17.1)
    ship = unit("S9", GALLIPOLI)
    way = by_water(ship, sea)
    still = routed(ship, WEST_OF_APULIA, way=way)
    turned = routed(ship, there, way=way)
    assert isinstance(still, Route)
    assert isinstance(turned, Route)
    assert turned.by_water
    assert turned.corners[-1] == there
    assert turned.length_nm == pytest.approx(distance_nm(GALLIPOLI, there), rel=1e-3)
    drifting = Scene(place=WEST_OF_APULIA, drift=given_drift(225, 1.0))
    assert total("S9", GALLIPOLI, sea, drifting) > 15


def test_an_asset_on_a_lake_has_no_way_by_sea_and_is_told_so(sea: SceneFields) -> None:
    found = met(
        unit("S4", LatLon(46.0, 9.27)),
        Scene(place=WEST_OF_APULIA),
        notice_minutes=15.0,
        sea=sea,
        bases=NOWHERE,
        gates=lambda _: (),
    )
    assert found.no_way.startswith("No way by sea")
    assert found.time is None


def test_on_one_lake_every_vessel_goes_along_the_great_circle_and_says_so() -> None:
    geneva, evian = LatLon(46.45, 6.5), LatLon(46.402, 6.59)
    scene, lake = Scene(place=geneva), field_cache.scene_fields(geneva)
    for code in ("S4", "M4"):
        found = reached(code, evian, lake, scene)
        assert found.route is not None
        assert found.route.by_water
        assert found.route.length_nm == pytest.approx(distance_nm(evian, geneva))
        findings = arrival(unit(code, evian), Want(), scene, found, now=NOW)
        assert "way_on_lake" in {one.reason.code for one in findings}
    other = reached("S4", LatLon(45.6, 10.65), lake, scene)
    assert (other.time, other.no_way) == (None, OFF_LAKE)


def test_a_bulk_carrier_goes_round_the_bank_that_a_patrol_boat_crosses() -> None:
    off_bimini, off_exuma = LatLon(25.70, -79.35), LatLon(23.70, -76.60)
    scene, sea = Scene(place=off_bimini), field_cache.scene_fields(off_bimini)
    round_it = routed(unit("M4", off_exuma), off_bimini, way=by_water(unit("M4", off_exuma), sea))
    across = routed(unit("S7", off_exuma), off_bimini, way=by_water(unit("S7", off_exuma), sea))
    assert isinstance(round_it, Route)
    assert isinstance(across, Route)
    assert round_it.length_nm > 1.15 * across.length_nm
    assert total("M4", off_exuma, sea, scene) > total("M4", off_exuma, None, scene)


GULF_OF_LION = LatLon(42.9, 5.0)
ARCACHON = LatLon(44.6, -1.8)
OFF_VALENCIA = LatLon(39.9, 0.6)


def reached(type_code: str, place: LatLon, sea: SceneFields, scene: Scene) -> Approach:
    return met(
        unit(type_code, place),
        scene,
        notice_minutes=15.0,
        sea=sea,
        bases=NOWHERE,
        gates=lambda _: (),
    )


def test_a_way_that_leaves_the_field_has_no_time_but_the_least_that_it_takes() -> None:
    scene = Scene(place=GULF_OF_LION)
    sea = SceneFields(GULF_OF_LION, {})
    found = reached("S8", ARCACHON, sea, scene)
    assert (found.time, found.route, found.no_way) == (None, None, "")
    assert found.least is not None
    assert 600.0 < found.least.nm < 1_550.0, "more than the great circle, less than the way"
    assert found.least.minutes == pytest.approx(15.0 + found.least.nm / 25.0 * 60.0)
    assert sea.needs_wider
    drifting = Scene(place=GULF_OF_LION, drift=given_drift(270, 2.0))
    met_later = reached("S8", ARCACHON, sea, drifting)
    assert met_later.least is not None
    assert met_later.least.nm < found.least.nm, "the datum may come towards it by water"


def test_a_wider_field_knows_the_way_that_leaves_the_first() -> None:
    sea = SceneFields(GULF_OF_LION, {Draught.SHALLOW: (field_cache.WIDE.field(GULF_OF_LION),)})
    scene = Scene(place=GULF_OF_LION)
    behind, before = (
        reached(*one, sea, scene) for one in (("S8", ARCACHON), ("S10", OFF_VALENCIA))
    )
    assert behind.route is not None
    assert behind.route.length_nm == pytest.approx(1_570, rel=0.02)
    assert minutes(before) < minutes(behind)
    nearest = field_cache.NEAR.field(GULF_OF_LION)
    assert sea.way(OFF_VALENCIA, Draught.SHALLOW) == nearest.way(OFF_VALENCIA), "the finer one"


@pytest.mark.parametrize(
    ("datum", "start"),
    [
        pytest.param(GULF_OF_LION, ARCACHON, id="round Iberia"),
        pytest.param(
            LatLon(16.0, -88.0), LatLon(13.2, -88.5), id="through Panama", marks=pytest.mark.long
        ),
    ],
)
def test_no_bound_is_above_the_way(datum: LatLon, start: LatLon) -> None:
    near, way = field_cache.NEAR.field(datum).way(start), sea_way(start, datum)
    assert near.nm is None
    assert way.nm is not None
    assert distance_nm(start, datum) < near.bound_nm <= way.nm


def test_a_canal_takes_its_hours_beyond_the_miles() -> None:
    port_said, suez = LatLon(31.5, 32.4), LatLon(29.7, 32.5)
    sea = field_cache.scene_fields(port_said)
    found = reached("S8", suez, sea, Scene(place=port_said))
    assert found.route is not None
    assert found.route.through == ("suez",)
    assert found.time is not None
    under_way = found.route.length_nm / 25.0 * 60.0
    assert found.time.transit_minutes == pytest.approx(under_way + 12 * 60)
    drifting = Scene(place=port_said, drift=given_drift(0, 1.0))
    later = reached("S8", suez, sea, drifting)
    assert minutes(later) > minutes(found)
