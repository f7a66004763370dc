"""Deferred work of incidents."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.geo.geodesy import coarse_cell
from sar.incidents import visible
from sar.incidents.phases import COARSE_DELAY
from sar.incidents.plotting import SHOW_CELL
from sar.record import service as record
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
    before = await visible.views(db, [incident.id], now=now)
    incident.cell, incident.coarse_updated_at = coarse_cell(datum.point), now
    await db.flush()
    after = await visible.views(db, [incident.id], now=now)
    if before != after:
        fact = PictureChanged(id=incident.id, about=incident.reference)
        await record.write(
            db,
            fact,
            by=PLATFORM,
            told=[],
            before=before,
            after=after,
            now=now,
            exercise=incident.exercise,
        )
