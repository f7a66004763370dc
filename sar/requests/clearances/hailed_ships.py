"""Ships of opportunity at a border: who asks or tells a State for one, and what of it is told.

A ship belongs to no party and its master asks nobody. The lead of the case, or the party that
hailed it, tells the coastal State's centre, or asks it (UNCLOS 2, 8, 18, 98; SOLAS V/33).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import visible as assets
from sar.assets.whose_word import reckoned_by
from sar.incidents import visible as incidents
from sar.incidents.models import Incident
from sar.machine import Side
from sar.matching.candidate import Candidate, ship_candidate
from sar.requests.deployment_traits import is_active
from sar.requests.models import Deployment

DIRECTORS_DECISION: Final = "Decision of the centre that directs the ship: it notifies only"
"""The basis of a notice for a ship where leave is needed: it rests on nothing that lets it in."""


def asks_for(work: Deployment, sides: frozenset[Side]) -> bool:
    """Whether who is on these sides of a work asks States for its unit: its owner, or of a ship of
    opportunity its lead and who hailed it."""
    return (Side.OWNER if work.ship_id is None else Side.LEAD) in sides


async def as_candidate(
    db: AsyncSession, party: str, row: Deployment, incident: Incident | None, *, now: datetime
) -> Candidate | None:
    """The ship as the party reckons it; None for one that is no more at work, and for a party that
    may not know where the case is."""
    if row.ship_id is None or not is_active(row.state, ship=True) or incident is None:
        return None
    if party not in await incidents.fact_readers(db, incident, now=now):
        return None
    seen = await assets.told_ship(db, row.ship_id)
    return ship_candidate(reckoned_by(party, seen), now=now)


def spared(params: Mapping[str, Any], party: str) -> bool:
    """Whether a party, which directs a ship, asks and tells nobody at a border, by the parameters
    of its reason: the waters are its own by its word, or in its region where nobody has declared
    any."""
    if "centres" not in params:
        return False
    if party in (*params["claimants"], *params["parties"]):
        return True
    return not params["claimants"] and party in {one["party"] for one in params["centres"]}


async def particulars(db: AsyncSession, ship_id: UUID) -> dict[str, Any]:
    """The ship as it is reported now, for the State that is asked; of its service, arms and sensors
    nobody has told."""
    ship = await assets.access_ship(db, ship_id)
    return {
        "hailed": True,
        "flag": ship.flag,
        "callsign": ship.callsign,
        "mmsi": ship.mmsi,
        "imo": ship.imo,
    }
