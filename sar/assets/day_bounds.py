"""The days of positions that are to have tables of their own, be thinned, or go (pure)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from typing import Final

DAYS_AHEAD: Final = 3
"""The days to come that have their tables: a worker may be away for so long."""
MOST_TABLES: Final = 120
"""Each question about tracks is planned over all; where they are kept for longer, a table is for
several days."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TrackSpan:
    """A span of time whose positions have a table of their own: `[from_at, to_at)`."""

    name: str
    from_at: datetime | None
    """None: all that was before."""
    to_at: datetime | None
    """None: all that is to come."""
    thinned: bool = False


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def ends_to_make(begins: datetime | None, today: date, kept_days: int) -> Iterator[date]:
    """The days at which what lies ahead, from an instant on, is cut, each the end of a table.

    None: nothing was ever cut. Days at which no worker was there have one table together.
    """
    each = max(1, ceil(kept_days / MOST_TABLES)) * _DAY
    if begins is None or begins < midnight(today):
        end = today + _DAY
    else:
        end = begins.astimezone(UTC).date() + each
    while end <= today + max(DAYS_AHEAD * _DAY, each):
        yield end
        end += each


def due_for_thinning(
    spans: Iterable[TrackSpan], *, now: datetime, after: timedelta, before: datetime
) -> list[TrackSpan]:
    """The tables that are whole and have been over for long enough, but for those that go soon."""
    return [
        span
        for span in spans
        if span.from_at is not None
        and span.to_at is not None
        and not span.thinned
        and span.to_at > before
        and span.to_at + after <= now
    ]


def end_of_those_over(spans: Sequence[TrackSpan], before: datetime) -> datetime | None:
    """The end of the last table of which all is past its time; None: there is none but the first,
    which holds what outlasts."""
    ends = [
        span.to_at
        for span in spans
        if span.from_at is not None and span.to_at is not None and span.to_at <= before
    ]
    return max(ends, default=None)


def whole_from(
    spans: Iterable[TrackSpan], *, since: datetime, until: datetime, at_work: bool = False
) -> datetime | None:
    """The instant from which on all positions of a window of time stay; None: all of it.

    Before it tables have been thinned. Of a unit `at_work` for a case they kept all, but for the
    first table, into which only what outlasts is written.
    """
    ends = [
        span.to_at
        for span in spans
        if span.thinned
        and span.to_at is not None
        and span.to_at > since
        and (span.from_at is None or (span.from_at < until and not at_work))
    ]
    return max(ends, default=None)
