"""The platform's clock, which an exercise may set, run faster or stop."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

LONGEST_S = 1.0
"""No longer than this `until` sleeps before it looks again: the rate may have changed."""
STOPPED_S = 0.05


@dataclass(slots=True)
class PlatformClock:
    """The platform's time as the client last received it; never ahead of the platform's own."""

    at: datetime
    rate: float
    paused: bool
    exercise: bool
    received_s: float = field(default_factory=time.monotonic)

    @classmethod
    def of(cls, view: Mapping[str, Any]) -> Self:
        """The clock that follows a `clock` of the API, received now."""
        return cls(
            datetime.fromisoformat(view["now"]), view["rate"], view["paused"], view["exercise"]
        )

    def now(self) -> datetime:
        """The platform's instant, aware UTC."""
        if self.paused:
            return self.at
        return self.at + timedelta(seconds=(time.monotonic() - self.received_s) * self.rate)

    def adopt(self, fresh: "PlatformClock") -> None:
        """Go on as the one received later."""
        self.at, self.rate, self.paused = fresh.at, fresh.rate, fresh.paused
        self.exercise, self.received_s = fresh.exercise, fresh.received_s

    async def until(self, at: datetime) -> None:
        """Wait until the platform's time is `at`; for ever while the clock is stopped."""
        while True:
            left_s = (at - self.now()).total_seconds()
            if left_s <= 0:
                return
            wait_s = STOPPED_S if self.paused else min(left_s / self.rate + 0.001, LONGEST_S)
            await asyncio.sleep(wait_s)
