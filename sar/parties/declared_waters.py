"""The declared limits of all parties, as the rules read them, and the waters at a place by them."""

from typing import Final

from sqlalchemy import Text, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.geo.areas import contains
from sar.geo.declared import NOTHING_DECLARED, DeclaredWaters, LimitPlain
from sar.geo.geojson import Point
from sar.geo.position import LatLon
from sar.geo.waters import (
    DISCLAIMER,
    WatersBy,
    WhoseWaters,
    kind_at,
    sentence,
    waters_at,
)
from sar.log import logger
from sar.parties import visible
from sar.parties.models import DeclaredLimit, Party
from sar.parties.views import CentreView, LimitRefView, RegionCentreView, WatersView

_GENERATION: Final = (
    select(
        func.md5(
            func.string_agg(
                literal_column("concat_ws(' ', id, ctid, xmin)", Text()),
                literal_column("',' ORDER BY id"),
            )
        )
    )
    .select_from(DeclaredLimit)
    .where(col(DeclaredLimit.withdrawn_at).is_(None))
    .scalar_subquery()
)
_COMPLETE: Final = (
    select(func.array_agg(col(Party.code))).where(col(Party.limits_complete)).scalar_subquery()
)
_WHICH: Final = select(_GENERATION, _COMPLETE)

log = logger(__name__)

_kept: dict[tuple[str, tuple[str, ...]], DeclaredWaters] = {}
"""The generations that were asked for last; by the rows that stand, as in `agreements/load.py`."""
_MOST: Final = 4


async def declared_waters(db: AsyncSession) -> DeclaredWaters:
    """Every limit that stands now; the same object until any changes."""
    rows, complete = (await db.execute(_WHICH)).one()
    if rows is None:
        return NOTHING_DECLARED
    key = (rows, tuple(sorted(complete or ())))
    found = _kept.get(key)
    if found is None:
        standing = select(DeclaredLimit).where(col(DeclaredLimit.withdrawn_at).is_(None))
        limits = [_plain(row) for row in await db.scalars(standing)]
        found = DeclaredWaters(limits, key[1])
        for one in (*found.claims.left_out, *found.zones.left_out):
            log.error("a declared limit has no extent and holds nothing", limit=one.id)
        while len(_kept) >= _MOST:
            del _kept[next(iter(_kept))]
        _kept[key] = found
    return found


def _plain(row: DeclaredLimit) -> LimitPlain:
    return LimitPlain(
        id=str(row.id),
        party=row.party_code,
        kind=row.kind,
        name=row.name,
        deposit=row.deposit,
        deposited_on=row.deposited_on,
        where=row.area if row.place is None else row.place,
    )


async def at(db: AsyncSession, p: LatLon) -> WatersView:
    """The answer for a place, with the centres whose regions hold it and the zones it lies in."""
    declared = await declared_waters(db)
    waters, zones = waters_at(p, declared), declared.zones.at(p)
    centres = [one for one in await visible.centres(db) if one.srr and contains(one.srr, p)]
    names = [one.name for one in centres]
    return WatersView(
        place=Point.of(p),
        by=waters.by,
        party=None if waters.by is WatersBy.NOT_DETERMINED else waters.state,
        kind=kind_at(p, waters),
        declared=[_ref(one) for one in waters.declared],
        claimants=list(waters.claimants),
        tell=_told(waters, centres),
        centres=[RegionCentreView.of_row(one) for one in centres],
        zones=[_ref(one) for one in zones],
        sentence=sentence(p, waters, centres=names, zones=zones),
        disclaimer=DISCLAIMER,
    )


def _told(waters: WhoseWaters, centres: list[CentreView]) -> list[str]:
    """The parties to tell: whose waters they are, or all that are concerned, and the region's."""
    owner = [waters.state] if waters.by in (WatersBy.DECLARED, WatersBy.APPROXIMATE) else []
    named = {*waters.concerned, *(one for one in owner if one), *(one.party for one in centres)}
    return sorted(named)


def _ref(one: LimitPlain) -> LimitRefView:
    return LimitRefView.model_validate(one, from_attributes=True)
