"""Settling a distress report: a case is opened of it, it is of a case that stands, or it is no
distress."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.words import Phase, Situation
from sar.distress_reports import visible
from sar.distress_reports.models import DistressReport
from sar.distress_reports.recording import recording
from sar.distress_reports.schemas import DismissReportBody, JoinReportBody, OpenOfReportBody
from sar.distress_reports.signal_names import SOURCES, name_of
from sar.distress_reports.telling import read_in_thread
from sar.distress_reports.told_distress import NATURES, ToldCraft, ToldPlace, craft_of
from sar.distress_reports.words import HEARD, ReportMeans, ReportState, TextSource
from sar.errors import Conflict, Refusal
from sar.geo.geojson import Point
from sar.incidents import visible as incidents
from sar.incidents.lifecycle import cases
from sar.incidents.models import Incident
from sar.incidents.recording import RecordingOfCase, in_full, line_of, lines_for
from sar.incidents.scene import plotting
from sar.incidents.schemas import (
    CraftBody,
    OpenIncidentBody,
    PobBody,
    ReportPositionBody,
    SourceBody,
)
from sar.incidents.words import CaseAction
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.record.entries import DistressReportDismissed, DistressReportTaken
from sar.record.recording import FurtherFact, Recording
from sar.record.service import Actor

ERROR_NM = 0.1
"""Of a position that a transmitter tells by its own receiver of satellites (house figure)."""


async def open_case_of(
    db: AsyncSession, caller: Caller, report_id: UUID, body: OpenOfReportBody, *, now: datetime
) -> None:
    """Open a case in distress of it, led by the caller's centre; the centres concerned are told as
    of every case."""
    row = await waiting_report(db, caller, report_id)
    craft = await _told_craft(row)
    positions = _positions(row)
    told = OpenIncidentBody(
        id=body.id,
        title=_title(row, craft),
        situation=Situation.MARITIME,
        phase=Phase.DISTRESS,
        phase_reason=f"{_name(row)} was {_came(row)}.",
        source=SourceBody(who=_name(row), channel=_channel(row)),
        exercise=row.exercise,
        position=positions[0] if positions else None,
        craft=_craft(row, craft),
        pob=_pob(row, craft),
    )
    recording_case = _recording_with(row, caller, ReportState.OPENED)
    await cases.open_case(db, caller, told, recording_case=recording_case, now=now)
    await _report_others(db, caller, body.id, positions[1:], now=now)


async def _report_others(
    db: AsyncSession,
    caller: Caller,
    case: UUID,
    others: Sequence[ReportPositionBody],
    *,
    now: datetime,
) -> None:
    """Report the other places that the texts tell: one of two by Doppler may be the true one."""
    for one in others:
        await plotting.report_position(db, caller, case, one, now=now)


async def join_case(
    db: AsyncSession, caller: Caller, report_id: UUID, body: JoinReportBody, *, now: datetime
) -> None:
    """Say that it is of a case: its place is a reported position there, or, without one, a line of
    the log says that it is heard."""
    row = await waiting_report(db, caller, report_id)
    recording_case = _recording_with(row, caller, ReportState.JOINED)
    positions = _positions(row)
    if positions:
        await plotting.report_position(
            db, caller, body.incident_id, positions[0], recording_case=recording_case, now=now
        )
        await _report_others(db, caller, body.incident_id, positions[1:], now=now)
        return
    incident = await incidents.access_incident(db, caller, body.incident_id, lock=True)
    incidents.allow(caller, incident, CaseAction.REPORT_POSITION)
    async with recording_case(db, incident, by=caller.actor, now=now) as entry:
        said = f"{_name(row)} {_is_or_came(row)} without a position."
        db.add(line_of(incident, caller, said, now=now))
        first, *_ = lines_for(incident, [said], by=caller.actor)
        entry.record(first.fact, readers=in_full)


async def dismiss(
    db: AsyncSession, caller: Caller, report_id: UUID, body: DismissReportBody, *, now: datetime
) -> None:
    """Say that it is no distress. While it goes on it does not ring anew."""
    row = await waiting_report(db, caller, report_id)
    async with recording(db, row, by=caller.actor, exercise=row.exercise, now=now) as entry:
        _settle(row, ReportState.DISMISSED, caller, now=now)
        row.reason = body.reason
        fact = DistressReportDismissed(
            id=row.id,
            about=_name(row),
            centre=await _centre_of(db, caller),
            reason=body.reason,
        )
        entry.record(fact, readers=visible.readers_of(row))


async def waiting_report(db: AsyncSession, caller: Caller, report_id: UUID) -> DistressReport:
    """The report, locked; Conflict where somebody has settled it."""
    row = await visible.access_report(db, caller, report_id, lock=True)
    if row.state is not ReportState.WAITING:
        raise Conflict.of(
            Refusal("report_settled", "Somebody has said already what it is."), state=row.state
        )
    return row


def _recording_with(row: DistressReport, caller: Caller, state: ReportState) -> RecordingOfCase:
    """A recording of what is done with a case, and with it that the report is of that case."""

    @asynccontextmanager
    async def recording_both(
        db: AsyncSession, case: Incident, /, *, by: Actor, now: datetime
    ) -> AsyncIterator[Recording]:
        async with recording(db, row, case, by=by, exercise=case.exercise, now=now) as entry:
            yield entry
            _settle(row, state, caller, now=now)
            row.incident_id = case.id
            centre = await _centre_of(db, caller)
            fact = DistressReportTaken(id=row.id, about=_name(row), centre=centre)
            entry.further.append(FurtherFact(fact, by, visible.readers_of(row)))

    return recording_both


async def _centre_of(db: AsyncSession, caller: Caller) -> str:
    return (await directory.access_centre(db, caller.centre_id)).name


def _settle(row: DistressReport, state: ReportState, caller: Caller, *, now: datetime) -> None:
    row.state, row.settled_at, row.settled_by = state, now, caller.party


def _name(row: DistressReport) -> str:
    return name_of(row.means, row.sender)


def _title(row: DistressReport, craft: ToldCraft) -> str:
    """A title, without the name of the craft: that stands with the craft, where it can be
    erased."""
    if row.means is ReportMeans.AIS_MOB:
        return f"Man overboard, {_name(row)}"
    nature = None if craft.nature is None else NATURES.get(craft.nature)
    return f"{nature}, {_name(row)}" if nature else _name(row)


def _came(row: DistressReport) -> str:
    return "heard" if row.means in HEARD else "told"


def _is_or_came(row: DistressReport) -> str:
    return "is heard" if row.means in HEARD else "came"


def _channel(row: DistressReport) -> str:
    if row.means in HEARD:
        return f"AIS, receivers of {row.heard_party}"
    return f"{SOURCES[TextSource(row.heard_by)].capitalize()} to {row.heard_party}"


async def _told_craft(row: DistressReport) -> ToldCraft:
    """The craft and its people as the texts tell them, read once more as of when each came."""
    texts = [
        await read_in_thread(one["text"], now=datetime.fromisoformat(one["at"]))
        for one in row.texts
    ]
    return craft_of(texts)


def _craft(row: DistressReport, told: ToldCraft) -> CraftBody | None:
    """The ship whose own transponder it is, and what texts tell of it; a field of a form that no
    craft has is left out."""
    mmsi = row.sender if row.means is ReportMeans.AIS_SHIP else told.mmsi
    fields = {"name": told.name, "callsign": told.callsign, "mmsi": mmsi, "flag": told.flag}
    kept = {name: value for name, value in fields.items() if value and _is_of_craft(name, value)}
    return CraftBody.model_validate(kept) if kept else None


def _is_of_craft(field: str, value: str) -> bool:
    try:
        CraftBody.model_validate({field: value})
    except ValidationError:
        return False
    return True


def _pob(row: DistressReport, told: ToldCraft) -> PobBody:
    if told.persons is None:
        return PobBody()
    least, most = told.persons
    return PobBody(min=least, max=most, source=_name(row))


def _positions(row: DistressReport) -> list[ReportPositionBody]:
    """The places that it tells, the best first."""
    if row.point is None:
        return []
    if not row.positions:
        heard = ToldPlace(row.point, row.point_at, ERROR_NM, None, None)
        return [_position(row, heard)]
    return [_position(row, ToldPlace.of_kept(one)) for one in row.positions]


def _position(row: DistressReport, told: ToldPlace) -> ReportPositionBody:
    return ReportPositionBody(
        point=Point.of(told.place),
        at=told.at or row.point_at,
        error_nm=told.error_nm,
        source=_name(row),
        doppler=None if told.doppler is None else told.doppler.value,
        probability=told.probability,
    )
