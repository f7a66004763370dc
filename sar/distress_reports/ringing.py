"""Centres at which a report rings: the contacts are alerted where nobody there takes it up."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts import rows as alerts
from sar.alerts.words import AlertMatter
from sar.distress_reports.addressing import Addressed
from sar.distress_reports.models import DistressReport, SignalRinging


async def ring(db: AsyncSession, row: DistressReport, *, now: datetime) -> None:
    """Have it ring at the report's centre from now on; the report is written with it."""
    one = SignalRinging(
        report_id=row.id, centre_id=row.centre_id, party_code=row.party_code, at=now
    )
    await _begin(db, one, now=now)


async def ring_at_hearer(
    db: AsyncSession, row: DistressReport, centre_id: UUID, *, now: datetime
) -> None:
    """Have it ring at a centre of who heard it too."""
    one = SignalRinging(
        report_id=row.id,
        centre_id=centre_id,
        party_code=row.heard_party,
        of_hearer=True,
        at=now,
    )
    await _begin(db, one, now=now)


async def move(db: AsyncSession, row: DistressReport, to: Addressed, *, now: datetime) -> None:
    """Follow a first or better position: it rings at the centre of that region from now on, unless
    a person has passed it on."""
    row.region_centre_id = to.region_centre_id
    if row.passed_at is not None or to.centre_id == row.centre_id:
        return
    row.party_code, row.centre_id = to.party, to.centre_id
    await ring(db, row, now=now)


async def _begin(db: AsyncSession, one: SignalRinging, *, now: datetime) -> None:
    db.add(one)
    await db.flush()
    await alerts.begin(db, AlertMatter.SIGNAL, [one.id], now=now)
