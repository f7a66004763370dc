"""The rule by which a watch officer acts as coordinator. A house rule.

Nothing waits for somebody who is not there: where no coordinator of the centre is present, a watch
officer's word on a case counts as a coordinator's, in any phase, and is marked. An act that takes
help away keeps its second person.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ActingBar(StrEnum):
    """The reasons why somebody does not act as coordinator."""

    NOT_WATCH_OFFICER = "not_watch_officer"
    NO_CASE = "no_case"
    NOT_IN_DISTRESS = "not_in_distress"
    """It would take a unit from a case in distress to one that is not."""
    NOT_ALLOWED = "not_allowed"
    COORDINATOR_SIGNED_IN = "coordinator_signed_in"


_SENTENCES: Final = {
    ActingBar.NOT_WATCH_OFFICER: "Only a watch officer of {centre} who is signed in acts as one.",
    ActingBar.NO_CASE: "A watch officer acts as one only about a case.",
    ActingBar.NOT_IN_DISTRESS: (
        "From a case in distress a watch officer diverts only to another that is in distress."
    ),
    ActingBar.NOT_ALLOWED: "Your party does not let watch officers act as one.",
    ActingBar.COORDINATOR_SIGNED_IN: "A coordinator of {centre} is present, and decides.",
}


@dataclass(frozen=True, slots=True)
class ActingFacts:
    """The facts on which it depends whether somebody acts as coordinator of a centre."""

    watch_officer: bool
    """A person with that role at the centre."""
    about_case: bool
    """Not so of a request for capacity building, which no case waits for."""
    leaves_distress: bool
    """It takes a unit from a case in distress to one that is not."""
    allowed: bool
    """By the setting of the party."""
    coordinator_signed_in: bool


def against_acting(facts: ActingFacts) -> list[ActingBar]:
    """Every reason why not; none: whoever decides acts as coordinator."""
    holds = {
        ActingBar.NOT_WATCH_OFFICER: not facts.watch_officer,
        ActingBar.NO_CASE: not facts.about_case,
        ActingBar.NOT_IN_DISTRESS: facts.leaves_distress,
        ActingBar.NOT_ALLOWED: not facts.allowed,
        ActingBar.COORDINATOR_SIGNED_IN: facts.coordinator_signed_in,
    }
    return [bar for bar, is_so in holds.items() if is_so]


def in_sentences(bars: list[ActingBar], *, centre: str) -> str:
    """The reasons, for people; the one signed in by function, never by name."""
    return " ".join(_SENTENCES[bar].format(centre=centre) for bar in bars)
