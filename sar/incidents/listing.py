"""Lists of cases, and a case's log, positions and history, as a party may read them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.words import Phase
from sar.assets.visible import Box, box_of
from sar.geo.columns import point_literal, within_box
from sar.geo.position import LatLon
from sar.geo.units import M_PER_NM
from sar.incidents import coordination_presenting, place_presenting, presenting, visible
from sar.incidents.access import CaseReader, access_of
from sar.incidents.datum import OLDEST_MINUTES
from sar.incidents.history_views import HistoryView, LogLineView, SitrepView
from sar.incidents.models import (
    Coordination,
    DatumChange,
    Incident,
    LogLine,
    PhaseChange,
    ReportedPosition,
    Sitrep,
)
from sar.incidents.place_views import ReportedPositionView
from sar.incidents.views import SeenIncident
from sar.incidents.words import IncidentAccess, IncidentState
from sar.plain_fields import At
from sar.wire import Listing, bad_cursor, read_cursor

FASTEST_KN: Final = 40.0
"""No drift is faster: a current of 20 kn, and the leeway of the strongest wind."""


class IncidentList(Listing):
    """The query of a list of cases."""

    state: IncidentState | None = None
    phase: Phase | None = None
    bbox: str | None = Field(None, max_length=200, description="west,south,east,north")
    updated_since: At | None = None
    q: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="Words in the reference or title of a case that is seen in full",
    )


MOST_CALLED: Final = 50
"""A search by words that fit more references is too wide to be of use."""


async def page(
    db: AsyncSession, party: str, wanted: IncidentList, *, now: datetime
) -> list[SeenIncident]:
    """A page of the cases that the party sees, newest first, and one more when there are more.

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
        select(Incident, col(Incident.id).in_(theirs))
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
    if (last := read_cursor(wanted.cursor, UUID)) is not None:
        at = await _opened_at(reader, last)
        query = query.where(tuple_(col(Incident.opened_at), col(Incident.id)) < tuple_(at, last))
    level_of = {incident.id: level for incident, level in aware}
    return await visible.views_for(
        reader,
        [
            (incident, IncidentAccess.INVOLVED if involved else level_of[incident.id])
            for incident, involved in await db.execute(query)
        ],
    )


async def _opened_at(reader: CaseReader, incident_id: UUID) -> datetime:
    """The opening of the case that a page ended with: coarse readers do not read it."""
    incident = await reader.db.get(Incident, incident_id)
    if incident is None or not await access_of(reader, [incident]):
        raise bad_cursor()
    return incident.opened_at


def _narrowed(wanted: IncidentList, box: Box | None) -> list[ColumnElement[bool]]:
    conditions = []
    if box is not None:
        conditions.append(within_box(Incident.datum, *box))
    if wanted.updated_since is not None:
        conditions.append(col(Incident.updated_at) >= wanted.updated_since)
    if wanted.q is not None:
        named = (col(Incident.reference), col(Incident.title))
        conditions.append(or_(*(one.icontains(wanted.q, autoescape=True) for one in named)))
    return conditions


async def ids_called(db: AsyncSession, party: str, words: str) -> list[UUID]:
    """The latest cases that involve the party and whose reference contains the words."""
    found = await db.execute(
        select(col(Incident.id))
        .where(
            col(Incident.id).in_(visible.involving(party)),
            col(Incident.reference).icontains(words, autoescape=True),
        )
        .order_by(col(Incident.opened_at).desc())
        .limit(MOST_CALLED)
    )
    return list(found.scalars())


async def _aware(reader: CaseReader) -> list[tuple[Incident, IncidentAccess]]:
    """The cases that the reader is not involved in and has some awareness of."""
    leads = await reader.others_sharing()
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
    if wanted.q is not None:
        return False
    if wanted.updated_since is not None and incident.coarse_updated_at < wanted.updated_since:
        return False
    return box is None or (incident.cell is not None and box.holds(incident.cell))


async def log_page(
    db: AsyncSession, party: str, incident_id: UUID, wanted: Listing
) -> list[LogLineView]:
    """A page of the log as the party reads it, latest first, and one more when there are more: all
    lines that nobody else keeps its own."""
    read = and_(
        col(LogLine.incident_id) == incident_id,
        or_(col(LogLine.own).is_(False), col(LogLine.by_party) == party),
    )
    place = tuple_(col(LogLine.at), col(LogLine.id))
    query = select(LogLine).where(read).order_by(col(LogLine.at).desc(), col(LogLine.id).desc())
    if (last := read_cursor(wanted.cursor, UUID)) is not None:
        at = await db.scalar(select(col(LogLine.at)).where(read, col(LogLine.id) == last))
        if at is None:
            raise bad_cursor()
        query = query.where(place < tuple_(at, last))
    return await _lines(db, list((await db.execute(query.limit(wanted.limit + 1))).scalars()))


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


async def near_cases(
    reader: CaseReader, place: LatLon, *, at: datetime, within_nm: float
) -> list[Incident]:
    """The cases that the reader sees in full and that may have been so near the place at an
    instant: a superset, by the fastest drift."""
    age = func.extract("epoch", bindparam("at", at) - col(Incident.datum_at)) / 3600.0
    hours = func.least(func.greatest(age, 0.0), OLDEST_MINUTES / 60.0)
    reach_m = (within_nm + FASTEST_KN * hours) * M_PER_NM
    query = select(Incident).where(
        col(Incident.datum).is_not(None),
        func.ST_DWithin(col(Incident.datum), point_literal(place), reach_m),
    )
    found = list((await reader.db.scalars(query)).all())
    access = await access_of(reader, found)
    full = {id_ for id_, level in access.items() if level is not IncidentAccess.COARSE}
    return [one for one in found if one.id in full]


async def cases_of_craft(reader: CaseReader, craft: Mapping[str, str]) -> list[Incident]:
    """The cases that involve the reader, which alone read it, and whose craft has one of these: its
    `mmsi`, `callsign`, `name`."""
    told = col(Incident.craft)
    query = (
        select(Incident)
        .where(
            col(Incident.id).in_(visible.involving(reader.party)),
            col(Incident.state) != IncidentState.CLOSED,
            or_(*(func.upper(told[name].astext) == craft[name].upper() for name in craft)),
        )
        .order_by(col(Incident.opened_at).desc())
        .limit(MOST_CALLED)
    )
    return list((await reader.db.scalars(query)).all())


async def positions(db: AsyncSession, incident_id: UUID) -> list[ReportedPositionView]:
    """Every reported position of a case, in the order in which they were reported."""
    rows = await db.execute(
        select(ReportedPosition)
        .where(col(ReportedPosition.incident_id) == incident_id)
        .order_by(col(ReportedPosition.reported_at), col(ReportedPosition.id))
    )
    return [place_presenting.position(row) for row in rows.scalars()]


async def position(db: AsyncSession, incident_id: UUID, position_id: UUID) -> ReportedPositionView:
    """One reported position, for the party that has reported it."""
    query = select(ReportedPosition).where(
        col(ReportedPosition.id) == position_id, col(ReportedPosition.incident_id) == incident_id
    )
    return place_presenting.position((await db.execute(query)).scalar_one())


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
        datums=[place_presenting.datum_change(row) for row in datums.scalars()],
        coordination=[coordination_presenting.proposal(row, centres) for row in asked],
    )


async def was_in(db: AsyncSession, incident_id: UUID, phase: Phase) -> bool:
    """Whether the case is or ever was in the phase."""
    rows = await db.execute(
        select(col(PhaseChange.id))
        .where(col(PhaseChange.incident_id) == incident_id, col(PhaseChange.phase) == phase)
        .limit(1)
    )
    return rows.first() is not None


async def next_sitrep(db: AsyncSession, incident_id: UUID, centre_id: UUID) -> int:
    """The number of the next situation report that the centre issues of the case."""
    last = await last_sitrep(db, incident_id, centre_id)
    return last.number + 1 if last else 1


async def last_sitrep(db: AsyncSession, incident_id: UUID, centre_id: UUID) -> Sitrep | None:
    """The last situation report that the centre has issued of the case, for its own party."""
    query = select(Sitrep).where(
        col(Sitrep.incident_id) == incident_id, col(Sitrep.centre_id) == centre_id
    )
    return (await db.scalars(query.order_by(col(Sitrep.number).desc()).limit(1))).first()


async def sitreps(db: AsyncSession, party: str, incident_id: UUID) -> list[SitrepView]:
    """The situation reports of a case in order, as a party reads them that sees it in full."""
    query = select(Sitrep).where(col(Sitrep.incident_id) == incident_id)
    rows = await db.execute(query.order_by(col(Sitrep.at), col(Sitrep.id)))
    return await _sitreps(db, party, list(rows.scalars()))


async def sitrep(db: AsyncSession, party: str, incident_id: UUID, sitrep_id: UUID) -> SitrepView:
    """One situation report, for the party that has issued it."""
    query = select(Sitrep).where(
        col(Sitrep.id) == sitrep_id, col(Sitrep.incident_id) == incident_id
    )
    return (await _sitreps(db, party, [(await db.execute(query)).scalar_one()]))[0]


async def _sitreps(db: AsyncSession, party: str, rows: Sequence[Sitrep]) -> list[SitrepView]:
    named = {row.centre_id for row in rows} | {row.to_centre_id for row in rows}
    centres = await visible.centre_refs(db, ids={id_ for id_ in named if id_})
    return [presenting.sitrep(row, centres, reader=party) for row in rows]
