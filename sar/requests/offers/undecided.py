"""Tells that nobody has decided an offer to a case in time: once a case, where it would help."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.models import Incident
from sar.incidents.presenting import outstanding_of
from sar.incidents.raising import raise_at_lead
from sar.incidents.words import AlarmCause
from sar.matching.words import NeedUnit
from sar.record.entries import OfferUndecided
from sar.record.service import PLATFORM
from sar.requests import locks, presenting, rows, time_rows
from sar.requests.deployment_traits import TRAITS, Counts
from sar.requests.locks import LockedOffer
from sar.requests.models import Deployment, ExpectedTime, Offer
from sar.requests.offer_worth import (
    HelpSoFar,
    LackingNeed,
    UnitOffered,
    UnitTasked,
    is_worth_a_ring,
)
from sar.requests.offers.deciding import about, readers_of, recording_offer
from sar.requests.offers.waiting import begin_waiting
from sar.requests.state_tables import effective_state
from sar.requests.words import OfferState

ONE_MINUTE: Final = timedelta(minutes=1)


async def tell_undecided(db: AsyncSession, offer: Offer, *, now: datetime) -> None:
    """Put on the record that nobody has accepted or declined an offer for a case in time: it still
    stands. Once a case: not while another of which that was told waits; nor of an offer that is
    no sooner than what is tasked and fills no gap. One that is to be confirmed waits for its own
    party."""
    locked = await locks.lock_any_offer(db, offer)
    state = effective_state(locked.offer.state, valid_until=locked.offer.valid_until, now=now)
    incident = locked.incident
    if state is not OfferState.OFFERED or incident is None:
        return
    if await rows.is_told_undecided(db, incident.id, locked.offer.to_party, now=now):
        return
    if not is_worth_a_ring(*await _weighed(db, locked, incident, now=now)):
        return
    async with recording_offer(db, locked, by=PLATFORM, in_case=True, now=now) as entry:
        begin_waiting(incident, locked.offer, now=now)
        await raise_at_lead(db, incident, AlarmCause.OFFER_WAITS, now=now)
        waited = (now - locked.offer.created_at) // ONE_MINUTE
        entry.record(OfferUndecided(**about(locked), minutes=waited), readers=readers_of(locked))


async def _weighed(
    db: AsyncSession, locked: LockedOffer, incident: Incident, *, now: datetime
) -> tuple[list[UnitOffered], HelpSoFar]:
    """The offered units, and the help that the case has, as the party that decides knows it."""
    needs = await _needs(db, incident)
    work = [
        one
        for one in await rows.work_of_case(db, incident.id)
        if TRAITS[one.state].counts is Counts.PROMISED
    ]
    ids = {*(item.id for item in locked.items), *(one.id for one in work)}
    kept = await time_rows.kept_times(db, ids)
    reader = locked.offer.to_party
    times = {id_: by_reader[reader] for id_, by_reader in kept.items() if reader in by_reader}
    offered = [
        UnitOffered(
            _comes(item.id, item.promised_at, times, now=now),
            item.persons,
            needs[item.need_id].missing if item.need_id in needs else None,
        )
        for item in locked.items
    ]
    tasked = [_tasked(one, times, now=now) for one in work]
    return offered, HelpSoFar(tasked, list(needs.values()), outstanding_of(incident).most)


async def _needs(db: AsyncSession, incident: Incident) -> dict[UUID | None, LackingNeed]:
    """The needs of the case's live requests that were not withdrawn."""
    requests = await rows.live_requests_of(db, incident.id)
    parts = await rows.parts_of(db, requests)
    return {
        need.id: LackingNeed(need.unit is NeedUnit.PERSONS, coverage[need.id].missing)
        for request in requests
        for coverage in [parts[request.id].coverage()]
        for need in parts[request.id].standing().needs
    }


def _tasked(work: Deployment, times: Mapping[UUID, ExpectedTime], *, now: datetime) -> UnitTasked:
    promise = presenting.promise(work)
    return UnitTasked(
        not TRAITS[work.state].before_scene,
        _comes(work.id, work.promised_at, times, now=now),
        promise.persons,
        promise.room,
    )


def _comes(
    id_: UUID,
    promised_at: datetime | None,
    times: Mapping[UUID, ExpectedTime],
    *,
    now: datetime,
) -> float | None:
    """In minutes from now, as it is expected, else as it was promised; None: no time is known."""
    time = times.get(id_)
    if time is not None and time.at is None and time.was_at is not None:
        return None
    at = time.at if time is not None and time.at is not None else promised_at
    return None if at is None else (at - now) / ONE_MINUTE
