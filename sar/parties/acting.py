"""The rule by which a watch officer acts as coordinator. A house rule.

In distress nothing waits for somebody who is not there: where no coordinator of the centre is
signed in, a watch officer's word counts as a coordinator's, and is marked.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ActingBar(StrEnum):
    """The reasons why somebody does not act as coordinator."""

    NOT_WATCH_OFFICER = "not_watch_officer"
    NOT_IN_DISTRESS = "not_in_distress"
    NOT_ALLOWED = "not_allowed"
    COORDINATOR_SIGNED_IN = "coordinator_signed_in"


_SENTENCES: Final = {
    ActingBar.NOT_WATCH_OFFICER: "Only a watch officer of {centre} who is signed in acts as one.",
    ActingBar.NOT_IN_DISTRESS: (
        "A watch officer acts as one only in open cases in distress, or where that is suggested."
    ),
    ActingBar.NOT_ALLOWED: "Your party does not let watch officers act as one.",
    ActingBar.COORDINATOR_SIGNED_IN: "A coordinator of {centre} is signed in, and decides.",
}


@dataclass(frozen=True, slots=True)
class ActingFacts:
    """The facts on which it depends whether somebody acts as coordinator of a centre."""

    watch_officer: bool
    """A person with that role at the centre."""
    distress: bool
    """The decision is about an open case in the distress phase, or for which that is suggested."""
    allowed: bool
    """By the setting of the party."""
    coordinator_signed_in: bool


def against_acting(facts: ActingFacts) -> list[ActingBar]:
    """Every reason why not; none: whoever decides acts as coordinator."""
    holds = {
        ActingBar.NOT_WATCH_OFFICER: not facts.watch_officer,
        ActingBar.NOT_IN_DISTRESS: not facts.distress,
        ActingBar.NOT_ALLOWED: not facts.allowed,
        ActingBar.COORDINATOR_SIGNED_IN: facts.coordinator_signed_in,
    }
    return [bar for bar, is_so in holds.items() if is_so]


def in_sentences(bars: list[ActingBar], *, centre: str) -> str:
    """The reasons, for people; the one signed in by function, never by name."""
    return " ".join(_SENTENCES[bar].format(centre=centre) for bar in bars)
