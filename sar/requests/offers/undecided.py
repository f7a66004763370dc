"""Tells that nobody has decided an offer in time: of each; it rings once a case, where it helps."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.alarms.raising import raise_at_lead
from sar.incidents.case_people import outstanding_of
from sar.incidents.models import Incident
from sar.incidents.words import AlarmCause
from sar.matching.words import NeedUnit
from sar.record.entries import OfferUndecided, PictureChanged
from sar.record.service import PLATFORM
from sar.requests import deployment_rows, locks, presenting, rows, time_rows
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
    """Put on the record that nobody has accepted or declined an offer in time: it still stands.
    Each is told once, and one of a case rings, not while another waits that does; nor one that is
    no sooner than what is tasked and fills no gap. One that is to be confirmed waits for its own
    party."""
    locked = await locks.lock_any_offer(db, offer)
    state = effective_state(locked.offer.state, valid_until=locked.offer.valid_until, now=now)
    due_at = locked.offer.decide_due_at
    if state is not OfferState.OFFERED or due_at is None or now < due_at:
        return
    incident = locked.incident
    rings = incident is not None and await _rings(db, locked, incident, now=now)
    is_news = locked.offer.undecided_at is None
    if not rings and not is_news:
        return
    async with recording_offer(db, locked, by=PLATFORM, in_case=rings, now=now) as entry:
        if incident is not None and rings:
            begin_waiting(incident, locked.offer, now=now)
            await raise_at_lead(db, incident, AlarmCause.OFFER_WAITS, now=now)
        if not is_news:
            entry.record(PictureChanged(id=locked.offer.id, about=locked.reference), readers=())
            return
        locked.offer.undecided_at = now
        waited = (now - locked.offer.created_at) // ONE_MINUTE
        entry.record(OfferUndecided(**about(locked), minutes=waited), readers=readers_of(locked))


async def _rings(
    db: AsyncSession, locked: LockedOffer, incident: Incident, *, now: datetime
) -> bool:
    """Whether it is to ring at the lead of its case, where none does yet."""
    kept = incident.offer_waits
    to_party = locked.offer.to_party
    if kept and await rows.is_waiting(db, UUID(kept["offer_id"]), to_party, now=now):
        return False
    return is_worth_a_ring(*await _weighed(db, locked, incident, now=now))


async def _weighed(
    db: AsyncSession, locked: LockedOffer, incident: Incident, *, now: datetime
) -> tuple[list[UnitOffered], HelpSoFar]:
    """The offered units, and the help that the case has, as the party that decides knows it."""
    needs = await _needs(db, incident)
    work = [
        one
        for one in await deployment_rows.work_of_case(db, incident.id)
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
        for need in parts[request.id].without_withdrawn().needs
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
