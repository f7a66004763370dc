"""The quota of requests below distress that one party may send to another, and that of offers for
its cases that it did not ask for; house figures.

Distress has none: there the limits of admission alone hold. Nor have centres that are only listed
or of one's own party: no desk of theirs rings. Work and exercises are counted apart.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

AWAITING_AT_MOST: Final = 20
"""Requests that wait for the addressed party's first answer, or offers for its decision."""
WITHIN_AT_MOST: Final = 30
"""Requests or offers that were sent to it within `WITHIN`, whatever became of them."""
WITHIN: Final = timedelta(hours=1)
UNTIL_ANSWERED: Final = timedelta(minutes=5)
"""Nobody knows when it answers: one tries again after so long."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One party's requests, or unasked offers, below distress to another, without the one to be
    sent. `awaiting`: those that wait for its first answer, or for its decision."""

    awaiting: int = 0
    sent_at: tuple[datetime, ...] = ()
    """The instants at which requests were sent, those within `WITHIN` at least."""


@dataclass(frozen=True, slots=True)
class FullQuota:
    """The limits that are reached (0: that one is not), and when to try again."""

    awaiting: int
    within: int
    try_again_in: timedelta

    def sentence(self, name: str) -> str:
        """The reason why the party of this name is sent nothing more for now."""
        reached = [
            f"{self.awaiting} wait for its first answer" if self.awaiting else "",
            f"{self.within} were sent within the hour" if self.within else "",
        ]
        said = " and ".join(part for part in reached if part)
        return f"{name} is sent no more of your requests below distress for now: {said}."

    def sentence_of_clearances(self, name: str) -> str:
        """The reason why the State of this name is asked for no more clearances for now."""
        return (
            f"{name} is asked for no more of your clearances below distress for now: {self.within}"
            " were asked for within the hour."
        )

    def sentence_of_offers(self, name: str) -> str:
        """The reason why the party of this name is made no more unasked offers for now."""
        reached = [
            f"{self.awaiting} wait for its decision" if self.awaiting else "",
            f"{self.within} were made within the hour" if self.within else "",
        ]
        said = " and ".join(part for part in reached if part)
        return f"{name} is made no more of your unasked offers below distress for now: {said}."


def full_quota(asked: Asked, *, now: datetime) -> FullQuota | None:
    """The limits that one more request would exceed; None: it may be sent."""
    recent = sorted(at for at in asked.sent_at if at > now - WITHIN)
    awaiting = asked.awaiting if asked.awaiting >= AWAITING_AT_MOST else 0
    within = len(recent) if len(recent) >= WITHIN_AT_MOST else 0
    waits = [UNTIL_ANSWERED] if awaiting else []
    if within:
        waits.append(recent[-WITHIN_AT_MOST] + WITHIN - now)
    return FullQuota(awaiting, within, max(waits)) if waits else None
