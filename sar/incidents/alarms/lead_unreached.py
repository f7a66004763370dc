"""A lead whose contacts were alerted in vain while people are in distress: who else is told.

Nobody is asked for anything by it: a boat's position goes to nobody who does not have it. A party
that has a part in the case, and reads it in full, learns that nobody at the lead answers, and calls
it.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import visible
from sar.incidents.access import kept_from
from sar.incidents.alarm_keys import keys_of
from sar.incidents.alarm_rules import TRIED_ON, is_unreached, says_of
from sar.incidents.alarms.raising import raise_alarm
from sar.incidents.models import CaseAlarm, Incident
from sar.incidents.newest_sheet import is_or_suggests_distress
from sar.incidents.words import AlarmCause
from sar.record.entries import LeadUnreached
from sar.record.last_written import last_written
from sar.record.recording import FurtherFact
from sar.record.service import PLATFORM


async def tell_lead_unreached(
    db: AsyncSession,
    incident: Incident,
    alarm: CaseAlarm,
    *,
    since: datetime,
    tried: int,
    now: datetime,
) -> list[FurtherFact]:
    """Note in the locked case that nobody where it is led answers, and raise it for the others;
    the fact that tells it. `since`: the turn of alerts that is exhausted began then."""
    written_at = await last_written(
        db, incident.id, reader=incident.lead_party, without=(), by=incident.lead_party
    )
    is_tried = alarm.centre_id == incident.lead_centre_id and alarm.cause in TRIED_ON
    if not is_tried or not is_or_suggests_distress(incident):
        return []
    if not is_unreached(since, seen_at=alarm.taken_up_at, written_at=written_at):
        return []
    stands = AlarmCause.LEAD_UNREACHED in keys_of(incident, has_part=True)
    kept = (incident.lead_unreached if stands else None) or {
        "since": now.isoformat(),
        "centre_id": str(incident.lead_centre_id),
        "alarms": [],
    }
    one = {"cause": alarm.cause.value, "key": alarm.key}
    incident.lead_unreached = {**kept, "alarms": [*kept["alarms"], one]}
    incident.updated_at = now
    if stands:
        return []  # they know
    told = frozenset(await visible.fact_readers(db, incident, now=now)) - kept_from(incident)
    for centre_id, party in await _centres(db, incident):
        if party in told:
            await raise_alarm(db, incident, AlarmCause.LEAD_UNREACHED, centre_id, party, now=now)
    refs = await visible.centre_refs(db, ids=[incident.lead_centre_id])
    fact = LeadUnreached(
        id=incident.id,
        about=incident.reference,
        centre=refs[incident.lead_centre_id].name,
        matter=says_of(alarm.cause, alarm.key),
        tried=tried,
    )
    return [FurtherFact(fact, PLATFORM, sorted(told))]


async def _centres(db: AsyncSession, incident: Incident) -> list[tuple[UUID, str]]:
    """The centres of other parties that have a part in the case, or whose region it touches."""
    found = {
        row.centre_id
        for party in await visible.parties_involved(db, incident.id)
        for row in await visible.alarms_of(db, incident.id, party)
        if row.cause is AlarmCause.REGION
    }
    found |= set(await visible.centres_in(db, incident.id))
    refs = await visible.centre_refs(db, ids=found)
    return [
        (id_, refs[id_].party) for id_ in sorted(found) if refs[id_].party != incident.lead_party
    ]
