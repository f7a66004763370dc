"""The exercise clock of a demo: it runs at its speed, and stands when the story cannot follow."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

from sar import installation
from sar.scenarios.desk import Desk, Watch
from sar.scenarios.ground import Sessions

LAG: Final = timedelta(minutes=5)
"""So far an act may be behind its instant before the clock stands and lets it catch up."""
HEARD_S: Final = 10.0
LOOK_S: Final = 0.02


class Pace:
    """Sets the clock as the operator may, and waits by it.

    At high speeds a second of the server's time is many minutes of the exercise: without standing
    still the story would come too late for its own offers.
    """

    def __init__(
        self,
        sessions: Sessions,
        desk: Desk,
        watch: Watch,
        *,
        speed: float,
    ) -> None:
        self._sessions, self._desk, self._speed = sessions, desk, speed
        self.watch = watch

    async def run(self) -> None:
        """Let the clock run; returns when the server has heard it."""
        if self.watch.paused or self.watch.rate != self._speed:
            await self._set(paused=False)

    async def stand(self) -> None:
        """Stop the clock where it is; returns when the server has heard it."""
        if not self.watch.paused:
            await self._set(paused=True)

    async def until(self, at: datetime) -> None:
        """Wait until `at` has come; when that was long ago, stop the clock first."""
        if self.watch.now() - at > LAG:
            await self.stand()
        elif self.watch.now() < at:
            await self.run()
            await self.watch.until(at)

    async def _set(self, *, paused: bool) -> None:
        async with self._sessions() as db, db.begin():
            await installation.run_exercise_clock(db, rate=self._speed, paused=paused)
        async with asyncio.timeout(HEARD_S):
            await self.watch.set_by(self._desk)
            while (self.watch.paused, self.watch.rate) != (paused, self._speed):
                await asyncio.sleep(LOOK_S)
                await self.watch.set_by(self._desk)
