"""Rows that belong to a case, for rules and the platform's own work: proposals, reports, alarms.

An access module, behind `incidents.visible`.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, select, text, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.words import Phase
from sar.incidents.access import NAMED, centres_in
from sar.incidents.models import (
    CaseAlarm,
    Coordination,
    Incident,
    LogLine,
    PhaseChange,
    ReportedPosition,
)
from sar.incidents.voyage import ReportedPlace
from sar.incidents.words import AlarmCause, CoordinationState, Office


async def proposal_of(db: AsyncSession, proposal_id: UUID) -> Coordination | None:
    """A proposal, for the platform's own work."""
    return await db.get(Coordination, proposal_id, populate_existing=True)


async def open_proposals(db: AsyncSession, incident_id: UUID) -> list[Coordination]:
    """The proposals of a case that are not answered yet."""
    rows = await db.execute(
        select(Coordination)
        .where(
            col(Coordination.incident_id) == incident_id,
            col(Coordination.state) == CoordinationState.PROPOSED,
        )
        .order_by(col(Coordination.proposed_at), col(Coordination.id))
    )
    return list(rows.scalars())


async def open_proposal(db: AsyncSession, incident_id: UUID, office: Office) -> Coordination | None:
    """The proposal for one office that is not answered yet; call it under the case's lock."""
    found = [row for row in await open_proposals(db, incident_id) if row.office is office]
    return found[0] if found else None


async def parties_asked(db: AsyncSession, incident_id: UUID, office: Office) -> set[str]:
    """The parties whose centres were asked to take the office over and have not accepted."""
    rows = await db.scalars(
        select(col(Coordination.to_party)).where(
            col(Coordination.incident_id) == incident_id,
            col(Coordination.office) == office,
            col(Coordination.state) != CoordinationState.ACCEPTED,
        )
    )
    return set(rows)


async def last_report(db: AsyncSession, incident_id: UUID) -> ReportedPlace | None:
    """The latest of the positions that were reported, whoever asks."""
    rows = await db.execute(
        select(
            col(ReportedPosition.point), col(ReportedPosition.error_nm), col(ReportedPosition.at)
        )
        .where(col(ReportedPosition.incident_id) == incident_id)
        .order_by(col(ReportedPosition.at).desc(), col(ReportedPosition.id).desc())
        .limit(1)
    )
    found = rows.first()
    return None if found is None else ReportedPlace(found.point, found.error_nm, found.at)


_REPORTS_LOOKED_AT: Final = 8


async def newer_reports(
    db: AsyncSession, incident_id: UUID, since: datetime
) -> list[ReportedPlace]:
    """The latest of the positions that were reported of a time after that, whoever asks: a beacon
    gives two at once."""
    rows = await db.execute(
        select(
            col(ReportedPosition.point), col(ReportedPosition.error_nm), col(ReportedPosition.at)
        )
        .where(col(ReportedPosition.incident_id) == incident_id, col(ReportedPosition.at) > since)
        .order_by(col(ReportedPosition.at).desc(), col(ReportedPosition.id).desc())
        .limit(_REPORTS_LOOKED_AT)
    )
    return [ReportedPlace(*found) for found in rows]


async def centres_that_know(db: AsyncSession, incident_id: UUID) -> dict[UUID, datetime]:
    """The centres that know of the case, each with the instant since when: that have a part in it,
    as asked for help or to lead, were told of it for their region, or have acted in it."""
    told: Select[*tuple[Any, ...]] = (
        select(col(CaseAlarm.centre_id).label("centre_id"), col(CaseAlarm.at).label("at"))
        .where(col(CaseAlarm.incident_id) == incident_id)
        .where(col(CaseAlarm.cause) == AlarmCause.REGION)
    )
    classed = select(col(PhaseChange.by_centre_id), col(PhaseChange.at)).where(
        col(PhaseChange.incident_id) == incident_id
    )
    wrote = select(col(LogLine.by_centre_id), col(LogLine.written_at)).where(
        col(LogLine.incident_id) == incident_id
    )
    asked = select(col(Coordination.to_centre_id), col(Coordination.proposed_at)).where(
        col(Coordination.incident_id) == incident_id
    )
    found = union_all(told, classed, wrote, asked).subquery()
    rows = await db.execute(
        select(found.c.centre_id, func.min(found.c.at).label("since")).group_by(found.c.centre_id)
    )
    knows = {one.centre_id: one.since for one in rows}
    for id_, since in (await centres_in(db, incident_id)).items():
        knows[id_] = min(since, knows.get(id_, since))
    return knows


_PROPOSALS_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:pair, 3))")


async def proposed_below_distress(
    db: AsyncSession, *, by: str, to: str, since: datetime
) -> list[datetime]:
    """The instants at which one party proposed an office to another in cases below distress. Until
    the transaction ends nothing else is counted between them."""
    await db.execute(_PROPOSALS_LOCK, {"pair": f"{by} {to}"})
    found = await db.execute(
        select(col(Coordination.proposed_at))
        .join(Incident, col(Incident.id) == col(Coordination.incident_id))
        .where(
            col(Coordination.from_party) == by,
            col(Coordination.to_party) == to,
            col(Coordination.proposed_at) > since,
            col(Incident.phase) != Phase.DISTRESS,
        )
    )
    return list(found.scalars())


async def region_alarms_below_distress(
    db: AsyncSession, *, by: str, to: Collection[str], exercise: bool, since: datetime
) -> dict[str, int]:
    """By party, the alarms after `since` that another's cases below distress touch its regions.
    Work and play apart."""
    found = await db.execute(
        select(col(CaseAlarm.party_code), func.count())
        .join(Incident, col(Incident.id) == col(CaseAlarm.incident_id))
        .where(
            col(Incident.lead_party) == by,
            col(Incident.exercise).is_(exercise),
            col(Incident.updated_at) > since,
            col(Incident.phase) != Phase.DISTRESS,
            col(CaseAlarm.cause) == AlarmCause.REGION,
            col(CaseAlarm.party_code).in_(to),
            col(CaseAlarm.at) > since,
        )
        .group_by(col(CaseAlarm.party_code))
    )
    return {row[0]: row[1] for row in found}


async def alarm_of(db: AsyncSession, alarm_id: UUID) -> CaseAlarm | None:
    """An alarm of a case, for the platform's own work."""
    return await db.get(CaseAlarm, alarm_id, populate_existing=True)


async def alarms_of(db: AsyncSession, incident_id: UUID, party: str) -> Sequence[CaseAlarm]:
    """The alarms of a case for the party's centres; call it under the case's lock."""
    query = select(CaseAlarm).where(
        col(CaseAlarm.incident_id) == incident_id, col(CaseAlarm.party_code) == party
    )
    found = await db.scalars(query.execution_options(populate_existing=True))
    return found.all()


async def ringing_unwritten(db: AsyncSession, ids: Collection[UUID]) -> list[tuple[UUID, str]]:
    """The cases among the things of which nothing was written for too long, each with the instant
    of the next look. Nothing else of them is told."""
    return [(id_, look_at) for id_, look_at in await db.execute(_RINGING, {"ids": list(ids)})]


_RINGING: Final = select(col(Incident.id), col(Incident.unwritten)["look_at"].astext).where(
    NAMED, col(Incident.unwritten)["since"].astext.is_not(None)
)


async def asking_heard(db: AsyncSession, ids: Collection[UUID]) -> list[tuple[UUID, bool]]:
    """The cases among the things of which it was looked whether help is asked for, each with
    whether it rings that it is short. Nothing else of them is told."""
    return [(id_, rings) for id_, rings in await db.execute(_ASKING, {"ids": list(ids)})]


_ASKING: Final = select(col(Incident.id), col(Incident.unasked)["since"].astext.is_not(None)).where(
    NAMED,
    func.jsonb_typeof(col(Incident.unasked)) == "object",
    col(Incident.unasked)["look_at"].astext.is_(None),
)
