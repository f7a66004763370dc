"""The whole picture of one party: everything that it sees, of all layers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements import visible as agreements
from sar.assets import visible as assets
from sar.assets.redaction import AssetAccess
from sar.incidents import visible as incidents
from sar.parties import visible as directory
from sar.record.service import Picture
from sar.requests import drawing as requests


async def picture(
    db: AsyncSession, party: str, *, now: datetime, accesses: Sequence[AssetAccess] | None = None
) -> Picture:
    """Everything that the party sees, of all layers: what its snapshot holds. `accesses`: those to
    assets, where they are known already."""
    result = dict(await directory.picture(db, party))
    result |= await agreements.picture(db, party)
    result |= await assets.picture(db, party, now=now, accesses=accesses)
    result |= await incidents.picture(db, party, now=now)
    result |= await requests.picture(db, party)
    return result
