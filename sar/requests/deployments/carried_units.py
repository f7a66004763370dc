"""Carried units: their ETA follows their carrier's, and without a carrier they need another."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from sar.parties.caller import Caller
from sar.requests import rows
from sar.requests.deployments.on_scene import ENDURANCE_KEYS
from sar.requests.deployments.step_rows import agreed_row
from sar.requests.locks import LockedDeployment
from sar.requests.models import Deployment, OfferItem
from sar.requests.recording import changed
from sar.requests.words import DeploymentAction, EtaBy


async def drop_carried(
    db: AsyncSession, caller: Caller, locked: LockedDeployment, *, now: datetime
) -> str:
    """Units that the ended deployment was to carry lose their carrier and their ETA.

    Returns a sentence about them; empty while the carrier is at work there all the same.
    """
    carrier = locked.deployment
    await db.flush()
    if not locked.carried or carrier.party_code is None:
        return ""
    if carrier.asset_id in await rows.at_work(db, carrier.incident_id, carrier.party_code):
        return ""
    over = carrier.state.value.replace("_", " ")
    for row in locked.carried:
        row.carrier_asset_id, row.eta_at, row.eta_by = None, None, None
        row.reckoned = None
        note = f"{carrier.name} was {over}: another carrier is needed."
        lost = DeploymentAction.LOSE_CARRIER
        db.add(agreed_row(caller, row, lost, row.state, note, at=now, now=now))
        changed(row, now=now)
    names = ", ".join(row.name for row in locked.carried)
    return f"It was to carry {names}: another carrier is needed."


def way_of_carrier(carrier: OfferItem | Deployment) -> dict[str, Any] | None:
    """The estimated way of a carried unit: its carrier's, whose fuel is no limit to its work."""
    return carrier.reckoned and {**carrier.reckoned, **dict.fromkeys(ENDURANCE_KEYS)}


def arrive_with_carrier(row: Deployment, carrier: Deployment | None) -> None:
    """A carried unit arrives with its carrier."""
    if carrier is None:
        return
    eta_at = carrier.arrived_at or carrier.eta_at
    row.eta_at, row.eta_by = eta_at, EtaBy.RECKONED if eta_at else None
    row.reckoned = way_of_carrier(carrier)
