"""Areas are taken only whole and valid, and discs and legs survive poles and the antimeridian."""

import contextlib
import json
import math
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from sar.geo.areas import (
    MAX_RINGS,
    MAX_VERTICES,
    AreaRefused,
    area_geojson,
    contains,
    disc,
    leg,
    nearest,
    parse_area,
)
from sar.geo.geodesy import direct, distance_nm, inverse
from sar.geo.position import LatLon

SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
HOLE = [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def circle(vertices: int, radius_deg: float = 5.0, turns: int = 1) -> list[list[float]]:
    """A ring; with turns > 1 coprime to the vertices, a star that crosses itself."""
    step = 2 * math.pi * turns / vertices
    ring = [
        [radius_deg * math.cos(i * step), radius_deg * math.sin(i * step)] for i in range(vertices)
    ]
    return [*ring, ring[0]]


def test_polygon_and_multipolygon_are_taken() -> None:
    assert parse_area(polygon(SQUARE, HOLE)).area == 96
    two = {
        "type": "MultiPolygon",
        "coordinates": [[SQUARE], [[[20, 0], [21, 0], [21, 1], [20, 0]]]],
    }
    assert len(parse_area(two).geoms) == 2
    assert parse_area(polygon(circle(MAX_VERTICES - 1))).is_valid


def test_an_area_cut_at_the_antimeridian_is_taken() -> None:
    east = [[[170, 0], [180, 0], [180, 10], [170, 10], [170, 0]]]
    west = [[[-180, 0], [-170, 0], [-170, 10], [-180, 10], [-180, 0]]]
    area = parse_area({"type": "MultiPolygon", "coordinates": [east, west]})
    assert contains(area, LatLon(5, 175))
    assert contains(area, LatLon(5, -175))
    assert contains(area, LatLon(5, 180))


@pytest.mark.parametrize(
    ("geojson", "code", "at"),
    [
        (None, "area_not_an_object", "$"),
        ([], "area_not_an_object", "$"),
        ({}, "area_type", "type"),
        ({"type": "Point", "coordinates": [0, 0]}, "area_type", "type"),
        ({"type": ["Polygon"], "coordinates": [SQUARE]}, "area_type", "type"),
        ({"type": "Polygon"}, "area_not_an_array", "coordinates"),
        ({"type": "Polygon", "coordinates": "x"}, "area_not_an_array", "coordinates"),
        ({"type": "Polygon", "coordinates": []}, "area_empty", "coordinates"),
        ({"type": "MultiPolygon", "coordinates": []}, "area_empty", "coordinates"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "area_empty", "coordinates[0]"),
        (polygon(SQUARE) | {"crs": {}}, "area_unknown_member", "$"),
        (polygon(SQUARE[:-1]), "area_ring_open", "coordinates[0]"),
        (polygon([[0, 0], [1, 1], [0, 0]]), "area_ring_too_short", "coordinates[0]"),
        (
            polygon([*SQUARE[:2], [10], *SQUARE[3:]]),
            "area_position_not_a_pair",
            "coordinates[0][2]",
        ),
        (polygon([[0, 0, 5], *SQUARE[1:]]), "area_position_not_a_pair", "coordinates[0][0]"),
        (polygon([["0", 0], *SQUARE[1:]]), "area_position_not_a_number", "coordinates[0][0]"),
        (polygon([[True, 0], *SQUARE[1:]]), "area_position_not_a_number", "coordinates[0][0]"),
        (polygon([[math.nan, 0], *SQUARE[1:]]), "area_position_not_finite", "coordinates[0][0]"),
        (polygon([[0, math.inf], *SQUARE[1:]]), "area_position_not_finite", "coordinates[0][0]"),
        (polygon([[0, 91], *SQUARE[1:]]), "area_position_out_of_range", "coordinates[0][0]"),
        (polygon([[10**400, 0], *SQUARE[1:]]), "area_position_out_of_range", "coordinates[0][0]"),
        (
            polygon([[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]]),
            "area_crosses_antimeridian",
            "coordinates[0][1]",
        ),
        (polygon([[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]]), "area_not_simple", "coordinates"),
        (
            polygon(SQUARE, [[20, 20], [21, 20], [21, 21], [20, 20]]),
            "area_not_simple",
            "coordinates",
        ),
        (polygon([[0, 0], [5, 5], [10, 10], [0, 0]]), "area_without_area", "coordinates"),
        (polygon([[1, 1], [1, 1], [1, 1], [1, 1]]), "area_without_area", "coordinates"),
        (
            {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]},
            "area_not_simple",
            "coordinates",
        ),
        (polygon(circle(MAX_VERTICES)), "area_too_many_vertices", "coordinates[0]"),
        (polygon(SQUARE, *[HOLE] * MAX_RINGS), "area_too_many_rings", f"coordinates[{MAX_RINGS}]"),
    ],
)
def test_a_bad_area_is_refused_with_code_and_place(geojson: object, code: str, at: str) -> None:
    with pytest.raises(AreaRefused) as refused:
        parse_area(geojson)
    assert (refused.value.code, refused.value.at) == (code, at)


def test_limits_count_over_all_polygons() -> None:
    big = [circle(1_500)]
    shifted = [[[x + 20, y] for x, y in circle(1_500)]]
    with pytest.raises(AreaRefused, match="too many corners"):
        parse_area({"type": "MultiPolygon", "coordinates": [big, shifted]})


def test_a_large_star_is_refused() -> None:
    with pytest.raises(AreaRefused, match="crosses itself"):
        parse_area(polygon(circle(1_999, turns=907)))


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=5)
            | st.dictionaries(st.sampled_from(["type", "coordinates", "x"]), inner, max_size=3)
        ),
    )
    | st.builds(
        lambda kind, c: {"type": kind, "coordinates": c},
        st.sampled_from(["Polygon", "MultiPolygon"]),
        st.lists(st.lists(st.lists(st.floats(-200, 200), max_size=3), max_size=6), max_size=3),
    )
)
def test_no_input_breaks_the_reader(value: object) -> None:
    with contextlib.suppress(AreaRefused):
        assert parse_area(value).is_valid


def test_geojson_comes_back_equal_and_right_handed() -> None:
    clockwise = polygon(SQUARE[::-1], HOLE)
    area = parse_area(clockwise)
    written = json.loads(json.dumps(area_geojson(area)))
    assert written["type"] == "MultiPolygon"
    again = parse_area(written)
    assert again.equals(area)
    assert all(part.exterior.is_ccw for part in again.geoms)
    assert not any(ring.is_ccw for part in again.geoms for ring in part.interiors)


def test_the_edge_and_not_the_hole_belongs_to_the_area() -> None:
    area = parse_area(polygon(SQUARE, HOLE))
    assert contains(area, LatLon(0, 5))
    assert not contains(area, LatLon(3, 3))
    assert not contains(area, LatLon(5, 10.001))


@given(
    st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180)),
    st.floats(0.5, 2_000),
    st.floats(0, 360),
)
def test_a_disc_holds_what_is_near_and_not_what_is_far(
    centre: LatLon, radius_nm: float, course_deg: float
) -> None:
    area = disc(centre, radius_nm)
    assert area.is_valid
    west, south, east, north = area.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    assert contains(area, centre)
    for share, inside in ((0.5, True), (1.5, False)):
        p = direct(centre, course_deg, share * radius_nm)
        assert contains(area, p) is inside or near_a_pole(p)


def near_a_pole(p: LatLon) -> bool:
    """Straight edges in lon and lat say little within a degree of a pole."""
    return abs(p.lat) > 89.0


@pytest.mark.parametrize("radius_nm", [0.0, -1.0, math.nan, 5_401.0])
def test_a_disc_has_a_radius_up_to_a_quarter_of_the_way_round(radius_nm: float) -> None:
    with pytest.raises(ValueError, match="radius"):
        disc(LatLon(0, 0), radius_nm)


def test_a_disc_over_the_antimeridian_is_cut() -> None:
    area = disc(LatLon(-17, 179.9), 60)
    assert len(area.geoms) == 2
    assert contains(area, LatLon(-17, -179.9))
    parse_area(area_geojson(area))


@pytest.mark.parametrize("lat", [90.0, 88.0, -89.0, -90.0])
def test_a_disc_over_a_pole_covers_all_longitudes(lat: float) -> None:
    area = disc(LatLon(lat, 50), 300)
    assert (area.bounds[0], area.bounds[2]) == (-180.0, 180.0)
    for lon in range(-180, 181, 30):
        assert contains(area, LatLon(math.copysign(89, lat), lon))
    parse_area(area_geojson(area))


@given(
    st.builds(LatLon, st.floats(-80, 80), st.floats(-180, 180)),
    st.floats(0, 360),
    st.floats(1, 3_000),
    st.floats(0.05, 0.95),
)
def test_a_leg_follows_the_geodesic(
    a: LatLon, course_deg: float, length_nm: float, share: float
) -> None:
    b = direct(a, course_deg, length_nm)
    way = leg(a, b)
    assert -180 <= way.bounds[0] <= way.bounds[2] <= 180
    between = inverse(a, b)
    on_it = direct(a, between.course_deg, share * between.distance_nm)
    if abs(on_it.lat) < 85:
        assert way.distance(shapely.Point(on_it.lon, on_it.lat)) < 0.01


def test_a_leg_meets_the_zones_on_its_way_over_the_antimeridian() -> None:
    way = leg(LatLon(-15, 178), LatLon(-15, -178))
    assert len(shapely.get_parts(way)) == 2
    assert way.intersects(MultiPolygon([box(179, -16, 179.5, -14)]))
    assert way.intersects(box(-179.5, -16, -179, -14))
    assert not way.intersects(Polygon([(-10, -16), (10, -16), (10, -14)]))


@pytest.mark.parametrize("lon", [180.0, -180.0])
def test_a_leg_along_the_antimeridian_lies_on_both_of_its_sides(lon: float) -> None:
    way = leg(LatLon(-15, lon), LatLon(-12, lon))
    assert way.intersects(box(179, -14, 180, -13))
    assert way.intersects(box(-180, -14, -179, -13))


def test_a_leg_of_no_length_is_a_point() -> None:
    assert leg(LatLon(1, 2), LatLon(1, 2)).equals(shapely.Point(2, 1))
    assert distance_nm(LatLon(1, 2), LatLon(1, 2)) == 0


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (LatLon(35.0, 13.0), 0),
        (LatLon(60.0, 24.0), 1),  # a degree of longitude is half as wide there
        (LatLon(0.0, 176.0), 2),
        (LatLon(0.0, -178.0), 2),
    ],
)
def test_the_nearest_area_is_told_by_miles_and_round_the_earth(at: LatLon, found: int) -> None:
    areas = [
        MultiPolygon([box(10, 34, 12, 40)]),
        MultiPolygon([box(30, 57, 32, 61)]),
        MultiPolygon([box(177, -1, 180, 1)]),
    ]
    assert nearest([*areas, MultiPolygon([box(20, 51, 26, 54)])], at) == found
    assert nearest([], at) is None
