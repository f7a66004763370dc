"""Estimates the ETA of units whose owners have given none, by the same rules as matching.

The estimate uses the unit's position as the receiver of the help may see it, and its owner's agreed
clearances, and both sides read it: none is made while the offering party sees the incident
coarsely, for it would reveal the distance to the datum.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.words import Kind
from sar.assets import visible as assets
from sar.assets.models import Ship
from sar.assets.presenting import seen_ship
from sar.geo.sea import field_cache
from sar.geo.sea.field_cache import SceneFields
from sar.incidents import visible as incidents
from sar.incidents.models import Incident
from sar.matching.candidate import Candidate, asset_candidate, ship_candidate
from sar.matching.evaluation import Evaluator, Match
from sar.matching.question import Opening, Want
from sar.matching.ranking import bases, with_bands
from sar.matching.service import question_of, sea_about
from sar.matching.time_to_scene import on_scene_minutes
from sar.requests import rows as requests_rows
from sar.requests.deployment_traits import TRAITS
from sar.requests.deployments.carried_units import way_of_carrier
from sar.requests.deployments.on_scene import ENDURANCE_KEYS
from sar.requests.locks import LockedDeployment
from sar.requests.models import Deployment, OfferItem, Request
from sar.requests.recording import changed
from sar.requests.scene_setting import where_of
from sar.requests.words import EtaBy

_LEGS: Final = ("leaves_at", "border_at", "clear_at", "early_at", "late_at")
_SECOND_MINUTES: Final = 1.0 / 60.0


async def estimate(
    db: AsyncSession,
    rows: Mapping[UUID, OfferItem | Deployment],
    *,
    owner: str,
    receiver: str,
    request: Request | None,
    incident: Incident | None,
    now: datetime,
) -> None:
    """Estimates the ways of the rows, by asset, and the ETA where nobody has given one. A carried
    row follows its carrier, and stays as it is while the carrier is not among the rows."""
    if not rows or not await _sees(db, owner, incident, now=now):
        return
    going = [id_ for id_, row in rows.items() if row.carrier_asset_id is None]
    work = {row.id for row in rows.values() if isinstance(row, Deployment)}
    openings = await requests_rows.openings_of(db, work, now=now)
    candidates = {
        seen.id: from_departure(
            asset_candidate(seen, Want(), now=now), rows[seen.id], openings, now=now
        )
        for seen in await assets.seen_assets(db, receiver, now=now, ids=going)
    }
    found = await _going(db, candidates, owner, request, incident, now=now)
    # Carriers first: what they carry comes with them.
    for id_, row in sorted(rows.items(), key=lambda pair: pair[1].carrier_asset_id is not None):
        carrier = row.carrier_asset_id
        if carrier is None:
            store(row, found.get(id_), now=now)
        elif carrier in rows:
            follow_carrier(row, rows[carrier])


def follow_carrier(row: OfferItem | Deployment, carrier: OfferItem | Deployment) -> None:
    row.reckoned = way_of_carrier(carrier)
    if row.eta_by is not EtaBy.GIVEN:
        row.eta_at = carrier.eta_at
        row.eta_by = EtaBy.RECKONED if row.eta_at else None


async def estimate_again(db: AsyncSession, locked: LockedDeployment, *, now: datetime) -> None:
    """Estimates the way anew, as when a border opens or closes to the unit; carried units, which
    are locked too, follow."""
    work = locked.deployment
    if work.asset_id is None or work.party_code is None or work.carrier_asset_id is not None:
        return
    if not TRAITS[work.state].before_scene:
        return
    await db.flush()
    await estimate(
        db,
        {work.asset_id: work},
        owner=work.party_code,
        receiver=work.lead_party,
        request=locked.request,
        incident=locked.incident,
        now=now,
    )
    changed(work, now=now)
    for row in locked.carried:
        follow_carrier(row, work)
        changed(row, now=now)


async def estimate_ship(
    db: AsyncSession, row: Deployment, ship: Ship, incident: Incident | None, *, now: datetime
) -> None:
    """Estimates the way of a hailed ship, and its ETA where nobody has given one."""
    candidates = {ship.id: ship_candidate(seen_ship(ship), now=now)}
    found = await _going(db, candidates, row.lead_party, None, incident, now=now)
    store(row, found.get(ship.id), now=now)


def store(row: OfferItem | Deployment, m: Match | None, *, now: datetime) -> None:
    """Stores the estimate with the row. For a unit that is out the fuel left is not known: the
    endurance estimated when it set out is kept."""
    time = m.time if m else None
    before = row.reckoned or {}
    stays = {key: before.get(key) for key in ENDURANCE_KEYS} if _out(row) else _stays(m)
    row.reckoned = {**_legs(m, now=now), **stays} if m and time else None
    if row.eta_by is not EtaBy.GIVEN:
        row.eta_at = time.eta_at(now) if time else None
        row.eta_by = EtaBy.RECKONED if time else None


async def _sees(db: AsyncSession, owner: str, incident: Incident | None, *, now: datetime) -> bool:
    """Whether the party may be told how far away the incident is."""
    if incident is None:
        return True
    return owner in await incidents.fact_readers(db, incident, now=now)


def _legs(m: Match, *, now: datetime) -> dict[str, Any]:
    """The instants of setting out, of waiting at a border, and the band of the arrival."""
    time, spread = m.time, m.band
    minutes: dict[str, float | None] = dict.fromkeys(_LEGS)
    if time is not None:
        minutes["leaves_at"] = time.leaves_minutes
        if time.clearance_minutes is not None and time.hold_minutes >= _SECOND_MINUTES:
            minutes["border_at"] = time.leaves_minutes + time.border_minutes
            minutes["clear_at"] = time.clearance_minutes
    if spread is not None:
        minutes |= {"early_at": spread.p10, "late_at": spread.p90}
    return {
        key: None if after is None else _after(now, after).isoformat()
        for key, after in minutes.items()
    }


def _after(now: datetime, minutes: float) -> datetime:
    return (now + timedelta(minutes=minutes)).replace(microsecond=0)


def _stays(m: Match | None) -> dict[str, Any]:
    """The minutes that its fuel allows at the scene: coming from its place, and from the nearest
    place where it lands."""
    if m is None:
        return dict.fromkeys(ENDURANCE_KEYS)
    back_nm = m.approach.back_nm
    again = on_scene_minutes(m.candidate, out_nm=back_nm, back_nm=back_nm)
    stays = (m.on_scene_minutes, again)
    return {key: n and round(n, 1) for key, n in zip(ENDURANCE_KEYS, stays, strict=True)}


def from_departure(
    candidate: Candidate,
    row: OfferItem | Deployment,
    openings: Mapping[UUID, tuple[Opening, ...]],
    *,
    now: datetime,
) -> Candidate:
    """The candidate that gets ready from `now` and does not leave before its window, or is out
    already.

    `openings`: the States that are open to units, by their work.
    """
    waits = math.ceil(max(0.0, (row.from_at - now).total_seconds()) / 60.0)
    minutes = 0 if _out(row) else max(candidate.notice.minutes, waits)
    notice = replace(candidate.notice, minutes=minutes)
    return replace(candidate, notice=notice, openings=openings.get(row.id, ()))


def _out(row: OfferItem | Deployment) -> bool:
    """Whether the unit has left for this work."""
    return isinstance(row, Deployment) and not TRAITS[row.state].waits


async def _going(
    db: AsyncSession,
    candidates: Mapping[UUID, Candidate],
    enters: str,
    request: Request | None,
    incident: Incident | None,
    *,
    now: datetime,
) -> dict[UUID, Match]:
    """The matches by candidate; `enters`: the party whose terms of entry apply."""
    where = where_of(request, incident, now=now)
    if not candidates or where.scene.place is None:
        return {}
    sail = {one.seen.type.draught for one in candidates.values() if one.kind is Kind.VESSEL}
    asked = await question_of(db, enters, Want(), where, now=now)

    async def met_by(sea: SceneFields | None) -> list[Match]:
        reckoner = Evaluator(asked, sea=sea, bases=bases(candidates.values()))
        return [reckoner.going(one) for one in candidates.values() if not one.carried]

    going = await field_cache.retry_with_wider(
        await sea_about(where, sail) if sail else None, met_by
    )
    return {m.candidate.seen.id: m for m in with_bands(going, asked.scene)}
