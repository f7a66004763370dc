"""Fields of the sea are made once for all who ask, and their ways are kept."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.draught import Draught
from sar.geo.sea.field import sea_field
from sar.geo.sea.field_cache import FieldCache, SceneFields
from sar.geo.sea.question_fields import FieldsBetween, NoFieldLine
from sar.geo.sea.sea_route import TOO_FAR, SeaWay

GULF_OF_LION, ARCACHON = LatLon(42.9, 5.0), LatLon(44.6, -1.8)
SCENE, VALLETTA = LatLon(35.25, 13.75), LatLon(35.894, 14.508)
SFAX = LatLon(34.72, 10.79)
BAY_OF_CADIZ = LatLon(36.45, -6.45)


def test_a_field_asked_for_by_many_at_once_is_made_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(field_cache.NEAR.field, [SCENE] * 8))
    assert len({id(ways.field) for ways in found}) == 1


def test_a_field_that_is_asked_for_stays_however_many_are_made_beside_it() -> None:
    known, *new = (LatLon(34.2, 17.2 + n / 10) for n in range(4))
    cache = FieldCache(lambda to, draught: sea_field(to, radius_nm=30.0, draught=draught), room=2)
    cache.field(known)
    for place in new:
        cache.field(place)
        assert cache.ready(known) is not None
    assert cache.ready(new[0]) is None


def test_a_way_is_looked_for_once() -> None:
    ways = field_cache.NEAR.field(SCENE)
    assert ways.way(VALLETTA) is ways.way(VALLETTA)
    assert ways.way(VALLETTA) == ways.field.way(VALLETTA)


def test_the_field_of_deep_ships_is_made_when_one_of_them_asks() -> None:
    scene = LatLon(34.5, 11.9)
    sea = field_cache.scene_fields(scene)
    boat = sea.way(SFAX, Draught.SHALLOW)
    assert field_cache.NEAR.ready(scene, Draught.DEEP) is None
    deep = sea.way(SFAX, Draught.DEEP)
    assert field_cache.NEAR.ready(scene, Draught.DEEP) is not None
    assert deep.nm is not None
    assert boat.nm is not None
    assert deep.nm > boat.nm + 1


def test_a_question_is_asked_again_when_a_wider_field_stands() -> None:
    field_cache.WIDE.field(GULF_OF_LION)
    found: list[SeaWay] = []

    async def ask(sea: SceneFields | None) -> SeaWay:
        assert sea is not None
        found.append(sea.way(ARCACHON, Draught.SHALLOW))
        return found[-1]

    near = SceneFields(GULF_OF_LION, {})
    last = asyncio.run(field_cache.retry_with_wider(near, ask))
    assert [way.nm is None for way in found] == [True, False]
    assert last.is_proven
    assert (
        asyncio.run(field_cache.retry_with_wider(field_cache.scene_fields(GULF_OF_LION), ask))
        == last
    )
    assert len(found) == 3, "what stands is asked at once"


def test_between_its_turns_a_question_is_given_what_it_lacks_and_no_more() -> None:
    turns: list[str] = []
    found: list[SeaWay] = []

    async def ask(fields: FieldsBetween) -> SeaWay:
        turns.append("begins")
        sea = fields.about(BAY_OF_CADIZ)
        assert sea is not None
        found.append(sea.way(ARCACHON, Draught.SHALLOW))
        turns.append("ends")
        field_cache.WIDE.field(BAY_OF_CADIZ)
        return found[-1]

    last = asyncio.run(FieldsBetween(NoFieldLine()).asked(ask))
    assert turns == ["begins", "begins", "ends", "begins", "ends"]
    assert [way.is_proven for way in found] == [False, True]
    assert last == found[-1]
    assert field_cache.NEAR.ready(BAY_OF_CADIZ, Draught.DEEP) is None


def test_of_two_fields_the_shorter_way_is_taken_and_the_greater_bound_holds() -> None:
    near = SeaWay(720.0, 700.0)
    assert field_cache.better(near, SeaWay(725.0, 725.0)) == SeaWay(720.0, 720.0)
    assert field_cache.better(near, SeaWay(710.0, 710.0)) == SeaWay(710.0, 710.0)
    unknown = SeaWay(None, 650.0, note=TOO_FAR)
    assert field_cache.better(unknown, near) == near
    assert field_cache.better(unknown, SeaWay(None, 600.0, note=TOO_FAR)) == unknown


def test_the_next_question_of_a_line_waits_for_its_field_before_anything_is_read_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(field_cache, "sea_field", partial(sea_field, radius_nm=30.0))
    line, turns = NoFieldLine(), list[str]()

    async def asked(place: LatLon, *, by_water: bool = True) -> None:
        async def ask(fields: FieldsBetween) -> None:
            turns.append("begins")
            fields.expect(place)
            turns.append("reads")
            sea = fields.about(place)
            assert sea is not None
            if by_water:
                sea.way(place, Draught.SHALLOW)
            turns.append("ends")

        turns.clear()
        await FieldsBetween(line).asked(ask)

    first, second, third, fourth = (LatLon(34.2, 19.0 + n / 10) for n in range(4))
    asyncio.run(asked(first))
    assert turns == ["begins", "reads", "begins", "reads", "ends"]
    asyncio.run(asked(second))
    assert turns == ["begins", "begins", "reads", "ends"]
    asyncio.run(asked(second))
    assert turns == ["begins", "reads", "ends"], "its field is there"
    asyncio.run(asked(third, by_water=False))
    assert line.expected == set(), "a question without a vessel needs none"
    asyncio.run(asked(fourth, by_water=False))
    assert turns == ["begins", "reads", "ends"]
    assert field_cache.NEAR.ready(fourth) is None
