"""The line before the fleet: several readers at once, changes alone, nobody forgotten."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.assets.fleet.turns import Turns

pytestmark = pytest.mark.anyio


class Line:
    """Turns, with an account of who had one and when."""

    def __init__(self, at_once: int) -> None:
        self.turns = Turns(at_once)
        self.began: list[str] = []
        self.reading: set[str] = set()
        self.changing: set[str] = set()
        self.most = 0

    async def read(self, name: str, until: asyncio.Event) -> None:
        async with self.turns.reading():
            with self._beginning(name, self.reading):
                await until.wait()

    async def change(self, name: str) -> None:
        async with self.turns.changing():
            with self._beginning(name, self.changing):
                await asyncio.sleep(0)

    @contextmanager
    def _beginning(self, name: str, these: set[str]) -> Iterator[None]:
        self.began.append(name)
        these.add(name)
        assert not (self.changing and self.reading)
        assert len(self.changing) <= 1
        self.most = max(self.most, len(self.reading))
        try:
            yield
        finally:
            these.remove(name)


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def started(work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
    return asyncio.create_task(work)


async def test_readers_come_in_the_order_in_which_they_asked() -> None:
    line, ends = Line(2), {name: asyncio.Event() for name in "abcd"}
    tasks = [started(line.read(name, end)) for name, end in ends.items()]
    await settled()
    assert line.began == ["a", "b"]
    ends["b"].set()
    await settled()
    assert line.began == ["a", "b", "c"]
    for end in ends.values():
        end.set()
    await asyncio.gather(*tasks)
    assert (line.began, line.most) == (list("abcd"), 2)


async def test_a_change_waits_for_those_who_read_and_for_nobody_else() -> None:
    line, end = Line(2), asyncio.Event()
    readers = [started(line.read(name, end)) for name in "abc"]
    await settled()
    changes = [started(line.change(name)) for name in "xy"]
    await settled()
    assert line.began == ["a", "b"]
    end.set()
    await asyncio.gather(*readers, *changes)
    assert line.began == ["a", "b", "x", "y", "c"]


async def test_who_gives_up_leaves_the_line_and_no_turn_is_lost() -> None:
    line, end = Line(1), asyncio.Event()
    first = started(line.read("a", end))
    await settled()
    gives_up, change = started(line.read("b", end)), started(line.change("x"))
    last = started(line.read("c", end))
    await settled()
    gives_up.cancel()
    change.cancel()
    end.set()
    await asyncio.gather(first, last)
    assert line.began == ["a", "c"]
    assert gives_up.cancelled()
    assert change.cancelled()


async def test_a_turn_that_comes_in_the_moment_of_giving_up_is_handed_on() -> None:
    line, never = Line(1), asyncio.Event()
    first = started(line.read("a", never))
    await settled()
    second, end = started(line.read("b", never)), asyncio.Event()
    third = started(line.read("c", end))
    await settled()
    first.cancel()
    await asyncio.sleep(0)  # the turn is given to the second, which has not gone on yet
    second.cancel()
    end.set()
    await asyncio.wait_for(third, 5)
    assert line.began[-1] == "c"


@given(
    acts=st.lists(st.sampled_from(["read", "change", "end", "cancel", "go on"]), max_size=60),
    at_once=st.integers(1, 3),
)
def test_whatever_happens_everybody_has_a_turn_in_the_end(acts: list[str], at_once: int) -> None:
    async def happens() -> None:
        line, end = Line(at_once), asyncio.Event()
        tasks: list[asyncio.Task[None]] = []
        for act in acts:
            if act == "read":
                tasks.append(started(line.read(f"r{len(tasks)}", end)))
            elif act == "change":
                tasks.append(started(line.change(f"c{len(tasks)}")))
            elif act == "end":
                end.set()
                await settled()
                end = asyncio.Event()
            elif act == "cancel" and tasks:
                tasks[len(acts) % len(tasks)].cancel()
            else:
                await asyncio.sleep(0)
        every = asyncio.Event()
        every.set()
        tasks.append(started(line.read("last", every)))
        tasks.append(started(line.change("last change")))
        while not all(task.done() for task in tasks[:-2]):
            end.set()
            for task in tasks[:-2]:
                if not task.done():
                    task.cancel()
            await settled()
        await asyncio.wait_for(asyncio.gather(*tasks[-2:]), 5)
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
        assert line.most <= at_once

    asyncio.run(happens())
