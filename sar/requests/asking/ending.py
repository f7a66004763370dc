"""Closing and cancelling requests; what was offered for them and not decided ends too."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.alarms.untasked import look_at_once
from sar.machine import Side, Step, decide
from sar.parties.caller import Caller
from sar.record.entries import Fact, RequestCancelled, RequestClosed
from sar.requests import locks, rows
from sar.requests.models import Deployment, Offer, Request
from sar.requests.recording import Touched, changed, recording, refuse
from sar.requests.state_tables import OFFER, REQUEST
from sar.requests.words import OfferAction, RequestAction, RequestState


async def close(
    db: AsyncSession, caller: Caller, request_id: UUID, *, reason: str, now: datetime
) -> None:
    """Close the request: its work is done, or no longer needed. Deployments go on."""
    await _end(db, caller, request_id, RequestAction.CLOSE, reason=reason, now=now)


async def cancel(
    db: AsyncSession, caller: Caller, request_id: UUID, *, reason: str, now: datetime
) -> None:
    """Take the request back, with a reason. Deployments go on until they are stood down."""
    await _end(db, caller, request_id, RequestAction.CANCEL, reason=reason, now=now)


async def _end(
    db: AsyncSession,
    caller: Caller,
    request_id: UUID,
    action: RequestAction,
    *,
    reason: str,
    now: datetime,
) -> None:
    locked, offers = await locks.lock_request_with_offers(db, caller, request_id)
    request = locked.request
    sides = frozenset({Side.REQUESTER} if request.party_code == caller.party else ())
    step = decide(REQUEST, request.state, action, sides=sides)
    if not isinstance(step, Step):
        raise refuse(step, state=request.state)
    addressees = (await rows.addressees_of(db, [request.id]))[request.id]
    asked = {row.party_code for row in addressees} if request.opened_at else set()
    touched = await touched_by_end(db, [request], offers)
    async with recording(db, touched, by=caller.actor, exercise=request.exercise, now=now) as entry:
        fact: Fact
        if action is RequestAction.CLOSE:
            fact = RequestClosed(id=request.id, about=request.reference, reason=reason)
        else:
            fact = RequestCancelled(id=request.id, about=request.reference, reason=reason)
        end(request, offers, step, reason=reason, now=now)
        await look_at_once(db, locked.incident, now=now)
        entry.record(fact, readers=[caller.party, request.filed_by, *asked])


def end(
    request: Request,
    offers: Sequence[Offer],
    step: Step[RequestState],
    *,
    reason: str,
    now: datetime,
) -> None:
    """End the request; its undecided offers, which are locked, are declined with it."""
    request.state, request.reason, request.ended_at = step.state, reason, now
    changed(request, now=now)
    for offer in offers:
        decline(offer, reason=f"{request.reference} was {step.state}.", now=now)


def decline(offer: Offer, *, reason: str, now: datetime) -> None:
    """Decline an undecided offer, which is locked."""
    step = decide(OFFER, offer.state, OfferAction.DECLINE, sides=frozenset({Side.REQUESTER}))
    if not isinstance(step, Step):
        raise refuse(step, state=offer.state)
    offer.state, offer.reason, offer.decided_at = step.state, reason, now
    changed(offer, now=now)


async def touched_by_end(
    db: AsyncSession, requests: Sequence[Request], undecided: Sequence[Offer]
) -> Touched:
    """The things that leave the pictures with the requests: offers, and deployments that are
    over."""
    ids = [request.id for request in requests]
    return Touched(
        requests=ids,
        offers={*await rows.ids_of(db, Offer, ids), *(offer.id for offer in undecided)},
        deployments=await rows.ids_of(db, Deployment, ids),
    )
