"""The exercise clock of a demo: it runs at its speed, and stops while the story cannot follow."""

import asyncio
from collections.abc import Coroutine
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any, Final, TypeVar

from sar import installation
from sar.client import Client, PlatformClock
from sar.scenarios.ground import Sessions

LAG: Final = timedelta(minutes=5)
"""The player may be so far behind the clock before it stops for the player to catch up."""
HEARD_S: Final = 10.0
LOOK_S: Final = 0.02

T = TypeVar("T")


class Players(Enum):
    """The players, who may need the clock to stand."""

    STORY = auto()
    CREWS = auto()


class Pace:
    """Sets the clock as the operator may, and waits by it.

    At high speeds a second of the server's time is many minutes of the exercise: without standing
    still the story would come too late for its own offers, and the crews too late for the story.
    The clock stands while anybody wants it to.
    """

    def __init__(
        self,
        sessions: Sessions,
        client: Client,
        watch: PlatformClock,
        *,
        speed: float,
    ) -> None:
        self._sessions, self._client, self._speed = sessions, client, speed
        self._behind: set[Players] = set()
        self._setting = asyncio.Lock()
        self.watch = watch

    async def run(self, who: Players) -> None:
        """Let the clock run for all that this one needs; returns when the server has it."""
        self._behind.discard(who)
        await self._settle()

    async def keep_up(self, who: Players, at: datetime) -> None:
        """Stop the clock if it is past `at`, what this one is about to do, by too much."""
        if self.watch.now() - at > LAG:
            self._behind.add(who)
            await self._settle()

    async def through(self, who: Players, act: Coroutine[Any, Any, T]) -> T:
        """Do what takes the server a while; the clock stops when that is too long."""
        began_at, doing = self.watch.now(), asyncio.create_task(act)
        try:
            while not (await asyncio.wait({doing}, timeout=LOOK_S))[0]:
                await self.keep_up(who, began_at)
            return doing.result()
        finally:
            doing.cancel()

    async def until(self, who: Players, at: datetime) -> None:
        """Wait until `at` has come; when that was long ago, stop the clock first."""
        await self.keep_up(who, at)
        if self.watch.now() < at:
            await self.run(who)
            await self.watch.until(at)

    async def _settle(self) -> None:
        async with self._setting:
            wanted = bool(self._behind), self._speed
            if (self.watch.paused, self.watch.rate) != wanted:
                await self._set(paused=wanted[0])

    async def _set(self, *, paused: bool) -> None:
        async with self._sessions() as db, db.begin():
            await installation.run_exercise_clock(db, rate=self._speed, paused=paused)
        async with asyncio.timeout(HEARD_S):
            self.watch.adopt(await self._client.clock())
            while (self.watch.paused, self.watch.rate) != (paused, self._speed):
                await asyncio.sleep(LOOK_S)
                self.watch.adopt(await self._client.clock())
