"""The text of an alert: the least that wakes somebody. Pure.

No position, no number of people, no name of a craft: it passes through networks and lies on
screens that nobody here knows. English alone so far.
"""

from dataclasses import dataclass
from typing import Final

from sar.alerts.words import AlertTurn

EXERCISE: Final = "EXERCISE. "


@dataclass(frozen=True, slots=True)
class AlertText:
    """The alert in one line for the subject, and whole, which stands alone."""

    subject: str
    body: str


def alert_text(
    *,
    asker: str,
    reference: str,
    number: str,
    exercise: bool,
    turn: AlertTurn,
    link: str = "",
    says: str = "",
) -> AlertText:
    """The alert of what `asker`, a centre, has asked under the reference. `number`: where it is
    called, if the directory has one; `link`: where one may answer; `says`: what it says instead."""
    first = EXERCISE if exercise else ""
    waits = "asks you" if turn is AlertTurn.ACKNOWLEDGE else "still waits for your answer"
    what = says or f"{asker} {waits}"
    subject = f"{first}SAR: {what}. {reference}"
    call = f"Call {number}." if number else f"Call {asker}."
    answer = f" Or answer here: {link}" if link else ""
    body = f"{first}SAR: {what}. Reference {reference}. {call}{answer}"
    return AlertText(subject, body)
