"""The times of a file that is played: those that it tells, moved on so that it ends at present
(pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

GAP: Final = timedelta(hours=1)
"""A longer one in the file is not waited for."""

FAR: Final = timedelta(days=1)
"""A time so far from the one before is that of a wrong clock, unless the next one agrees with it
(house figure)."""

_YEARS: Final = range(1990, 2100)
"""There is no AIS of before, and no file of after."""


class FileTimes:
    """The time that a file has come to, as what it tells is read one after the other.

    `reached`: the latest; None: none was told yet. `waited`: the time that it has gone on, without
    gaps.
    """

    def __init__(self) -> None:
        self.reached: datetime | None = None
        self.waited = timedelta(0)
        self._far: datetime | None = None

    def read(self, told: datetime | None) -> datetime | None:
        """The time of what is read next: the one that it tells, or that of the one before it, where
        it tells none or a wrong one."""
        last = self.reached
        if told is None or told.year not in _YEARS:
            return last
        if last is not None and abs(told - last) > FAR:
            if self._far is None or abs(told - self._far) > FAR:
                self._far = told
                return last
            self.reached, self._far = told, None
            return told
        self._far = None
        if last is None or told > last:
            if last is not None and told - last <= GAP:
                self.waited += told - last
            self.reached = told
        return told


@dataclass(frozen=True, slots=True)
class FileSpan:
    """The first time of a file and its last one; `early`: so long before the moment at which it
    begins to be played it has to have begun, so that nothing in it is of a time to come."""

    first: datetime
    last: datetime
    early: timedelta

    def moved_by(self, now: datetime) -> timedelta:
        """The time to add to each of the file's, if it begins to be played now."""
        return now - self.early - self.first


def span_of(told: Iterable[datetime | None], *, clock_per_file: float) -> FileSpan | None:
    """The span of a file that tells these times; None: it tells none. `clock_per_file`: so long the
    installation's clock goes on while the file, played, goes on by one."""
    times, early = FileTimes(), timedelta(0)
    first: datetime | None = None
    for one in told:
        at = times.read(one)
        if at is None:
            continue
        if first is None:
            first = at
        early = max(early, at - first - times.waited * clock_per_file)
    if first is None or times.reached is None:
        return None
    return FileSpan(first, times.reached, early)
