"""The units that hold the offices on scene (OSC, ACO)."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import visible as assets
from sar.errors import Malformed
from sar.incidents.coordination_schemas import HolderBody
from sar.parties.caller import Caller

HolderRow = dict[str, Any]


async def check_holder(
    db: AsyncSession, caller: Caller, field: str, holder: HolderBody | None, *, now: datetime
) -> None:
    """Malformed when the unit named is an asset or ship that the caller does not see."""
    if holder is None:
        return
    if holder.asset_id is not None:
        seen = await assets.views(db, [holder.asset_id], now=now, parties=[caller.party])
        if ("asset", str(holder.asset_id)) not in seen.get(caller.party, {}):
            raise Malformed.at(f"{field}.asset_id", "no_such_asset", "is no asset that you see")
    if holder.ship_id is not None:
        seen = await assets.ship_views(db, [holder.ship_id], parties=[caller.party])
        if ("ship", str(holder.ship_id)) not in seen.get(caller.party, {}):
            raise Malformed.at(f"{field}.ship_id", "no_such_ship", "is no ship that you see")


def holder_row(holder: HolderBody | None, *, now: datetime) -> HolderRow | None:
    """The holder of an office on scene, as the case stores it."""
    if holder is None:
        return None
    return {**holder.model_dump(mode="json"), "since": now.isoformat().replace("+00:00", "Z")}


def kept_since(was: HolderRow | None, to: HolderRow | None) -> HolderRow | None:
    """The same unit, on a new channel perhaps, has held the office since it took it."""
    if was is None or to is None:
        return to
    same = all(was[key] == to[key] for key in ("name", "asset_id", "ship_id"))
    return {**to, "since": was["since"]} if same else to
