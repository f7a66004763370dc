"""Names that are spoken over radio: party, year, number (`MLT-2026-0042`)."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.incidents.models import ReferenceCounter


async def next_reference(db: AsyncSession, party: str, *, now: datetime, kind: str = "") -> str:
    """The party's next reference of the year, without a gap; `kind` begins a series of its own.

    Holds the series' row until the end of the transaction.
    """
    series = "-".join(part for part in (kind, party, f"{now.year}") if part)
    result = await db.execute(
        insert(ReferenceCounter)
        .values(series=series, last=1)
        .on_conflict_do_update(
            index_elements=["series"], set_={"last": col(ReferenceCounter.last) + 1}
        )
        .returning(col(ReferenceCounter.last))
    )
    return f"{series}-{result.scalar_one():04d}"
