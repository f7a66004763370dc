"""All assets and ships that a party sees, with their positions, by column (SQL). Part of the access
to assets: one statement for what `visible.views` and `visible_positions.positions` give of some."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from itertools import compress
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    TIMESTAMP,
    ColumnElement,
    Select,
    Subquery,
    Text,
    TypeDecorator,
    Uuid,
    case,
    cast,
    exists,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.words import Visibility
from sar.assets.access import berth_of, secret_of
from sar.assets.column_presenting import (
    Cells,
    Columns,
    FixCells,
    RightsByRow,
    asset_columns,
    columns_of,
    position_columns,
)
from sar.assets.governing import GRANT, OWN, governing, parameters, rights_by
from sar.assets.models import Asset, Commitment, Fix, Ship
from sar.assets.presenting import FOR_OWN_PARTY, bound_view, ship_position, ship_view
from sar.assets.redaction import DoubtedFix
from sar.assets.views import KnownPositionView, ShipView
from sar.assets.visible import open_commitments
from sar.assets.visible_positions import known_ago
from sar.assets.visible_ships import STANDS
from sar.db import Instant
from sar.geo.columns import lon_lat
from sar.wire import JsonObject

Assets = Select[*tuple[Any, ...]]


class VisibleColumns(NamedTuple):
    """The views of all assets and ships that a party sees, in the order of their ids, and of their
    positions, assets first."""

    asset: Columns
    ship: Columns
    positions: Columns


async def visible_columns(db: AsyncSession, party: str, *, now: datetime) -> VisibleColumns:
    """Everything that the party sees of assets and ships."""
    assets, positions = await columns_by(db, _all_assets(), parameters(party, now), now=now)
    ships = list((await db.execute(select(Ship).where(STANDS).order_by(col(Ship.id)))).scalars())
    names = list(KnownPositionView.model_fields)
    afloat = columns_of([ship_position(ship).plain() for ship in ships], names)
    return VisibleColumns(
        asset=assets,
        ship=columns_of([ship_view(ship).plain() for ship in ships], list(ShipView.model_fields)),
        positions={name: positions[name] + afloat[name] for name in names},
    )


async def columns_by(
    db: AsyncSession, assets: Assets, parameters: Mapping[str, Any], *, now: datetime
) -> tuple[Columns, Columns]:
    """The views of the assets that a statement of `assets_with` selects, and of their positions."""
    found = (await (await db.connection()).execute(assets, parameters)).all()
    names = assets.selected_columns.keys()
    rows: dict[str, Cells] = dict(
        zip(names, zip(*found, strict=True) if found else [()] * len(names), strict=True)
    )
    rights = _rights(rows)
    views = asset_columns(rows, rights, await _bound(db, rows, rights))
    return views, await _positions(db, rows, rights, now=now)


@cache
def _all_assets() -> Assets:
    """Cached: compiling the statement costs more than running it."""
    return assets_with(governing()).where(col(Asset.retired_at).is_(None))


def assets_with(rights: Subquery) -> Assets:
    """Selects assets in the order of their ids with their latest fixes and the grants that govern,
    `rights`; retired ones too."""
    coarse = rights.c.precision_nm > 0.0
    return (
        select(
            *(_plain(getattr(Asset, name), name) for name in _ASSET),
            *(
                case((rights.c.way == OWN, _plain(getattr(Asset, name), name))).label(name)
                for name in FOR_OWN_PARTY
                if name not in _ASSET
            ),
            *_place(Asset.base, "base_"),
            _has_open_commitment().label("bound"),
            *(_plain(getattr(Fix, name), name) for name in _FIX),
            *_place(Fix.point, ""),
            case((coarse, secret_of(Fix.asset_id, Fix.at))).label("secret"),
            *_place(case((coarse, berth_of(Fix.asset_id, Fix.at))), "berth_"),
            rights.c.way,
            *(_plain(rights.c[name], f"granted_{name}") for name in GRANT),
        )
        .join(rights, rights.c.asset_id == col(Asset.id))
        .outerjoin(Fix, col(Fix.asset_id) == col(Asset.id))
        .order_by(col(Asset.id))
    )


_ASSET: Final = (
    "id", "party_code", "centre_id", "kind", "type_code", "name", "base_name", "readiness",
    "readiness_until", "at_sea", "overrides", "quantity", "service", "armed", "sensors",
    "base_shared", "notice_day_minutes", "notice_night_minutes", "notice_at_sea_minutes",
)  # fmt: skip
_FIX: Final = (
    "at", "course_deg", "speed_kn", "uncertainty_nm", "source", "implausible", "doubted_at",
    "doubted_for", "doubted_nm", "doubt", "received_at",
)  # fmt: skip


def _plain(column: Any, name: str) -> ColumnElement[Any]:
    """The column without what its type does to each value in Python."""
    kind = column.type
    if isinstance(kind, Uuid | JSONB):
        return cast(column, Text).label(name)
    if isinstance(kind, Instant):
        return type_coerce(column, TIMESTAMP(timezone=True)).label(name)
    return type_coerce(column, Text if isinstance(kind, TypeDecorator) else kind).label(name)


def _place(point: Any, prefix: str) -> Iterator[ColumnElement[float]]:
    for axis, value in zip(("lon", "lat"), lon_lat(point), strict=True):
        yield value.label(f"{prefix}{axis}")


def _has_open_commitment() -> ColumnElement[bool]:
    return exists().where(
        col(Commitment.asset_id) == col(Asset.id), col(Commitment.ended_at).is_(None)
    )


def _rights(rows: Mapping[str, Cells]) -> RightsByRow:
    """The rights by row, made once for all rows alike."""
    known: dict[tuple[Any, ...], int] = {}
    keys = zip(rows["way"], *(rows[f"granted_{name}"] for name in GRANT), strict=True)
    index = [known.setdefault(key, len(known)) for key in keys]
    return RightsByRow(
        [rights_by(way, dict(zip(GRANT, grant, strict=True))) for way, *grant in known], index
    )


async def _bound(
    db: AsyncSession, rows: Mapping[str, Cells], rights: RightsByRow
) -> dict[str, list[JsonObject]]:
    """The commitments of each asset, by its id."""
    own = rights.each(lambda one: one.own)
    bound = {
        UUID(id_): mine
        for id_, mine, is_bound in zip(rows["id"], own, rows["bound"], strict=True)
        if is_bound
    }
    if not bound:
        return {}
    return {
        str(id_): [bound_view(binding, own=bound[id_]).plain() for binding in bindings]
        for id_, bindings in (await open_commitments(db, bound)).items()
    }


async def _positions(
    db: AsyncSession, rows: Mapping[str, Cells], rights: RightsByRow, *, now: datetime
) -> Columns:
    """The positions that are shown."""
    cells = {name: list(rows[name]) for name in FixCells._fields}
    for row, fix in (await _earlier(db, rows, rights, now=now)).items():
        for name, value in _values(fix).items():
            cells[name][row] = value
    at_position = rights.each(lambda one: one.reaches(Visibility.POSITION))
    shown = [seen and at is not None for seen, at in zip(at_position, cells["at"], strict=True)]
    return position_columns(
        list(compress(rows["id"], shown)),
        FixCells(**{name: list(compress(column, shown)) for name, column in cells.items()}),
        rights.where(shown),
    )


async def _earlier(
    db: AsyncSession, rows: Mapping[str, Cells], rights: RightsByRow, *, now: datetime
) -> dict[int, DoubtedFix | None]:
    """By row the fix that is old enough, of all whose positions are shown with a delay."""
    shown = rights.each(lambda one: one.is_veiled and one.reaches(Visibility.POSITION))
    wanted = {
        row: (UUID(rows["id"][row]), rights.at(row).held(rows["type_code"][row]))
        for row, late in enumerate(shown)
        if late
    }
    wanted = {row: key for row, key in wanted.items() if not key[1].at_once}
    found = await known_ago(db, list(wanted.values()), now=now)
    return {row: found.get(key) for row, key in wanted.items()}


def _values(fix: DoubtedFix | None) -> dict[str, Any]:
    if fix is None:
        return dict.fromkeys(FixCells._fields)
    place: dict[str, float | None] = {"lon": fix.point.lon, "lat": fix.point.lat}
    place["berth_lon"], place["berth_lat"] = (
        (fix.berth.lon, fix.berth.lat) if fix.berth else (None, None)
    )
    return {name: getattr(fix, name) for name in FixCells._fields if name not in place} | place
