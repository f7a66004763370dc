"""Clearances follow the phase of their case: who is asked reads the present one, and the clocks of
what is awaited run as in it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.agreements import time_limits
from sar.agreements.load import load_terms
from sar.agreements.words import Phase
from sar.alerts import rows as alerts
from sar.incidents import visible as incidents
from sar.incidents.access import kept_from
from sar.record.entries import EntryPhaseChanged
from sar.record.service import PLATFORM
from sar.requests import clearance_rows, deployment_rows, rows
from sar.requests.asking.phase_answers import HELP_FOLLOWS
from sar.requests.clearance_rules import LIVE, UNREAD, EntryClocks, clocks_of, hastened
from sar.requests.clearances.applying import UNREAD as UNREAD_JOB
from sar.requests.clearances.applying import UNSAID
from sar.requests.clearances.granting import named, over, readers_of, recording_clearance
from sar.requests.deployments.hail_clock import HAIL_FOLLOWS
from sar.requests.locks import LockedClearance, lock_any_clearance
from sar.requests.models import Clearance
from sar.requests.recording import changed
from sar.requests.scene_setting import setting_of
from sar.requests.words import UNANSWERED
from sar.time_words import minute_text

ENTRY_FOLLOWS: Final = "requests.entry_follows_phase"
"""The job by which one clearance follows the phase of its case."""


async def follow_changed(db: AsyncSession, incident_id: UUID, *, now: datetime) -> None:
    """Have what is asked for in a case follow its phase, each by itself: clearances, answers to
    requests in distress, and ships that were hailed."""
    for id_ in await clearance_rows.live_clearances_in(db, incident_id):
        await jobs.defer(db, ENTRY_FOLLOWS, {"clearance_id": str(id_)}, at=now)
    found = await incidents.rows_of(db, {incident_id})
    if any(one.phase is Phase.DISTRESS for one in found):
        for id_ in await rows.awaited_in(db, incident_id):
            await jobs.defer(db, HELP_FOLLOWS, {"addressee_id": str(id_)}, at=now)
        for work_id in await deployment_rows.hailed_in(db, incident_id):
            await jobs.defer(db, HAIL_FOLLOWS, {"deployment_id": str(work_id)}, at=now)


async def follow_phase(db: AsyncSession, clearance_id: UUID, *, now: datetime) -> None:
    """Tell the State the present phase of the case, and have its answer awaited by the clocks of
    it, never longer than before. A State that the case is kept from since is told nothing."""
    seen = await clearance_rows.clearance(db, clearance_id)
    if seen is None:
        return
    locked = await lock_any_clearance(db, *seen)
    row, incident = locked.clearance, locked.work.incident
    if incident is None or row.state not in LIVE or over(locked.work.deployment):
        return
    if row.phase is incident.phase or row.territory in kept_from(incident):
        return
    async with recording_clearance(db, locked, by=PLATFORM, now=now) as entry:
        was, row.phase = row.phase, incident.phase
        await _hasten(db, locked, now=now)
        changed(row, now=now)
        await alerts.look_again(db, [row.id], now=now)
        fact = EntryPhaseChanged(
            **named(row),
            was=was.value if was else "",
            phase=incident.phase.value,
            awaited=_awaited_by(row),
        )
        entry.record(fact, readers=readers_of(locked))


async def _hasten(db: AsyncSession, locked: LockedClearance, *, now: datetime) -> None:
    """Run the clocks of what is awaited as in the present phase."""
    row = locked.clearance
    unread = row.state in UNREAD and row.overdue_at is None
    unsaid = row.state in UNANSWERED and row.answer_overdue_at is None
    before = EntryClocks(
        row.acknowledge_due_at if unread else None,
        row.answer_due_at if unsaid else None,
        dict(row.limits),
    )
    limits = time_limits.limits(
        clocks_of(row.mode),
        await load_terms(db, now=now, parties=[row.party_code]),
        asker=row.party_code,
        asked=row.territory,
        setting=setting_of(locked.work.request, locked.work.incident),
        now=now,
    )
    after = hastened(before, time_limits.stored(limits), now=now)
    row.limits = after.limits
    about = {"clearance_id": str(row.id)}
    if after.acknowledge_due_at is not None and after.acknowledge_due_at < row.acknowledge_due_at:
        row.acknowledge_due_at = after.acknowledge_due_at
        await jobs.defer(db, UNREAD_JOB, about, at=row.acknowledge_due_at)
    if after.answer_due_at is not None and after.answer_due_at != row.answer_due_at:
        row.answer_due_at = after.answer_due_at
        await jobs.defer(db, UNSAID, about, at=row.answer_due_at)


def _awaited_by(row: Clearance) -> str:
    """The time by which the State is to acknowledge, or to answer, in words; empty: none is set."""
    if row.state in UNREAD:
        return f"It is to acknowledge by {minute_text(row.acknowledge_due_at)}."
    if row.state in UNANSWERED and row.answer_due_at is not None:
        return f"It is to answer by {minute_text(row.answer_due_at)}."
    return ""
