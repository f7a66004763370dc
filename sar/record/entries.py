"""Everything that can happen, as a closed set of past-tense facts with their English sentence."""

from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from sar.record.saying import STEPS, plain

Thing = Literal[
    "party",
    "centre",
    "agreement",
    "asset",
    "ship",
    "incident",
    "request",
    "offer",
    "deployment",
    "clearance",
]
"""What a party's picture is made of."""


class Fact(BaseModel):
    """Base of the facts. `id` is of the thing it is about, `about` what people call it.

    Fields hold only what everyone told may read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    thing: ClassVar[str]
    says: ClassVar[str]
    id: UUID | str
    about: str

    @property
    def type(self) -> str:
        """The fact's name, as readers see it."""
        return self.__class__.__name__

    @property
    def sentence(self) -> str:
        """What happened, in English, for logs and people."""
        return self.says.format(**self.spoken())

    def spoken(self) -> dict[str, Any]:
        """The fields as the sentence says them."""
        return self.model_dump(mode="json")


class PictureChanged(Fact):
    """What a reader is told that is not told the fact itself: only that its picture changed."""

    thing = "record"
    says = "The picture changed."


class RecordErased(Fact):
    thing, says = "record", "What was told in an entry ({what}, {said_at}) was erased: {reason}"
    what: str
    said_at: str
    reason: str


# parties


class PartyAdded(Fact):
    thing, says = "party", "{about} was added."


class PartyChanged(Fact):
    thing, says = "party", "The particulars of {about} were changed."


class PartyJoined(Fact):
    thing, says = "party", "{about} has joined."


class CentreAdded(Fact):
    thing, says = "centre", "{about} was added."


class CentreContactsChanged(Fact):
    thing, says = "centre", "The contacts of {about} were changed."


class CentreChanged(Fact):
    thing, says = "centre", "The languages or the time zone of {about} were changed."


class PersonAdded(Fact):
    thing, says = "person", "{about} was given an account."


class PersonDisabled(Fact):
    thing, says = "person", "The account of {about} was closed."


class PersonChanged(Fact):
    thing, says = "person", "{about} was given other roles."


class PasswordChanged(Fact):
    thing, says = "person", "The password of {about} was changed."


class KeyCreated(Fact):
    thing, says = "key", "The key {about} was created."


class KeyRevoked(Fact):
    thing, says = "key", "The key {about} was revoked."


# agreements


class AgreementFact(Fact):
    """About one version of an agreement; `parties` are all that it is between."""

    thing = "agreement"
    version: int
    parties: list[str]


class AgreementDrafted(AgreementFact):
    says = "Version {version} of {about} was drafted."


class AgreementProposed(AgreementFact):
    says = "Version {version} of {about} was proposed for signature."


class AgreementSigned(AgreementFact):
    says = "{party} signed version {version} of {about}."
    party: str


class AgreementEnteredIntoForce(AgreementFact):
    says = "Version {version} of {about} entered into force."


class AgreementSuspended(AgreementFact):
    says = "{party} suspended version {version} of {about}: {reason}"
    party: str
    reason: str


class AgreementResumed(AgreementFact):
    says = "{party} resumed version {version} of {about}."
    party: str


class AgreementEnded(AgreementFact):
    says = "Version {version} of {about} ended: {reason}"
    reason: str


class AgreementNoticeGiven(AgreementFact):
    says = "{party} gave notice that version {version} of {about} ends at {ends_at}: {reason}"
    party: str
    ends_at: str
    reason: str


class ConditionMet(Fact):
    """Told to the grantor: a clause that asks for a phase or situation shows the grantee what it
    grants, from now on. The incident is named only where the grantor sees it."""

    thing = "agreement"
    says = "{article} of {about} now applies for {grantee}: {phase}, {situation} ({case})."
    version: int
    article: str
    grantee: str
    phase: str
    situation: str
    lead: str | None
    incident_id: str | None
    case: str

    def spoken(self) -> dict[str, Any]:
        """The situation in words."""
        return {**super().spoken(), "situation": plain(self.situation)}


# assets


class AssetRegistered(Fact):
    thing, says = "asset", "{about} was registered."


class AssetsImported(Fact):
    """`id` is of the import; its assets are in the changes."""

    thing, says = "import", "{count} assets were imported."
    count: int


class AssetChanged(Fact):
    thing, says = "asset", "{about} was changed ({fields})."
    fields: str


class AssetRetired(Fact):
    thing, says = "asset", "{about} was retired."


class ReadinessChanged(Fact):
    thing, says = "asset", "{about} is {readiness}. {reason}"
    readiness: str
    reason: str = ""


class ShipReported(Fact):
    thing, says = "ship", "{about} was reported as a ship of opportunity."


# incidents


class IncidentFact(Fact):
    thing = "incident"


class IncidentOpened(IncidentFact):
    says = "{about} was opened: {title} ({phase})."
    title: str
    phase: str


class IncidentChanged(IncidentFact):
    says = "{about}: {fields} changed."
    fields: str


class PositionReported(IncidentFact):
    says = "{about}: a position was reported by {source}."
    source: str


class DatumSet(IncidentFact):
    says = "{about}: the working datum is {position} ±{uncertainty_nm} nm. {reason}"
    position: str
    uncertainty_nm: float
    reason: str = ""


class PhaseChanged(IncidentFact):
    says = "{about}: {was} became {phase}. {reason}"
    was: str
    phase: str
    reason: str = ""


class LogWritten(IncidentFact):
    says = "{about}: {text}"
    text: str


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


class CoordinationDeclined(IncidentFact):
    says = "{to_centre} declined to take over {about} as {office}: {reason}"
    office: str
    from_centre: str
    to_centre: str
    reason: str


class CoordinationWithdrawn(IncidentFact):
    says = (
        "{from_centre} withdrew its proposal that {to_centre} take over {about} as {office}."
        " {reason}"
    )
    office: str
    from_centre: str
    to_centre: str
    reason: str = ""


class LinkFact(IncidentFact):
    """Of two cases; one that not both leads see is not named."""

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
    says = "{about} was suspended: {reason}"
    reason: str


class IncidentClosed(IncidentFact):
    says = "{about} was closed: {reason}"
    reason: str


class IncidentReopened(IncidentFact):
    says = "{about} was reopened: {reason}"
    reason: str


# requests and offers


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
    says = "{centre} answered {about} by voice ({function}, {answer}): {said}"
    centre: str
    function: str
    answer: str
    said: str


class AcknowledgementOverdue(RequestFact):
    says = "{centre} has not acknowledged {about} in time: call it."
    centre: str


class AnswerOverdue(RequestFact):
    says = "{centre} has not answered {about} in time: call it."
    centre: str


class RequestClosed(RequestFact):
    says = "{about} was closed. {reason}"
    reason: str = ""


class RequestCancelled(RequestFact):
    says = "{about} was cancelled: {reason}"
    reason: str


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


class OfferExpired(OfferFact):
    says = "{party}'s offer for {about} expired."


# deployments


class ShipHailed(Fact):
    thing, says = "deployment", "{about} was hailed for {incident}."
    incident: str


class DeploymentStepped(Fact):
    """`about` is the asset's or ship's name."""

    thing, says = "deployment", "{about} {action} ({state}). {note}"
    action: str
    state: str
    aboard: int | None = None
    note: str = ""

    def spoken(self) -> dict[str, Any]:
        """The step and the state in words."""
        return {
            **super().spoken(),
            "action": STEPS.get(self.action, self.action),
            "state": plain(self.state),
        }


class PersonsTransferred(Fact):
    """`about` is the unit or ship they were aboard, `to` the one they are aboard now."""

    thing, says = "deployment", "{persons} persons went from {about} to {to}. {note}"
    to: str
    persons: int
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
    """`about` is the unit's name, `territory` the State that it enters, `party` its own."""

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
    says = "{territory} acknowledged that {about} of {party} is to enter."


class EntryGranted(ClearanceFact):
    says = "{territory} lets {about} of {party} enter{until}. {conditions}"
    until: str = ""
    conditions: str = ""


class EntryRefused(ClearanceFact):
    says = "{territory} does not let {about} of {party} enter: {reason}"
    reason: str


class EntryWithdrawn(ClearanceFact):
    says = "{party} took back that {about} is to enter {territory}. {reason}"
    reason: str = ""


class EntryAnsweredByVoice(ClearanceFact):
    says = "{territory} said of the entry of {about} by voice ({function}, {answer}): {said}"
    function: str
    answer: str
    said: str


class EntryAcknowledgementOverdue(ClearanceFact):
    says = "{centre} has not acknowledged in time that {about} is to enter {territory}: call it."
    centre: str


class EntryAnswerOverdue(ClearanceFact):
    says = "{centre} has not said in time whether {about} may enter {territory}: call it."
    centre: str


def all_facts() -> dict[str, type[Fact]]:
    """Every concrete fact by its name; the record holds nothing else."""

    def below(cls: type[Fact]) -> list[type[Fact]]:
        return [cls, *(leaf for sub in cls.__subclasses__() for leaf in below(sub))]

    return {cls.__name__: cls for cls in below(Fact) if "says" in cls.__dict__}
