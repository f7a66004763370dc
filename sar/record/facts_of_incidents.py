"""Facts of incidents."""

from datetime import datetime
from typing import Any

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
    says = "{about} was suspended: {reason}"
    reason: str


class IncidentClosed(IncidentFact):
    says = "{about} was closed: {reason}"
    reason: str


class IncidentReopened(IncidentFact):
    says = "{about} was reopened: {reason}"
    reason: str
