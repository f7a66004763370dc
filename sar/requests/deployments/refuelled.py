"""Fuel of aircraft that come back on scene after refuelling: it counts from where they took it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import visible as assets
from sar.matching.candidate import asset_candidate
from sar.matching.question import Want
from sar.matching.time_to_scene import on_scene_minutes, wind_of
from sar.matching.wind import fuel_nm
from sar.requests import deployment_rows, time_rows
from sar.requests.deployment_traits import TRAITS
from sar.requests.deployments.on_scene import Endurance
from sar.requests.locks import LockedDeployment
from sar.requests.models import DeploymentStep
from sar.requests.scene_setting import where_of
from sar.requests.words import DeploymentState


@dataclass(frozen=True, slots=True)
class Stay:
    """The minutes that the fuel allows, and a sentence on where it counts from."""

    endurance: Endurance
    says: str = ""


async def stay(
    db: AsyncSession, locked: LockedDeployment, to: DeploymentState, *, now: datetime
) -> Stay:
    """The stay of a unit that comes on scene, as its lead knows it: after refuelling from the place
    that was said then, else from the nearest one where it lands."""
    row = locked.deployment
    first, again = await time_rows.endurance(db, row)
    if not TRAITS[row.state].refuels or not TRAITS[to].on_scene:
        return Stay((first, again))
    step = await deployment_rows.last_refuelling(db, row.id)
    minutes = None if step is None else await _minutes_from(db, locked, step, now=now)
    if step is not None and minutes is not None:
        where = step.place or "the place it was at to refuel"
        return Stay((first, minutes), f"Its fuel is counted from {where}.")
    if again is None:
        return Stay((first, again))
    return Stay((first, again), "Its fuel is counted from the nearest place where it lands.")


async def _minutes_from(
    db: AsyncSession, locked: LockedDeployment, step: DeploymentStep, *, now: datetime
) -> float | None:
    """The minutes on scene of an aircraft that comes from where it refuelled and goes back there;
    None: it is not said where, or the scene is nowhere."""
    row, scene = locked.deployment, where_of(locked.request, locked.incident, now=now).scene
    if step.point is None or scene.place is None or row.asset_id is None:
        return None
    for seen in await assets.seen_assets(db, row.lead_party, now=now, ids=[row.asset_id]):
        unit = asset_candidate(seen, Want(), now=now)
        if unit.returns:
            wind, air_kn = wind_of(unit, scene), unit.seen.figures.response_kn or 0.0
            out_nm = fuel_nm(step.point, scene.place, air_kn, wind)
            back_nm = fuel_nm(scene.place, step.point, air_kn, wind)
            return on_scene_minutes(unit, out_nm=out_nm, back_nm=back_nm)
    return None
