"""Views of incidents, full and coarse, from their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, assert_never
from uuid import UUID

from sar.alerts.presenting import alert_views, exhausted_at
from sar.alerts.rows import Alerting
from sar.geo.geojson import Point
from sar.incidents.alarm_keys import keys_of
from sar.incidents.alarm_rules import TAKEN_UP_WITHIN, is_taken_up
from sar.incidents.alarm_views import ActedView, CaseAlarmView, LeadUnreachedView, UnwrittenView
from sar.incidents.assessment_presenting import assessment_fields, help_fields
from sar.incidents.assessment_views import CalledPeopleView
from sar.incidents.case_people import outstanding_of, wish_to_suspend
from sar.incidents.centre_ref import CentreRef
from sar.incidents.coordination_presenting import (
    FartherCase,
    Linked,
    event_for,
    involved_for,
    links_for,
    office_fields,
    proposal_fields,
)
from sar.incidents.coordination_views import CoordinationView
from sar.incidents.datum import followed_until
from sar.incidents.ending_views import (
    AskedToCloseView,
    AskedToSuspendView,
    ClosedAsView,
    SuspensionView,
)
from sar.incidents.history_views import LogLineView, PhaseView, SitrepView
from sar.incidents.informing_views import InvolvedView, KeptFromView
from sar.incidents.models import CaseAlarm, Incident, LogLine, PhaseChange, Sitrep
from sar.incidents.newest_sheet import is_attended
from sar.incidents.next_call import next_call_at
from sar.incidents.people_presenting import people_fields
from sar.incidents.place_presenting import place_fields
from sar.incidents.place_views import CoastView, ReportedPositionView, ShipsAskedView
from sar.incidents.ship_inquiries import ask_at
from sar.incidents.views import CaseSourceView, CoarseIncidentView, IncidentView
from sar.incidents.words import AlarmCause, IncidentAccess, IncidentState

ALERTS_SHOWN: Final = 20
"""So many alerts of an alarm are shown, the newest: it may stand for days. The record has all."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An alarm of the case that still stands, and the party whose people are to take it up."""

    party: str
    view: CaseAlarmView

    def shown_to(self, reader: str, *, lead: str) -> bool:
        """Its own party; and the lead, which waits for a mission coordinator's word."""
        return reader == self.party or (reader == lead and self.view.cause is AlarmCause.SMC_SILENT)


def raised(row: CaseAlarm, alerting: Alerting | None) -> Raised:
    """The alarm as its readers see it, with the alerts to its centre's contacts. It is to be taken
    up again where one was alerted since."""
    alerts = alert_views(alerting)
    alerted = [one.at for one in alerts]
    return Raised(
        row.party_code,
        CaseAlarmView(
            id=row.id,
            cause=row.cause,
            centre_id=row.centre_id,
            at=row.at,
            due_at=row.at + TAKEN_UP_WITHIN,
            taken_up_at=row.taken_up_at if is_taken_up(row.taken_up_at, alerted) else None,
            alerts=alerts[-ALERTS_SHOWN:],
            contacts_exhausted_at=exhausted_at(alerting),
        ),
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a case besides its row."""

    involved: Sequence[InvolvedView] = ()
    proposals: Sequence[CoordinationView] = ()
    links: Sequence[Linked] = ()
    farther: Sequence[FartherCase] = ()
    alarms: Sequence[Raised] = ()
    positions_reported: int = 0
    latest: Sequence[ReportedPositionView] = ()
    centres: Mapping[UUID, CentreRef] = field(default_factory=dict)
    """The directory, as far as the case names it."""


def view_of(
    incident: Incident, parts: Parts, level: IncidentAccess, *, reader: str
) -> IncidentView | CoarseIncidentView:
    """The case as a reader with that access to it sees it."""
    match level:
        case IncidentAccess.INVOLVED:
            return full(incident, parts, reader=reader, call_back=True)
        case IncidentAccess.FULL:
            return full(incident, parts, reader=reader, call_back=False)
        case IncidentAccess.COARSE:
            return coarse(incident)
        case _:
            assert_never(level)


def full(incident: Incident, parts: Parts, *, reader: str, call_back: bool) -> IncidentView:
    """Everything but log lines; the call-back only for involved parties."""
    lead = incident.lead_party
    return IncidentView.of_row(
        incident,
        view="full",
        source=_source(incident, call_back=call_back),
        territory_of=incident.territory_of if reader == lead else None,
        kept_from=[KeptFromView(**one) for one in incident.kept_from] if call_back else [],
        **people_fields(incident, reader=reader, call_back=call_back),
        **assessment_fields(incident),
        **help_fields(incident, reader=reader, call_back=call_back),
        **place_fields(incident, call_back=call_back),
        **_clock_fields(incident, call_back=call_back),
        **_ending_fields(incident, reader=reader),
        **office_fields(incident, parts.centres),
        **proposal_fields(parts.proposals, reader=reader),
        involved=involved_for(reader, parts.involved, lead=lead),
        links=links_for(reader, parts.links, lead=lead),
        event=event_for(incident, parts.links, parts.farther, parts.centres, reader=reader),
        positions_reported=parts.positions_reported,
        latest_positions=list(parts.latest),
        acted=acted_by(reader, incident.acted) if call_back else [],
        alarms=alarms_for(reader, parts.alarms, lead=lead) if call_back else [],
    )


def _source(incident: Incident, *, call_back: bool) -> CaseSourceView:
    """The first reporter of the case, and how to call them for those who may."""
    source = incident.source
    return CaseSourceView(
        who=source["who"],
        call_back=source["call_back"] if call_back else None,
        channel=source["channel"],
        language=source["language"],
    )


def _clock_fields(incident: Incident, *, call_back: bool) -> dict[str, Any]:
    """The fields of all that is due, or has been for too long."""
    called = incident.called_people
    return {
        "unwritten": UnwrittenView(since=incident.unwritten["since"])
        if incident.unwritten and incident.unwritten["since"]
        else None,
        "lead_unreached": _lead_unreached(incident),
        "ships_asked": incident.ships_asked and ShipsAskedView(**incident.ships_asked),
        "ask_ships_at": ask_ships_at(incident),
        "coast": CoastView(**{k: v for k, v in incident.coast.items() if k != "told_at"})
        if incident.coast and not is_attended(incident) and outstanding_of(incident).most != 0
        else None,
        "called_people": CalledPeopleView(**called) if call_back and called else None,
        "next_call_at": next_call_of(incident) if call_back else None,
    }


def _ending_fields(incident: Incident, *, reader: str) -> dict[str, Any]:
    """The fields of suspending and closing the case, and of the wishes of one person to do so."""
    return {
        "suspension": incident.suspension and SuspensionView(**incident.suspension),
        "asked_to_suspend": _asked_to_suspend(incident),
        "asked_to_close": incident.asked_to_close and _asked_to_close(incident.asked_to_close),
        "closed_as_this": [
            _closed_as(word)
            for word in (incident.closed_as_this or [])
            if reader == incident.lead_party
        ],
    }


def _asked_to_close(word: Mapping[str, Any]) -> AskedToCloseView:
    return AskedToCloseView(
        id=word.get("id"),
        reason=word["reason"],
        outcome=word.get("outcome", ""),
        at=word["at"],
        second_due_at=word.get("second_due_at"),
        alone=word.get("alone", False),
    )


def _closed_as(word: Mapping[str, Any]) -> ClosedAsView:
    return ClosedAsView(
        id=word["id"],
        incident_id=word["case_id"],
        reference=word["name"],
        party=word["party"],
        reason=word["reason"],
        at=word["at"],
        second_due_at=word["second_due_at"],
        alone=word["alone"],
    )


def ask_ships_at(incident: Incident) -> datetime | None:
    """The instant at which ships, and those who follow ships, are to be asked about it next."""
    last = incident.ships_asked
    return ask_at(
        datetime.fromisoformat(last["at"]) if last else None,
        opened_at=incident.opened_at,
        known_until=_known_until(incident),
        is_worked_on=incident.state is not IncidentState.CLOSED,
        all_found=outstanding_of(incident).most == 0,
    )


def _known_until(incident: Incident) -> datetime | None:
    """The time until which the drift of its datum is followed; None: it has none."""
    if incident.datum is None or incident.datum_at is None:
        return None
    return followed_until(incident.datum_at)


def next_call_of(incident: Incident) -> datetime | None:
    """The time of the next call to the people in distress."""
    return next_call_at(
        incident.called_people,
        can_be_called=incident.state is not IncidentState.CLOSED
        and bool(incident.source["call_back"]),
        opened_at=incident.opened_at,
        all_found=outstanding_of(incident).most == 0,
    )


def _asked_to_suspend(incident: Incident) -> AskedToSuspendView | None:
    word = wish_to_suspend(incident)
    if word is None:
        return None
    return AskedToSuspendView(
        id=word["id"],
        ground=word["wish"]["ground"],
        reason=word["wish"]["reason"],
        at=word["at"],
        second_due_at=word["second_due_at"],
    )


def _lead_unreached(incident: Incident) -> LeadUnreachedView | None:
    if incident.lead_unreached is None:
        return None
    since = keys_of(incident, has_part=True).get(AlarmCause.LEAD_UNREACHED)
    return LeadUnreachedView(since=datetime.fromisoformat(since)) if since else None


def alarms_for(reader: str, rows: Sequence[Raised], *, lead: str) -> list[CaseAlarmView]:
    """The alarms that the reader's own centres are to take up, or that it waits for."""
    return [one.view for one in rows if one.shown_to(reader, lead=lead)]


def acted_by(party: str, lines: Sequence[Mapping[str, Any]]) -> list[ActedView]:
    """The decisions of the party's own watch officers."""
    return [
        ActedView(id=line["id"], decision=line["decision"], who=line["who"], at=line["at"])
        for line in lines
        if line["party"] == party
    ]


def coarse(incident: Incident) -> CoarseIncidentView:
    """Phase, situation, and the cell that has been shown since half an hour after the datum."""
    return CoarseIncidentView(
        id=incident.id,
        reference=incident.reference,
        exercise=incident.exercise,
        state=incident.state,
        situation=incident.situation,
        phase=incident.phase,
        cell=incident.cell and Point.of(incident.cell),
    )


def phase_change(row: PhaseChange, centres: Mapping[UUID, CentreRef]) -> PhaseView:
    """One classification."""
    return PhaseView.of_row(row, by_centre=centres[row.by_centre_id])


def log_line(row: LogLine, centres: Mapping[UUID, CentreRef]) -> LogLineView:
    """A line of the log."""
    return LogLineView.of_row(row, by_centre=centres[row.by_centre_id])


def sitrep(row: Sitrep, centres: Mapping[UUID, CentreRef], *, reader: str) -> SitrepView:
    """A situation report as a reader of the case's log reads it."""
    own = reader == row.party_code
    return SitrepView.of_row(
        row,
        centre=centres[row.centre_id],
        to=None if row.to_centre_id is None else centres[row.to_centre_id],
        by=row.by if own else None,
        text=row.text if own else None,
    )
