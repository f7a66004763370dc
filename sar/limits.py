"""Rate limits: moving windows in this process's memory, by real time."""

import time
from collections import deque
from typing import Final

from sar.errors import SlowDown

_WINDOW_S: Final = 60.0


class _Windows:
    """The instants counted within the last minute, oldest first, by kind and by whom."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, str], deque[float]] = {}
        self._tidied_at = 0.0

    def at(self, now: float, kind: str, who: str) -> deque[float]:
        """One of them, without what is older by now."""
        if now - self._tidied_at > _WINDOW_S:
            self._tidied_at = now
            self._by_key = {
                key: window for key, window in self._by_key.items() if _lasts(window, now)
            }
        window = self._by_key.setdefault((kind, who), deque())
        while window and window[0] <= now - _WINDOW_S:
            window.popleft()
        return window

    def __len__(self) -> int:
        return len(self._by_key)


def _lasts(window: deque[float], now: float) -> bool:
    return bool(window) and window[-1] > now - _WINDOW_S


_windows: Final = _Windows()


def take(kind: str, who: str, *, per_minute: int) -> None:
    """Count one request of `who`; raise SlowDown past `per_minute`."""
    refuse_beyond(kind, who, per_minute=per_minute)
    count(kind, who, per_minute=per_minute)


def refuse_beyond(kind: str, who: str, *, per_minute: int) -> None:
    """Count nothing; raise SlowDown when `who` has been counted `per_minute` times already."""
    now = time.monotonic()
    window = _windows.at(now, kind, who)
    if len(window) >= per_minute:
        raise SlowDown(max(1, round(window[0] + _WINDOW_S - now)))


def count(kind: str, who: str, *, per_minute: int) -> None:
    """Count one that the caller has judged already."""
    now = time.monotonic()
    window = _windows.at(now, kind, who)
    if len(window) < per_minute:
        window.append(now)
