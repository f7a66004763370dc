"""The installation as tests set it up."""

from sqlalchemy.ext.asyncio import AsyncSession

from sar.installation import Installation


async def become_real(db: AsyncSession) -> None:
    """Make it one that holds real cases, and exercises that are marked."""
    row = await db.get(Installation, 1)
    assert row is not None
    row.exercise, row.anchor_at, row.anchor_real = False, None, None
    await db.commit()
