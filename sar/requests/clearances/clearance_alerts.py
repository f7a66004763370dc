"""Alerts about clearances: what is awaited of a State's centre, and the facts that tell of its
contacts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts.ladder import Silence
from sar.alerts.models import Proposal
from sar.alerts.subjects import AlertFacts, AwaitedAnswer, Subject, register
from sar.alerts.words import AlertMatter
from sar.incidents import visible as incidents
from sar.incidents.access import kept_from
from sar.incidents.phases import WOKEN
from sar.parties import presence
from sar.record.entries import (
    EntryAlertFailed,
    EntryAlertGivenUp,
    EntryAlertSent,
    EntryContactsExhausted,
)
from sar.record.recording import Recording
from sar.record.service import PLATFORM
from sar.requests import clearance_rows, pair_rows
from sar.requests.clearances.granting import (
    named,
    over,
    readers_of,
    recording_clearance,
)
from sar.requests.clearances.next_of_state import next_of_state
from sar.requests.locks import LockedClearance, LockedDeployment, lock_any_clearance
from sar.requests.words import UNANSWERED, ClearanceState


async def _read(
    db: AsyncSession, clearance_id: UUID, lock: bool, _now: datetime
) -> AwaitedAnswer | None:
    """The State's answer; its clearance is locked with its work where that is wanted."""
    seen = await clearance_rows.clearance(db, clearance_id)
    if seen is None:
        return None
    row, work = seen
    if lock:
        locked = await lock_any_clearance(db, row, work)
        row, work = locked.clearance, locked.work.deployment
    else:
        await db.refresh(row)
        locked = LockedClearance(LockedDeployment(deployment=work), row)
    refs = await incidents.centre_refs(db, ids=[row.centre_id])
    cases = await incidents.rows_of(db, {row.incident_id} if row.incident_id else ())
    kept = any(row.territory in kept_from(case) for case in cases)
    at_once = row.phase in WOKEN and not await presence.watch_signed_in(db, row.centre_id)
    return AwaitedAnswer(
        about_id=row.id,
        fields={**named(row), "centre": refs[row.centre_id].name},
        party=row.territory,
        centre_id=row.centre_id,
        asker_centre_id=row.asked_by,
        reference=row.reference,
        exercise=row.exercise,
        silence=Silence(
            exercise=row.exercise,
            asked_at=row.asked_at,
            acknowledge_due_at=row.acknowledge_due_at,
            answer_due_at=row.answer_due_at,
            acknowledged=row.state is ClearanceState.ACKNOWLEDGED,
            at_once=at_once,
            quiet_until=await pair_rows.quiet_until(
                db, cases[0] if cases else None, party=row.territory, of_party=row.party_code
            ),
        ),
        is_over=kept or bool(over(work)) or row.state not in UNANSWERED | {ClearanceState.NOTIFIED},
        readers=readers_of(locked),
    )


@asynccontextmanager
async def _recording(
    db: AsyncSession, about: AwaitedAnswer, now: datetime
) -> AsyncIterator[Recording]:
    """A form that is open on the clearance is not stale by it: its version stays."""
    seen = await clearance_rows.clearance(db, about.about_id)
    assert seen is not None  # noqa: S101 it was read before
    locked = await lock_any_clearance(db, *seen)
    async with recording_clearance(db, locked, by=PLATFORM, now=now) as entry:
        locked.clearance.updated_at = now
        yield entry


async def _ask_next(db: AsyncSession, about: AwaitedAnswer) -> Proposal:
    """The State's further centres, which whoever asked may call."""
    seen = await clearance_rows.clearance(db, about.about_id)
    return [] if seen is None else await next_of_state(db, seen[0])


_FACTS: Final = AlertFacts(
    EntryAlertSent, EntryAlertFailed, EntryAlertGivenUp, EntryContactsExhausted
)

register(
    AlertMatter.CLEARANCE,
    Subject(read=_read, recording=_recording, ask_next=_ask_next, facts=_FACTS),
)
