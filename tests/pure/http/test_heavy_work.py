"""Heavy work stands still while somebody who has had less asks; nobody waits for long."""

import asyncio
import time
from collections.abc import Callable

import pytest

from sar.geo.sea.standstill import MOST_S, STEP_US, Standstill, present, stand_still
from sar.http.heavy_work import (
    HALF_LIFE_S,
    LINE_S,
    MOST_STILL_S,
    MOST_TOLD,
    OWN_S,
    PATIENCE_S,
    HeavyNews,
    HeavyWork,
)
from sar.http.lanes import LaneBounds, Lanes, Whose

pytestmark = pytest.mark.anyio

BOUNDS = LaneBounds(most=9, writes=9, party=9, identity=9, own_writes=1, wait_s=0.05)
QUIET = Whose("ITA", "quiet", writes=False)
MUCH_S = 10 * OWN_S
LINE = object()


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
    with work.under_way("TUN", of=LINE) as standstill:
        assert not standstill.cell[0], "nobody else asks"
        async with lanes.turn(QUIET):
            assert bool(standstill.cell[0]) is still
        assert not standstill.cell[0]
        async with lanes.turn(Whose("TUN", "own", writes=False)):
            assert not standstill.cell[0], "nor to itself"


async def test_it_gives_way_to_anothers_heavy_work_too_and_that_one_does_not() -> None:
    work, lanes = heavy(TUN=MUCH_S)
    async with lanes.turn(Whose("TUN", "own", writes=False)):
        with work.under_way("TUN", of=LINE) as noisy, work.under_way("ITA", of=LINE) as quiet:
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


@pytest.mark.parametrize("of", [LINE, None])
async def test_work_of_a_line_goes_by_it_and_all_is_counted(
    of: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, _ = heavy()
    began_at = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: began_at)

    def one() -> Standstill:
        began = time.thread_time()
        while time.thread_time() - began < 0.1:
            pass
        return present()

    for _ in range(12):
        with work.counted("TUN", one, of=of) as counted:
            told = work._under_way[-1].standstill
            assert (await asyncio.to_thread(counted) is told) is (of is LINE)
    with work.under_way("ITA", of=LINE):
        assert work.has_to_give_way("TUN")


async def test_whoever_waits_in_a_line_has_others_there_go_on() -> None:
    work, lanes = heavy(TUN=MUCH_S)
    with work.under_way("TUN", of=LINE) as one, work.under_way("TUN", of=object()) as other:
        async with lanes.turn(QUIET):
            work.release(of=LINE, but="TUN")
            assert not one.cell[1], "who waits for itself does not count"
            work.release(of=LINE, but="ITA")
            may = one.cell[2]
            stand_still(one.cell)
            assert one.cell[2] == may
            assert other.cell[0]
            assert not other.cell[1]


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


async def test_what_a_party_asks_at_once_waits_one_after_the_other() -> None:
    work, lanes = heavy(TUN=MUCH_S)
    async with lanes.turn(QUIET):
        began = time.monotonic()
        await asyncio.gather(*(work.give_way("TUN") for _ in range(3)))
        assert time.monotonic() - began > 2.7 * PATIENCE_S
    async with asyncio.timeout(10):
        await asyncio.gather(*(work.give_way("TUN") for _ in range(3)))
    assert not work._giving_way


async def test_however_much_it_asks_none_waits_for_longer_than_the_line() -> None:
    work, lanes = heavy(TUN=MUCH_S)
    async with lanes.turn(QUIET):
        began = time.monotonic()
        await asyncio.gather(*(work.give_way("TUN") for _ in range(60)))
        assert time.monotonic() - began < 2 * LINE_S < 60 * PATIENCE_S
    assert not work._giving_way


@pytest.mark.parametrize(("had_s", "still_s"), [(0.0, MOST_S), (3.0, 1.5), (60.0, MOST_STILL_S)])
async def test_the_more_a_party_has_had_the_longer_its_work_may_stand_still(
    had_s: float, still_s: float
) -> None:
    work, _ = heavy(TUN=had_s)
    with work.under_way("TUN", of=LINE) as standstill:
        assert standstill.cell[2] * STEP_US / 1e6 == pytest.approx(still_s, abs=0.02)


@pytest.mark.parametrize("end", ["tell", "release"])
async def test_what_stands_still_goes_on_when_it_is_told_or_waited_for(end: str) -> None:
    work, lanes = heavy(TUN=MUCH_S)
    with work.under_way("TUN", of=LINE) as standstill:
        async with lanes.turn(QUIET):
            may = standstill.cell[2]
            still = asyncio.create_task(asyncio.to_thread(stand_still, standstill.cell))
            await until(lambda: standstill.cell[2] < may)
            if end == "release":
                standstill.release()
                await still
        await still
        assert 0 < standstill.cell[2] < may


async def test_it_goes_on_by_itself_in_the_end() -> None:
    work, lanes = heavy(TUN=MUCH_S)
    with work.under_way("TUN", of=LINE) as standstill:
        async with lanes.turn(QUIET):
            began, steps = time.monotonic(), int(standstill.cell[2])
            await asyncio.to_thread(stand_still, standstill.cell)
            assert time.monotonic() - began >= steps * STEP_US / 1e6
            assert standstill.cell[0]


async def test_what_another_process_serves_is_given_way_to_until_that_is_old(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sar.http.heavy_work.SERVED_S", 0.05)
    work, _ = heavy(TUN=MUCH_S)
    with work.under_way("TUN", of=LINE) as standstill:
        work.hear(HeavyNews({}, ["TUN"]))
        assert not standstill.cell[0], "not to itself"
        work.hear(HeavyNews({}, ["ITA", "TUN"]))
        assert standstill.cell[0]
        await until(lambda: not standstill.cell[0])


async def test_what_another_process_did_counts_here_and_is_told_to_nobody() -> None:
    one, _ = heavy(TUN=MUCH_S)
    other, lanes = heavy()
    other.hear(one.news())
    assert not one.news().had_s, "it was told"
    assert not other.news().had_s
    async with lanes.turn(QUIET):
        assert other.has_to_give_way("TUN")
        assert other.news().served == ["ITA"]


async def test_of_many_parties_those_are_told_that_had_most() -> None:
    work, _ = heavy(**{f"P{n}": float(n) for n in range(2 * MOST_TOLD)})
    assert set(work.news().had_s) == {f"P{n}" for n in range(MOST_TOLD, 2 * MOST_TOLD)}


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 a thread does it
            await asyncio.sleep(0.001)
