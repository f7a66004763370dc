"""Declines, withdraws, confirms and expires offers."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Refusal
from sar.machine import Side, Step, decide
from sar.parties.caller import Caller
from sar.record.entries import (
    OfferConfirmed,
    OfferDeclined,
    OfferExpired,
    OfferUndecided,
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

DECIDED_WITHIN: Final = timedelta(minutes=15)
"""An offer is accepted or declined so soon (a house figure)."""


async def decline(
    db: AsyncSession, caller: Caller, offer_id: UUID, *, reason: str, now: datetime
) -> None:
    """Decline an offer made to the caller's party, with a reason."""
    locked = await locks.lock_offer(db, caller, offer_id)
    async with _recording(db, locked, by=caller.actor, now=now) as entry:
        _take(caller, locked, OfferAction.DECLINE, now=now)
        locked.offer.reason, locked.offer.decided_at = reason, now
        fact = OfferDeclined(**_about(locked), reason=reason)
        entry.record(fact, readers=_readers(locked))


async def withdraw(
    db: AsyncSession, caller: Caller, offer_id: UUID, *, reason: str, now: datetime
) -> None:
    """Take an offer of the caller's party back before it is accepted."""
    locked = await locks.lock_offer(db, caller, offer_id)
    async with _recording(db, locked, by=caller.actor, now=now) as entry:
        _take(caller, locked, OfferAction.WITHDRAW, now=now)
        locked.offer.reason, locked.offer.decided_at = reason, now
        fact = OfferWithdrawn(**_about(locked), reason=reason)
        entry.record(fact, readers=_readers(locked))


async def confirm(db: AsyncSession, caller: Caller, offer_id: UUID, *, now: datetime) -> None:
    """Confirm a provisional offer; or an offer anew, on the clauses that are in force now and
    with its assets as ready as they are now."""
    locked = await locks.lock_offer(db, caller, offer_id)
    async with _recording(db, locked, by=caller.actor, now=now) as entry:
        _take(caller, locked, OfferAction.CONFIRM, now=now)
        locked.offer.rests_on = await clauses_of_offer(db, locked, now=now)
        for item in locked.items:
            asset = locked.assets.get(item.asset_id)
            item.offered_out = asset is not None and out(asset, item.from_at, now=now)
        entry.record(OfferConfirmed(**_about(locked)), readers=_readers(locked))


async def expire(db: AsyncSession, offer: Offer, *, now: datetime) -> None:
    """Put on the record that an undecided offer has lapsed; decided ones are left alone."""
    locked = await locks.lock_any_offer(db, offer)
    if effective_state(locked.offer.state, valid_until=locked.offer.valid_until, now=now) is not (
        OfferState.EXPIRED
    ):
        return
    step = decide(OFFER, locked.offer.state, OfferAction.EXPIRE, sides=frozenset({Side.PLATFORM}))
    if not isinstance(step, Step):
        return
    async with _recording(db, locked, by=PLATFORM, now=now) as entry:
        locked.offer.state, locked.offer.decided_at = step.state, now
        changed(locked.offer, now=now)
        entry.record(OfferExpired(**_about(locked)), readers=_readers(locked))


async def tell_undecided(db: AsyncSession, offer: Offer, *, now: datetime) -> None:
    """Put on the record that nobody has accepted or declined an offer for a case in time: it still
    stands. One that is to be confirmed waits for its own party."""
    locked = await locks.lock_any_offer(db, offer)
    state = effective_state(locked.offer.state, valid_until=locked.offer.valid_until, now=now)
    if state is not OfferState.OFFERED or locked.incident is None:
        return
    async with _recording(db, locked, by=PLATFORM, now=now) as entry:
        waited = (now - locked.offer.created_at) // timedelta(minutes=1)
        entry.record(OfferUndecided(**_about(locked), minutes=waited), readers=_readers(locked))


def _take(caller: Caller, locked: LockedOffer, action: OfferAction, *, now: datetime) -> None:
    """Take the step of the offer's machine, or raise with every reason."""
    offer = locked.offer
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


def _about(locked: LockedOffer) -> dict[str, str]:
    return {
        "id": str(locked.offer.id),
        "about": locked.reference,
        "party": locked.offer.party_code,
    }


def _recording(
    db: AsyncSession, locked: LockedOffer, *, by: Actor, now: datetime
) -> AbstractAsyncContextManager[Recording]:
    touched = Touched(offers=[locked.offer.id])
    return recording(db, touched, by=by, exercise=locked.exercise, now=now)


def _readers(locked: LockedOffer) -> list[str]:
    """Both sides of the offer read it, and nobody else."""
    return [locked.offer.party_code, locked.offer.to_party]
