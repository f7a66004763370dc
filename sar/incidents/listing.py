"""Lists of cases, and a case's log, positions and history, as a party may read them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.words import Phase
from sar.assets.schemas import At
from sar.assets.visible import Box, box_of
from sar.geo.columns import within_box
from sar.incidents import presenting, visible
from sar.incidents.access import CaseReader
from sar.incidents.models import (
    Coordination,
    DatumChange,
    Incident,
    LogLine,
    PhaseChange,
    ReportedPosition,
)
from sar.incidents.views import HistoryView, LogLineView, ReportedPositionView, SeenIncident
from sar.incidents.words import IncidentAccess, IncidentState
from sar.wire import Listing, cursor_of, read_cursor


class IncidentList(Listing):
    """The query of a list of cases."""

    state: IncidentState | None = None
    phase: Phase | None = None
    bbox: str | None = Field(None, max_length=200, description="west,south,east,north")
    updated_since: At | None = None


async def page(
    db: AsyncSession, party: str, wanted: IncidentList, *, now: datetime
) -> tuple[list[SeenIncident], str | None]:
    """The cases that the party sees, newest first, and the cursor of the next page.

    Coarse readers' filters look at the coarse view alone, so that no box finds the datum out.
    """
    box = box_of(wanted.bbox)
    reader = CaseReader(db, party, now)
    theirs = visible.involving(party)
    aware = await _aware(reader)
    full = [i.id for i, level in aware if level is IncidentAccess.FULL]
    coarse = [
        i.id for i, level in aware if level is IncidentAccess.COARSE and _fits(i, wanted, box)
    ]
    query = (
        select(Incident)
        .where(
            or_(
                and_(
                    or_(col(Incident.id).in_(theirs), col(Incident.id).in_(full)),
                    *_narrowed(wanted, box),
                ),
                col(Incident.id).in_(coarse),
            )
        )
        .order_by(col(Incident.opened_at).desc(), col(Incident.id).desc())
        .limit(wanted.limit + 1)
    )
    if wanted.state is not None:
        query = query.where(col(Incident.state) == wanted.state)
    if wanted.phase is not None:
        query = query.where(col(Incident.phase) == wanted.phase)
    if (after := read_cursor(wanted.cursor, _instant_and_id)) is not None:
        query = query.where(tuple_(col(Incident.opened_at), col(Incident.id)) < tuple_(*after))
    rows = list((await db.execute(query)).scalars())
    shown = rows[: wanted.limit]
    level_of = {incident.id: level for incident, level in aware}
    seen = await visible.views_for(
        reader, [(i, level_of.get(i.id, IncidentAccess.INVOLVED)) for i in shown]
    )
    more = len(rows) > wanted.limit
    return seen, _cursor(shown[-1].opened_at, shown[-1].id) if more else None


def _narrowed(wanted: IncidentList, box: Box | None) -> list[ColumnElement[bool]]:
    conditions = []
    if box is not None:
        conditions.append(within_box(Incident.datum, *box))
    if wanted.updated_since is not None:
        conditions.append(col(Incident.updated_at) >= wanted.updated_since)
    return conditions


async def _aware(reader: CaseReader) -> list[tuple[Incident, IncidentAccess]]:
    """The cases that the reader is not involved in and has some awareness of."""
    leads = {party for term in await reader.sharing() for party in term.parties} - {reader.party}
    if not leads:
        return []
    others = await reader.db.execute(
        select(Incident).where(
            col(Incident.state) != IncidentState.CLOSED,
            col(Incident.lead_party).in_(leads),
            col(Incident.id).not_in(visible.involving(reader.party)),
        )
    )
    access = [(i, await reader.access_to(i, involved=False)) for i in others.scalars()]
    return [(incident, level) for incident, level in access if level is not None]


def _fits(incident: Incident, wanted: IncidentList, box: Box | None) -> bool:
    if wanted.updated_since is not None and incident.coarse_updated_at < wanted.updated_since:
        return False
    return box is None or (incident.cell is not None and box.holds(incident.cell))


async def log_page(
    db: AsyncSession, party: str, incident_id: UUID, wanted: Listing
) -> tuple[list[LogLineView], str | None]:
    """The log as the party reads it, latest first: all lines that nobody else keeps its own."""
    query = (
        select(LogLine)
        .where(
            col(LogLine.incident_id) == incident_id,
            or_(col(LogLine.own).is_(False), col(LogLine.by_party) == party),
        )
        .order_by(col(LogLine.at).desc(), col(LogLine.id).desc())
        .limit(wanted.limit + 1)
    )
    if (after := read_cursor(wanted.cursor, _instant_and_id)) is not None:
        query = query.where(tuple_(col(LogLine.at), col(LogLine.id)) < tuple_(*after))
    rows = list((await db.execute(query)).scalars())
    shown = rows[: wanted.limit]
    more = len(rows) > wanted.limit
    return await _lines(db, shown), _cursor(shown[-1].at, shown[-1].id) if more else None


async def log_line(db: AsyncSession, incident_id: UUID, line_id: UUID) -> LogLineView:
    """One line, for the party that has written it."""
    query = select(LogLine).where(
        col(LogLine.id) == line_id, col(LogLine.incident_id) == incident_id
    )
    row = (await db.execute(query)).scalar_one()
    return (await _lines(db, [row]))[0]


async def _lines(db: AsyncSession, rows: Sequence[LogLine]) -> list[LogLineView]:
    centres = await visible.centre_refs(db, ids={row.by_centre_id for row in rows})
    return [presenting.log_line(row, centres) for row in rows]


async def positions(db: AsyncSession, incident_id: UUID) -> list[ReportedPositionView]:
    """Every reported position of a case, in the order in which they were reported."""
    rows = await db.execute(
        select(ReportedPosition)
        .where(col(ReportedPosition.incident_id) == incident_id)
        .order_by(col(ReportedPosition.reported_at), col(ReportedPosition.id))
    )
    return [presenting.position(row) for row in rows.scalars()]


async def position(db: AsyncSession, incident_id: UUID, position_id: UUID) -> ReportedPositionView:
    """One reported position, for the party that has reported it."""
    query = select(ReportedPosition).where(
        col(ReportedPosition.id) == position_id, col(ReportedPosition.incident_id) == incident_id
    )
    return presenting.position((await db.execute(query)).scalar_one())


async def history(db: AsyncSession, incident_id: UUID) -> HistoryView:
    """The phases, datums and proposals of a case, oldest first."""
    phases = await db.execute(
        select(PhaseChange)
        .where(col(PhaseChange.incident_id) == incident_id)
        .order_by(col(PhaseChange.at), col(PhaseChange.id))
    )
    datums = await db.execute(
        select(DatumChange)
        .where(col(DatumChange.incident_id) == incident_id)
        .order_by(col(DatumChange.set_at), col(DatumChange.id))
    )
    proposals = await db.execute(
        select(Coordination)
        .where(col(Coordination.incident_id) == incident_id)
        .order_by(col(Coordination.proposed_at), col(Coordination.id))
    )
    classed, asked = list(phases.scalars()), list(proposals.scalars())
    named = {row.by_centre_id for row in classed}
    for row in asked:
        named |= {row.from_centre_id, row.to_centre_id}
    centres = await visible.centre_refs(db, ids=named)
    return HistoryView(
        phases=[presenting.phase_change(row, centres) for row in classed],
        datums=[presenting.datum_change(row) for row in datums.scalars()],
        coordination=[presenting.proposal(row, centres) for row in asked],
    )


def _cursor(at: datetime, id_: UUID) -> str:
    return cursor_of(f"{at.isoformat()}|{id_}")


def _instant_and_id(key: str) -> tuple[datetime, UUID]:
    instant, _, id_ = key.partition("|")
    at = datetime.fromisoformat(instant)
    if at.tzinfo is None:
        raise ValueError(key)
    return at, UUID(id_)


async def was_in(db: AsyncSession, incident_id: UUID, phase: Phase) -> bool:
    """Whether the case is or ever was in the phase."""
    rows = await db.execute(
        select(col(PhaseChange.id))
        .where(col(PhaseChange.incident_id) == incident_id, col(PhaseChange.phase) == phase)
        .limit(1)
    )
    return rows.first() is not None
