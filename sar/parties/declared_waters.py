"""The declared limits of all parties, as the rules read them, and the waters at a place by them."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final

from sqlalchemy import Row, Text, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.geo.areas import contains, nearest
from sar.geo.declared import NOTHING_DECLARED, DeclaredWaters, DrawnLimit, LimitPlain
from sar.geo.extents import WatersBy
from sar.geo.geojson import Point
from sar.geo.position import LatLon
from sar.geo.waters import (
    DISCLAIMER,
    WhoseWaters,
    coasts_near,
    kind_at,
    sentence,
    waters_at,
)
from sar.log import logger
from sar.parties import visible
from sar.parties.models import DeclaredLimit, Party
from sar.parties.views import CentreView, LimitRefView, RegionCentreView, WatersView
from sar.parties.visible_limits import STANDING, STANDS, LimitRow
from sar.threads import to_its_end

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
    .where(STANDS)
    .correlate(None)
    .scalar_subquery()
    .label("generation")
)
_COMPLETE: Final = (
    select(func.array_agg(col(Party.code)))
    .where(col(Party.limits_complete))
    .scalar_subquery()
    .label("complete")
)
_WHICH: Final = select(_GENERATION, _COMPLETE)
_ROWS: Final = STANDING.add_columns(_GENERATION, _COMPLETE)
"""The rows and what they are known by, as of one instant."""

log = logger(__name__)

Generation = tuple[str, tuple[str, ...]]

_kept: dict[Generation, DeclaredWaters] = {}
"""The generations that were asked for last; by the rows that stand, as in `agreements/load.py`."""
_MOST: Final = 4

_drawn: dict[LimitRow, DrawnLimit] = {}
"""The limits of the last generation; those of the next that are the same are drawn no more."""

_thread: Final = ThreadPoolExecutor(1, thread_name_prefix="limits")
"""The waters that one party declares are drawn once, and off the event loop: others' questions that
do not rest on it go on. It alone writes what is kept."""


async def declared_waters(db: AsyncSession) -> DeclaredWaters:
    """Every limit that stands now; the same object until any changes."""
    now = (await db.execute(_WHICH)).one()
    if now.generation is None:
        return NOTHING_DECLARED
    if found := _kept.get(_generation(now)):
        return found
    rows = (await db.execute(_ROWS)).all()  # a limit may have come or gone meanwhile
    if not rows:
        return NOTHING_DECLARED
    before, standing = dict(_drawn), [LimitRow(row.id, row.written) for row in rows]
    new = {row.id: row for row in standing if row not in before}
    read = select(DeclaredLimit).where(col(DeclaredLimit.id).in_(new))
    limits = {new[one.id]: _plain(one) for one in await db.scalars(read)}
    work = partial(_draw, _generation(rows[0]), standing, before, limits)
    return await to_its_end(asyncio.get_running_loop().run_in_executor(_thread, work))


def _generation(row: Row[*tuple[Any, ...]]) -> Generation:
    return row.generation, tuple(sorted(row.complete or ()))


def _draw(
    generation: Generation,
    standing: Sequence[LimitRow],
    before: Mapping[LimitRow, DrawnLimit],
    new: Mapping[LimitRow, LimitPlain],
) -> DeclaredWaters:
    if found := _kept.get(generation):
        return found
    known = {**before, **_drawn}
    drawn = {row: known.get(row) or DrawnLimit.of(new[row]) for row in standing}
    for row in new:
        if not drawn[row].parts:
            log.error("a declared limit has no extent and holds nothing", limit=str(row.id))
    _drawn.clear()
    _drawn.update(drawn)
    while len(_kept) >= _MOST:
        del _kept[next(iter(_kept))]
    made = _kept[generation] = DeclaredWaters(drawn.values(), generation[1])
    return made


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
    regions = [(one, one.srr) for one in await visible.centres(db) if one.srr]
    centres = [one for one, srr in regions if contains(srr, p)]
    found = None if centres else nearest([srr for _, srr in regions], p)
    near = None if found is None else regions[found][0]
    return WatersView(
        place=Point.of(p),
        by=waters.by,
        party=None if waters.by is WatersBy.NOT_DETERMINED else waters.state,
        kind=kind_at(p, waters),
        declared=[_ref(one) for one in waters.declared],
        claimants=list(waters.claimants),
        tell=_told(waters, coasts_near(p, waters), centres or ([near] if near else [])),
        centres=[RegionCentreView.of_row(one) for one in centres],
        nearest=near and RegionCentreView.of_row(near),
        zones=[_ref(one) for one in zones],
        sentence=sentence(
            p,
            waters,
            names=await visible.state_names(db),
            centres=[one.name for one in centres],
            zones=zones,
        ),
        disclaimer=DISCLAIMER,
    )


def _told(waters: WhoseWaters, coasts: Sequence[str], centres: list[CentreView]) -> list[str]:
    """The parties to tell: whose waters they are, or all that are concerned and on whose coasts
    they lie, and the region's."""
    owner = [waters.state] if waters.by in (WatersBy.DECLARED, WatersBy.APPROXIMATE) else []
    named = {
        *waters.concerned,
        *coasts,
        *(one for one in owner if one),
        *(one.party for one in centres),
    }
    return sorted(named)


def _ref(one: LimitPlain) -> LimitRefView:
    return LimitRefView.model_validate(one, from_attributes=True)
