"""The ETA of those who have named none, by the same rules as matching.

It rests on where the receiver of the help may see the unit, and on how its owner has agreed that
it enters other States, and is told to both sides: none is reckoned while the offering party sees
the incident coarsely, for it would tell how far away the datum is.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.words import Kind
from sar.assets import visible as assets
from sar.assets.models import Ship
from sar.assets.sight import seen_ship
from sar.incidents import visible as incidents
from sar.incidents.models import Incident
from sar.incidents.pictures import Sight
from sar.requests import reading, waters
from sar.requests.approach import TimeToScene
from sar.requests.asking import question, sea_about, where_of
from sar.requests.candidate import Candidate, Opening, Want, asset_candidate, ship_candidate
from sar.requests.carrying import come_along
from sar.requests.holding import HeldDeployment
from sar.requests.lifecycle import BEFORE_SCENE
from sar.requests.matching import Reckoner, bases
from sar.requests.models import Deployment, OfferItem, Request
from sar.requests.telling import changed
from sar.requests.waters import Waters
from sar.requests.words import DeploymentState, EtaBy


async def reckon(
    db: AsyncSession,
    rows: Mapping[UUID, OfferItem | Deployment],
    *,
    owner: str,
    receiver: str,
    request: Request | None,
    incident: Incident | None,
    now: datetime,
) -> None:
    """Set the ETA of the rows, by asset, of which nobody has given one; that of what is carried
    is its carrier's, and stays as it is while the carrier is not among them."""
    open_ = {id_: row for id_, row in rows.items() if row.eta_by is not EtaBy.GIVEN}
    if not open_ or not await _sees(db, owner, incident, now=now):
        return
    going = [id_ for id_, row in open_.items() if row.carrier_asset_id is None]
    work = {row.id for row in open_.values() if isinstance(row, Deployment)}
    openings = await reading.openings_of(db, work, now=now)
    candidates = {
        seen.id: leaving(asset_candidate(seen, Want(), now=now), rows[seen.id], openings, now=now)
        for seen in await assets.seen_assets(db, receiver, now=now, ids=going)
    }
    found = await _etas(db, candidates, owner, request, incident, now=now)
    # Carriers first: what they carry comes with them.
    for id_, row in sorted(open_.items(), key=lambda pair: pair[1].carrier_asset_id is not None):
        carrier = row.carrier_asset_id
        if carrier is not None and carrier not in rows:
            continue
        eta_at = rows[carrier].eta_at if carrier else found.get(id_)
        row.eta_at, row.eta_by = eta_at, EtaBy.RECKONED if eta_at else None


async def reckon_again(db: AsyncSession, held: HeldDeployment, *, now: datetime) -> None:
    """A unit waits at a border no more, or again: an ETA that nobody has given follows, and that
    of what rides along, which is held too."""
    work = held.deployment
    if work.asset_id is None or work.party_code is None or work.state not in BEFORE_SCENE:
        return
    if work.carrier_asset_id is not None or work.eta_by is EtaBy.GIVEN:
        return
    await db.flush()
    await reckon(
        db,
        {work.asset_id: work},
        owner=work.party_code,
        receiver=work.lead_party,
        request=held.request,
        incident=held.incident,
        now=now,
    )
    changed(work, now=now)
    for row in held.carried:
        if row.eta_by is not EtaBy.GIVEN:
            come_along(row, work)
            changed(row, now=now)


async def reckon_ship(
    db: AsyncSession, row: Deployment, ship: Ship, incident: Incident | None, *, now: datetime
) -> None:
    """Set the ETA of a hailed ship for which nobody has given one."""
    if row.eta_by is EtaBy.GIVEN:
        return
    candidates = {ship.id: ship_candidate(seen_ship(ship), now=now)}
    found = await _etas(db, candidates, row.lead_party, None, incident, now=now)
    row.eta_at = found.get(ship.id)
    row.eta_by = EtaBy.RECKONED if row.eta_at else None


async def _sees(db: AsyncSession, owner: str, incident: Incident | None, *, now: datetime) -> bool:
    """Whether the party may be told how far away the incident is."""
    if incident is None:
        return True
    sight = await incidents.sights_of(db, owner, [incident], now=now)
    return sight.get(incident.id) in (Sight.INVOLVED, Sight.FULL)


def leaving(
    candidate: Candidate,
    row: OfferItem | Deployment,
    openings: Mapping[UUID, tuple[Opening, ...]],
    *,
    now: datetime,
) -> Candidate:
    """It gets ready from now on, and does not leave before its window; unless it is out already.

    `openings`: the States that are open to units, by their work.
    """
    out = isinstance(row, Deployment) and row.state not in (
        DeploymentState.COMMITTED,
        DeploymentState.MOBILISING,
    )
    waits = math.ceil(max(0.0, (row.from_at - now).total_seconds()) / 60.0)
    minutes = 0 if out else max(candidate.notice.minutes, waits)
    notice = replace(candidate.notice, minutes=minutes)
    return replace(candidate, notice=notice, openings=openings.get(row.id, ()))


async def _etas(
    db: AsyncSession,
    candidates: Mapping[UUID, Candidate],
    enters: str,
    request: Request | None,
    incident: Incident | None,
    *,
    now: datetime,
) -> dict[UUID, datetime]:
    """By candidate; `enters` knows the terms of entry."""
    where = where_of(request, incident, now=now)
    if not candidates or where.scene.place is None:
        return {}
    sail = {one.asset_type.draught for one in candidates.values() if one.kind is Kind.VESSEL}
    asked = await question(db, enters, Want(), where, now=now)

    async def times_by(sea: Waters | None) -> dict[UUID, TimeToScene | None]:
        reckoner = Reckoner(asked, sea=sea, bases=bases(candidates.values()))
        return {id_: reckoner.going(one).time for id_, one in candidates.items() if not one.carried}

    times = await waters.asked(await sea_about(where, sail) if sail else None, times_by)
    return {id_: time.eta_at(now) for id_, time in times.items() if time is not None}
