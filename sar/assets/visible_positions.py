"""Access to positions: latest fixes and tracks, coarse and delayed for each viewer (SQL)."""

import math
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CompoundSelect,
    Float,
    Interval,
    Select,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal,
    literal_column,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from sar.agreements import grants_sql
from sar.agreements.grants_sql import UUIDS
from sar.agreements.words import Visibility
from sar.assets.access import among, asset_accesses, berth_of, secret_of, told_once
from sar.assets.holding import EPOCH, Held
from sar.assets.models import Asset, Fix, SharedPosition, Ship, TrackPoint
from sar.assets.presenting import position_of, ship_position
from sar.assets.redaction import AssetAccess, DoubtedFix
from sar.assets.views import KnownPositionView
from sar.db import Instant
from sar.errors import Malformed
from sar.geo.columns import within_box
from sar.geo.position import LatLon


class Box(NamedTuple):
    """Between two meridians and two parallels; west of east, else across the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, p: LatLon) -> bool:
        """Whether p lies in the box or on its edge."""
        inside = self.west <= p.lon <= self.east
        across = self.west > self.east and (p.lon >= self.west or p.lon <= self.east)
        return self.south <= p.lat <= self.north and (inside or across)


def box_of(bbox: str | None) -> Box | None:
    """The box that a query asks for as `west,south,east,north` in degrees."""
    if bbox is None:
        return None
    try:
        west, south, east, north = (float(part) for part in bbox.split(","))
    except ValueError:
        raise Malformed.at("bbox", "not_a_box", "is west,south,east,north in degrees") from None
    finite = all(map(math.isfinite, (west, south, east, north)))
    if not finite or max(abs(west), abs(east)) > 180 or not -90 <= south <= north <= 90:
        raise Malformed.at("bbox", "not_a_box", "is not a box on the earth, south before north")
    return Box(west, south, east, north)


async def positions(
    db: AsyncSession,
    party: str,
    *,
    now: datetime,
    asset_ids: Collection[UUID] | None = None,
    bbox: Box | None = None,
) -> list[KnownPositionView]:
    """The latest positions that the party may see, as it may see them.

    `bbox` is about the position shown, never about the true one: asking for smaller and smaller
    boxes finds out nothing more.
    """
    accesses = await asset_accesses(db, now=now, ids=asset_ids, viewers=[party])
    found = await shown(db, accesses, now=now, within=bbox)
    return [view for access in accesses if (view := found.get((access.asset_id, access.viewer)))]


async def positions_of_number(
    db: AsyncSession, party: str, mmsi: str, *, now: datetime
) -> list[KnownPositionView]:
    """The latest positions of all assets that carry an MMSI, its own and others', as the party may
    see them; of those that it may not, it learns nothing."""
    query = select(col(Asset.id)).where(col(Asset.mmsi) == mmsi, col(Asset.retired_at).is_(None))
    found = list(await db.scalars(query))
    return await positions(db, party, now=now, asset_ids=found) if found else []


async def positions_for(
    db: AsyncSession, parties: Collection[str], asset_ids: Collection[UUID], *, now: datetime
) -> dict[str, list[KnownPositionView]]:
    """The assets' latest positions, redacted for each of the parties."""
    accesses = await asset_accesses(db, now=now, ids=asset_ids, viewers=parties)
    found = await shown(db, accesses, now=now)
    result: dict[str, list[KnownPositionView]] = {party: [] for party in parties}
    for (_, viewer), view in found.items():
        result[viewer].append(view)
    return result


async def shown(
    db: AsyncSession, accesses: Iterable[AssetAccess], *, now: datetime, within: Box | None = None
) -> dict[tuple[UUID, str], KnownPositionView]:
    """The position that each access allows, by asset and viewer; none where none is visible.

    Viewers who are told the same have one view, of which `position_of` is all.
    """
    reaching = await _held(db, [a for a in accesses if a.reaches(Visibility.POSITION)])
    prompt = [access for access, held in reaching if held.at_once]
    exact = [access.asset_id for access in prompt if within is None or not access.precision_nm]
    snapped = [access.asset_id for access in prompt if within and access.precision_nm]
    latest = await _latest(db, exact, within) | await _latest(db, snapped, None)
    late = {(access.asset_id, held) for access, held in reaching if not held.at_once}
    aged = await known_ago(db, late, now=now)
    result: dict[tuple[UUID, str], KnownPositionView] = {}
    drawn: dict[tuple[UUID, float, int], KnownPositionView] = {}
    for access, held in reaching:
        key = access.asset_id
        fix = latest.get(key) if held.at_once else aged.get((key, held))
        if fix is None:
            continue
        told_as = key, access.precision_nm, access.delay_minutes
        view = drawn.get(told_as)
        if view is None:
            view = drawn[told_as] = position_of(fix, access)
        if within is None or within.holds(view.point.to_latlon()):
            result[access.asset_id, access.viewer] = view
    return result


async def _held(
    db: AsyncSession, accesses: Collection[AssetAccess]
) -> list[tuple[AssetAccess, Held]]:
    """Each access with the age at which it tells positions."""
    coarse = {access.asset_id for access in accesses if access.precision_nm}
    types = await _types(db, coarse)
    return [
        (access, access.held(types[access.asset_id]) if access.precision_nm else access.delayed)
        for access in accesses
    ]


async def _types(db: AsyncSession, asset_ids: Collection[UUID]) -> dict[UUID, str]:
    if not asset_ids:
        return {}
    query = select(col(Asset.id), col(Asset.type_code)).where(among(col(Asset.id), asset_ids))
    return {row.id: row.type_code for row in await db.execute(query)}


_FIX = (
    col(Fix.asset_id),
    col(Fix.at),
    col(Fix.point),
    col(Fix.course_deg),
    col(Fix.speed_kn),
    col(Fix.uncertainty_nm),
    col(Fix.source),
    col(Fix.implausible),
    col(Fix.doubted_at),
    col(Fix.doubted_for),
    col(Fix.doubted_nm),
    col(Fix.doubt),
    col(Fix.received_at),
    secret_of(Fix.asset_id, Fix.at).label("secret"),
    berth_of(Fix.asset_id, Fix.at).label("berth"),
)


async def _latest(
    db: AsyncSession, asset_ids: Collection[UUID], within: Box | None
) -> dict[UUID, DoubtedFix]:
    if not asset_ids:
        return {}
    query = _fixes()
    if within is not None:
        query = query.where(within_box(Fix.point, *within))
    return {row.asset_id: row for row in await db.execute(query, {"ids": list(asset_ids)})}


@cache
def _fixes() -> Select[*tuple[Any, ...]]:
    return select(*_FIX).where(among(col(Fix.asset_id), bindparam("ids", type_=UUIDS)))


async def known_ago(
    db: AsyncSession, wanted_of: Collection[tuple[UUID, Held]], *, now: datetime
) -> dict[tuple[UUID, Held], DoubtedFix]:
    """By asset and age: the newest plausible fix that is old enough (`Held.horizon`)."""
    if not wanted_of:
        return {}
    pairs = sorted(wanted_of)
    rows = await db.execute(
        _newest_by(),
        {
            "ids": [asset_id for asset_id, _ in pairs],
            "horizons": [held.horizon(now) for _, held in pairs],
            "lates": [held.latest(now) for _, held in pairs],
        },
    )
    return {pairs[row.place - 1]: row for row in rows}


@cache
def _newest_by() -> Select[*tuple[Any, ...]]:
    """Cached: compiling the statement costs more than running it."""
    wanted = (
        func.unnest(
            bindparam("ids", type_=ARRAY(UUID_TYPE())),
            bindparam("horizons", type_=ARRAY(Instant())),
            bindparam("lates", type_=ARRAY(Instant())),
        )
        .table_valued(
            column("asset_id", UUID_TYPE()),
            column("horizon", Instant()),
            column("late", Instant()),
            with_ordinality="place",
        )
        .render_derived(name="wanted")
    )
    told = told_once(wanted.c.asset_id, wanted.c.horizon, wanted.c.late)
    newest = (
        select(*_TRACK[1:])
        .where(
            col(TrackPoint.asset_id) == wanted.c.asset_id,
            col(TrackPoint.at) == told.c.at,
        )
        .limit(1)  # else all days are read and joined
        .lateral("newest")
    )
    return select(wanted, newest).select_from(wanted).join(told, true()).join(newest, true())


_TRACK = (
    col(TrackPoint.asset_id),
    col(TrackPoint.at),
    col(TrackPoint.point),
    col(TrackPoint.course_deg),
    col(TrackPoint.speed_kn),
    col(TrackPoint.uncertainty_nm),
    col(TrackPoint.source),
    col(TrackPoint.implausible),
    cast(null(), Instant()).label("doubted_at"),
    cast(null(), Text()).label("doubted_for"),
    cast(null(), Float()).label("doubted_nm"),
    col(TrackPoint.doubt),
    col(TrackPoint.received_at),
    secret_of(TrackPoint.asset_id, TrackPoint.at).label("secret"),
    berth_of(TrackPoint.asset_id, TrackPoint.at).label("berth"),
)


async def track(
    db: AsyncSession,
    access: AssetAccess,
    *,
    since: datetime,
    until: datetime,
    limit: int,
    now: datetime,
) -> list[KnownPositionView]:
    """The newest `limit` positions of the window as the access allows, oldest first.

    While deployed a track is exact from the time when its work for an incident of the viewer's
    began; what it did before shows as the agreement lets it, or not at all. A term with a zone
    shows nothing of it outside, however long it has been inside again.
    """
    exact_from = since if access.own else None
    if access.deployed:
        exact_from = await _shared_since(db, access)
    found: list[KnownPositionView] = []
    if exact_from is not None:
        start = max(since, exact_from)
        rows = await _track(db, access.asset_id, TrackWindow(start, until, limit))
        found = [position_of(row, access) for row in rows]
        until = min(until, start)
    if access.term and access.term.level is Visibility.POSITION and len(found) < limit:
        veiled = AssetAccess(access.asset_id, access.viewer, term=access.term)
        window = TrackWindow(since, until, limit - len(found))
        rows = await _veiled_track(db, veiled, access.term.term_id, window, now=now)
        found += [position_of(row, veiled) for row in rows]
    return found[::-1]


class TrackWindow(NamedTuple):
    """The newest `limit` positions from `since` until `until`, which itself is not included."""

    since: datetime
    until: datetime
    limit: int


async def _veiled_track(
    db: AsyncSession,
    access: AssetAccess,
    term_id: UUID | None,
    window: TrackWindow,
    *,
    now: datetime,
) -> Sequence[DoubtedFix]:
    """The positions of a window that a term has told, newest first: of each span the one that was
    told when it was over, whatever the window."""
    ((_, held),) = await _held(db, [access])
    asset_id = access.asset_id
    if not held.span_s:
        end = min(window.until, held.latest(now) + timedelta(microseconds=1))
        return await _track(db, asset_id, window._replace(until=end), term_id=term_id)
    known = (await known_ago(db, [(asset_id, held)], now=now)).get((asset_id, held))
    if known is None:
        return []
    if known.at > held.horizon(now):
        only = TrackWindow(known.at, known.at + timedelta(microseconds=1), window.limit)
        inside = window.since <= known.at < window.until
        return await _track(db, asset_id, only, term_id=term_id) if inside else []
    return await _track(
        db, asset_id, window, term_id=term_id, told=_of_spans(asset_id, held, window, now=now)
    )


def _of_spans(asset_id: UUID, held: Held, window: TrackWindow, *, now: datetime) -> Select[Any]:
    """The instants of the newest plausible fix of each span that is over."""
    span = timedelta(seconds=held.span_s)
    point = aliased(TrackPoint)
    at = col(point.at)
    within = at - literal(timedelta(microseconds=1), Interval())
    return (
        select(func.max(at))
        .where(
            col(point.asset_id) == asset_id,
            at > window.since - span,
            at <= min(held.horizon(now), window.until + span),
            col(point.implausible).is_(False),
        )
        .group_by(func.date_bin(literal(span, Interval()), within, literal(EPOCH, Instant())))
    )


async def _track(
    db: AsyncSession,
    asset_id: UUID,
    window: TrackWindow,
    *,
    term_id: UUID | None = None,
    told: Select[Any] | None = None,
) -> Sequence[DoubtedFix]:
    """Newest first; of a term's what it tells of, and only what is `told`."""
    key = TrackPoint.asset_id, TrackPoint.at
    hidden = secret_of(*key), berth_of(*key)
    told_of = grants_sql.tells(term_id, col(TrackPoint.point), *hidden) if term_id else true()
    rows = await db.execute(
        select(*_TRACK)
        .where(
            col(TrackPoint.asset_id) == asset_id,
            col(TrackPoint.at) >= window.since,
            col(TrackPoint.at) < window.until,
            true() if told is None else col(TrackPoint.at).in_(told),
            told_of,
        )
        .order_by(col(TrackPoint.at).desc())
        .limit(window.limit)
    )
    return list(rows)


async def _shared_since(db: AsyncSession, access: AssetAccess) -> datetime | None:
    result = await db.execute(
        select(func.min(col(SharedPosition.since))).where(
            col(SharedPosition.asset_id) == access.asset_id,
            col(SharedPosition.party_code) == access.viewer,
        )
    )
    found: datetime | None = result.scalar_one()
    return found


async def shared_in(db: AsyncSession, party: str, incident_ids: Collection[UUID]) -> set[UUID]:
    """The assets deployed in these incidents whose positions the party shares in thereby."""
    rows = await db.execute(
        select(col(SharedPosition.asset_id)).where(
            col(SharedPosition.party_code) == party,
            among(col(SharedPosition.incident_id), incident_ids),
        )
    )
    return set(rows.scalars())


async def exact_places_at(
    db: AsyncSession,
    party: str,
    asset_ids: Collection[UUID],
    *,
    incident_id: UUID,
    at: datetime,
    now: datetime,
) -> list[KnownPositionView]:
    """The newest plausible positions until an instant of assets that were seen exactly then and are
    now: the party's own, and those whose work for the case is shared with it and was already.

    No others: the terms by which others were seen at an instant that is over are not kept.
    """
    if not asset_ids:
        return []
    rows = await db.execute(
        select(col(SharedPosition.asset_id)).where(
            col(SharedPosition.party_code) == party,
            col(SharedPosition.incident_id) == incident_id,
            col(SharedPosition.since) <= at,
        )
    )
    shared = set(rows.scalars())
    accesses = await asset_accesses(db, now=now, ids=asset_ids, viewers=[party])
    exact = {one.asset_id: one for one in accesses if one.own or one.asset_id in shared}
    prompt = Held()
    found = await known_ago(db, {(asset_id, prompt) for asset_id in exact}, now=at)
    return [position_of(fix, exact[asset_id]) for (asset_id, _), fix in sorted(found.items())]


class Moved(NamedTuple):
    """Positions that have come since a mark; follow `mark` from there."""

    mark: int
    assets: list[UUID]
    ships: list[UUID]


async def moved_since(db: AsyncSession, mark: int) -> Moved:
    """Every asset and ship whose latest position came after `mark`: none is ever missed.

    Marks are given under a lock that is held until the commit, so a smaller one never appears
    after a larger one. One statement, so that both tables are read as of the same instant.
    """
    moves: CompoundSelect[*tuple[Any, ...]] = union_all(
        select(
            literal_column("'asset'").label("thing"), col(Fix.asset_id).label("id"), col(Fix.mark)
        ).where(col(Fix.mark) > mark),
        select(literal_column("'ship'"), col(Ship.id), col(Ship.mark)).where(col(Ship.mark) > mark),
    )
    rows = (await db.execute(moves)).all()
    return Moved(
        max((row.mark for row in rows), default=mark),
        [row.id for row in rows if row.thing == "asset"],
        [row.id for row in rows if row.thing == "ship"],
    )


async def ship_positions(
    db: AsyncSession, *, ids: Collection[UUID] | None = None, bbox: Box | None = None
) -> list[KnownPositionView]:
    """The last positions of ships of opportunity; every joined party sees them alike."""
    query = select(Ship).where(col(Ship.withdrawn_at).is_(None)).order_by(col(Ship.id))
    if ids is not None:
        query = query.where(among(col(Ship.id), ids))
    if bbox is not None:
        query = query.where(within_box(Ship.point, *bbox))
    return [ship_position(ship) for ship in (await db.execute(query)).scalars()]
