"""The clock of the facts that are handed over with a case (pure).

House figures: from the acceptance on each of the four red facts is confirmed in three minutes, all
in ten. Nothing waits for it; what is not confirmed in time the old holder calls about.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sar.incidents.words import HandoverFact

RED: Final = (
    HandoverFact.PHASE,
    HandoverFact.POSITION,
    HandoverFact.ON_BOARD,
    HandoverFact.CRAFT,
)
"""The four that come first, and are red until they are confirmed."""

RED_WITHIN: Final = timedelta(minutes=3)
ALL_WITHIN: Final = timedelta(minutes=10)


def due_at(fact: HandoverFact, handed_over_at: datetime) -> datetime:
    """The latest time to confirm one fact."""
    return handed_over_at + (RED_WITHIN if fact in RED else ALL_WITHIN)


def next_due_at(handed_over_at: datetime, confirmed: Collection[HandoverFact]) -> datetime | None:
    """The first of the times that run, over or not; None: every fact is confirmed."""
    waiting = [fact for fact in HandoverFact if fact not in confirmed]
    return min((due_at(fact, handed_over_at) for fact in waiting), default=None)


def limit_over(handed_over_at: datetime, *, now: datetime) -> timedelta | None:
    """The last of the two limits that is over."""
    past = now - handed_over_at
    return max((limit for limit in (RED_WITHIN, ALL_WITHIN) if limit <= past), default=None)


def overdue(
    handed_over_at: datetime, confirmed: Collection[HandoverFact], *, now: datetime
) -> list[HandoverFact]:
    """The facts that should have been confirmed by now, the red ones first."""
    return [
        fact
        for fact in HandoverFact
        if fact not in confirmed and due_at(fact, handed_over_at) <= now
    ]
