"""Instants in texts of distress: date-time groups, dates with times, times of day, all UTC (pure).

A time without its day is of the nearest day on which it was not to come yet; the same holds of a
day without its month, and of a month without its year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

AHEAD: Final = timedelta(minutes=10)
"""Clocks differ: so much after now still counts as now."""

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), 1
    )
}
_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})[A-Z]{{0,6}}"
_ZONE: Final = r"(?:UTC|GMT|ZULU|Z)(?![A-Z0-9])"
_FORMS: Final = (
    # 111226Z OCT 26, 111226Z, 111226 UTC OCT
    re.compile(
        rf"(?<![0-9A-Z.,])(?P<day>[0-9]{{2}})(?P<hour>[0-9]{{2}})(?P<minute>[0-9]{{2}}) ?{_ZONE}"
        rf"(?: {_MONTH}(?: (?P<year>[0-9]{{4}}|[0-9]{{2}})(?![0-9:]))?)?",
        re.ASCII,
    ),
    # 06 APR 07 1440 UTC, 6 April 2007 14:40:10 Z
    re.compile(
        rf"(?<![0-9A-Z.,])(?P<day>[0-9]{{1,2}})[ -]?{_MONTH}[ -]?(?P<year>[0-9]{{4}}|[0-9]{{2}})?"
        rf",? (?:AT )?(?P<hour>[0-9]{{2}}):?(?P<minute>[0-9]{{2}})(?::[0-9]{{2}})? ?{_ZONE}",
        re.ASCII,
    ),
    # 2026-10-11T12:26:00Z, 2026-10-11 12:26 UTC
    re.compile(
        rf"(?<![0-9A-Z.,])(?P<year>[0-9]{{4}})-(?P<number>[0-9]{{2}})-(?P<day>[0-9]{{2}})[T ]"
        r"(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})(?::[0-9]{2}(?:\.[0-9]{1,6})?)? ?"
        rf"{_ZONE}",
        re.ASCII,
    ),
    # 1226Z, 12:26 UTC, UTC 12:26, TIME 1226 UTC
    re.compile(
        r"(?<![0-9A-Z.,:])(?P<hour>[0-9]{2})[:H.]?(?P<minute>[0-9]{2})(?::[0-9]{2})? ?"
        rf"{_ZONE}",
        re.ASCII,
    ),
    re.compile(
        r"(?<![A-Z])(?:UTC|GMT)(?: TIME)? ?[:=]? ?(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})"
        r"(?![0-9])",
        re.ASCII,
    ),
)


@dataclass(frozen=True, slots=True)
class TimeInPiece:
    """A time in a piece, by the place of its words. `at`: None: there is no such time."""

    start: int
    end: int
    at: datetime | None


def times_in(piece: str, *, now: datetime) -> Iterator[TimeInPiece]:
    """The times of a piece in capitals, in no order; none within another."""
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for found in form.finditer(piece):
            start, end = found.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            yield TimeInPiece(start, end, _instant(found.groupdict(), now=now))


def day_and_time(
    hour: int, minute: int, *, now: datetime, day: int | None = None
) -> datetime | None:
    """The nearest instant of that time of day, and of that day of a month, that is past."""
    latest = now.astimezone(UTC) + AHEAD
    for back in range(2 if day is None else 63):
        date = latest.date() - timedelta(days=back)
        if day is None or date.day == day:
            at = _made(date.year, date.month, date.day, hour, minute)
            if at is not None and at <= latest:
                return at
    return None


def _instant(parts: dict[str, str | None], *, now: datetime) -> datetime | None:
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    day = int(found) if (found := parts.get("day")) else None
    name, number, year = parts.get("month"), parts.get("number"), parts.get("year")
    if day is None or not (name or number):
        return day_and_time(hour, minute, now=now, day=day)
    month = _MONTHS[name] if name else int(number or 0)
    latest = now.astimezone(UTC) + AHEAD
    if year:
        at = _made(int(year) + (2000 if len(year) == 2 else 0), month, day, hour, minute)
        return at if at is not None and at <= latest else None
    for one in range(latest.year, latest.year - 9, -1):
        at = _made(one, month, day, hour, minute)
        if at is not None and at <= latest:
            return at
    return None


def _made(year: int, month: int, day: int, hour: int, minute: int) -> datetime | None:
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None
