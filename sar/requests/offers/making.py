"""Making an offer: for a request, or unasked for an incident; also the lead's of its own assets."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock, jobs
from sar.agreements.words import Awareness
from sar.assets import visible as assets
from sar.assets.catalogue import type_of
from sar.assets.models import Asset
from sar.assets.redaction import figures_of
from sar.errors import Conflict, Forbidden, Malformed, TooManyOffersToParty
from sar.incidents import visible as incidents
from sar.incidents.alarms.untasked import look_at_once
from sar.incidents.informing.involving import Newcomers, involve
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_distress_still
from sar.incidents.words import Involvement
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.record.entries import OfferMade
from sar.requests import deployment_rows, pair_rows, state_tables, visible
from sar.requests import rows as requests_rows
from sar.requests.asking import quota
from sar.requests.asking.answering import answer, is_addressed, own_addressee, request_over
from sar.requests.asking.filing import not_closed
from sar.requests.basis import clauses_of_offer
from sar.requests.locks import LockedOffer, lock_request_row
from sar.requests.models import Need, Offer, OfferItem, Request
from sar.requests.offers import accepting
from sar.requests.offers.waiting import begin_clock
from sar.requests.presenting import items_said
from sar.requests.recording import Touched, recording
from sar.requests.schemas import OfferBody, OfferItemBody
from sar.requests.words import AnswerAction, OfferState

EXPIRE = "requests.expire_offer"
"""The job that lets an offer expire on the record."""


async def offer_for_request(
    db: AsyncSession, caller: Caller, request_id: UUID, body: OfferBody, *, now: datetime
) -> None:
    """Answer a request with assets of the caller's party; the requester may offer its own."""
    seen = await visible.access_request(db, caller, request_id)
    incident = await incidents.locked(db, seen.incident_id) if seen.incident_id else None
    owned = await _own_assets(db, caller, body)
    await _check_centre(db, caller, body)
    request = await lock_request_row(db, request_id)
    if request.state not in state_tables.LIVE or request.opened_at is None:
        raise Conflict.of(request_over(request), state=request.state)
    needs = (await requests_rows.needs_of(db, [request_id]))[request_id]
    touched = Touched(
        incidents=[incident.id] if incident else [], requests=[request_id], offers=[body.id]
    )
    locked = LockedOffer(
        incident=incident,
        assets=owned,
        request=request,
        offer=_offer(body, caller, request.party_code, request=request, now=now),
        items=_items(body, owned, [need for need in needs if not need.withdrawn_at], now=now),
    )
    await _make(db, caller, locked, body, touched, about=request.reference, now=now)


async def offer_for_incident(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: OfferBody, *, now: datetime
) -> None:
    """Offer unasked, as any party that knows of the incident may. It sees no more of it by that."""
    incident = await incidents.access_aware(
        db, caller, incident_id, now=now, least=Awareness.COARSE, lock=True
    )
    not_closed(incident)
    await _check_quota(db, caller.party, incident, now=now)
    owned = await _own_assets(db, caller, body)
    await _check_centre(db, caller, body)
    locked = LockedOffer(
        incident=incident,
        assets=owned,
        offer=_offer(body, caller, incident.lead_party, incident=incident, now=now),
        items=_items(body, owned, None, now=now),
    )
    touched = Touched(incidents=[incident_id], offers=[body.id])
    await _make(db, caller, locked, body, touched, about=incident.reference, now=now)


async def _make(
    db: AsyncSession,
    caller: Caller,
    locked: LockedOffer,
    body: OfferBody,
    touched: Touched,
    *,
    about: str,
    now: datetime,
) -> None:
    offer = locked.offer
    await _check_carriers(db, locked)
    if body.accept:
        _check_own(caller, offer)
        touched = accepting.touched_by(locked)
    async with recording(db, touched, by=caller.actor, exercise=locked.exercise, now=now) as entry:
        offer.rests_on = await clauses_of_offer(db, locked, now=now)
        await _answer(db, caller, locked, body, now=now)
        db.add(offer)
        await db.flush()
        db.add_all(locked.items)
        newcomers = await _involve(db, locked, now=now)
        await look_at_once(db, locked.incident, now=now)
        if body.accept:
            await accepting.bind(db, caller, locked, entry, newcomers=newcomers, now=now)
            return
        await jobs.defer(db, EXPIRE, {"offer_id": str(offer.id)}, at=offer.valid_until)
        await begin_clock(db, locked, now=now)
        fact = OfferMade(
            id=offer.id,
            about=about,
            party=offer.party_code,
            items=items_said(locked.items),
            state=offer.state.value,
        )
        entry.record(
            fact,
            readers=[offer.party_code, offer.to_party],
            resync=newcomers.parties | newcomers.resync,
        )


async def _answer(
    db: AsyncSession, caller: Caller, locked: LockedOffer, body: OfferBody, *, now: datetime
) -> None:
    """Offering answers the request for the centre that was asked, which then makes the offer.

    The requester answers nobody; nor does who filed it, led before and was not asked itself.
    """
    request = locked.request
    if request is None or request.party_code == caller.party:
        return
    if request.filed_by == caller.party and not await is_addressed(db, caller, request):
        return
    row = await own_addressee(db, caller, request, body.centre_id)
    answer(request, row, AnswerAction.OFFER, at=now, now=now)
    locked.offer.centre_id = row.centre_id


async def _involve(db: AsyncSession, locked: LockedOffer, *, now: datetime) -> Newcomers:
    """Answering a request involves; offering unasked does not before the lead has accepted."""
    if locked.incident is None or locked.request is None:
        return Newcomers()
    offer, why = locked.offer, Involvement.OFFERING
    centre = [(offer.party_code, offer.centre_id)]
    return await involve(db, locked.incident, [offer.party_code], why, centres=centre, now=now)


async def _check_quota(db: AsyncSession, by: str, incident: Incident, *, now: datetime) -> None:
    """TooManyOffersToParty where the lead's party is made no more for now. Until the transaction
    ends nothing else is offered unasked between them, below distress."""
    to = incident.lead_party
    if to == by or is_distress_still(incident):
        return
    await pair_rows.lock_pairs(db, asker=by, asked=[to])
    offered = await pair_rows.offered_below_distress(
        db, by=by, to=to, exercise=incident.exercise, since=now - quota.WITHIN, now=now
    )
    made = quota.Asked(sum(waits for waits, _ in offered), tuple(at for _, at in offered))
    full = quota.full_quota(made, now=now)
    if full is not None:
        names = await directory.state_names(db)
        raise TooManyOffersToParty(
            to,
            full.sentence_of_offers(names.of(to)),
            names,
            retry_after_s=max(1, ceil(clock.real_seconds(full.try_again_in))),
        )


def _check_own(caller: Caller, offer: Offer) -> None:
    """Offering and accepting in one act: only to oneself."""
    if offer.to_party != caller.party:
        raise Forbidden("not_yours", "Only the requester or lead may accept an offer.")


async def _check_centre(db: AsyncSession, caller: Caller, body: OfferBody) -> None:
    """Malformed when the centre that is to make the offer is not of the caller's party."""
    if body.centre_id is None:
        return
    refs = await incidents.centre_refs(db, ids=[body.centre_id])
    if body.centre_id not in refs or refs[body.centre_id].party != caller.party:
        raise Malformed.at("centre_id", "not_your_centre", "is no centre of yours")


async def _own_assets(db: AsyncSession, caller: Caller, body: OfferBody) -> dict[UUID, Asset]:
    """The assets of the items, locked; Malformed for any that is not the caller's own to offer."""
    wanted = {item.asset_id for item in body.items}
    found = await assets.access_assets(db, wanted, of=caller.party)
    owned = {asset.id: asset for asset in found}
    faults: list[dict[str, Any]] = []
    for place, item in enumerate(body.items):
        asset = owned.get(item.asset_id)
        if asset is None:
            reason = "is no asset of yours"
            faults.append(_fault(place, "asset_id", "not_your_asset", reason))
        elif item.quantity > asset.quantity:
            reason = f"is more than the {asset.quantity} there are"
            faults.append(_fault(place, "quantity", "quantity_short", reason))
    if faults:
        raise Malformed.all(faults)
    return owned


def _fault(place: int, name: str, code: str, reason: str) -> dict[str, Any]:
    return {"field": f"items[{place}].{name}", "code": code, "reason": reason}


def _offer(
    body: OfferBody,
    caller: Caller,
    to_party: str,
    *,
    request: Request | None = None,
    incident: Incident | None = None,
    now: datetime,
) -> Offer:
    if body.valid_until <= now:
        raise Malformed.at("valid_until", "in_the_past", "is not in the future")
    of_request = request.incident_id if request else None
    return Offer(
        id=body.id,
        request_id=request.id if request else None,
        incident_id=incident.id if incident else of_request,
        party_code=caller.party,
        centre_id=body.centre_id or caller.centre_id,
        to_party=to_party,
        state=OfferState.PROVISIONAL if body.provisional else OfferState.OFFERED,
        valid_until=body.valid_until,
        conditions=body.conditions,
        created_at=now,
        updated_at=now,
    )


def _items(
    body: OfferBody,
    owned: Mapping[UUID, Asset],
    needs: Sequence[Need] | None,
    *,
    now: datetime,
) -> list[OfferItem]:
    """The rows of the items, each for a need of the request; `needs` None: there is no request."""
    faults: list[dict[str, Any]] = []
    rows = []
    carriers = {item.carrier_asset_id for item in body.items}
    for place, item in enumerate(body.items):
        for name, at in (("until_at", item.until_at), ("promised_at", item.promise)):
            if at is not None and at <= now:
                faults.append(_fault(place, name, "in_the_past", "is not in the future"))
        need_id = _need_for(item, needs, carries=item.asset_id in carriers)
        if isinstance(need_id, tuple):
            faults.append(_fault(place, "need_id", *need_id))
        else:
            rows.append(
                _item(item, owned[item.asset_id], offer_id=body.id, need_id=need_id, now=now)
            )
    if faults:
        raise Malformed.all(faults)
    return rows


def _need_for(
    item: OfferItemBody, needs: Sequence[Need] | None, *, carries: bool
) -> UUID | tuple[str, str] | None:
    """The need that the item serves, or the code and reason of a fault in it.

    An item that `carries` another serves no need unless it names one: a ship that brings a pump is
    no pump.
    """
    if needs is None:
        return ("no_request", "is for offers to a request") if item.need_id else None
    known = [need.id for need in needs]
    if item.need_id is None and carries:
        return None
    if item.need_id is None:
        return known[0] if len(known) == 1 else ("missing", "must say which need it serves")
    if item.need_id in known:
        return item.need_id
    return ("no_such_need", "is not a need of the request")


def _item(
    body: OfferItemBody, asset: Asset, *, offer_id: UUID, need_id: UUID | None, now: datetime
) -> OfferItem:
    figures = figures_of(asset.overrides, type_of(asset.type_code))
    from_at = max(now, body.from_at or now)
    return OfferItem(
        offer_id=offer_id,
        need_id=need_id,
        asset_id=asset.id,
        name=asset.name,
        type_code=asset.type_code,
        persons=(figures.capacity_normal or 0) * body.quantity,
        persons_at_most=(figures.capacity_extreme or 0) * body.quantity,
        quantity=body.quantity,
        carrier_asset_id=body.carrier_asset_id,
        from_at=from_at,
        until_at=body.until_at,
        promised_at=body.promise,
        offered_out=accepting.out(asset, from_at, now=now),
    )


async def _check_carriers(db: AsyncSession, locked: LockedOffer) -> None:
    """Malformed unless each item's carrier goes along: in the same offer, or at work there
    already."""
    offered = {item.asset_id for item in locked.items}
    at_work = await deployment_rows.at_work(db, locked.offer.incident_id, locked.offer.party_code)
    faults = [
        _fault(place, "carrier_asset_id", "carrier_stays", "is neither offered nor at work there")
        for place, item in enumerate(locked.items)
        if item.carrier_asset_id is not None
        and (
            item.carrier_asset_id == item.asset_id or item.carrier_asset_id not in offered | at_work
        )
    ]
    if faults:
        raise Malformed.all(faults)
