"""The times by which a case is to be assessed again, or another entry is awaited (pure).

All are house figures. They serve SAR Convention, Annex 4.2.4 (the phase is set at once) and 4.4.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sar.agreements.words import Phase

AGAIN_AFTER: Final[Mapping[Phase, timedelta | None]] = {
    Phase.UNCERTAINTY: timedelta(minutes=60),
    Phase.ALERT: timedelta(minutes=30),
    Phase.DISTRESS: None,
}
"""After an assessment; a case in distress is worked on, not assessed."""
FIRST_AFTER: Final = timedelta(minutes=5)
"""After a case was opened below distress."""
RINGS_AFTER: Final = timedelta(minutes=5)
"""So long after an assessment is due it rings, and the record is told: ten minutes after a report
that opened a case below distress, five after a suggestion that nobody has followed or answered."""
PROGRESS_WITHIN: Final = timedelta(minutes=60)
"""News of a case that another authority has taken over."""
CONFIRMED_WITHIN: Final = timedelta(minutes=15)
"""In distress: contact with each authority that has it, with whom and when, after the last one. It
serves SAR Convention, Annex 2.1.1, and is as long as a request for help waits for its answer."""


class AssessmentCause(StrEnum):
    """The reasons for which an assessment is due."""

    OPENED = "opened"
    INTERVAL = "interval"
    PHASE_SET = "phase_set"
    REOPENED = "reopened"
    POSITION = "position"
    PEOPLE = "people"
    WEATHER = "weather"
    HELP_GONE = "help_gone"
    HELP_REFUSED = "help_refused"
    OTHER_AUTHORITY = "other_authority"
    TOW = "tow"
    """It is under tow with people aboard."""
    CRITERIA = "criteria"
    """Somebody heard something of a criterion."""
    UNIT_LEFT = "unit_left"
    """No unit is alongside any more."""


def is_assessed(phase: Phase, *, is_open: bool, attended: bool) -> bool:
    """Whether the case is to be assessed again: not in distress, nor with a unit alongside."""
    return is_open and not attended and AGAIN_AFTER[phase] is not None


def due_after(phase: Phase, *, at: datetime) -> datetime | None:
    """The instant at which it is due again after an assessment; None in distress."""
    after = AGAIN_AFTER[phase]
    return None if after is None else at + after
