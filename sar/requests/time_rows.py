"""Rows of expected times, and of the units whose time is due to be worked out."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select, text, tuple_
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.grants_sql import UUIDS
from sar.db import Instant
from sar.requests.channel import EXPECTED_CHANNEL
from sar.requests.deployment_traits import ACTIVE, BEFORE_SCENE, SHIP_ACTIVE
from sar.requests.models import Deployment, ExpectedTime, Need, Offer, OfferItem
from sar.requests.state_tables import UNDECIDED

AGAIN: Final = timedelta(minutes=1)
"""A time is worked out anew at least, and for new positions at most, once in this long."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """A unit offered or at work that is not there yet. `rests_on`: the versions of all that its
    time rests on but positions."""

    id: UUID
    carrier_id: UUID | None
    rests_on: str
    fix_mark: int


async def awaited(db: AsyncSession, *, now: datetime) -> list[Awaited]:
    """All units that are awaited or offered, each once, those that are carried after the rest."""
    rows = await db.execute(_AWAITED, {"now": now, **_STATES})
    found = [Awaited(row.id, row.carrier_id, row.rests_on, row.mark) for row in rows]
    return sorted(found, key=lambda one: (one.carrier_id is not None, one.id))


_STATES: Final = {
    "before_scene": [state.value for state in BEFORE_SCENE],
    "undecided": [state.value for state in UNDECIDED],
}
_AWAITED: Final = text("""
    SELECT work.id, carrier.id AS carrier_id,
        coalesce(fix.mark, ship.mark, 0) AS mark,
        concat_ws('.', work.version, incident.version, request.version, asset.version,
            carrier.version,
            (SELECT count(*) || '/' || sum(clearance.version) FROM clearance
                WHERE clearance.deployment_id = work.id),
            (SELECT count(*) FROM involved WHERE involved.incident_id = work.incident_id)
        ) AS rests_on
    FROM deployment work
    LEFT JOIN incident ON incident.id = work.incident_id
    LEFT JOIN request ON request.id = work.request_id
    LEFT JOIN asset ON asset.id = work.asset_id
    LEFT JOIN fix ON fix.asset_id = work.asset_id
    LEFT JOIN ship ON ship.id = work.ship_id
    LEFT JOIN LATERAL (
        SELECT other.id, other.version FROM deployment other
        WHERE other.asset_id = work.carrier_asset_id AND other.incident_id = work.incident_id
            AND other.party_code = work.party_code
        ORDER BY other.created_at DESC LIMIT 1
    ) carrier ON true
    WHERE work.state = ANY (:before_scene)
    UNION ALL
    SELECT item.id, carrier.id, coalesce(fix.mark, 0),
        concat_ws('.', offer.version, incident.version, request.version, asset.version)
    FROM offer_item item
    JOIN offer ON offer.id = item.offer_id
    LEFT JOIN incident ON incident.id = offer.incident_id
    LEFT JOIN request ON request.id = offer.request_id
    LEFT JOIN asset ON asset.id = item.asset_id
    LEFT JOIN fix ON fix.asset_id = item.asset_id
    LEFT JOIN LATERAL (
        SELECT other.id FROM offer_item other
        WHERE other.asset_id = item.carrier_asset_id AND other.offer_id = item.offer_id
        UNION ALL
        SELECT other.id FROM deployment other
        WHERE other.asset_id = item.carrier_asset_id AND other.incident_id = offer.incident_id
            AND other.party_code = offer.party_code AND other.state = ANY (:before_scene)
        LIMIT 1
    ) carrier ON true
    WHERE offer.state = ANY (:undecided) AND offer.valid_until > :now
""").bindparams(bindparam("now", type_=Instant()))


def due(units: Sequence[Awaited], kept: Mapping[UUID, ExpectedTime], *, now: datetime) -> set[UUID]:
    """The units whose time is to be worked out: anything it rests on has changed, or the minute is
    over; and all that these carry. `kept`: the oldest of each one's times."""
    found = {unit.id for unit in units if _is_due(unit, kept.get(unit.id), now=now)}
    return found | {unit.id for unit in units if unit.carrier_id in found}


def is_of_this_minute(kept: ExpectedTime, *, now: datetime) -> bool:
    """Whether it need not be worked out anew for time alone."""
    return 0 <= _age(kept.as_of, now) < 1


def _is_due(unit: Awaited, kept: ExpectedTime | None, *, now: datetime) -> bool:
    if kept is None or kept.rests_on != unit.rests_on:
        return True
    if not is_of_this_minute(kept, now=now):
        return True
    moved = kept.fix_mark != unit.fix_mark
    return moved and (kept.fix_as_of is None or _age(kept.fix_as_of, now) >= 1)


def _age(then: datetime, now: datetime) -> float:
    """In minutes between two workings-out; below 0 when the clock went back."""
    return (now - then) / AGAIN


async def kept_times(
    db: AsyncSession, ids: Collection[UUID]
) -> dict[UUID, dict[str, ExpectedTime]]:
    """The times as they are kept, by unit and reader."""
    query = select(ExpectedTime).where(col(ExpectedTime.work_id) == func.any(_IDS))
    rows = await db.execute(query, {"ids": list(ids)})
    found: dict[UUID, dict[str, ExpectedTime]] = defaultdict(dict)
    for row in rows.scalars():
        found[row.work_id][row.reader] = row
    return found


_IDS: Final = bindparam("ids", type_=UUIDS)


async def work_of(
    db: AsyncSession, ids: Collection[UUID]
) -> tuple[list[Deployment], list[tuple[OfferItem, Offer]]]:
    """The deployments and the offered items of these ids, each with its offer."""
    works = await db.execute(select(Deployment).where(col(Deployment.id).in_(ids)))
    items = await db.execute(
        select(OfferItem, Offer)
        .join(Offer, col(Offer.id) == col(OfferItem.offer_id))
        .where(col(OfferItem.id).in_(ids))
    )
    return list(works.scalars()), [(item, offer) for item, offer in items]


async def keep(
    db: AsyncSession, rows: Sequence[dict[str, Any]], *, gone: Collection[tuple[UUID, str]]
) -> None:
    """Keep the times, and those that are `gone`, by unit and reader, no longer.

    A row with a `mark` of its own tells its reader nothing new; one notification tells that there
    are others. Only one process at a time may: marks rise in the order of commits.
    """
    if gone:
        key = tuple_(col(ExpectedTime.work_id), col(ExpectedTime.reader))
        await db.execute(delete(ExpectedTime).where(key.in_(gone)))
    if rows:
        await (await db.connection()).execute(_kept(), rows)
    if any(row["mark"] is None for row in rows):
        await _notify(db)


_KEY: Final = ("work_id", "reader")


@cache
def _kept() -> Insert:
    """Cached: compiling the statement costs more than running it."""
    table = ExpectedTime.__table__  # type: ignore[attr-defined]  # SQLModel sets it
    named: dict[str, Any] = {
        column.name: bindparam(column.name, type_=column.type) for column in table.columns
    }
    next_mark = func.nextval(text("'expected_time_mark'"))
    fresh = insert(table).values({**named, "mark": func.coalesce(named["mark"], next_mark)})
    changes = {name: fresh.excluded[name] for name in named if name not in _KEY}
    return fresh.on_conflict_do_update(index_elements=list(_KEY), set_=changes)


async def clear_ended_times(db: AsyncSession, *, now: datetime) -> None:
    """Nothing is expected of units that have arrived; of work that is over nothing is kept."""
    arrived = (
        await db.execute(
            _ARRIVED, {"now": now, "before_scene": _STATES["before_scene"], **_AT_WORK}
        )
    ).rowcount  # type: ignore[attr-defined]  # an UPDATE has one
    await db.execute(_OVER, {"now": now, "undecided": _STATES["undecided"], **_AT_WORK})
    if arrived:
        await _notify(db)


_AT_WORK: Final = {
    "active": [state.value for state in ACTIVE],
    "ship_active": [state.value for state in SHIP_ACTIVE],
}
_ARRIVED: Final = text("""
    UPDATE expected_time SET at = NULL, early_at = NULL, late_at = NULL, leaves_at = NULL,
        border_at = NULL, clear_at = NULL, was_at = NULL, why = 'arrived', way = NULL,
        fuel_stops = '[]', full_tank = false, stop = NULL,
        as_of = :now, mark = nextval('expected_time_mark')
    FROM deployment work
    WHERE work.id = expected_time.work_id AND why IS DISTINCT FROM 'arrived'
        AND work.state <> ALL (:before_scene)
        AND CASE WHEN work.ship_id IS NULL THEN work.state = ANY (:active)
            ELSE work.state = ANY (:ship_active) END
""").bindparams(bindparam("now", type_=Instant()))
_OVER: Final = text("""
    DELETE FROM expected_time
    WHERE NOT EXISTS (
        SELECT FROM deployment work WHERE work.id = work_id
            AND CASE WHEN work.ship_id IS NULL THEN work.state = ANY (:active)
                ELSE work.state = ANY (:ship_active) END
    ) AND NOT EXISTS (
        SELECT FROM offer_item item JOIN offer ON offer.id = item.offer_id
        WHERE item.id = work_id AND offer.state = ANY (:undecided) AND offer.valid_until > :now
    )
""").bindparams(bindparam("now", type_=Instant()))


async def _notify(db: AsyncSession) -> None:
    await db.execute(text("SELECT pg_notify(:channel, '')"), {"channel": EXPECTED_CHANNEL})


async def endurance(db: AsyncSession, work: Deployment) -> tuple[float | None, float | None]:
    """The minutes that its fuel allows at the scene, at first and again, as its lead knows it."""
    row = await time_of(db, work.id, work.lead_party)
    return (row.on_scene_minutes, row.again_minutes) if row else (None, None)


async def time_of(db: AsyncSession, work_id: UUID, reader: str) -> ExpectedTime | None:
    """The time as it is kept for a reader."""
    return await db.get(ExpectedTime, (work_id, reader))


@dataclass(frozen=True, slots=True)
class LeadsTime:
    """A deployment, its time as its lead knows it, and the time by which it is needed."""

    work: Deployment
    time: ExpectedTime
    needed_at: datetime | None


async def times_of_leads(db: AsyncSession, deployment_ids: Collection[UUID]) -> list[LeadsTime]:
    """The deployments that have a time, in the order of the ids given."""
    rows = await db.execute(
        select(Deployment, ExpectedTime, col(Need.by_at))
        .join(
            ExpectedTime,
            (col(ExpectedTime.work_id) == col(Deployment.id))
            & (col(ExpectedTime.reader) == col(Deployment.lead_party)),
        )
        .outerjoin(
            Need, (col(Need.id) == col(Deployment.need_id)) & col(Need.withdrawn_at).is_(None)
        )
        .where(col(Deployment.id) == func.any(_IDS))
        .execution_options(populate_existing=True),
        {"ids": list(deployment_ids)},
    )
    found = {work.id: LeadsTime(work, time, needed_at) for work, time, needed_at in rows}
    return [found[id_] for id_ in deployment_ids if id_ in found]


async def last_mark(db: AsyncSession) -> int:
    """The mark of the latest change."""
    found = await db.execute(select(func.coalesce(func.max(col(ExpectedTime.mark)), 0)))
    mark: int = found.scalar_one()
    return mark
