"""The ones to call next of a State that stays silent about an entry: its further centres, first the
one nearest to where the unit enters, and last the authority that it has designated (SAR Convention,
Annex 3.1.3). Nobody is called by it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts.models import Proposal
from sar.alerts.words import NobodyNext
from sar.geo.geodesy import distance_nm
from sar.parties import visible as directory
from sar.parties.views import CentreView
from sar.requests.models import Clearance

PROPOSED: Final = 3
"""So many centres are named at once (house figure)."""


def named(centres: Sequence[UUID], *, authority: bool) -> Proposal:
    """The first of the State's further centres; where it has none, whether an `authority` that it
    has designated is left. Beside centres it is called last, which needs no word of its own."""
    left = NobodyNext.AUTHORITY_LEFT if authority else NobodyNext.NOBODY_LEFT
    return list(centres[:PROPOSED]) or left


async def next_of_state(db: AsyncSession, row: Clearance) -> Proposal:
    """The State's centres to call next; or that it has no other one."""
    place = row.place

    def order(one: CentreView) -> tuple[float, str]:
        return (distance_nm(one.position.to_latlon(), place) if place else 0.0), one.code

    others = await directory.centres(db, party=row.territory, serving=True)
    found = sorted((one for one in others if one.id != row.centre_id), key=order)
    authority = await directory.has_entry_authority(db, row.territory)
    return named([one.id for one in found], authority=authority)
