"""Accepts an offer: its assets are bound, deployed and shared, and the request is filled.

If two coordinators accept at the same instant one wins: both lock the offer and its assets, and the
database forbids binding an asset twice.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.load import load_terms
from sar.assets import availability, commitments
from sar.assets.availability import Window
from sar.assets.models import Asset
from sar.errors import Refusal
from sar.incidents.alarms.untasked import look_at_once
from sar.incidents.informing.involving import Newcomers, involve
from sar.incidents.words import IncidentState, Involvement
from sar.languages.places import filled
from sar.machine import Side, Step, decide
from sar.parties.caller import Caller
from sar.record.entries import OfferAccepted
from sar.record.recording import Recording
from sar.requests import locks, visible
from sar.requests import rows as requests_rows
from sar.requests.asking.answering import request_over
from sar.requests.asking.fulfilment import update_fulfilment
from sar.requests.basis import clauses_of_offer, ended, still_effective
from sar.requests.deployments.calling_away import naming_exercises
from sar.requests.deployments.case_help import tell_tasked
from sar.requests.deployments.sharing import share, share_later
from sar.requests.deployments.step_rows import first_row
from sar.requests.locks import LockedOffer
from sar.requests.models import Deployment, Offer, OfferItem
from sar.requests.offers.waiting import end_waiting
from sar.requests.presenting import items_said
from sar.requests.recording import Touched, changed, recording, refuse
from sar.requests.scene_setting import setting_of
from sar.requests.state_tables import ASKING, OFFER, effective_state
from sar.requests.words import DeploymentState, OfferAction, OfferState
from sar.time_words import minute_text


async def accept(db: AsyncSession, caller: Caller, offer_id: UUID, *, now: datetime) -> None:
    """Accept an offer made to the caller's party; 409 with every reason when the rules refuse."""
    await _refuse_settled(db, caller, await visible.access_offer(db, caller, offer_id), now=now)
    locked = await locks.lock_offer(db, caller, offer_id)
    touched = touched_by(locked)
    async with recording(db, touched, by=caller.actor, exercise=locked.exercise, now=now) as entry:
        await bind(db, caller, locked, entry, newcomers=Newcomers(), now=now)


async def _refuse_settled(db: AsyncSession, caller: Caller, offer: Offer, *, now: datetime) -> None:
    """Raise where the offer is decided, or what it offers is bound, before waiting for a lock: of
    two hundred who accept at once all but one need none.

    An offer that passes here is judged again under the lock.
    """
    state = effective_state(offer.state, valid_until=offer.valid_until, now=now)
    decision = _decision(caller, offer, state)
    if not isinstance(decision, Step):
        raise refuse(decision, state=state)
    exercise = await requests_rows.in_exercise(db, offer)
    for item in (await requests_rows.items_of(db, [offer.id]))[offer.id]:
        wanted = Window(max(now, item.from_at), item.until_at, item.quantity, exercise)
        if wanted.until_at is not None and wanted.until_at <= wanted.from_at:
            continue
        async with naming_exercises(db, caller):
            await commitments.refuse_taken(
                db, item.asset_id, name=item.name, type_code=item.type_code, wanted=wanted
            )


def _decision(caller: Caller, offer: Offer, state: OfferState) -> Step[OfferState] | list[Refusal]:
    """The step of the offer's machine, or why there is none."""
    sides = frozenset({Side.REQUESTER} if offer.to_party == caller.party else ())
    decision = decide(OFFER, state, OfferAction.ACCEPT, sides=sides)
    if isinstance(decision, Step):
        return decision
    lapsed = [expired(offer.valid_until)] if state is OfferState.EXPIRED else []
    return [*lapsed, *decision]


def touched_by(locked: LockedOffer) -> Touched:
    """The things that accepting the offer changes, or changes the look of."""
    return Touched(
        incidents=[locked.incident.id] if locked.incident else [],
        requests=[locked.request.id] if locked.request else [],
        offers=[locked.offer.id],
        deployments=[_deployment_id(item) for item in locked.items],
        assets=[item.asset_id for item in locked.items],
    )


def _deployment_id(item: OfferItem) -> UUID:
    """An item leads to one deployment at most, whose id follows from its own."""
    return uuid5(item.id, "deployment")


async def bind(
    db: AsyncSession,
    caller: Caller,
    locked: LockedOffer,
    entry: Recording,
    *,
    newcomers: Newcomers,
    now: datetime,
) -> None:
    """Decide, bind and deploy the items, update the request, and name the fact for the record."""
    offer = locked.offer
    step = await _decide(db, caller, locked, now=now)
    terms = await clauses_of_offer(db, locked, now=now)
    offer.state, offer.decided_at = step.state, now
    changed(offer, now=now)
    await end_waiting(db, locked, now=now)
    deployments = [_deployment(locked, item, now=now) for item in locked.items]
    for deployment in deployments:
        deployment.terms = [r for r in terms if r["asset_id"] == str(deployment.asset_id)]
    db.add_all(deployments)
    await db.flush()
    db.add_all(first_row(caller, deployment, at=now, now=now) for deployment in deployments)
    await _bind_assets(db, caller, locked, deployments, now=now)
    await tell_tasked(db, locked.incident, deployments, now=now)
    await look_at_once(db, locked.incident, now=now)
    new = newcomers.parties | newcomers.resync | await _involve(db, locked, now=now)
    await share_later(db, deployments, now=now)
    fills = await update_fulfilment(db, locked.request, now=now)
    fact = OfferAccepted(
        id=offer.id,
        about=locked.reference,
        party=offer.party_code,
        items=items_said(locked.items),
        fills_request=fills,
    )
    # An offer that is accepted as it is made is in no picture that names these.
    about = set(_about(locked, deployments))
    readers = [offer.party_code, offer.to_party]
    entry.record(fact, readers=readers, resync=new, also_about=about)


def _about(locked: LockedOffer, deployments: Iterable[Deployment]) -> Iterator[UUID]:
    yield from (one.id for one in (locked.incident, locked.request) if one is not None)
    yield from (deployment.id for deployment in deployments)
    yield from (item.asset_id for item in locked.items)


async def _bind_assets(
    db: AsyncSession,
    caller: Caller,
    locked: LockedOffer,
    deployments: Iterable[Deployment],
    *,
    now: datetime,
) -> None:
    for deployment in sorted(deployments, key=lambda one: str(one.asset_id)):
        assert deployment.asset_id is not None  # noqa: S101 items are assets
        async with naming_exercises(db, caller):
            await commitments.bind(
                db,
                locked.assets[deployment.asset_id],
                deployment_id=deployment.id,
                from_at=deployment.from_at,
                until_at=deployment.until_at,
                exercise=locked.exercise,
                now=now,
                quantity=deployment.quantity,
            )


async def _involve(db: AsyncSession, locked: LockedOffer, *, now: datetime) -> frozenset[str]:
    """The owner is involved from now on, and sees what the others see; the positions are shared."""
    if locked.incident is None:
        return frozenset()
    offer, why = locked.offer, Involvement.DEPLOYED
    owner = [(offer.party_code, offer.centre_id)]
    newcomers = await involve(db, locked.incident, [offer.party_code], why, centres=owner, now=now)
    await share(db, locked.incident.id, [item.asset_id for item in locked.items], now=now)
    return newcomers.parties | newcomers.resync


async def _decide(
    db: AsyncSession, caller: Caller, locked: LockedOffer, *, now: datetime
) -> Step[OfferState]:
    """The step of the offer's machine, or every reason why not."""
    offer = locked.offer
    state = effective_state(offer.state, valid_until=offer.valid_until, now=now)
    decision = _decision(caller, offer, state)
    refusals = [] if isinstance(decision, Step) else decision
    needs = await requests_rows.needs_of(db, [locked.request.id]) if locked.request else {}
    withdrawn = {need.id for rows in needs.values() for need in rows if need.withdrawn_at}
    refusals += _stale(locked, withdrawn, now=now)
    effective = still_effective(
        offer.rests_on,
        await load_terms(db, now=now, parties=[offer.party_code]),
        owner=offer.party_code,
        requester=offer.to_party,
        setting=setting_of(locked.request, locked.incident),
        offered_at=offer.created_at,
        now=now,
    )
    refusals += ended(offer.rests_on, effective)
    if refusals or not isinstance(decision, Step):
        raise refuse(refusals, state=state)
    return decision


def expired(valid_until: datetime) -> Refusal:
    """The refusal of an offer that has expired."""
    return Refusal(
        "offer_expired",
        filled(
            "The offer was valid until {time}: ask for it again.",
            time=minute_text(valid_until),
        ),
        {"valid_until": valid_until.isoformat()},
    )


def _stale(locked: LockedOffer, withdrawn: Collection[UUID], *, now: datetime) -> list[Refusal]:
    """The refusals for assets, needs and cases that have changed since the offer was made."""
    refusals = []
    request, incident = locked.request, locked.incident
    if request is not None and request.state not in ASKING:
        refusals.append(request_over(request))
    if incident is not None and incident.state is IncidentState.CLOSED:
        refusals.append(
            Refusal(
                "incident_closed", filled("{reference} is closed.", reference=incident.reference)
            )
        )
    for item in locked.items:
        asset = locked.assets.get(item.asset_id)
        if asset is None:
            said = filled("{name} has been taken out of the register.", name=item.name)
            refusals.append(Refusal("asset_retired", said, {"asset": item.name}))
        elif not item.offered_out and out(asset, item.from_at, now=now):
            # Why is the owner's own affair: the requester may not see its readiness.
            said = filled(
                "{name} is no longer ready as offered: its owner must confirm the offer.",
                name=item.name,
            )
            refusals.append(Refusal("asset_not_ready", said, {"asset": item.name}))
        if item.need_id in withdrawn:
            said = filled("What {name} was offered for is no longer asked for.", name=item.name)
            refusals.append(Refusal("need_withdrawn", said, {"asset": item.name}))
        if item.until_at is not None and item.until_at <= now:
            said = filled("The time for which {name} was offered is over.", name=item.name)
            refusals.append(Refusal("window_past", said, {"asset": item.name}))
    return refusals


def out(asset: Asset, from_at: datetime, *, now: datetime) -> bool:
    """Whether the asset's own party says that it cannot go then."""
    at = max(now, from_at)
    return availability.out(asset.readiness, asset.readiness_until, at=at, now=now)


def _deployment(locked: LockedOffer, item: OfferItem, *, now: datetime) -> Deployment:
    offer = locked.offer
    return Deployment(
        id=_deployment_id(item),
        incident_id=offer.incident_id,
        request_id=offer.request_id,
        offer_id=offer.id,
        need_id=item.need_id,
        asset_id=item.asset_id,
        carrier_asset_id=item.carrier_asset_id,
        party_code=offer.party_code,
        lead_party=offer.to_party,
        name=item.name,
        type_code=item.type_code,
        persons=item.persons,
        persons_at_most=item.persons_at_most,
        quantity=item.quantity,
        state=DeploymentState.COMMITTED,
        from_at=max(now, item.from_at),
        until_at=item.until_at,
        promised_at=item.promised_at,
        created_at=now,
        updated_at=now,
    )
