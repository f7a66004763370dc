"""Vessels that feeds hear and no register has, as parties see them: those of their own feeds, and
those of feeds that clauses share with them. Part of the access to assets."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from sar.agreements.feed_clauses import SharedFeeds, shared_feeds
from sar.agreements.grants_sql import in_zone
from sar.agreements.load import load_occasions, load_terms
from sar.assets.catalogue import type_of
from sar.assets.fix_trust import trust_of
from sar.assets.models import Asset, HeardVessel, HeardVesselPoint, Ship
from sar.assets.plausible import FUTURE_TOLERANCE
from sar.assets.seen import HeardByAis, SeenShip
from sar.assets.vessel_types import HELPLESS, hailed_as, type_words
from sar.assets.vessel_views import (
    HeardVesselAnswer,
    HeardVesselsView,
    HeardVesselView,
    VesselTrackPointView,
)
from sar.assets.views import GrantedByView
from sar.assets.visible_positions import Box
from sar.assets.visible_ships import STANDS
from sar.errors import NotFound
from sar.geo.columns import point_literal, within_box
from sar.geo.geojson import Point
from sar.geo.position import LatLon
from sar.geo.units import M_PER_NM


async def feeds_shared_with(db: AsyncSession, party: str, *, now: datetime) -> list[SharedFeeds]:
    """The feeds of other parties that clauses in force share with the party."""
    terms = [term for term in await load_terms(db, now=now, parties=[party]) if term.feeds]
    if not terms:
        return []
    met = (await load_occasions(db, [party]))[party]
    return shared_feeds(terms, viewer=party, occasions=met, now=now)


async def vessels_in_box(
    db: AsyncSession, party: str, box: Box, *, limit: int, now: datetime
) -> HeardVesselsView:
    """The vessels with a position in the box that the party sees, the last heard first."""
    seen = latest_seen(party, await feeds_shared_with(db, party, now=now), within_box(_POINT, *box))
    number = func.count().over()
    query = select(HeardVessel, _ship_id(), number).where(col(HeardVessel.id).in_(seen))
    rows = (await db.execute(query.order_by(_AT.desc(), col(HeardVessel.id)).limit(limit))).all()
    total = rows[0][2] if rows else 0
    return HeardVesselsView(
        at=now,
        items=[_view(row, ship_id) for row, ship_id, _ in rows],
        number=total,
        is_cut=total > len(rows),
    )


async def vessel_seen(
    db: AsyncSession, party: str, vessel_id: UUID, *, now: datetime
) -> HeardVesselAnswer:
    """One vessel that the party sees, with its track; or NotFound."""
    shared = await feeds_shared_with(db, party, now=now)
    query = select(HeardVessel, _ship_id()).where(
        col(HeardVessel.id) == vessel_id, *_seen(party, shared)
    )
    found = (await db.execute(query.execution_options(populate_existing=True))).one_or_none()
    if found is None:
        raise NotFound("vessel")
    row, ship_id = found
    by = next((one for one in shared if one.shares(row.party_code, row.feed, row.point)), None)
    own = row.party_code == party
    return HeardVesselAnswer(
        **dict(_view(row, ship_id)),
        shared_by=None if own or by is None else _granted(by),
        track=await _track(db, row, None if own else shared),
    )


async def vessel_called(
    db: AsyncSession, party: str, mmsi: str, *, now: datetime
) -> HeardVesselView | None:
    """The vessel of a number where the party sees one, at its last position."""
    shared = await feeds_shared_with(db, party, now=now)
    seen = latest_seen(party, shared, col(HeardVessel.mmsi) == mmsi)
    query = select(HeardVessel, _ship_id()).where(col(HeardVessel.id).in_(seen))
    found = (await db.execute(query)).one_or_none()
    return None if found is None else _view(*found)


OFFERED_WITHIN: Final = timedelta(hours=1)
"""A vessel whose position is older is no candidate (house figure)."""
OFFERED_NEAR_NM: Final = 200.0
OFFERED_AT_MOST: Final = 50
"""The nearest vessels that are candidates for one question (house figures)."""


async def vessels_near(
    db: AsyncSession, party: str, place: LatLon | None, *, now: datetime
) -> tuple[SeenShip, ...]:
    """The vessels nearest to a place that the party sees and could hail, as matching reads them:
    heard lately, of a type that can be hailed, neither aground nor out of command by their own
    word, and no ship of opportunity yet. One whose position is in doubt is told with it: a false
    message under its number takes no ship out of the answer."""
    if place is None:
        return ()
    shared = await feeds_shared_with(db, party, now=now)
    there = point_literal(place)
    lately = latest_seen(
        party,
        shared,
        func.ST_DWithin(_POINT, there, OFFERED_NEAR_NM * M_PER_NM),
        now - OFFERED_WITHIN <= _AT,
        now + FUTURE_TOLERANCE >= _AT,
        col(HeardVessel.ship_type).in_(_HAILED_TYPES),
        or_(col(HeardVessel.status).is_(None), col(HeardVessel.status).not_in(sorted(HELPLESS))),
        _ship_id().is_(None),
    )
    query = (
        select(HeardVessel)
        .where(col(HeardVessel.id).in_(lately))
        .order_by(func.ST_Distance(_POINT, there), col(HeardVessel.id))
        .limit(OFFERED_AT_MOST)
        .execution_options(populate_existing=True)
    )
    found = (_seen_as_ship(row) for row in await db.scalars(query))
    return tuple(one for one in found if one is not None)


async def vessel_to_hail(
    db: AsyncSession, party: str, vessel_id: UUID, *, now: datetime
) -> SeenShip:
    """One vessel that the party sees and could hail, however old its position; or NotFound."""
    shared = await feeds_shared_with(db, party, now=now)
    query = select(HeardVessel).where(col(HeardVessel.id) == vessel_id, *_seen(party, shared))
    row = (await db.scalars(query.execution_options(populate_existing=True))).one_or_none()
    found = None if row is None else _seen_as_ship(row)
    if found is None:
        raise NotFound("ship")
    return found


_HAILED_TYPES: Final = tuple(
    number for number in range(100) if hailed_as(number, None) or hailed_as(number, 500)
)


def _seen_as_ship(row: HeardVessel) -> SeenShip | None:
    """The vessel as matching reads a ship: with the figures of the type that it is taken as, but
    for those that it tells, and for room, which nobody knows."""
    code = hailed_as(row.ship_type, row.length_m)
    if code is None or row.point is None or row.at is None:
        return None
    ship_type = type_of(code)
    return SeenShip(
        id=row.id,
        name=row.name or f"MMSI {row.mmsi}",
        type=ship_type,
        figures=replace(ship_type.figures, capacity_normal=None, capacity_extreme=None),
        place=row.point,
        place_at=row.at,
        uncertainty_nm=row.uncertainty_nm,
        course_deg=row.course_deg,
        speed_kn=row.speed_kn,
        callsign=row.callsign,
        doubted_at=row.doubted_at,
        reported_by=row.party_code,
        told_by=row.party_code,
        heard=HeardByAis(
            party=row.party_code,
            mmsi=row.mmsi,
            imo=row.imo,
            type_words=type_words(row.ship_type) or "",
            length_m=row.length_m,
            beam_m=row.beam_m,
            draught_m=row.draught_m,
            told_at=row.told_at,
            status=row.status,
            trust=trust_of(row.doubt, implausible=False),
            doubt=row.doubt,
            doubted_for=row.doubted_for,
        ),
    )


async def _track(
    db: AsyncSession, row: HeardVessel, shared: Sequence[SharedFeeds] | None
) -> list[VesselTrackPointView]:
    """The points of its track, oldest first; those in the zones of the clauses alone, where it is
    seen by clauses."""
    point = col(HeardVesselPoint.point)
    query = select(HeardVesselPoint).where(col(HeardVesselPoint.vessel_id) == row.id)
    if shared is not None:
        theirs = [one for one in shared if one.owner == row.party_code]
        named = [one for one in theirs if one.names is None or row.feed in one.names]
        query = query.where(or_(*(in_zone(one.term.id, point) for one in named)))
    points = await db.scalars(query.order_by(col(HeardVesselPoint.at)))
    return [
        VesselTrackPointView.of_row(
            one, point=Point.of(one.point), trust=trust_of(one.doubt, implausible=False)
        )
        for one in points
    ]


_POINT: Final[Any] = col(HeardVessel.point)
_AT: Final[Any] = col(HeardVessel.at)


def latest_seen(
    party: str, shared: Iterable[SharedFeeds], *wanted: ColumnElement[bool]
) -> Select[Any]:
    """The ids of the vessels that the party sees, of those that are wanted: of several rows of one
    number the one with the latest position."""
    number = col(HeardVessel.mmsi)
    return (
        select(col(HeardVessel.id))
        .where(*wanted, *_seen(party, shared))
        .ext(distinct_on(number))
        .order_by(number, _AT.desc(), col(HeardVessel.id))
    )


def _seen(party: str, shared: Iterable[SharedFeeds]) -> list[ColumnElement[bool]]:
    """The conditions under which a party sees a vessel: it has a position, heard by the party's own
    feed or by one that is shared, there; and it is none of the party's own assets, nor of the
    feed's party."""
    owner = col(HeardVessel.party_code)
    carrying = aliased(Asset)
    own = exists().where(
        col(carrying.mmsi) == col(HeardVessel.mmsi),
        or_(col(carrying.party_code) == owner, col(carrying.party_code) == party),
        col(carrying.retired_at).is_(None),
    )
    opened = [owner == party, *(_opened(one) for one in shared)]
    return [_POINT.is_not(None), or_(*opened), ~own]


def _opened(one: SharedFeeds) -> ColumnElement[bool]:
    conditions = [col(HeardVessel.party_code) == one.owner]
    if one.names is not None:
        conditions.append(col(HeardVessel.feed).in_(sorted(one.names)))
    if one.term.zone is not None:
        conditions.append(in_zone(one.term.id, _POINT))
    return and_(*conditions)


def _ship_id() -> Any:
    """The standing ship of opportunity under the same number."""
    same = select(col(Ship.id)).where(col(Ship.mmsi) == col(HeardVessel.mmsi), STANDS)
    return same.correlate(HeardVessel).scalar_subquery()


def _granted(by: SharedFeeds) -> GrantedByView:
    term = by.term
    return GrantedByView(
        agreement=term.agreement, version=term.version, article=term.article, term_id=term.id
    )


def _view(row: HeardVessel, ship_id: UUID | None) -> HeardVesselView:
    if row.point is None or row.at is None:
        raise NotFound("vessel")
    return HeardVesselView.of_row(
        row,
        party=row.party_code,
        point=Point.of(row.point),
        ship_type_words=type_words(row.ship_type),
        trust=trust_of(row.doubt, implausible=False),
        ship_id=ship_id,
    )
