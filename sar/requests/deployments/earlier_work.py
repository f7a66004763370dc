"""An asset's work begins: refused while its earlier work goes on, but for one that left in fact.

Its leaving is a fact. Its window begins as soon as nothing else holds it, the contradiction stands
beside it, and both are settled once the earlier work has ended.
"""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import commitments
from sar.parties.caller import Caller
from sar.requests.deployment_traits import TRAITS
from sar.requests.deployments.calling_away import naming_exercises
from sar.requests.locks import LockedDeployment
from sar.requests.models import Deployment
from sar.requests.recording import changed
from sar.requests.step_doubts import doubts_earlier_work, without_earlier_work
from sar.requests.step_times import AT_THE_DESK
from sar.requests.words import DeploymentAction, DeploymentState

FACTS: Final = frozenset({DeploymentAction.DEPART, DeploymentAction.ARRIVE})
"""The steps by which an asset has left, as somebody has seen: they are never refused for it."""


async def begin_work(
    db: AsyncSession,
    caller: Caller,
    locked: LockedDeployment,
    action: DeploymentAction,
    to: DeploymentState,
    *,
    now: datetime,
) -> bool | None:
    """The asset is at work from now on, where the step begins that. Whether earlier work of it goes
    on; None: it has not been looked at. Conflict where that refuses the step."""
    row = locked.deployment
    asset = locked.assets.get(row.asset_id) if row.asset_id else None
    begins = TRAITS[row.state].planned
    if asset is None or action in AT_THE_DESK:
        return None
    if TRAITS[to].frees:
        return False if doubts_earlier_work(row.doubts) else None
    if (begins and action in FACTS) or doubts_earlier_work(row.doubts):
        return await _begin_in_fact(db, locked, row, now=now)
    if begins and TRAITS[to].before_scene:
        async with naming_exercises(db, caller):
            await commitments.begin(db, asset, deployment_id=row.id, now=now)
        row.from_at = min(row.from_at, now)
    elif row.state is DeploymentState.STOOD_DOWN and TRAITS[to].binds:
        # It has left after all, and is at sea until it is home.
        await commitments.reopen(db, asset, deployment_id=row.id, now=now)
    return None


async def settle_later(db: AsyncSession, locked: LockedDeployment, *, now: datetime) -> None:
    """The work has ended: what the asset left for meanwhile contradicts nothing any more, unless
    other work of it goes on still."""
    if not TRAITS[locked.deployment.state].frees:
        return
    for row in locked.later:
        if not await _begin_in_fact(db, locked, row, now=now):
            row.doubts = without_earlier_work(row.doubts)
            changed(row, now=now)


async def _begin_in_fact(
    db: AsyncSession, locked: LockedDeployment, row: Deployment, *, now: datetime
) -> bool:
    asset = locked.assets[row.asset_id] if row.asset_id else None
    if asset is None:
        return False
    held = await commitments.begin_in_fact(db, asset, deployment_id=row.id, now=now)
    if not held:
        row.from_at = min(row.from_at, now)
    return held
