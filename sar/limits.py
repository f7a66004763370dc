"""How often somebody may knock: moving windows in this process's memory, by real time."""

import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from sar.errors import SlowDown

_windows = MovingWindowRateLimiter(MemoryStorage())


def take(kind: str, who: str, *, per_minute: int) -> None:
    """Count one request of `who`; raise SlowDown past `per_minute`."""
    item = RateLimitItemPerMinute(per_minute)
    if not _windows.hit(item, kind, who):
        reset = _windows.get_window_stats(item, kind, who).reset_time
        raise SlowDown(max(1, round(reset - time.time())))
