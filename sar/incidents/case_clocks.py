"""All clocks of a case, followed at once after whatever changes it: none is forgotten in one place.

Each starts, stops or stays as the case now is, so that following them again changes nothing.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.alarms.authority_clock import follow_authorities
from sar.incidents.alarms.help_asked import follow_asking
from sar.incidents.alarms.list_taken import follow_lost
from sar.incidents.alarms.suggested import follow_suggestion
from sar.incidents.alarms.untasked import follow_tasking
from sar.incidents.alarms.unwritten import follow_writing
from sar.incidents.informing.region_watch import follow_regions
from sar.incidents.models import Incident
from sar.incidents.scene.coast import follow_coast


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
