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
    """The alert of what `asker`, a centre, has asked under the reference, or of what `says` is the
    matter there. `number`: where it is called, if the directory has one; `link`: where one may
    answer."""
    first = EXERCISE if exercise else ""
    matter = f"{asker}{_matter(says, turn)}"
    subject = f"{first}SAR: {matter}. {reference}"
    call = f"Call {number}." if number else f"Call {asker}."
    answer = f" Or answer here: {link}" if link else ""
    body = f"{first}SAR: {matter}. Reference {reference}. {call}{answer}"
    return AlertText(subject, body)


def _matter(says: str, turn: AlertTurn) -> str:
    again = turn is AlertTurn.ANSWER
    if says:
        return f": still {says}" if again else f": {says}"
    return " still waits for your answer" if again else " asks you"
