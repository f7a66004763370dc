"""Facts of incidents: suspension, closing and reopening, and the list that is owed then."""

from datetime import datetime

from sar.record.facts_of_incidents import IncidentFact


class IncidentSuspended(IncidentFact):
    """`circumstances`: the ground, how many people are unaccounted for, the next look, and who was
    told."""

    says = "{about} was suspended: {reason}{circumstances}"
    reason: str
    circumstances: str = ""


class SuspendingAsked(IncidentFact):
    """`ground`: why now; `unaccounted`: how many people."""

    says = (
        "{about}: one person asks to suspend the search ({ground}; unaccounted for: {unaccounted})."
        " {reason} It goes on until a second says so too."
    )
    reason: str
    ground: str
    unaccounted: str


class SuspendingLapsed(IncidentFact):
    says = "{about}: nobody was the second to suspend it within {minutes}: it goes on."
    minutes: int


class CaseClosedAs(IncidentFact):
    """`other`: the case that goes on."""

    says = (
        "{about} was closed as the same as {other}: {reason} Both references stay; counts, clocks"
        " and units do not pass from the one to the other."
    )
    other: str
    reason: str


class ClosedAsSeconded(IncidentFact):
    says = "{about}: a second person ({function}) says too that {name} is the same case."
    function: str
    name: str


class ClosedAsAlone(IncidentFact):
    says = (
        "{about}: no second person came within {minutes}: that {name} is the same case"
        " stays one person's word alone."
    )
    minutes: int
    name: str


class ClosingLapsed(IncidentFact):
    says = (
        "{about}: nobody was the second to close it within {minutes}: it stays open, and"
        " the wish is to be renewed or withdrawn."
    )
    minutes: int


class ClosingWithdrawn(IncidentFact):
    says = "{about}: the wish to close it was withdrawn."


class LookedAgain(IncidentFact):
    says = "{about} was looked at and stays suspended: {reason} To be looked at again by {again}."
    reason: str
    again: str


class LookAgainDue(IncidentFact):
    says = "{about}: nobody has looked at the suspended search, which was due at {due}."
    due: str


class FoundByOthers(IncidentFact):
    """`by`: an authority, its vessel, or that they reached the shore; `entry`: by which id it is
    corrected; `counts`: alive and dead, never who they are."""

    says = "{about}: found by others ({by}): {counts}, {place}. Source: {source}."
    entry: str
    by: str
    counts: str
    place: str
    source: str
    happened_at: datetime


class FoundByOthersCorrected(IncidentFact):
    """`before`: as it had been told."""

    says = (
        "{about}: found by others, corrected ({by}): {counts}, {place}; told before: {before}."
        " {reason} Source: {source}."
    )
    entry: str
    by: str
    counts: str
    place: str
    before: str
    reason: str
    source: str
    happened_at: datetime


class LostListTaken(IncidentFact):
    """`counts`: of the missing and the dead, as they stood; never who they are."""

    says = (
        "{about}: {authority} ({function}) took the list of the missing and the dead at {time}, by"
        " {channel}: {counts}."
    )
    authority: str
    function: str
    channel: str
    time: str
    counts: str


class LostListOverdue(IncidentFact):
    says = (
        "{about}: {hours} hours after the search was suspended or ended no authority has taken the"
        " list of the missing and the dead: {counts}. {call}"
    )
    counts: str
    hours: int
    call: str


class IncidentClosed(IncidentFact):
    says = "{about} was closed: {reason}"
    reason: str


class IncidentReopened(IncidentFact):
    says = "{about} was reopened: {reason}"
    reason: str
