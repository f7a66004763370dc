"""The holders of OSC and ACO as they are called on the air, by what is on file of their units."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import visible as assets
from sar.incidents.models import Incident
from sar.incidents.texts.case_facts import Case
from sar.incidents.texts.open_air import unit_on_air
from sar.parties.caller import Caller
from sar.requests.texts.facts import units_of

Holder = dict[str, Any]


async def with_units(
    db: AsyncSession, caller: Caller, incident: Incident, case: Case, *, now: datetime
) -> Case:
    """The case with the units that hold its offices, as the caller sees them: by name and call sign
    on file, or by the name of a unit at work that was typed. A name of neither kind stays out."""
    osc, aco = incident.osc, incident.aco
    if osc is None and aco is None:
        return case
    at_work = {one.name for one in await units_of(db, caller.party, incident.id)}
    return replace(
        case,
        on_scene_unit=await _called(db, caller, osc, at_work, now=now),
        in_the_air_unit=await _called(db, caller, aco, at_work, now=now),
    )


async def _called(
    db: AsyncSession, caller: Caller, holder: Holder | None, at_work: set[str], *, now: datetime
) -> str:
    if holder is None:
        return ""
    channel = holder["channel"]
    seen = await _on_file(db, caller, holder, now=now)
    if seen is not None:
        return unit_on_air(seen["name"], seen.get("callsign") or "", channel)
    typed = holder["name"].strip().casefold()
    named = next((name for name in sorted(at_work) if name.strip().casefold() == typed), "")
    return unit_on_air(named, "", channel) if named else ""


async def _on_file(
    db: AsyncSession, caller: Caller, holder: Holder, *, now: datetime
) -> dict[str, Any] | None:
    """The asset or ship as the caller sees it; None: there is none, or it is not seen."""
    asset, ship, party = holder["asset_id"], holder["ship_id"], caller.party
    if asset is not None:
        seen = await assets.views(db, [UUID(asset)], now=now, parties=[party])
        return seen.get(party, {}).get(("asset", asset))
    if ship is not None:
        seen = await assets.ship_views(db, [UUID(ship)], parties=[party])
        return seen.get(party, {}).get(("ship", ship))
    return None
