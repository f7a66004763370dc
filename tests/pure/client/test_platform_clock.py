"""The platform's clock, as a client keeps it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from sar.client import PlatformClock

pytestmark = pytest.mark.anyio

AT = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
VIEW = {"now": "2026-10-11T12:26:00Z", "rate": 60.0, "paused": False, "exercise": True}


def test_it_goes_at_its_rate_from_when_it_was_heard() -> None:
    clock = PlatformClock.of(VIEW)
    clock.received_s -= 2.0
    assert timedelta(minutes=2) <= clock.now() - AT < timedelta(minutes=3)


def test_it_stands_while_it_is_paused() -> None:
    clock = PlatformClock.of({**VIEW, "paused": True})
    clock.received_s -= 2.0
    assert clock.now() == AT


async def test_waiting_ends_when_its_time_has_come() -> None:
    clock = PlatformClock.of(VIEW)
    async with asyncio.timeout(5):
        await clock.until(AT + timedelta(seconds=6))
    assert clock.now() >= AT + timedelta(seconds=6)


async def test_waiting_goes_on_while_it_stands_and_ends_when_it_was_set() -> None:
    clock = PlatformClock.of({**VIEW, "paused": True})
    waiting = asyncio.create_task(clock.until(AT + timedelta(hours=1)))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    clock.adopt(PlatformClock.of({**VIEW, "now": "2026-10-11T13:26:00Z"}))
    async with asyncio.timeout(5):
        await waiting
