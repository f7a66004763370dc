"""Regions that a case reaches without any news, by drifting or as its area grows: told by a job at
the minute at which it is so (SAR Convention, Annex 4.5.4).

The job is due at the first minute at which the area touches a region that it does not touch yet,
and every few days since the datum; where neither datum, drift nor weather changes, no other is
deferred. None is while nobody is missing: it is looked at once as soon as somebody is again.
"""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.incidents import visible
from sar.incidents.alarms.writing_rules import LOOKED
from sar.incidents.datum import drifted, told_at
from sar.incidents.informing import regions
from sar.incidents.informing.region_reach import all_about, first_reached, next_look
from sar.incidents.informing.regions import RegionCentre, Untold
from sar.incidents.models import Incident
from sar.incidents.phases import DRIFT_LOOKED_AHEAD
from sar.incidents.recording import changed, in_full, lines_for, recording
from sar.record.entries import RegionsReached
from sar.record.facts import Fact
from sar.record.last_written import last_written
from sar.record.service import PLATFORM, on_written

REGIONS: Final = "incidents.regions"
"""The job that tells the centres whose regions the case has reached, and looks for the next."""

MOVES: Final = frozenset({"IncidentOpened", "IncidentChanged", "IncidentReopened", "DatumSet"})
"""The facts by which another region may be reached, or another time."""


_FORGOTTEN_AFTER: Final = timedelta(days=7)
"""House figure: a case of which nobody has written for so long is told to no further region."""


@dataclass(frozen=True, slots=True)
class _LeadsDesk:
    """The lead's centre: in its name the log says whom it must call."""

    party: str
    centre_id: UUID


@on_written
async def _hear(db: AsyncSession, fact: Fact, _things: Collection[UUID], now: datetime) -> None:
    if fact.type not in MOVES:
        return
    (incident,) = await visible.rows_of(db, {UUID(str(fact.id))})
    if incident.regions_look_at != now:  # else it is looked at already, see below
        await _look_now(db, incident.id, now=now)


async def follow_regions(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Have the locked case looked at anew once people are missing again: at the look that was due
    meanwhile nobody was, and no other is planned."""
    waits = incident.regions_look_at is not None or incident.datum_at is None
    if waits or not regions.is_told_of(incident):
        return
    incident.regions_look_at = now
    await _look_now(db, incident.id, now=now)


async def _look_now(db: AsyncSession, incident_id: UUID, *, now: datetime) -> None:
    await jobs.defer(db, REGIONS, {"incident_id": str(incident_id), "look_at": ""}, at=now)


async def tell_reached(db: AsyncSession, incident_id: UUID, look_at: str, *, now: datetime) -> None:
    """Tell whom the case has reached, and have it looked at again; `look_at`: the look that was
    due, empty after a change."""
    incident = await visible.locked(db, incident_id)
    planned = incident.regions_look_at
    if look_at and (planned is None or planned.isoformat() != look_at):
        return  # it has changed since, and another look is planned
    if incident.datum_at is None or not regions.is_told_of(incident):
        incident.regions_look_at = None
        return
    touched = await regions.touched(db, incident, now=now)
    if await _is_followed(db, incident, now=now):
        found = await regions.untold(db, incident, touched)
        if found != Untold():
            await _tell(db, incident, found, now=now)
    at = await _next_look(db, incident, touched, now=now)
    if at != planned or look_at:
        incident.regions_look_at = at
        args = {"incident_id": str(incident.id), "look_at": at.isoformat()}
        await jobs.defer(db, REGIONS, args, at=at)


async def _is_followed(db: AsyncSession, incident: Incident, *, now: datetime) -> bool:
    """Whether the area is told of by itself: in the week for which its drift is followed, and then
    while somebody writes of the case. One that was forgotten open would grow over every region."""
    if not drifted(incident, now=now).is_unknown:
        return True
    last_at = await last_written(db, incident.id, reader=incident.lead_party, without=LOOKED)
    return last_at is not None and now - last_at < _FORGOTTEN_AFTER


async def _tell(db: AsyncSession, incident: Incident, found: Untold, *, now: datetime) -> None:
    desk = _LeadsDesk(incident.lead_party, incident.lead_centre_id)
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        informed = await regions.inform(db, desk, incident, now=now)
        changed(incident, now=now)
        told, called = [*found.new, *found.further], found.by_voice
        fact = RegionsReached(
            id=incident.id,
            about=incident.reference,
            regions=_named([*told, *called]),
            told=" ".join(
                f"{what}: {_named(centres)}."
                for what, centres in (("Told", told), ("To be called", called))
                if centres
            ),
        )
        entry.record(fact, readers=in_full, resync=informed.newcomers.parties)
        entry.further += lines_for(incident, informed.lines, by=PLATFORM)


def _named(centres: Collection[RegionCentre]) -> str:
    return ", ".join(f"{one.name} ({one.party})" for one in centres)


async def _next_look(
    db: AsyncSession, incident: Incident, touched: Collection[RegionCentre], *, now: datetime
) -> datetime:
    """The minute at which it first reaches another region, if that is sooner than the next look."""
    at = told_at(incident, now=now)
    assert incident.datum_at is not None  # noqa: S101 the caller has looked
    until = next_look(incident.datum_at, now)
    here, there = drifted(incident, now=at), drifted(incident, now=until + DRIFT_LOOKED_AHEAD)
    if here.place is None or there.place is None:
        return until
    near = await regions.others_near(
        db, all_about(here.place, there.place, there.uncertainty_nm), touched
    )
    found = await asyncio.to_thread(
        first_reached,
        lambda minute: regions.shapes_at(incident, minute),
        near,
        after=at,
        until=until,
    )
    return found or until
