"""Deferred work of units at work: positions shared from now on, hails, ships that are silent."""

from datetime import datetime
from typing import Final
from uuid import UUID

from procrastinate import JobContext
from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.assets import visible as assets
from sar.incidents import visible as incidents
from sar.record.entries import PictureChanged
from sar.record.service import PLATFORM
from sar.requests.deployments import hail_clock, silent_ships
from sar.requests.deployments.hail_clock import HAIL_FOLLOWS, HAIL_UNANSWERED
from sar.requests.deployments.sharing import SHARE, share
from sar.requests.recording import Touched, recording

HOURLY: Final = "7 * * * *"


@jobs.task(SHARE)
async def share_position(
    db: AsyncSession, *, incident_id: str, asset_id: str, now: datetime
) -> None:
    """Share an asset's position from now on: the window for which it is bound has begun.

    Nobody is told a fact; nothing when it has set out before, or was let go.
    """
    incident = await incidents.locked(db, UUID(incident_id))
    asset_ids = [asset.id for asset in await assets.access_assets(db, [UUID(asset_id)])]
    touched = Touched(assets=asset_ids)
    async with recording(db, touched, by=PLATFORM, exercise=incident.exercise, now=now) as entry:
        await share(db, incident.id, asset_ids, now=now)
        entry.record(PictureChanged(id=incident.id, about=incident.reference), readers=[])


@jobs.task(HAIL_FOLLOWS)
async def hasten_hail(db: AsyncSession, *, deployment_id: str, now: datetime) -> None:
    """Have the answer of a hailed ship due as in distress."""
    await hail_clock.hasten_hail(db, UUID(deployment_id), now=now)


@jobs.task(HAIL_UNANSWERED)
async def tell_unanswered_hail(db: AsyncSession, *, deployment_id: str, now: datetime) -> None:
    """Put on the record that a hailed ship has not answered in time."""
    await hail_clock.tell_unanswered_hail(db, UUID(deployment_id), now=now)


@jobs.blueprint.periodic(cron=HOURLY)
@jobs.blueprint.task(
    name="silent_ships", queue=jobs.QUEUE, queueing_lock="silent_ships", pass_context=True
)
async def withdraw_silent_ships(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 its instant: the queue gives it
    """Take ships of which nobody tells a position any more out of everyone's picture."""
    await silent_ships.withdraw_all(context.additional_context["sessions"])
