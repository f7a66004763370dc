"""Facts of requests and their alarms, offers, deployments and clearances."""

from datetime import datetime
from typing import Any, Final

from sar.record.facts import Fact
from sar.record.step_words import plain, step_in_words


class RequestFact(Fact):
    thing = "request"


class RequestDrafted(RequestFact):
    says = "{about} was drafted."


class RequestOpened(RequestFact):
    says = "{about} was sent to {centres}."
    centres: str


class RequestAmended(RequestFact):
    says = "{about} was amended: {reason}"
    reason: str


class RequestAcknowledged(RequestFact):
    says = "{centre} acknowledged {about}."
    centre: str


class RequestDeclined(RequestFact):
    says = "{centre} declined {about}: {reason}"
    centre: str
    reason: str


class VoiceAnswerRecorded(RequestFact):
    says = "{centre} answered {about} by voice ({function}, {answer}{late}): {said}"
    centre: str
    function: str
    answer: str
    said: str
    late: str = ""


class VoiceAnswerClaimed(RequestFact):
    """Of a centre whose party has joined: it has not said so here. `claimed_by` and its centre
    wrote it."""

    says = (
        "Claimed by {claimed_by} ({claimed_by_centre}), not confirmed: {centre} answered {about}"
        " by voice ({function}, {answer}{late}): {said}"
    )
    centre: str
    function: str
    answer: str
    said: str
    late: str = ""
    claimed_by: str
    claimed_by_centre: str


class CallUnanswered(RequestFact):
    says = "{centre} was called about {about} at {tried_at}: no answer. {note}"
    centre: str
    tried_at: str
    note: str = ""


class CallNotNeeded(RequestFact):
    says = "{centre} need not be called about {about} any more. {note}"
    centre: str
    note: str = ""


class AcknowledgementOverdue(RequestFact):
    says = "{centre} has not acknowledged {about} in time: call it."
    centre: str


class AnswerHastened(RequestFact):
    says = "The case of {about} is in distress now. {awaited}"
    centre: str
    awaited: str


class AnswerOverdue(RequestFact):
    says = "{centre} has not answered {about} in time: call it."
    centre: str


class AlertSent(RequestFact):
    """`centre` is asked; `of_centre` has the contact, which is its `place`th."""

    says = (
        "An alert about {about} to {centre} was handed over: {way} to contact {place} of"
        " {of_centre}."
    )
    centre: str
    of_centre: str
    way: str
    place: int


class AlertFailed(AlertSent):
    says = (
        "An alert about {about} to {centre} failed: {way} to contact {place} of {of_centre},"
        " {reason}; again at {again}."
    )
    reason: str
    again: str


class AlertGivenUp(AlertSent):
    says = (
        "An alert about {about} to {centre} was given up: {way} to contact {place} of {of_centre},"
        " {reason}."
    )
    reason: str


class ContactsExhausted(RequestFact):
    says = "{centre} has not answered about {about}; of its contacts {tried} could be alerted."
    centre: str
    tried: int


class RequestClosed(RequestFact):
    says = "{about} was closed. {reason}"
    reason: str = ""


class RequestCancelled(RequestFact):
    says = "{about} was cancelled: {reason}"
    reason: str


class AlarmsSilenced(Fact):
    """`party` has silenced its alarms of what the party that it is about asks and leads."""

    thing = "muting"
    says = (
        "{party} silenced its alarms of requests and cases of {about} below distress until {until}:"
        " {reason}"
    )
    party: str
    until: str
    reason: str


class AlarmsRestored(Fact):
    thing, says = (
        "muting",
        "{party}'s alarms of requests and cases of {about} below distress ring again.",
    )
    party: str


class OfferFact(Fact):
    """`about` is what people call the request or incident offered for."""

    thing = "offer"
    party: str


class OfferMade(OfferFact):
    says = "{party} offered {items} for {about} ({state})."
    items: str
    state: str


class OfferConfirmed(OfferFact):
    says = "{party} confirmed its offer for {about}."


class OfferAccepted(OfferFact):
    says = "{party}'s offer for {about} was accepted: {items}."
    items: str
    fills_request: bool = False


class OfferDeclined(OfferFact):
    says = "{party}'s offer for {about} was declined: {reason}"
    reason: str


class OfferWithdrawn(OfferFact):
    says = "{party} withdrew its offer for {about}. {reason}"
    reason: str = ""


class OfferUndecided(OfferFact):
    says = "{minutes} on, nobody has accepted or declined {party}'s offer for {about}."
    minutes: int


class OfferExpired(OfferFact):
    says = "{party}'s offer for {about} expired."


class ShipHailed(Fact):
    """`by`: the party that hails it; earlier entries do not name it. The lead may be another, and
    reads it at once (SAR Convention, Annex 2.1.9)."""

    thing, says = "deployment", "{about} was hailed for {incident}{who}."
    incident: str
    by: str = ""
    lead: str = ""

    def spoken(self) -> dict[str, Any]:
        """The party that hailed it, and that the lead is told."""
        if not self.by:
            who = ""
        elif self.by == self.lead:
            who = f" by {self.by}"
        else:
            who = f" by {self.by}; {self.lead}, which leads, is told at once"
        return {**super().spoken(), "who": who}


class HailUnanswered(Fact):
    thing, says = (
        "deployment",
        "{about}: no answer {minutes} after it was hailed for {incident}. Nobody knows that"
        " it comes.",
    )
    incident: str
    minutes: int


class UnitSilent(Fact):
    """`at`: of its last position, as it is read."""

    thing, says = (
        "deployment",
        "{about} is silent: no position since {at}, nor any word in time. Call it.",
    )
    at: str


class CheckInOverdue(Fact):
    """`at`: of its last word, or when it set out, as it is read."""

    thing, says = "deployment", "{about} was not heard in time; last at {at}. Call it."
    at: str


class UnitHeardAgain(Fact):
    thing, says = "deployment", "{about} is silent no more."


class DeploymentStepped(Fact):
    """`about` is the asset's or ship's name; `persons` those of this step, `aboard` those after it;
    `happened_at`: when it was, where that is not when it was recorded."""

    thing, says = "deployment", "{about} {action} ({state}). {note}"
    action: str
    state: str
    persons: int | None = None
    aboard: int | None = None
    place: str = ""
    happened_at: datetime | None = None
    note: str = ""

    def spoken(self) -> dict[str, Any]:
        """The step and the state in words."""
        return {
            **super().spoken(),
            "action": step_in_words(
                self.action, persons=self.persons, aboard=self.aboard, place=self.place
            ),
            "state": plain(self.state),
        }


class ArrivalExpected(Fact):
    """`about` is the unit's name; `at`, `was`, `due`: as they are read, day and minute UTC."""

    thing, says = "deployment", "{about} is expected at the scene at {at}."
    at: str


class ArrivalMoved(ArrivalExpected):
    says = "{about} is expected at the scene at {at}, not at {was}."
    was: str


class ArrivalUnknown(Fact):
    thing, says = "deployment", "It is not known any more when {about} is at the scene."


class Overdue(Fact):
    thing = "deployment"
    says = "{about} is overdue: it was expected at the scene at {was}, and nobody has reported it."
    was: str


class RunsLate(ArrivalExpected):
    """`misses`: a promise, the time that was expected first, or the need's."""

    says = "{about} runs late: it is expected at the scene at {at}, after {due}, {misses}."
    misses: str
    due: str

    def spoken(self) -> dict[str, Any]:
        """The time that is missed in words."""
        return {**super().spoken(), "misses": _MISSED.get(self.misses, self.misses)}


_MISSED: Final = {
    "promise": "which was promised",
    "first": "which was expected first",
    "need": "by which it is needed",
}


class InTimeAgain(ArrivalExpected):
    says = "{about} is in time again: it is expected at the scene at {at}."


class PersonsTransferred(Fact):
    """`about` is the unit or ship they were aboard, `to` the one they are aboard now."""

    thing, says = "deployment", "{persons} persons went from {about} to {to}. {note}"
    to: str
    persons: int
    note: str = ""


class UncountedTransferred(Fact):
    """`about` is the unit or ship from which all living went, `to` the one they are aboard now."""

    thing, says = "deployment", "All living went from {about} to {to}, not counted. {note}"
    to: str
    note: str = ""


class DeadTransferred(Fact):
    """`about` is the unit or ship that had the dead, `to` the one that has them now."""

    thing, says = "deployment", "{dead} dead went from {about} to {to}. {note}"
    to: str
    dead: int
    note: str = ""


class DeploymentDiverted(Fact):
    thing, says = (
        "deployment",
        "{about} was diverted from {from_incident} to {to_incident}: {reason}",
    )
    from_incident: str
    to_incident: str
    reason: str


class ClearanceFact(Fact):
    """`about` is the unit's name, `territory` the State that is asked, `party` who asks it: the
    unit's own party, or of a hailed ship who directs it.

    No sentence says that the waters are that State's: they may be not determined.
    """

    thing = "clearance"
    party: str
    territory: str


class EntryAsked(ClearanceFact):
    says = "{party} asked {centre} ({territory}) that {about} may enter, for {reference}. {details}"
    centre: str
    reference: str
    details: str = ""


class EntryNotified(EntryAsked):
    says = "{party} notified {centre} ({territory}) that {about} enters, for {reference}. {details}"


class EntryAcknowledged(ClearanceFact):
    says = "{territory} acknowledged to {party} that {about} is to enter."


class EntryGranted(ClearanceFact):
    says = "{territory} answered {party} that {about} may enter{until}. {conditions}"
    until: str = ""
    conditions: str = ""


class EntryLapsed(ClearanceFact):
    says = (
        "The time is over until which {about} might enter by the answer of {territory} to {party}."
    )


class EntryRefused(ClearanceFact):
    says = "{territory} answered {party} that {about} may not enter: {reason}"
    reason: str


class EntryObjected(ClearanceFact):
    """By law it needs no leave: the objection stands beside that, and takes nothing away."""

    says = "{territory} answered {party} that it objects to the entry of {about}: {reason}"
    reason: str


class EntryWithdrawn(ClearanceFact):
    says = "{party} took back what it sent to {territory}: {about} is not to enter. {reason}"
    reason: str = ""


class EntryFellAway(ClearanceFact):
    says = (
        "{about} is not at work for {reference} any more: the clearance that {party} asked of"
        " {territory} has fallen away."
    )
    reference: str


class EntryAnsweredByVoice(ClearanceFact):
    says = (
        "{territory} said of the entry of {about} by voice ({function}, {answer}{until}{late}):"
        " {said}"
    )
    function: str
    answer: str
    said: str
    until: str = ""
    late: str = ""


class EntryAnswerClaimed(ClearanceFact):
    """Of a State that has joined: it has not said so here. `claimed_by` and its centre wrote it."""

    says = (
        "Claimed by {claimed_by} ({claimed_by_centre}), not confirmed: {territory} said of the"
        " entry of {about} by voice ({function}, {answer}{until}{late}): {said}"
    )
    function: str
    answer: str
    said: str
    until: str = ""
    late: str = ""
    claimed_by: str
    claimed_by_centre: str


class EntryCallUnanswered(ClearanceFact):
    says = "{territory} was called about the entry of {about} at {tried_at}: no answer. {note}"
    tried_at: str
    note: str = ""


class EntryCallNotNeeded(ClearanceFact):
    says = "{territory} need not be called about the entry of {about} any more. {note}"
    note: str = ""


class EntryAlertSent(ClearanceFact):
    """`centre` is asked; `of_centre` has the contact, which is its `place`th."""

    says = (
        "An alert about the entry of {about} to {centre} ({territory}) was handed over: {way} to"
        " contact {place} of {of_centre}."
    )
    centre: str
    of_centre: str
    way: str
    place: int


class EntryAlertFailed(EntryAlertSent):
    says = (
        "An alert about the entry of {about} to {centre} ({territory}) failed: {way} to contact"
        " {place} of {of_centre}, {reason}; again at {again}."
    )
    reason: str
    again: str


class EntryAlertGivenUp(EntryAlertSent):
    says = (
        "An alert about the entry of {about} to {centre} ({territory}) was given up: {way} to"
        " contact {place} of {of_centre}, {reason}."
    )
    reason: str


class EntryContactsExhausted(ClearanceFact):
    says = (
        "{centre} ({territory}) has not answered about the entry of {about}; of its contacts"
        " {tried} could be alerted."
    )
    centre: str
    tried: int


class EntryPhaseChanged(ClearanceFact):
    """`was`: the phase that it was asked in, or followed last; empty: none."""

    says = (
        "The case for which {about} is to enter, as {party} told {territory}, is in the {phase}"
        " phase now, and {territory} is told so; it was {was}. {awaited}"
    )
    was: str
    phase: str
    awaited: str = ""


class EntryAcknowledgementOverdue(ClearanceFact):
    says = "{centre} ({territory}) has not acknowledged in time that {about} is to enter: call it."
    centre: str


class EntryAnswerOverdue(ClearanceFact):
    says = "{centre} ({territory}) has not said in time whether {about} may enter: call it."
    centre: str
