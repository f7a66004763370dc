"""The facts of a handover as they are confirmed, and the record told of those that are not."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.errors import Conflict
from sar.incidents import coordination, visible
from sar.incidents.alarms.raising import raise_alarm
from sar.incidents.coordination_schemas import ConfirmHandoverBody
from sar.incidents.handover_clock import ALL_WITHIN, RED, RED_WITHIN, limit_over, overdue
from sar.incidents.models import Incident
from sar.incidents.recording import changed, in_full, recording
from sar.incidents.words import AlarmCause, CaseAction, HandoverFact, IncidentState
from sar.parties.caller import Caller
from sar.record.entries import HandoverConfirmed, HandoverUnconfirmed
from sar.record.service import PLATFORM

UNCONFIRMED: Final = "incidents.handover_unconfirmed"
"""The job that tells the record which facts of a handover were not confirmed in time."""

ONE_MINUTE: Final = timedelta(minutes=1)


async def confirm_handover(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: ConfirmHandoverBody, *, now: datetime
) -> None:
    """Write down which facts of the last handover were heard; each is confirmed once."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.TELL_SMC)
    has = incident.handover
    if has is None:
        raise Conflict.of(coordination.not_handed_over(), state=incident.state)
    new = [fact for fact in HandoverFact if fact in body.facts and fact not in has["confirmed"]]
    if not new:
        return
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        incident.handover = {**has, "confirmed": [*has["confirmed"], *new]}
        changed(incident, now=now)
        fact = HandoverConfirmed(id=incident.id, about=incident.reference, facts=_in_words(new))
        entry.record(fact, readers=in_full)


async def await_confirmation(db: AsyncSession, incident: Incident, *, at: datetime) -> None:
    """The clocks of the facts start: the locked case was handed over at that instant."""
    args = {"incident_id": str(incident.id), "handed_over_at": at.isoformat()}
    for within in (RED_WITHIN, ALL_WITHIN):
        await jobs.defer(db, UNCONFIRMED, args, at=at + within)


async def await_confirmation_again(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """A case is worked on again that was handed over: the limits that were over meanwhile are
    looked at."""
    if incident.handover is not None:
        args = {"incident_id": str(incident.id), "handed_over_at": incident.handover["at"]}
        await jobs.defer(db, UNCONFIRMED, args, at=now)


async def tell_unconfirmed(
    db: AsyncSession, incident_id: UUID, handed_over_at: str, *, now: datetime
) -> None:
    """Put on the record which facts of that handover are not confirmed in time, and who calls: once
    at each limit."""
    incident = await visible.locked(db, incident_id)
    has = incident.handover
    if has is None or has["at"] != handed_over_at or incident.state is IncidentState.CLOSED:
        return
    at = datetime.fromisoformat(handed_over_at)
    late = overdue(at, has["confirmed"], now=now)
    limit = limit_over(at, now=now)
    told = has.get("told", [])
    if not late or limit is None or limit // ONE_MINUTE in told:
        return
    before, after = UUID(has["from_centre_id"]), UUID(has["to_centre_id"])
    refs = await visible.centre_refs(db, ids=[before, after, incident.lead_centre_id])
    calls = refs[incident.lead_centre_id] if refs[before].listed else refs[before]
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        incident.handover = {**has, "told": [*told, limit // ONE_MINUTE]}
        if any(one in RED for one in late):
            at_caller = (calls.id, calls.party)
            await raise_alarm(db, incident, AlarmCause.HANDED_OVER, *at_caller, now=now)
        fact = HandoverUnconfirmed(
            id=incident.id,
            about=incident.reference,
            facts=_in_words(late),
            minutes=(now - at) // ONE_MINUTE,
            centre=refs[after].name,
            calls=calls.name,
        )
        entry.record(fact, readers=in_full)


def _in_words(facts: Iterable[HandoverFact]) -> str:
    return ", ".join(one.value.replace("_", " ") for one in facts)
