"""Ways on lakes: the great circle within one, the same for every vessel, and told as such."""

import numpy as np
import pytest

from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.draught import Draught
from sar.geo.sea.field_cache import SceneFields
from sar.geo.sea.lake_ways import lake_at
from sar.geo.sea.legs import sea_way
from sar.geo.sea.question_fields import FieldsBetween, NoFieldLine
from sar.geo.sea.sea_route import INLAND, OFF_LAKE, ON_LAKE

GENEVA = LatLon(46.45, 6.5)
EVIAN = LatLon(46.402, 6.59)
VICTORIA = LatLon(-1.0, 33.0)
KISUMU = LatLon(-0.1, 34.745)
SUPERIOR = LatLon(47.5, -88.0)
LADOGA = LatLon(60.8, 31.5)
OFF_SICILY = LatLon(36.0, 13.0)


@pytest.mark.parametrize(
    ("place", "is_lake"),
    [
        (GENEVA, True),
        (EVIAN, True),
        (VICTORIA, True),
        (KISUMU, True),
        (SUPERIOR, True),
        (LADOGA, True),
        (LatLon(41.5, 50.8), False),  # the Caspian, which the coast has as sea
        (LatLon(9.2, -79.9), False),  # Lake Gatun, through which a canal leads
        (LatLon(45.2, 12.3), False),  # the lagoon of Venice
        (LatLon(41.9, 12.5), False),  # Rome
        (OFF_SICILY, False),
        (LatLon(90.0, 0.0), False),
    ],
)
def test_lakes_are_told_from_land_and_sea(place: LatLon, is_lake: bool) -> None:
    assert (lake_at(place) is not None) == is_lake


def test_a_lake_holds_many_positions_as_it_holds_each() -> None:
    lake = lake_at(GENEVA)
    assert lake is not None
    about = [
        direct(GENEVA, course, nm) for course in range(0, 360, 20) for nm in (0.5, 3.0, 9.0, 20.0)
    ]
    lons, lats = np.array([p.lon for p in about]), np.array([p.lat for p in about])
    assert lake.holds(lons, lats).tolist() == [lake.has(p) for p in about]
    assert not lake.holds(np.array([np.nan]), np.array([np.nan]))[0]
    assert {lake_at(p) is lake for p in about if lake.has(p)} == {True}


@pytest.mark.parametrize("draught", Draught)
def test_within_a_lake_the_way_is_the_great_circle_for_every_vessel(draught: Draught) -> None:
    scene = field_cache.scene_fields(GENEVA, [draught])
    way = scene.way(EVIAN, draught)
    assert way.nm == pytest.approx(distance_nm(EVIAN, GENEVA))
    assert way.path == (EVIAN, GENEVA)
    assert way.note == ON_LAKE
    assert way.is_proven
    assert way == sea_way(EVIAN, GENEVA, draught=draught)
    assert not scene.needs_wider


@pytest.mark.parametrize("draught", Draught)
@pytest.mark.parametrize(
    "place",
    [
        LatLon(45.6, 10.65),  # Lake Garda
        LatLon(44.40, 8.92),  # Genoa
        LatLon(46.0, 8.2),  # on land
        VICTORIA,  # far away, where ways were not known
        LatLon(10.0, -40.0),
    ],
)
def test_nobody_else_comes_to_a_lake_and_all_are_told_the_same(
    place: LatLon, draught: Draught
) -> None:
    scene = SceneFields(GENEVA, {})
    way = scene.way(place, draught)
    assert (way.nm, way.note, way.is_none) == (None, OFF_LAKE, True)
    assert not scene.needs_wider


def test_who_has_no_way_to_a_lake_is_told_at_once() -> None:
    places = [EVIAN, GENEVA, VICTORIA, LatLon(44.40, 8.92), OFF_SICILY]
    lons, lats = np.array([p.lon for p in places]), np.array([p.lat for p in places])
    none = SceneFields(GENEVA, {}).has_none(lons, lats, Draught.SHALLOW)
    assert none.tolist() == [False, False, True, True, True]


def test_from_a_lake_there_is_no_way_to_the_sea_however_far_it_is() -> None:
    scene = field_cache.scene_fields(OFF_SICILY, sizes=0)
    for place in (GENEVA, VICTORIA):
        way = scene.way(place, Draught.SHALLOW)
        assert (way.nm, way.note) == (None, INLAND)


def test_a_question_in_turns_about_a_lake_computes_no_field() -> None:
    scene = FieldsBetween(NoFieldLine()).about(LADOGA)
    assert scene is not None
    assert scene.way(direct(LADOGA, 10.0, 9.0), Draught.DEEP).note == ON_LAKE
