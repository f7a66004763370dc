"""The pace of reads: quick ones are never held up, long ones let others in; much reading rests."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from sar.errors import PartySlowDown, SlowDown
from sar.http.lanes import LaneBounds, Lanes, Whose
from sar.http.loop_shares import OF_IDENTITY, OF_PARTY, QUICK_S, ReadPaces
from sar.stints import pause

pytestmark = pytest.mark.anyio

BOUNDS = LaneBounds(most=9, writes=9, party=9, identity=9, own_writes=1, own_reads=3, wait_s=0.05)
ONE = Whose("TUN", "one", writes=False)
ANOTHER = Whose("TUN", "another", writes=False)
QUIET = Whose("ITA", "quiet", writes=False)


def work_for(loop_s: float) -> None:
    began = time.thread_time()
    while time.thread_time() - began < loop_s:
        pass


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, and none of them lasts."""
    pauses: list[float] = []
    sleep = asyncio.sleep

    async def noted(delay: float) -> None:
        if delay:
            pauses.append(delay)
        await sleep(delay)

    monkeypatch.setattr(asyncio, "sleep", noted)
    return pauses


async def in_steps(steps: int, loop_s: float) -> str:
    for _ in range(steps):
        work_for(loop_s)
        await asyncio.sleep(0)
    return "done"


@pytest.fixture
async def shared() -> AsyncIterator[Lanes]:
    """Lanes in which a quiet State has a turn too."""
    lanes = Lanes(BOUNDS)
    async with lanes.turn(QUIET):
        yield lanes


async def test_a_quick_read_is_never_held_up_whatever_else_its_party_reads(
    slept: list[float], shared: Lanes
) -> None:
    paces = ReadPaces(shared)
    paces.took(ONE, 1_000.0, held_s=1_000.0)
    assert await paces.of(ONE).keep(in_steps(3, QUICK_S / 10)) == "done"
    assert slept == []


async def test_a_long_read_pauses_twice_as_long_as_it_works(
    slept: list[float], shared: Lanes
) -> None:
    paces = ReadPaces(shared)
    assert await paces.of(ONE).keep(in_steps(3, 1.5 * QUICK_S)) == "done"
    assert sum(slept) > 2 * QUICK_S
    assert paces.pause_s("ITA") <= 0, "of its own party alone"


async def test_it_pauses_where_it_rests_and_never_while_it_waits_for_something_else(
    slept: list[float], shared: Lanes
) -> None:
    paces = ReadPaces(shared)

    async def waits(within: Callable[[], Awaitable[None]]) -> None:
        work_for(1.5 * QUICK_S)
        soon = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_soon(soon.set_result, None)
        await soon
        await within()

    async def nothing() -> None:
        pass

    await paces.of(ONE).keep(waits(nothing))
    assert slept == []
    await paces.of(ONE).keep(waits(pause))
    assert sum(slept) > QUICK_S


async def test_a_task_that_others_may_wait_for_makes_no_pause_of_a_read(
    slept: list[float], shared: Lanes
) -> None:
    paces = ReadPaces(shared)

    async def begins() -> None:
        work_for(1.5 * QUICK_S)
        paces.took(ONE, 1.0, held_s=1.0)
        await asyncio.create_task(pause())

    await paces.of(ONE).keep(begins())
    assert slept == []


async def test_while_no_other_party_is_served_nobody_pauses_or_rests(slept: list[float]) -> None:
    lanes = Lanes(BOUNDS)
    paces = ReadPaces(lanes)
    for whose in (ONE, ANOTHER):
        async with lanes.turn(whose):
            assert await paces.of(whose).keep(in_steps(3, 1.5 * QUICK_S)) == "done"
            paces.took(whose, 1_000.0, held_s=1_000.0)
    assert slept == []
    paces.refuse_beyond(ONE)


async def test_another_party_is_served_for_a_while_after_its_turn() -> None:
    lanes = Lanes(BOUNDS)
    assert not lanes.serves_others("TUN", within_s=60.0)
    async with lanes.turn(QUIET):
        assert lanes.serves_others("TUN", within_s=0.0)
        assert not lanes.serves_others("ITA", within_s=60.0)
    assert lanes.serves_others("TUN", within_s=60.0)
    assert not lanes.serves_others("TUN", within_s=0.0)


async def test_what_goes_wrong_and_who_goes_away_reach_the_work() -> None:
    paces, gone = ReadPaces(Lanes(BOUNDS)), asyncio.Event()

    async def fails() -> None:
        await asyncio.sleep(0)
        raise ZeroDivisionError

    async def waits() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            gone.set()

    with pytest.raises(ZeroDivisionError):
        await paces.of(ONE).keep(fails())

    async def kept() -> None:
        await paces.of(ONE).keep(waits())

    task = asyncio.create_task(kept())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert gone.is_set()


async def test_who_has_read_much_rests_and_is_told_for_how_long(shared: Lanes) -> None:
    lanes = shared
    paces = ReadPaces(lanes)
    paces.took(ONE, OF_IDENTITY.at_once_s - 0.1, held_s=0.0)
    paces.refuse_beyond(ONE)
    async with lanes.turn(ONE):
        pass
    paces.took(ONE, 2.0, held_s=0.0)
    with pytest.raises(SlowDown) as told:
        paces.refuse_beyond(ONE)
    assert told.value.headers["Retry-After"] == "19"
    for other in (ANOTHER, QUIET):
        paces.refuse_beyond(other)
        async with lanes.turn(other):
            pass


async def test_many_keys_of_one_party_have_no_more_than_the_partys_share(shared: Lanes) -> None:
    paces = ReadPaces(shared)
    for n in range(20):
        paces.took(Whose("TUN", f"key {n}", writes=False), 1.5, held_s=0.0)
    with pytest.raises(PartySlowDown) as told:
        paces.refuse_beyond(ANOTHER)
    rest_s = (30.0 - OF_PARTY.at_once_s) / OF_PARTY.part
    assert told.value.headers["Retry-After"] == str(round(rest_s))
    paces.refuse_beyond(QUIET)
