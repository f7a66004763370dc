"""Declines, withdraws, confirms and expires offers."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Refusal
from sar.incidents.alarms.help_asked import look_at_asking
from sar.incidents.alarms.untasked import look_at_once
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
from sar.requests.offers.waiting import begin_clock, end_waiting, waits_in_case
from sar.requests.recording import Touched, changed, recording, refuse
from sar.requests.state_tables import OFFER, effective_state
from sar.requests.words import OfferAction, OfferState


async def decline(
    db: AsyncSession, caller: Caller, offer_id: UUID, *, reason: str, now: datetime
) -> None:
    """Decline an offer made to the caller's party, with a reason."""
    locked = await locks.lock_offer(db, caller, offer_id)
    async with recording_offer(db, locked, by=caller.actor, now=now) as entry:
        _take(caller, locked, OfferAction.DECLINE, now=now)
        await end_waiting(db, locked, now=now)
        locked.offer.reason, locked.offer.decided_at = reason, now
        fact = OfferDeclined(**about(locked), reason=reason)
        await look_at_once(db, locked.incident, now=now)
        entry.record(fact, readers=readers_of(locked))


async def withdraw(
    db: AsyncSession, caller: Caller, offer_id: UUID, *, reason: str, now: datetime
) -> None:
    """Take an offer of the caller's party back before it is accepted."""
    locked = await locks.lock_offer(db, caller, offer_id)
    async with recording_offer(db, locked, by=caller.actor, now=now) as entry:
        _take(caller, locked, OfferAction.WITHDRAW, now=now)
        await end_waiting(db, locked, now=now)
        locked.offer.reason, locked.offer.decided_at = reason, now
        fact = OfferWithdrawn(**about(locked), reason=reason)
        await look_at_once(db, locked.incident, now=now)
        entry.record(fact, readers=readers_of(locked))


async def confirm(db: AsyncSession, caller: Caller, offer_id: UUID, *, now: datetime) -> None:
    """Confirm a provisional offer; or an offer anew, on the clauses that are in force now and
    with its assets as ready as they are now."""
    locked = await locks.lock_offer(db, caller, offer_id)
    async with recording_offer(db, locked, by=caller.actor, now=now) as entry:
        _take(caller, locked, OfferAction.CONFIRM, now=now)
        await begin_clock(db, locked, now=now)
        locked.offer.rests_on = await clauses_of_offer(db, locked, now=now)
        for item in locked.items:
            asset = locked.assets.get(item.asset_id)
            item.offered_out = asset is not None and out(asset, item.from_at, now=now)
        entry.record(OfferConfirmed(**about(locked)), readers=readers_of(locked))


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
    async with recording_offer(db, locked, by=PLATFORM, now=now) as entry:
        locked.offer.state, locked.offer.decided_at = step.state, now
        changed(locked.offer, now=now)
        await end_waiting(db, locked, now=now)
        await look_at_once(db, locked.incident, now=now)
        await look_at_asking(db, locked.incident, now=now)
        entry.record(OfferExpired(**about(locked)), readers=readers_of(locked))


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


def about(locked: LockedOffer) -> dict[str, str]:
    """The fields that every fact of an offer has."""
    return {
        "id": str(locked.offer.id),
        "about": locked.reference,
        "party": locked.offer.party_code,
    }


def recording_offer(
    db: AsyncSession, locked: LockedOffer, *, by: Actor, in_case: bool = False, now: datetime
) -> AbstractAsyncContextManager[Recording]:
    """For a fact of the offer, and of its case where that is told, or was, that it waits."""
    in_case = in_case or waits_in_case(locked)
    cases = [locked.incident.id] if locked.incident and in_case else []
    touched = Touched(incidents=cases, offers=[locked.offer.id])
    return recording(db, touched, by=by, exercise=locked.exercise, now=now)


def readers_of(locked: LockedOffer) -> list[str]:
    """Both sides of the offer read it, and nobody else."""
    return [locked.offer.party_code, locked.offer.to_party]
