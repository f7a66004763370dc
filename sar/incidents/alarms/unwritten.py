"""The clock of what is written about people in distress: started, looked at, heard."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.incidents import visible
from sar.incidents.alarms.raising import raise_at_lead
from sar.incidents.alarms.writing_rules import (
    LOOKED,
    UNHEARD_AFTER,
    WRITTEN_WITHIN,
    WritingLook,
    looked,
)
from sar.incidents.case_people import outstanding_of
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_or_suggests_distress
from sar.incidents.recording import changed, in_full, recording
from sar.incidents.words import AlarmCause
from sar.record.entries import NothingWritten, PictureChanged
from sar.record.facts import Fact
from sar.record.last_written import last_written
from sar.record.service import PLATFORM, on_written
from sar.time_words import minute_text

NOTHING_WRITTEN: Final = "incidents.nothing_written"
"""The job that looks whether anything was written."""
LEAD_UNHEARD: Final = "incidents.lead_unheard"
"""The job that tells the centres whose units are at work that nobody writes, nor takes it up."""


def is_awaited(incident: Incident) -> bool:
    """Whether somebody is to write: people in distress, or who may be, are not all found."""
    return is_or_suggests_distress(incident) and outstanding_of(incident).most != 0


async def follow_writing(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Start the clock of the locked case where it is to run; it stops by itself."""
    if incident.unwritten is None and is_awaited(incident):
        await _look_at(db, incident, now + WRITTEN_WITHIN, since=None)


async def check_unwritten(
    db: AsyncSession, incident_id: UUID, look_at: str, *, now: datetime
) -> None:
    """Look whether anything was written: tell the record that nothing was, or that it rings no
    more."""
    incident = await visible.locked(db, incident_id)
    kept = incident.unwritten
    if kept is None or kept["look_at"] != look_at:
        return
    was = datetime.fromisoformat(kept["since"]) if kept["since"] else None
    last_at = await last_written(db, incident.id, reader=incident.lead_party, without=LOOKED)
    found = looked(
        last_at or incident.opened_at, rings_since=was, awaited=is_awaited(incident), now=now
    )
    if found.since == was:
        await _keep(db, incident, found)
        return
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        await _keep(db, incident, found)
        changed(incident, now=now)
        if found.since is None:
            entry.record(PictureChanged(id=incident.id, about=incident.reference), readers=())
        else:
            await raise_at_lead(db, incident, AlarmCause.UNWRITTEN, now=now)
            args = {"incident_id": str(incident.id), "since": found.since.isoformat()}
            await jobs.defer(db, LEAD_UNHEARD, args, at=now + UNHEARD_AFTER)
            fact = NothingWritten(
                id=incident.id,
                about=incident.reference,
                since=minute_text(found.since),
                minutes=int((now - found.since).total_seconds() // 60),
            )
            entry.record(fact, readers=in_full)


async def _keep(db: AsyncSession, incident: Incident, found: WritingLook) -> None:
    if found.look_at is not None:
        await _look_at(db, incident, found.look_at, since=found.since)
    elif found.since is None:
        incident.unwritten = None
    # Else it rings, and whoever writes next is heard.


async def _look_at(
    db: AsyncSession, incident: Incident, at: datetime, *, since: datetime | None
) -> None:
    incident.unwritten = {"look_at": at.isoformat(), "since": since and since.isoformat()}
    args = {"incident_id": str(incident.id), "look_at": at.isoformat()}
    await jobs.defer(db, NOTHING_WRITTEN, args, at=at)


@on_written
async def _hear(db: AsyncSession, fact: Fact, things: Collection[UUID], now: datetime) -> None:
    """A party has written: where it rings, it is looked at once that is committed."""
    if fact.type in LOOKED:
        return
    for incident_id, look_at in await visible.ringing_unwritten(db, things):
        args = {"incident_id": str(incident_id), "look_at": look_at}
        await jobs.defer(db, NOTHING_WRITTEN, args, at=now)
