"""Suspending a search, and looking at it again (SAR Convention, Annex 4.8.4)."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.agreements.words import Phase
from sar.errors import Malformed
from sar.incidents import listing, visible
from sar.incidents.alarms.assessment_due import set_due
from sar.incidents.assessment.seconding import await_second
from sar.incidents.assessment_clock import AssessmentCause
from sar.incidents.case_clocks import follow_clocks
from sar.incidents.case_people import obstacles_of, outstanding_of
from sar.incidents.ending_schemas import LookAgainBody, SuspendBody
from sar.incidents.models import Incident
from sar.incidents.one_word import OneWord, given
from sar.incidents.people.outstanding import PersonsRange, missing_in_numbers
from sar.incidents.phases import LOOK_AGAIN_WITHIN, suspends_at_once
from sar.incidents.recording import changed, changed_for_all, in_full, recording
from sar.incidents.words import CaseAction, IncidentState
from sar.parties.caller import Caller
from sar.record.entries import IncidentSuspended, LookedAgain, SuspendingAsked
from sar.time_words import minute_text

LOOK_AGAIN: Final = "incidents.look_again"
"""The job that tells the record that nobody has looked at a suspended search in time."""


async def suspend(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: SuspendBody, *, now: datetime
) -> None:
    """Suspend the search; or, with people unaccounted for, keep one person's word that waits for a
    second, and lapses without one. All that were activated are told. Occasions stay: it may go on.
    """
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    step = visible.allow(caller, incident, CaseAction.SUSPEND)
    again_at = _again_at(body.look_again_at, now=now)
    left = outstanding_of(incident)
    distress = await listing.was_in(db, incident.id, Phase.DISTRESS)
    at_once = suspends_at_once(
        obstacles_of(incident, distress=distress), seconded=bool(body.second)
    )
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        if at_once:
            done = await _suspended(db, incident, step.state, body, again_at, now=now)
            entry.record(done, readers=in_full)
            return
        word = _wish(caller, left, body, now=now)
        incident.asked_to_suspend = word
        await await_second(db, incident, word)
        changed(incident, now=now)
        fact = SuspendingAsked(
            id=incident.id,
            about=incident.reference,
            reason=body.reason,
            ground=body.ground.replace("_", " "),
            unaccounted=missing_in_numbers(left),
        )
        entry.record(fact, readers=in_full)


async def suspend_seconded(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    word: OneWord,
    *,
    function: str,
    now: datetime,
) -> None:
    """Suspend the search of the locked case as the first person wished, by the second's word."""
    body = SuspendBody.model_validate({**word["wish"], "second": function})
    again_at = body.look_again_at
    if again_at is None or again_at <= now:
        again_at = now + LOOK_AGAIN_WITHIN
    step = visible.allow(caller, incident, CaseAction.SUSPEND)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        fact = await _suspended(db, incident, step.state, body, again_at, now=now)
        entry.record(fact, readers=in_full)


async def _suspended(
    db: AsyncSession,
    incident: Incident,
    state: IncidentState,
    body: SuspendBody,
    again_at: datetime,
    *,
    now: datetime,
) -> IncidentSuspended:
    left = outstanding_of(incident)
    incident.state, incident.suspended_at = state, now
    incident.asked_to_suspend = incident.heard_suspended_at = None
    incident.suspension = {
        "ground": body.ground.value,
        "told": body.told,
        "second": body.second or None,
    }
    await set_due(db, incident, None, AssessmentCause.INTERVAL)
    await follow_clocks(db, incident, now=now)
    await _look_again(db, incident, again_at)
    changed_for_all(incident, now=now)
    second = f"; second person: {body.second}" if body.second else ""
    return IncidentSuspended(
        id=incident.id,
        about=incident.reference,
        reason=body.reason,
        circumstances=(
            f" ({body.ground.value.replace('_', ' ')}; unaccounted for: {missing_in_numbers(left)};"
            f" to be looked at again by {minute_text(again_at)}{second};"
            f" told: {body.told or 'nobody was written down'})"
        ),
    )


def _wish(
    caller: Caller, left: PersonsRange, body: SuspendBody, *, now: datetime
) -> dict[str, Any]:
    """One person's word that waits: what it wishes, and for how many unaccounted for."""
    return {
        **given(caller.identity, now=now),
        "party": caller.party,
        "wish": body.model_dump(mode="json", exclude={"second"}),
        "most": left.most,
        "at": now.isoformat(),
        "waits": True,
    }


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


async def look_again(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: LookAgainBody, *, now: datetime
) -> None:
    """Write down that a suspended search was looked at, and stays suspended until the next time."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.LOOK_AGAIN)
    again_at = _again_at(body.look_again_at, now=now)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        incident.heard_suspended_at = None
        await _look_again(db, incident, again_at)
        changed(incident, now=now)
        fact = LookedAgain(
            id=incident.id,
            about=incident.reference,
            reason=body.reason,
            again=minute_text(again_at),
        )
        entry.record(fact, readers=in_full)


async def _look_again(db: AsyncSession, incident: Incident, at: datetime) -> None:
    incident.look_again_at = at
    args = {"incident_id": str(incident.id), "due_at": at.isoformat()}
    await jobs.defer(db, LOOK_AGAIN, args, at=at)
