"""Access to assets and ships: selects just what each party may see of them (SQL)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.clauses import AssetFacts, Veil
from sar.agreements.preview import OwnAsset
from sar.agreements.words import Kind
from sar.assets.access import among, among_words, asset_accesses
from sar.assets.availability import Window
from sar.assets.catalogue import type_of
from sar.assets.fix_rows import OwnIdentifiers
from sar.assets.holding import Held, span_kn, span_s
from sar.assets.models import Asset, Commitment
from sar.assets.presenting import OpenCommitment, shown_by, view_of
from sar.assets.redaction import AssetAccess, seen_of, told_place
from sar.assets.registered_alike import NamedAsset
from sar.assets.seen import SeenAsset
from sar.assets.views import AssetView
from sar.assets.visible_positions import Box, box_of, known_ago, positions, positions_for, shown
from sar.assets.visible_ships import (
    access_ship,
    ship_answer,
    ship_by_mmsi,
    ship_listing,
    ship_views,
    ships_standing,
    ships_under_own_numbers,
    sighting_by,
    silent_ships,
    told_ship,
    was_ship,
)
from sar.assets.words import CARRIED, UNIQUE
from sar.errors import NotFound
from sar.geo.position import LatLon
from sar.parties.caller import Caller
from sar.record import access_barrier
from sar.record.service import Picture, Views

__all__ = [
    "Box",
    "access_asset",
    "access_assets",
    "access_ship",
    "box_of",
    "own_assets",
    "positions",
    "positions_for",
    "seen_assets",
    "ship_answer",
    "ship_by_mmsi",
    "ship_listing",
    "ship_views",
    "ships_standing",
    "ships_under_own_numbers",
    "sighting_by",
    "silent_ships",
    "told_ship",
    "views",
    "was_ship",
]


async def views(
    db: AsyncSession,
    asset_ids: Collection[UUID],
    *,
    now: datetime,
    parties: Collection[str] | None = None,
) -> Views:
    """The views that every party (or each of those given) has of the assets, for the record."""
    await access_barrier.note(db)
    result: dict[str, Picture] = defaultdict(dict)
    accesses = await asset_accesses(db, now=now, ids=asset_ids, viewers=parties)
    for access, view in await _views(db, accesses):
        result[access.viewer]["asset", str(access.asset_id)] = view.plain()
    return result


async def _views(
    db: AsyncSession, accesses: Sequence[AssetAccess]
) -> list[tuple[AssetAccess, AssetView]]:
    assets, bindings = await _rows(db, {access.asset_id for access in accesses})
    return [
        (access, view_of(assets[access.asset_id], access, bindings[access.asset_id]))
        for access in accesses
        if access.asset_id in assets
    ]


async def _rows(
    db: AsyncSession, ids: Collection[UUID]
) -> tuple[dict[UUID, Asset], dict[UUID, list[OpenCommitment]]]:
    """The assets that are not retired, and what binds them."""
    if not ids:
        return {}, defaultdict(list)
    found = await db.execute(
        select(Asset).where(among(col(Asset.id), ids), col(Asset.retired_at).is_(None))
    )
    return {asset.id: asset for asset in found.scalars()}, await open_commitments(db, ids)


async def open_commitments(
    db: AsyncSession, ids: Collection[UUID]
) -> dict[UUID, list[OpenCommitment]]:
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
    result: dict[UUID, list[OpenCommitment]] = defaultdict(list)
    for row in rows:
        window = Window(row.from_at, row.until_at, row.quantity, row.exercise)
        result[row.asset_id].append(OpenCommitment(window, row.deployment_id))
    return result


async def access_to(db: AsyncSession, viewer: str, asset_id: UUID, *, now: datetime) -> AssetAccess:
    """The viewer's access to the asset, or NotFound."""
    found = await asset_accesses(db, now=now, ids=[asset_id], viewers=[viewer])
    if not found:
        raise NotFound("asset")
    return found[0]


async def access_asset(
    db: AsyncSession, caller: Caller, asset_id: UUID, *, lock: bool = False
) -> Asset:
    """An asset of the caller's own party that is not retired, or NotFound."""
    found = await access_assets(db, [asset_id], of=caller.party, lock=lock)
    if not found:
        raise NotFound("asset")
    return found[0]


async def access_assets(
    db: AsyncSession, ids: Collection[UUID], *, of: str | None = None, lock: bool = True
) -> list[Asset]:
    """The assets that are not retired, of any owner or of one, locked in the order of their ids.

    The lock lets rows that refer to the asset be written meanwhile.
    """
    query = (
        select(Asset)
        .where(among(col(Asset.id), ids), col(Asset.retired_at).is_(None))
        .order_by(col(Asset.id))
        .execution_options(populate_existing=True)
    )
    if of is not None:
        query = query.where(col(Asset.party_code) == of)
    if lock:
        query = query.with_for_update(key_share=True)
    return list((await db.execute(query)).scalars())


async def open_windows(db: AsyncSession, asset_id: UUID) -> list[Window]:
    """Every commitment of the asset that has not ended."""
    return [binding.window for binding in (await open_commitments(db, [asset_id]))[asset_id]]


async def identified(
    db: AsyncSession,
    party: str,
    wanted: Mapping[str, Collection[str]],
    *,
    but: UUID | None = None,
) -> dict[tuple[str, str], str]:
    """The names of the party's own assets that carry such identifiers, of those that one alone may
    carry, by field and value."""
    query = select(*(getattr(Asset, name) for name in ("name", *UNIQUE))).where(
        col(Asset.party_code) == party,
        col(Asset.retired_at).is_(None),
        or_(
            *(among_words(getattr(Asset, name), wanted.get(name, ())) for name in UNIQUE),
        ),
    )
    if but is not None:
        query = query.where(col(Asset.id) != but)
    return {
        (column, number): row.name
        for row in await db.execute(query)
        for column, number in zip(UNIQUE, row[1:], strict=True)
        if number in wanted.get(column, ())
    }


async def named_alike(db: AsyncSession, party: str, names: Collection[str]) -> list[NamedAsset]:
    """The party's own assets that are not retired and have one of the names."""
    query = select(*(getattr(Asset, name) for name in ("name", "type_code", *CARRIED))).where(
        col(Asset.party_code) == party,
        col(Asset.retired_at).is_(None),
        among_words(col(Asset.name), names),
    )
    return [NamedAsset(*row) for row in await db.execute(query)]


async def named_by(
    db: AsyncSession, party: str, wanted: Mapping[str, Collection[Any]]
) -> list[OwnIdentifiers]:
    """The party's own assets that are not retired and carry one of these, by field: `id` or
    one of `CARRIED`."""
    query = select(*(getattr(Asset, name) for name in ("id", *CARRIED))).where(
        col(Asset.party_code) == party,
        col(Asset.retired_at).is_(None),
        or_(
            among(col(Asset.id), wanted.get("id", ())),
            *(among_words(getattr(Asset, name), wanted.get(name, ())) for name in CARRIED),
        ),
    )
    return [OwnIdentifiers(*row) for row in await db.execute(query)]


async def seen_assets(
    db: AsyncSession, party: str, *, now: datetime, ids: Collection[UUID] | None = None
) -> list[SeenAsset]:
    """All assets that the party sees, as plain data of what it may see of them."""
    accesses = await asset_accesses(db, now=now, ids=ids, viewers=[party])
    assets, bindings = await _rows(db, {access.asset_id for access in accesses})
    fixes = await shown(db, accesses, now=now)
    return [
        seen_of(
            assets[access.asset_id],
            access,
            [binding.window for binding in bindings[access.asset_id]],
            shown_by(fixes.get((access.asset_id, party))),
        )
        for access in accesses
        if access.asset_id in assets
    ]


class KnownBase(NamedTuple):
    """A base of an aircraft, of which a party knows."""

    party: str
    """The owner of the aircraft."""
    helicopter: bool
    place: LatLon


async def bases_of_aircraft(
    db: AsyncSession, party: str, *, owners: Collection[str], now: datetime
) -> frozenset[KnownBase]:
    """The bases of the aircraft of some owners that the party knows: its own, and those that the
    owner shares of aircraft that it sees."""
    if not owners:
        return frozenset()
    query = select(col(Asset.id), col(Asset.party_code), col(Asset.type_code), col(Asset.base))
    query = query.where(
        col(Asset.kind) == Kind.AIRCRAFT,
        col(Asset.base).is_not(None),
        col(Asset.retired_at).is_(None),
        among_words(col(Asset.party_code), owners),
        or_(col(Asset.party_code) == party, col(Asset.base_shared)),
    )
    found = (await db.execute(query)).all()
    others = [id_ for id_, owner, *_ in found if owner != party]
    accesses = await asset_accesses(db, now=now, ids=others, viewers=[party]) if others else []
    seen = {access.asset_id for access in accesses}
    return frozenset(
        KnownBase(owner, type_of(code).helicopter, place)
        for id_, owner, code, place in found
        if place is not None and (owner == party or id_ in seen)
    )


async def own_assets(
    db: AsyncSession, party: str, *, veils: Collection[Veil], now: datetime
) -> list[OwnAsset]:
    """The party's own assets as the preview of an agreement asks for them."""
    accesses = await asset_accesses(db, now=now, viewers=[party])
    assets, _ = await _rows(db, {access.asset_id for access in accesses})
    fixes = await shown(db, accesses, now=now)
    ages = {
        (asset.id, veil): Held(veil[0], span_s(veil[1], asset.type_code))
        for asset in assets.values()
        for veil in veils
    }
    past = await known_ago(db, {(id_, held) for (id_, _), held in ages.items()}, now=now)
    return [
        OwnAsset(
            id=asset.id,
            name=asset.name,
            max_kn=span_kn(type_of(asset.type_code)),
            facts=AssetFacts(
                kind=asset.narrow,
                type_code=asset.type_code,
                location=fix.point.to_latlon() if fix else asset.base,
                earlier={
                    veil: told_place(past.get((asset.id, ages[asset.id, veil])), asset.base, veil)
                    for veil in veils
                },
            ),
        )
        for asset in sorted(assets.values(), key=lambda asset: (asset.name, asset.id))
        for fix in [fixes.get((asset.id, party))]
        if asset.party_code == party
    ]
