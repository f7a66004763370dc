"""Deferred work of clearances: silent States, grants that lapse, phases that change."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.incidents import visible as incidents
from sar.incidents.phases import PHASE_CHANGED
from sar.record.entries import EntryAcknowledgementOverdue, EntryAnswerOverdue
from sar.record.service import PLATFORM
from sar.requests import clearance_rows
from sar.requests.clearance_rules import UNREAD as UNREAD_STATES
from sar.requests.clearances import phase_following
from sar.requests.clearances.applying import UNREAD, UNSAID
from sar.requests.clearances.granting import (
    LAPSE,
    lapse,
    named,
    over,
    readers_of,
    recording_clearance,
)
from sar.requests.clearances.phase_following import ENTRY_FOLLOWS
from sar.requests.locks import LockedClearance, lock_any_clearance
from sar.requests.recording import changed
from sar.requests.words import UNANSWERED, ClearanceState


@jobs.task(UNREAD)
async def note_clearance_unread(db: AsyncSession, *, clearance_id: str, now: datetime) -> None:
    """Put on the record that a State has not acknowledged a clearance request."""
    locked = await _unanswered(db, UUID(clearance_id), UNREAD_STATES)
    if locked is None or locked.clearance.overdue_at is not None:
        return
    async with recording_clearance(db, locked, by=PLATFORM, now=now) as entry:
        locked.clearance.overdue_at = now
        changed(locked.clearance, now=now)
        fact = EntryAcknowledgementOverdue(
            **named(locked.clearance), centre=await _centre(db, locked)
        )
        entry.record(fact, readers=readers_of(locked))


@jobs.task(UNSAID)
async def note_clearance_unsaid(db: AsyncSession, *, clearance_id: str, now: datetime) -> None:
    """Put on the record that a State has not answered a clearance request."""
    locked = await _unanswered(db, UUID(clearance_id), UNANSWERED)
    if locked is None or locked.clearance.answer_overdue_at is not None:
        return
    async with recording_clearance(db, locked, by=PLATFORM, now=now) as entry:
        locked.clearance.answer_overdue_at = now
        changed(locked.clearance, now=now)
        fact = EntryAnswerOverdue(**named(locked.clearance), centre=await _centre(db, locked))
        entry.record(fact, readers=readers_of(locked))


@jobs.task(LAPSE)
async def note_clearance_lapsed(db: AsyncSession, *, clearance_id: str, now: datetime) -> None:
    """Put on the record that a State's clearance has run out, unless it gave another since."""
    seen = await clearance_rows.clearance(db, UUID(clearance_id))
    if seen is not None:
        await lapse(db, await lock_any_clearance(db, *seen), now=now)


async def _unanswered(
    db: AsyncSession, clearance_id: UUID, states: Collection[ClearanceState]
) -> LockedClearance | None:
    """The clearance, if the State has come no further and the unit is still at work."""
    seen = await clearance_rows.clearance(db, clearance_id)
    if seen is None:
        return None
    locked = await lock_any_clearance(db, *seen)
    if over(locked.work.deployment) or locked.clearance.state not in states:
        return None
    asked = locked.clearance.territory
    return (
        None
        if await incidents.is_kept_from(db, locked.work.deployment.incident_id, asked)
        else locked
    )


async def _centre(db: AsyncSession, locked: LockedClearance) -> str:
    """The name of the centre that is silent."""
    id_ = locked.clearance.centre_id
    return (await incidents.centre_refs(db, ids=[id_]))[id_].name


@jobs.task(PHASE_CHANGED)
async def follow_changed(db: AsyncSession, *, incident_id: str, now: datetime) -> None:
    """Have what is asked for in a case follow its phase, each in a job of its own."""
    await phase_following.follow_changed(db, UUID(incident_id), now=now)


@jobs.task(ENTRY_FOLLOWS)
async def follow_phase(db: AsyncSession, *, clearance_id: str, now: datetime) -> None:
    """Have a clearance follow the phase of its case."""
    await phase_following.follow_phase(db, UUID(clearance_id), now=now)
