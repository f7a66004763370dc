"""Assets that one viewer sees, filtered, with its access. Part of the access modules."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, Text, bindparam, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.grants_sql import UUIDS
from sar.agreements.words import Kind, Visibility
from sar.assets.access import GRANTED, access_by, among, asset_accesses, granted
from sar.assets.models import Asset, SharedPosition
from sar.assets.redaction import AssetAccess
from sar.assets.visible_positions import Box, shown
from sar.assets.words import Readiness
from sar.db import Instant


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of a list of assets; None: no matter."""

    party: str | None = None
    kind: Kind | None = None
    type_code: str | None = None
    readiness: Readiness | None = None
    bbox: Box | None = None
    updated_since: datetime | None = None


async def wanted_assets(
    db: AsyncSession, viewer: str, wanted: Wanted, *, after: UUID | None, limit: int, now: datetime
) -> list[tuple[Asset, AssetAccess]]:
    """Up to `limit` of the assets the viewer sees, in the order of their ids, with its access.

    A filter is about what the viewer sees: readiness it may not see is not matched, a box is
    about the place shown, and `updated_since` leaves out its own assets alone, because when
    another party's asset was changed is that party's.
    """
    given = {field.name: getattr(wanted, field.name) for field in fields(Wanted)} | {"after": after}
    if (box := given.pop("bbox")) is not None:
        given["ids"] = await _within(db, viewer, box, now=now)
    at_least = Visibility.EXISTENCE if wanted.readiness is None else Visibility.READINESS
    return await _seen(db, viewer, given, at_least=at_least, limit=limit, now=now)


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
    given = {name: value for name, value in wanted.items() if value is not None}
    rows = await db.execute(
        _seen_by(frozenset(given), at_least),
        {**given, "viewer": viewer, "viewers": [viewer], "now": now, "limit": limit},
    )
    return [
        (asset, access_by(asset.id, viewer, owner=asset.party_code, term=term, incident=incident))
        for asset, incident, *term in rows
    ]


@cache
def _seen_by(filters: frozenset[str], at_least: Visibility) -> Select[*tuple[Any, ...]]:
    """Cached in each of its forms: compiling the statement costs more than running it."""
    viewer = bindparam("viewer", type_=Text())
    by_term = granted(
        now=bindparam("now", type_=Instant()),
        ids=bindparam("ids", type_=UUIDS) if "ids" in filters else None,
        viewers=bindparam("viewers", expanding=True, type_=Text()),
    )
    deployed = (
        select(col(SharedPosition.asset_id), col(SharedPosition.incident_id))
        .where(col(SharedPosition.party_code) == viewer)
        .ext(distinct_on(col(SharedPosition.asset_id)))
        .order_by(col(SharedPosition.asset_id), col(SharedPosition.incident_id))
        .subquery("deployed")
    )
    enough = [level.value for level in Visibility if level.rank >= at_least.rank]
    return (
        select(Asset, deployed.c.incident_id, *(by_term.c[name] for name in GRANTED))
        .outerjoin(by_term, by_term.c.asset_id == col(Asset.id))
        .outerjoin(deployed, deployed.c.asset_id == col(Asset.id))
        .where(
            col(Asset.retired_at).is_(None),
            or_(
                col(Asset.party_code) == viewer,
                by_term.c.level.in_(enough),
                deployed.c.asset_id.is_not(None),
            ),
            *_conditions(filters, viewer),
        )
        .order_by(col(Asset.id))
        .limit(bindparam("limit", type_=Integer()))
    )


def _conditions(
    filters: Collection[str], viewer: ColumnElement[str]
) -> Iterator[ColumnElement[bool]]:
    given: dict[str, Any] = {name: bindparam(name) for name in filters}
    if "party" in given:
        yield col(Asset.party_code) == given["party"]
    if "kind" in given:
        yield col(Asset.kind) == given["kind"]
    if "type_code" in given:
        yield col(Asset.type_code) == given["type_code"]
    if "readiness" in given:
        yield col(Asset.readiness) == given["readiness"]
    if "updated_since" in given:
        yield or_(col(Asset.party_code) != viewer, col(Asset.updated_at) >= given["updated_since"])
    if "ids" in given:
        yield among(col(Asset.id), bindparam("ids", type_=UUIDS))
    if "after" in given:
        yield col(Asset.id) > given["after"]


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
