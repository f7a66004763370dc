"""Positions of many assets at once, each row with its own outcome."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import fix_ingest, visible
from sar.assets.fix_rows import ReadRow, RowOutcome, identifiers, outcomes, resolve
from sar.assets.plausible import FUTURE_TOLERANCE
from sar.parties.caller import Caller


async def deliver_rows(
    db: AsyncSession, caller: Caller, rows: list[ReadRow], *, now: datetime
) -> list[RowOutcome]:
    """Keep those that are of assets of the caller's own party; a row that is refused holds no other
    back."""
    own = await visible.named_by(db, caller.party, identifiers(rows))
    delivery = resolve(rows, own, latest=now + FUTURE_TOLERANCE)
    if not delivery.fixes:
        return outcomes(delivery, {})
    taken = await fix_ingest.ingest(db, list(delivery.fixes.values()), now=now)
    return outcomes(delivery, taken.became)
