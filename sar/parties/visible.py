"""The directory: parties and centres, which every joined party sees alike."""

from collections.abc import Collection, Sequence
from uuid import UUID

from shapely.geometry import MultiPolygon
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.db import locked
from sar.errors import NotFound
from sar.geo.geojson import Point
from sar.parties.models import Centre, DeclaredLimit, Party
from sar.parties.views import CentreView, DeclaredLimitView, PartyView
from sar.record.service import Picture, Views


async def joined(db: AsyncSession) -> list[str]:
    """The codes of all parties that have joined."""
    codes = await db.execute(
        select(col(Party.code)).where(col(Party.listed).is_(False)).order_by(col(Party.code))
    )
    return list(codes.scalars())


async def parties(db: AsyncSession) -> list[PartyView]:
    """The directory of parties, also of those only listed."""
    rows = await db.execute(select(Party).order_by(col(Party.code)))
    return [PartyView.of_row(party, id=party.code) for party in rows.scalars()]


async def centres(
    db: AsyncSession, *, ids: Collection[UUID] | None = None, party: str | None = None
) -> list[CentreView]:
    """The directory of centres."""
    query = (
        select(Centre, col(Party.listed))
        .join(Party, col(Party.code) == col(Centre.party_code))
        .order_by(col(Centre.code))
    )
    if ids is not None:
        query = query.where(col(Centre.id).in_(ids))
    if party is not None:
        query = query.where(col(Centre.party_code) == party)
    return [_view(centre, listed=listed) for centre, listed in await db.execute(query)]


async def regions(db: AsyncSession) -> list[tuple[str, str, MultiPolygon]]:
    """Every search and rescue region: its centre's party and name, and the area; by code."""
    query = (
        select(col(Centre.party_code), col(Centre.name), col(Centre.srr))
        .where(col(Centre.srr).is_not(None))
        .order_by(col(Centre.code))
    )
    return [(party, name, area) for party, name, area in await db.execute(query)]


def _view(centre: Centre, *, listed: bool) -> CentreView:
    return CentreView.of_row(
        centre, party=centre.party_code, listed=listed, position=Point.of(centre.position)
    )


async def access_centre(
    db: AsyncSession, centre_id: UUID, *, of: str | None = None, lock: bool = False
) -> Centre:
    """A centre of the directory (`of`: only this party's), or NotFound."""
    found = select(Centre).where(col(Centre.id) == centre_id)
    if of is not None:
        found = found.where(col(Centre.party_code) == of)
    centre = await locked(db, found) if lock else (await db.scalars(found)).one_or_none()
    if centre is None:
        raise NotFound("centre")
    return centre


async def limits(
    db: AsyncSession, *, ids: Collection[UUID] | None = None, withdrawn: bool = False
) -> list[DeclaredLimitView]:
    """The declared limits that stand, of every party; or also those `withdrawn`."""
    query = select(DeclaredLimit).order_by(
        col(DeclaredLimit.party_code),
        col(DeclaredLimit.kind),
        col(DeclaredLimit.name),
        col(DeclaredLimit.id),
    )
    if not withdrawn:
        query = query.where(col(DeclaredLimit.withdrawn_at).is_(None))
    if ids is not None:
        query = query.where(col(DeclaredLimit.id).in_(ids))
    return [limit_view(row) for row in await db.scalars(query)]


def limit_view(row: DeclaredLimit) -> DeclaredLimitView:
    """A row as every party sees it."""
    place = Point.of(row.place) if row.place else None
    return DeclaredLimitView.of_row(row, party=row.party_code, place=place)


async def picture(db: AsyncSession, _party: str) -> Picture:
    """The directory's part of any party's picture."""
    result: Picture = {("party", p.id): p.plain() for p in await parties(db)}
    result |= {("centre", str(c.id)): c.plain() for c in await centres(db)}
    result |= {("limit", str(one.id)): one.plain() for one in await limits(db)}
    return result


async def party_views(db: AsyncSession, code: str) -> Views:
    """A party and its centres, as every joined party sees them."""
    seen: Picture = {("party", p.id): p.plain() for p in await parties(db) if p.id == code}
    seen |= {("centre", str(c.id)): c.plain() for c in await centres(db, party=code)}
    return dict.fromkeys(await joined(db), seen)


async def centre_views(db: AsyncSession, ids: Sequence[UUID]) -> Views:
    """The centres, as every joined party sees them."""
    seen: Picture = {("centre", str(c.id)): c.plain() for c in await centres(db, ids=ids)}
    return dict.fromkeys(await joined(db), seen)


async def limit_views(db: AsyncSession, party: str, ids: Sequence[UUID]) -> Views:
    """Those of the party's declared limits that stand, and the party itself, as every joined party
    sees them."""
    seen: Picture = {("limit", str(one.id)): one.plain() for one in await limits(db, ids=ids)}
    seen |= {("party", p.id): p.plain() for p in await parties(db) if p.id == party}
    return dict.fromkeys(await joined(db), seen)
