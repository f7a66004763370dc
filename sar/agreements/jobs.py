"""Deferred work of agreements: entry into force, end, and the bounds of single terms."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.agreements import conflict_alarm, recording
from sar.agreements.recording import WEIGH_CONFLICTS


@jobs.task(recording.DUE_CHANGES)
async def record_due_changes(db: AsyncSession, *, agreement_id: str, now: datetime) -> None:
    """Record the changes of state that are due; nothing when that is done already."""
    await recording.lock_dossier(db, UUID(agreement_id), now=now)


@jobs.task(recording.NOTE_TERMS)
async def note_terms(db: AsyncSession, *, version_id: str, now: datetime) -> None:
    """Resend their pictures to the parties, whose access has changed."""
    await recording.note_terms(db, UUID(version_id), now=now)


@jobs.task(WEIGH_CONFLICTS)
async def weigh_conflicts(
    db: AsyncSession, *, agreement_id: str, version_id: str, now: datetime
) -> None:
    """Look anew for conflicts of a proposed version; nothing when it is proposed no more."""
    await conflict_alarm.weigh(db, UUID(agreement_id), UUID(version_id), now=now)
