"""The text of an alert: the least that wakes somebody. Pure.

No position, no number of people, no name of a craft: it passes through networks and lies on
screens that nobody here knows. English first; another language follows it in e-mails alone, for
other ways are short.
"""

from dataclasses import dataclass
from typing import Final

from sar.alerts.words import AlertTurn
from sar.languages.phrasing import OtherWording
from sar.languages.words import Manner, Use, manner

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
    other: OtherWording | None = None,
) -> AlertText:
    """The alert of what `asker`, a centre, has asked under the reference, or of what `says` is the
    matter there. `number`: where it is called, if the directory has one; `link`: where one may
    answer; `other`: the language that follows the English, as far as it may be used."""
    first = EXERCISE if exercise else ""
    matter = f"{asker}{_matter(says, turn)}"
    subject = f"{first}SAR: {matter}. {reference}"
    call = f"Call {number}." if number else f"Call {asker}."
    answer = f" Or answer here: {link}" if link else ""
    body = f"{first}SAR: {matter}. Reference {reference}. {call}{answer}"
    if other is not None:
        whom = number or asker
        said = _in_other(
            other,
            asker=asker,
            reference=reference,
            whom=whom,
            exercise=exercise,
            turn=turn,
            link=link,
            says=says,
        )
        stands = manner(Use.TEXT, reviewed=not other.unreviewed, exercise=exercise)
        if stands is not Manner.ABSENT and not other.missing:
            body = f"{body}\n\n{said}"
    return AlertText(subject, body)


def _matter(says: str, turn: AlertTurn) -> str:
    again = turn is AlertTurn.ANSWER
    if says:
        return f": still {says}" if again else f": {says}"
    return " still waits for your answer" if again else " asks you"


def _in_other(
    words: OtherWording,
    *,
    asker: str,
    reference: str,
    whom: str,
    exercise: bool,
    turn: AlertTurn,
    link: str,
    says: str,
) -> str:
    """The alert in another language, that it is a translation first."""
    parts = [
        *([words.say("alert", "EXERCISE.")] if exercise else []),
        _waits_in_other(words, asker=asker, reference=reference, turn=turn, says=says),
        words.say("alert", "Call {number}.", number=whom),
        *([words.say("alert", "Or answer here: {link}", link=link)] if link else []),
    ]
    marks = [words.say("message", "TRANSLATION. THE ENGLISH TEXT PREVAILS.")]
    if words.unreviewed:
        marks.append(words.say("message", "NOT REVIEWED. FOR EXERCISES ONLY."))
    return "\n".join([" ".join(marks), " ".join(parts)])


def _waits_in_other(
    words: OtherWording, *, asker: str, reference: str, turn: AlertTurn, says: str
) -> str:
    again = turn is AlertTurn.ANSWER
    if says and again:
        return words.say(
            "alert",
            "SAR: {asker}: still {matter}. Reference {reference}.",
            asker=asker,
            matter=words.word(says),
            reference=reference,
        )
    if says:
        return words.say(
            "alert",
            "SAR: {asker}: {matter}. Reference {reference}.",
            asker=asker,
            matter=words.word(says),
            reference=reference,
        )
    if again:
        return words.say(
            "alert",
            "SAR: {asker} still waits for your answer. Reference {reference}.",
            asker=asker,
            reference=reference,
        )
    return words.say(
        "alert",
        "SAR: {asker} asks you. Reference {reference}.",
        asker=asker,
        reference=reference,
    )
