"""Rate limits in this process's memory, by real time: so many at once, and then at an even pace.

Each counter is the instant at which all that was counted has been paced out (the "virtual
scheduling" form of the generic cell rate algorithm, ITU-T I.371, annex A). The web processes of one
database tell each other what they count (`live/counts_exchange`), and add what they are told.
"""

import heapq
import math
import threading
import time
from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

from sar.errors import PartySlowDown, SlowDown

OF_PARTY: Final = 6
"""A party has so many times the rate of one person or key, over all of them (house figure): of ten
officers each may ask twelve times a second then, whose screens live on the feed and ask a few times
for each act; and two hundred accounts are no two hundred times the rate."""
_MINUTE_S: Final = 60.0
_TIDY_S: Final = 60.0
_LATE_S: Final = 5.0
"""Counts that are told later than this have been paced out by so much less."""


class _Counters:
    """The instants of all counters, by kind and by whom, as hashes, and how much each was moved
    since it was told to other processes; what is paced out is forgotten."""

    def __init__(self) -> None:
        self._paced_out_at: dict[str, float] = {}
        self._untold_s: dict[str, float] = {}
        self._lock = threading.RLock()
        """Sign-ins are counted in threads, all else on the loop."""
        self._tidied_at = 0.0

    def get(self, key: str, now: float) -> float:
        """The instant of one of them, now at the earliest."""
        with self._lock:
            if now - self._tidied_at > _TIDY_S:
                self._tidied_at = now
                lasting = ((k, at) for k, at in self._paced_out_at.items() if at > now)
                self._paced_out_at = dict(lasting)
                untold = ((k, s) for k, s in self._untold_s.items() if k in self._paced_out_at)
                self._untold_s = dict(untold)
            return max(now, self._paced_out_at.get(key, now))

    def move(self, key: str, at: float, by_s: float) -> None:
        """Set one to an instant, later by so much than it was."""
        with self._lock:
            self._paced_out_at[key] = at
            self._untold_s[key] = self._untold_s.get(key, 0.0) + by_s

    def take_untold(self, most: int, now: float) -> dict[str, float]:
        """The seconds by which each was moved since it was told, of so many at most, the most
        moved first; the others are told later."""
        with self._lock:
            first = heapq.nlargest(most, self._untold_s, key=self._untold_s.__getitem__)
            taken = {key: self._untold_s.pop(key) for key in first}
            return {
                key: min(by_s, self._paced_out_at.get(key, now) - now + _LATE_S)
                for key, by_s in taken.items()
                if self._paced_out_at.get(key, now) > now - _LATE_S
            }

    def give_back(self, untold: Mapping[str, float]) -> None:
        """Tell them later."""
        with self._lock:
            for key, by_s in untold.items():
                self._untold_s[key] = self._untold_s.get(key, 0.0) + by_s

    def add(self, told: Mapping[str, float], now: float) -> None:
        """Move each by so much as another process has; that is told to nobody."""
        with self._lock:
            for key, by_s in told.items():
                self._paced_out_at[key] = self.get(key, now) + by_s

    def __len__(self) -> int:
        return len(self._paced_out_at)


_counters: Final = _Counters()


def _key(kind: str, who: str) -> str:
    return blake2b(f"{kind} {who}".encode(), digest_size=8).hexdigest()


def take_untold(most: int) -> dict[str, float]:
    """The counters that were moved since they were told to other processes, as hashes, by how many
    seconds; of so many at most."""
    return _counters.take_untold(most, time.monotonic())


def give_back(untold: Mapping[str, float]) -> None:
    """Let what could not be told be told later."""
    _counters.give_back(untold)


def add_of_others(told: Mapping[str, float]) -> None:
    """Count what another process has counted."""
    _counters.add(told, time.monotonic())


def take(
    kind: str, who: str, *, per_minute: int, at_once: int | None = None, number: int = 1
) -> None:
    """Count so many of `who`; raise SlowDown, counting nothing, where they come too soon.

    `at_once` may come without a pause (`per_minute` unless told), the others at an even pace.
    """
    refuse_beyond(kind, who, per_minute=per_minute, at_once=at_once, number=number)
    count(kind, who, per_minute=per_minute, at_once=at_once, number=number)


def take_of_party(
    kind: str,
    identity: str,
    party: str,
    *,
    per_minute: int,
    at_once: int,
    number: int = 1,
    times: int = OF_PARTY,
) -> None:
    """Count so many of a person or key, and of its party, which has so many `times` the rate; raise
    SlowDown, or PartySlowDown, counting nothing, where they come too soon for one of them."""
    both = ((kind, identity, 1, SlowDown), (f"{kind} of party", party, times, PartySlowDown))
    for each, who, n, problem in both:
        refuse_beyond(
            each,
            who,
            per_minute=n * per_minute,
            at_once=n * at_once,
            number=number,
            problem=problem,
        )
    for each, who, n, _ in both:
        count(each, who, per_minute=n * per_minute, at_once=n * at_once, number=number)


def refuse_beyond(
    kind: str,
    who: str,
    *,
    per_minute: int,
    at_once: int | None = None,
    number: int = 1,
    problem: type[SlowDown] = SlowDown,
) -> None:
    """Count nothing; raise the problem where so many more of `who` would come too soon."""
    now = time.monotonic()
    pace_s = _MINUTE_S / per_minute
    ahead_s = _counters.get(_key(kind, who), now) - now
    early_s = ahead_s - ((at_once or per_minute) - number) * pace_s
    if early_s > 1e-6:
        raise problem(max(1, math.ceil(early_s - 1e-6)))


def count(
    kind: str, who: str, *, per_minute: int, at_once: int | None = None, number: int = 1
) -> None:
    """Count what the caller has judged already."""
    now, key = time.monotonic(), _key(kind, who)
    pace_s = _MINUTE_S / per_minute
    most = now + (at_once or per_minute) * pace_s
    was = _counters.get(key, now)
    at = max(was, min(most, was + number * pace_s))
    _counters.move(key, at, at - was)
