"""Fields of the sea that are not computed yet: the parties in turn, and nobody waits for others."""

import asyncio
from collections.abc import Callable, Coroutine
from threading import Event
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.draught import Draught
from sar.geo.sea.field import SeaField, sea_field
from sar.geo.sea.field_cache import FieldCache
from sar.geo.sea.question_fields import FieldsBetween
from sar.incidents.scene.sea_work import FIELDS, PartyFieldLine, wider_turn
from tests.connections import connection

pytestmark = pytest.mark.anyio

NEW = [LatLon(34.2, 17.2 + n / 10) for n in range(7)]
QUIET = LatLon(34.2, 18.1)


def small(place: LatLon, draught: Draught) -> SeaField:
    return sea_field(place, radius_nm=30.0, draught=draught)


def held_field(begun: list[LatLon], may: Event) -> Callable[[LatLon, Draught], SeaField]:
    """The computing of a field, which tells that it has begun and goes on once it may."""

    def held(place: LatLon, draught: Draught) -> SeaField:
        begun.append(place)
        may.wait()
        return small(place, draught)

    return held


async def answered(party: str, place: LatLon) -> None:
    """A question of the party about a place."""

    async def ask(fields: FieldsBetween) -> None:
        sea = fields.about(place)
        assert sea is not None
        sea.way(place, Draught.SHALLOW)

    line = PartyFieldLine(connection(), AsyncSession(), party)
    await FieldsBetween(line).asked(ask)


async def widened(party: str, place: LatLon, wide: FieldCache) -> None:
    """Waits for the wider field about a place."""
    await wide.ready_within(place, Draught.SHALLOW, within_s=60.0, turn=lambda: wider_turn(party))


Waits = Callable[[str, LatLon], Coroutine[Any, Any, None]]


async def order_of(waits: Waits, begun: list[LatLon], may: Event, *, at_once: int) -> list[LatLon]:
    """The places in the order in which their fields are begun, where one party asks about many
    and then another about one."""
    noisy = [asyncio.create_task(waits("ITA", place)) for place in NEW]
    try:
        async with asyncio.timeout(60):
            while not begun:  # noqa: ASYNC110 a thread begins it
                await asyncio.sleep(0.001)
            quiet = asyncio.create_task(waits("MLT", QUIET))
            for _ in range(10):
                await asyncio.sleep(0)
            while len(begun) < at_once:  # noqa: ASYNC110
                await asyncio.sleep(0.001)
    finally:
        may.set()
    await asyncio.gather(*noisy, quiet)
    return begun


async def test_ever_new_places_of_one_party_keep_no_other_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    may, begun = Event(), list[LatLon]()

    monkeypatch.setattr(field_cache, "sea_field", held_field(begun, may))
    order = await order_of(answered, begun, may, at_once=2)
    assert order[:2] == [NEW[0], QUIET]
    assert set(order) == {*NEW, QUIET}


async def test_a_place_whose_field_is_computed_waits_for_none() -> None:
    field_cache.NEAR.field(QUIET)
    async with FIELDS.turns.turn("ITA"), FIELDS.turns.turn("MLT"), asyncio.timeout(10):
        await answered("ITA", QUIET)


async def test_wider_fields_of_one_party_keep_no_other_waiting() -> None:
    may, begun = Event(), list[LatLon]()

    wide = FieldCache(held_field(begun, may), room=16)
    order = await order_of(lambda party, place: widened(party, place, wide), begun, may, at_once=1)
    assert order == [*NEW[:2], QUIET, *NEW[2:]]


async def test_a_wider_field_that_is_not_there_in_time_leaves_the_line() -> None:
    wide = FieldCache(small, room=16)
    async with wider_turn("ITA"):
        found = await wide.ready_within(
            QUIET, Draught.SHALLOW, within_s=0.05, turn=lambda: wider_turn("MLT")
        )
    assert found is None
    async with asyncio.timeout(60), wider_turn("MLT"):
        assert wide.ready(QUIET) is None, "its turn had not come"
