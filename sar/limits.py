"""Rate limits: moving windows in this process's memory, by real time."""

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
        raise _slow_down(item, kind, who)


def refuse_beyond(kind: str, who: str, *, per_minute: int) -> None:
    """Count nothing; raise SlowDown when `who` has been counted `per_minute` times already."""
    item = RateLimitItemPerMinute(per_minute)
    if not _windows.test(item, kind, who):
        raise _slow_down(item, kind, who)


def count(kind: str, who: str, *, per_minute: int) -> None:
    """Count one that the caller has judged already."""
    _windows.hit(RateLimitItemPerMinute(per_minute), kind, who)


def _slow_down(item: RateLimitItemPerMinute, kind: str, who: str) -> SlowDown:
    reset = _windows.get_window_stats(item, kind, who).reset_time
    return SlowDown(max(1, round(reset - time.time())))
