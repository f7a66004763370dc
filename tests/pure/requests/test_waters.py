"""Fields of the sea are made once for all who ask, and their ways are kept."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from sar.geo.position import LatLon
from sar.geo.sea import field
from sar.geo.sea.draught import Draught
from sar.geo.sea.field import SeaField
from sar.requests import waters

SCENE, VALLETTA = LatLon(35.25, 13.75), LatLon(35.894, 14.508)
SFAX = LatLon(34.72, 10.79)


def test_a_field_asked_for_by_many_at_once_is_made_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(waters.ways_to, [SCENE] * 8))
    assert len({id(ways.field) for ways in found}) == 1


def test_a_way_is_looked_for_once() -> None:
    ways = waters.ways_to(SCENE)
    boat = ways.way(VALLETTA, Draught.SHALLOW)
    assert boat is waters.ways_to(SCENE).way(VALLETTA, Draught.SHALLOW)
    assert boat == ways.field.way(VALLETTA)


def test_the_field_of_deep_ships_is_made_when_one_of_them_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = []

    def sea_field(place: LatLon, *, draught: Draught) -> SeaField:
        made.append(draught)
        return field.sea_field(place, radius_nm=100.0, draught=draught)

    monkeypatch.setattr(waters, "sea_field", sea_field)
    ways = waters.ways_to(LatLon(34.5, 11.9))
    ways.way(LatLon(34.9, 12.4), Draught.SHALLOW)
    assert made == [Draught.SHALLOW]
    deep = ways.way(SFAX, Draught.DEEP)
    assert made == [Draught.SHALLOW, Draught.DEEP]
    boat = ways.way(SFAX, Draught.SHALLOW)
    assert deep.nm is not None
    assert boat.nm is not None
    assert deep.nm > boat.nm + 1
