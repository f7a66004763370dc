"""Deferred work of asking: no able unit is tasked in time, and the soonest that the lead sees."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.alerts.climbing import climb_about
from sar.assets.fleet.following import Snapshots
from sar.incidents import visible as incidents
from sar.incidents.alarms.raising import alarm_that_rings, raise_at_lead
from sar.incidents.alarms.untasked import NOBODY_TASKED, looked_for_again_at
from sar.incidents.models import Incident
from sar.incidents.recording import in_full
from sar.incidents.recording import recording as case_recording
from sar.incidents.words import AlarmCause
from sar.matching.views import MatchView
from sar.parties import visible as directory
from sar.record.entries import NobodyTasked, SoonestUntasked
from sar.record.recording import FurtherFact
from sar.record.service import PLATFORM
from sar.requests import rows
from sar.requests.asking.soonest import soonest_seen
from sar.requests.owner_knows import anybody_knows, known_until, owner_knows

ONE_MINUTE: Final = timedelta(minutes=1)


@jobs.task(NOBODY_TASKED)
async def note_nobody_tasked(
    db: AsyncSession, *, incident_id: str, due_at: str, at_once: bool = False, now: datetime
) -> None:
    """Put on the record that no able unit is tasked in time: at once, and the soonest that the lead
    sees is looked for only then, in a further run, for to look for it may take a minute. If the
    owner of the soonest may know what is asked of it, somebody having said so, it is looked for
    first, and nothing rings while it does. It is looked at again for an hour, and while that owner
    knows: another unit may be the soonest then, whose owner it is that silences the alarm. One that
    is tasked while the soonest is looked for came too late: that is told too. `at_once`: beside the
    looks that follow one another."""
    id_ = UUID(incident_id)
    args = {"incident_id": incident_id, "due_at": due_at}
    if await _rings_first(db, id_, due_at, now=now):
        beside = {"at_once": True} if at_once else {}
        return await jobs.defer(db, NOBODY_TASKED, {**args, **beside}, at=now)
    snapshots = db.info.get(jobs.SNAPSHOTS)
    missed = await _missed(snapshots, id_, due_at) if snapshots else None
    soonest = await soonest_seen(snapshots, id_, now=now) if snapshots else None
    incident = await incidents.locked(db, id_)
    if incident.untasked is None or incident.untasked["due_at"] != due_at:
        if missed is not None and not await _is_told(db, incident, missed):
            await _tell_nobody(db, incident, missed, [], now=now)
        return None
    waits_for = (soonest.party if soonest else None) or ""
    answers = await rows.answers_in(db, id_, now=now)
    knows = owner_knows(waits_for, answers, now=now)
    each = looked_for_again_at(datetime.fromisoformat(due_at), knows=knows, now=now)
    if each is not None and not at_once:
        again = min(known_until(waits_for, answers, now=now) or each, each)
        await jobs.defer(db, NOBODY_TASKED, args, at=again)
    since = incident.untasked["since"]
    told = await alarm_that_rings(db, incident, AlarmCause.UNTASKED, since)
    named = [await _soonest(db, incident, soonest)] if soonest else []
    if told is not None:
        if snapshots is not None:
            told.waits_for = waits_for
        if named and not incident.untasked.get("named"):
            await _name(db, incident, named[0], now=now)
        await climb_about(db, told.id, now=now)
    elif not knows:
        incident.untasked = {**incident.untasked, "named": bool(named)}
        await _tell_nobody(db, incident, since, named, waits_for=waits_for, now=now)
    return None


async def _rings_first(db: AsyncSession, incident_id: UUID, due_at: str, *, now: datetime) -> bool:
    """Put it on the record and let it ring where that was not done, and nobody has said that he
    knows what is needed: then it does not matter whose unit is the soonest."""
    incident = next(iter(await incidents.rows_of(db, {incident_id})), None)
    if incident is None or not await _is_to_tell(db, incident, due_at, now=now):
        return False
    incident = await incidents.locked(db, incident_id)
    if incident.untasked is None or not await _is_to_tell(db, incident, due_at, now=now):
        return False
    await _tell_nobody(db, incident, incident.untasked["since"], [], now=now)
    return True


async def _is_to_tell(db: AsyncSession, incident: Incident, due_at: str, *, now: datetime) -> bool:
    untasked = incident.untasked
    if untasked is None or untasked["due_at"] != due_at:
        return False
    if await _is_told(db, incident, untasked["since"]):
        return False
    answers = await rows.answers_in(db, incident.id, now=now)
    return not anybody_knows(answers, now=now)


async def _is_told(db: AsyncSession, incident: Incident, since: str) -> bool:
    return await alarm_that_rings(db, incident, AlarmCause.UNTASKED, since) is not None


async def _name(
    db: AsyncSession, incident: Incident, fact: SoonestUntasked, *, now: datetime
) -> None:
    """Tell the lead the soonest unit that it sees, once."""
    async with case_recording(db, incident, by=PLATFORM, now=now) as entry:
        incident.untasked = {**(incident.untasked or {}), "named": True}
        entry.record(fact, readers=[incident.lead_party])


async def _missed(snapshots: Snapshots, incident_id: UUID, due_at: str) -> str | None:
    """The time since which nobody is tasked, read when it is over; None: somebody is tasked."""
    async with snapshots() as db:
        incident = next(iter(await incidents.rows_of(db, {incident_id})), None)
        untasked = incident.untasked if incident else None
    return untasked["since"] if untasked and untasked["due_at"] == due_at else None


async def _tell_nobody(
    db: AsyncSession,
    incident: Incident,
    since: str,
    named: list[SoonestUntasked],
    *,
    waits_for: str = "",
    now: datetime,
) -> None:
    async with case_recording(db, incident, by=PLATFORM, now=now) as entry:
        minutes = (now - datetime.fromisoformat(since)) // ONE_MINUTE
        fact = NobodyTasked(id=incident.id, about=incident.reference, minutes=minutes)
        await raise_at_lead(db, incident, AlarmCause.UNTASKED, waits_for=waits_for, now=now)
        entry.further += [FurtherFact(one, PLATFORM, [incident.lead_party]) for one in named]
        entry.record(fact, readers=in_full)


async def _soonest(db: AsyncSession, incident: Incident, one: MatchView) -> SoonestUntasked:
    names = {party.id: party.name for party in await directory.parties(db)}
    return SoonestUntasked(
        id=incident.id,
        about=incident.reference,
        name=one.name,
        whose=names.get(one.party or "", "a ship of opportunity"),
        minutes=round(one.time.total_minutes) if one.time else 0,
    )
