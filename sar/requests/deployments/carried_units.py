"""Carried units, which need another carrier when theirs ends its work."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.parties.caller import Caller
from sar.requests import deployment_rows
from sar.requests.deployments.step_rows import agreed_row
from sar.requests.locks import LockedDeployment
from sar.requests.recording import changed
from sar.requests.words import DeploymentAction


async def drop_carried(
    db: AsyncSession, caller: Caller, locked: LockedDeployment, *, now: datetime
) -> str:
    """Units that the ended deployment was to carry lose their carrier, and their promise.

    Returns a sentence about them; empty while the carrier is at work there all the same.
    """
    carrier = locked.deployment
    await db.flush()
    if not locked.carried or carrier.party_code is None:
        return ""
    if carrier.asset_id in await deployment_rows.at_work(
        db, carrier.incident_id, carrier.party_code
    ):
        return ""
    over = carrier.state.value.replace("_", " ")
    for row in locked.carried:
        row.carrier_asset_id, row.promised_at, row.first_expected_at = None, None, None
        row.told_at, row.late, row.late_told_at = None, None, None
        note = f"{carrier.name} was {over}: another carrier is needed."
        lost = DeploymentAction.LOSE_CARRIER
        db.add(agreed_row(caller, row, lost, row.state, note, at=now, now=now))
        changed(row, now=now)
    names = ", ".join(row.name for row in locked.carried)
    return f"It was to carry {names}: another carrier is needed."
