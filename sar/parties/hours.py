"""Hours of the day at which a contact is alerted. Pure."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

HOURS: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
"""Like `20:00-06:00`, in the centre's own time."""


def is_within(hours: str, time_zone: str, now: datetime) -> bool:
    """Whether the local time lies in the hours, which may reach over midnight; empty: always."""
    found = HOURS.fullmatch(hours)
    if found is None:
        return not hours
    begin, end = (time(int(found[n]), int(found[n + 1])) for n in (1, 3))
    local = now.astimezone(ZoneInfo(time_zone)).time()
    if begin == end:
        return True
    return begin <= local < end if begin < end else local >= begin or local < end


def begin_after(hours: str, time_zone: str, now: datetime) -> datetime | None:
    """The next instant at which the hours begin; None: they are no hours."""
    found = HOURS.fullmatch(hours)
    if found is None:
        return None
    zone, begin = ZoneInfo(time_zone), time(int(found[1]), int(found[2]))
    today = now.astimezone(zone).date()
    begins = (datetime.combine(today + timedelta(days=n), begin, zone) for n in (0, 1, 2))
    return next(at.astimezone(UTC) for at in begins if at > now)
