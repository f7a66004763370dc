"""Access of parties to assets, in SQL: owners, grants of terms, and deployments."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    Double,
    FromClause,
    Select,
    Subquery,
    Text,
    any_,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import LateralFromClause
from sqlmodel import col

from sar.agreements import grants_sql
from sar.agreements.grants_sql import UUIDS, Viewers
from sar.agreements.load import When
from sar.agreements.spans import SPAN_S
from sar.agreements.words import Kind, Visibility
from sar.assets.catalogue import greatest_speeds, shipped_types
from sar.assets.holding import EPOCH, span_kn
from sar.assets.models import (
    Asset,
    Displacement,
    Fix,
    OwnAssetType,
    SharedPosition,
    TrackPoint,
)
from sar.assets.redaction import AssetAccess
from sar.assets.seen import Granted
from sar.db import Instant
from sar.geo.columns import displaced_cell
from sar.geo.position import LatLon

Ids = Collection[UUID] | BindParameter[Any]


def among(column: Any, ids: Ids) -> ColumnElement[bool]:
    """`column = ANY(ids)` with one parameter, however many ids there are."""
    given = ids if isinstance(ids, BindParameter) else literal(list(ids), UUIDS)
    wanted: ColumnElement[bool] = column == any_(given)
    return wanted


def among_words(column: Any, words: Collection[str]) -> ColumnElement[bool]:
    """`column = ANY(words)` with one parameter, however many words there are."""
    wanted: ColumnElement[bool] = column == any_(literal(list(words), ARRAY(Text())))
    return wanted


def assets_in_register(
    *, ids: Ids | None = None, owners: Collection[str] | None = None
) -> Subquery:
    """The assets that are not retired, as `grants_sql.grants` wants to be given them."""
    query: Select[*tuple[Any, ...]] = (
        select(
            col(Asset.id).label("asset_id"),
            col(Asset.party_code).label("owner"),
            col(Asset.kind),
            col(Asset.narrow),
            col(Asset.type_code),
            func.coalesce(col(Fix.point), col(Asset.base)).label("location"),
            col(Asset.base),
        )
        .outerjoin(Fix, col(Fix.asset_id) == col(Asset.id))
        .where(col(Asset.retired_at).is_(None))
    )
    if ids is not None:
        query = query.where(among(col(Asset.id), ids))
    if owners is not None:
        query = query.where(col(Asset.party_code).in_(owners))
    return query.subquery("standing")


def told_at(
    asset_id: ColumnElement[Any], horizon: ColumnElement[Any], late: ColumnElement[Any]
) -> ColumnElement[Any]:
    """The instant of the asset's newest plausible fix by a horizon, else of its first one until
    `late`, as a scalar."""
    point = aliased(TrackPoint)
    at = col(point.at)
    theirs = (
        select(at)
        .where(col(point.asset_id) == asset_id, col(point.implausible).is_(False))
        .limit(1)
        .correlate_except(point)
    )
    newest = theirs.where(at <= horizon).order_by(at.desc())
    first = theirs.where(at > horizon, at <= late).order_by(at)
    return func.coalesce(newest.scalar_subquery(), first.scalar_subquery())


def told_once(
    asset_id: ColumnElement[Any], horizon: ColumnElement[Any], late: ColumnElement[Any]
) -> LateralFromClause:
    """The same as a row to join: found once, so that the day of it alone is asked for its
    position. (`OFFSET 0`: else it is found again for each day.)"""
    return select(told_at(asset_id, horizon, late).label("at")).offset(0).lateral("told")


def known_at(
    assets: FromClause, late: ColumnElement[Any], precision_nm: ColumnElement[Any]
) -> ColumnElement[Any]:
    """The asset's place as positions of this precision tell it, as a scalar subquery."""
    horizon = horizon_by(late, precision_nm, assets.c.type_code)
    key = col(TrackPoint.asset_id), col(TrackPoint.at)
    place = displaced_cell(col(TrackPoint.point), precision_nm, secret_of(*key), berth_of(*key))
    told = told_once(assets.c.asset_id, horizon, late)
    return (
        select(place)
        .select_from(told)
        .join(TrackPoint, col(TrackPoint.at) == told.c.at)
        .where(col(TrackPoint.asset_id) == assets.c.asset_id)
        .correlate_except(TrackPoint, told)
        .scalar_subquery()
    )


def secret_of(asset_id: Any, at: Any) -> ColumnElement[int]:
    """The secret by which a fix is told coarsely, as a scalar: alike whenever it is read."""
    return _displaced_by("secret", asset_id, at)


def berth_of(asset_id: Any, at: Any) -> ColumnElement[LatLon | None]:
    """The berth that is told instead of a fix near it, as a scalar."""
    return _displaced_by("berth", asset_id, at)


def _displaced_by(name: str, asset_id: Any, at: Any) -> ColumnElement[Any]:
    drawn = aliased(Displacement)
    return (
        select(col(getattr(drawn, name)))
        .where(col(drawn.asset_id) == asset_id, col(drawn.from_at) <= at)
        .order_by(col(drawn.from_at).desc())
        .limit(1)
        .correlate_except(drawn)
        .scalar_subquery()
    )


def horizon_by(
    late: ColumnElement[Any], precision_nm: ColumnElement[Any], type_code: ColumnElement[Any]
) -> ColumnElement[Any]:
    """`Held.horizon` by columns; `late` is `Held.latest`."""
    seconds = func.ceil(SPAN_S * precision_nm / _max_kn(type_code))
    span = func.make_interval(0, 0, 0, 0, 0, 0, func.nullif(seconds, 0.0))
    return func.coalesce(func.date_bin(span, late, literal(EPOCH, Instant())), late)


def _max_kn(type_code: ColumnElement[Any]) -> ColumnElement[Any]:
    speeds = {code: span_kn(one) for code, one in shipped_types().items()}
    known = {code: kn for code, kn in speeds.items() if kn}
    # Not by CASE: the planner meets this many times in one statement.
    shipped: ColumnElement[Any] = cast(literal(known, JSONB())[type_code].astext, Double())
    of_kind: dict[Any, Any] = {
        kind: cast(literal(min(greatest)), Double())
        for kind in Kind
        if (greatest := greatest_speeds(kind))
    }
    kind = col(OwnAssetType.definition)["kind"].astext
    speed = func.coalesce(func.nullif(col(OwnAssetType.max_kn), 0.0), case(of_kind, value=kind))
    own = select(speed).where(col(OwnAssetType.code) == type_code)
    return func.coalesce(shipped, own.correlate_except(OwnAssetType).scalar_subquery())


def granted(
    *,
    now: When,
    ids: Ids | None = None,
    viewers: Viewers | None = None,
) -> CTE:
    """The rows of `grants_sql.grants` for these assets and viewers; for all when not told."""
    return grants_sql.grants(assets_in_register(ids=ids), known_at, now=now, viewers=viewers)


async def asset_accesses(
    db: AsyncSession,
    *,
    now: datetime,
    ids: Collection[UUID] | None = None,
    viewers: Collection[str] | None = None,
) -> list[AssetAccess]:
    """Each viewer's access to each of the assets, owners included; no row without any."""
    own = await _own(db, ids, viewers)
    by_term = await _by_term(db, now, ids, viewers)
    by_deployment = await _by_deployment(db, ids, viewers)
    seen = dict.fromkeys([*own, *by_term, *by_deployment])
    return [
        AssetAccess(
            asset_id,
            viewer,
            own=(asset_id, viewer) in own,
            term=by_term.get((asset_id, viewer)),
            deployed=by_deployment.get((asset_id, viewer)),
        )
        for asset_id, viewer in seen
    ]


async def _own(
    db: AsyncSession, ids: Collection[UUID] | None, viewers: Collection[str] | None
) -> set[tuple[UUID, str]]:
    query = select(col(Asset.id), col(Asset.party_code)).where(col(Asset.retired_at).is_(None))
    if ids is not None:
        query = query.where(among(col(Asset.id), ids))
    if viewers is not None:
        query = query.where(col(Asset.party_code).in_(viewers))
    return {(asset_id, party) for asset_id, party in await db.execute(query)}


async def _by_term(
    db: AsyncSession,
    now: datetime,
    ids: Collection[UUID] | None,
    viewers: Collection[str] | None,
) -> dict[tuple[UUID, str], Granted]:
    rows = await db.execute(
        _granted_rows(some_ids=ids is not None, some_viewers=viewers is not None),
        {"now": now, "ids": list(ids or ()), "viewers": list(viewers or ())},
    )
    return {(asset_id, viewer): _of_term(*term) for asset_id, viewer, *term in rows}


GRANTED: Final = (
    "level", "precision_nm", "delay_minutes", "agreement", "version", "article", "term_id",
)  # fmt: skip
"""The columns of a grant by a term, in the order of `Granted`."""


def _of_term(level: str, *rest: Any) -> Granted:
    return Granted(Visibility(level), *rest)


def _of_deployment(incident_id: UUID) -> Granted:
    return Granted(Visibility.POSITION, incident_id=incident_id)


@cache
def _granted_rows(*, some_ids: bool, some_viewers: bool) -> Select[*tuple[Any, ...]]:
    """Cached by form: compiling the statement costs more than running it."""
    grants = granted(
        now=bindparam("now", type_=Instant()),
        ids=bindparam("ids", type_=UUIDS) if some_ids else None,
        viewers=bindparam("viewers", expanding=True, type_=Text()) if some_viewers else None,
    )
    return select(*(grants.c[name] for name in ("asset_id", "viewer", *GRANTED)))


async def deployed(db: AsyncSession) -> dict[str, dict[UUID, UUID]]:
    """By viewer the assets whose positions are shared with it while they are deployed, each with
    the incident that is named."""
    found: dict[str, dict[UUID, UUID]] = {}
    shared = select(
        col(SharedPosition.party_code),
        col(SharedPosition.asset_id),
        col(SharedPosition.incident_id),
    ).order_by(col(SharedPosition.incident_id).desc())
    for viewer, asset_id, incident_id in await db.execute(shared):
        found.setdefault(viewer, {})[asset_id] = incident_id
    return found


async def _by_deployment(
    db: AsyncSession, ids: Collection[UUID] | None, viewers: Collection[str] | None
) -> dict[tuple[UUID, str], Granted]:
    """The first incident by id is named of several, so that every answer is the same."""
    query = select(SharedPosition).order_by(col(SharedPosition.incident_id).desc())
    if ids is not None:
        query = query.where(among(col(SharedPosition.asset_id), ids))
    if viewers is not None:
        query = query.where(col(SharedPosition.party_code).in_(viewers))
    return {
        (row.asset_id, row.party_code): _of_deployment(row.incident_id)
        for row in (await db.execute(query)).scalars()
    }
