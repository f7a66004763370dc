"""Filters of the list of assets, over those that the viewer sees. Part of the access modules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.words import Kind, Visibility
from sar.assets.access import among, asset_accesses, granted
from sar.assets.models import Asset, SharedPosition
from sar.assets.visible_positions import Box, shown
from sar.assets.words import Readiness


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of a list of assets; None: no matter."""

    party: str | None = None
    kind: Kind | None = None
    type_code: str | None = None
    readiness: Readiness | None = None
    bbox: Box | None = None
    updated_since: datetime | None = None


async def wanted_ids(
    db: AsyncSession, viewer: str, wanted: Wanted, *, after: UUID | None, limit: int, now: datetime
) -> list[UUID]:
    """Up to `limit` of the assets the viewer sees, in the order of their ids.

    A filter is about what the viewer sees: readiness it may not see is not matched, a box is
    about the place shown, and `updated_since` leaves out its own assets alone, because when
    another party's asset was changed is that party's.
    """
    query = select(col(Asset.id)).where(
        _visible_to(viewer, now=now, at_least=_level_for(wanted)), *_filters(viewer, wanted)
    )
    if wanted.bbox is not None:
        inside = await _within(db, viewer, wanted.bbox, now=now)
        query = query.where(among(col(Asset.id), inside))
    if after is not None:
        query = query.where(col(Asset.id) > after)
    page = await db.execute(query.order_by(col(Asset.id)).limit(limit))
    return list(page.scalars())


def _level_for(wanted: Wanted) -> Visibility:
    return Visibility.EXISTENCE if wanted.readiness is None else Visibility.READINESS


def _filters(viewer: str, wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.party is not None:
        yield col(Asset.party_code) == wanted.party
    if wanted.kind is not None:
        yield col(Asset.kind) == wanted.kind
    if wanted.type_code is not None:
        yield col(Asset.type_code) == wanted.type_code
    if wanted.readiness is not None:
        yield col(Asset.readiness) == wanted.readiness
    if wanted.updated_since is not None:
        yield or_(col(Asset.party_code) != viewer, col(Asset.updated_at) >= wanted.updated_since)


def _visible_to(viewer: str, *, now: datetime, at_least: Visibility) -> ColumnElement[bool]:
    grants = granted(now=now, viewers=[viewer])
    enough = [level.value for level in Visibility if level.rank >= at_least.rank]
    by_term = select(grants.c.asset_id).where(grants.c.level.in_(enough))
    deployed = select(col(SharedPosition.asset_id)).where(col(SharedPosition.party_code) == viewer)
    return col(Asset.retired_at).is_(None) & or_(
        col(Asset.party_code) == viewer, col(Asset.id).in_(by_term), col(Asset.id).in_(deployed)
    )


async def _within(db: AsyncSession, viewer: str, bbox: Box, *, now: datetime) -> list[UUID]:
    """The assets whose place as shown, the fix or else the base, lies in the box."""
    accesses = await asset_accesses(db, now=now, viewers=[viewer])
    fixes = await shown(db, accesses, now=now)
    placeless = [access.asset_id for access in accesses if (access.asset_id, viewer) not in fixes]
    based = await db.execute(
        select(col(Asset.id), col(Asset.base)).where(
            among(col(Asset.id), placeless),
            col(Asset.base).is_not(None),
            or_(col(Asset.party_code) == viewer, col(Asset.base_shared)),
        )
    )
    fixed = [id_ for (id_, _), view in fixes.items() if bbox.holds(view.point.to_latlon())]
    return fixed + [id_ for id_, base in based if base is not None and bbox.holds(base)]
