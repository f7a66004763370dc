"""Vessels go by water: who is near across a peninsula is not there first."""

import pytest

from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.incidents.drift import told
from sar.requests import waters
from sar.requests.approach import Route, by_water, met, routed
from sar.requests.candidate import Scene
from sar.requests.landings import NOWHERE
from tests.pure.requests.test_approach import unit

WEST_OF_APULIA = LatLon(40.2, 17.2)
"""In the Gulf of Taranto."""
BRINDISI_ROADS = LatLon(40.72, 18.05)
GALLIPOLI = LatLon(39.95, 17.75)


@pytest.fixture(scope="module")
def sea() -> waters.Ways:
    return waters.ways_to(WEST_OF_APULIA)


def total(type_code: str, place: LatLon, sea: waters.Ways | None, scene: Scene) -> float:
    found = met(
        unit(type_code, place),
        scene,
        notice_minutes=15.0,
        sea=sea,
        bases=NOWHERE,
        gates=lambda _: (),
    )
    assert found.time is not None
    return found.time.total_minutes


def test_the_faster_boat_behind_the_peninsula_loses_to_the_slower_one_before_it(
    sea: waters.Ways,
) -> None:
    scene = Scene(place=WEST_OF_APULIA)
    fast_behind = total("S5", BRINDISI_ROADS, sea, scene)
    slow_before = total("S10", GALLIPOLI, sea, scene)
    assert slow_before < fast_behind
    assert total("S5", BRINDISI_ROADS, None, scene) < fast_behind / 2


def test_the_last_leg_turns_to_where_the_datum_has_drifted(sea: waters.Ways) -> None:
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
    drifting = Scene(place=WEST_OF_APULIA, drift=told(225, 1.0))
    assert total("S9", GALLIPOLI, sea, drifting) > 15


def test_an_asset_on_a_lake_has_no_way_by_sea_and_is_told_so(sea: waters.Ways) -> None:
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


def test_a_bulk_carrier_goes_round_the_bank_that_a_patrol_boat_crosses() -> None:
    off_bimini, off_exuma = LatLon(25.70, -79.35), LatLon(23.70, -76.60)
    scene, sea = Scene(place=off_bimini), waters.ways_to(off_bimini)
    round_it = routed(unit("M4", off_exuma), off_bimini, way=by_water(unit("M4", off_exuma), sea))
    across = routed(unit("S7", off_exuma), off_bimini, way=by_water(unit("S7", off_exuma), sea))
    assert isinstance(round_it, Route)
    assert isinstance(across, Route)
    assert round_it.length_nm > 1.15 * across.length_nm
    assert total("M4", off_exuma, sea, scene) > total("M4", off_exuma, None, scene)
