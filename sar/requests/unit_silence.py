"""Signs that a unit at work owes: positions of its transmitter, and words of its crew (pure).

A unit whose transmitter is heard at the pace of its kind owes the next position, and no words. One
whose positions do not come at that pace owes a word, or a position that somebody writes down. Once
a time was set for its crew to be heard, it owes that in any case. It is silent for one reason at a
time: after its positions have stopped and no word came since, the word that is due too is no alarm
of its own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sar.assets.reporting_interval import ReportingInterval
from sar.requests.deployment_traits import TRAITS, is_active
from sar.requests.words import DeploymentState, Unheard

REFUELS_WITHIN: Final = timedelta(minutes=45)
"""House figure: a unit that takes fuel stands, and may have its transmitter off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSigns:
    """The last signs of a unit. `since`: it set out, or was tasked under way; `position_at`: its
    newest position that is believed, `before_at`: the one before; `heard_at`: the last word."""

    state: DeploymentState
    is_ship: bool
    since: datetime
    position_at: datetime | None
    before_at: datetime | None
    heard_at: datetime | None
    interval: ReportingInterval | None
    check_in: timedelta | None = None
    """The time set for its crew to be heard; None: none was."""


@dataclass(frozen=True, slots=True)
class NextSign:
    """The sign that a unit owes: by when, and the alarm that its absence is."""

    why: Unheard
    due_at: datetime


def is_followed(state: DeploymentState, *, is_ship: bool) -> bool:
    """Whether the unit is out for its work: from when it sets out until it is home, a ship of
    opportunity until she is released."""
    return is_active(state, ship=is_ship) and not TRAITS[state].waits


def is_tracked(signs: UnitSigns) -> bool:
    """Whether its transmitter is heard in this work, at the pace of its kind."""
    if signs.interval is None or signs.position_at is None or signs.before_at is None:
        return False
    gap, lead = signs.interval.position, signs.interval.voice
    return signs.position_at - signs.before_at <= gap and signs.position_at >= signs.since - lead


def next_sign(signs: UnitSigns) -> NextSign | None:
    """The sign that is due first; None: none is expected."""
    if signs.interval is None or not is_followed(signs.state, is_ship=signs.is_ship):
        return None
    owed = [_by_signs(signs, signs.interval)]
    if signs.check_in is not None:
        word_at = max(signs.since, signs.heard_at or signs.since)
        owed.append(NextSign(Unheard.CHECK_IN, word_at + _at_least(signs, signs.check_in)))
    return min(owed, key=lambda one: one.due_at)


def missing(signs: UnitSigns, *, now: datetime) -> NextSign | None:
    """The sign that is overdue, one at a time; None: nothing is. Positions that have stopped are
    the graver matter, whichever was due first."""
    if signs.interval is None or not is_followed(signs.state, is_ship=signs.is_ship):
        return None
    by_signs = _by_signs(signs, signs.interval)
    if now >= by_signs.due_at:
        return by_signs
    first = next_sign(signs)
    return first if first is not None and now >= first.due_at else None


def _by_signs(signs: UnitSigns, interval: ReportingInterval) -> NextSign:
    """The next position of one that is tracked, else the next sign of any kind. The newest sign
    decides: a word promises the next one within the time of words."""
    word_at = max(signs.since, signs.heard_at or signs.since)
    by_voice = signs.check_in or interval.voice
    if not is_tracked(signs):
        newest = max(word_at, signs.position_at or word_at)
        return NextSign(Unheard.CHECK_IN, newest + _at_least(signs, by_voice))
    position_at = signs.position_at or word_at
    if word_at > position_at:
        return NextSign(Unheard.SILENT, word_at + _at_least(signs, by_voice))
    return NextSign(Unheard.SILENT, position_at + _at_least(signs, interval.position))


def _at_least(signs: UnitSigns, interval: timedelta) -> timedelta:
    return max(interval, REFUELS_WITHIN) if TRAITS[signs.state].refuels else interval
