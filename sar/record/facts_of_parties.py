"""Facts of parties and people, their agreements and assets, and ships of opportunity."""

from typing import Any

from sar.geo.declared import LimitKind, words_of
from sar.record.facts import Fact
from sar.record.step_words import plain


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


class CentreRetired(Fact):
    thing, says = "centre", "{about} was retired: it takes no more requests."


class CentreRestored(Fact):
    thing, says = "centre", "{about} serves again."


class LimitFact(Fact):
    """`about` is its name, `kind` what it limits."""

    thing = "limit"
    party: str
    kind: LimitKind

    def spoken(self) -> dict[str, Any]:
        """The kind in words."""
        return {**super().spoken(), "kind": words_of(self.kind)}


class LimitDeclared(LimitFact):
    says = "{party} declared its {kind} {about} ({deposit}, {deposited_on})."
    deposit: str
    deposited_on: str


class LimitWithdrawn(LimitFact):
    says = "{party} withdrew its {kind} {about}: {reason}"
    reason: str


class FuelPointFact(Fact):
    """`about` is its name, `party` whose it is."""

    thing = "fuel_point"
    party: str


class FuelPointAdded(FuelPointFact):
    says = "{party} gives fuel at {about}."


class FuelPointChanged(FuelPointFact):
    """`fields` are joined by commas."""

    says = "{party} changed what it says of its fuel point {about} ({fields})."
    fields: str


class FuelPointWithdrawn(FuelPointFact):
    says = "{party} gives no fuel at {about} any more: {reason}"
    reason: str


class FocalPointNamed(Fact):
    thing = "party"
    says = "{about} has named its focal point for the missing and the dead: {office}."
    office: str


class EntryAuthorityNamed(Fact):
    """`numbers`: as they are tried, joined by semicolons; empty where there is none any more."""

    thing = "party"
    says = "{about} designates for requests for entry, beside its centres: {function}. {numbers}"
    function: str
    numbers: str


class AssistanceEntryStated(Fact):
    """`civil`, `state`, `military`: what it asks of vessels of that service, or `nothing_said`."""

    thing = "party"
    says = (
        "{about} asks of vessels that enter its territorial sea to assist people whose position is"
        " known: civil, {civil}; of a State, {state}; military, {military} ({source}, {dated_on})."
    )
    civil: str
    state: str
    military: str
    source: str
    dated_on: str
    note: str

    def spoken(self) -> dict[str, Any]:
        """As a sentence says it."""
        said = {
            name: _ASKS.get(one := getattr(self, name), one)
            for name in ("civil", "state", "military")
        }
        return {**super().spoken(), **said}


_ASKS = {"notice": "a notice", "request": "a request", "nothing_said": "nothing said"}


class AssistanceEntryWithdrawn(Fact):
    thing = "party"
    says = (
        "{about} has withdrawn what it said of vessels that enter its territorial sea to assist:"
        " {reason}"
    )
    reason: str


class LimitsComplete(Fact):
    thing = "party"
    says = "The declared limits of {about} {are} all there are, it says."
    complete: bool

    def spoken(self) -> dict[str, Any]:
        """As a sentence says it."""
        return {**super().spoken(), "are": "are" if self.complete else "are not"}


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


class AgreementFact(Fact):
    """About one version of an agreement; `parties` are all that it is between."""

    thing = "agreement"
    version: int
    parties: list[str]


class AgreementDrafted(AgreementFact):
    says = "Version {version} of {about} was drafted."


class AgreementProposed(AgreementFact):
    says = "Version {version} of {about} was proposed: each party confirms it."


class ClausesConflict(AgreementFact):
    """Told to one party, by its own agreements alone: `count` clauses of others, in force or
    confirmed, speak of the same and differ; the first of them are `named`."""

    says = "Version {version} of {about} conflicts in {count} {points}: {named}."
    count: int
    named: str

    def spoken(self) -> dict[str, Any]:
        """One point, or several."""
        return {**super().spoken(), "points": "point" if self.count == 1 else "points"}


class ClausesNotCompared(AgreementFact):
    """Told to one party: `count` clauses of its other agreements are more than are compared at
    once; people compare them, or look for conflicts anew when there are fewer."""

    says = (
        "Version {version} of {about} was not compared with {count} more {clauses} of your other"
        " agreements: whether they conflict is not known."
    )
    count: int

    def spoken(self) -> dict[str, Any]:
        """One clause, or several."""
        return {**super().spoken(), "clauses": "clause" if self.count == 1 else "clauses"}


class AgreementSigned(AgreementFact):
    """No signature of a treaty (VCLT 7, 12): a party's word that the fields render its text."""

    says = "{party} confirmed version {version} of {about}."
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


class SharingSuspended(AgreementFact):
    """One party suspends its own grants by the version; those of others go on."""

    says = "{party} suspends what it grants by {about}, version {version}, from {from_at}: {reason}"
    party: str
    from_at: str
    reason: str


class SharingResumed(AgreementFact):
    says = "{party} grants again what it had suspended by {about}, version {version}."
    party: str


class AgreementEnded(AgreementFact):
    says = "Version {version} of {about} ended: {reason}"
    reason: str


class AgreementNoticeGiven(AgreementFact):
    """A party ends its part; `whole`: fewer than two take part then, so that the version ends."""

    says = "{party} gave notice that {what} of {about} ends at {ends_at}: {reason}"
    party: str
    ends_at: str
    reason: str
    whole: bool = True

    def spoken(self) -> dict[str, Any]:
        """The fields, with what ends."""
        what = f"version {self.version}"
        return {**super().spoken(), "what": what if self.whole else f"its part in {what}"}


class AgreementNoticeTakenBack(AgreementFact):
    says = "{party} took back its notice to end version {version} of {about}."
    party: str


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


class AssetRegistered(Fact):
    thing, says = "asset", "{about} was registered."


class OwnTypeFact(Fact):
    """`about` is its code."""

    thing = "asset_type"
    name: str


class AssetTypeAdded(OwnTypeFact):
    says = "The type {about}, {name}, was added."


class AssetTypeRefined(OwnTypeFact):
    says = "The type {about}, {name}, was refined."


class AssetTypeWithdrawn(OwnTypeFact):
    says = "The type {about}, {name}, was withdrawn."


class OwnCapabilityFact(Fact):
    """`about` is its code."""

    thing = "capability"
    name: str


class CapabilityAdded(OwnCapabilityFact):
    says = "The capability {about}, {name}, was added."


class CapabilityRefined(OwnCapabilityFact):
    says = "The capability {about}, {name}, was refined."


class CapabilityWithdrawn(OwnCapabilityFact):
    says = "The capability {about}, {name}, was withdrawn."


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


class PositionBelieved(Fact):
    """For the own party alone. `of_at`: the instant of the position."""

    thing, says = "asset", "The doubted position of {about} of {of_at} is believed. {reason}"
    of_at: str
    reason: str


class PositionDisbelieved(Fact):
    """For the own party alone. `of_at`: the instant of the position."""

    thing, says = "asset", "The position of {about} of {of_at} is not believed. {reason}"
    of_at: str
    reason: str


class ShipReported(Fact):
    thing, says = "ship", "{about} was reported as a ship of opportunity."


class ShipDoubted(Fact):
    thing, says = "ship", "{about} is doubted. {reason}"
    reason: str


class ShipDoubtEnded(Fact):
    thing, says = "ship", "{about} is no longer doubted by {party}. {reason}"
    party: str
    reason: str


class ShipWithdrawn(Fact):
    thing, says = "ship", "{about} was withdrawn as a ship of opportunity. {reason}"
    reason: str


class WatchTakenOver(Fact):
    """For the own party alone. `read_to`: its own number of the last entry that was read."""

    thing = "watch"
    says = "{name} took over the watch of {about}{before}, having read to entry {read_to}. {note}"
    name: str
    from_whom: str
    note: str
    read_to: int

    def spoken(self) -> dict[str, Any]:
        """The fields, with who had the watch before, where that was said."""
        before = f" from {self.from_whom}" if self.from_whom else ""
        return {**super().spoken(), "before": before}


class WatchActsSet(Fact):
    """For the own party alone."""

    thing = "party"
    says = "Watch officers of {about} {act} as coordinator where none is present."
    allowed: bool

    def spoken(self) -> dict[str, Any]:
        """As a sentence says it."""
        return {**super().spoken(), "act": "act" if self.allowed else "do not act"}
