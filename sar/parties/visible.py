"""The directory: parties and centres, which every joined party sees alike."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from shapely.geometry import MultiPolygon
from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.db import locked
from sar.errors import Malformed, NotFound
from sar.geo.geojson import Point
from sar.geo.state_names import StateNames
from sar.parties.assistance_word import AssistanceWord
from sar.parties.models import Centre, Party, Posting
from sar.parties.roles import Role
from sar.parties.treaty_law import LawFor, law_for
from sar.parties.views import CentreView, PartyView
from sar.record.service import Picture, Views


async def joined(db: AsyncSession) -> list[str]:
    """The codes of all parties that have joined."""
    return list(await db.scalars(_JOINED))


_JOINED: Final = (
    select(col(Party.code)).where(col(Party.listed).is_(False)).order_by(col(Party.code))
)


async def has_entry_authority(db: AsyncSession, party: str) -> bool:
    """Whether the State has designated an authority for entry beside its centres."""
    return (await db.get_one(Party, party)).entry_authority is not None


async def parties(db: AsyncSession) -> list[PartyView]:
    """The directory of parties, also of those only listed."""
    rows = await db.execute(select(Party).order_by(col(Party.code)))
    return [PartyView.of_row(party, id=party.code) for party in rows.scalars()]


async def state_names(db: AsyncSession) -> StateNames:
    """The listed name of every party, for sentences."""
    rows = await db.execute(select(col(Party.code), col(Party.name)))
    return StateNames({row.code: row.name for row in rows})


async def assistance_word(db: AsyncSession, code: str) -> AssistanceWord | None:
    """The State's own word on vessels that enter to assist; None: it has said nothing."""
    query = select(col(Party.assistance_entry)).where(col(Party.code) == code)
    stored = (await db.execute(query)).scalar_one_or_none()
    return None if stored is None else AssistanceWord.read(stored)


async def law_of(db: AsyncSession, code: str) -> LawFor:
    """Whether the law of 2004 binds the State, as the directory has it."""
    found = await db.execute(select(Party).where(col(Party.code) == code))
    party = found.scalar_one()
    return law_for(party.name, {one["instrument"]: one["status"] for one in party.treaties})


SERVING: Final[ColumnElement[bool]] = col(Centre.retired_at).is_(None)


async def centres(
    db: AsyncSession,
    *,
    ids: Collection[UUID] | None = None,
    party: str | None = None,
    serving: bool = False,
) -> list[CentreView]:
    """The directory of centres; `serving`: without those that are retired."""
    query = (
        select(Centre, col(Party.listed))
        .join(Party, col(Party.code) == col(Centre.party_code))
        .order_by(col(Centre.code))
    )
    if ids is not None:
        query = query.where(col(Centre.id).in_(ids))
    if party is not None:
        query = query.where(col(Centre.party_code) == party)
    if serving:
        query = query.where(SERVING)
    return [_view(centre, listed=listed) for centre, listed in await db.execute(query)]


async def regions(db: AsyncSession) -> list[tuple[str, str, MultiPolygon]]:
    """The search and rescue region of every centre that serves: its party and name, and the area;
    by code."""
    query = (
        select(col(Centre.party_code), col(Centre.name), col(Centre.srr))
        .where(col(Centre.srr).is_not(None), SERVING)
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


async def retired(db: AsyncSession, ids: Collection[UUID]) -> set[UUID]:
    """The retired ones of the centres."""
    query = select(col(Centre.id)).where(col(Centre.id).in_(ids), ~SERVING)
    return {*await db.scalars(query)}


async def check_serving(db: AsyncSession, field: str, id_: UUID) -> None:
    """Malformed at the field that names a centre which is retired."""
    if await retired(db, [id_]):
        raise Malformed.at(field, "centre_retired", "is a centre that is retired")


async def picture(db: AsyncSession, _party: str) -> Picture:
    """The directory's part of any party's picture."""
    result: Picture = {("party", p.id): p.plain() for p in await parties(db)}
    result |= {("centre", str(c.id)): c.plain() for c in await centres(db)}
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


async def roles_at(db: AsyncSession, person_id: UUID, centre_id: UUID) -> frozenset[Role]:
    """The roles that a person holds at a centre."""
    held = await db.execute(
        select(col(Posting.role)).where(
            col(Posting.person_id) == person_id, col(Posting.centre_id) == centre_id
        )
    )
    return frozenset(held.scalars())
