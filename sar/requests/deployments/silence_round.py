"""Rounds over the units at work: one that owes a sign is marked, told of and rings; and is not any
more once a position or a word comes.

The rule is `unit_silence`. Positions that have stopped are an alarm of the case, at the centre that
leads and at the unit's own (`silent_units`); a word that is overdue rings on screens alone.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from sar import clock
from sar.assets.catalogue import type_of
from sar.assets.report_times import LastReports, reports_of_assets, reports_of_ships
from sar.assets.reporting_interval import interval_of
from sar.incidents.alarms.raising import raise_silent_unit
from sar.incidents.models import Incident
from sar.incidents.silent_hails import keys_of_hails, silent_after, without
from sar.incidents.words import IncidentState
from sar.log import first_line, logger
from sar.record.entries import CheckInOverdue, UnitHeardAgain, UnitSilent
from sar.record.service import PLATFORM
from sar.requests import deployment_rows, locks
from sar.requests.deployment_traits import TRAITS
from sar.requests.locks import LockedDeployment
from sar.requests.models import Deployment
from sar.requests.recording import Touched, recording
from sar.requests.unit_silence import NextSign, UnitSigns, missing
from sar.requests.words import Unheard
from sar.time_words import minute_text

log = logger(__name__)

BETWEEN_ROUNDS_S: Final = 2.0

RoundTransactions = Callable[[], AbstractAsyncContextManager[AsyncSession]]
"""Opens a session of the system role in a transaction of its own."""
Reports = Mapping[UUID, LastReports]


async def follow_silence(connection: AsyncConnection, transactions: RoundTransactions) -> None:
    """Rounds until the connection, which holds the lock, is lost. Only one process at a time
    may."""
    while not connection.invalidated:
        try:
            await one_round(transactions, now=clock.now())
        except SQLAlchemyError as error:
            log.warning("silence is not told yet", error=first_line(error))
        await asyncio.sleep(BETWEEN_ROUNDS_S)


async def one_round(transactions: RoundTransactions, *, now: datetime) -> None:
    """Find the units of which something has changed, then tell each in a transaction of its
    own."""
    async with transactions() as db:
        changed = await with_change(db, now=now)
    for work_id in changed:
        try:
            async with transactions() as db:
                await record_silence(db, work_id, now=now)
        except SQLAlchemyError as error:
            log.info("the silence of a unit is told later", error=first_line(error))


async def with_change(db: AsyncSession, *, now: datetime) -> list[UUID]:
    """The units at work that owe another sign than is kept of them."""
    rows = await deployment_rows.followed(db)
    reports = await _reports(db, rows)
    return [row.id for row in rows if _why(row) is not _is(row, reports, now=now)]


async def record_silence(db: AsyncSession, deployment_id: UUID, *, now: datetime) -> None:
    """Keep the sign that the unit owes, and put it on the record; nothing where that is known."""
    locked = await locks.lock_any_deployment(db, deployment_id)
    if locked is None:
        return
    row, incident = locked.deployment, locked.incident
    signs = signs_of(row, await _reports(db, [row]))
    owed = missing(signs, now=now)
    was = _why(row)
    if was is (owed.why if owed else None):
        return
    touched = Touched(incidents=[incident.id] if incident else [], deployments=[row.id])
    async with recording(db, touched, by=PLATFORM, exercise=locked.exercise, now=now) as entry:
        # No party has changed it: a form about it is not out of date.
        row.unheard, row.updated_at = None if owed is None else kept(owed, signs), now
        if incident is not None and incident.state is not IncidentState.CLOSED:
            await _ring(db, incident, locked, owed, now=now)
        about = {"id": row.id, "about": row.name}
        if owed is None:
            entry.record(UnitHeardAgain(**about), readers=row.parties)
        elif owed.why is Unheard.SILENT:
            at = minute_text(signs.position_at or signs.since)
            entry.record(UnitSilent(**about, at=at), readers=row.parties)
        else:
            at = minute_text(signs.heard_at or signs.since)
            entry.record(CheckInOverdue(**about, at=at), readers=row.parties)


def heard_now(row: Deployment, incident: Incident | None, *, at: datetime) -> None:
    """Note a word of the unit's crew: nothing is overdue of it then, unless that was long ago (the
    next round tells)."""
    if row.heard_at is None or at > row.heard_at:
        row.heard_at = at
    row.unheard = None
    if incident is not None:
        incident.silent_units = without(incident.silent_units, row.id)


def signs_of(row: Deployment, reports: Reports) -> UnitSigns:
    """The last signs of the unit. Of one that its carrier brings nothing is expected until it is
    there."""
    rides = row.carrier_asset_id is not None and TRAITS[row.state].moving
    told = reports.get(row.asset_id or row.ship_id or row.id)
    return UnitSigns(
        state=row.state,
        is_ship=row.ship_id is not None,
        since=row.left_at or row.created_at,
        position_at=told and told.at,
        before_at=told and told.before_at,
        heard_at=row.heard_at,
        interval=None if rides else interval_of(type_of(row.type_code)),
        check_in=None if row.check_in_minutes is None else timedelta(minutes=row.check_in_minutes),
    )


def kept(owed: NextSign, signs: UnitSigns) -> dict[str, Any]:
    """The overdue sign as its row keeps it."""
    return {
        "why": owed.why.value,
        "due_at": owed.due_at.isoformat(),
        "position_at": signs.position_at and signs.position_at.isoformat(),
        "heard_at": signs.heard_at and signs.heard_at.isoformat(),
    }


def _why(row: Deployment) -> Unheard | None:
    return None if row.unheard is None else Unheard(row.unheard["why"])


def _is(row: Deployment, reports: Reports, *, now: datetime) -> Unheard | None:
    owed = missing(signs_of(row, reports), now=now)
    return None if owed is None else owed.why


async def _reports(db: AsyncSession, rows: Sequence[Deployment]) -> dict[UUID, LastReports]:
    asset_ids = [row.asset_id for row in rows if row.asset_id]
    ship_ids = [row.ship_id for row in rows if row.ship_id]
    found = await reports_of_assets(db, asset_ids) if asset_ids else {}
    return {**found, **(await reports_of_ships(db, ship_ids) if ship_ids else {})}


async def _ring(
    db: AsyncSession,
    incident: Incident,
    locked: LockedDeployment,
    owed: NextSign | None,
    *,
    now: datetime,
) -> None:
    """A unit that is silent is an alarm of the case: at who leads, and at the unit's own centre, or
    at another party's that hailed her."""
    row = locked.deployment
    incident.updated_at = now
    if owed is None or owed.why is not Unheard.SILENT:
        incident.silent_units = without(incident.silent_units, row.id)
        return
    asset = locked.assets.get(row.asset_id) if row.asset_id else None
    at, party = (
        (asset.centre_id, asset.party_code) if asset else (row.hail_centre_id, row.hailed_by)
    )
    own_at = at if party else None
    kept_now = silent_after(incident.silent_units, row.id, centre_id=own_at, now=now)
    incident.silent_units = kept_now
    rings_at = {incident.lead_centre_id: incident.lead_party}
    if own_at is not None and party:
        rings_at[own_at] = party
    key = keys_of_hails(kept_now, centre_id=incident.lead_centre_id, leads=True)[-1]
    for centre_id, its_party in rings_at.items():
        await raise_silent_unit(db, incident, centre_id, its_party, key, now=now)
