"""The time of the next call to the people in distress, so that they know who is coming (pure).

SAR Convention, Annex 4.5.5: where possible they are told what is being done for them. They are
called again after half an hour (house figure), or when it was agreed with them. Nothing is written
of who they are: only when they were called, by which function, and what was agreed.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sar.incidents.texts.time_lines import time_of_day

CALLED_AGAIN_WITHIN: Final = timedelta(minutes=30)
LONGEST_AGREED: Final = timedelta(hours=6)
"""Nobody agrees with people in distress on more (house figure)."""

CalledPeople = Mapping[str, Any]
"""`{"at", "function", "reached", "agreed", "next_at"}`: the last call, all instants in ISO."""


def next_call_at(
    last: CalledPeople | None, *, can_be_called: bool, opened_at: datetime, all_found: bool
) -> datetime | None:
    """The time of the next call; None: nobody can be called, or needs to be any more.

    `can_be_called`: the case is worked on, and a number is known. Without a call yet the time runs
    from the report.
    """
    if all_found or not can_be_called:
        return None
    if last is None:
        return opened_at + CALLED_AGAIN_WITHIN
    return datetime.fromisoformat(last["next_at"])


def due_after_call(
    at: datetime,
    agreed_at: datetime | None,
    *,
    reached: bool,
    by_lead: bool,
    standing: CalledPeople | None,
) -> datetime:
    """The time of the next call after one: as agreed, else after half an hour; and so soon where
    they were not reached. Another party than the lead puts nothing off that was to come sooner."""
    usual = at + CALLED_AGAIN_WITHIN
    due = min(agreed_at or usual, at + LONGEST_AGREED) if reached else usual
    if by_lead or standing is None:
        return due
    due_before = datetime.fromisoformat(standing["next_at"])
    return min(due, due_before if due_before > at else usual)


def next_call_line(at: datetime, *, now: datetime) -> str:
    """As texts say it: `NEXT CALL 1330Z`, or that it is overdue."""
    overdue = " (OVERDUE)" if at <= now else ""
    return f"NEXT CALL {time_of_day(at, now=now)}{overdue}"
