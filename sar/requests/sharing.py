"""Sharing the positions of deployed assets with every party involved in their incident."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.models import SharedPosition
from sar.incidents import visible as incidents
from sar.requests import reading


async def share(db: AsyncSession, incident_id: UUID, asset_ids: Collection[UUID]) -> None:
    """Let the shared positions follow the deployments, under the incident's and assets' locks.

    Shared while the asset is bound, and after a recall or diversion while survivors are aboard.
    The owner has a row too: whoever becomes involved later is shared what is shared already.
    """
    await db.flush()
    shown = await reading.in_sight(db, incident_id, asset_ids)
    parties = await incidents.parties_involved(db, incident_id)
    wanted = [
        {"asset_id": asset_id, "incident_id": incident_id, "party_code": party}
        for asset_id in shown
        for party in parties
    ]
    if wanted:
        await db.execute(insert(SharedPosition).values(wanted).on_conflict_do_nothing())
    await db.execute(
        delete(SharedPosition).where(
            col(SharedPosition.incident_id) == incident_id,
            col(SharedPosition.asset_id).in_(set(asset_ids) - set(shown)),
        )
    )
