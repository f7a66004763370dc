"""Heavy work stands still while somebody who has had much less asks; nobody waits for long."""

import asyncio
import time
from collections.abc import Callable

import pytest

from sar.geo.sea.standstill import MOST_S, present, stand_still
from sar.http.heavy_work import HALF_LIFE_S, OWN_S, PATIENCE_S, HeavyWork
from sar.http.lanes import LaneBounds, Lanes, Whose

pytestmark = pytest.mark.anyio

BOUNDS = LaneBounds(most=9, writes=9, party=9, identity=9, own_writes=1, wait_s=0.05)
QUIET = Whose("ITA", "quiet", writes=False)
MUCH_S = 10 * OWN_S


def heavy(**had_s: float) -> tuple[HeavyWork, Lanes]:
    lanes = Lanes(BOUNDS)
    work = HeavyWork(lanes)
    for party, s in had_s.items():
        work.add(party, s)
    return work, lanes


@pytest.mark.parametrize(
    ("noisy_s", "quiet_s", "still"),
    [
        (MUCH_S, 0.0, True),
        (MUCH_S, 0.7 * MUCH_S, True),
        (MUCH_S, 0.9 * MUCH_S, False),
        (0.9 * OWN_S, 0.0, False),
    ],
)
async def test_who_had_much_gives_way_to_who_had_much_less(
    noisy_s: float, quiet_s: float, still: bool
) -> None:
    work, lanes = heavy(TUN=noisy_s, ITA=quiet_s)
    with work.under_way("TUN") as standstill:
        assert not standstill.cell[0], "nobody else asks"
        async with lanes.turn(QUIET):
            assert bool(standstill.cell[0]) is still
        assert not standstill.cell[0]
        async with lanes.turn(Whose("TUN", "own", writes=False)):
            assert not standstill.cell[0], "nor to itself"


async def test_it_gives_way_to_anothers_heavy_work_too_and_that_one_does_not() -> None:
    work, lanes = heavy(TUN=MUCH_S)
    async with lanes.turn(Whose("TUN", "own", writes=False)):
        with work.under_way("TUN") as noisy, work.under_way("ITA") as quiet:
            assert noisy.cell[0]
            assert not quiet.cell[0]
        assert not noisy.cell[0]


async def test_what_was_had_counts_half_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    work, lanes = heavy(TUN=3 * OWN_S)
    now = time.monotonic()
    async with lanes.turn(QUIET):
        assert work.has_to_give_way("TUN")
        monkeypatch.setattr(time, "monotonic", lambda: now + 2 * HALF_LIFE_S)
        assert not work.has_to_give_way("TUN")


async def test_work_in_a_thread_goes_by_it_and_is_counted() -> None:
    work, _ = heavy()

    def one() -> bool:
        began = time.thread_time()
        while time.thread_time() - began < 2 * OWN_S / 10:
            pass
        return present() is told

    for _ in range(7):
        with work.under_way("TUN"), work.counted("TUN", one) as counted:
            told = work._under_way[-1].standstill
            assert await asyncio.to_thread(counted)
    work.add("ITA", 0.0)
    with work.under_way("ITA"):
        assert work.has_to_give_way("TUN")
    assert present() is not told


async def test_a_question_waits_until_the_other_is_answered() -> None:
    work, lanes = heavy(TUN=MUCH_S)
    async with asyncio.timeout(10):
        async with lanes.turn(QUIET):
            waits = asyncio.create_task(work.give_way("TUN"))
            await asyncio.sleep(0)
            assert not waits.done()
        await waits
    assert not work._giving_way


async def test_but_not_for_longer_than_its_patience() -> None:
    work, lanes = heavy(TUN=MUCH_S)
    async with lanes.turn(QUIET):
        began = time.monotonic()
        await work.give_way("TUN")
        assert time.monotonic() - began > 0.9 * PATIENCE_S
    assert not work._giving_way


@pytest.mark.parametrize("end", ["tell", "release"])
async def test_what_stands_still_goes_on_when_it_is_told_or_waited_for(end: str) -> None:
    work, lanes = heavy(TUN=MUCH_S)
    with work.under_way("TUN") as standstill:
        async with lanes.turn(QUIET):
            still = asyncio.create_task(asyncio.to_thread(stand_still, standstill.cell))
            await until(lambda: standstill.cell[1] < 4_000 - 3)
            assert not still.done()
            if end == "release":
                standstill.release()
                await still
        await still
    steps_s = (4_000 - standstill.cell[1]) * MOST_S / 4_000
    assert end == "release" or steps_s < MOST_S


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 a thread does it
            await asyncio.sleep(0.001)
