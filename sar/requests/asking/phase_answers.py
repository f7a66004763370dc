"""Answers to requests for help follow a phase that is raised to distress: they are awaited sooner,
never later than the centre was told."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.agreements import time_limits
from sar.agreements.load import load_terms
from sar.agreements.words import ClockName, Phase
from sar.alerts import rows as alerts
from sar.incidents import visible as incidents
from sar.incidents.access import kept_from
from sar.record.entries import AnswerHastened
from sar.record.service import PLATFORM
from sar.requests import rows
from sar.requests.asking.addressing import ANSWER_OVERDUE, OVERDUE
from sar.requests.asking.answering import readers_of
from sar.requests.clearance_rules import EntryClocks, hastened
from sar.requests.locks import lock_request_row
from sar.requests.models import Addressee, Request
from sar.requests.recording import Touched, changed, recording
from sar.requests.scene_setting import setting_of
from sar.requests.state_tables import ASKING, AWAITED
from sar.requests.words import AnswerState
from sar.time_words import minute_text

HELP_FOLLOWS: Final = "requests.help_follows_phase"
"""The job by which what is awaited of one centre follows the phase of its case."""


async def follow_distress(db: AsyncSession, addressee_id: UUID, *, now: datetime) -> None:
    """Have the centre answer as in distress, if it has not answered; it is told so. One that the
    case is kept from since, or that has nobody to answer to any more, is told nothing."""
    seen = await rows.addressee(db, addressee_id)
    if seen is None:
        return
    request = await lock_request_row(db, seen.request_id)
    await db.refresh(seen)
    cases = await incidents.rows_of(db, {request.incident_id} if request.incident_id else ())
    if not cases or request.state not in ASKING or seen.party_code == request.party_code:
        return
    (incident,) = cases
    if incident.phase is not Phase.DISTRESS or seen.party_code in kept_from(incident):
        return
    limits = time_limits.limits(
        (ClockName.ACKNOWLEDGE, ClockName.ANSWER),
        await load_terms(db, now=now, parties=[request.party_code]),
        asker=request.party_code,
        asked=seen.party_code,
        setting=setting_of(request, incident),
        now=now,
    )
    before = _running(seen)
    after = hastened(before, time_limits.stored(limits), now=now)
    if after == before:
        return
    touched = Touched(requests=[request.id])
    async with recording(db, touched, by=PLATFORM, exercise=request.exercise, now=now) as entry:
        seen.limits = after.limits
        about = {"addressee_id": str(seen.id)}
        if after.acknowledge_due_at != before.acknowledge_due_at:
            seen.acknowledge_due_at = after.acknowledge_due_at
            await jobs.defer(db, OVERDUE, about, at=after.acknowledge_due_at or now)
        if after.answer_due_at != before.answer_due_at:
            seen.answer_due_at = after.answer_due_at
            await jobs.defer(db, ANSWER_OVERDUE, about, at=after.answer_due_at or now)
        changed(request, now=now)
        await alerts.look_again(db, [seen.id], now=now)
        entry.record(await _fact(db, request, seen), readers=readers_of(request, seen))


def _running(row: Addressee) -> EntryClocks:
    """The clocks of what is awaited still, and not told as silence yet."""
    unread = row.state is AnswerState.SENT and row.overdue_at is None
    awaited = row.state in AWAITED
    return EntryClocks(
        row.acknowledge_due_at if unread else None,
        row.answer_due_at if awaited and row.answer_overdue_at is None else None,
        dict(row.limits),
    )


async def _fact(db: AsyncSession, request: Request, row: Addressee) -> AnswerHastened:
    name = (await incidents.centre_refs(db, ids=[row.centre_id]))[row.centre_id].name
    now_due = _running(row)
    by = now_due.acknowledge_due_at or now_due.answer_due_at
    step = "acknowledge" if now_due.acknowledge_due_at else "answer"
    said = f"{name} is to {step} by {minute_text(by)}." if by else ""
    return AnswerHastened(id=request.id, about=request.reference, centre=name, awaited=said)
