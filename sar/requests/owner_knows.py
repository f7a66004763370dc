"""Whether the owner of a unit knows that a case needs it, and has not said no (pure)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sar.requests.words import AnswerState


@dataclass(frozen=True, slots=True)
class CaseAnswers:
    """The answers so far of the parties that are asked for help in a case."""

    states: Mapping[str, Collection[AnswerState]] = field(default_factory=dict)
    """By party, the answers of its centres to the live requests of others."""
    offering: Collection[str] = ()
    """The parties of which an offer for the case waits to be decided."""


def owner_knows(party: str | None, answers: CaseAnswers) -> bool:
    """Whether the party has acknowledged what is asked of it, and has not declined.

    Its offer counts for as long as it waits to be decided. One that was accepted has its unit
    tasked: that stops the clock of the first able unit by itself, if it takes people aboard.
    """
    said = answers.states.get(party or "", ())
    return AnswerState.ACKNOWLEDGED in said or (
        AnswerState.OFFERED in said and party in answers.offering
    )
