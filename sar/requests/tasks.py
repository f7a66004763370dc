"""Deferred work of requests: offers that lapse, missing acknowledgements, work that begins."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.assets import visible as assets
from sar.incidents import visible as incidents
from sar.record.entries import AcknowledgementOverdue, PictureChanged
from sar.record.service import PLATFORM
from sar.requests import deciding, reading
from sar.requests.addressing import OVERDUE
from sar.requests.holding import lock_request
from sar.requests.offering import EXPIRE
from sar.requests.sharing import SHARE, share
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


@jobs.task(SHARE)
async def share_position(
    db: AsyncSession, *, incident_id: str, asset_id: str, now: datetime
) -> None:
    """Share an asset's position from now on: the window for which it is bound has begun.

    Nobody is told a fact; nothing when it has set out before, or was let go.
    """
    incident = await incidents.locked(db, UUID(incident_id))
    held = [asset.id for asset in await assets.access_assets(db, [UUID(asset_id)])]
    touched = Touched(assets=held)
    before = await look(db, touched, now=now)
    await share(db, incident.id, held, now=now)
    if await look(db, touched, now=now) != before:
        await tell(
            db,
            PictureChanged(id=incident.id, about=incident.reference),
            touched=touched,
            before=before,
            by=PLATFORM,
            told=[],
            exercise=incident.exercise,
            now=now,
        )
