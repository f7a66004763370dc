"""The waters of an entry (SAR Convention, Annex 3.1.2), as the request for clearance tells them."""

from sqlalchemy.ext.asyncio import AsyncSession

from sar.geo.areas import contains
from sar.geo.waters import waters_at
from sar.parties import visible as directory
from sar.parties.declared_waters import declared_waters
from sar.requests.clearance_views import ClearanceView
from sar.requests.clearances.clearance_lines import Into, into


async def waters_entered(db: AsyncSession, seen: ClearanceView, *, at_work: bool) -> Into:
    """The waters that are entered, as the ruling and what is declared now tell them; the text
    gives the position only of a unit that is at work."""
    place = seen.place.to_latlon() if seen.place and at_work else None
    here, in_region = None, False
    if place is not None:
        here = waters_at(place, await declared_waters(db))
        (centre,) = await directory.centres(db, ids=[seen.centre.id])
        in_region = centre.srr is not None and contains(centre.srr, place)
    return into(seen.code, asked=seen.territory, here=here, in_region=in_region)
