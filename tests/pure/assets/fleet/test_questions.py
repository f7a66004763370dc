"""The line of questions before the fleet: parties in turn, whatever one of them asks."""

import asyncio
from contextlib import AbstractAsyncContextManager
from functools import partial
from threading import Event

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets.fleet.following import IN_LINE, LATER_IN_LINE, FleetFollower
from sar.errors import TooManyAtOnce

pytestmark = pytest.mark.anyio


def no_snapshot() -> AbstractAsyncContextManager[AsyncSession]:
    raise AssertionError("nothing is read")


def idle() -> FleetFollower:
    return FleetFollower(no_snapshot, lambda _: None)


async def asks(fleet: FleetFollower, party: str) -> None:
    async with fleet.question(party):
        pass


async def test_a_first_question_waits_for_no_more_than_one_of_a_party_that_asks_ten() -> None:
    fleet = idle()
    order: list[str] = []

    async def noted(party: str) -> None:
        async with fleet.question(party):
            order.append(party)
            await asyncio.sleep(0)

    async with fleet.question("GRC"), fleet.question("LBY"):
        tasks = [asyncio.create_task(noted(party)) for party in [*["MLT"] * 10, "ITA", "TUN"]]
        await asyncio.sleep(0)
        assert fleet.asking == 14
    await asyncio.gather(*tasks)
    assert order == ["MLT", "ITA", "TUN", *["MLT"] * 9]
    assert fleet.asking == 0


async def test_one_party_alone_is_told_that_its_line_is_full() -> None:
    fleet = idle()
    async with fleet.question("GRC"), fleet.question("LBY"):
        tasks = [asyncio.create_task(asks(fleet, "MLT")) for _ in range(IN_LINE)]
        await asyncio.sleep(0)
        with pytest.raises(TooManyAtOnce):
            await asks(fleet, "MLT")
        tasks.append(asyncio.create_task(asks(fleet, "ITA")))
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)


async def test_a_turn_that_is_left_early_is_the_next_ones() -> None:
    fleet = idle()
    async with fleet.question("LBY"), fleet.question("MLT") as turn:
        await turn.leave()
        async with fleet.question("ITA"):
            await turn.leave()  # again: it is another's now
            third = asyncio.create_task(asks(fleet, "TUN"))
            for _ in range(3):
                await asyncio.sleep(0)
            assert not third.done()
        await third


async def test_a_question_is_read_while_anothers_fleet_is_searched() -> None:
    """Two of two parties have their turns at once, and search one after the other."""
    fleet, may, order = idle(), Event(), list[str]()

    def searched(party: str) -> None:
        order.append(f"{party} searches")
        may.wait()

    async def searches(party: str) -> None:
        async with fleet.question(party):
            order.append(f"{party} reads")
            await fleet.search(party, partial(searched, party))

    tasks = [asyncio.create_task(searches(party)) for party in ("MLT", "MLT", "ITA", "TUN")]
    async with asyncio.timeout(10):
        while len(order) < 3:  # noqa: ASYNC110 a thread appends the last
            await asyncio.sleep(0.001)
    assert order[:3] in (
        ["MLT reads", "ITA reads", "MLT searches"],
        ["MLT reads", "MLT searches", "ITA reads"],
    )
    may.set()
    await asyncio.gather(*tasks)
    assert order.count("MLT searches") == 2
    fleet.close()


async def test_later_pages_come_by_party_in_turn() -> None:
    fleet = idle()
    order: list[str] = []

    async def noted(party: str) -> None:
        async with fleet.later_page(party):
            order.append(party)
            await asyncio.sleep(0)

    async with fleet.later_page("GRC"):
        asked = [*["MLT"] * (LATER_IN_LINE + 2), "ITA"]
        tasks = [asyncio.create_task(noted(party)) for party in asked]
        await asyncio.sleep(0)
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert order == ["MLT", "ITA", *["MLT"] * (LATER_IN_LINE - 1)]
    assert [type(one) for one in ended if one is not None] == [TooManyAtOnce] * 2
