"""The one way in for positions: judged, kept on the track, the latest marked and announced."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Delete,
    Interval,
    Select,
    delete,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from sar.agreements.models import Term, TermPair, Version
from sar.agreements.words import Kind
from sar.assets.access import among
from sar.assets.catalogue import AssetType, greatest_speeds, type_of
from sar.assets.channel import POSITIONS_CHANNEL
from sar.assets.displacements import draw_at_berths, returned
from sar.assets.models import (
    Asset,
    Displacement,
    Fix,
    KeptMemory,
    Ship,
    ShipSighting,
    ShipTrackPoint,
    TrackPoint,
)
from sar.assets.plausible import (
    BELIEVED_AFTER,
    FUTURE_TOLERANCE,
    Judged,
    Known,
    KnownFix,
    NewFix,
    judge,
    run_of,
    says_nothing,
)
from sar.assets.suspicion import TrackTraits
from sar.assets.track_memory import NOTHING_KNOWN, packed_memory, unpacked_memory
from sar.assets.views import IngestedView
from sar.assets.visible import access_assets, views
from sar.assets.words import AssetForm, FixDoubt, FixOutcome
from sar.geo.position import LatLon
from sar.record.entries import PictureChanged
from sar.record.recording import recording
from sar.record.service import PLATFORM

_LATELY: Final = 2 * BELIEVED_AFTER
_OUT_OF_REACH: Final = (FixDoubt.TELEPORT, FixDoubt.TWO_TRACKS)
"""The doubts of positions that may be believed once they agree for long enough."""


def is_future(at: datetime, *, now: datetime) -> bool:
    """Whether a position claims a time that has not come."""
    return at > now + FUTURE_TOLERANCE


@dataclass(frozen=True, slots=True)
class Ingested:
    """The outcome of a batch.

    `accepted` are kept on the track; of these `older` do not replace the place that is reckoned
    from, and `implausible` are marked and do not either. `repeated` were known before; `future`
    were refused. `became`: the outcome of each, by asset and time; of those refused it has none.
    """

    accepted: int = 0
    older: int = 0
    implausible: int = 0
    repeated: int = 0
    future: int = 0
    became: Mapping[tuple[UUID, datetime], FixOutcome] = field(default_factory=dict)

    def view(self) -> IngestedView:
        """As it is answered."""
        return IngestedView(
            accepted=self.accepted,
            older=self.older,
            implausible=self.implausible,
            repeated=self.repeated,
        )


async def ingest(db: AsyncSession, fixes: Sequence[NewFix], *, now: datetime) -> Ingested:
    """Take a batch of positions of assets in the register, in a transaction that ends soon.

    The caller has made sure that it may speak for them. Holds until the commit the rows of the
    assets whose owners share by zones, by id, as whoever else draws them does, and the places of
    all; then the positions' lock, behind which come only the record's. One NOTIFY tells all readers
    that there is a new mark.
    """
    timely = [fix for fix in fixes if not is_future(fix.at, now=now)]
    if not timely:
        return Ingested(future=len(fixes))
    ids = {fix.asset_id for fix in timely}
    under_zones = list(await db.scalars(shared_by_zones(ids, now=now)))
    zoned = [asset.id for asset in await access_assets(db, under_zones)]
    future = len(fixes) - len(timely)
    if not zoned:
        taken = await _take(db, timely, future=future, now=now)
        # Whoever signs last holds the positions' lock: nobody has between the two looks.
        if (await db.scalars(shared_by_zones(ids, now=now))).first():
            await db.execute(_AGAIN)
        return taken
    async with recording(db, partial(views, db, zoned, now=now), by=PLATFORM, now=now) as entry:
        taken = await _take(db, timely, future=future, now=now)
        entry.record(PictureChanged(id="", about=""), readers=())
    return taken


_AGAIN: Final = text("""
    DO $$ BEGIN
        RAISE EXCEPTION 'zones were agreed meanwhile' USING ERRCODE = 'serialization_failure';
    END $$
""")


async def _take(
    db: AsyncSession, timely: Sequence[NewFix], *, future: int, now: datetime
) -> Ingested:
    ids = {fix.asset_id for fix in timely}
    registered = await register_facts(db, ids)
    max_kn = registered.max_kn
    # Nobody else's position waits while these are judged: the mark is taken after, unless one has
    # no row yet that holds its next batch off.
    mark = None if await _hold(db, ids) else await next_mark(db)
    known = await _known(db, ids, max_kn)
    judged = judge(timely, known, max_kn, registered.traits, received_at=now)
    kept = await _append(db, judged, now=now)
    mark = await next_mark(db) if mark is None else mark
    await _advance(db, judged, mark=mark, now=now)
    await _remember(db, judged, known)
    await draw_at_berths(db, returned(judged, known, registered.berths, now=now), now=now)
    await announce(db, mark)
    return Ingested(
        accepted=len(kept),
        older=sum(one.older for one in kept),
        implausible=sum(one.implausible for one in kept),
        repeated=len(timely) - len(kept),
        future=future,
        became=_became(judged, kept),
    )


def _became(
    judged: Sequence[Judged], kept: Sequence[Judged]
) -> dict[tuple[UUID, datetime], FixOutcome]:
    found = {(one.fix.asset_id, one.fix.at): FixOutcome.REPEATED for one in judged}
    for one in kept:
        outcome = FixOutcome.OLDER if one.older else FixOutcome.ACCEPTED
        found[one.fix.asset_id, one.fix.at] = FixOutcome.IMPLAUSIBLE if one.implausible else outcome
    return found


def old_ship_track(before: datetime, *, limit: int) -> Delete:
    """Deletes positions of ships that came before; the last of each party is kept apart."""
    by = col(ShipTrackPoint.delivered_by)
    point = (col(ShipTrackPoint.ship_id), by, col(ShipTrackPoint.at))
    old = select(*point).where(point[2] < before).limit(limit).subquery()
    return delete(ShipTrackPoint).where(
        point[0] == old.c.ship_id, by == old.c.delivered_by, point[2] == old.c.at
    )


def old_track(before: datetime, *, outlasting: ColumnElement[bool], limit: int) -> Delete:
    """Deletes positions that came before, but never the newest of those of an asset, nor the newest
    that is plausible, and not what outlasts."""
    newer = aliased(TrackPoint)
    old = (
        select(col(TrackPoint.asset_id), col(TrackPoint.at))
        .where(
            col(TrackPoint.at) < before,
            exists().where(
                col(newer.asset_id) == col(TrackPoint.asset_id),
                col(newer.implausible) == col(TrackPoint.implausible),
                col(newer.at) > col(TrackPoint.at),
                col(newer.at) < before,
            ),
            not_(outlasting),
        )
        .limit(limit)
        .subquery()
    )
    return delete(TrackPoint).where(
        col(TrackPoint.asset_id) == old.c.asset_id,
        col(TrackPoint.at) == old.c.at,
        col(TrackPoint.at) < before,
    )


def old_displacements(before: datetime, *, limit: int) -> Delete:
    """Deletes those that ended before, and by which no stored position is told; never the first of
    an asset. A position of then that comes later still is told by the one before."""
    of, from_at = col(Displacement.asset_id), col(Displacement.from_at)
    other = aliased(Displacement)
    until = (
        select(func.min(col(other.from_at)))
        .where(col(other.asset_id) == of, col(other.from_at) > from_at)
        .correlate(Displacement)
        .scalar_subquery()
    )

    def tells(told: type[Fix] | type[TrackPoint]) -> ColumnElement[bool]:
        at = col(told.at)
        return exists().where(col(told.asset_id) == of, at >= from_at, at < until)

    first = aliased(Displacement)
    old = (
        select(of, from_at)
        .where(
            exists().where(col(first.asset_id) == of, col(first.from_at) < from_at),
            from_at < before,
            until < before,
            not_(tells(TrackPoint)),
            not_(tells(Fix)),
        )
        .limit(limit)
        .subquery()
    )
    return delete(Displacement).where(of == old.c.asset_id, from_at == old.c.from_at)


async def _hold(db: AsyncSession, ids: Collection[UUID]) -> bool:
    """Hold the assets' places until the commit, by id; whether each has one."""
    held = await db.execute(
        select(col(Fix.asset_id))
        .where(among(col(Fix.asset_id), ids))
        .order_by(col(Fix.asset_id))
        .with_for_update()
    )
    return len(held.all()) == len(ids)


async def next_mark(db: AsyncSession) -> int:
    """The mark of this batch; from here to the commit no other batch gets one."""
    return int((await db.execute(text("SELECT next_position_mark()"))).scalar_one())


async def announce(db: AsyncSession, mark: int) -> None:
    """Tell every process, when this transaction commits, that positions have moved."""
    await db.execute(
        text("SELECT pg_notify(:channel, :mark)"),
        {"channel": POSITIONS_CHANNEL, "mark": str(mark)},
    )


async def _known(
    db: AsyncSession, ids: Collection[UUID], max_kn: Mapping[UUID, float]
) -> dict[UUID, Known]:
    """The place of each asset that is reckoned from, and the doubted ones that came after it."""
    rows = await db.execute(
        select(
            col(Fix.asset_id),
            col(Fix.at),
            col(Fix.point),
            col(Fix.uncertainty_nm),
            col(Fix.doubted_at),
            col(KeptMemory.memory),
        )
        .outerjoin(KeptMemory, col(KeptMemory.asset_id) == col(Fix.asset_id))
        .where(among(col(Fix.asset_id), ids))
    )
    known: dict[UUID, Known] = {}
    doubtful: dict[UUID, datetime] = {}
    for row in rows:
        memory = NOTHING_KNOWN if row.memory is None else unpacked_memory(row.memory)
        known[row.asset_id] = Known(_spot(row), memory=memory)
        if row.doubted_at is not None:
            doubtful[row.asset_id] = max(row.at, row.doubted_at - _LATELY)
    for asset_id, fixes in (await _doubted(db, doubtful)).items():
        run = run_of(fixes, max_kn.get(asset_id))
        known[asset_id] = replace(known[asset_id], doubted=run)
    return known


async def _doubted(db: AsyncSession, since: Mapping[UUID, datetime]) -> dict[UUID, list[KnownFix]]:
    """The last doubted positions of assets after the place that is reckoned from, but for those
    that say nothing: as far back as it takes to believe them."""
    if not since:
        return {}
    lately = func.greatest(col(Fix.at), col(Fix.doubted_at) - literal(_LATELY, Interval()))
    rows = await db.execute(
        select(TrackPoint)
        .join(Fix, col(Fix.asset_id) == col(TrackPoint.asset_id))
        .where(
            among(col(Fix.asset_id), since),
            col(TrackPoint.at) > min(since.values()),  # so that no earlier day is asked
            col(TrackPoint.at) > lately,
            col(TrackPoint.implausible),
            or_(col(TrackPoint.doubt).is_(None), col(TrackPoint.doubt).in_(_OUT_OF_REACH)),
        )
        .order_by(col(TrackPoint.at))
    )
    found: dict[UUID, list[KnownFix]] = {}
    for row in rows.scalars():
        if not says_nothing(as_new(row.asset_id, row)):
            found.setdefault(row.asset_id, []).append(_spot(row))
    return found


async def doubted_of_ship(
    db: AsyncSession, ship_id: UUID, party: str, known: Ship | ShipSighting
) -> list[KnownFix]:
    """The same of a ship by the word of one party, after the place that is reckoned from."""
    if known.doubted_at is None:
        return []
    rows = await db.execute(
        select(ShipTrackPoint)
        .where(
            col(ShipTrackPoint.ship_id) == ship_id,
            col(ShipTrackPoint.at) > max(known.at, known.doubted_at - _LATELY),
            col(ShipTrackPoint.implausible),
            col(ShipTrackPoint.delivered_by) == party,
        )
        .order_by(col(ShipTrackPoint.at))
    )
    return [_spot(row) for row in rows.scalars() if not says_nothing(as_new(ship_id, row))]


def as_new(thing_id: UUID, row: TrackPoint | ShipTrackPoint) -> NewFix:
    """A position of a track as it was delivered."""
    return NewFix(
        thing_id, row.at, row.point, row.course_deg, row.speed_kn, row.uncertainty_nm, row.source
    )


def _spot(row: Any) -> KnownFix:
    return KnownFix(row.at, row.point, row.uncertainty_nm)


class RegisterFacts(NamedTuple):
    """The register's word on the assets of a batch."""

    max_kn: dict[UUID, float]
    berths: dict[UUID, LatLon]
    """The bases that are shared."""
    traits: dict[UUID, TrackTraits]


async def register_facts(db: AsyncSession, ids: Collection[UUID]) -> RegisterFacts:
    found = await db.execute(
        select(
            col(Asset.id),
            col(Asset.type_code),
            col(Asset.overrides),
            col(Asset.base),
            col(Asset.base_shared),
            col(Asset.at_sea),
        ).where(among(col(Asset.id), ids))
    )
    rows = found.all()
    speeds = {
        row.id: row.overrides.get("max_kn", _fastest_kn(type_of(row.type_code))) for row in rows
    }
    return RegisterFacts(
        {asset_id: speed for asset_id, speed in speeds.items() if speed is not None},
        {row.id: row.base for row in rows if row.base is not None and row.base_shared},
        {row.id: _traits(row, type_of(row.type_code)) for row in rows},
    )


def _traits(row: Any, one: AssetType) -> TrackTraits:
    return TrackTraits(
        afloat=one.kind is Kind.VESSEL,
        aloft=one.form is AssetForm.FIXED_WING and row.at_sea,
        base=row.base,
    )


def _fastest_kn(one: AssetType) -> float | None:
    """The greatest speed of the type; of one that tells none, the fastest of its kind."""
    return one.figures.max_kn or max(greatest_speeds(one.kind), default=None)


_COLUMNS: Final = """
    unnest(
        CAST(:ids AS uuid[]), CAST(:ats AS timestamptz[]), CAST(:lons AS float8[]),
        CAST(:lats AS float8[]), CAST(:courses AS float8[]), CAST(:speeds AS float8[]),
        CAST(:uncertainties AS float8[]), CAST(:sources AS text[]), CAST(:wrongs AS boolean[]),
        CAST(:doubts AS text[])
    ) AS given(
        asset_id, at, lon, lat, course_deg, speed_kn, uncertainty_nm, source, implausible, doubt
    )
"""
_NAMES: Final = """
    asset_id, at, point, course_deg, speed_kn, uncertainty_nm, source, implausible, doubt,
    received_at
"""
_VALUES: Final = """
    asset_id, at, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography,
    course_deg, speed_kn, uncertainty_nm, source, implausible, doubt, :received_at
"""
_APPEND: Final = text(f"""
INSERT INTO track_point ({_NAMES})
SELECT {_VALUES} FROM {_COLUMNS}
ON CONFLICT DO NOTHING RETURNING asset_id, at
""")  # noqa: S608 only constants go in
_ADVANCE: Final = text(f"""
INSERT INTO fix ({_NAMES}, mark)
SELECT {_VALUES}, :mark FROM {_COLUMNS}
ON CONFLICT (asset_id) DO UPDATE SET
    at = excluded.at, point = excluded.point, course_deg = excluded.course_deg,
    speed_kn = excluded.speed_kn, uncertainty_nm = excluded.uncertainty_nm,
    source = excluded.source, implausible = excluded.implausible, mark = excluded.mark,
    doubt = excluded.doubt, received_at = excluded.received_at,
    doubted_at = null, doubted_for = null, doubted_nm = null
WHERE excluded.at > fix.at
""")  # noqa: S608 only constants go in
_DOUBT: Final = text("""
UPDATE fix SET doubted_at = given.at, doubted_for = given.doubt, doubted_nm = given.away_nm
FROM unnest(
    CAST(:ids AS uuid[]), CAST(:ats AS timestamptz[]), CAST(:doubts AS text[]),
    CAST(:nms AS float8[])
) AS given(asset_id, at, doubt, away_nm)
WHERE fix.asset_id = given.asset_id AND given.at > greatest(fix.at, fix.doubted_at)
""")
_REMEMBER: Final = text("""
INSERT INTO track_memory (asset_id, memory)
SELECT asset_id, memory
FROM unnest(CAST(:ids AS uuid[]), CAST(:memories AS bytea[])) AS given(asset_id, memory)
ON CONFLICT (asset_id) DO UPDATE SET memory = excluded.memory
""")


async def _append(db: AsyncSession, judged: Sequence[Judged], *, now: datetime) -> list[Judged]:
    """Keep them on the track; returns those that were not known before."""
    once = {(one.fix.asset_id, one.fix.at): one for one in reversed(judged)}  # the first stays
    rows = await db.execute(_APPEND, _arrays(list(once.values())) | {"received_at": now})
    return [once[asset_id, at] for asset_id, at in rows]


async def _advance(db: AsyncSession, judged: Sequence[Judged], *, mark: int, now: datetime) -> None:
    """Make the newest plausible one of each asset the place that is reckoned from; one whose clock
    is fast counts as of now, or it would hide those that follow. Others move the mark alone, for
    who sees the asset with a delay may see an older one."""
    newest = {one.fix.asset_id: one for one in judged if not (one.older or one.implausible)}
    if newest:
        timely = [_by(one, now) for one in newest.values()]
        await db.execute(_ADVANCE, _arrays(timely) | {"mark": mark, "received_at": now})
    others = {one.fix.asset_id for one in judged} - newest.keys()
    if others:
        await db.execute(update(Fix).where(among(col(Fix.asset_id), others)).values(mark=mark))
    doubted = {one.fix.asset_id: one for one in judged if one.implausible}
    if doubted:
        last = doubted.values()
        given = {
            "ids": list(doubted),
            "ats": [one.fix.at for one in last],
            "doubts": [one.doubt for one in last],
            "nms": [one.away_nm for one in last],
        }
        await db.execute(_DOUBT, given)


async def _remember(
    db: AsyncSession, judged: Sequence[Judged], known: Mapping[UUID, Known]
) -> None:
    """Keep the memories that have changed; of an asset the last is that after the batch."""
    memories = {one.fix.asset_id: one.memory for one in judged}
    changed = {
        asset_id: packed_memory(memory)
        for asset_id, memory in sorted(memories.items())
        if memory is not (known[asset_id].memory if asset_id in known else NOTHING_KNOWN)
    }
    if changed:
        given = {"ids": list(changed), "memories": list(changed.values())}
        await db.execute(_REMEMBER, given)


def _by(one: Judged, now: datetime) -> Judged:
    return replace(one, fix=replace(one.fix, at=min(one.fix.at, now)))


def _arrays(judged: Sequence[Judged]) -> dict[str, list[Any]]:
    fixes = [one.fix for one in judged]
    return {
        "ids": [fix.asset_id for fix in fixes],
        "ats": [fix.at for fix in fixes],
        "lons": [fix.point.lon for fix in fixes],
        "lats": [fix.point.lat for fix in fixes],
        "courses": [fix.course_deg for fix in fixes],
        "speeds": [fix.speed_kn for fix in fixes],
        "uncertainties": [fix.uncertainty_nm for fix in fixes],
        "sources": [fix.source for fix in fixes],
        "wrongs": [one.implausible for one in judged],
        "doubts": [one.doubt for one in judged],
    }


def shared_by_zones(ids: Collection[UUID], *, now: datetime) -> Select[UUID]:
    """The assets whose owners share by zones, now or later by what all have signed: moving may
    change who sees them."""
    owners = select(col(Asset.party_code)).where(among(col(Asset.id), ids))
    grantors = (
        select(col(TermPair.grantor))
        .join(Term, col(Term.id) == col(TermPair.term_id))
        .join(Version, col(Version.id) == col(Term.version_id))
        .where(
            col(TermPair.grantor).in_(owners),
            col(Term.zone).is_not(None),
            col(Term.visibility).is_not(None),
            or_(col(Version.ended_at).is_(None), col(Version.ended_at) > now),
            or_(col(Version.valid_until).is_(None), col(Version.valid_until) > now),
        )
    )
    return select(col(Asset.id)).where(
        among(col(Asset.id), ids), col(Asset.party_code).in_(grantors)
    )
