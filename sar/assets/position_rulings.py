"""A person's word on a doubted position of an asset: believed, it is the place that is reckoned
from; disbelieved, the last one that nobody doubts is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets import visible
from sar.assets.fix_ingest import announce, as_new, next_mark, register_facts
from sar.assets.models import Asset, Fix, KeptMemory, TrackPoint
from sar.assets.plausible import Judged, Known, KnownFix, judge
from sar.assets.schemas import BelievePositionBody
from sar.assets.suspicion import is_out_of_reach
from sar.assets.track_memory import (
    NOTHING_KNOWN,
    TrackMemory,
    TrailPoint,
    TrustRuling,
    packed_memory,
    unpacked_memory,
)
from sar.assets.words import FixDoubt
from sar.errors import Conflict, Refusal
from sar.geo.geodesy import distance_nm
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.record.entries import PositionBelieved, PositionDisbelieved
from sar.record.recording import recording
from sar.wire import ReasonBody

_LATER_AT_MOST: Final = 2_000
"""The later positions that are judged again from one that is believed: the newest so many."""


async def believe(
    db: AsyncSession, caller: Caller, asset_id: UUID, body: BelievePositionBody, *, now: datetime
) -> None:
    """Reckon from a doubted position of the track from now on, and judge the later ones by it.

    Its doubt is not raised again until the asset has been free of doubt. Nothing is deleted: the
    positions out of its reach stay on the track, and conflict.
    """
    asset = await visible.access_asset(db, caller, asset_id, lock=True)
    fix = await _locked_fix(db, asset)
    stands = fix.at == body.at and fix.doubt is not None
    point = None if stands else await _doubted_point(db, asset, body.at)
    draw = partial(visible.views, db, [asset_id], now=now)
    async with recording(db, draw, by=caller.actor, now=now) as entry:
        if point is None:
            await _believe_standing(db, fix)
        else:
            await _stand_at(db, fix, point, now=now)
        await _move_on(db, fix)
        said = PositionBelieved(
            id=asset_id, about=asset.name, of_at=_to_second(body.at), reason=body.reason
        )
        entry.record(said, readers=[caller.party])


async def disbelieve(
    db: AsyncSession, caller: Caller, asset_id: UUID, body: ReasonBody, *, now: datetime
) -> None:
    """Reckon from the last position that nobody doubts; suspect ones do not move the asset until
    one comes that raises no doubt."""
    asset = await visible.access_asset(db, caller, asset_id, lock=True)
    fix = await _locked_fix(db, asset)
    if fix.doubt is None:
        raise _not_doubted(asset)
    last = (await db.execute(_last_sound(asset_id, fix.at))).scalar_one_or_none()
    if last is None:
        said = filled("No earlier position of {name} is free of doubt.", name=asset.name)
        raise Conflict.of(Refusal("no_sound_position", said))
    draw = partial(visible.views, db, [asset_id], now=now)
    async with recording(db, draw, by=caller.actor, now=now) as entry:
        await db.execute(
            update(TrackPoint)
            .where(
                col(TrackPoint.asset_id) == asset_id,
                col(TrackPoint.at) > last.at,
                col(TrackPoint.doubt).is_not(None),
            )
            .values(implausible=True)
        )
        memory, doubted = await _memory(db, asset_id), fix.model_copy()
        _put(fix, last, now=now)
        fix.doubted_at, fix.doubted_for = doubted.at, doubted.doubt
        fix.doubted_nm = distance_nm(doubted.point, fix.point)
        ruled = _ruled(memory, TrustRuling.DISBELIEVED, doubted.doubt)
        await _keep_memory(db, asset_id, ruled)
        await _move_on(db, fix)
        entry.record(
            PositionDisbelieved(
                id=asset_id, about=asset.name, of_at=_to_second(doubted.at), reason=body.reason
            ),
            readers=[caller.party],
        )


async def _locked_fix(db: AsyncSession, asset: Asset) -> Fix:
    """The place of the asset, held until the commit; Conflict where it has none."""
    found = await db.execute(
        select(Fix)
        .where(col(Fix.asset_id) == asset.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    fix = found.scalar_one_or_none()
    if fix is None:
        raise _not_doubted(asset)
    return fix


async def _doubted_point(db: AsyncSession, asset: Asset, at: datetime) -> TrackPoint:
    found = await db.execute(
        select(TrackPoint).where(col(TrackPoint.asset_id) == asset.id, col(TrackPoint.at) == at)
    )
    point = found.scalar_one_or_none()
    if point is None or (point.doubt is None and not point.implausible):
        raise _not_doubted(asset)
    return point


def _not_doubted(asset: Asset) -> Conflict:
    said = filled("That position of {name} is not doubted, or not there.", name=asset.name)
    return Conflict.of(Refusal("position_not_doubted", said))


def _last_sound(asset_id: UUID, before: datetime) -> Select[TrackPoint]:
    return (
        select(TrackPoint)
        .where(
            col(TrackPoint.asset_id) == asset_id,
            col(TrackPoint.at) < before,
            col(TrackPoint.implausible).is_(False),
            col(TrackPoint.doubt).is_(None),
        )
        .order_by(col(TrackPoint.at).desc())
        .limit(1)
    )


async def _believe_standing(db: AsyncSession, fix: Fix) -> None:
    """The place stays; its doubt is gone, from the place and from its point of the track."""
    memory = await _memory(db, fix.asset_id)
    await _keep_memory(db, fix.asset_id, _ruled(memory, TrustRuling.BELIEVED, fix.doubt))
    await _mark(db, fix.asset_id, fix.at, None, implausible=False)
    fix.doubt = None


async def _stand_at(db: AsyncSession, fix: Fix, point: TrackPoint, *, now: datetime) -> None:
    """Make the point the place, and go on from it by the later ones that it makes plausible."""
    asset_id = fix.asset_id
    memory = await _memory(db, asset_id)
    if is_out_of_reach(point.doubt):
        left = TrailPoint(fix.at, fix.point)
        memory = TrackMemory(rival=left, rival_nm=fix.uncertainty_nm, parted_at=point.at)
        ruled = _ruled(memory, TrustRuling.BELIEVED, FixDoubt.TWO_TRACKS)
    else:
        ruled = _ruled(memory, TrustRuling.BELIEVED, point.doubt)
    register = await register_facts(db, [asset_id])
    later = await _later(db, point)
    known = Known(KnownFix(point.at, point.point, point.uncertainty_nm), memory=ruled)
    judged = judge(
        [as_new(asset_id, one) for one in later],
        {asset_id: known},
        register.max_kn,
        register.traits,
    )
    await _mark(db, asset_id, point.at, None, implausible=False)
    by_at = {one.fix.at: one for one in judged}
    for one in later:
        found = by_at[one.at]
        if (one.doubt, one.implausible) != (found.doubt, found.implausible):
            await _mark(db, asset_id, one.at, found.doubt, implausible=found.implausible)
    newest = [one for one in judged if not one.implausible]
    stands = {one.at: one for one in later}[newest[-1].fix.at] if newest else point
    _put(fix, stands, now=now)
    fix.doubt = newest[-1].doubt if newest else None
    _tell_doubted(fix, judged)
    await _keep_memory(db, asset_id, judged[-1].memory if judged else ruled)


async def _later(db: AsyncSession, point: TrackPoint) -> list[TrackPoint]:
    rows = await db.execute(
        select(TrackPoint)
        .where(col(TrackPoint.asset_id) == point.asset_id, col(TrackPoint.at) > point.at)
        .order_by(col(TrackPoint.at).desc())
        .limit(_LATER_AT_MOST)
    )
    return list(rows.scalars())[::-1]


def _put(fix: Fix, point: TrackPoint, *, now: datetime) -> None:
    """Have the place be that of a point; one whose clock is fast counts as of now."""
    fix.at, fix.point = min(point.at, now), point.point
    fix.course_deg, fix.speed_kn = point.course_deg, point.speed_kn
    fix.uncertainty_nm, fix.source = point.uncertainty_nm, point.source
    fix.received_at, fix.doubt = point.received_at, None
    fix.doubted_at, fix.doubted_for, fix.doubted_nm = None, None, None


def _tell_doubted(fix: Fix, judged: Sequence[Judged]) -> None:
    """The last position after the place that is not believed."""
    after = [one for one in judged if one.implausible and one.fix.at > fix.at]
    if after:
        last = after[-1]
        fix.doubted_at, fix.doubted_for = last.fix.at, last.doubt
        fix.doubted_nm = last.away_nm


async def _mark(
    db: AsyncSession, asset_id: UUID, at: datetime, doubt: FixDoubt | None, *, implausible: bool
) -> None:
    await db.execute(
        update(TrackPoint)
        .where(col(TrackPoint.asset_id) == asset_id, col(TrackPoint.at) == at)
        .values(doubt=doubt, implausible=implausible)
    )


async def _memory(db: AsyncSession, asset_id: UUID) -> TrackMemory:
    packed = await db.scalar(
        select(col(KeptMemory.memory)).where(col(KeptMemory.asset_id) == asset_id)
    )
    return NOTHING_KNOWN if packed is None else unpacked_memory(packed)


async def _keep_memory(db: AsyncSession, asset_id: UUID, memory: TrackMemory) -> None:
    row = insert(KeptMemory).values(asset_id=asset_id, memory=packed_memory(memory))
    await db.execute(
        row.on_conflict_do_update(index_elements=["asset_id"], set_={"memory": row.excluded.memory})
    )


def _ruled(memory: TrackMemory, ruling: TrustRuling, doubt: FixDoubt | None) -> TrackMemory:
    return replace(memory, ruling=ruling, ruled=doubt)


async def _move_on(db: AsyncSession, fix: Fix) -> None:
    """Give the place a mark of now, by which every reader follows."""
    fix.mark = await next_mark(db)
    await db.flush()
    await announce(db, fix.mark)


def _to_second(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
