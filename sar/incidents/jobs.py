"""Deferred work of incidents."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.geo.geodesy import coarse_cell
from sar.incidents import visible
from sar.incidents.phases import COARSE_DELAY
from sar.incidents.plotting import SHOW_CELL
from sar.incidents.recording import recording
from sar.record.entries import PictureChanged
from sar.record.service import PLATFORM


@jobs.task(SHOW_CELL)
async def show_cell(db: AsyncSession, *, incident_id: str, now: datetime) -> None:
    """Show coarse readers the half-degree cell of the datum that stood half an hour ago.

    No fact is disclosed; only pictures in which the cell is new change.
    """
    incident = await visible.locked(db, UUID(incident_id))
    datum = await visible.datum_set_by(db, incident.id, now - COARSE_DELAY)
    if datum is None or incident.cell == coarse_cell(datum.point):
        return
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        incident.cell, incident.coarse_updated_at = coarse_cell(datum.point), now
        entry.record(PictureChanged(id=incident.id, about=incident.reference), readers=())
