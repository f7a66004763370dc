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

_MONTHS: Final = (
    "JAN",
    "FEB",
    "MAR",
    "APR",
    "MAY",
    "JUN",
    "JUL",
    "AUG",
    "SEP",
    "OCT",
    "NOV",
    "DEC",
)
_MONTH: Final = (
    r"(?P<month>JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)(?![A-Z])"
)
_YEAR: Final = r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9:])"
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:ST|ND|RD|TH)?"
_ZONE: Final = r"(?:(?:UTC|GMT)(?! ?[+\-−][0-9])|ZULU|Z)(?![A-Z0-9])"
_ZONES: Final = ("Z", "T", "MSK", "LOCAL")
"""Every zone has one of these."""
_CLOCK: Final = r"(?P<hour>[0-9]{2})[:H.]?(?P<minute>[0-9]{2})(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
_TIME: Final = rf"{_CLOCK} ?{_ZONE}"
_NUMERIC: Final = (
    r"(?P<first>[0-9]{1,2})(?P<stroke>[/.])(?P<second>[0-9]{1,2})[/.](?P<year>[0-9]{4})"
)
_BEFORE: Final = r"(?<![0-9A-Z.,:/])"
_FORMS: Final = tuple(
    re.compile(_BEFORE + form, re.ASCII)
    for form in (
        # 14:26 UTC+2, 1426 LT, 14:26 CEST: of another zone, and read by a person
        rf"(?P<other>{_CLOCK} ?(?:UTC|GMT) ?[+\-−][0-9]{{1,2}}(?::?[0-9]{{2}})?)",
        rf"(?P<other>{_CLOCK} ?(?:LOCAL(?: TIME)?|LT|CES?T|EES?T|WES?T|BST|MSK)(?![A-Z]))",
        # 111226Z OCT 26, 111226Z, 111226 UTC OCT
        rf"(?P<day>[0-9]{{2}})(?P<hour>[0-9]{{2}})(?P<minute>[0-9]{{2}}) ?{_ZONE}"
        rf"(?: {_MONTH}(?: {_YEAR})?)?",
        # 06 APR 07 1440 UTC, 6th April 2007 at 14:40 Z, OCT 11 2026 1226Z
        rf"{_DAY}[ -]?{_MONTH}[ -]?(?:{_YEAR})?,? (?:AT )?{_TIME}",
        rf"{_MONTH} {_DAY},?(?: {_YEAR})?,? (?:AT )?{_TIME}",
        # 2026-10-11T12:26:00Z, 2026-10-11 12:26 UTC
        rf"(?P<year>[0-9]{{4}})-(?P<number>[0-9]{{2}})-(?P<day>[0-9]{{2}})[T ]{_TIME}",
        # 1226 UTC 11 OCT 26, 1226Z ON OCT 11
        rf"{_TIME},? (?:ON )?(?:THE )?{_DAY}[ -]?{_MONTH}(?:[ -]{_YEAR})?",
        rf"{_TIME},? (?:ON )?{_MONTH} {_DAY}(?![0-9])(?:,? {_YEAR})?",
        # 11.10.2026 12:26 UTC, 1226 UTC 25/10/2026
        rf"{_NUMERIC},? (?:AT )?{_TIME}",
        rf"{_TIME},? (?:ON )?{_NUMERIC}",
        # YESTERDAY AT 2300 UTC
        rf"(?P<yesterday>YESTERDAY),? (?:AT )?{_TIME}",
        rf"{_TIME},? (?P<yesterday>YESTERDAY)",
        # 1226Z, 12:26 UTC; UTC 12:26, UTC: 1226
        _TIME,
        r"(?:UTC|GMT)(?: TIME)? ?[:=]? ?(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})(?![0-9])",
    )
)
"""The longer before the shorter, whose words they have."""


@dataclass(frozen=True, slots=True)
class TimeInPiece:
    """A time in a piece, by the place of its words. `at`: None: there is no such time."""

    start: int
    end: int
    at: datetime | None


def times_in(piece: str, *, now: datetime) -> Iterator[TimeInPiece]:
    """The times of a piece in capitals, in no order; none within another."""
    if not any(letter in piece for letter in _ZONES):
        return
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
    if parts.get("other"):
        return None
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    latest = now.astimezone(UTC) + AHEAD
    if parts.get("yesterday"):
        date = now.astimezone(UTC).date() - timedelta(days=1)
        return _made(date.year, date.month, date.day, hour, minute)
    if parts.get("first"):
        day, month = _by_numbers(parts)
    else:
        day = int(found) if (found := parts.get("day")) else None
        name, number = parts.get("month"), parts.get("number")
        month = _MONTHS.index(name[:3]) + 1 if name else int(number) if number else None
        if month is None:
            return day_and_time(hour, minute, now=now, day=day)
    if day is None or month is None:
        return None
    if year := parts.get("year"):
        at = _made(int(year) + (2000 if len(year) == 2 else 0), month, day, hour, minute)
        return at if at is not None and at <= latest else None
    for one in range(latest.year, latest.year - 9, -1):
        at = _made(one, month, day, hour, minute)
        if at is not None and at <= latest:
            return at
    return None


def _by_numbers(parts: dict[str, str | None]) -> tuple[int | None, int | None]:
    """Day and month of a date in numbers; None where both orders are possible. With stops the day
    comes first, as everywhere that writes them."""
    first, second = int(parts["first"] or 0), int(parts["second"] or 0)
    if parts["stroke"] == "." or first == second or first > 12:
        return first, second
    return (second, first) if second > 12 else (None, None)


def _made(year: int, month: int, day: int, hour: int, minute: int) -> datetime | None:
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None
