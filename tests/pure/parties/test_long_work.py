"""Long work: the parties in turn, and a party's own excess told to itself alone."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from threading import Event
from typing import Final

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.types import Scope

from sar.errors import TooManyAtOnce, Unavailable
from sar.http.heavy_work import HeavyWork
from sar.parties.admission import OWN_READS, Admission
from sar.parties.long_work import IN_LINE, LongWork
from sar.parties.tokens import hash_of
from tests.connections import connection

pytestmark = pytest.mark.anyio

READ: Final[Scope] = {
    "type": "http",
    "method": "GET",
    "path": "/api/me",
    "headers": [(b"authorization", b"Bearer key")],
    "client": ("192.0.2.1", 1),
}


def busy() -> Unavailable:
    return Unavailable("files_busy", "Ask again.")


async def test_another_party_is_next_however_many_one_asks_for() -> None:
    work, going_on, order = LongWork(most=1, busy=busy), Event(), list[str]()

    async def asks(party: str) -> None:
        def noted() -> None:
            going_on.wait()
            order.append(party)

        await work.done(connection(), AsyncSession(), party, noted)

    italy = [asyncio.create_task(asks("ITA")) for _ in range(1 + IN_LINE + 7)]
    await asyncio.sleep(0)
    malta = asyncio.create_task(asks("MLT"))
    await asyncio.sleep(0)
    going_on.set()
    ended = await asyncio.gather(*italy, malta, return_exceptions=True)
    assert order == ["ITA", "ITA", "MLT", *["ITA"] * (IN_LINE - 1)]
    assert [type(one) for one in ended if one is not None] == [TooManyAtOnce] * 7


@pytest.mark.parametrize(("most", "goes_on"), [(1, True), (2, False)])
async def test_whoever_has_to_wait_has_the_others_go_on(most: int, goes_on: bool) -> None:
    """It would else stand still for the very one that waits for it."""
    work, going_on, where = LongWork(most=most, busy=busy), Event(), connection()
    heavy: HeavyWork = where.app.state.admission.heavy
    asked = [asyncio.create_task(work.done(where, AsyncSession(), "TUN", going_on.wait))]
    for _ in range(3):
        await asyncio.sleep(0)
    (under_way,) = heavy._under_way
    asked.append(asyncio.create_task(work.done(where, AsyncSession(), "ITA", going_on.wait)))
    for _ in range(3):
        await asyncio.sleep(0)
    assert bool(under_way.standstill.cell[1]) is goes_on
    going_on.set()
    await asyncio.gather(*asked)


async def test_its_turn_at_a_connection_is_others_meanwhile() -> None:
    admission, work, going_on = Admission(10), LongWork(most=1, busy=busy), Event()
    admission.known.note(hash_of("key"), "ITA", "ita")

    async def asks(done: Callable[[], bool]) -> None:
        mine = dict(READ)
        async with (await admission.admit(mine)).turn:
            await work.done(connection(mine), AsyncSession(), "ITA", done)

    long = [asyncio.create_task(asks(going_on.wait)) for _ in range(4)]
    for _ in range(5):
        await asyncio.sleep(0)
    async with (await admission.admit(dict(READ))).turn:
        going_on.set()
    await asyncio.gather(*long)


async def test_a_result_is_not_lost_while_the_party_has_no_turn_left() -> None:
    admission, work, going_on = Admission(20), LongWork(most=1, busy=busy), Event()
    admission.known.note(hash_of("key"), "ITA", "ita")

    async def asks() -> bool:
        mine = dict(READ)
        async with (await admission.admit(mine)).turn:
            return await work.done(connection(mine), AsyncSession(), "ITA", going_on.wait)

    long = asyncio.create_task(asks())
    await asyncio.sleep(0.01)
    async with AsyncExitStack() as others:
        for _ in range(OWN_READS):
            await others.enter_async_context((await admission.admit(dict(READ))).turn)
        going_on.set()
        async with asyncio.timeout(5):
            assert await long
        assert admission.under_way == OWN_READS
    assert admission.under_way == 0
