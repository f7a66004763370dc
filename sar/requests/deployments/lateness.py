"""Lateness foreseen: the word that the record is told of an expected time, with hysteresis.

A unit runs late once when the expected time passes the promise (or, without one, the time first
expected) by more than a margin, or passes the time by which it is needed; again only when it has
grown worse by as much. In between, the record is told of moves by more than ten minutes.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sar.requests.words import Lateness

LEAST_MARGIN: Final = timedelta(minutes=5)
MARGIN_OF_WHAT_IS_LEFT: Final = 0.1
"""House figures: small shifts far from the arrival are no news."""
MOVED: Final = timedelta(minutes=10)
"""A time that has moved by more than this is told to the record."""
SURELY: Final = timedelta(minutes=1)
"""In time again only when it is so by the minute that screens show."""


class Word(StrEnum):
    """The news that the record is told."""

    FIRST = "first"
    LATE = "late"
    IN_TIME = "in_time"
    MOVED = "moved"
    OVERDUE = "overdue"
    """It should have been there, and nobody has said that it is."""
    LOST = "lost"
    """No time is known any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTime:
    """The expected arrival of a deployment as far as the record has been told."""

    promised_at: datetime | None = None
    needed_at: datetime | None = None
    first_expected_at: datetime | None = None
    told_at: datetime | None = None
    late: Lateness | None = None
    late_told_at: datetime | None = None


def overdue_now(told: ToldTime, *, now: datetime) -> tuple[Word | None, ToldTime]:
    """The news in it that a unit should have been there, and the record's state after it."""
    needed = told.needed_at is not None and now > told.needed_at
    missed = Lateness.NEED if needed else Lateness.PROMISE
    after = replace(told, told_at=None, late=missed, late_told_at=now)
    known = told.told_at is None and told.late is missed
    return (None if known else Word.OVERDUE), after


def told_now(
    told: ToldTime, expected_at: datetime | None, *, now: datetime
) -> tuple[Word | None, ToldTime]:
    """The news in the expected time, if there is any, and the record's state after it.

    None: no time is known, and not because the unit is overdue (`overdue_now`).
    """
    if expected_at is None:
        lost = replace(told, told_at=None, late=None, late_told_at=None)
        known = told.told_at is None and told.late is None
        return (None if known else Word.LOST), lost
    after = replace(
        told,
        first_expected_at=told.first_expected_at or expected_at,
        told_at=expected_at,
    )
    late = _late(after, expected_at, now=now)
    if late is not None and (late is not told.late or _worse(told, expected_at, now=now)):
        word = Word.IN_TIME if _only_the_need_is_met(told.late, late) else Word.LATE
        return word, replace(after, late=late, late_told_at=expected_at)
    if late is None and told.late is not None:
        return Word.IN_TIME, replace(after, late=None, late_told_at=None)
    if told.told_at is None:
        return Word.FIRST, after
    if abs(expected_at - told.told_at) > MOVED:
        return Word.MOVED, after
    return None, told


def _late(told: ToldTime, expected_at: datetime, *, now: datetime) -> Lateness | None:
    """The time that is missed; what was missed before stays so until it is surely met."""
    if told.needed_at is not None:
        room = SURELY if told.late is Lateness.NEED else timedelta()
        if expected_at > told.needed_at - room:
            return Lateness.NEED
    due = told.promised_at or told.first_expected_at
    if due is None:
        return None
    room = timedelta() if told.late is not None else _margin(expected_at, now)
    return Lateness.PROMISE if expected_at > due + room else None


def _worse(told: ToldTime, expected_at: datetime, *, now: datetime) -> bool:
    before = told.late_told_at or told.told_at
    return before is not None and expected_at > before + _margin(expected_at, now)


def _margin(expected_at: datetime, now: datetime) -> timedelta:
    return max(LEAST_MARGIN, MARGIN_OF_WHAT_IS_LEFT * (expected_at - now))


def _only_the_need_is_met(before: Lateness | None, after: Lateness) -> bool:
    """Whether it is in time for the need again, and only the promise is still missed."""
    return before is Lateness.NEED and after is Lateness.PROMISE
