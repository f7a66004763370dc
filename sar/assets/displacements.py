"""Draws the displacements of coarse places anew: where exact ones have told them, and at berths
(SQL)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Integer, bindparam, case, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.grants_sql import exact_pairs
from sar.assets.access import among
from sar.assets.holding import EPOCH
from sar.assets.models import Asset, Displacement, ExactSharing
from sar.assets.plausible import FUTURE_TOLERANCE, Judged, Known
from sar.db import Instant
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon

AT_BERTH_NM: Final = 1.0
"""House figure: the distance from its base within which an asset lies there."""

_RECENT: Final = timedelta(hours=1)
"""An asset that was at its berth longer ago may be away again: another secret would show there."""

_SELDOM: Final = timedelta(minutes=15)
"""The least time between two secrets of one berth, for one that lies at the edge of it."""

_DAY: Final = timedelta(days=1)

_BERTH: Final = case((col(Asset.base_shared), col(Asset.base)))
"""The base of an asset where it is shared; null: it has no berth that is told."""


async def draw_again(db: AsyncSession, asset_ids: Collection[UUID], *, now: datetime) -> None:
    """Draw another secret for the fixes to come: who was told a place exactly and coarsely knows
    the displacement.

    Fixes that are stored keep theirs, also those of a clock that is fast: no fix is told at two
    places. Draws for later have the berth of now from then on.
    """
    from_at = now + FUTURE_TOLERANCE
    await _draw(db, asset_ids, from_at=from_at)
    of_asset = select(_BERTH).where(col(Asset.id) == col(Displacement.asset_id)).scalar_subquery()
    later = update(Displacement).where(
        among(col(Displacement.asset_id), asset_ids), col(Displacement.from_at) > from_at
    )
    await (await db.connection()).execute(later.values(berth=of_asset))


def returned(
    judged: Sequence[Judged],
    known: Mapping[UUID, Known],
    berths: Mapping[UUID, LatLon],
    *,
    now: datetime,
) -> list[UUID]:
    """The assets that a batch of positions shows at their berths, where they were not before."""
    told: dict[UUID, list[Judged]] = defaultdict(list)
    for one in judged:
        if one.fix.asset_id in berths and not (one.older or one.implausible):
            told[one.fix.asset_id].append(one)

    def lies(asset_id: UUID, place: LatLon) -> bool:
        return distance_nm(place, berths[asset_id]) <= AT_BERTH_NM

    def was_away(asset_id: UUID) -> bool:
        before = [known[asset_id].sound.point] if asset_id in known else []
        places = before + [one.fix.point for one in told[asset_id]]
        return not all(lies(asset_id, place) for place in places)

    return [
        asset_id
        for asset_id, fixes in told.items()
        if fixes[-1].fix.at > now - _RECENT
        and lies(asset_id, fixes[-1].fix.point)
        and was_away(asset_id)
    ]


async def draw_at_berths(db: AsyncSession, asset_ids: Collection[UUID], *, now: datetime) -> None:
    """Draw another secret for the next course of assets that lie at their berths: two courses on
    different lines from one berth would tell that of both. Nothing that is told there shows it."""
    if not asset_ids:
        return
    lately = select(col(Displacement.asset_id)).where(
        among(col(Displacement.asset_id), asset_ids),
        col(Displacement.from_at).between(now - _SELDOM, now + FUTURE_TOLERANCE),
    )
    but = set((await db.execute(lately)).scalars())
    await draw_again(db, set(asset_ids) - but, now=now)


async def _draw(db: AsyncSession, asset_ids: Collection[UUID], *, from_at: datetime) -> None:
    if not asset_ids:
        return
    drawn = select(
        col(Asset.id),
        literal(from_at, Instant()),
        func.drawn_secret(type_=Integer()),
        _BERTH,
    ).where(among(col(Asset.id), asset_ids))
    columns = ["asset_id", "from_at", "secret", "berth"]
    rows = insert(Displacement).from_select(columns, drawn)
    new = {"secret": rows.excluded.secret, "berth": rows.excluded.berth}
    await db.execute(rows.on_conflict_do_update(index_elements=["asset_id", "from_at"], set_=new))


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
