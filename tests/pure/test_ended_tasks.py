"""A task that is told to end ends, also where its last act fails."""

import asyncio

import pytest

from sar.ended_tasks import raise_if_cancelled

pytestmark = pytest.mark.anyio


async def outlasts_faults(begun: asyncio.Event) -> None:
    while True:
        try:
            begun.set()
            try:
                await asyncio.sleep(60)
            finally:
                raise ConnectionError("given back in the midst of a statement")
        except ConnectionError:
            pass
        raise_if_cancelled()


async def test_a_fault_in_place_of_the_cancellation_does_not_have_it_go_on() -> None:
    begun = asyncio.Event()
    task = asyncio.create_task(outlasts_faults(begun))
    await begun.wait()
    task.cancel()
    done, _ = await asyncio.wait({task}, timeout=5)
    assert done
    assert task.cancelled()


async def test_nothing_is_raised_in_a_task_that_goes_on() -> None:
    raise_if_cancelled()
