"""The things that a thread uses are kept until it has ended."""

import asyncio
import threading

import pytest

from sar.threads import to_its_end

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("fails", [True, False])
async def test_who_is_cancelled_waits_for_the_thread(fails: bool) -> None:
    begun, go_on = threading.Event(), threading.Event()
    held: list[str] = []

    def work() -> None:
        begun.set()
        go_on.wait()
        held.append("worked")
        if fails:
            raise ValueError("in vain")

    async def request() -> None:
        try:
            await to_its_end(asyncio.get_running_loop().run_in_executor(None, work))
        finally:
            held.append("let go")

    asking = asyncio.create_task(request())
    await asyncio.to_thread(begun.wait)
    asking.cancel()
    await asyncio.sleep(0)
    assert not asking.done()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert held == ["worked", "let go"]


async def test_its_result_and_its_fault_are_handed_on() -> None:
    loop = asyncio.get_running_loop()
    assert await to_its_end(loop.run_in_executor(None, lambda: 7)) == 7
    with pytest.raises(ZeroDivisionError):
        await to_its_end(loop.run_in_executor(None, lambda: 1 // 0))
