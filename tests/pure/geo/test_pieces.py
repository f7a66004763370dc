"""The owners that loops over edges find are those that the geometry library finds by polygons."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sar.geo import territory
from sar.geo.areas import boxes_about
from sar.geo.geodesy import direct
from sar.geo.line_parts import STEP_DEG, Edges, edges, pieces_at, pieces_near
from sar.geo.position import LatLon
from sar.geo.territory import (
    UNDETERMINED,
    UNDETERMINED_BEYOND,
    lies_near,
    owners_near,
    stretches,
    territory_of,
)

TOUCHING_DEG = 1e-12
"""A tenth of a micrometre: whether a point as close to an edge lies on it, rounding decides."""


class Library(NamedTuple):
    near: shapely.STRtree
    owners: list[str]
    beyond: shapely.STRtree
    corners: NDArray[np.float64]
    """The corners of all rings, one after the other."""


@cache
def library() -> Library:
    with np.load(str(files("sar.geo").joinpath("territories.npz")), allow_pickle=False) as stored:
        steps, lengths, holes = stored["steps"], stored["lengths"], stored["holes"]
        owners, codes = stored["owners"], stored["codes"].tolist()
    rings = [
        np.cumsum(ring, axis=0) * STEP_DEG for ring in np.split(steps, np.cumsum(lengths)[:-1])
    ]
    starts = np.flatnonzero(~holes).tolist()
    pieces = np.array(
        [
            shapely.Polygon(rings[first], rings[first + 1 : after])
            for first, after in pairwise([*starts, len(rings)])
        ]
    )
    of = [codes[owner] for owner in owners[starts].tolist()]
    near = of.index(UNDETERMINED_BEYOND)
    assert set(of[near:]) == {UNDETERMINED_BEYOND}
    return Library(
        shapely.STRtree(pieces[:near]),
        of[:near],
        shapely.STRtree(pieces[near:]),
        np.concatenate(rings),
    )


def state_at(p: LatLon) -> str | None:
    """The owner by polygons: of the first of the pieces that hold the place."""
    known = library()
    for lon in (p.lon, -p.lon) if abs(p.lon) == 180.0 else (p.lon,):
        at = shapely.Point(lon, p.lat)
        if found := known.near.query(at, "intersects").tolist():
            return known.owners[int(min(found))]
        if len(known.beyond.query(at, "intersects")):
            return UNDETERMINED_BEYOND
    return None


def states_standing_at(p: LatLon) -> list[str]:
    known = library()
    found = known.near.query(shapely.Point(p.lon, p.lat), "intersects")
    return sorted(known.owners[one] for one in found.tolist())


def states_near(p: LatLon, within_nm: float) -> set[str]:
    known = library()
    _, found = known.near.query(boxes_about(p, within_nm), "intersects")
    return {known.owners[one] for one in found.tolist()}


def as_by_polygons(p: LatLon, within_nm: float) -> bool:
    near = states_near(p, within_nm)
    return (
        territory_of(p) == state_at(p)
        and sorted(part.state for part in territory._parts(p, p, 0.0)) == states_standing_at(p)
        and owners_near(p, within_nm=within_nm) == near
        and lies_near("ITA", p, within_nm=within_nm) == (not near.isdisjoint({"ITA", UNDETERMINED}))
    ) or rounding_decides(p, within_nm)


def rounding_decides(p: LatLon, within_nm: float) -> bool:
    """Whether a piece touches the place or a box about it without meeting them."""
    about = [shapely.Point(p.lon, p.lat), shapely.Point(-p.lon, p.lat), *boxes_about(p, within_nm)]
    return any(
        tree.query(about, "intersects").shape != tree.query(about, "dwithin", TOUCHING_DEG).shape
        for tree in (library().near, library().beyond)
    )


@st.composite
def by_the_coast(draw: st.DrawFn) -> LatLon:
    """Within two tenths of a degree of some corner, or on it."""
    corners = library().corners
    lon, lat = corners[draw(st.integers(0, len(corners) - 1))].tolist()
    aside = st.just(0.0) | st.sampled_from([STEP_DEG, -STEP_DEG]) | st.floats(-0.2, 0.2)
    lon, lat = lon + draw(aside), lat + draw(aside)
    return LatLon(min(90.0, max(-90.0, lat)), min(180.0, max(-180.0, lon)))


LONS, LATS = st.floats(-180, 180), st.floats(-90, 90)
WHOLE_LONS, WHOLE_LATS = st.integers(-180, 180), st.integers(-90, 90)
SEAM = st.sampled_from([180.0, -180.0])
POLES = st.sampled_from([90.0, -90.0, 89.999, -89.999])
PLACES = (
    by_the_coast()
    | st.builds(LatLon, LATS, LONS)
    | st.builds(LatLon, WHOLE_LATS, WHOLE_LONS)
    | st.builds(LatLon, WHOLE_LATS, LONS)
    | st.builds(LatLon, LATS, WHOLE_LONS | SEAM)
    | st.builds(LatLon, POLES, LONS | SEAM)
)
REACHES = st.sampled_from([0.0, 6.0, 12.0, 24.0, 60.0, 120.0]) | st.floats(0.0, 800.0)


@example(LatLon(-16.8, 180.0), 12.0)
@example(LatLon(-16.8, -180.0), 12.0)
@example(LatLon(-17.0, -179.99), 30.0)
@example(LatLon(66.0, 179.9), 60.0)
@example(LatLon(71.2, 180.0), 0.0)
@example(LatLon(90.0, 0.0), 500.0)
@example(LatLon(-90.0, 180.0), 12.0)
@example(LatLon(-90.0, -180.0), 800.0)
@example(LatLon(-89.9, 0.0), 60.0)
@example(LatLon(42.0, 12.0), 12.0)
@example(LatLon(42.0, 103.0), 0.0)
@example(LatLon(-38.0, -61.0), 6.0)
@example(LatLon(36.0, 14.0), 120.0)
@example(LatLon(37.5, 25.0), 800.0)
@example(LatLon(35.9, 14.52), 0.0)
@example(LatLon(40.3, 18.9), 24.0)
@example(LatLon(-54.42, 3.36), 12.0)
@given(PLACES, REACHES)
def test_owners_are_those_of_the_polygons(p: LatLon, within_nm: float) -> None:
    """At places and in boxes about them: off coasts, on edges of tiles, at the poles, at and over
    the antimeridian."""
    assert as_by_polygons(p, within_nm)


@pytest.mark.long
def test_owners_are_those_of_the_polygons_everywhere() -> None:
    chance = np.random.default_rng(20)
    corners = library().corners
    beside = corners[chance.integers(len(corners), size=30_000)]
    beside[:20_000] += chance.normal(0.0, 0.1, (20_000, 2))
    anywhere = np.column_stack((chance.uniform(-180, 180, 20_000), chance.uniform(-90, 90, 20_000)))
    whole = np.rint(anywhere[:10_000])
    whole[:5_000, 0] = beside[:5_000, 0]
    seam = np.column_stack((chance.choice([-180.0, 180.0], 2_000), chance.uniform(-90, 90, 2_000)))
    places = np.clip(np.vstack((beside, anywhere, whole, seam)), [-180.0, -90.0], [180.0, 90.0])
    reaches_nm = chance.exponential(40.0, len(places))
    wrong = [
        (lon, lat, reach_nm)
        for (lon, lat), reach_nm in zip(places.tolist(), reaches_nm.tolist(), strict=True)
        if not as_by_polygons(LatLon(lat, lon), reach_nm)
    ]
    assert not wrong


@pytest.mark.parametrize("count", [300, pytest.param(20_000, marks=pytest.mark.long)])
def test_on_an_edge_a_piece_is_found_as_the_library_finds_it(count: int) -> None:
    """At corners, at the same in decimals, and between two; one more is found only if the point
    touches it."""
    known, tree = territory._territories(), library().near
    corners = library().corners
    chosen = np.random.default_rng(21).choice(len(corners) - 1, count, replace=False)
    ends, nexts = corners[chosen], corners[chosen + 1]
    of_one_ring = np.abs(ends - nexts).max(axis=1) <= 2.0
    between = (ends + (nexts - ends) * np.linspace(0.1, 0.9, count)[:, None])[of_one_ring]
    for lon, lat in [(0.071, 38.373), *np.vstack((ends, ends.round(3), between)).tolist()]:
        box = (lon - 0.05, lat - 0.1, lon, lat)
        for area, found in (
            (shapely.Point(lon, lat), pieces_at(lon, lat, known.edges)),
            (shapely.box(*box), pieces_near(*box, known.edges)),
        ):
            meeting = set(tree.query(area, "intersects").tolist())
            touching = set(tree.query(area, "dwithin", TOUCHING_DEG).tolist())
            assert meeting <= set(found.tolist()) <= touching
            assert len(set(found.tolist())) == len(found)


@pytest.mark.parametrize(
    "box", [(10.0, 34.0, 30.0, 42.0), (-180.0, -90.0, 180.0, 90.0), (-200.0, -95.0, 200.0, 95.0)]
)
def test_no_number_of_pieces_is_too_many(box: tuple[float, float, float, float]) -> None:
    found = pieces_near(*box, territory._territories().edges).tolist()
    assert len(found) > 64
    assert sorted(found) == sorted(library().near.query(shapely.box(*box), "intersects").tolist())


@pytest.mark.parametrize(
    "box", [(181.0, 0.0, 190.0, 80.0), (-999.0, 0.0, -181.0, 80.0), (0.0, 91.0, 9.0, 95.0)]
)
def test_off_the_map_no_piece_is_met(box: tuple[float, float, float, float]) -> None:
    assert not len(pieces_near(*box, territory._territories().edges))


def of_rings(*polygons: list[list[tuple[int, int]]]) -> Edges:
    """The edges of polygons, each an outer ring and holes."""
    rings = [[*ring, ring[0]] for polygon in polygons for ring in polygon]
    return edges(
        np.array([corner for ring in rings for corner in ring], np.int32),
        np.cumsum([0, *map(len, rings)], dtype=np.int32),
        np.cumsum([0, *map(len, polygons)], dtype=np.int32),
    )


def square(middle: int, half: int) -> list[tuple[int, int]]:
    low, high = middle - half, middle + half
    return [(low, low), (high, low), (high, high), (low, high)]


RING = of_rings([square(1_000, 900), square(1_000, 500)], [square(1_000, 100)])
"""A piece with a hole, and an island in that."""


@pytest.mark.parametrize(
    ("at", "held"),
    [(0.3, [0]), (0.5, [0]), (0.7, []), (0.9, [1]), (1.0, [1]), (0.1, [0]), (0.09, []), (2.0, [])],
)
def test_a_point_in_a_hole_lies_in_no_piece_but_the_island(at: float, held: list[int]) -> None:
    assert pieces_at(at, at, RING).tolist() == held


@pytest.mark.parametrize(
    ("box", "met"),
    [
        ((0.2, 0.2, 0.3, 0.3), [0]),
        ((0.6, 0.6, 0.7, 0.7), []),
        ((0.6, 0.6, 0.9, 0.9), [1]),
        ((0.6, 0.6, 1.4, 1.4), [1]),
        ((0.5, 0.5, 0.6, 0.6), [0]),
        ((0.95, 0.95, 1.05, 1.05), [1]),
        ((-9.0, -9.0, 9.0, 9.0), [0, 1]),
        ((1.95, 1.95, 2.5, 2.5), []),
        ((1.0, -5.0, 1.0, 5.0), [0, 1]),
    ],
)
def test_a_box_in_a_hole_meets_no_piece(
    box: tuple[float, float, float, float], met: list[int]
) -> None:
    assert sorted(pieces_near(*box, RING).tolist()) == met


def test_a_hundred_pieces_on_one_another_are_all_found() -> None:
    pile = of_rings(*([square(1_000, 1_000 - n)] for n in range(100)))
    assert sorted(pieces_at(1.0, 1.0, pile).tolist()) == list(range(100))
    assert sorted(pieces_near(0.99, 0.99, 1.01, 1.01, pile).tolist()) == list(range(100))


def test_polygons_are_built_for_ways_by_a_pole_alone() -> None:
    territory._polygons.cache_clear()
    for way in _ways():
        stretches(way)
        territory_of(way[0])
        owners_near(way[0], within_nm=30.0)
    assert territory._polygons.cache_info().currsize == 0
    assert stretches((LatLon(-80.01, 20.0), LatLon(-86.0, 20.0)))
    assert territory._polygons.cache_info().currsize == 1


def _ways() -> Iterator[tuple[LatLon, LatLon]]:
    chance = np.random.default_rng(22)
    for lon, lat in library().corners[chance.integers(len(library().corners), size=300)].tolist():
        if abs(lat) < 75.0:
            start = LatLon(lat, lon)
            yield start, direct(start, chance.uniform(0.0, 360.0), chance.uniform(1.0, 400.0))
