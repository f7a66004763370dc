"""Assets that one viewer sees, filtered, with its access. Part of the access modules."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from pydantic import Field
from sqlalchemy import BindParameter, ColumnElement, Integer, Select, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.grants_sql import UUIDS
from sar.agreements.words import Kind, Visibility
from sar.assets.access import among, asset_accesses
from sar.assets.governing import BY_TERM, GRANT, governing, parameters, rights_by, viewing_party
from sar.assets.models import Asset
from sar.assets.redaction import AssetAccess
from sar.assets.schemas import At
from sar.assets.visible_positions import Box, box_of, shown
from sar.assets.words import Readiness
from sar.wire import Listing, PartyCode, read_cursor


class AssetList(Listing):
    """The query of a list of assets."""

    party: PartyCode | None = None
    kind: Kind | None = None
    type: str | None = Field(None, max_length=20, description="Code of a type")
    readiness: Readiness | None = None
    bbox: str | None = Field(
        None, max_length=200, description="west,south,east,north of the place shown"
    )
    updated_since: At | None = Field(None, description="Leaves out own assets not changed since")


async def wanted_assets(
    db: AsyncSession, viewer: str, wanted: AssetList, *, now: datetime
) -> list[tuple[Asset, AssetAccess]]:
    """A page of the assets the viewer sees, in the order of their ids, with its access; and one
    more when there are more.

    A filter is about what the viewer sees: readiness it may not see is not matched, a box is
    about the place shown, and `updated_since` leaves out its own assets alone, because when
    another party's asset was changed is that party's.
    """
    asked = wanted.model_dump(exclude={"cursor", "limit", "bbox"})
    asked["after"] = read_cursor(wanted.cursor, UUID)
    if (box := box_of(wanted.bbox)) is not None:
        asked["ids"] = await _within(db, viewer, box, now=now)
    at_least = Visibility.EXISTENCE if wanted.readiness is None else Visibility.READINESS
    return await _seen(db, viewer, asked, at_least=at_least, limit=wanted.limit + 1, now=now)


async def assets_of(
    db: AsyncSession, viewer: str, ids: Collection[UUID], *, now: datetime
) -> list[tuple[Asset, AssetAccess]]:
    """The visible ones among these assets, in the order of their ids, with the viewer's access."""
    return await _seen(db, viewer, {"ids": list(ids)}, limit=len(ids), now=now)


async def _seen(
    db: AsyncSession,
    viewer: str,
    wanted: Mapping[str, Any],
    *,
    at_least: Visibility = Visibility.EXISTENCE,
    limit: int,
    now: datetime,
) -> list[tuple[Asset, AssetAccess]]:
    asked = {name: value for name, value in wanted.items() if value is not None}
    rows = await db.execute(
        _seen_by(frozenset(asked), at_least), asked | parameters(viewer, now) | {"limit": limit}
    )
    return [(asset, _access_by(asset.id, viewer, way, grant)) for asset, way, *grant in rows]


def _access_by(asset_id: UUID, viewer: str, way: int, grant: Sequence[Any]) -> AssetAccess:
    rights = rights_by(way, dict(zip(GRANT, grant, strict=True)))
    return AssetAccess(asset_id, viewer, own=rights.own, term=rights.term, deployed=rights.deployed)


@cache
def _seen_by(filters: frozenset[str], at_least: Visibility) -> Select[*tuple[Any, ...]]:
    """Cached in each of its forms: compiling the statement costs more than running it."""
    rights = governing(ids=_asked("ids") if "ids" in filters else None)
    enough = [level.value for level in Visibility if level.rank >= at_least.rank]
    return (
        select(Asset, rights.c.way, *(rights.c[name] for name in GRANT))
        .join(rights, rights.c.asset_id == col(Asset.id))
        .where(
            col(Asset.retired_at).is_(None),
            or_(rights.c.way != BY_TERM, rights.c.level.in_(enough)),
            *(_CONDITIONS[name](_asked(name)) for name in sorted(filters)),
        )
        .order_by(col(Asset.id))
        .limit(bindparam("limit", type_=Integer()))
    )


def _asked(name: str) -> BindParameter[Any]:
    return bindparam(name, type_=UUIDS) if name == "ids" else bindparam(name)


_CONDITIONS: Final[Mapping[str, Callable[[Any], ColumnElement[bool]]]] = {
    "party": lambda wanted: col(Asset.party_code) == wanted,
    "kind": lambda wanted: col(Asset.kind) == wanted,
    "type": lambda wanted: col(Asset.type_code) == wanted,
    "readiness": lambda wanted: col(Asset.readiness) == wanted,
    "updated_since": lambda wanted: or_(
        col(Asset.party_code) != viewing_party(), col(Asset.updated_at) >= wanted
    ),
    "ids": lambda wanted: among(col(Asset.id), wanted),
    "after": lambda wanted: col(Asset.id) > wanted,
}


async def _within(db: AsyncSession, viewer: str, bbox: Box, *, now: datetime) -> list[UUID]:
    """The assets whose place as shown, the fix or else the base, lies in the box."""
    accesses = await asset_accesses(db, now=now, viewers=[viewer])
    fixes = await shown(db, accesses, now=now)
    placeless = [access.asset_id for access in accesses if (access.asset_id, viewer) not in fixes]
    based = await db.execute(
        select(col(Asset.id), col(Asset.base)).where(
            among(col(Asset.id), placeless),
            col(Asset.base).is_not(None),
            or_(col(Asset.party_code) == viewer, col(Asset.base_shared)),
        )
    )
    fixed = [id_ for (id_, _), view in fixes.items() if bbox.holds(view.point.to_latlon())]
    return fixed + [id_ for id_, base in based if base is not None and bbox.holds(base)]
