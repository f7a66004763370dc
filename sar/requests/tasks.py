"""Deferred work of requests: offers that lapse, acknowledgements that are missing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.incidents import visible as incidents
from sar.record.entries import AcknowledgementOverdue
from sar.record.service import PLATFORM
from sar.requests import deciding, reading
from sar.requests.addressing import OVERDUE
from sar.requests.holding import lock_request
from sar.requests.offering import EXPIRE
from sar.requests.telling import Touched, changed, look, tell
from sar.requests.words import AnswerState, RequestState


@jobs.task(EXPIRE)
async def expire_offer(db: AsyncSession, *, offer_id: str, now: datetime) -> None:
    """Let an offer that nobody has decided expire on the record."""
    offer = await reading.offer(db, UUID(offer_id))
    if offer is not None:
        await deciding.expire(db, offer, now=now)


@jobs.task(OVERDUE)
async def note_overdue(db: AsyncSession, *, addressee_id: str, now: datetime) -> None:
    """Put on the record that a centre has not acknowledged in time: it must be called."""
    seen = await reading.addressee(db, UUID(addressee_id))
    if seen is None:
        return
    request = await lock_request(db, seen.request_id)
    await db.refresh(seen)
    waits = seen.state is AnswerState.SENT and seen.overdue_at is None
    # A centre asked, whose party has taken the case over since, has nobody to answer to.
    if (
        not waits
        or seen.party_code == request.party_code
        or request.state not in (RequestState.OPEN, RequestState.FILLED)
    ):
        return
    touched = Touched(requests=[request.id])
    before = await look(db, touched, now=now)
    seen.overdue_at = now
    changed(request, now=now)
    refs = await incidents.centre_refs(db, ids=[seen.centre_id])
    fact = AcknowledgementOverdue(
        id=request.id, about=request.reference, centre=refs[seen.centre_id].name
    )
    await tell(
        db,
        fact,
        touched=touched,
        before=before,
        by=PLATFORM,
        told=[request.party_code, request.filed_by, seen.party_code],
        exercise=request.exercise,
        now=now,
    )
