"""The centres to call next of a State that stays silent about an entry: its further centres, first
the one nearest to where the unit enters. Nobody is called by it."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts.models import Proposal
from sar.alerts.words import NobodyNext
from sar.geo.geodesy import distance_nm
from sar.parties import visible as directory
from sar.parties.views import CentreView
from sar.requests.models import Clearance

PROPOSED: Final = 3
"""So many centres are named at once (house figure)."""


async def next_of_state(db: AsyncSession, row: Clearance) -> Proposal:
    """The State's centres to call next; or that it has no other one."""
    place = row.place

    def order(one: CentreView) -> tuple[float, str]:
        return (distance_nm(one.position.to_latlon(), place) if place else 0.0), one.code

    others = await directory.centres(db, party=row.territory)
    found = sorted((one for one in others if one.id != row.centre_id), key=order)
    return [one.id for one in found][:PROPOSED] or NobodyNext.NOBODY_LEFT
