"""The time to the coast of a case: worked out when its place, course or weather changes, and told
two hours before. By jobs: it takes a good part of a second, and nobody waits for it."""

import asyncio
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.geo.position import format_ddm
from sar.incidents import visible
from sar.incidents.case_people import outstanding_of
from sar.incidents.datum import drift_of
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_attended
from sar.incidents.recording import changed, in_full, recording
from sar.incidents.scene.landfall import Movement, landfall
from sar.incidents.words import IncidentState
from sar.record.entries import CoastNear, PictureChanged
from sar.record.facts import Fact
from sar.record.service import PLATFORM, on_written
from sar.time_words import minute_text

COAST: Final = "incidents.coast"
"""The job that works the time out."""
COAST_NEAR: Final = "incidents.coast_near"
"""The job that tells the record two hours before."""

MOVES: Final = frozenset(
    {"IncidentOpened", "IncidentChanged", "IncidentReopened", "DatumSet", "PositionReported"}
)
"""The facts by which it may be another."""


@on_written
async def _hear(db: AsyncSession, fact: Fact, _things: Collection[UUID], now: datetime) -> None:
    if fact.type in MOVES:
        await jobs.defer(db, COAST, {"incident_id": str(fact.id)}, at=now)


async def movement_of(db: AsyncSession, incident: Incident) -> Movement | None:
    """The newest position of the case, datum or report, with the course and speed that the lead
    has given, or with its drift by wind and current; None: one of both is not known."""
    drift = drift_of(incident)
    if drift is None:
        return None
    found = []
    if incident.datum is not None and incident.datum_at is not None:
        error_nm = incident.datum_uncertainty_nm or 0.0
        found.append((incident.datum_at, incident.datum, error_nm))
    last = await visible.last_report(db, incident.id)
    if last is not None and last.at is not None:
        found.append((last.at, last.point, last.error_nm))
    if not found:
        return None
    at, place, error_nm = max(found, key=lambda one: one[0])
    return Movement(place, at, error_nm, drift.course_deg, drift.speed_kn)


async def work_out(db: AsyncSession, incident_id: UUID, *, now: datetime) -> None:
    """Work the time out anew, and keep it where it has changed."""
    (seen,) = await visible.rows_of(db, {incident_id})
    moves = await movement_of(db, seen)
    told = None if moves is None else await asyncio.to_thread(_told, moves)
    incident = await visible.locked(db, incident_id)
    if await movement_of(db, incident) != moves:
        await jobs.defer(db, COAST, {"incident_id": str(incident_id)}, at=now)
        return
    kept = incident.coast
    if told is not None:
        told["by_drift"] = incident.drift_course_deg is None
        told["told_at"] = _told_before(kept, told["warn_at"], now=now)
    if told == kept or incident.state is IncidentState.CLOSED:
        return
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        incident.coast = told
        incident.updated_at = now
        is_new = kept is None or told is None or kept["warn_at"] != told["warn_at"]
        if told is not None and told["told_at"] is None and is_new:
            await _warn(db, incident, told["warn_at"], now=now)
        entry.record(PictureChanged(id=incident.id, about=incident.reference), readers=())


def _told_before(kept: dict[str, Any] | None, warn_at: str, *, now: datetime) -> str | None:
    """The instant at which nearing land was recorded: once for one time, and once within the last
    two hours of any."""
    told_at: str | None = (kept or {}).get("told_at")
    if kept is None or (kept["warn_at"] != warn_at and datetime.fromisoformat(warn_at) > now):
        return None
    return told_at


async def _warn(db: AsyncSession, incident: Incident, warn_at: str, *, now: datetime) -> None:
    args = {"incident_id": str(incident.id), "warn_at": warn_at}
    await jobs.defer(db, COAST_NEAR, args, at=max(datetime.fromisoformat(warn_at), now))


def _is_awaited(incident: Incident) -> bool:
    """Whether anybody is to be told: it is searched for, and nobody is alongside."""
    is_open = incident.state is IncidentState.OPEN
    return is_open and not is_attended(incident) and outstanding_of(incident).most != 0


async def follow_coast(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Tell of the locked case what was not told at its time, when nobody awaited it."""
    has = incident.coast
    if has is None or has.get("told_at") or not _is_awaited(incident):
        return
    if datetime.fromisoformat(has["warn_at"]) <= now:
        await _warn(db, incident, has["warn_at"], now=now)


def _told(moves: Movement) -> dict[str, Any] | None:
    found = landfall(moves)
    if found is None:
        return None
    return {
        "about_at": found.about_at.isoformat(),
        "warn_at": found.warn_at.isoformat(),
        "position": format_ddm(moves.place),
        "at": moves.at.isoformat(),
        "course_deg": round(moves.course_deg),
        "speed_kn": round(moves.speed_kn, 1),
    }


async def record_coast_near(
    db: AsyncSession, incident_id: UUID, warn_at: str, *, now: datetime
) -> None:
    """Put on the record, once, that land is about two hours off, unless that has changed, or a
    vessel is alongside."""
    incident = await visible.locked(db, incident_id)
    has = incident.coast
    if has is None or has["warn_at"] != warn_at or has.get("told_at"):
        return
    if not _is_awaited(incident):
        return
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        incident.coast = {**has, "told_at": now.isoformat()}
        changed(incident, now=now)
        fact = CoastNear(
            id=incident.id,
            about=incident.reference,
            land=minute_text(datetime.fromisoformat(has["about_at"])),
            position=has["position"],
            seen=f"{datetime.fromisoformat(has['at']):%H:%MZ}",
            way="by its drift" if has["by_drift"] else "by its course and speed",
        )
        entry.record(fact, readers=in_full)
