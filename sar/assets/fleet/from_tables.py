"""Loads the fleet from the tables: all of it once, then the changes (SQL)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Select, column, func, literal, select, text, true
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.clauses import OccasionPlain
from sar.agreements.load import load_occasions
from sar.assets.access import among, berth_of, deployed, secret_of, told_once
from sar.assets.availability import Window
from sar.assets.fleet.columns import Fleet, FleetFix, FleetRow
from sar.assets.fleet.past import PastFixes, PastKey
from sar.assets.models import Asset, Commitment, Fix, Ship, TrackPoint
from sar.assets.presenting import seen_ship
from sar.assets.seen import SeenShip
from sar.assets.visible_ships import STANDS, sightings_of
from sar.db import Instant
from sar.record import service as record

CHUNK = 10_000


async def reached(db: AsyncSession) -> tuple[int, int]:
    """The last number of the record and the last mark of positions visible to the transaction."""
    row = (await db.execute(_REACHED)).one()
    return int(row.number), int(row.mark)


_REACHED = text(
    "SELECT (SELECT coalesce(max(number), 0) FROM record_entry) AS number,"
    " greatest((SELECT coalesce(max(mark), 0) FROM fix),"
    " (SELECT coalesce(max(mark), 0) FROM ship)) AS mark"
)


async def load(db: AsyncSession) -> Fleet:
    """The whole fleet, in a transaction that reads the database as of one instant."""
    fleet = Fleet()
    fleet.number, fleet.mark = await reached(db)
    windows = await _windows(db, None)
    stream = await db.stream(_registered().order_by(col(Asset.id)))
    async for rows in stream.partitions(CHUNK):
        fleet.put(_plain(rows, windows))
    ships = await db.stream_scalars(select(Ship).where(STANDS).order_by(col(Ship.id)))
    told = await sightings_of(db, None)
    async for some in ships.partitions(CHUNK):
        fleet.ships.put(seen_ship(ship, told[ship.id]) for ship in some)
    fleet.occasions, fleet.deployed = await _occasions(db), await deployed(db)
    return fleet


@dataclass(frozen=True, slots=True)
class FleetChanges:
    """Everything committed after a number and a mark, up to later ones."""

    number: int
    mark: int
    gone: Collection[UUID] = ()
    assets: Sequence[tuple[FleetRow, FleetFix | None]] = ()
    occasions: Mapping[str, Sequence[OccasionPlain]] | None = None
    deployed: Mapping[str, Mapping[UUID, UUID]] | None = None
    fixes: Sequence[tuple[UUID, FleetFix]] = ()
    ships: Sequence[SeenShip] = ()
    ships_gone: Collection[UUID] = ()


async def changes(db: AsyncSession, fleet: Fleet) -> FleetChanges:
    """Everything committed since the fleet's number and mark; one instant, as in `load`."""
    number, mark = await reached(db)
    found = FleetChanges(number, mark)
    if number > fleet.number:
        changed = await record.things_changed(db, "asset", after=fleet.number, until=number)
        windows = await _windows(db, changed)
        rows = (await db.execute(_registered().where(among(col(Asset.id), changed)))).all()
        found = replace(
            found,
            gone=changed - {row.id for row in rows},
            assets=list(_plain(rows, windows)),
            occasions=await _occasions(db),
            deployed=await deployed(db),
        )
    if mark > fleet.mark:
        moved = await db.execute(select(*_FIX, col(Fix.asset_id)).where(col(Fix.mark) > fleet.mark))
        of_ships = await db.scalars(select(Ship).where(col(Ship.mark) > fleet.mark))
        ships = sorted(of_ships, key=lambda ship: ship.id)
        told = await sightings_of(db, [ship.id for ship in ships])
        found = replace(
            found,
            fixes=[(row.asset_id, _fix(row)) for row in moved],
            ships=[seen_ship(ship, told[ship.id]) for ship in ships if ship.withdrawn_at is None],
            ships_gone=[ship.id for ship in ships if ship.withdrawn_at is not None],
        )
    return found


def apply(made: FleetChanges, fleet: Fleet, past: PastFixes) -> None:
    """Brings the fleet, and what is kept of earlier places, to the later number and mark."""
    fleet.drop(made.gone)
    fleet.put(made.assets)
    fleet.occasions = fleet.occasions if made.occasions is None else made.occasions
    fleet.deployed = fleet.deployed if made.deployed is None else made.deployed
    for asset_id, fix in made.fixes:
        past.moved(asset_id, fix.at, newest=fleet.move(asset_id, fix))
    fleet.ships.put(made.ships)
    fleet.ships.drop(made.ships_gone)
    fleet.number, fleet.mark = made.number, made.mark


async def _occasions(db: AsyncSession) -> Mapping[str, Sequence[OccasionPlain]]:
    """By viewer; as deployments, they do not change without an entry on the record."""
    met = await load_occasions(db)
    # Sorted, so that equal occasions compare equal: access is cached until they change.
    return {party: sorted(set(theirs), key=repr) for party, theirs in met.items()}


_FIX = (
    col(Fix.at),
    col(Fix.point),
    col(Fix.uncertainty_nm),
    col(Fix.implausible),
    col(Fix.doubted_at),
    secret_of(Fix.asset_id, Fix.at).label("secret"),
    berth_of(Fix.asset_id, Fix.at).label("berth"),
)


def _registered() -> Select[*tuple[Any, ...]]:
    return (
        select(
            col(Asset.id),
            col(Asset.party_code),
            col(Asset.centre_id),
            col(Asset.type_code),
            col(Asset.name),
            col(Asset.base),
            col(Asset.base_shared),
            col(Asset.at_sea),
            col(Asset.readiness),
            col(Asset.readiness_until),
            col(Asset.notice_day_minutes),
            col(Asset.notice_night_minutes),
            col(Asset.notice_at_sea_minutes),
            col(Asset.overrides),
            col(Asset.quantity),
            col(Asset.service),
            col(Asset.armed),
            col(Asset.sensors),
            *_FIX,
        )
        .outerjoin(Fix, col(Fix.asset_id) == col(Asset.id))
        .where(col(Asset.retired_at).is_(None))
    )


def _plain(
    rows: Sequence[Any], windows: dict[UUID, list[Window]]
) -> Iterator[tuple[FleetRow, FleetFix | None]]:
    for row in rows:
        asset = FleetRow(
            id=row.id,
            party_code=row.party_code,
            centre_id=row.centre_id,
            type_code=row.type_code,
            name=row.name,
            base=row.base,
            base_shared=row.base_shared,
            at_sea=row.at_sea,
            readiness=row.readiness,
            readiness_until=row.readiness_until,
            notice_day_minutes=row.notice_day_minutes,
            notice_night_minutes=row.notice_night_minutes,
            notice_at_sea_minutes=row.notice_at_sea_minutes,
            overrides=row.overrides,
            quantity=row.quantity,
            service=row.service,
            armed=row.armed,
            sensors=row.sensors,
            windows=tuple(windows.get(row.id, ())),
        )
        yield asset, _fix(row) if row.at is not None else None


def _fix(row: Any) -> FleetFix:
    return FleetFix(
        at=row.at,
        point=row.point,
        uncertainty_nm=row.uncertainty_nm,
        implausible=row.implausible,
        doubted_at=row.doubted_at,
        secret=row.secret,
        berth=row.berth,
    )


async def _windows(db: AsyncSession, ids: Collection[UUID] | None) -> dict[UUID, list[Window]]:
    """The commitments of each asset, in order, as in `visible.open_windows`."""
    during = col(Commitment.during)
    query = (
        select(
            col(Commitment.asset_id),
            col(Commitment.quantity),
            col(Commitment.exercise),
            func.lower(during).label("from_at"),
            func.upper(during).label("until_at"),
        )
        .where(col(Commitment.ended_at).is_(None), ~func.isempty(during))
        .order_by(func.lower(during), col(Commitment.id))
    )
    if ids is not None:
        query = query.where(among(col(Commitment.asset_id), ids))
    result: dict[UUID, list[Window]] = defaultdict(list)
    for row in await db.execute(query):
        window = Window(row.from_at, row.until_at, row.quantity, row.exercise)
        result[row.asset_id].append(window)
    return result


async def fill(db: AsyncSession, past: PastFixes, wanted: list[PastKey], *, now: datetime) -> None:
    """Finds everything missing, in one statement."""
    missing = past.missing(wanted, now=now)
    if not missing:
        return
    asked = (
        func.unnest(
            literal([asset_id for asset_id, _ in missing], ARRAY(UUID_TYPE())),
            literal([held.horizon(now) for _, held in missing], ARRAY(Instant())),
            literal([held.latest(now) for _, held in missing], ARRAY(Instant())),
        )
        .table_valued(
            column("asset_id", UUID_TYPE()),
            column("horizon", Instant()),
            column("late", Instant()),
            with_ordinality="place",
        )
        .render_derived(name="asked")
    )
    horizon = asked.c.horizon
    theirs = col(TrackPoint.asset_id) == asked.c.asset_id
    told = told_once(asked.c.asset_id, horizon, asked.c.late)
    shown = (
        select(
            col(TrackPoint.at),
            col(TrackPoint.point),
            col(TrackPoint.uncertainty_nm),
            col(TrackPoint.implausible),
            secret_of(TrackPoint.asset_id, TrackPoint.at).label("secret"),
            berth_of(TrackPoint.asset_id, TrackPoint.at).label("berth"),
        )
        .where(theirs, col(TrackPoint.at) == told.c.at)
        .limit(1)  # else all days are read and joined
        .lateral("shown")
    )
    following = (
        select(func.min(col(TrackPoint.at)).label("next_at"))
        .where(theirs, col(TrackPoint.at) > horizon, col(TrackPoint.implausible).is_(False))
        .lateral("following")
    )
    rows = await db.execute(
        select(asked.c.place, shown, following.c.next_at)
        .select_from(asked)
        .join(told, true())
        .outerjoin(shown, true())
        .join(following, true())
    )
    for row in rows:
        fix = None
        if row.at is not None:
            fix = FleetFix(
                row.at, row.point, row.uncertainty_nm, row.implausible, row.secret, row.berth
            )
        asset_id, held = missing[row.place - 1]
        past.keep(asset_id, held, fix, row.next_at)
