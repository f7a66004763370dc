"""Times in signals, and ages (pure)."""

from datetime import UTC, datetime
from typing import Final

from sar.languages.phrasing import ENGLISH, Wording

_MONTHS: Final = (
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
)  # fmt: skip


def date_time_group(at: datetime) -> str:
    """Zulu date-time group: `111226Z OCT 26`."""
    utc = at.astimezone(UTC)
    return f"{utc:%d%H%M}Z {_MONTHS[utc.month - 1]} {utc:%y}"


def time_of_day(at: datetime, *, now: datetime) -> str:
    """Zulu time as people say it: `1226Z`, with the day where that is another: `121226Z`."""
    utc, today = at.astimezone(UTC), now.astimezone(UTC)
    return f"{utc:%H%M}Z" if utc.date() == today.date() else f"{utc:%d%H%M}Z"


def age(at: datetime, *, now: datetime, words: Wording = ENGLISH) -> str:
    """The age of an instant: `52 MIN`, `4 H 5 MIN`, `3 DAYS`; empty below a minute."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return ""
    if minutes < 60:
        return words.say("lines", "{minutes} MIN", minutes=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        if not rest:
            return words.say("lines", "{hours} H", hours=hours)
        return words.say("lines", "{hours} H {minutes} MIN", hours=hours, minutes=rest)
    return words.say("lines", "{days} DAYS", days=hours // 24)
