"""Declines, withdraws, confirms and expires offers."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Refusal
from sar.machine import Side, Step, decide
from sar.parties.caller import Caller
from sar.record.entries import (
    OfferConfirmed,
    OfferDeclined,
    OfferExpired,
    OfferWithdrawn,
)
from sar.record.recording import Recording
from sar.record.service import PLATFORM, Actor
from sar.requests import locks
from sar.requests.basis import clauses_of_offer
from sar.requests.locks import LockedOffer
from sar.requests.models import Offer
from sar.requests.offers.accepting import expired, out
from sar.requests.recording import Touched, changed, recording, refuse
from sar.requests.state_tables import OFFER, effective_state
from sar.requests.words import OfferAction, OfferState


async def decline(
    db: AsyncSession, caller: Caller, offer_id: UUID, *, reason: str, now: datetime
) -> None:
    """Decline an offer made to the caller's party, with a reason."""
    held = await locks.lock_offer(db, caller, offer_id)
    async with _recording(db, held, by=caller.actor, now=now) as entry:
        _take(caller, held, OfferAction.DECLINE, now=now)
        held.offer.reason, held.offer.decided_at = reason, now
        fact = OfferDeclined(**_about(held), reason=reason)
        entry.record(fact, readers=_readers(held))


async def withdraw(
    db: AsyncSession, caller: Caller, offer_id: UUID, *, reason: str, now: datetime
) -> None:
    """Take an offer of the caller's party back before it is accepted."""
    held = await locks.lock_offer(db, caller, offer_id)
    async with _recording(db, held, by=caller.actor, now=now) as entry:
        _take(caller, held, OfferAction.WITHDRAW, now=now)
        held.offer.reason, held.offer.decided_at = reason, now
        fact = OfferWithdrawn(**_about(held), reason=reason)
        entry.record(fact, readers=_readers(held))


async def confirm(db: AsyncSession, caller: Caller, offer_id: UUID, *, now: datetime) -> None:
    """Confirm a provisional offer; or an offer anew, on the clauses that are in force now and
    with its assets as ready as they are now."""
    held = await locks.lock_offer(db, caller, offer_id)
    async with _recording(db, held, by=caller.actor, now=now) as entry:
        _take(caller, held, OfferAction.CONFIRM, now=now)
        held.offer.rests_on = await clauses_of_offer(db, held, now=now)
        for item in held.items:
            asset = held.assets.get(item.asset_id)
            item.offered_out = asset is not None and out(asset, item.from_at, now=now)
        entry.record(OfferConfirmed(**_about(held)), readers=_readers(held))


async def expire(db: AsyncSession, offer: Offer, *, now: datetime) -> None:
    """Put on the record that an undecided offer has lapsed; decided ones are left alone."""
    held = await locks.lock_any_offer(db, offer)
    if effective_state(held.offer.state, valid_until=held.offer.valid_until, now=now) is not (
        OfferState.EXPIRED
    ):
        return
    step = decide(OFFER, held.offer.state, OfferAction.EXPIRE, sides=frozenset({Side.PLATFORM}))
    if not isinstance(step, Step):
        return
    async with _recording(db, held, by=PLATFORM, now=now) as entry:
        held.offer.state, held.offer.decided_at = step.state, now
        changed(held.offer, now=now)
        entry.record(OfferExpired(**_about(held)), readers=_readers(held))


def _take(caller: Caller, held: LockedOffer, action: OfferAction, *, now: datetime) -> None:
    """Take the step of the offer's machine, or raise with every reason."""
    offer = held.offer
    sides = {
        side
        for side, party in ((Side.OFFERER, offer.party_code), (Side.REQUESTER, offer.to_party))
        if party == caller.party
    }
    state = effective_state(offer.state, valid_until=offer.valid_until, now=now)
    step = decide(OFFER, state, action, sides=frozenset(sides))
    if not isinstance(step, Step):
        lapsed = [expired(offer.valid_until)] if state is OfferState.EXPIRED else []
        refusals: list[Refusal] = [*lapsed, *step]
        raise refuse(refusals, state=state)
    offer.state = step.state
    changed(offer, now=now)


def _about(held: LockedOffer) -> dict[str, str]:
    return {
        "id": str(held.offer.id),
        "about": held.reference,
        "party": held.offer.party_code,
    }


def _recording(
    db: AsyncSession, held: LockedOffer, *, by: Actor, now: datetime
) -> AbstractAsyncContextManager[Recording]:
    touched = Touched(offers=[held.offer.id])
    return recording(db, touched, by=by, exercise=held.exercise, now=now)


def _readers(held: LockedOffer) -> list[str]:
    """Both sides of the offer read it, and nobody else."""
    return [held.offer.party_code, held.offer.to_party]
