"""Rate limits in this process's memory, by real time: so many at once, and then at an even pace.

Each counter is the instant at which all that was counted has been paced out (the "virtual
scheduling" form of the generic cell rate algorithm, ITU-T I.371, annex A).
"""

import math
import time
from typing import Final

from sar.errors import PartySlowDown, SlowDown

OF_PARTY: Final = 6
"""A party has so many times the rate of one person or key, over all of them (house figure): of ten
officers each may ask twelve times a second then, whose screens live on the feed and ask a few times
for each act; and two hundred accounts are no two hundred times the rate."""
_MINUTE_S: Final = 60.0
_TIDY_S: Final = 60.0


class _Counters:
    """The instants of all counters, by kind and by whom; what is paced out is forgotten."""

    def __init__(self) -> None:
        self._paced_out_at: dict[tuple[str, str], float] = {}
        self._tidied_at = 0.0

    def get(self, key: tuple[str, str], now: float) -> float:
        """The instant of one of them, now at the earliest."""
        if now - self._tidied_at > _TIDY_S:
            self._tidied_at = now
            lasting = ((k, at) for k, at in self._paced_out_at.items() if at > now)
            self._paced_out_at = dict(lasting)
        return max(now, self._paced_out_at.get(key, now))

    def put(self, key: tuple[str, str], at: float) -> None:
        self._paced_out_at[key] = at

    def __len__(self) -> int:
        return len(self._paced_out_at)


_counters: Final = _Counters()


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
    ahead_s = _counters.get((kind, who), now) - now
    early_s = ahead_s - ((at_once or per_minute) - number) * pace_s
    if early_s > 1e-6:
        raise problem(max(1, math.ceil(early_s - 1e-6)))


def count(
    kind: str, who: str, *, per_minute: int, at_once: int | None = None, number: int = 1
) -> None:
    """Count what the caller has judged already."""
    now = time.monotonic()
    pace_s = _MINUTE_S / per_minute
    most = now + (at_once or per_minute) * pace_s
    _counters.put((kind, who), min(most, _counters.get((kind, who), now) + number * pace_s))
