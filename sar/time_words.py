"""Spans of time and instants in words, as the screens write them (`frontend/src/geo/format.ts`)
(pure).

| a span | is written |
|---|---|
| below an hour | `59 min` |
| below two days | `4 h 56 min`, `2 h` |
| longer | `6 d 17 h`, `3 d` |

A span is rounded to the nearest minute, from two days on to the nearest hour. An instant is
written to its minute, which is not rounded: `03 Nov 14:05Z`.
"""

from datetime import datetime
from typing import Final

_HOUR: Final = 60
_DAY: Final = 24
_DAYS_FROM: Final = 48 * _HOUR


def span_text(minutes: float) -> str:
    """A span in minutes as people read it; nothing is shorter than none."""
    whole = int(max(0.0, minutes) + 0.5)
    if whole < _HOUR:
        return f"{whole} min"
    if whole < _DAYS_FROM:
        return _parts(whole // _HOUR, "h", whole % _HOUR, "min")
    hours = int(whole / _HOUR + 0.5)
    return _parts(hours // _DAY, "d", hours % _DAY, "h")


def _parts(large: int, of_large: str, small: int, of_small: str) -> str:
    """Two units, the smaller one only where there are any of it."""
    return f"{large} {of_large} {small} {of_small}" if small else f"{large} {of_large}"


def to_the_minute(at: datetime) -> datetime:
    """The minute in which something was: clocks on the wall are read so, and times written so."""
    return at.replace(second=0, microsecond=0)


def minute_text(at: datetime) -> str:
    """The day and minute of an aware UTC instant, for a sentence."""
    return f"{at:%d %b %H:%MZ}"
