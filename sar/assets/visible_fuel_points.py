"""Fuel points as parties see them: their own, and those that clauses open to them. Part of the
access to assets."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.clauses import TermPlain
from sar.agreements.fuel_clauses import (
    FuelRuling,
    sees_fuel_point,
    sees_fuel_points,
    speaks_of_fuel,
)
from sar.agreements.load import load_terms
from sar.assets.fuel_points import FuelPointPlain
from sar.assets.models import FuelPoint
from sar.assets.views import FuelPointView, GrantedByView
from sar.assets.words import CraftKind, Fuel
from sar.db import locked
from sar.errors import NotFound
from sar.geo.geojson import Point
from sar.parties.caller import Caller
from sar.parties.models import Party
from sar.record import access_barrier
from sar.record.recording import Recording
from sar.record.service import Picture, Views
from sar.stints import Stints

STANDS: Final = col(FuelPoint.withdrawn_at).is_(None)


async def lock_owner(db: AsyncSession, party: str) -> Party:
    """The party, locked: its fuel points are added one after the other."""
    return await db.get_one(Party, party, with_for_update=True)


async def counts(db: AsyncSession, party: str, *, since: datetime) -> tuple[int, int]:
    """The party's points that stand, and those added since an instant."""
    query = select(
        func.count().filter(STANDS), func.count().filter(col(FuelPoint.created_at) > since)
    ).where(col(FuelPoint.party_code) == party)
    standing, added = (await db.execute(query)).one()
    return standing, added


async def access_own(db: AsyncSession, caller: Caller, point_id: UUID) -> FuelPoint:
    """A fuel point of the caller's party, locked, also a withdrawn one; or NotFound."""
    own = select(FuelPoint).where(
        col(FuelPoint.id) == point_id, col(FuelPoint.party_code) == caller.party
    )
    row = await locked(db, own)
    if row is None:
        raise NotFound("fuel point")
    return row


async def views(db: AsyncSession, owner: str, point_id: UUID, *, now: datetime) -> Views:
    """The view that every party has of a standing point of the owner's, for the record."""
    await access_barrier.note(db)
    row = await db.get(FuelPoint, point_id)
    if row is None or row.withdrawn_at is not None:
        return {}
    terms = await load_terms(db, now=now, parties=[owner])
    of_party: dict[str, list[TermPlain]] = defaultdict(list)
    for term in speaks_of_fuel(terms, now):
        for party in term.parties:
            of_party[party].append(term)
    found: dict[str, Picture] = {}
    stints = Stints()
    for party in sorted({owner, *of_party}):
        ruling = _ruling(row, party, of_party[party], now=now)
        if ruling.is_open:
            found[party] = {("fuel_point", str(row.id)): _view(row, ruling).plain()}
        await stints.rest()
    return found


def readers(entry: Recording) -> set[str]:
    """The parties that saw what the entry is about before it, or see it after."""
    return {*entry.before, *entry.after}


async def fuel_picture(db: AsyncSession, party: str, *, now: datetime) -> Picture:
    """The party's own fuel points and those that are open to it, as parts of its picture."""
    seen = await fuel_points_seen(db, party, now=now)
    return {("fuel_point", str(view.id)): view.plain() for view in seen}


async def fuel_points_seen(
    db: AsyncSession, party: str, *, now: datetime, after: UUID | None = None
) -> list[FuelPointView]:
    """The standing points that the party sees, by id, or those after one."""
    terms = await load_terms(db, now=now, parties=[party])
    rows = await _rows(db, party, terms, now=now, after=after)
    return [_view(row, ruling) for row, ruling in await _open(rows, party, terms, now=now)]


async def fuel_point_seen(
    db: AsyncSession, party: str, point_id: UUID, *, now: datetime
) -> FuelPointView:
    """One point that the party sees; an own one also when it is withdrawn. Or NotFound, after the
    same statements whether there is such a point or not."""
    row = await db.get(FuelPoint, point_id)
    terms = await load_terms(db, now=now, parties=[party])
    if row is None or (row.withdrawn_at is not None and row.party_code != party):
        raise NotFound("fuel point")
    ruling = _ruling(row, party, terms, now=now)
    if not ruling.is_open:
        raise NotFound("fuel point")
    return _view(row, ruling)


async def fuel_points_known(
    db: AsyncSession, party: str, terms: Collection[TermPlain], *, now: datetime
) -> tuple[FuelPointPlain, ...]:
    """The standing points that the party sees under terms that it may read, as rules read them."""
    rows = await _rows(db, party, terms, now=now)
    return tuple(_plain(row) for row, _ in await _open(rows, party, terms, now=now))


async def _rows(
    db: AsyncSession,
    party: str,
    terms: Iterable[TermPlain],
    *,
    now: datetime,
    after: UUID | None = None,
) -> list[FuelPoint]:
    """The standing points of the party and of all who may open theirs to it, by id."""
    opening = [term for term in speaks_of_fuel(terms, now) if term.fuel_points]
    owners = {party} | {one for term in opening for one in term.parties if term.grants(one, party)}
    query = (
        select(FuelPoint)
        .where(STANDS, col(FuelPoint.party_code).in_(owners))
        .order_by(col(FuelPoint.id))
        .execution_options(populate_existing=True)
    )
    if after is not None:
        query = query.where(col(FuelPoint.id) > after)
    return list(await db.scalars(query))


async def _open(
    rows: list[FuelPoint], viewer: str, terms: Iterable[TermPlain], *, now: datetime
) -> list[tuple[FuelPoint, FuelRuling]]:
    """The points that are open to the viewer, each with the ruling."""
    points = [(row.party_code, row.place) for row in rows]
    ruled = await Stints().all(sees_fuel_points(terms, viewer=viewer, points=points, now=now))
    return [(row, ruling) for row, ruling in zip(rows, ruled, strict=True) if ruling.is_open]


def _ruling(
    row: FuelPoint, viewer: str, terms: Iterable[TermPlain], *, now: datetime
) -> FuelRuling:
    return sees_fuel_point(terms, owner=row.party_code, viewer=viewer, place=row.place, now=now)


def _view(row: FuelPoint, ruling: FuelRuling) -> FuelPointView:
    won = ruling.winner
    opened = won and GrantedByView(
        agreement=won.agreement, version=won.version, article=won.article, term_id=won.term_id
    )
    return FuelPointView.of_row(
        row, party=row.party_code, place=Point.of(row.place), opened_by=opened
    )


def _plain(row: FuelPoint) -> FuelPointPlain:
    return FuelPointPlain(
        id=row.id,
        party=row.party_code,
        name=row.name,
        place=row.place,
        fuels=frozenset(map(Fuel, row.fuels)),
        crafts=frozenset(map(CraftKind, row.crafts)),
        hours_utc=row.hours_utc,
        draught_max_m=row.draught_max_m,
        d_value_max_m=row.d_value_max_m,
        mass_max_t=row.mass_max_t,
        runway_m=row.runway_m,
    )
