"""The last word about a thing, as the record has it: of any party, or of one type."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import cast, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.record.models import RecordEntry, RecordReader, RecordSlot, RecordSubject


async def last_written(
    db: AsyncSession,
    thing_id: UUID,
    *,
    reader: str,
    without: Collection[str],
    by: str | None = None,
) -> datetime | None:
    """The last instant at which a party wrote anything about the thing, or what belongs to it, that
    the party `reader` may read; None: none has. The platform's own entries do not count, nor those
    of the types `without`; `by`: those of that party alone do."""
    party = cast(col(RecordSlot.body), JSONB)["by"]["party"].astext
    query = (
        select(col(RecordEntry.at))
        .join(RecordSubject, col(RecordSubject.number) == col(RecordEntry.number))
        .join(RecordSlot, col(RecordSlot.number) == col(RecordEntry.number))
        .join(
            RecordReader,
            (col(RecordReader.number) == col(RecordSlot.number))
            & (col(RecordReader.slot) == col(RecordSlot.slot)),
        )
        .where(
            col(RecordSubject.subject) == thing_id,
            col(RecordReader.party_code) == reader,
            col(RecordEntry.type).not_in(without),
            col(RecordSlot.slot) > 0,
            party.is_not(None) if by is None else party == by,
        )
        .order_by(col(RecordEntry.number).desc())
        .limit(1)
    )
    return (await db.execute(query)).scalar_one_or_none()


async def is_written_since(
    db: AsyncSession, thing_id: UUID, fact_type: str, since: datetime
) -> bool:
    """Whether a fact of the type about the thing was written then, or later."""
    query = (
        select(col(RecordEntry.number))
        .join(RecordSubject, col(RecordSubject.number) == col(RecordEntry.number))
        .where(
            col(RecordSubject.subject) == thing_id,
            col(RecordEntry.type) == fact_type,
            col(RecordEntry.at) >= since,
        )
        .limit(1)
    )
    return (await db.execute(query)).first() is not None
