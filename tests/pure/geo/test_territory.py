"""The State of each water, as far as 12 nm from a public coast can say."""

import math
from collections.abc import Iterable
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pytest
import shapely
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sar.geo import territory
from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from sar.geo.territory import (
    NOT_DETERMINED,
    UNDETERMINED,
    UNDETERMINED_BEYOND,
    Stretch,
    lies_near,
    stretches,
    territory_of,
)

LAMPEDUSA = LatLon(35.50, 12.60)


@pytest.mark.parametrize(
    ("lat", "lon", "state"),
    [
        (34.3333, 12.7, None),  # scenario A1, beyond any territorial sea
        (35.2667, 12.5833, None),  # scenario A3, 13.4 nm south of Lampedusa
        (35.33, 12.5833, "ITA"),  # the same, less than 12 nm off
        (35.9, 14.52, "MLT"),
        (41.9, 12.5, "ITA"),
        (36.85, 10.6, "TUN"),
        (51.06, 1.35, UNDETERMINED),  # the Dover Strait
        (50.93, 1.65, UNDETERMINED),
        (36.0, -5.45, UNDETERMINED),  # the Strait of Gibraltar
        (35.92, -5.55, UNDETERMINED),
        (40.3, 18.9, UNDETERMINED_BEYOND),  # the Strait of Otranto
        (36.35, 14.4, None),  # between Malta and Sicily
        (64.1, -51.9, "DNK"),  # Nuuk: Greenland counts as its State's
        (-16.8, 180.0, "FJI"),
        (-16.8, -180.0, "FJI"),
        (65.7, -168.6, UNDETERMINED),  # by the Diomedes
        (66.0, 180.0, "RUS"),
        (90.0, 0.0, None),
        (-75.0, 30.0, UNDETERMINED),  # Antarctica
        (0.0, -30.0, None),
        (68.0, 37.0, "RUS"),
        (46.8, 8.2, "CHE"),
    ],
)
def test_places_and_their_states(lat: float, lon: float, state: str | None) -> None:
    assert territory_of(LatLon(lat, lon)) == state


E1: list[tuple[str, float, float, str | None]] = [
    ("Kastellorizo town", 36.15, 29.59, "GRC"),
    ("Ro", 36.155, 29.50, "GRC"),
    ("Strongyli", 36.11, 29.64, "GRC"),
    ("Farmakonisi", 37.29, 27.09, "GRC"),
    ("Agathonisi", 37.46, 26.97, "GRC"),
    ("off Yalta", 44.45, 34.20, None),
    ("off Dakhla", 23.65, -15.98, None),
    ("off Kyrenia", 35.38, 33.32, None),
    ("off Berbera", 10.55, 45.0, None),
    ("the Golan", 33.0, 35.8, None),
    ("Senkaku", 25.74, 123.47, None),
    ("Dokdo", 37.24, 131.87, None),
    ("Perejil", 35.914, -5.419, None),
    ("Alhucemas", 35.214, -3.895, None),
    ("Peñón de Vélez", 35.173, -4.301, None),
    ("La Galite", 37.53, 8.93, "TUN"),
    ("Alborán", 35.94, -3.03, "ESP"),
    ("Utö", 59.78, 21.37, "FIN"),
    ("Vaindloo", 59.82, 26.36, "EST"),
    ("Gulf of Gabès", 34.1, 10.7, "TUN"),
    ("Kerkennah bank", 34.55, 11.55, "TUN"),
]
"""Places where the nearest coast names the wrong State, or none. Owners only where undisputed."""


@pytest.mark.parametrize(("name", "lat", "lon", "owner"), E1)
def test_no_contested_water_is_given_to_anybody_or_called_open(
    name: str, lat: float, lon: float, owner: str | None
) -> None:
    found = territory_of(LatLon(lat, lon))
    assert found in {*NOT_DETERMINED, owner} - {None}, name


LISTED = yaml.safe_load(files("sar.geo").joinpath("contested.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", LISTED["islands"])
def test_around_a_listed_island_nothing_is_called_open(name: str) -> None:
    lat, lon, *owner = LISTED["islands"][name]
    island = LatLon(lat, lon)
    assert territory_of(island) in {*owner, UNDETERMINED}
    for course_deg in range(0, 360, 45):
        near = territory_of(direct(island, course_deg, 10.0))
        assert near is not None, course_deg
        beyond = territory_of(direct(island, course_deg, 20.0))
        assert owner or beyond is not None, course_deg


@pytest.mark.parametrize("name", LISTED["land"])
def test_listed_land_is_nobodys_here(name: str) -> None:
    outline = shapely.Polygon([(lon, lat) for lat, lon in LISTED["land"][name]])
    inside = shapely.make_valid(outline).representative_point()
    assert territory_of(LatLon(inside.y, inside.x)) == UNDETERMINED


def test_the_line_lies_twelve_miles_off() -> None:
    for course_deg in (180, 200):
        outside = direct(LatLon(35.4930, 12.60), course_deg, 30)
        (part,) = stretches((outside, LAMPEDUSA))
        line = direct(outside, (course_deg + 180) % 360, part.enters_nm)
        nearest = min(distance_nm(line, LatLon(35.4930, lon / 1000)) for lon in range(12500, 12700))
        assert nearest == pytest.approx(12, abs=0.9)


def test_a_way_tells_where_it_enters_and_leaves() -> None:
    a, b = LatLon(34.5, 12.6), LatLon(36.6, 12.6)
    parts = stretches((a, b))
    assert [part.state for part in parts] == ["ITA"]
    assert 45 < parts[0].enters_nm < 52
    assert parts[0].leaves_nm - parts[0].enters_nm == pytest.approx(26, abs=4)


def test_corners_and_tiles_do_not_cut_a_stretch_in_two() -> None:
    rome, cagliari = LatLon(41.9, 12.5), LatLon(43.0, 12.0)
    (part,) = stretches((rome, LatLon(42.4, 12.2), cagliari))
    assert part.enters_nm == 0
    assert part.leaves_nm == pytest.approx(
        distance_nm(rome, LatLon(42.4, 12.2)) + distance_nm(LatLon(42.4, 12.2), cagliari), abs=0.01
    )


def test_a_way_over_the_antimeridian_keeps_its_measure() -> None:
    parts = stretches((LatLon(-16.2, 179.0), LatLon(-16.2, -179.0)))
    assert {part.state for part in parts} == {"FJI"}
    assert parts[0].enters_nm == 0
    assert 65 < parts[0].leaves_nm < 95, "it lies on both sides"


def test_standing_still_is_a_stretch_of_no_length() -> None:
    (part,) = stretches((LAMPEDUSA, LAMPEDUSA))
    assert (part.state, part.enters_nm, part.leaves_nm) == ("ITA", 0, 0)
    assert stretches((LAMPEDUSA,)) == (part,)


@pytest.mark.parametrize("place", [LatLon(-38, -61), LatLon(42, 103), LatLon(-27, 32)])
def test_a_way_of_next_to_nothing_is_where_it_is(place: LatLon) -> None:
    """Such as from a ship on scene to the datum, here on the edge of a tile."""
    for course_deg, length_nm in ((270.0, 1e-9), (90.0, 1e-6), (0.0, 1e-12)):
        (part,) = stretches((place, direct(place, course_deg, length_nm)))
        assert (part.state, part.enters_nm) == (territory_of(place), 0)


PLACES = st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180))


@given(PLACES, st.floats(0, 359), st.floats(0, 400))
def test_stretches_lie_within_the_way_and_in_order(
    a: LatLon, course_deg: float, length_nm: float
) -> None:
    b = direct(a, course_deg, length_nm)
    parts = stretches((a, b))
    assert [p.enters_nm for p in parts] == sorted(p.enters_nm for p in parts)
    for part in parts:
        assert 0 <= part.enters_nm <= part.leaves_nm <= length_nm + 1e-6


@example(LatLon(lat=0.0, lon=0.0), 0.0, 643.0)
@given(
    st.builds(LatLon, st.floats(-84, 84), st.floats(-180, 180))
    | st.builds(LatLon, st.integers(-42, 42).map(lambda n: 2.0 * n), st.integers(-180, 180)),
    st.floats(0, 359) | st.sampled_from([0.0, 90.0, 180.0, 270.0]),
    st.floats(1, 2_000),
)
def test_a_way_is_cut_as_the_library_cuts_it(
    a: LatLon, course_deg: float, length_nm: float
) -> None:
    """The two differ where the way runs along an edge: a tenth of a millimetre decides there."""
    b = direct(a, course_deg, length_nm)
    ours, theirs = joined(territory._parts(a, b, length_nm)), joined(territory._cut(a, b))
    ends = sorted({end for part in (*ours, *theirs) for end in (part.enters_nm, part.leaves_nm)})
    for start_nm, end_nm in pairwise(ends):
        between_nm = (start_nm + end_nm) / 2.0
        if end_nm - start_nm > 0.1 and states_at(ours, between_nm) != states_at(theirs, between_nm):
            assert end_nm - start_nm < 30.0, "no straight edge is longer than that"
            for share in (0.25, 0.5, 0.75):
                there_nm = start_nm + share * (end_nm - start_nm)
                assert from_edge_nm(direct(a, course_deg, there_nm)) < 0.02


def joined(parts: Iterable[Stretch]) -> list[Stretch]:
    return list(territory._joined(sorted(parts, key=lambda s: (s.enters_nm, s.state))))


def states_at(parts: Iterable[Stretch], nm: float) -> set[str]:
    return {part.state for part in parts if part.enters_nm < nm < part.leaves_nm}


def from_edge_nm(place: LatLon) -> float:
    """The distance of a place from the nearest edge of any piece, at the most."""
    tree, point = territory._polygons(), shapely.Point(place.lon, place.lat)
    near = tree.geometries[tree.query(point, "dwithin", 0.001)]
    return float(shapely.distance(shapely.boundary(near), point).min(initial=math.inf)) * 60.0


def test_no_two_states_share_more_than_a_seam() -> None:
    tree = territory._polygons()
    pieces = tree.geometries
    assert shapely.is_valid(pieces).all()
    first, second = tree.query(pieces, "intersects")
    owners = np.array(territory._territories().owners)
    apart = (first < second) & (owners[first] != owners[second])
    shared = shapely.intersection(pieces[first[apart]], pieces[second[apart]])
    assert shapely.area(shared).sum() < 0.5


@pytest.mark.parametrize(
    ("state", "lat", "lon", "near"),
    [
        ("TUN", 34.0, 11.4, True),
        ("TUN", 34.7, 12.05, True),
        ("TUN", 36.0, 15.0, False),
        ("TUN", -30.0, -70.0, False),
        ("FJI", -17.0, -179.9, True),
        ("RUS", 66.0, 179.9, True),
        ("NZL", -89.9, 0.0, False),
        ("ZZZ", 0.0, 0.0, True),
    ],
)
def test_a_place_is_near_to_a_state_or_not(state: str, lat: float, lon: float, near: bool) -> None:
    assert lies_near(state, LatLon(lat, lon), within_nm=60.0) is near


CLOSED = {
    "within Cabo Verde": (16.2, -23.9),
    "the Java Sea": (-5.0, 110.0),
    "the Banda Sea": (-5.5, 127.0),
    "the Molucca Sea": (0.5, 126.0),
    "the Sulu Sea": (8.0, 120.5),
    "the tongue of the ocean": (24.4, -77.3),
    "the Slot": (-8.2, 158.5),
    "within the Maldives": (4.2, 73.2),
    "Hudson Bay": (59.0, -86.0),
    "the White Sea": (65.5, 38.5),
    "the Bohai": (38.7, 119.5),
    "the Sea of Marmara": (40.7, 28.2),
}
OPEN = {
    "west of Cabo Verde": (16.2, -27.0),
    "the South China Sea": (14.0, 115.9),
    "the Celebes Sea": (3.5, 122.5),
    "the Timor Sea": (-10.5, 127.5),
    "the Philippine Sea": (14.0, 127.0),
    "east of the Bahamas": (25.0, -70.0),
    "the Barents Sea": (70.5, 42.0),
    "the Yellow Sea": (36.0, 123.5),
}


@pytest.mark.parametrize("name", CLOSED)
def test_waters_that_a_state_closes_are_no_open_sea(name: str) -> None:
    place = LatLon(*CLOSED[name])
    assert territory_of(place) == UNDETERMINED
    west, east = LatLon(place.lat, place.lon - 0.01), LatLon(place.lat, place.lon + 0.01)
    assert {part.state for part in stretches((west, place, east))} == {UNDETERMINED}


@pytest.mark.parametrize("name", OPEN)
def test_seas_outside_such_lines_are_nobodys(name: str) -> None:
    assert territory_of(LatLon(*OPEN[name])) is None


@pytest.mark.parametrize(
    ("place", "state"),
    [
        ((27.95, 34.55), UNDETERMINED),
        ((27.93, 34.70), UNDETERMINED),
        ((28.00, 34.40), "EGY"),
        ((28.10, 34.62), "SAU"),
        ((17.2, -88.8), UNDETERMINED),
        ((16.6, -88.3), UNDETERMINED),
        ((18.0, -89.3), "MEX"),
        ((17.0, -89.4), "GTM"),
    ],
)
def test_land_before_a_court_or_between_two_is_nobodys_here(
    place: tuple[float, float], state: str
) -> None:
    assert territory_of(LatLon(*place)) == state
