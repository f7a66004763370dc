"""Long work gives way: others have the loop between its stints."""

import asyncio
from collections.abc import Generator
from contextlib import suppress
from itertools import count

import pytest

from sar import stints
from sar.stints import Stints

pytestmark = pytest.mark.anyio

STEPS = 30


def working(steps: int) -> Generator[None, None, int]:
    """Each step takes the processor for about a stint."""
    for _ in range(steps):
        sum(range(100_000))
        yield
    return steps


async def turns(of: asyncio.Event) -> int:
    """The number of times somebody else had the loop until the event."""
    for had in count():
        if of.is_set():
            return had
        await asyncio.sleep(0)
    raise AssertionError("counting does not end")


async def test_all_steps_are_done_and_their_result_is_told() -> None:
    assert await Stints().all(working(STEPS)) == STEPS


async def test_others_have_their_turns_between_the_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stints, "STINT_S", 0.0)
    done = asyncio.Event()
    counting = asyncio.create_task(turns(done))
    await Stints().all(working(STEPS))
    done.set()
    assert await counting > STEPS


async def test_work_that_is_done_within_a_stint_does_not_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stints, "STINT_S", 3_600.0)
    done = asyncio.Event()
    counting = asyncio.create_task(turns(done))
    await Stints().all(working(STEPS))
    done.set()
    assert await counting == 0


async def test_a_fault_of_a_step_is_told_and_cancelling_ends_the_work() -> None:
    def failing() -> Generator[None, None, None]:
        yield
        raise ValueError("a step fails")

    with pytest.raises(ValueError, match="a step fails"):
        await Stints().all(failing())

    def endless() -> Generator[None, None, None]:
        while True:
            sum(range(100_000))
            yield

    work = asyncio.create_task(Stints().all(endless()))
    await asyncio.sleep(0.01)
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work
    assert work.cancelled()
