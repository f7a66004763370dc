"""Deep ships keep off shoals where there is room to; boats cross them; both have a way."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.draught import DEEP_ABOVE_M, Draught
from sar.geo.sea.field import SeaField, sea_field
from sar.geo.sea.grid import Grid, rooms
from sar.geo.sea.legs import sea_way
from sar.geo.sea.passages import as_asked
from sar.geo.sea.shoals import is_shoal, shoals

BIMINI, EXUMA = LatLon(25.70, -79.35), LatLon(23.70, -76.60)
"""West and east of the Great Bahama Bank."""
SFAX, GABES, OFF_KERKENNAH = LatLon(34.72, 10.79), LatLon(33.92, 10.12), LatLon(35.0, 12.5)
ANDROS_SOUTH = LatLon(24.0, -80.0)


def fields(datum: LatLon, radius_nm: float) -> dict[Draught, SeaField]:
    return {draught: sea_field(datum, radius_nm=radius_nm, draught=draught) for draught in Draught}


@pytest.fixture(scope="module")
def bahamas() -> dict[Draught, SeaField]:
    return fields(ANDROS_SOUTH, 250.0)


@pytest.mark.parametrize(
    ("draught_m", "draught"),
    [
        (None, Draught.SHALLOW),
        (0.5, Draught.SHALLOW),
        (DEEP_ABOVE_M, Draught.SHALLOW),
        (6.5, Draught.DEEP),
        (12.0, Draught.DEEP),
    ],
)
def test_a_vessel_is_deep_above_six_metres(draught_m: float | None, draught: Draught) -> None:
    assert Draught.of(draught_m) is draught


@pytest.mark.parametrize(
    ("place", "p", "shoal"),
    [
        ("Great Bahama Bank", LatLon(24.0, -78.5), True),
        ("Pedro Bank", LatLon(17.0, -78.0), True),
        ("Kerkennah Bank", LatLon(34.7, 11.1), True),
        ("Ionian Sea", LatLon(35.0, 18.0), False),
        ("Pacific on 180", LatLon(0.0, 179.99), False),
        ("Rome, on land", LatLon(41.9, 12.5), False),
        ("south pole", LatLon(-90.0, 0.0), False),
    ],
)
def test_shoals_are_where_charts_have_them(place: str, p: LatLon, shoal: bool) -> None:
    assert is_shoal(shoals(), p.lat, p.lon) is shoal, place


def test_a_boat_crosses_the_great_bahama_bank_and_a_deep_ship_goes_round_it() -> None:
    over, round_it = (sea_way(BIMINI, EXUMA, draught=d) for d in (Draught.SHALLOW, Draught.DEEP))
    assert over.nm == pytest.approx(distance_nm(BIMINI, EXUMA), rel=0.05)
    assert round_it.nm is not None
    assert over.nm is not None
    assert round_it.nm > 1.15 * over.nm


@pytest.mark.parametrize(("a", "b"), [(SFAX, GABES), (GABES, SFAX), (OFF_KERKENNAH, SFAX)])
def test_a_deep_ship_among_shallows_has_a_way_told_in_true_miles(a: LatLon, b: LatLon) -> None:
    way = sea_way(a, b, draught=Draught.DEEP)
    legs_nm = [distance_nm(p, q) for p, q in itertools.pairwise(way.path)]
    assert way.nm == pytest.approx(sum(legs_nm), abs=0.5)
    assert way.nm is not None
    assert distance_nm(a, b) <= way.nm < 1.3 * distance_nm(a, b)


def test_where_no_shoal_is_near_both_go_the_same_way() -> None:
    a, b = LatLon(35.5, 18.0), LatLon(33.5, 21.0)
    deep, shallow = (sea_field(a, radius_nm=250.0, draught=d).way(b).nm for d in Draught)
    assert deep == shallow == pytest.approx(distance_nm(a, b))


def test_the_fairway_of_a_strait_is_deep() -> None:
    istanbul, odesa = LatLon(40.9, 28.9), LatLon(46.45, 30.8)
    ways = [sea_field(istanbul, draught=draught).way(odesa) for draught in Draught]
    assert [way.passages for way in ways] == [("bosporus",)] * 2


PLACES = st.builds(
    lambda course_deg, miles: direct(ANDROS_SOUTH, course_deg, miles),
    st.floats(0, 360),
    st.floats(0, 240),
)


@given(PLACES)
@hypothesis_settings(max_examples=40)
def test_a_deep_way_is_no_shorter_than_a_shallow_one_or_the_great_circle(
    bahamas: dict[Draught, SeaField], p: LatLon
) -> None:
    deep, shallow = (bahamas[draught].way(p) for draught in (Draught.DEEP, Draught.SHALLOW))
    assert (deep.nm is None) == (shallow.nm is None)
    if deep.nm is None or shallow.nm is None:
        return
    assert deep.nm >= deep.bound_nm >= distance_nm(p, ANDROS_SOUTH) - 1e-9
    assert deep.nm >= 0.985 * shallow.nm - 1.0  # the offing is fitted cell by cell


def test_a_shoal_is_water_with_one_cell_of_room_and_land_stays_land() -> None:
    grid = Grid.about(ANDROS_SOUTH, radius_nm=100.0, cell_nm=1.0)
    deep, shallow = (rooms(grid, as_asked(), draught) for draught in Draught)
    assert ((deep == 0) == (shallow == 0)).all()
    assert (deep <= shallow).all()
    assert np.count_nonzero((deep == 1) & (shallow > 4)) > 1_000
