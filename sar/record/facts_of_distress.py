"""Facts of incidents: the assessment, help that comes or does not, and alarms."""

from datetime import datetime
from typing import Any, Final

from sar.record.facts_of_incidents import IncidentFact
from sar.record.step_words import plain


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


class CriteriaHeard(IncidentFact):
    """`party`: who heard it, beside the lead's sheet; `suggestion` and `phase`: words of their
    vocabularies. Nobody who told of the craft is named."""

    says = "{about}: {party} heard of it: {answers} {text}"
    party: str
    answers: str
    suggestion: str
    phase: str
    text: str


class AssessmentSeconded(IncidentFact):
    """`function`: of the second person."""

    says = "{about}: {function} was the second to say that the phase stays {phase}."
    function: str
    phase: str


class AssessedAlone(IncidentFact):
    says = (
        "{about}: that the phase stays {phase} is one person's word alone: nobody was the second"
        " within {minutes}."
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
        " second within {minutes}. The search goes on for the number before."
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
        " within {minutes}."
    )
    name: str
    minutes: int


class SendingAwayLapsed(IncidentFact):
    says = "{about}: {name} stays: nobody was the second to send it away within {minutes}."
    name: str
    minutes: int


class NobodyTasked(IncidentFact):
    says = "{about}: {minutes} after distress no unit or ship that takes people aboard is tasked."
    minutes: int


class SoonestUntasked(IncidentFact):
    """For the lead alone, as it sees the units. `whose`: the owner's name."""

    says = "{about}: the soonest to take people aboard is {name} ({whose}), in {minutes}."
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


class SuggestionUnanswered(IncidentFact):
    says = (
        "{about}: distress has been suggested for {minutes}. The phase is {phase}, and"
        " nobody has said why."
    )
    phase: str
    minutes: int


class NotAllHaveRoom(IncidentFact):
    """The number is told to the lead alone, as `NothingAsked`."""

    says = (
        "{about}: those tasked have no room for all of the people in distress, and not enough is"
        " asked for. {unknown}"
    )
    unknown: str = ""


class NothingAsked(IncidentFact):
    """The number of those for whom there is no room; the lead counts them. `may_come`: for so many
    of them there may be room in what is asked for or offered."""

    says = (
        "{about}: those tasked have no room for {lacking} of the people in distress, and {asked}"
        " {unknown}"
    )
    lacking: int
    may_come: int = 0
    unknown: str = ""

    def spoken(self) -> dict[str, Any]:
        """Whether anybody is asked at all."""
        if self.may_come:
            asked = f"what is asked for or offered may take {self.may_come} of them."
        else:
            asked = "nobody is asked for more."
        return {**super().spoken(), "asked": asked}


class HelpRefused(IncidentFact):
    """`duty`: what is owed to the people all the same."""

    says = "{about}: those aboard refuse help. Source: {source}. {duty}"
    source: str
    duty: str


class HelpWanted(IncidentFact):
    says = "{about}: those aboard do not refuse help any more. Source: {source}."
    source: str


class _OfAuthority(IncidentFact):
    """Base of what is told of another authority. `contact`: empty where the authority itself was
    not heard; `source`: who else says so; `others`: the further authorities that have it too."""

    name: str
    function: str
    contact: str
    heard: str = ""
    source: str = ""
    others: str = ""

    def spoken(self) -> dict[str, Any]:
        """The contact, the source and the others in words."""
        contact = f"Contact at {self.contact}." if self.contact else "Not confirmed by contact."
        return {**super().spoken(), "contact": contact, "more": _more(self, "also")}


def _more(fact: "_OfAuthority | OtherAuthorityLeft", still: str) -> str:
    """The source and the further authorities, where there are any."""
    source = f"Source: {fact.source}." if fact.source else ""
    others = f"With {fact.others} {still}." if fact.others else ""
    return " ".join(part for part in (others, source) if part)


class OtherAuthorityHasIt(_OfAuthority):
    """`heard`: what it said last; `unit`: the one that it has sent, where it is known."""

    says = "{about}: {name} ({function}) has it. {contact} {heard} {more}"
    unit: str = ""


class OtherAuthorityUnitGone(_OfAuthority):
    """`unit`: that of the other authority which does not come; `gone`: in which way."""

    says = "{about}: {unit} of {name} ({function}) {how}. {contact} {heard} {more}"
    unit: str
    gone: str

    def spoken(self) -> dict[str, Any]:
        """The way in words."""
        return {**super().spoken(), "how": _GONE.get(self.gone, self.gone)}


class OtherAuthorityUnitComes(_OfAuthority):
    """`unit`: that of the other authority which comes after all; `comes`: in which way."""

    says = "{about}: {unit} of {name} ({function}) {how}. {contact} {heard} {more}"
    unit: str
    comes: str

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
    """`heard`: why; `others`: the further authorities that have it still."""

    says = "{about}: {name} has it no more. {heard} {more}"
    name: str
    heard: str = ""
    source: str = ""
    others: str = ""

    def spoken(self) -> dict[str, Any]:
        """The source and the others in words."""
        return {**super().spoken(), "more": _more(self, "still")}


class ProgressUnknown(IncidentFact):
    says = "{about}: nothing was heard from {name} for {minutes}: ask it, and write it."
    name: str
    minutes: int


class AuthoritySilent(IncidentFact):
    """In distress. `confirmed`: it was heard from before; `tasked`: a unit or ship that takes
    people aboard is tasked here."""

    says = (
        "{about}: it is in distress, and {silence} for {minutes}. {coming} Call it, and"
        " write with whom and when."
    )
    name: str
    minutes: int
    confirmed: bool
    tasked: bool

    def spoken(self) -> dict[str, Any]:
        """The silence, and who may not be coming, in words."""
        return {
            **super().spoken(),
            "silence": f"nothing was heard from {self.name}"
            if self.confirmed
            else f"no contact has confirmed that {self.name} has it",
            "coming": "Its units may not be coming."
            if self.tasked
            else "Nobody's units may be coming.",
        }


class NothingWritten(IncidentFact):
    says = (
        "{about}: nobody has written anything for {minutes}, since {since}, and people in"
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


class LeadUnreached(IncidentFact):
    """For all who see the case in full. `matter`: what rang there first, in words."""

    says = (
        "Nobody at {centre}, which leads {about}, has answered ({matter}); of its contacts {tried}"
        " were alerted. Call it."
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
        "{about}: {who} acted as coordinator of {centre}, where none was present: {decision}."
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
