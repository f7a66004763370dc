"""Alerts about requests: what is awaited of an addressed centre, and the facts that tell of its
contacts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.alerts.ladder import Silence
from sar.alerts.models import Proposal
from sar.alerts.subjects import AlertFacts, AwaitedAnswer, Subject, register
from sar.alerts.words import AlertMatter
from sar.incidents import visible as incidents
from sar.incidents.access import kept_from
from sar.incidents.models import Incident
from sar.incidents.phases import WOKEN
from sar.parties import presence
from sar.record.entries import (
    AlertFailed,
    AlertGivenUp,
    AlertSent,
    ContactsExhausted,
)
from sar.record.recording import Recording
from sar.record.service import PLATFORM
from sar.requests import pair_rows, rows
from sar.requests.asking.proposing_next import whom_next
from sar.requests.locks import lock_request_row
from sar.requests.models import Addressee, Request
from sar.requests.recording import Touched, recording
from sar.requests.state_tables import ASKING, AWAITED
from sar.requests.words import AnswerState


async def _read(
    db: AsyncSession, addressee_id: UUID, lock: bool, now: datetime
) -> AwaitedAnswer | None:
    """The addressee's answer; the request is locked where that is wanted."""
    row = await rows.addressee(db, addressee_id)
    if row is None:
        return None
    if lock:
        request = await lock_request_row(db, row.request_id)
    else:
        (request,) = await rows.requests_of(db, [row.request_id])
    await db.refresh(row)
    found = await incidents.rows_of(db, {request.incident_id} if request.incident_id else ())
    refs = await incidents.centre_refs(db, ids=[row.centre_id])
    return AwaitedAnswer(
        about_id=row.id,
        fields={
            "id": request.id,
            "about": request.reference,
            "centre": refs[row.centre_id].name,
        },
        party=row.party_code,
        centre_id=row.centre_id,
        asker_centre_id=request.centre_id,
        reference=request.reference,
        exercise=request.exercise,
        silence=await _silence(db, row, request, found[0] if found else None, now=now),
        is_over=_is_over(row, request, found[0] if found else None),
        readers=[request.party_code, request.filed_by, row.party_code],
    )


def _is_over(row: Addressee, request: Request, incident: Incident | None) -> bool:
    if incident is not None and row.party_code in kept_from(incident):
        # A party that is only listed is never involved: it may be put on the list once it is asked.
        return True
    answered = row.state not in AWAITED
    # A centre asked, whose party has taken the case over since, has nobody to answer to.
    return answered or request.state not in ASKING or row.party_code == request.party_code


async def _silence(
    db: AsyncSession, row: Addressee, request: Request, incident: Incident | None, *, now: datetime
) -> Silence:
    phase = incident.phase if incident else None
    at_once = phase in WOKEN and not await presence.watch_signed_in(db, row.centre_id)
    return Silence(
        exercise=request.exercise,
        asked_at=row.sent_at or now,
        acknowledge_due_at=row.acknowledge_due_at or now,
        answer_due_at=row.answer_due_at,
        acknowledged=row.state is AnswerState.ACKNOWLEDGED,
        at_once=at_once,
        quiet_until=await pair_rows.quiet_until(
            db, incident, party=row.party_code, of_party=request.party_code
        ),
    )


@asynccontextmanager
async def _recording(
    db: AsyncSession, about: AwaitedAnswer, now: datetime
) -> AsyncIterator[Recording]:
    """A form that is open on the request is not stale by it: its version stays."""
    (request,) = await rows.requests_of(db, [about.fields["id"]])
    touched = Touched(requests=[request.id])
    async with recording(db, touched, by=PLATFORM, exercise=request.exercise, now=now) as entry:
        request.updated_at = now
        yield entry


async def _ask_next(db: AsyncSession, about: AwaitedAnswer) -> Proposal:
    """The centres that the requester may ask next, or why none can be named."""
    (request,) = await rows.requests_of(db, [about.fields["id"]])
    return await whom_next(db, request, now=clock.now())


_FACTS: Final = AlertFacts(AlertSent, AlertFailed, AlertGivenUp, ContactsExhausted)

register(
    AlertMatter.REQUEST,
    Subject(read=_read, recording=_recording, ask_next=_ask_next, facts=_FACTS),
)
