"""All clocks of a case, followed at once after whatever changes it: none is forgotten in one place.

Each starts, stops or stays as the case now is, so that following them again changes nothing.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.authority_clock import follow_authorities
from sar.incidents.coast import follow_coast
from sar.incidents.help_asked import follow_asking
from sar.incidents.list_taken import follow_lost
from sar.incidents.models import Incident
from sar.incidents.region_watch import follow_regions
from sar.incidents.suggested import follow_suggestion
from sar.incidents.untasked import follow_tasking
from sar.incidents.unwritten import follow_writing


async def follow_clocks(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Follow the clocks of the locked case: suggestion, first able unit, help asked for, words,
    other authorities, coast, missing and dead, regions reached."""
    await follow_suggestion(db, incident, now=now)
    await follow_tasking(db, incident, now=now)
    await follow_asking(db, incident, now=now)
    await follow_writing(db, incident, now=now)
    await follow_authorities(db, incident, now=now)
    await follow_coast(db, incident, now=now)
    await follow_lost(db, incident, now=now)
    await follow_regions(db, incident, now=now)
