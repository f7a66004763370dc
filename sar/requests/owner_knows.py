"""Owners of units who know that a case needs them, and have not said no (pure)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sar.requests.words import AnswerState


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """The answer so far of one centre to one live request of a case."""

    state: AnswerState
    for_people: bool
    """The request asks for units that take people aboard."""
    due_at: datetime | None
    """The instant at which its answer is due; None: no clock runs."""


@dataclass(frozen=True, slots=True)
class CaseAnswers:
    """The answers so far of the parties that are asked for help in a case."""

    by_party: Mapping[str, Sequence[CaseAnswer]] = field(default_factory=dict)
    """The answers of their centres to the live requests of others."""
    offering: Collection[str] = ()
    """The parties whose offer for the case, of a unit that takes people, waits to be decided."""

    @property
    def asked_for_people(self) -> set[str]:
        """The parties that are asked for units that take people aboard."""
        return {
            party
            for party, answers in self.by_party.items()
            if any(one.for_people for one in answers)
        }


def owner_knows(party: str | None, answers: CaseAnswers, *, now: datetime) -> bool:
    """Whether the party has acknowledged a request for units that take people aboard, and its
    answer is not due yet; an acknowledgement of anything else is none of this need.

    Its offer counts for as long as it waits to be decided. One that was accepted has its unit
    tasked: that stops the clock of the first able unit by itself, if it takes people aboard.
    """
    said = [one for one in answers.by_party.get(party or "", ()) if one.for_people]
    return any(_promises(one, now) for one in said) or (
        party in answers.offering and any(one.state is AnswerState.OFFERED for one in said)
    )


def anybody_knows(answers: CaseAnswers, *, now: datetime) -> bool:
    """Whether any party does: whoever owns the soonest unit may be it."""
    return any(owner_knows(party, answers, now=now) for party in answers.by_party)


def known_until(party: str | None, answers: CaseAnswers, *, now: datetime) -> datetime | None:
    """The instant at which the last acknowledgement that counts for the party counts no more; None:
    no such instant is known."""
    ends = [
        one.due_at
        for one in answers.by_party.get(party or "", ())
        if one.for_people and _promises(one, now) and one.due_at is not None
    ]
    return max(ends, default=None)


def _promises(one: CaseAnswer, now: datetime) -> bool:
    """Whether its word stands: it has acknowledged, and its answer is not overdue."""
    if one.state is not AnswerState.ACKNOWLEDGED:
        return False
    return one.due_at is None or now < one.due_at
