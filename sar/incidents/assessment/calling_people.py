"""Writes down that the people in distress were called, and when they are called next."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Malformed
from sar.incidents import visible
from sar.incidents.alarms.suspended_news import follow_news
from sar.incidents.assessment_schemas import CalledPeopleBody
from sar.incidents.checks import check_past
from sar.incidents.models import Incident
from sar.incidents.next_call import due_after_call
from sar.incidents.recording import changed, recording
from sar.incidents.words import CaseAction
from sar.parties.caller import Caller
from sar.record.entries import PeopleCalled
from sar.time_words import minute_text


async def called_people(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: CalledPeopleBody, *, now: datetime
) -> None:
    """Write a call to the people in distress down, answered or not; by any party involved, whose
    centre may have reached them. Only those who may read the call-back read of it."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.LOG)
    check_past("at", body.at, now=now)
    at = body.at or now
    if body.next_at is not None and body.next_at <= at:
        raise Malformed.at("next_at", "in_the_past", "is not after the call")
    due_at = due_after_call(
        at,
        body.next_at,
        reached=body.reached,
        by_lead=caller.party == incident.lead_party,
        standing=incident.called_people,
    )
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        if _is_latest(incident, at):
            incident.called_people = {
                "at": at.isoformat(),
                "function": body.function,
                "reached": body.reached,
                "agreed": body.agreed,
                "next_at": due_at.isoformat(),
                "party": caller.party,
            }
        if body.reached:
            await follow_news(db, incident, now=now)
        changed(incident, now=now)
        fact = PeopleCalled(
            id=incident.id,
            about=incident.reference,
            called_at=minute_text(at),
            function=body.function,
            outcome=f"Reached. {body.agreed}".strip() if body.reached else "Not reached.",
            next_call=minute_text(due_at),
        )
        entry.record(fact, readers=await visible.parties_involved(db, incident.id))


def _is_latest(incident: Incident, at: datetime) -> bool:
    """A call that is told late does not turn the clock back."""
    last = incident.called_people
    return last is None or at >= datetime.fromisoformat(last["at"])
