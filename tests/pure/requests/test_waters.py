"""Fields of the sea are made once for all who ask, and their ways are kept."""

from concurrent.futures import ThreadPoolExecutor

from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.requests import waters

SCENE, VALLETTA = LatLon(35.25, 13.75), LatLon(35.894, 14.508)
SFAX = LatLon(34.72, 10.79)


def test_a_field_asked_for_by_many_at_once_is_made_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(waters.NEAR.ways, [SCENE] * 8))
    assert len({id(ways.field) for ways in found}) == 1


def test_a_way_is_looked_for_once() -> None:
    ways = waters.NEAR.ways(SCENE)
    assert ways.way(VALLETTA) is ways.way(VALLETTA)
    assert ways.way(VALLETTA) == ways.field.way(VALLETTA)


def test_the_field_of_deep_ships_is_made_when_one_of_them_asks() -> None:
    scene = LatLon(34.5, 11.9)
    sea = waters.waters_of(scene)
    boat = sea.way(SFAX, Draught.SHALLOW)
    assert waters.NEAR.standing(scene, Draught.DEEP) is None
    deep = sea.way(SFAX, Draught.DEEP)
    assert waters.NEAR.standing(scene, Draught.DEEP) is not None
    assert deep.nm is not None
    assert boat.nm is not None
    assert deep.nm > boat.nm + 1
