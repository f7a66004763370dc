"""The centre at which a report rings: the one whose region holds the place, as a distress call goes
to the centre that is responsible there (SAR Convention, Annex 4.2)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.geo.columns import AreaColumn, area_covers, point_literal
from sar.geo.position import LatLon
from sar.parties.models import Centre, Party
from sar.parties.visible import SERVING


@dataclass(frozen=True, slots=True)
class Addressed:
    """The centre at which it rings, and the one whose region holds the place, if any: of a party
    that has not joined, so that it must be called, they differ."""

    party: str
    centre_id: UUID
    name: str
    region_centre_id: UUID | None


async def addressed(
    db: AsyncSession, party: str, place: LatLon | None, *, else_at: UUID | None = None
) -> Addressed | None:
    """The centre for a place that the party's receiver heard, or that it was told of; the party's
    own first where regions overlap, then the smallest. Without a place, outside all regions, and in
    that of a party that is only listed, it rings at that party, at its centre `else_at` where one
    is told. None: it has no centre."""
    holding = None if place is None else await _holding(db, party, place)
    if holding is not None and not holding.listed:
        return Addressed(holding.party, holding.centre_id, holding.name, holding.centre_id)
    own = await db.execute(
        select(col(Centre.id), col(Centre.name))
        .where(col(Centre.party_code) == party, SERVING)
        .order_by(*[] if else_at is None else [col(Centre.id) != else_at], col(Centre.code))
        .limit(1)
    )
    found = own.one_or_none()
    if found is None:
        return None
    return Addressed(party, *found, None if holding is None else holding.centre_id)


@dataclass(frozen=True, slots=True)
class _Holding:
    centre_id: UUID
    name: str
    party: str
    listed: bool


async def _holding(db: AsyncSession, party: str, place: LatLon) -> _Holding | None:
    rows = await db.execute(
        select(col(Centre.id), col(Centre.name), col(Centre.party_code), col(Party.listed))
        .join(Party, col(Party.code) == col(Centre.party_code))
        .where(col(Centre.srr).is_not(None), SERVING, area_covers(Centre.srr, point_literal(place)))
        .order_by(
            col(Centre.party_code) != party,
            func.ST_Area(type_coerce(Centre.srr, AreaColumn())),
            col(Centre.code),
        )
        .limit(1)
    )
    found = rows.one_or_none()
    return None if found is None else _Holding(*found)
