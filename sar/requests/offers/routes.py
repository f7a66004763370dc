"""HTTP: offers, for requests and unasked, and what becomes of them."""

from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from sar import clock
from sar.agreements.words import Awareness
from sar.http.request_session import Db
from sar.incidents import visible as incidents
from sar.incidents.lead.acting import Decide, as_coordinator
from sar.incidents.words import ActingDecision
from sar.matching.fleet_line import FleetInLine
from sar.parties.caller import Caller
from sar.parties.identifying import Reader, Watch
from sar.parties.once import Idempotent
from sar.requests import listing, visible
from sar.requests.lending_views import HomeCoverView, OfferTermsView
from sar.requests.offers import accepting, deciding, making, staying_home, terms_ahead
from sar.requests.offers.staying_home import HomeCoverQuery
from sar.requests.schemas import OfferBody, OptionalReasonBody
from sar.requests.views import OfferView
from sar.wire import ReasonBody

router = APIRouter(prefix="/api", tags=["offers"])

OfferedAssets = Annotated[list[UUID], Query(min_length=1, max_length=50)]


async def _seen(db: Db, caller: Caller, offer_id: UUID) -> OfferView:
    row = await visible.access_offer(db, caller, offer_id)
    return (await visible.see_offers(db, [row], now=clock.now()))[0]


def _accepting(
    db: Db, caller: Caller, incident_id: UUID | None, body: OfferBody, *, now: datetime
) -> AbstractAsyncContextManager[None]:
    """Offering needs the watch; to `accept` it in the same act, what accepting needs."""
    if not body.accept:
        return nullcontext()
    return as_coordinator(db, caller, incident_id, ActingDecision.SEND_OWN, now=now)


@router.get("/requests/{request_id}/offers", summary="The offers for a request, latest first")
async def list_request_offers(request_id: UUID, db: Db, caller: Reader) -> list[OfferView]:
    """The requester reads all, an addressed party its own."""
    await visible.access_request(db, caller, request_id)
    return await listing.offers(db, caller.party, request_id=request_id, now=clock.now())


@router.post("/requests/{request_id}/offers", status_code=201, summary="Offer for a request")
async def offer_for_request(
    request_id: UUID, body: OfferBody, db: Db, caller: Watch, once: Idempotent
) -> OfferView:
    """Offers own assets, for needs of the request, until `valid_until`. The requester may offer its
    own and, as coordinator, `accept` them in the same act.
    """
    if not once.repeated:
        now = clock.now()
        case = (await visible.access_request(db, caller, request_id)).incident_id
        async with _accepting(db, caller, case, body, now=now):
            await making.offer_for_request(db, caller, request_id, body, now=now)
    return await _seen(db, caller, await once.made(db, body.id))


@router.get("/incidents/{incident_id}/offers", summary="The offers for an incident, latest first")
async def list_incident_offers(incident_id: UUID, db: Db, caller: Reader) -> list[OfferView]:
    """Lists offers with and without a request; the lead reads all, other parties their own."""
    now = clock.now()
    await incidents.access_aware(db, caller, incident_id, now=now, least=Awareness.COARSE)
    return await listing.offers(db, caller.party, incident_id=incident_id, now=now)


@router.post(
    "/incidents/{incident_id}/offers", status_code=201, summary="Offer unasked for an incident"
)
async def offer_for_incident(
    incident_id: UUID, body: OfferBody, db: Db, caller: Watch, once: Idempotent
) -> OfferView:
    """A party that sees the incident, be it coarsely, offers; it is involved once the lead accepts.
    The lead sends its own assets so, with `accept`.
    """
    if not once.repeated:
        now = clock.now()
        async with _accepting(db, caller, incident_id, body, now=now):
            await making.offer_for_incident(db, caller, incident_id, body, now=now)
    return await _seen(db, caller, await once.made(db, body.id))


@router.get("/home-cover", summary="What stays at home if own units are lent")
async def read_home_cover(
    line: FleetInLine, wanted: Annotated[HomeCoverQuery, Query()]
) -> HomeCoverView:
    """Own vessels and aircraft that could be at the bases of the units to be lent within 60 and 120
    minutes, before and after, as matching times them now. Nothing is stored, and nobody else reads
    it.
    """
    return await staying_home.read_home_cover(line, wanted)


@router.get("/requests/{request_id}/offer-terms", summary="The terms of an offer for a request")
async def read_offer_terms(
    request_id: UUID, asset_id: OfferedAssets, db: Db, caller: Reader
) -> OfferTermsView:
    """The clauses that would govern own assets, were they offered and accepted now, and their costs
    for some lengths of work.
    """
    request = await visible.access_request(db, caller, request_id)
    incident = None
    if request.incident_id is not None:
        incident = await incidents.access_incident(db, caller, request.incident_id)
    return await terms_ahead.read_terms(
        db,
        caller,
        asset_id,
        to_party=request.party_code,
        incident=incident,
        request=request,
        now=clock.now(),
    )


@router.get("/incidents/{incident_id}/offer-terms", summary="The terms of an unasked offer")
async def read_unasked_offer_terms(
    incident_id: UUID, asset_id: OfferedAssets, db: Db, caller: Reader
) -> OfferTermsView:
    """The same for an incident that the party sees in full: where work is decides what governs it,
    and who sees it coarsely is not told where."""
    now = clock.now()
    incident = await incidents.access_aware(db, caller, incident_id, now=now, least=Awareness.FULL)
    return await terms_ahead.read_terms(
        db, caller, asset_id, to_party=incident.lead_party, incident=incident, now=now
    )


@router.get("/offers/{offer_id}", summary="One offer")
async def read_offer(offer_id: UUID, db: Db, caller: Reader) -> OfferView:
    """An offer past `valid_until` reads as expired."""
    return await _seen(db, caller, offer_id)


@router.post("/offers/{offer_id}/accept", summary="Accept an offer")
async def accept_offer(offer_id: UUID, db: Db, caller: Decide, once: Idempotent) -> OfferView:
    """Its assets are bound and deployed under the terms in force now. If two coordinators accept at
    the same instant one wins; the other reads which window stands in the way."""
    if not once.repeated:
        now = clock.now()
        case = (await visible.access_offer(db, caller, offer_id)).incident_id
        async with as_coordinator(db, caller, case, ActingDecision.ACCEPT_OFFER, now=now):
            await accepting.accept(db, caller, offer_id, now=now)
    return await _seen(db, caller, offer_id)


@router.post("/offers/{offer_id}/decline", summary="Decline an offer, with a reason")
async def decline_offer(
    offer_id: UUID, body: ReasonBody, db: Db, caller: Decide, once: Idempotent
) -> OfferView:
    """The requester or the lead declines."""
    if not once.repeated:
        now = clock.now()
        case = (await visible.access_offer(db, caller, offer_id)).incident_id
        async with as_coordinator(db, caller, case, ActingDecision.DECLINE_OFFER, now=now):
            await deciding.decline(db, caller, offer_id, reason=body.reason, now=now)
    return await _seen(db, caller, offer_id)


@router.post("/offers/{offer_id}/withdraw", summary="Take an offer back")
async def withdraw_offer(
    offer_id: UUID, body: OptionalReasonBody, db: Db, caller: Watch, once: Idempotent
) -> OfferView:
    """The offering party withdraws, before it is accepted."""
    if not once.repeated:
        await deciding.withdraw(db, caller, offer_id, reason=body.reason, now=clock.now())
    return await _seen(db, caller, offer_id)


@router.post("/offers/{offer_id}/confirm", summary="Confirm an offer")
async def confirm_offer(offer_id: UUID, db: Db, caller: Watch, once: Idempotent) -> OfferView:
    """Confirms a provisional one; or anew, when a clause that it rests on has ended."""
    if not once.repeated:
        await deciding.confirm(db, caller, offer_id, now=clock.now())
    return await _seen(db, caller, offer_id)
