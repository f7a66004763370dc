"""The clocks that run for an answer: their limits, and the source of each limit."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sar.agreements.clauses import Setting, TermPlain
from sar.agreements.terms import TimeLimit, clock_limit
from sar.agreements.words import ClockName

LimitsByClock = Mapping[ClockName, TimeLimit]

_AWAITED: Final = {ClockName.ACKNOWLEDGE_ENTRY: ClockName.ACKNOWLEDGE}


def limits(
    clocks: Iterable[ClockName],
    terms: Sequence[TermPlain],
    *,
    asker: str,
    asked: str,
    setting: Setting,
    now: datetime,
) -> LimitsByClock:
    """The limit of each clock: what the asked party has promised the asker, or a house figure."""
    return {
        clock: clock_limit(terms, clock, asker=asker, asked=asked, setting=setting, now=now)
        for clock in clocks
    }


def due(limits: LimitsByClock, clock: ClockName, *, now: datetime) -> datetime:
    """The instant at which a clock that starts now runs out."""
    return now + timedelta(minutes=limits[clock].minutes)


def stored(limits: LimitsByClock) -> dict[str, Any]:
    """The limits as rows store them, by what is awaited: a clearance is acknowledged too."""
    return {
        _AWAITED.get(clock, clock).value: {
            "minutes": limit.minutes,
            "source": limit.source,
            "house": limit.house,
            "serves": limit.serves,
        }
        for clock, limit in limits.items()
    }
