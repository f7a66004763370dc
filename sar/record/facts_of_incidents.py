"""Facts of incidents."""

from datetime import datetime
from typing import Any, Final

from sar.record.facts import Fact
from sar.record.step_words import plain


class IncidentFact(Fact):
    thing = "incident"


class IncidentOpened(IncidentFact):
    says = "{about} was opened: {title} ({phase})."
    title: str
    phase: str


class IncidentChanged(IncidentFact):
    """`told`: the new values as people read them, where they are not too long for a line."""

    says = "{about}: {fields} changed. {told}"
    fields: str
    told: str = ""


class OnBoardTold(IncidentFact):
    """`was` and `now`: the range as people read it."""

    says = "{about}: {now} are on board, not {was}. {reason} Source: {source}."
    was: str
    now: str
    reason: str = ""
    source: str = ""


class PositionReported(IncidentFact):
    """`position`: as people read it; `seen_at`: of when it is."""

    says = "{about}: a position was reported by {source}. {position}"
    source: str
    position: str = ""
    seen_at: datetime | None = None


class DatumSet(IncidentFact):
    says = "{about}: the working datum is {position} ±{uncertainty_nm} nm. {reason}"
    position: str
    uncertainty_nm: float
    reason: str = ""


class VoyageTold(IncidentFact):
    """The route itself stands on the case alone: it serves the search, and is erased with the
    source."""

    says = "{about}: the intended route of the craft was told. {told}"
    told: str = ""


class CaseKeptFrom(IncidentFact):
    says = "{about}: {party} is not to be told. {reason}"
    party: str
    reason: str


class CaseKeptFromNoMore(IncidentFact):
    says = "{about}: {party} may be told. {reason}"
    party: str
    reason: str


class PhaseChanged(IncidentFact):
    says = "{about}: {was} became {phase}. {reason}"
    was: str
    phase: str
    reason: str = ""


class DistressAssessed(IncidentFact):
    """`suggestion` and `phase`: words of their vocabularies; `made_by`: the criteria that made it.

    Nobody who told of the craft is named.
    """

    says = "{about} was assessed. {text} {answers} {kept}"
    suggestion: str
    made_by: list[str]
    phase: str
    text: str
    answers: str
    reason: str = ""

    def spoken(self) -> dict[str, Any]:
        """The reason, where the phase stays below the suggestion."""
        kept = f"The phase stays {self.phase}: {self.reason}" if self.reason else ""
        return {**super().spoken(), "kept": kept}


class AssessmentSeconded(IncidentFact):
    """`function`: of the second person."""

    says = "{about}: {function} was the second to say that the phase stays {phase}."
    function: str
    phase: str


class AssessedAlone(IncidentFact):
    says = (
        "{about}: that the phase stays {phase} is one person's word alone: nobody was the second"
        " within {minutes} minutes."
    )
    phase: str
    minutes: int


class UnitSentAway(IncidentFact):
    """By one person's word, while not all can be taken aboard by what is left."""

    says = "{about}: {name} is sent away ({doing}). {reason} {left}"
    name: str
    doing: str
    reason: str
    left: str


class RoomLeft(IncidentFact):
    """The room for people without a unit that is sent away; the lead counts them."""

    says = "{about}: {left}"
    left: str


class SendingAwayAsked(IncidentFact):
    """It waits for a second person of the party."""

    says = (
        "{about}: {name} is to be sent away ({doing}), once a second person says so. {reason}"
        " {left}"
    )
    name: str
    doing: str
    reason: str
    left: str


class FewerSeconded(IncidentFact):
    """`was` and `now`: the number on board as people read it; `function`: of the second person."""

    says = "{about}: {function} was the second to say that {now} were on board, not {was}."
    was: str
    now: str
    function: str


class FewerAlone(IncidentFact):
    says = (
        "{about}: that {now} were on board, not {was}, is one person's word alone: nobody was the"
        " second within {minutes} minutes. The search goes on for the number before."
    )
    was: str
    now: str
    minutes: int


class SentAwaySeconded(IncidentFact):
    """`function`: of the second person."""

    says = "{about}: {function} was the second to send {name} away."
    name: str
    function: str


class SentAwayAlone(IncidentFact):
    says = (
        "{about}: that {name} was sent away is one person's word alone: nobody was the second"
        " within {minutes} minutes."
    )
    name: str
    minutes: int


class SendingAwayLapsed(IncidentFact):
    says = "{about}: {name} stays: nobody was the second to send it away within {minutes} minutes."
    name: str
    minutes: int


class NobodyTasked(IncidentFact):
    says = (
        "{about}: {minutes} minutes after distress no unit or ship that takes people aboard is"
        " tasked."
    )
    minutes: int


class SoonestUntasked(IncidentFact):
    """For the lead alone, as it sees the units. `whose`: the owner's name."""

    says = "{about}: the soonest to take people aboard is {name} ({whose}), in {minutes} min."
    name: str
    whose: str
    minutes: int


class NoAbleUnit(IncidentFact):
    says = "{about}: no able unit. {reason}"
    reason: str


class AssessmentOverdue(IncidentFact):
    """`why`: what made it due."""

    says = "{about} was to be assessed at {due}, and nobody has."
    due: str
    why: str


class HelpRefused(IncidentFact):
    """`duty`: what is owed to the people all the same."""

    says = "{about}: those aboard refuse help. Source: {source}. {duty}"
    source: str
    duty: str


class HelpWanted(IncidentFact):
    says = "{about}: those aboard do not refuse help any more. Source: {source}."
    source: str


class OtherAuthorityHasIt(IncidentFact):
    """`heard`: what it said last; `unit`: the one that it has sent, where it is known."""

    says = "{about}: {name} ({function}) has it. Contact at {contact}. {heard}"
    name: str
    function: str
    unit: str = ""
    contact: str
    heard: str = ""


class OtherAuthorityUnitGone(IncidentFact):
    """`unit`: that of the other authority which does not come; `gone`: in which way."""

    says = "{about}: {unit} of {name} ({function}) {how}. Contact at {contact}. {heard}"
    name: str
    function: str
    unit: str
    gone: str
    contact: str
    heard: str = ""

    def spoken(self) -> dict[str, Any]:
        """The way in words."""
        return {**super().spoken(), "how": _GONE.get(self.gone, self.gone)}


class OtherAuthorityUnitComes(IncidentFact):
    """`unit`: that of the other authority which comes after all; `comes`: in which way."""

    says = "{about}: {unit} of {name} ({function}) {how}. Contact at {contact}. {heard}"
    name: str
    function: str
    unit: str
    comes: str
    contact: str
    heard: str = ""

    def spoken(self) -> dict[str, Any]:
        """The way in words."""
        return {**super().spoken(), "how": _COMES.get(self.comes, self.comes)}


_COMES: Final = {
    "back": "is back",
    "sails_again": "sails again",
    "another": "has set out in another's place",
}
_GONE: Final = {"turned_back": "turned back", "unable": "cannot come", "late": "is late"}


class OtherAuthorityLeft(IncidentFact):
    says = "{about}: {name} has it no more. {heard}"
    name: str
    heard: str = ""


class ProgressUnknown(IncidentFact):
    says = "{about}: nothing was heard from {name} for {minutes} minutes: ask it, and write it."
    name: str
    minutes: int


class SmcTakenByVoice(IncidentFact):
    """`function`: of who said it, `heard`: in which words, `time`: when."""

    says = (
        "{centre} took {about} over by voice as SAR mission coordinator at {time} ({function}):"
        " {heard}"
    )
    centre: str
    function: str
    heard: str
    time: str
    channel: str = ""


class HandoverConfirmed(IncidentFact):
    """`facts`: the words of `HandoverFact` that who leads now has heard, joined by commas."""

    says = "{about}: heard at the handover: {facts}."
    facts: str


class HandoverUnconfirmed(IncidentFact):
    """`centre`: who took over; `calls`: who calls it about the facts, or is called."""

    says = (
        "{about}: {minutes} minutes after the handover to {centre} these are not confirmed:"
        " {facts}. {calls} calls."
    )
    facts: str
    minutes: int
    centre: str
    calls: str


class PeopleCalled(IncidentFact):
    says = (
        "{about}: the people in distress were called at {called_at} ({function}). {outcome} Next"
        " call at {next_call}."
    )
    called_at: str
    function: str
    outcome: str
    next_call: str


class SmcHeard(IncidentFact):
    says = "{about}: {centre}, SAR mission coordinator, was heard at {time} ({function}): {heard}"
    centre: str
    function: str
    heard: str
    time: str


class SmcSilent(IncidentFact):
    says = (
        "{about}: nothing was heard for {minutes} minutes from {centre}, SAR mission coordinator."
        " Call it, and act as though nobody leads."
    )
    centre: str
    minutes: int


class SmcTakenBack(IncidentFact):
    says = "{lead} is SAR mission coordinator of {about} again, after {centre}. {reason}"
    centre: str
    lead: str
    reason: str


class LogWritten(IncidentFact):
    """`own`: kept to the party that wrote it; `happened_at`: when it was, where the writer told."""

    says = "{about}: {text}"
    text: str
    own: bool = False
    happened_at: datetime | None = None


class SitrepIssued(IncidentFact):
    """`to`: the addressed centre, or all concerned."""

    says = "{originator} issued SITREP No {number} on {about} to {to}."
    number: int
    originator: str
    to: str


class CoordinationProposed(IncidentFact):
    says = "{from_centre} proposed that {to_centre} take over {about} as {office}. {reason}"
    office: str
    from_centre: str
    to_centre: str
    reason: str = ""


class CoordinationAccepted(IncidentFact):
    says = "{to_centre} took over {about} from {from_centre} as {office}."
    office: str
    from_centre: str
    to_centre: str


class ProposalUnanswered(IncidentFact):
    """`holder`: the mission coordinator, who answers until somebody accepts."""

    says = (
        "{about}: {to_centre} has not answered within {minutes} minutes whether it takes over as"
        " {office}. Until it accepts, {holder} answers."
    )
    office: str
    from_centre: str
    to_centre: str
    holder: str
    minutes: int


class CoordinationDeclined(IncidentFact):
    says = "{to_centre} declined to take over {about} as {office}: {reason}"
    office: str
    from_centre: str
    to_centre: str
    reason: str


class NothingWritten(IncidentFact):
    says = (
        "{about}: nobody has written anything for {minutes} minutes, since {since}, and people in"
        " distress wait."
    )
    since: str
    minutes: int


class CoastNear(IncidentFact):
    """`land`: about when; `position` of `seen` is what it rests on."""

    says = (
        "{about}: it may reach land at about {land}, {way} from {position} at {seen}; it is time to"
        " act."
    )
    land: str
    position: str
    seen: str
    way: str


class TowTold(IncidentFact):
    """`aboard`: how many are aboard what is towed, in words; `hazard`: empty where nobody is."""

    says = (
        "{about}: it is under tow by {unit}, {aboard}. Reason: {reason} Source: {source}. {hazard}"
    )
    unit: str
    reason: str
    source: str
    aboard: str
    hazard: str = ""
    happened_at: datetime


class TowEnded(IncidentFact):
    says = "{about}: it is not under tow by {unit} any more. {reason} Source: {source}."
    unit: str
    reason: str
    source: str
    happened_at: datetime


class ShipsAsked(IncidentFact):
    says = "{about}: asked about it at {asked_at}: {whom}. {heard}"
    whom: str
    asked_at: str
    heard: str = ""


class ProposalAlertSent(IncidentFact):
    """`centre` is asked; `of_centre` has the contact, which is its `place`th."""

    says = (
        "An alert about {about} to {centre}, which is asked to be {office}, was handed over: {way}"
        " to contact {place} of {of_centre}."
    )
    centre: str
    office: str
    of_centre: str
    way: str
    place: int


class ProposalAlertFailed(ProposalAlertSent):
    says = (
        "An alert about {about} to {centre}, which is asked to be {office}, failed: {way} to"
        " contact {place} of {of_centre}, {reason}; again at {again}."
    )
    reason: str
    again: str


class ProposalAlertGivenUp(ProposalAlertSent):
    says = (
        "An alert about {about} to {centre}, which is asked to be {office}, was given up: {way} to"
        " contact {place} of {of_centre}, {reason}."
    )
    reason: str


class ProposalContactsExhausted(IncidentFact):
    says = (
        "{centre}, which is asked to be {office}, has not answered about {about}; of its contacts"
        " {tried} could be alerted."
    )
    centre: str
    office: str
    tried: int


class CoordinationWithdrawn(IncidentFact):
    says = (
        "{from_centre} withdrew its proposal that {to_centre} take over {about} as {office}."
        " {reason}"
    )
    office: str
    from_centre: str
    to_centre: str
    reason: str = ""


class CaseAlertSent(IncidentFact):
    """`centre` has not taken it up; `matter`: what, in words; `of_centre` has the contact, which is
    its `place`th."""

    says = (
        "An alert about {about} to {centre} ({matter}) was handed over: {way} to contact {place} of"
        " {of_centre}."
    )
    centre: str
    matter: str
    of_centre: str
    way: str
    place: int


class CaseAlertFailed(CaseAlertSent):
    says = (
        "An alert about {about} to {centre} ({matter}) failed: {way} to contact {place} of"
        " {of_centre}, {reason}; again at {again}."
    )
    reason: str
    again: str


class CaseAlertGivenUp(CaseAlertSent):
    says = (
        "An alert about {about} to {centre} ({matter}) was given up: {way} to contact {place} of"
        " {of_centre}, {reason}."
    )
    reason: str


class CaseContactsExhausted(IncidentFact):
    says = (
        "{centre} has not taken up what is the matter with {about} ({matter}); of its contacts"
        " {tried} could be alerted."
    )
    centre: str
    matter: str
    tried: int


class CaseTakenUp(IncidentFact):
    """For the own party alone. `who`: the login; `matter`: what was the matter, in words."""

    says = "{about}: {who} has taken it up at {centre} ({matter})."
    centre: str
    matter: str
    who: str


class ActedAsCoordinator(IncidentFact):
    """For the own party alone. `who`: the watch officer's login."""

    says = (
        "{about}: {who} acted as coordinator of {centre}, where none was signed in: {decision}."
        " A coordinator is to look at it."
    )
    decision: str
    centre: str
    who: str

    def spoken(self) -> dict[str, Any]:
        """The decision in words."""
        return {**super().spoken(), "decision": plain(self.decision)}


class ActingSeen(IncidentFact):
    """For the own party alone."""

    says = "{about}: {who} looked at what a watch officer had decided as coordinator ({count})."
    count: int
    who: str


class LinkFact(IncidentFact):
    """A fact of two cases; one that not both leads see is not named."""

    other: str
    by: str
    reason: str = ""


class LinkProposed(LinkFact):
    says = "{by} proposed that {about} and {other} are one event. {reason}"


class IncidentLinked(LinkFact):
    says = "{about} and {other} were linked as one event."


class LinkDeclined(LinkFact):
    says = "{by} declined that {about} and {other} are one event: {reason}"


class LinkWithdrawn(LinkFact):
    says = "{by} took back that {about} and {other} are one event: {reason}"


class IncidentUnlinked(LinkFact):
    says = "{by} took the link of {about} and {other} apart: {reason}"


class IncidentSuspended(IncidentFact):
    """`circumstances`: the ground, how many people are unaccounted for, the next look at it."""

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
    says = "{about}: nobody was the second to suspend it within {minutes} minutes: it goes on."
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
        "{about}: no second person came within {minutes} minutes: that {name} is the same case"
        " stays one person's word alone."
    )
    minutes: int
    name: str


class ClosingLapsed(IncidentFact):
    says = (
        "{about}: nobody was the second to close it within {minutes} minutes: it stays open, and"
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
