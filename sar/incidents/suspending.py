"""Suspending a search, and looking at it again (SAR Convention, Annex 4.8.4)."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.errors import Conflict, Malformed
from sar.incidents import visible
from sar.incidents.assessment_clock import AssessmentCause
from sar.incidents.assessment_due import set_due
from sar.incidents.models import Incident
from sar.incidents.people import PersonsRange, in_numbers
from sar.incidents.phases import LOOK_AGAIN_WITHIN, SuspendingStep, still_asked, suspending
from sar.incidents.presenting import outstanding_of
from sar.incidents.recording import changed, changed_for_all, in_full, line_of, recording
from sar.incidents.schemas import LookAgainBody, SuspendBody
from sar.incidents.untasked import follow_tasking
from sar.incidents.words import CaseAction
from sar.parties.caller import Caller
from sar.record.entries import IncidentSuspended, LogWritten, LookedAgain

LOOK_AGAIN: Final = "incidents.look_again"
"""The job that tells the record that nobody has looked at a suspended search in time."""


async def suspend(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: SuspendBody, *, now: datetime
) -> None:
    """Suspend the search, or store that a first coordinator wishes it while people are
    unaccounted for; all that were activated are told. Occasions stay: it may go on."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    step = visible.allow(caller, incident, CaseAction.SUSPEND)
    again_at = _again_at(body.look_again_at, now=now)
    left = outstanding_of(incident)
    asked = incident.asked_to_suspend
    stands = asked is not None and still_asked(asked["most"], left)
    doing = suspending(
        left,
        by=caller.person_id,
        first=UUID(asked["identity"]) if asked and stands else None,
        voice=bool(body.second),
    )
    if isinstance(doing, list):
        raise Conflict.of(doing, state=incident.state)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        if doing is SuspendingStep.ASK_SECOND:
            text = _ask_second(db, caller, incident, left, body, now=now)
            asks = LogWritten(id=incident.id, about=incident.reference, text=text)
            entry.record(asks, readers=in_full)
            return
        incident.state, incident.suspended_at = step.state, now
        incident.asked_to_suspend = None
        incident.suspension = {
            "ground": body.ground.value,
            "told": body.told,
            "second": body.second or None,
        }
        await set_due(db, incident, None, AssessmentCause.INTERVAL)
        await follow_tasking(db, incident, now=now)
        await _look_again(db, incident, again_at)
        changed_for_all(incident, now=now)
        fact = IncidentSuspended(
            id=incident.id,
            about=incident.reference,
            reason=body.reason,
            circumstances=(
                f" ({body.ground.value.replace('_', ' ')}; unaccounted for: {in_numbers(left)};"
                f" to be looked at again by {again_at:%d %b %H:%MZ})"
            ),
        )
        entry.record(fact, readers=in_full)


def _again_at(at: datetime | None, *, now: datetime) -> datetime:
    if at is None:
        return now + LOOK_AGAIN_WITHIN
    if not now < at <= now + LOOK_AGAIN_WITHIN:
        raise Malformed.at(
            "look_again_at",
            "look_again_too_late" if at > now else "in_the_past",
            "is within six hours from now",
        )
    return at


def _ask_second(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    left: PersonsRange,
    body: SuspendBody,
    *,
    now: datetime,
) -> str:
    """Put the wish down; the line of the log that says so."""
    incident.asked_to_suspend = {
        "identity": str(caller.identity),
        "reason": body.reason,
        "at": now.isoformat(),
        "most": left.most,
    }
    changed(incident, now=now)
    text = (
        f"{caller.centre} asks to suspend the search with people unaccounted for: {body.reason}"
        " A second person must say so too."
    )
    db.add(line_of(incident, caller, text, now=now))
    return text


async def look_again(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: LookAgainBody, *, now: datetime
) -> None:
    """Write down that a suspended search was looked at, and stays suspended until the next time."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.LOOK_AGAIN)
    again_at = _again_at(body.look_again_at, now=now)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        await _look_again(db, incident, again_at)
        changed(incident, now=now)
        fact = LookedAgain(
            id=incident.id,
            about=incident.reference,
            reason=body.reason,
            again=f"{again_at:%d %b %H:%MZ}",
        )
        entry.record(fact, readers=in_full)


async def _look_again(db: AsyncSession, incident: Incident, at: datetime) -> None:
    incident.look_again_at = at
    args = {"incident_id": str(incident.id), "due_at": at.isoformat()}
    await jobs.defer(db, LOOK_AGAIN, args, at=at)
