"""Silence about people in distress as an alarm: the rule of its clock (pure).

Off Pylos nobody wrote anything from 23:30 to 02:20, and the ship capsized at 02:04. Half an hour is
a house figure, serving SAR Convention, Annex 4.2.4 and 4.4. A line of the log, a position, a call,
a task or a decision of any party involved counts as written, as far as the lead may read it; what
the platform itself writes does not, and neither does looking.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

WRITTEN_WITHIN: Final = timedelta(minutes=30)
UNHEARD_AFTER: Final = timedelta(minutes=10)
"""So long after it rings at the lead, and nobody there has taken it up, the centres whose units are
at work hear of it: its watch has five minutes, and its first contact five more (house figure)."""
LOOKED: Final = frozenset({"ActingSeen", "CaseTakenUp", "PictureChanged"})
"""The facts that tell only that somebody has looked."""


@dataclass(frozen=True, slots=True)
class WritingLook:
    """The finding of a look at a case. `since`: nothing was written since then, for too long;
    `look_at`: when to look again; None: there is no need to."""

    since: datetime | None
    look_at: datetime | None


def looked(
    last_at: datetime, *, rings_since: datetime | None, awaited: bool, now: datetime
) -> WritingLook:
    """The look, where the last word was written then. `awaited`: people in distress wait for help;
    `rings_since`: it rings already, of nothing written since then."""
    if not awaited:
        return WritingLook(None, None)
    due_at = last_at + WRITTEN_WITHIN
    if now < due_at:
        return WritingLook(None, due_at)
    # Once more a minute later: a word that was being written meanwhile did not see that it rings.
    again = now + timedelta(minutes=1) if rings_since != last_at else None
    return WritingLook(last_at, again)
