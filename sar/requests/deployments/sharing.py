"""Sharing the positions of deployed assets with every party involved in their incident."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import jobs
from sar.assets.displacements import draw_again
from sar.assets.models import SharedPosition
from sar.incidents import visible as incidents
from sar.requests import deployment_rows
from sar.requests.models import Deployment

SHARE = "requests.share_position"
"""The job that shares an asset's position when its window begins."""


async def share(
    db: AsyncSession, incident_id: UUID, asset_ids: Collection[UUID], *, now: datetime
) -> None:
    """Let the shared positions follow the deployments, under the incident's and assets' locks.

    Shared while the asset is at work, and after a recall or diversion while survivors are aboard.
    The owner has a row too: whoever becomes involved later is shared what is shared already. When
    it begins or ends, coarse places are displaced anew: exact ones beside them tell by how much.
    """
    await db.flush()
    shown = await deployment_rows.in_sight(db, incident_id, asset_ids, now=now)
    parties = await incidents.parties_involved(db, incident_id)
    wanted = [
        {"asset_id": asset_id, "incident_id": incident_id, "party_code": party, "since": since}
        for asset_id, since in shown.items()
        for party in parties
    ]
    changed: set[UUID] = set()
    if wanted:
        begun = await db.execute(
            insert(SharedPosition)
            .values(wanted)
            .on_conflict_do_nothing()
            .returning(col(SharedPosition.asset_id))
        )
        changed.update(begun.scalars())
    ended = await db.execute(
        delete(SharedPosition)
        .where(
            col(SharedPosition.incident_id) == incident_id,
            col(SharedPosition.asset_id).in_(set(asset_ids) - set(shown)),
        )
        .returning(col(SharedPosition.asset_id))
    )
    await draw_again(db, changed.union(ended.scalars()), now=now)


async def share_later(db: AsyncSession, rows: Iterable[Deployment], *, now: datetime) -> None:
    """Have positions shared when the windows begin that have not begun yet."""
    for row in rows:
        if row.incident_id and row.asset_id and row.from_at > now:
            args = {"incident_id": str(row.incident_id), "asset_id": str(row.asset_id)}
            await jobs.defer(db, SHARE, args, at=row.from_at)
