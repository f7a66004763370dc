"""Declarations of limits: what is refused with which sentence, and how far an island reaches."""

from datetime import date

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from sar.geo import areas
from sar.geo.areas import AreaRefused, area_km2, around, contains, disc, parse_area
from sar.geo.declared import (
    MOST_KM2,
    ZONES,
    DeclaredWaters,
    DrawnLimit,
    LimitKind,
    LimitPlain,
    limit_faults,
)
from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon

TODAY = date(2026, 11, 28)
SMALL = MultiPolygon([box(12.4, 35.4, 12.8, 35.6)])
PLACE = LatLon(35.5, 12.6)


def faults(
    kind: LimitKind = LimitKind.TERRITORIAL_SEA,
    where: MultiPolygon | LatLon = SMALL,
    deposit: str = "M.Z.N. 1",
    on: date = TODAY,
) -> list[tuple[str, str]]:
    found = limit_faults(kind, where, deposit=deposit, deposited_on=on, today=TODAY)
    return [(one.at, one.code) for one in found]


@pytest.mark.parametrize("kind", LimitKind)
def test_a_plain_declaration_has_no_fault(kind: LimitKind) -> None:
    assert faults(kind) == []


def test_an_island_may_be_a_place_and_nothing_else_may() -> None:
    assert faults(LimitKind.ISLAND, PLACE) == []
    for kind in set(LimitKind) - {LimitKind.ISLAND}:
        assert faults(kind, PLACE) == [("place", "place_not_island")]


def test_each_fault_is_told_and_all_of_them_at_once() -> None:
    assert faults(deposit="  ") == [("deposit", "deposit_empty")]
    assert faults(on=date(2026, 11, 29)) == [("deposited_on", "date_in_future")]
    assert faults(where=MultiPolygon([box(0, 84, 1, 86)])) == [("area", "too_near_a_pole")]
    everything = faults(
        LimitKind.ISLAND, MultiPolygon([box(-90, 20, 80, 89)]), "", date(2027, 1, 1)
    )
    assert [code for _, code in everything] == [
        "deposit_empty", "date_in_future", "area_too_large", "too_near_a_pole",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", LimitKind)
def test_what_is_larger_than_any_is_a_slip_of_the_pen(kind: LimitKind) -> None:
    side = 170.0 if kind is LimitKind.FIR else 60.0
    large = MultiPolygon([box(-side, -60.0, side, 60.0)])
    assert area_km2(large) > MOST_KM2[kind]
    assert ("area", "area_too_large") in faults(kind, large)


def band(south: float, north: float) -> MultiPolygon:
    """Round the earth, with corners every 30 degrees."""
    lons = range(-180, 181, 30)
    edge = [(lon, south) for lon in lons] + [(lon, north) for lon in reversed(lons)]
    return MultiPolygon([Polygon(edge)])


TOO_WIDE = [band(50.0, 50.01), band(0.0, 0.01), band(81.1, 84.9)]


@pytest.mark.parametrize("where", TOO_WIDE)
def test_an_island_without_a_sea_that_can_be_drawn_is_refused(where: MultiPolygon) -> None:
    assert faults(LimitKind.ISLAND, where) == [("area", "island_too_wide")]
    assert faults(LimitKind.EEZ, where) == []


@pytest.mark.parametrize("where", TOO_WIDE)
def test_one_that_stands_nevertheless_takes_nothing_from_the_others(where: MultiPolygon) -> None:
    bad, good = limit(LimitKind.ISLAND, where), limit(LimitKind.ISLAND, PLACE)
    waters = DeclaredWaters.drawing([bad, good])
    assert DrawnLimit.of(bad).parts == ()
    assert waters.claims.at(PLACE) == (good,)


def test_a_zone_may_reach_the_pole() -> None:
    for kind in ZONES:
        assert faults(kind, MultiPolygon([box(0, 80, 10, 90)])) == []


RING = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]
BAD = [
    ("area_not_an_object", "x"),
    ("area_type", {"type": "LineString", "coordinates": RING}),
    ("area_unknown_member", {"type": "Polygon", "coordinates": [RING], "properties": {}}),
    ("area_not_an_array", {"type": "Polygon", "coordinates": 1}),
    ("area_empty", {"type": "Polygon", "coordinates": []}),
    ("area_too_many_rings", {"type": "Polygon", "coordinates": [RING] * 51}),
    ("area_too_many_vertices", {"type": "Polygon", "coordinates": [[[0.0, 0.0]] * 2001]}),
    ("area_ring_too_short", {"type": "Polygon", "coordinates": [RING[1:]]}),
    ("area_ring_open", {"type": "Polygon", "coordinates": [[*RING[:3], [0.5, 0.0]]]}),
    (
        "area_crosses_antimeridian",
        {"type": "Polygon", "coordinates": [[[179, 0], [-179, 0], [0, 1], [179, 0]]]},
    ),
    ("area_position_not_a_pair", {"type": "Polygon", "coordinates": [[[0.0]] * 4]}),
    ("area_position_not_a_number", {"type": "Polygon", "coordinates": [[["0", 0.0]] * 4]}),
    ("area_position_not_finite", {"type": "Polygon", "coordinates": [[[float("inf"), 0.0]] * 4]}),
    ("area_position_out_of_range", {"type": "Polygon", "coordinates": [[[0.0, 91.0]] * 4]}),
    ("area_without_area", {"type": "Polygon", "coordinates": [[[0.0, 0.0]] * 4]}),
    (
        "area_not_simple",
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "geometry"), BAD, ids=[code for code, _ in BAD])
def test_every_refusal_of_a_geometry_has_its_sentence(code: str, geometry: object) -> None:
    with pytest.raises(AreaRefused) as refused:
        parse_area(geometry)
    assert refused.value.code == code
    assert not str(refused.value).startswith("area")


def test_no_sentence_is_for_nothing() -> None:
    assert {code for code, _ in BAD} == set(areas._SENTENCES)


def limit(kind: LimitKind, where: MultiPolygon | LatLon, party: str = "ITA") -> LimitPlain:
    return LimitPlain("1", party, kind, "L", "M.Z.N. 1", TODAY, where)


@given(st.builds(LatLon, st.floats(-80, 80), st.floats(-180, 180)), st.floats(0, 359))
def test_an_island_reaches_twelve_miles_whether_place_or_outline(
    place: LatLon, course_deg: float
) -> None:
    low = min(max(place.lon, -179.9), 179.8)
    outline = MultiPolygon([box(low, place.lat, low + 0.05, place.lat + 0.05)])
    for one in (limit(LimitKind.ISLAND, place), limit(LimitKind.ISLAND, outline)):
        extent = one.extent()
        assert shapely.is_valid(extent)
        where = place if isinstance(one.where, LatLon) else LatLon(place.lat, low)
        assert contains(extent, where)
        assert contains(extent, direct(where, course_deg, 11.9))
        if isinstance(one.where, LatLon) or 180.0 < course_deg < 270.0:
            assert not contains(extent, direct(where, course_deg, 12.2))


def test_a_long_island_keeps_its_breadth_at_both_ends() -> None:
    long = around(MultiPolygon([box(-10.0, 60.0, 10.0, 60.2)]), 12.0)
    for lon in (-10.0, 0.0, 10.0):
        edge = LatLon(60.0, lon)
        inside, beyond = direct(edge, 180.0, 11.9), direct(edge, 180.0, 12.2)
        assert contains(long, inside), lon
        assert not contains(long, beyond), lon
        assert distance_nm(edge, beyond) == pytest.approx(12.2)


def test_a_party_is_complete_only_with_a_territorial_sea() -> None:
    island = limit(LimitKind.ISLAND, PLACE)
    assert DeclaredWaters.drawing([island], ["ITA"]).complete == frozenset()
    sea = limit(LimitKind.TERRITORIAL_SEA, disc(PLACE, 6.0))
    assert DeclaredWaters.drawing([island, sea], ["ITA", "MLT"]).complete == {"ITA"}
