"""Rows of requests, of their answers and of offers, whoever asks: read by the access modules."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, any_, bindparam, func, select, true, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.grants_sql import UUIDS
from sar.alerts import rows as alerts
from sar.alerts.rows import Alerting
from sar.assets.catalogue import type_of
from sar.incidents import visible as incidents
from sar.incidents.access import kept_from
from sar.incidents.case_people import outstanding_of
from sar.incidents.models import Incident
from sar.matching.words import NeedUnit
from sar.requests import presenting
from sar.requests.claims import is_unconfirmed
from sar.requests.clearance_rules import NOT_ASKED
from sar.requests.coverage import NOBODY_KNOWS, PeopleThere, Promise
from sar.requests.deployment_rows import active
from sar.requests.models import Addressee, Clearance, Deployment, Need, Offer, OfferItem, Request
from sar.requests.owner_knows import CaseAnswer, CaseAnswers
from sar.requests.presenting import Centres, RequestParts
from sar.requests.recovery import type_can_take
from sar.requests.room_to_come import OfferedRoom
from sar.requests.scene_setting import is_exercise
from sar.requests.state_tables import ASKING, AWAITED, UNDECIDED
from sar.requests.words import OfferState


async def requests_of(db: AsyncSession, request_ids: Collection[UUID]) -> list[Request]:
    """The requests, whoever asks."""
    rows = await db.execute(select(Request).where(col(Request.id).in_(request_ids)))
    return list(rows.scalars())


async def live_requests_of(db: AsyncSession, incident_id: UUID) -> list[Request]:
    """The requests of a case that were sent and are not over."""
    query = select(Request).where(
        col(Request.incident_id) == incident_id, col(Request.state).in_(ASKING)
    )
    return list((await db.execute(query.order_by(col(Request.id)))).scalars())


async def needs_of(db: AsyncSession, request_ids: Collection[UUID]) -> dict[UUID, list[Need]]:
    """The needs of each request, in order, withdrawn ones too."""
    rows = await db.execute(_needs(), {"ids": list(request_ids)})
    result: dict[UUID, list[Need]] = defaultdict(list)
    for row in rows.scalars():
        result[row.request_id].append(row)
    return result


async def addressees_of(
    db: AsyncSession, request_ids: Collection[UUID]
) -> dict[UUID, list[Addressee]]:
    """The addressed centres of each request, in the order in which they were addressed."""
    rows = await db.execute(_addressees(), {"ids": list(request_ids)})
    result: dict[UUID, list[Addressee]] = defaultdict(list)
    for row in rows.scalars():
        result[row.request_id].append(row)
    return result


async def items_of(db: AsyncSession, offer_ids: Collection[UUID]) -> dict[UUID, list[OfferItem]]:
    """The items of each offer, in the order in which they were named."""
    rows = await db.execute(
        select(OfferItem).where(col(OfferItem.offer_id).in_(offer_ids)).order_by(col(OfferItem.id))
    )
    result: dict[UUID, list[OfferItem]] = defaultdict(list)
    for row in rows.scalars():
        result[row.offer_id].append(row)
    return result


async def promises_for(db: AsyncSession, need_ids: Collection[UUID]) -> dict[UUID, list[Promise]]:
    """The deployments that serve each need, as its coverage counts them."""
    rows = await db.execute(_promised(), {"ids": list(need_ids)})
    result: dict[UUID, list[Promise]] = defaultdict(list)
    for row in rows.scalars():
        if row.need_id is not None:
            result[row.need_id].append(presenting.promise(row))
    return result


_IDS: Final = bindparam("ids", type_=UUIDS)


@cache
def _needs() -> Select[Need]:
    """Cached, like those below: compiling the statement costs more than running it."""
    return select(Need).where(col(Need.request_id) == any_(_IDS)).order_by(col(Need.ordinal))


@cache
def _addressees() -> Select[Addressee]:
    of_these = col(Addressee.request_id) == any_(_IDS)
    return select(Addressee).where(of_these).order_by(col(Addressee.id))


@cache
def _promised() -> Select[Deployment]:
    of_these = col(Deployment.need_id) == any_(_IDS)
    return select(Deployment).where(of_these).order_by(col(Deployment.id))


async def parts_of(db: AsyncSession, requests: Collection[Request]) -> Mapping[UUID, RequestParts]:
    """The rows that belong to each request besides its own."""
    request_ids = [request.id for request in requests]
    needs = await needs_of(db, request_ids)
    addressed = await addressees_of(db, request_ids)
    promises = await promises_for(db, [need.id for rows in needs.values() for need in rows])
    sent = [row.id for rows in addressed.values() for row in rows if row.sent_at is not None]
    alerting = await alerts.alerting_of(db, sent)
    cases = await _cases(db, requests, needs, proposing=_proposing(addressed, alerting))
    return {
        request.id: RequestParts(
            needs[request.id],
            addressed[request.id],
            promises,
            _people_there(cases.get(request.incident_id)),
            alerting=alerting,
            kept_from=_kept_from(cases.get(request.incident_id)),
        )
        for request in requests
    }


def _proposing(
    addressed: Mapping[UUID, list[Addressee]], alerting: Mapping[UUID, Alerting]
) -> set[UUID]:
    """The requests of which a centre is silent, and others are proposed."""
    return {
        id_
        for id_, rows in addressed.items()
        if any(row.id in alerting and alerting[row.id].escalation.ask_next for row in rows)
    }


async def _cases(
    db: AsyncSession,
    requests: Collection[Request],
    needs: Mapping[UUID, list[Need]],
    *,
    proposing: Collection[UUID],
) -> dict[UUID | None, Incident]:
    """The cases of requests with needs for persons, or for which centres are proposed."""
    wanted = {
        request.incident_id
        for request in requests
        if request.id in proposing
        or any(need.unit is NeedUnit.PERSONS for need in needs[request.id])
    }
    rows = await incidents.rows_of(db, {id_ for id_ in wanted if id_ is not None})
    return {row.id: row for row in rows}


def _people_there(case: Incident | None) -> PeopleThere:
    if case is None:
        return NOBODY_KNOWS
    sea_state = case.conditions.get("sea_state")
    return PeopleThere(outstanding_of(case).most, sea_state, place=case.datum)


def _kept_from(case: Incident | None) -> frozenset[str]:
    return frozenset() if case is None else kept_from(case)


async def ids_of(
    db: AsyncSession, model: type[Offer] | type[Deployment], request_ids: Collection[UUID]
) -> list[UUID]:
    """The offers, or deployments, of the requests."""
    rows = await db.execute(
        select(col(model.id)).where(col(model.request_id).in_(request_ids)).order_by(col(model.id))
    )
    return list(rows.scalars())


async def carrier_at(db: AsyncSession, row: Deployment, incident_id: UUID) -> Deployment | None:
    """The work, at that incident, of what carries the unit, or was offered to carry it."""
    asset_id = row.carrier_asset_id
    if asset_id is None and row.offer_id is not None:
        items = (await items_of(db, [row.offer_id]))[row.offer_id]
        named = (item.carrier_asset_id for item in items if item.asset_id == row.asset_id)
        asset_id = next(named, None)
    query = select(Deployment).where(
        col(Deployment.incident_id) == incident_id, col(Deployment.asset_id) == asset_id, active()
    )
    return (await db.execute(query)).scalars().first() if asset_id else None


async def standing_claims(db: AsyncSession, *, by: str, of: str) -> int:
    """The number of claims of what a party has said, written by the other, that stand unconfirmed
    in requests and clearances under way between them."""
    asked: Select[list[dict[str, Any]]] = (
        select(col(Addressee.voice).label("voice"))
        .join(Request, col(Request.id) == col(Addressee.request_id))
        .where(
            col(Request.party_code) == by,
            col(Request.state).in_(ASKING),
            col(Addressee.party_code) == of,
        )
    )
    entering: Select[list[dict[str, Any]]] = (
        select(col(Clearance.voice))
        .join(Deployment, col(Deployment.id) == col(Clearance.deployment_id))
        .where(
            col(Clearance.party_code) == by,
            col(Clearance.territory) == of,
            col(Clearance.state).not_in(NOT_ASKED),
            active(),
        )
    )
    voices = (await db.execute(union_all(asked, entering))).scalars()
    return sum(
        is_unconfirmed(said) and said["claimed_by"]["party"] == by
        for voice in voices
        for said in voice
    )


async def request_of_need(db: AsyncSession, incident_id: UUID, need_id: UUID) -> UUID | None:
    """The request of an incident that has a need, unless the need is withdrawn."""
    found = await db.execute(
        select(col(Request.id))
        .join(Need, col(Need.request_id) == col(Request.id))
        .where(
            col(Request.incident_id) == incident_id,
            col(Need.id) == need_id,
            col(Need.withdrawn_at).is_(None),
        )
    )
    return found.scalar_one_or_none()


async def has_offered(db: AsyncSession, request_id: UUID, party: str) -> bool:
    """Whether an offer of the party's to the request may be taken up, or was."""
    standing = (OfferState.PROVISIONAL, OfferState.OFFERED, OfferState.ACCEPTED)
    query = select(col(Offer.id)).where(
        col(Offer.request_id) == request_id,
        col(Offer.party_code) == party,
        col(Offer.state).in_(standing),
    )
    return (await db.execute(query.limit(1))).first() is not None


async def offer(db: AsyncSession, offer_id: UUID) -> Offer | None:
    """An offer, for a job."""
    return await db.get(Offer, offer_id)


async def in_exercise(db: AsyncSession, offer: Offer) -> bool:
    """Whether the incident of the offer, or the request without one, is an exercise."""
    cases = await incidents.rows_of(db, [offer.incident_id] if offer.incident_id else [])
    requests = await requests_of(db, [offer.request_id] if offer.request_id else [])
    return is_exercise(next(iter(requests), None), next(iter(cases), None))


async def is_waiting(db: AsyncSession, offer_id: UUID, to_party: str, *, now: datetime) -> bool:
    """Whether that offer is made to the party, and still waits for its decision."""
    query = select(col(Offer.id)).where(
        col(Offer.id) == offer_id,
        col(Offer.to_party) == to_party,
        col(Offer.state).in_(UNDECIDED),
        col(Offer.valid_until) > now,
    )
    return (await db.execute(query.limit(1))).first() is not None


async def offers_overdue(
    db: AsyncSession, incident_id: UUID, to_party: str, *, now: datetime
) -> list[UUID]:
    """The ids of the offers to the party for the case that were to be decided by now and are not;
    oldest first."""
    query = select(col(Offer.id)).where(
        col(Offer.incident_id) == incident_id,
        col(Offer.to_party) == to_party,
        col(Offer.state).in_(UNDECIDED),
        col(Offer.decide_due_at) <= now,
    )
    return list((await db.scalars(query.order_by(col(Offer.created_at), col(Offer.id)))).all())


async def offered_of(
    db: AsyncSession, party: str, *, besides: UUID | None, now: datetime
) -> dict[UUID, int]:
    """By asset, how many of it the party has offered without a decision yet, for anything but one
    request."""
    query = (
        select(col(OfferItem.asset_id), func.sum(col(OfferItem.quantity)))
        .join(Offer, col(Offer.id) == col(OfferItem.offer_id))
        .where(
            col(Offer.party_code) == party,
            col(Offer.state).in_(UNDECIDED),
            col(Offer.valid_until) > now,
            col(Offer.request_id).is_distinct_from(besides) if besides else true(),
        )
        .group_by(col(OfferItem.asset_id))
    )
    return {asset_id: int(count) for asset_id, count in await db.execute(query)}


async def addressee(db: AsyncSession, addressee_id: UUID) -> Addressee | None:
    """An addressee, for a job."""
    return await db.get(Addressee, addressee_id)


async def centres_of_requests(
    db: AsyncSession, rows: Iterable[Request], parts: Iterable[RequestParts]
) -> Centres:
    named = {row.centre_id for row in rows}
    for part in parts:
        named |= {one.centre_id for one in part.addressees}
        named |= part.proposed()
    return await incidents.centre_refs(db, ids=named)


async def answers_in(db: AsyncSession, incident_id: UUID, *, now: datetime) -> CaseAnswers:
    """The answers of parties to the live requests of a case by others, and whose offers for it, of
    units that take people, wait to be decided."""
    query = (
        select(Addressee)
        .join(Request, col(Request.id) == col(Addressee.request_id))
        .where(
            col(Request.incident_id) == incident_id,
            col(Request.state).in_(ASKING),
            # A party that was asked, and has taken the case over since, has nobody to answer to.
            col(Addressee.party_code) != col(Request.party_code),
        )
    )
    addressed = (await db.scalars(query)).all()
    needs = await needs_of(db, {one.request_id for one in addressed})
    answers: dict[str, list[CaseAnswer]] = defaultdict(list)
    for one in addressed:
        for_people = any(
            presenting.takes_people(need)
            for need in needs[one.request_id]
            if need.withdrawn_at is None
        )
        answers[one.party_code].append(CaseAnswer(one.state, for_people, one.answer_due_at))
    undecided = (
        select(col(Offer.party_code), col(OfferItem.type_code))
        .join(OfferItem, col(OfferItem.offer_id) == col(Offer.id))
        .where(
            col(Offer.incident_id) == incident_id,
            col(Offer.state).in_(UNDECIDED),
            col(Offer.valid_until) > now,
        )
    )
    offering = {
        party
        for party, code in await db.execute(undecided)
        if type_can_take(type_of(code), sea_state=None)
    }
    return CaseAnswers(answers, offering)


async def offered_room(db: AsyncSession, incident_id: UUID, *, now: datetime) -> list[OfferedRoom]:
    """The people whom units take that are offered for a case, and wait to be decided."""
    query = (
        select(col(OfferItem.need_id), col(OfferItem.persons), col(OfferItem.type_code))
        .join(Offer, col(Offer.id) == col(OfferItem.offer_id))
        .where(
            col(Offer.incident_id) == incident_id,
            col(Offer.state).in_(UNDECIDED),
            col(Offer.valid_until) > now,
        )
    )
    return [
        OfferedRoom(need_id, persons)
        for need_id, persons, code in await db.execute(query)
        if type_can_take(type_of(code), sea_state=None)
    ]


async def awaited_in(db: AsyncSession, incident_id: UUID) -> list[UUID]:
    """The ids of the addressees whose answers are awaited in a case."""
    query = (
        select(col(Addressee.id))
        .join(Request, col(Request.id) == col(Addressee.request_id))
        .where(
            col(Request.incident_id) == incident_id,
            col(Request.state).in_(ASKING),
            col(Addressee.state).in_(AWAITED),
        )
    )
    return list((await db.scalars(query.order_by(col(Addressee.id)))).all())
