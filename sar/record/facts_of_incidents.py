"""Facts of incidents: the case itself, its people, positions and links."""

from datetime import datetime

from sar.record.facts import Fact


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


class RegionsReached(IncidentFact):
    """By its drift, or as its area grows: nobody has told anything new of it."""

    says = (
        "{about}: it may have come to the region of {regions}, or drifts there within six hours."
        " {told}"
    )
    regions: str
    told: str


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


class PeopleCalled(IncidentFact):
    says = (
        "{about}: the people in distress were called at {called_at} ({function}). {outcome} Next"
        " call at {next_call}."
    )
    called_at: str
    function: str
    outcome: str
    next_call: str


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


class ShipsAsked(IncidentFact):
    says = "{about}: asked about it at {asked_at}: {whom}. {heard}"
    whom: str
    asked_at: str
    heard: str = ""


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
