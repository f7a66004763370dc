"""Ways by water: round capes and through straits, never shorter than the great circle."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from sar.geo.sea import field
from sar.geo.sea.field import SeaField, sea_field
from sar.geo.sea.grid import Grid, rooms
from sar.geo.sea.inland import are_inland
from sar.geo.sea.land import coast, is_deep_inland, on_land
from sar.geo.sea.legs import sea_way
from sar.geo.sea.passage_index import passed
from sar.geo.sea.passages import as_asked
from sar.geo.sea.sea_route import INLAND, NO_WAY, TOO_FAR

BARI, NAPLES = LatLon(41.14, 16.86), LatLon(40.83, 14.27)
PIRAEUS, BRINDISI = LatLon(37.94, 23.63), LatLon(40.65, 17.97)
LAMPEDUSA_SOUTH = LatLon(35.2, 12.6)


@pytest.fixture(scope="module")
def sicily() -> SeaField:
    return sea_field(LAMPEDUSA_SOUTH, radius_nm=300.0)


@pytest.fixture(scope="module")
def bari() -> SeaField:
    return sea_field(BARI)


@pytest.mark.parametrize(
    ("place", "p", "land"),
    [
        ("Rome", LatLon(41.9, 12.5), True),
        ("Ionian Sea", LatLon(35.0, 18.0), False),
        ("south pole", LatLon(-90.0, 0.0), True),
        ("north pole", LatLon(90.0, 0.0), False),
        ("Caspian Sea", LatLon(42.0, 51.0), False),
        ("Chukotka, east of 180", LatLon(67.0, -179.9), True),
        ("Chukotka, west of 180", LatLon(67.0, 179.9), True),
        ("Wrangel Island on 180", LatLon(71.2, 180.0), True),
        ("Pacific on 180", LatLon(0.0, -180.0), False),
        ("Lake Superior, not cut out", LatLon(47.5, -88.0), True),
    ],
)
def test_land_is_land_everywhere_on_earth(place: str, p: LatLon, land: bool) -> None:
    assert on_land(p) is land, place


def test_the_way_from_bari_to_naples_goes_round_the_boot(bari: SeaField) -> None:
    way = bari.way(NAPLES)
    assert way.nm == pytest.approx(495, rel=0.025)
    assert distance_nm(BARI, NAPLES) < 130  # tables say 490 to 504
    assert way.passages == ("messina",)
    assert (way.path[0], way.path[-1]) == (NAPLES, BARI)


def test_a_path_is_as_long_as_its_way(bari: SeaField) -> None:
    way = bari.way(NAPLES)
    legs_nm = [distance_nm(a, b) for a, b in itertools.pairwise(way.path)]
    assert way.nm == pytest.approx(sum(legs_nm), abs=0.5)


def test_there_and_back_is_as_long(bari: SeaField) -> None:
    back = sea_field(NAPLES).way(BARI)
    assert back.nm == pytest.approx(bari.way(NAPLES).nm, rel=0.015)


def test_the_corinth_canal_shortens_the_way_only_when_it_is_open() -> None:
    shut = sea_field(PIRAEUS).way(BRINDISI)
    through = sea_field(PIRAEUS, opened=frozenset({"corinth"})).way(BRINDISI)
    assert through.passages == ("corinth",)
    assert "corinth" not in shut.passages
    assert shut.nm is not None
    assert through.nm is not None
    assert shut.nm - through.nm > 100


def test_a_strait_that_is_shut_is_no_way() -> None:
    istanbul, odesa = LatLon(40.9, 28.9), LatLon(46.45, 30.8)
    assert sea_field(istanbul).way(odesa).passages == ("bosporus",)
    assert sea_field(istanbul, shut=frozenset({"bosporus"})).way(odesa).nm is None


def test_an_unknown_passage_is_refused() -> None:
    with pytest.raises(KeyError):
        sea_field(PIRAEUS, opened=frozenset({"corinht"}))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (LatLon(42.0, 51.0), LatLon(41.65, 41.5)),
        (LatLon(41.65, 41.5), LatLon(42.0, 51.0)),
    ],
)
def test_there_is_no_way_out_of_the_caspian(a: LatLon, b: LatLon) -> None:
    way = sea_field(a, radius_nm=1_000.0, cell_nm=3.0).way(b)
    assert (way.nm, way.note) == (None, NO_WAY)
    assert way.bound_nm == pytest.approx(distance_nm(a, b))


def test_a_lake_is_no_sea() -> None:
    way = sea_field(LatLon(47.5, -88.0)).way(LatLon(45.0, -83.0))
    assert (way.nm, way.note) == (None, INLAND)


def test_beyond_the_field_the_great_circle_bounds_the_way(sicily: SeaField) -> None:
    gibraltar = LatLon(36.0, -5.4)
    way = sicily.way(gibraltar)
    assert (way.nm, way.note) == (None, TOO_FAR)
    assert way.bound_nm == pytest.approx(distance_nm(LAMPEDUSA_SOUTH, gibraltar))


def test_over_the_antimeridian_and_the_pole_ways_are_straight() -> None:
    west, east = LatLon(-25.0, 179.4), LatLon(-25.0, -179.4)
    assert sea_field(west, radius_nm=200.0).way(east).nm == pytest.approx(distance_nm(west, east))
    pole, beyond = LatLon(90.0, 0.0), LatLon(88.0, -170.0)
    assert sea_field(pole, radius_nm=300.0).way(beyond).nm == pytest.approx(120.6, abs=0.1)
    near = sea_field(LatLon(88.0, 10.0), radius_nm=300.0)
    assert near.way(beyond).nm == pytest.approx(distance_nm(near.datum, beyond))


def test_a_ship_alongside_has_a_way_and_it_says_so(sicily: SeaField) -> None:
    valletta = LatLon(35.894, 14.508)
    way = sicily.way(valletta)
    assert way.nm == pytest.approx(distance_nm(valletta, LAMPEDUSA_SOUTH), rel=0.08)
    assert way.nm is not None
    assert way.nm >= distance_nm(valletta, LAMPEDUSA_SOUTH)
    assert way.path[0] == valletta


def test_a_ship_deep_in_a_fjord_has_a_way_out() -> None:
    field = sea_field(LatLon(61.0, 3.5), radius_nm=200.0)
    assert field.way(LatLon(61.09, 7.3)).nm == pytest.approx(120, rel=0.05)  # Sognefjord


def test_a_datum_on_land_starts_from_the_nearest_water() -> None:
    field = sea_field(LatLon(35.9, 14.45), radius_nm=150.0)  # Malta, inland
    way = field.way(LatLon(35.5, 13.0))
    assert way.note.startswith("On land or alongside")
    assert way.nm is not None


def offset(course_deg: float, miles: float) -> LatLon:
    return direct(LAMPEDUSA_SOUTH, course_deg, miles)


PLACES = st.builds(offset, st.floats(0, 360), st.floats(0, 290))


@given(PLACES)
@hypothesis_settings(max_examples=30)
def test_no_way_is_shorter_than_the_great_circle_or_the_bound(sicily: SeaField, p: LatLon) -> None:
    way = sicily.way(p)
    quick = float(sicily.nm(np.array([p.lon]), np.array([p.lat]))[0])
    if way.nm is None:
        assert way.note
        return
    assert way.nm >= way.bound_nm >= distance_nm(p, LAMPEDUSA_SOUTH) - 1e-9
    if not np.isnan(quick):
        assert quick >= distance_nm(p, LAMPEDUSA_SOUTH)
        assert quick == pytest.approx(way.nm, abs=3.0)


@given(PLACES, st.floats(0, 360), st.floats(0, 30))
@hypothesis_settings(max_examples=12)
def test_a_short_leg_changes_the_way_by_no_more_than_the_leg(
    sicily: SeaField, p: LatLon, course_deg: float, miles: float
) -> None:
    q = direct(p, course_deg, miles)
    here, there = sicily.way(p).nm, sicily.way(q).nm
    between = sea_field(p, radius_nm=60.0).way(q).nm if here and there else None
    if here is not None and there is not None and between is not None:
        assert abs(here - there) <= between + 3.0


def test_a_way_longer_than_its_field_is_wide_is_not_denied() -> None:
    odesa, messina = LatLon(46.50, 30.75), LatLon(38.19, 15.56)
    way = sea_field(odesa, radius_nm=1_000.0, cell_nm=1.5).way(messina)
    assert way.nm == pytest.approx(1_158, rel=0.03)
    assert way.passages == ("bosporus", "dardanelles", "messina")


@pytest.mark.long
def test_a_sound_narrower_than_the_cells_is_no_closed_sea() -> None:
    midway, seattle = LatLon(28.2, -177.37), LatLon(47.60, -122.34)
    assert sea_way(midway, seattle).nm == pytest.approx(2_817, rel=0.01)


@pytest.mark.parametrize(
    "centre",
    [LatLon(37.5, 15.1), LatLon(-78.0, 179.9), LatLon(66.0, -179.95), LatLon(1.3, 103.8)],
)
def test_the_coast_about_a_place_is_all_that_its_cells_ask_for(
    centre: LatLon, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid = Grid.about(centre, radius_nm=60.0, cell_nm=1.0)
    found = rooms(grid, as_asked())
    monkeypatch.setattr("sar.geo.sea.grid.coast_about", lambda *_: coast())
    assert (found == rooms(grid, as_asked())).all()


def test_no_finer_field_is_made_for_ways_to_where_there_is_no_sea() -> None:
    inland = sea_field(LatLon(43.0, 12.5))
    made = field._wider.cache_info().misses
    ways = [inland.way(LatLon(lat, lon)) for lat in (39.5, 42.0, 44.5) for lon in (9.5, 14.5)]
    assert {way.note for way in ways} == {INLAND}
    assert field._wider.cache_info().misses == made


def test_what_is_deep_inland_has_no_water_within_reach() -> None:
    """It is told without a look at the cells about it: these say the same."""
    rng = np.random.default_rng(5)
    found = 0
    while found < 12:
        lat = math.degrees(math.asin(float(rng.uniform(-0.95, 0.95))))
        place = LatLon(lat, float(rng.uniform(-180, 180)))
        if not is_deep_inland(place, 10.5):
            continue
        found += 1
        grid = Grid.about(place, radius_nm=10.0, cell_nm=0.25)
        clear = rooms(grid, as_asked())[0]
        rows, columns = np.nonzero(clear)
        away = np.hypot(rows - clear.shape[0] // 2, columns - clear.shape[1] // 2)
        assert (away > 10.0 / 0.25).all()
    assert not is_deep_inland(LatLon(50.0, 9.5), 600.0)
    assert not is_deep_inland(LatLon(36.0, 13.0), 1.0)


def test_places_told_to_be_inland_at_once_have_no_way_by_a_closer_look() -> None:
    field = sea_field(LatLon(43.0, 16.0))
    rng = np.random.default_rng(6)
    lons, lats = rng.uniform(4.0, 28.0, 300), rng.uniform(34.0, 52.0, 300)
    told = field.has_none(lons, lats)
    ways = [field.way(LatLon(lat, lon)) for lon, lat in zip(lons[told], lats[told], strict=True)]
    assert len(ways) > 100
    assert {way.note for way in ways} == {INLAND}
    looked_at = [
        is_deep_inland(LatLon(lat, lon), 10.5) for lon, lat in zip(lons, lats, strict=True)
    ]
    assert len(ways) > 0.9 * sum(looked_at)


def test_what_is_inland_is_told_everywhere_on_earth() -> None:
    on_canals = np.array([-79.68, 9.40, 32.33]), np.array([9.12, 54.25, 30.60])
    at_sea = np.array([180.0, -180.0, 0.0, 50.5]), np.array([0.0, 60.0, 90.0, 42.0])
    assert not are_inland(*on_canals, 10.5).any()
    assert not are_inland(*at_sea, 10.5).any()
    on_land = np.array([180.0, -180.0, 0.0, -88.0]), np.array([-90.0, -85.0, -90.0, 47.5])
    assert are_inland(*on_land, 10.5).all()  # the last is a lake, which no sea is near


def test_a_way_goes_through_the_gates_that_it_crosses_and_no_others() -> None:
    """Gates that are not near it are left out at once: the same are found by trying all."""
    known = as_asked()
    rng = np.random.default_rng(6)
    met = 0
    for _ in range(300):
        middle = known[int(rng.integers(len(known)))].gate[0]
        course = float(rng.uniform(0, 360))
        path = (
            direct(middle, course, float(rng.uniform(1, 400))),
            direct(middle, float(rng.uniform(0, 360)), float(rng.uniform(0, 5))),
            direct(middle, course + 180.0, float(rng.uniform(1, 400))),
        )
        through = tuple(one.code for one in known if one.is_open and one.is_passed_by(path))
        assert passed(known, path) == through
        met += len(through)
    assert met > 50
