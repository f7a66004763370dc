"""Declared limits: those that stand, as every joined party sees them, and those withdrawn."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Text, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer
from sqlmodel import col

from sar.errors import NotFound
from sar.geo.geojson import Point
from sar.parties.models import DeclaredLimit
from sar.parties.views import DeclaredLimitView, WithdrawnLimitView
from sar.parties.visible import joined, parties
from sar.record.service import Picture, Views
from sar.wire import JsonObject, Listing, read_cursor

STANDS: Final = col(DeclaredLimit.withdrawn_at).is_(None)

_MOST: Final = 10_000
"""Limits kept as they are told: some more than stand at once."""


class LimitRow(NamedTuple):
    """A limit that stands, as it was written: with the same id and the same transaction it is the
    same, for no such row is ever changed."""

    id: UUID
    written: str


_told: dict[LimitRow, JsonObject] = {}
"""As parties see them: a large area is read and drawn once."""


STANDING: Final = (
    select(
        col(DeclaredLimit.id), literal_column("declared_limit.xmin::text", Text()).label("written")
    )
    .where(STANDS)
    .order_by(
        col(DeclaredLimit.party_code),
        col(DeclaredLimit.kind),
        col(DeclaredLimit.name),
        col(DeclaredLimit.id),
    )
)
"""The fields of `LimitRow`, of all that stand; by party, kind and name."""


async def limits_told(db: AsyncSession, *, ids: Collection[UUID] | None = None) -> list[JsonObject]:
    """The limits that stand (`ids`: only these), of every party, as `DeclaredLimitView`."""
    standing = [LimitRow(id_, written) for id_, written in await db.execute(STANDING)]
    rows = [one for one in standing if ids is None or one.id in ids]
    told = {row: _told[row] for row in rows if row in _told}
    if new := [row for row in rows if row not in told]:
        read = select(DeclaredLimit).where(col(DeclaredLimit.id).in_([row.id for row in new]))
        views = {one.id: limit_view(one).plain() for one in await db.scalars(read)}
        told |= {row: views[row.id] for row in new}
        if len(_told) + len(new) > _MOST:
            _told.clear()
        _told.update(told)
    return [told[row] for row in rows]


def limit_view(row: DeclaredLimit) -> DeclaredLimitView:
    """A row as every party sees it."""
    place = Point.of(row.place) if row.place else None
    return DeclaredLimitView.of_row(row, party=row.party_code, place=place)


async def access_limit(db: AsyncSession, limit_id: UUID) -> DeclaredLimit:
    """A limit of any party, also a withdrawn one; or NotFound."""
    row = await db.get(DeclaredLimit, limit_id)
    if row is None:
        raise NotFound("limit")
    return row


async def withdrawn_limits(db: AsyncSession, wanted: Listing) -> list[WithdrawnLimitView]:
    """A page of the withdrawn limits by id, without their areas, and one more if there are more."""
    query = select(DeclaredLimit).where(~STANDS).options(defer(DeclaredLimit.area))
    if (after := read_cursor(wanted.cursor, UUID)) is not None:
        query = query.where(col(DeclaredLimit.id) > after)
    rows = await db.scalars(query.order_by(col(DeclaredLimit.id)).limit(wanted.limit + 1))
    return [WithdrawnLimitView.of_row(row, party=row.party_code) for row in rows]


async def limits_picture(db: AsyncSession, *, ids: Collection[UUID] | None = None) -> Picture:
    """The limits that stand as parts of any party's picture."""
    return {("limit", one["id"]): one for one in await limits_told(db, ids=ids)}


async def limit_views(db: AsyncSession, party: str, ids: Sequence[UUID]) -> Views:
    """The party, and those of its declared limits that stand, as every joined party sees them."""
    seen = await limits_picture(db, ids=ids)
    seen |= {("party", p.id): p.plain() for p in await parties(db) if p.id == party}
    return dict.fromkeys(await joined(db), seen)
