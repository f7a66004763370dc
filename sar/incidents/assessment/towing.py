"""Writes down that the craft is under tow, and that it is no more."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import visible
from sar.incidents.alarms.assessment_due import ask_again
from sar.incidents.alarms.suspended_news import follow_news
from sar.incidents.assessment_clock import AssessmentCause
from sar.incidents.assessment_schemas import TowBody
from sar.incidents.checks import check_past
from sar.incidents.recording import changed, readers_of_fact, recording
from sar.incidents.tow_rules import HAZARD, aboard_text, is_hazardous
from sar.incidents.words import CaseAction
from sar.parties.caller import Caller
from sar.record.entries import TowEnded, TowTold


async def tell_tow(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: TowBody, *, now: datetime
) -> None:
    """Write it down, by any involved party, of a closed case too: it is a fact, and is refused to
    nobody. With people aboard the case is to be assessed at once."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.LOG)
    check_past("at", body.at, now=now)
    at = body.at or now
    readers = await readers_of_fact(db, incident)
    said = {
        "id": incident.id,
        "about": incident.reference,
        "unit": body.unit,
        "reason": body.reason,
        "source": body.source or caller.centre,
        "happened_at": at,
    }
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        if body.over:
            incident.tow = None
            entry.record(TowEnded(**said), readers=readers)
        else:
            incident.tow = {
                "unit": body.unit,
                "reason": body.reason,
                "source": said["source"],
                "persons": body.persons,
                "at": at.isoformat(),
                "party": caller.party,
            }
            await follow_news(db, incident, now=now)
            if is_hazardous(body.persons):
                await ask_again(db, incident, AssessmentCause.TOW, now=now)
            fact = TowTold(
                **said,
                aboard=aboard_text(body.persons),
                hazard=HAZARD if is_hazardous(body.persons) else "",
            )
            entry.record(fact, readers=readers)
        changed(incident, now=now)
