"""The door to assets and ships: what each party sees of them, and nothing else (SQL)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.preview import OwnAsset
from sar.agreements.terms import AssetFacts
from sar.agreements.words import Kind, Visibility
from sar.assets.availability import Window
from sar.assets.models import Asset, Commitment, SharedPosition, Ship
from sar.assets.schemas import AssetAnswer, AssetView, PositionView, ShipAnswer, ShipView
from sar.assets.seen import SeenAsset, SeenShip
from sar.assets.sight import (
    Binding,
    ShownFix,
    Sight,
    seen_of,
    seen_ship,
    ship_position,
    ship_view,
    view_of,
)
from sar.assets.sights import among, among_words, granted, sights
from sar.assets.whereabouts import Box, known_ago, positions, positions_for, shown
from sar.assets.words import Readiness
from sar.errors import NotFound
from sar.parties.caller import Caller
from sar.parties.visible import joined
from sar.record import drawing
from sar.record.service import Picture, Views

__all__ = [
    "Box",
    "access_asset",
    "access_assets",
    "own_assets",
    "picture",
    "positions",
    "positions_for",
    "seen_assets",
    "seen_ships",
    "ship_views",
    "views",
]


async def views(
    db: AsyncSession,
    asset_ids: Collection[UUID],
    *,
    now: datetime,
    parties: Collection[str] | None = None,
) -> Views:
    """How every party (or each of those given) sees the assets, for the record."""
    await drawing.begin(db)
    result: dict[str, Picture] = defaultdict(dict)
    looks = await sights(db, now=now, ids=asset_ids, viewers=parties)
    for look, view in await _views(db, looks):
        result[look.viewer]["asset", str(look.asset_id)] = view.plain()
    return result


async def picture(
    db: AsyncSession, party: str, *, now: datetime, looks: Sequence[Sight] | None = None
) -> Picture:
    """All assets and ships that the party sees; by its `looks`, where they are known already."""
    if looks is None:
        looks = await sights(db, now=now, viewers=[party])
    result: Picture = {("asset", str(view.id)): view.plain() for _, view in await _views(db, looks)}
    ships = await db.execute(select(Ship).order_by(col(Ship.id)))
    result |= {("ship", str(ship.id)): ship_view(ship).plain() for ship in ships.scalars()}
    return result


async def _views(db: AsyncSession, looks: Sequence[Sight]) -> list[tuple[Sight, AssetView]]:
    assets, bindings = await _rows(db, {look.asset_id for look in looks})
    return [
        (look, view_of(assets[look.asset_id], look, bindings[look.asset_id]))
        for look in looks
        if look.asset_id in assets
    ]


async def _rows(
    db: AsyncSession, ids: Collection[UUID]
) -> tuple[dict[UUID, Asset], dict[UUID, list[Binding]]]:
    """The assets that are not retired, and what binds them."""
    if not ids:
        return {}, defaultdict(list)
    found = await db.execute(
        select(Asset).where(among(col(Asset.id), ids), col(Asset.retired_at).is_(None))
    )
    return {asset.id: asset for asset in found.scalars()}, await _bindings(db, ids)


async def _bindings(db: AsyncSession, ids: Collection[UUID]) -> dict[UUID, list[Binding]]:
    """The commitments that have not ended, by asset and in order.

    Also one whose window has passed: it shows until somebody says that the asset is back, so
    that no view changes by itself.
    """
    rows = await db.execute(
        select(
            col(Commitment.asset_id),
            col(Commitment.deployment_id),
            col(Commitment.quantity),
            col(Commitment.exercise),
            func.lower(col(Commitment.during)).label("from_at"),
            func.upper(col(Commitment.during)).label("until_at"),
        )
        .where(
            among(col(Commitment.asset_id), ids),
            col(Commitment.ended_at).is_(None),
            ~func.isempty(col(Commitment.during)),
        )
        .order_by(func.lower(col(Commitment.during)), col(Commitment.id))
    )
    result: dict[UUID, list[Binding]] = defaultdict(list)
    for row in rows:
        window = Window(row.from_at, row.until_at, row.quantity, row.exercise)
        result[row.asset_id].append(Binding(window, row.deployment_id))
    return result


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the assets it may see a party asks for; None: no matter."""

    party: str | None = None
    kind: Kind | None = None
    type_code: str | None = None
    readiness: Readiness | None = None
    bbox: Box | None = None
    updated_since: datetime | None = None


async def listing(
    db: AsyncSession, viewer: str, wanted: Wanted, *, after: UUID | None, limit: int, now: datetime
) -> list[AssetAnswer]:
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
    return await answers(db, viewer, list(page.scalars()), now=now)


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
    looks = await sights(db, now=now, viewers=[viewer])
    fixes = await shown(db, looks, now=now)
    placeless = [look.asset_id for look in looks if (look.asset_id, viewer) not in fixes]
    based = await db.execute(
        select(col(Asset.id), col(Asset.base)).where(
            among(col(Asset.id), placeless),
            col(Asset.base).is_not(None),
            or_(col(Asset.party_code) == viewer, col(Asset.base_shared)),
        )
    )
    fixed = [id_ for (id_, _), view in fixes.items() if bbox.holds(view.point.to_latlon())]
    return fixed + [id_ for id_, base in based if base is not None and bbox.holds(base)]


async def answers(
    db: AsyncSession, viewer: str, ids: Collection[UUID], *, now: datetime
) -> list[AssetAnswer]:
    """The assets with their positions as the viewer sees them, in the order of their ids."""
    seen = await _views(db, await sights(db, now=now, ids=ids, viewers=[viewer]))
    found = await shown(db, [look for look, _ in seen], now=now)
    return sorted(
        (_answer(view, found.get((look.asset_id, viewer))) for look, view in seen),
        key=lambda answer: answer.id,
    )


def _answer(view: AssetView, position: PositionView | None) -> AssetAnswer:
    return AssetAnswer(**dict(view), position=position)


async def answer(db: AsyncSession, viewer: str, asset_id: UUID, *, now: datetime) -> AssetAnswer:
    """One asset as the viewer sees it, or NotFound. Its own party may look at a retired one."""
    if found := await answers(db, viewer, [asset_id], now=now):
        return found[0]
    asset = await db.get(Asset, asset_id)
    if asset is None or asset.party_code != viewer:
        raise NotFound("asset")
    look = Sight(asset_id, viewer, own=True)
    position = (await shown(db, [look], now=now)).get((asset_id, viewer))
    return _answer(view_of(asset, look, []), position)


async def look_at(db: AsyncSession, viewer: str, asset_id: UUID, *, now: datetime) -> Sight:
    """How the viewer may look at the asset, or NotFound."""
    found = await sights(db, now=now, ids=[asset_id], viewers=[viewer])
    if not found:
        raise NotFound("asset")
    return found[0]


async def access_asset(
    db: AsyncSession, caller: Caller, asset_id: UUID, *, lock: bool = False
) -> Asset:
    """An asset of the caller's own party that is not retired, or NotFound."""
    found = await access_assets(db, [asset_id], lock=lock)
    if not found or found[0].party_code != caller.party:
        raise NotFound("asset")
    return found[0]


async def access_assets(
    db: AsyncSession, ids: Collection[UUID], *, lock: bool = True
) -> list[Asset]:
    """The assets that are not retired, of any owner, locked in the order of their ids.

    The lock lets rows that refer to the asset be written meanwhile.
    """
    query = (
        select(Asset)
        .where(among(col(Asset.id), ids), col(Asset.retired_at).is_(None))
        .order_by(col(Asset.id))
        .execution_options(populate_existing=True)
    )
    if lock:
        query = query.with_for_update(key_share=True)
    return list((await db.execute(query)).scalars())


async def open_windows(db: AsyncSession, asset_id: UUID) -> list[Window]:
    """What binds the asset: every commitment that has not ended."""
    return [binding.window for binding in (await _bindings(db, [asset_id]))[asset_id]]


async def identified(
    db: AsyncSession,
    party: str,
    wanted: Mapping[str, Collection[str]],
    *,
    but: UUID | None = None,
) -> dict[tuple[str, str], str]:
    """The names of the party's own assets that carry such an `mmsi` or `icao24`, by both."""
    query = select(col(Asset.name), col(Asset.mmsi), col(Asset.icao24)).where(
        col(Asset.party_code) == party,
        col(Asset.retired_at).is_(None),
        or_(
            among_words(col(Asset.mmsi), wanted.get("mmsi", ())),
            among_words(col(Asset.icao24), wanted.get("icao24", ())),
        ),
    )
    if but is not None:
        query = query.where(col(Asset.id) != but)
    return {
        (column, number): row.name
        for row in await db.execute(query)
        for column, number in (("mmsi", row.mmsi), ("icao24", row.icao24))
        if number in wanted.get(column, ())
    }


async def seen_assets(
    db: AsyncSession, party: str, *, now: datetime, ids: Collection[UUID] | None = None
) -> list[SeenAsset]:
    """All assets that the party sees, as plain data of what it may see of them."""
    looks = await sights(db, now=now, ids=ids, viewers=[party])
    assets, bindings = await _rows(db, {look.asset_id for look in looks})
    fixes = await shown(db, looks, now=now)
    return [
        seen_of(
            assets[look.asset_id],
            look,
            [binding.window for binding in bindings[look.asset_id]],
            ShownFix.told(fixes.get((look.asset_id, party))),
        )
        for look in looks
        if look.asset_id in assets
    ]


async def own_assets(
    db: AsyncSession, party: str, *, delays: Collection[int], now: datetime
) -> list[OwnAsset]:
    """The party's own assets as the preview of an agreement asks for them."""
    looks = await sights(db, now=now, viewers=[party])
    assets, _ = await _rows(db, {look.asset_id for look in looks})
    fixes = await shown(db, looks, now=now)
    past = await known_ago(db, [(id_, delay) for id_ in assets for delay in delays], now=now)
    return [
        OwnAsset(
            id=asset.id,
            name=asset.name,
            facts=AssetFacts(
                kind=asset.kind,
                type_code=asset.type_code,
                location=fix.point.to_latlon() if fix else asset.base,
                earlier={
                    delay: then.point if (then := past.get((asset.id, delay))) else asset.base
                    for delay in delays
                },
            ),
        )
        for asset in sorted(assets.values(), key=lambda asset: (asset.name, asset.id))
        for fix in [fixes.get((asset.id, party))]
        if asset.party_code == party
    ]


async def seen_ships(db: AsyncSession) -> list[SeenShip]:
    """All ships of opportunity, as every joined party sees them."""
    rows = await db.execute(select(Ship).order_by(col(Ship.id)))
    return [seen_ship(ship) for ship in rows.scalars()]


async def ship_views(
    db: AsyncSession, ship_ids: Collection[UUID], *, parties: Collection[str] | None = None
) -> Views:
    """How each joined party (or each of those given) sees the ships: all alike."""
    rows = await db.execute(select(Ship).where(among(col(Ship.id), ship_ids)))
    seen: Picture = {("ship", str(ship.id)): ship_view(ship).plain() for ship in rows.scalars()}
    everyone = await joined(db)
    return {party: seen for party in everyone if parties is None or party in parties}


async def ship_listing(
    db: AsyncSession, *, after: UUID | None, limit: int, ids: Collection[UUID] | None = None
) -> list[ShipAnswer]:
    """Up to `limit` ships in the order of their ids."""
    query = select(Ship).order_by(col(Ship.id)).limit(limit)
    if after is not None:
        query = query.where(col(Ship.id) > after)
    if ids is not None:
        query = query.where(among(col(Ship.id), ids))
    ships = (await db.execute(query)).scalars()
    return [_ship_answer(ship_view(ship), ship_position(ship)) for ship in ships]


def _ship_answer(view: ShipView, position: PositionView) -> ShipAnswer:
    return ShipAnswer(**dict(view), position=position)


async def ship_by_mmsi(db: AsyncSession, mmsi: str) -> Ship | None:
    """The ship that carries the number."""
    return (await db.execute(select(Ship).where(col(Ship.mmsi) == mmsi))).scalar_one_or_none()


async def access_ship(db: AsyncSession, ship_id: UUID, *, lock: bool = False) -> Ship:
    """A ship of opportunity, or NotFound."""
    ship = await db.get(Ship, ship_id, with_for_update={"key_share": True} if lock else None)
    if ship is None:
        raise NotFound("ship")
    return ship
