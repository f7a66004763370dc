"""The offer that a case was told nobody has decided in time: kept there while it waits."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.agreements.words import Situation
from sar.incidents.models import Incident
from sar.requests import rows
from sar.requests.locks import LockedOffer
from sar.requests.models import Offer
from sar.requests.words import OfferState

DECIDED_WITHIN: Final = timedelta(minutes=15)
"""An offer is accepted or declined so soon (a house figure)."""

UNDECIDED: Final = "requests.offer_undecided"
"""The job that tells the record that nobody has decided an offer in time."""


async def begin_clock(db: AsyncSession, locked: LockedOffer, *, now: datetime) -> None:
    """Have it noted if nobody decides the offer in time, from when it can be decided. Capacity
    building has no clock."""
    offer, request = locked.offer, locked.request
    is_help = locked.incident is not None or (
        request is not None and request.situation is Situation.BORDER_EMERGENCY
    )
    if not is_help or offer.state is not OfferState.OFFERED or offer.decide_due_at is not None:
        return
    offer.decide_due_at = now + DECIDED_WITHIN
    await jobs.defer(db, UNDECIDED, {"offer_id": str(offer.id)}, at=offer.decide_due_at)


def begin_waiting(incident: Incident, offer: Offer, *, now: datetime) -> None:
    """Note in the locked case that the offer was not decided in time, and rings."""
    incident.offer_waits = {"offer_id": str(offer.id), "at": now.isoformat()}


def waits_in_case(locked: LockedOffer) -> bool:
    """Whether it is the offer of which the case was told that it waits."""
    kept = locked.incident.offer_waits if locked.incident else None
    return kept is not None and kept["offer_id"] == str(locked.offer.id)


async def end_waiting(db: AsyncSession, locked: LockedOffer, *, now: datetime) -> None:
    """Forget it in the locked case once the offer is accepted, declined, withdrawn or expired.

    Others whose time was over meanwhile did not ring beside it: they are looked at now.
    """
    incident, offer = locked.incident, locked.offer
    if incident is None or not waits_in_case(locked) or offer.state is OfferState.OFFERED:
        return
    incident.offer_waits = None
    for id_ in await rows.offers_overdue(db, incident.id, offer.to_party, now=now):
        if id_ != offer.id:
            await jobs.defer(db, UNDECIDED, {"offer_id": str(id_)}, at=now)
