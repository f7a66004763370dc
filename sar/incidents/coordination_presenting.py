"""Views of the offices of a case and of its links to others, as far as a reader sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sar.incidents.access import kept_from
from sar.incidents.centre_ref import CentreRef
from sar.incidents.coordination_views import (
    CoordinationView,
    EventCaseView,
    EventView,
    HandoverView,
    LinkView,
    SmcByVoiceView,
)
from sar.incidents.handover_clock import ALL_WITHIN, RED_WITHIN, next_due_at
from sar.incidents.informing_views import InvolvedView
from sar.incidents.models import Coordination, Incident
from sar.incidents.one_event import one_coordinator
from sar.incidents.words import IncidentState, LinkState


@dataclass(frozen=True, slots=True)
class Linked:
    """A link to another case as its lead sees it, and the parties that see that case."""

    view: LinkView
    readers: frozenset[str]
    kept_from: frozenset[str]
    at: datetime
    smc_centre_id: UUID | None
    """The mission coordinator of the other case; None: it is closed."""

    def shown_to(self, reader: str, *, lead: str) -> bool:
        """Whether the reader of this case, which `lead` leads, reads of the link; one that the
        other case is kept from never does."""
        if reader in self.kept_from:
            return False
        return reader == lead or (self.view.state is LinkState.ACCEPTED and reader in self.readers)

    def named_for(self, reader: str) -> str:
        """The other case in a sentence for the reader, who reads of the link."""
        seen = self.view.reference if reader in self.readers else None
        return seen or f"a case of {self.view.party}"


@dataclass(frozen=True, slots=True)
class FartherCase:
    """Another case of the same event, linked over others, as `Linked`.

    `cut_off_from`: it is kept from these parties, or linked over cases alone that are.
    """

    case: Incident
    readers: frozenset[str]
    cut_off_from: frozenset[str]
    smc_centre_id: UUID | None

    def shown_to(self, reader: str, *, lead: str) -> bool:
        """Whether the reader of the nearer case, which `lead` leads, reads of it; one that it is
        cut off from never does."""
        return reader not in self.cut_off_from and (reader == lead or reader in self.readers)

    @property
    def kept_from(self) -> frozenset[str]:
        """The parties that are not to be told of it."""
        return kept_from(self.case)

    def named_for(self, reader: str) -> str:
        """The case in a sentence for the reader, who reads of it."""
        seen = self.case.reference if reader in self.readers else None
        return seen or f"a case of {self.case.lead_party}"


def office_fields(incident: Incident, centres: Mapping[UUID, CentreRef]) -> dict[str, Any]:
    """The fields of the lead of a case, its handover, and the centres to be called."""
    return {
        "lead": centres[incident.lead_centre_id],
        "smc_by_voice": incident.smc_by_voice and _by_voice(incident.smc_by_voice, centres),
        "handover": incident.handover and _handover(incident, incident.handover, centres),
        "suggested_lead": _suggested_lead(incident, centres),
        "to_be_called": [c for c in centres.values() if c.code in incident.still_to_be_called],
    }


def proposal_fields(proposals: Sequence[CoordinationView], *, reader: str) -> dict[str, Any]:
    """The fields of the proposals to take an office over: open ones, and answers."""
    return {
        "coordination": [_for(reader, one) for one in proposals if one.answered_at is None],
        "declined": [_for(reader, one) for one in proposals if one.answered_at is not None],
    }


def _by_voice(has: Mapping[str, Any], centres: Mapping[UUID, CentreRef]) -> SmcByVoiceView:
    centre = centres[UUID(has["centre_id"])]
    return SmcByVoiceView(centre=centre, **{k: v for k, v in has.items() if k != "centre_id"})


def _handover(
    incident: Incident, has: Mapping[str, Any], centres: Mapping[UUID, CentreRef]
) -> HandoverView:
    before = centres[UUID(has["from_centre_id"])]
    at = datetime.fromisoformat(has["at"])
    return HandoverView(
        at=at,
        from_centre=before,
        to_centre=centres[UUID(has["to_centre_id"])],
        by_voice=has["by_voice"],
        confirmed=has["confirmed"],
        first_due_at=at + RED_WITHIN,
        due_at=at + ALL_WITHIN,
        next_due_at=next_due_at(at, has["confirmed"]),
        calls=centres[incident.lead_centre_id] if before.listed else before,
    )


def involved_for(reader: str, rows: Sequence[InvolvedView], *, lead: str) -> list[InvolvedView]:
    """The parties involved; their reasons only for the lead, and of the reader itself."""
    if reader == lead:
        return list(rows)
    return [row if row.party == reader else row.model_copy(update={"why": None}) for row in rows]


def links_for(reader: str, links: Sequence[Linked], *, lead: str) -> list[LinkView]:
    """The links that the reader reads of; the other case is named to those who see it."""
    hidden = {"incident_id": None, "reference": None}
    return [
        link.view.model_copy(
            update=({} if reader in link.readers else hidden)
            | ({} if reader == lead else {"reason": ""})
        )
        for link in links
        if link.shown_to(reader, lead=lead)
    ]


def event_for(
    incident: Incident,
    links: Sequence[Linked],
    farther: Sequence[FartherCase],
    centres: Mapping[UUID, CentreRef],
    *,
    reader: str,
) -> EventView | None:
    """The cases linked with this one, as far as the reader reads of them."""
    lead = incident.lead_party
    linked = [
        link
        for link in links
        if link.view.state is LinkState.ACCEPTED and link.shown_to(reader, lead=lead)
    ]
    if not linked:
        return None
    closed = incident.state is IncidentState.CLOSED
    smc_id = None if closed else incident.smc_centre_id
    beyond = [case for case in farther if case.shown_to(reader, lead=lead)]
    one = one_coordinator(
        [smc_id, *(near.smc_centre_id for near in linked), *(far.smc_centre_id for far in beyond)]
    )
    own = EventCaseView(
        incident_id=incident.id,
        reference=incident.reference,
        party=lead,
        smc=smc_id and centres[smc_id],
    )
    return EventView(
        smc=one and centres[one],
        since=max(link.at for link in linked),
        cases=[
            own,
            *(_event_case(link, centres, reader=reader) for link in linked),
            *(_farther_case(case, centres, reader=reader) for case in beyond),
        ],
    )


def _event_case(link: Linked, centres: Mapping[UUID, CentreRef], *, reader: str) -> EventCaseView:
    sees = reader in link.readers
    return EventCaseView(
        incident_id=link.view.incident_id if sees else None,
        reference=link.view.reference if sees else None,
        party=link.view.party,
        smc=link.smc_centre_id and centres[link.smc_centre_id],
    )


def _farther_case(
    far: FartherCase, centres: Mapping[UUID, CentreRef], *, reader: str
) -> EventCaseView:
    sees = reader in far.readers
    return EventCaseView(
        incident_id=far.case.id if sees else None,
        reference=far.case.reference if sees else None,
        party=far.case.lead_party,
        smc=far.smc_centre_id and centres[far.smc_centre_id],
    )


def _suggested_lead(incident: Incident, centres: Mapping[UUID, CentreRef]) -> CentreRef | None:
    if incident.region_centre_id is None:
        return None
    region = centres[incident.region_centre_id]
    passed_over = {incident.lead_party} | kept_from(incident)
    return None if region.party in passed_over else region


def _for(reader: str, one: CoordinationView) -> CoordinationView:
    """The proposal without its alerts for third parties, and whom to ask next for who asks."""
    if reader == one.from_centre.party:
        return one
    others: dict[str, object] = {"ask_next": [], "ask_none": None}
    if reader != one.to_centre.party:
        others |= {"alerts": [], "contacts_exhausted_at": None}
    return one.model_copy(update=others)


def proposal(row: Coordination, centres: Mapping[UUID, CentreRef]) -> CoordinationView:
    """A proposal to take an office over."""
    asker, asked = centres[row.from_centre_id], centres[row.to_centre_id]
    return CoordinationView.of_row(
        row,
        from_centre=asker,
        to_centre=asked,
        answer_due_at=None,
        alerts=[],
        contacts_exhausted_at=None,
        ask_next=[],
        ask_none=None,
    )
