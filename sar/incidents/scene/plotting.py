"""The plot of a case: reported positions and the working datum."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.errors import Conflict, Malformed, Refusal
from sar.geo.geojson import Point
from sar.geo.position import format_ddm
from sar.incidents import visible
from sar.incidents.alarms.assessment_due import ask_again
from sar.incidents.alarms.suspended_news import follow_news
from sar.incidents.assessment_clock import AssessmentCause
from sar.incidents.change_schemas import SetDatumBody, VoyageBody
from sar.incidents.checks import check_past
from sar.incidents.datum import drifted
from sar.incidents.informing import occasions, regions
from sar.incidents.informing.regions import Informed
from sar.incidents.models import DatumChange, Incident, ReportedPosition
from sar.incidents.phases import COARSE_DELAY
from sar.incidents.recording import (
    RecordingOfCase,
    changed,
    in_full,
    lines_for,
    readers_of_fact,
    recording,
)
from sar.incidents.schemas import MOST_UNCERTAIN_NM, DriftBody, OpenIncidentBody, ReportPositionBody
from sar.incidents.voyage import LONGEST_NM, length_nm, turns
from sar.incidents.words import CaseAction, DatumSource, IncidentState
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.record.entries import DatumSet, PositionReported, VoyageTold
from sar.record.recording import Recording
from sar.time_words import minute_text

SHOW_CELL = "incidents.show_cell"
"""The job that shows coarse readers the cell of a datum that has become old enough."""


async def first_position(
    db: AsyncSession, caller: Caller, incident: Incident, body: OpenIncidentBody, *, now: datetime
) -> Informed:
    """The position given at opening: the first reported one, and the working datum."""
    assert body.position is not None  # noqa: S101 the caller has looked
    row = _reported(body.position, caller, incident.id, source=body.source.who, now=now)
    db.add(row)
    datum = SetDatumBody(
        point=body.position.point,
        at=row.at,
        uncertainty_nm=row.error_nm,
        drift=body.drift,
        reason=f"First position, reported by {row.source}.",
    )
    return await _plot(db, caller, incident, datum, now=now)


async def report_position(
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    body: ReportPositionBody,
    *,
    recording_case: RecordingOfCase = recording,
    now: datetime,
) -> None:
    """Add a position that somebody reports; the datum stays until the lead changes it. The centres
    whose regions it lies in are told at once. A position of a closed case tells nobody new of it:
    it stands red there, until the case is reopened. `recording_case` is of a layer above that draws
    more than the case."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.REPORT_POSITION)
    check_past("at", body.at, now=now)
    closed = incident.state is IncidentState.CLOSED
    readers = await readers_of_fact(db, incident)
    async with recording_case(db, incident, by=caller.actor, now=now) as entry:
        row = _reported(body, caller, incident.id, source=caller.centre, now=now)
        db.add(row)
        await ask_again(db, incident, AssessmentCause.POSITION, now=now)
        await follow_news(db, incident, now=now)
        incident.updated_at = now
        informed = regions.NOBODY
        if closed:
            incident.heard_after_close_at = now
        elif incident.datum is None or regions.is_told_of(incident):
            informed = await regions.inform(db, caller, incident, now=now)
        resync = informed.newcomers.parties
        entry.record(reported(incident, row), readers=readers, resync=resync)
        entry.further += lines_for(incident, informed.lines, by=caller.actor)


def reported(incident: Incident, row: ReportedPosition) -> PositionReported:
    """The fact that somebody has reported a position."""
    return PositionReported(
        id=incident.id,
        about=incident.reference,
        source=row.source,
        position=f"{format_ddm(row.point)} ±{row.error_nm:g} nm at {minute_text(row.at)}.",
        seen_at=row.at,
    )


def _reported(
    body: ReportPositionBody, caller: Caller, incident_id: UUID, *, source: str, now: datetime
) -> ReportedPosition:
    return ReportedPosition(
        id=body.id,
        incident_id=incident_id,
        point=body.point.to_latlon(),
        at=body.at or now,
        error_nm=body.error_nm,
        source=body.source or source,
        doppler=body.doppler,
        probability=body.probability,
        reported_at=now,
        by_party=caller.party,
    )


async def tell_voyage(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: VoyageBody, *, now: datetime
) -> None:
    """Write down the intended route; while there is no datum, the centres along it are told."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.SET_DATUM)
    check_past("left_at", body.left_at, now=now)
    told = {
        "last_port": body.last_port,
        "port_at": body.port_at and list(body.port_at.coordinates),
        "bound_for": body.bound_for,
        "way": [list(place) for place in body.way],
        "left_at": body.left_at and body.left_at.isoformat(),
        "source": body.source,
    }
    if length_nm(turns(told)) > LONGEST_NM:
        said = filled("is longer than {most} nm", most=f"{LONGEST_NM:,.0f}")
        raise Malformed.at("way", "route_too_long", said)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        incident.voyage = told
        informed = await regions.inform(db, caller, incident, now=now)
        changed(incident, now=now)
        along = "" if incident.datum else "There is no position: the centres along it are told."
        fact = VoyageTold(id=incident.id, about=incident.reference, told=along)
        entry.record(fact, readers=in_full, resync=informed.newcomers.parties)
        entry.further += lines_for(incident, informed.lines, by=caller.actor)


async def set_datum(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    body: SetDatumBody,
    within: AbstractAsyncContextManager[Recording],
    *,
    now: datetime,
) -> None:
    """Choose the working datum of the locked case; the centres whose regions it now touches are
    told. It is recorded `within` what the layer that knows the requests draws."""
    visible.allow(caller, incident, CaseAction.SET_DATUM)
    check_past("at", body.at, now=now)
    await _set(db, caller, incident, body, within, source=DatumSource.GIVEN, now=now)


async def set_present_place(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    within: AbstractAsyncContextManager[Recording],
    *,
    now: datetime,
) -> None:
    """Choose the place to which the datum has drifted as the working datum; its drift stays."""
    visible.allow(caller, incident, CaseAction.SET_DATUM)
    present = drifted(incident, now=now)
    if present.place is None or incident.datum_at is None:
        refusal = Refusal("no_datum", "The case has no datum yet that could have drifted.")
        raise Conflict.of(refusal, state=incident.state)
    if present.is_unknown:
        said = "Its drift is followed for a week only: nobody knows where it is by now."
        refusal = Refusal("drift_not_followed", said)
        raise Conflict.of(refusal, state=incident.state)
    body = SetDatumBody(
        point=Point.of(present.place),
        at=now,
        uncertainty_nm=min(round(present.uncertainty_nm, 2), MOST_UNCERTAIN_NM),
        drift=_drift_given(incident),
        reason=f"Carried along by its drift since {incident.datum_at:%H:%M}Z.",
    )
    await _set(db, caller, incident, body, within, source=DatumSource.DRIFT, now=now)


def _drift_given(incident: Incident) -> DriftBody | None:
    """The drift that the lead has given; None: it is as wind and current make it."""
    if incident.drift_course_deg is None or incident.drift_speed_kn is None:
        return None
    return DriftBody(course_deg=incident.drift_course_deg, speed_kn=incident.drift_speed_kn)


async def _set(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    body: SetDatumBody,
    within: AbstractAsyncContextManager[Recording],
    *,
    source: DatumSource,
    now: datetime,
) -> None:
    async with within as entry:
        informed = await _plot(db, caller, incident, body, source=source, now=now)
        changed(incident, now=now)
        await occasions.refresh(db, incident, now=now)
        fact = DatumSet(
            id=incident.id,
            about=incident.reference,
            position=format_ddm(body.point.to_latlon()),
            uncertainty_nm=body.uncertainty_nm,
            reason=body.reason,
        )
        entry.record(fact, readers=in_full, resync=informed.newcomers.parties)
        entry.further += lines_for(incident, informed.lines, by=caller.actor)


async def _plot(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    body: SetDatumBody,
    *,
    source: DatumSource = DatumSource.GIVEN,
    now: datetime,
) -> Informed:
    """Write the datum and its history, have its cell shown later, inform the regions."""
    row = DatumChange(
        incident_id=incident.id,
        point=body.point.to_latlon(),
        at=body.at or now,
        uncertainty_nm=body.uncertainty_nm,
        drift_course_deg=body.drift.course_deg if body.drift else None,
        drift_speed_kn=body.drift.speed_kn if body.drift else None,
        source=source,
        reason=body.reason,
        set_at=now,
        by_party=caller.party,
    )
    db.add(row)
    incident.datum, incident.datum_at = row.point, row.at
    incident.datum_uncertainty_nm = row.uncertainty_nm
    incident.drift_course_deg, incident.drift_speed_kn = row.drift_course_deg, row.drift_speed_kn
    await jobs.defer(db, SHOW_CELL, {"incident_id": str(incident.id)}, at=now + COARSE_DELAY)
    return await regions.inform(db, caller, incident, now=now)
