"""Words of a unit's crew by voice: it is well, its fuel lasts so long, it is to speak again so."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import visible as assets
from sar.errors import Conflict, Forbidden, Refusal
from sar.incidents.checks import check_past
from sar.languages.places import filled
from sar.matching.candidate import BINGO_MINUTES, asset_candidate
from sar.matching.question import Want
from sar.matching.time_to_scene import wind_of
from sar.matching.wind import fuel_nm
from sar.parties.caller import Caller
from sar.record.entries import DeploymentStepped
from sar.requests import locks
from sar.requests.deployments.silence_round import heard_now
from sar.requests.deployments.step_rows import agreed_row
from sar.requests.deployments.stepping import recording_step, sides_of
from sar.requests.locks import LockedDeployment
from sar.requests.recording import changed
from sar.requests.scene_setting import where_of
from sar.requests.schemas import HeardFromBody
from sar.requests.unit_silence import is_followed
from sar.requests.words import DeploymentAction
from sar.time_words import minute_text


async def heard_from(
    db: AsyncSession, caller: Caller, deployment_id: UUID, body: HeardFromBody, *, now: datetime
) -> None:
    """Keep the word of the unit's crew, with who said so and when; Forbidden to others than its
    owner and the lead, Conflict for one that is not out."""
    locked = await locks.lock_deployment(db, caller, deployment_id)
    row, action = locked.deployment, DeploymentAction.HEARD
    if not sides_of(caller, row):
        raise Forbidden("not_yours", "Only the owner of the unit, or the lead, may.")
    if not is_followed(row.state, is_ship=row.ship_id is not None):
        said = filled("{name} is not out for this work.", name=row.name)
        raise Conflict.of(Refusal("wrong_state", said), state=row.state)
    check_past("at", body.at, now=now)
    at = min(body.at or now, now)
    fuel = await _fuel(db, locked, body, at=at, now=now)
    async with recording_step(db, caller, locked, on_case=True, now=now) as entry:
        if body.check_in_minutes is not None:
            row.check_in_minutes = body.check_in_minutes or None
        if fuel is not None:
            row.fuel = fuel
        heard_now(row, locked.incident, at=at)
        note = " ".join(part for part in (body.note, _said(body, fuel)) if part)
        step = agreed_row(caller, row, action, row.state, note, at=at, now=now)
        step.said_by = body.said_by or step.said_by
        db.add(step)
        changed(row, now=now)
        fact = DeploymentStepped(
            id=row.id,
            about=row.name,
            action=action.value,
            state=row.state.value,
            happened_at=body.at,
            note=" ".join(part for part in (note, body.said_by and f"By {body.said_by}.") if part),
        )
        entry.record(fact, readers=row.parties)


async def _fuel(
    db: AsyncSession, locked: LockedDeployment, body: HeardFromBody, *, at: datetime, now: datetime
) -> dict[str, Any] | None:
    """The crew's word on its endurance, with when it must leave; None: it gave none."""
    minutes = body.endurance_minutes
    if minutes is None:
        return None
    home = await _home_minutes(db, locked, now=now)
    leave_at = None if home is None else at + timedelta(minutes=minutes - home)
    return {
        "said_at": at.isoformat(),
        "minutes": minutes,
        "home_minutes": home,
        "leave_at": leave_at and leave_at.isoformat(),
        "said_by": body.said_by,
    }


async def _home_minutes(
    db: AsyncSession, locked: LockedDeployment, *, now: datetime
) -> float | None:
    """The minutes from the scene, else from where the unit is, to its base by a straight way, as
    its lead knows both; of aircraft with the time kept in hand. None: not known."""
    row, scene = locked.deployment, where_of(locked.request, locked.incident, now=now).scene
    if row.asset_id is None:
        return None
    for seen in await assets.seen_assets(db, row.lead_party, now=now, ids=[row.asset_id]):
        unit = asset_candidate(seen, Want(), now=now)
        place, air_kn = scene.place or seen.place, seen.figures.response_kn
        if place is None or seen.base is None or not air_kn:
            return None
        wind = wind_of(unit, scene) if unit.returns else None
        way_minutes = fuel_nm(place, seen.base, air_kn, wind) / air_kn * 60.0
        return float(round(way_minutes + (BINGO_MINUTES if unit.returns else 0.0)))
    return None


def _said(body: HeardFromBody, fuel: dict[str, Any] | None) -> str:
    """The rest of what was said, in words."""
    said = []
    if fuel is not None:
        said.append(f"Endurance {fuel['minutes']} min.")
        if fuel["leave_at"]:
            leave_at = minute_text(datetime.fromisoformat(fuel["leave_at"]))
            said.append(f"It must leave the scene by {leave_at}.")
    if body.check_in_minutes:
        said.append(f"To be heard each {body.check_in_minutes} min.")
    elif body.check_in_minutes == 0:
        said.append("To be heard as its kind is.")
    return " ".join(said)
