"""Assets that one viewer sees, filtered, with its access. Part of the access modules."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from pydantic import Field
from sqlalchemy import BindParameter, ColumnElement, Integer, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.grants_sql import UUIDS
from sar.agreements.words import Kind, Visibility
from sar.assets.access import among, asset_accesses
from sar.assets.column_presenting import rows_of
from sar.assets.governing import BY_TERM, OWN, governing, parameters, viewing_party
from sar.assets.models import Asset
from sar.assets.views import AssetAnswer
from sar.assets.visible_columns import Assets, assets_with, columns_by
from sar.assets.visible_positions import Box, box_of, shown
from sar.assets.words import Readiness
from sar.errors import NotFound
from sar.geo.columns import point_literal
from sar.geo.position import LatLon
from sar.plain_fields import At
from sar.text_fields import PartyCode
from sar.wire import JsonObject, Listing, read_cursor


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


async def answers(
    db: AsyncSession, viewer: str, wanted: AssetList, *, now: datetime
) -> list[JsonObject]:
    """A page of the assets the viewer sees, in the order of their ids, as `AssetAnswer`s; and one
    more when there are more.

    A filter is about what the viewer sees: readiness it may not see is not matched, a box is
    about the place shown, and `updated_since` leaves out its own assets alone, because when
    another party's asset was changed is that party's.
    """
    asked = wanted.model_dump(exclude={"cursor", "limit", "bbox"})
    asked["after"] = read_cursor(wanted.cursor, UUID)
    if (box := box_of(wanted.bbox)) is not None:
        asked["ids"] = await _within(db, viewer, box, now=now)
    asked = {name: value for name, value in asked.items() if value is not None}
    at_least = Visibility.EXISTENCE if wanted.readiness is None else Visibility.READINESS
    statement = _listed(frozenset(asked), at_least)
    return await _found(db, viewer, statement, asked | {"limit": wanted.limit + 1}, now=now)


async def answer(db: AsyncSession, viewer: str, asset_id: UUID, *, now: datetime) -> AssetAnswer:
    """One asset as the viewer sees it, or NotFound. Its own party may read a retired one."""
    found = await _found(db, viewer, _one(), {"ids": [asset_id]}, now=now)
    if not found:
        raise NotFound("asset")
    return AssetAnswer.model_validate(found[0])


async def _found(
    db: AsyncSession, viewer: str, statement: Assets, asked: dict[str, Any], *, now: datetime
) -> list[JsonObject]:
    given = parameters(viewer, now) | asked
    assets, positions = await columns_by(db, statement, given, now=now)
    by_id = {position["id"]: position for position in rows_of(positions)}
    return [asset | {"position": by_id.get(asset["id"])} for asset in rows_of(assets)]


async def nearest_base(db: AsyncSession, party: str, place: LatLon) -> tuple[str, LatLon] | None:
    """The base of the party's own that is nearest to a place, by its name."""
    bases = (
        select(col(Asset.base_name).label("name"), col(Asset.base).label("base"))
        .where(
            col(Asset.party_code) == party,
            col(Asset.retired_at).is_(None),
            col(Asset.base).is_not(None),
            col(Asset.base_name) != "",
        )
        .distinct()
        .subquery()  # few; the index of all parties' bases would be searched far and wide
    )
    away = func.ST_Distance(bases.c.base, point_literal(place))
    found = await db.execute(select(bases.c.name, bases.c.base).order_by(away).limit(1))
    return next(((name, base) for name, base in found), None)


@cache
def _listed(filters: frozenset[str], at_least: Visibility) -> Assets:
    """Cached in each of its forms: compiling the statement costs more than running it."""
    rights = governing(ids=_asked("ids") if "ids" in filters else None)
    enough = [level.value for level in Visibility if level.rank >= at_least.rank]
    return (
        assets_with(rights)
        .where(
            col(Asset.retired_at).is_(None),
            or_(rights.c.way != BY_TERM, rights.c.level.in_(enough)),
            *(_CONDITIONS[name](_asked(name)) for name in sorted(filters)),
        )
        .limit(bindparam("limit", type_=Integer()))
    )


@cache
def _one() -> Assets:
    rights = governing(ids=_asked("ids"))
    return assets_with(rights).where(or_(col(Asset.retired_at).is_(None), rights.c.way == OWN))


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
