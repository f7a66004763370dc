"""The clock of help that is asked for: looked at five minutes after distress, and after each word
while that lasts. Only time changes it, besides what parties write: an offer that expires, and a
ship that does not answer.

Five minutes after distress help is asked for as many as it takes: a house figure, serving SAR
Convention, Annex 2.1.1 and 3.1.7. One ship with room for fifty is not enough for four hundred.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.incidents import visible
from sar.incidents.alarms.untasked import in_distress_still
from sar.incidents.alarms.writing_rules import LOOKED
from sar.incidents.models import Incident
from sar.record.facts import Fact
from sar.record.service import on_written

ASKED_WITHIN: Final = timedelta(minutes=5)
NOTHING_ASKED: Final = "incidents.nothing_asked"
"""The job that looks whether help is asked for all who are in distress."""


async def follow_asking(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Start the clock of the locked case, or stop it, as the case now is."""
    if not in_distress_still(incident):
        incident.unasked = None
    elif incident.unasked is None:
        look_at = (now + ASKED_WITHIN).isoformat()
        incident.unasked = {"look_at": look_at, "since": None}
        args = {"incident_id": str(incident.id), "look_at": look_at}
        await jobs.defer(db, NOTHING_ASKED, args, at=now + ASKED_WITHIN)


async def look_at_asking(db: AsyncSession, incident: Incident | None, *, now: datetime) -> None:
    """Have it looked at once this is committed, where the first look is over: help that might have
    come will not, and nobody has written that."""
    if incident is not None and incident.unasked and incident.unasked["look_at"] is None:
        args = {"incident_id": str(incident.id), "look_at": ""}
        await jobs.defer(db, NOTHING_ASKED, args, at=now)


@on_written
async def _hear(db: AsyncSession, fact: Fact, things: Collection[UUID], now: datetime) -> None:
    """A party has written: where it rings it is looked at once that is committed; else, once the
    first look is over, in five minutes."""
    if fact.type in LOOKED:
        return
    for incident_id, rings in await visible.asking_heard(db, things):
        args = {"incident_id": str(incident_id), "look_at": ""}
        await jobs.defer(db, NOTHING_ASKED, args, at=now if rings else now + ASKED_WITHIN)
