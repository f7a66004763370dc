"""Fields of the sea are made once for all who ask, and their ways are kept."""

from concurrent.futures import ThreadPoolExecutor

from sar.geo.position import LatLon
from sar.requests import waters

SCENE, VALLETTA = LatLon(35.25, 13.75), LatLon(35.894, 14.508)


def test_a_field_asked_for_by_many_at_once_is_made_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(waters.ways_to, [SCENE] * 8))
    assert len({id(ways.field) for ways in found}) == 1


def test_a_way_is_looked_for_once() -> None:
    ways = waters.ways_to(SCENE)
    assert ways.way(VALLETTA) is ways.way(VALLETTA)
    assert ways.way(VALLETTA) == ways.field.way(VALLETTA)
