"""Draws the displacements of coarse places anew, where exact ones have told them (SQL)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Integer, bindparam, delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.grants_sql import UUIDS, exact_pairs
from sar.assets.fix_ingest import FUTURE_TOLERANCE
from sar.assets.holding import EPOCH
from sar.assets.models import Asset, Displacement, ExactSharing
from sar.db import Instant

_DAY: Final = timedelta(days=1)


async def draw_again(db: AsyncSession, asset_ids: Collection[UUID], *, now: datetime) -> None:
    """Draw another secret for the fixes to come: who was told a place exactly and coarsely knows
    the displacement.

    Fixes that are stored keep theirs, also those of a clock that is fast: no fix is told at two
    places.
    """
    await _draw(db, asset_ids, from_at=now + FUTURE_TOLERANCE)


async def _draw(db: AsyncSession, asset_ids: Collection[UUID], *, from_at: datetime) -> None:
    if not asset_ids:
        return
    each = func.unnest(literal(sorted(asset_ids), UUIDS))
    drawn = select(each, literal(from_at, Instant()), func.drawn_secret(type_=Integer()))
    rows = insert(Displacement).from_select(["asset_id", "from_at", "secret"], drawn)
    await db.execute(rows.on_conflict_do_nothing())


async def follow_terms(db: AsyncSession, *, now: datetime) -> None:
    """Draw again for the assets of parties that have shared positions exactly with another by any
    term and do so no more, whatever ended it: time, a party's word or the end of a case.

    From the next day on, so that a party that makes terms begin and end cannot have many drawn
    within one course, and average them.
    """
    grantor, grantee = col(ExactSharing.grantor), col(ExactSharing.grantee)
    known = {tuple(row) for row in await db.execute(select(grantor, grantee))}
    present = {tuple(row) for row in await db.execute(exact_pairs(now=now))}
    if begun := sorted(present - known):
        rows = [{"grantor": one, "grantee": other} for one, other in begun]
        await db.execute(insert(ExactSharing).on_conflict_do_nothing(), rows)
    if ended := sorted(known - present):
        gone = delete(ExactSharing).where(
            grantor == bindparam("one"), grantee == bindparam("other")
        )
        pairs = [{"one": one, "other": other} for one, other in ended]
        await (await db.connection()).execute(gone, pairs)
        grantors = {one for one, _ in ended}
        theirs = select(col(Asset.id)).where(
            col(Asset.party_code).in_(grantors), col(Asset.retired_at).is_(None)
        )
        soonest = now + FUTURE_TOLERANCE
        next_day = EPOCH + -((EPOCH - soonest) // _DAY) * _DAY
        await _draw(db, list((await db.execute(theirs)).scalars()), from_at=next_day)
