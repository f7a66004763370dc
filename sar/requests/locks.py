"""Locks the rows that a verb changes, and all that depends on them, in one order.

Every verb of this package keeps to the order, and so no two of them wait for each other:

1. incidents, by id (`incidents.visible.lock_all`)
2. offers, by id
3. assets, by id (`assets.visible.access_assets`)
4. requests, by id
5. deployments, by id; their clearances are changed under these
6. the positions' lock (`assets.fix_ingest.ingest`, which takes only this and 3)
7. last of all, while the transaction commits, the record's own lock

A verb that needs only some of these skips the rest and never goes back up. The rows are read again
under the lock, and a recording is entered after it. All locks let rows that refer to the
locked one be written (`FOR NO KEY UPDATE`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets import visible as assets
from sar.assets.models import Asset
from sar.incidents import visible as incidents
from sar.incidents.models import Incident
from sar.parties.caller import Caller
from sar.requests import deployment_rows, state_tables, visible
from sar.requests import rows as requests_rows
from sar.requests.models import Clearance, Deployment, Offer, OfferItem, Request
from sar.requests.scene_setting import is_exercise

LockedRow = TypeVar("LockedRow", Offer, Request, Deployment)


@dataclass(slots=True)
class Locked:
    """The rows that a verb has locked: its subject, and the rows that depend on it."""

    incident: Incident | None = None
    assets: dict[UUID, Asset] = field(default_factory=dict)
    """The assets without those that have been retired meanwhile."""
    request: Request | None = None

    @property
    def exercise(self) -> bool:
        """Whether it is an exercise, as the incident or the request says."""
        return is_exercise(self.request, self.incident)

    @property
    def reference(self) -> str:
        """The reference of the request or incident that help is given for."""
        about = self.request or self.incident
        return about.reference if about else ""


@dataclass(slots=True)
class LockedRequest:
    """A request, with the incident it is for."""

    request: Request
    incident: Incident | None


@dataclass(slots=True)
class LockedOffer(Locked):
    """An offer with its items."""

    offer: Offer = field(kw_only=True)
    items: list[OfferItem] = field(default_factory=list)


@dataclass(slots=True)
class LockedDeployment(Locked):
    """A deployment."""

    deployment: Deployment = field(kw_only=True)
    asked_there: list[Request] = field(default_factory=list)
    """The requests of the other incidents locked with it."""
    asked_here: list[Request] = field(default_factory=list)
    """The live requests of its incident, if they were to be locked too."""
    carried: list[Deployment] = field(default_factory=list)
    """The units that the asset carries and that are not there yet, if they were to be locked
    too."""
    givers: list[Deployment] = field(default_factory=list)
    """The deployments that have handed survivors over there, if they were to be locked too."""
    later: list[Deployment] = field(default_factory=list)
    """The work for which its asset left while this went on, if it was to be locked too."""
    requests: list[Request] = field(default_factory=list)
    """All that are locked with it."""

    @property
    def served_requests(self) -> list[Request]:
        """The requests that it and the givers serve, and those that count the same people."""
        served = {row.request_id for row in (self.deployment, *self.givers)}
        served |= {request.id for request in self.asked_here}
        return [request for request in self.requests if request.id in served]


@dataclass(slots=True)
class LockedClearance:
    """A clearance, and the deployment that it is asked for."""

    work: LockedDeployment
    clearance: Clearance


async def lock_request(db: AsyncSession, caller: Caller, request_id: UUID) -> LockedRequest:
    """The request, which the caller's party sees, locked with its incident."""
    seen = await visible.access_request(db, caller, request_id)
    incident = await _incident(db, seen.incident_id)
    return LockedRequest(await lock_request_row(db, request_id), incident)


async def lock_request_with_offers(
    db: AsyncSession, caller: Caller, request_id: UUID
) -> tuple[LockedRequest, list[Offer]]:
    """As `lock_request`, with its undecided offers."""
    seen = await visible.access_request(db, caller, request_id)
    incident = await _incident(db, seen.incident_id)
    undecided = col(Offer.state).in_(state_tables.UNDECIDED)
    offers = await _locked(db, select(Offer).where(col(Offer.request_id) == request_id, undecided))
    return LockedRequest(await lock_request_row(db, request_id), incident), offers


async def lock_offer(db: AsyncSession, caller: Caller, offer_id: UUID) -> LockedOffer:
    """The offer, one side of which is the caller's party, locked with all it would bind."""
    seen = await visible.access_offer(db, caller, offer_id)
    return await lock_any_offer(db, seen)


async def lock_any_offer(db: AsyncSession, seen: Offer) -> LockedOffer:
    """As `lock_offer`, whoever asks."""
    incident = await _incident(db, seen.incident_id)
    [offer] = await _locked(db, select(Offer).where(col(Offer.id) == seen.id))
    items = (await requests_rows.items_of(db, [offer.id]))[offer.id]
    locked = await assets.access_assets(db, {item.asset_id for item in items})
    return LockedOffer(
        incident=incident,
        assets={asset.id: asset for asset in locked},
        request=await lock_request_row(db, offer.request_id) if offer.request_id else None,
        offer=offer,
        items=items,
    )


async def lock_deployment(
    db: AsyncSession,
    caller: Caller,
    deployment_id: UUID,
    *,
    also: Collection[UUID] = (),
    carried: bool = False,
    givers: bool = False,
    counts: bool = False,
    later: bool = False,
) -> LockedDeployment:
    """The deployment, which the caller's party sees, locked with its asset, request and incident.

    `also`: other incidents to be locked in the same breath, with what is asked for there.
    `carried`: with what its asset carries to the incident; `givers`: with all that have handed
    survivors over there; `counts`: with all that is asked for its incident; `later`: with
    the work for which its asset left while this went on.
    """
    seen = await visible.access_deployment(db, caller, deployment_id)
    locked = await _lock_work(
        db, [seen], also=also, carried=carried, givers=givers, counts=counts, later=later
    )
    return locked[deployment_id]


async def lock_any_deployment(db: AsyncSession, deployment_id: UUID) -> LockedDeployment | None:
    """As `lock_deployment`, for what the platform itself does; None: there is none."""
    seen = await db.get(Deployment, deployment_id)
    return None if seen is None else (await _lock_work(db, [seen]))[deployment_id]


async def lock_deployments(
    db: AsyncSession,
    caller: Caller,
    deployment_ids: Collection[UUID],
) -> dict[UUID, LockedDeployment]:
    """As `lock_deployment`, several at once."""
    seen = [await visible.access_deployment(db, caller, id_) for id_ in deployment_ids]
    return await _lock_work(db, seen)


async def lock_clearance(db: AsyncSession, caller: Caller, clearance_id: UUID) -> LockedClearance:
    """The clearance, which the caller's party sees, locked with its deployment and the units that
    ride along."""
    seen, work = await visible.access_clearance(db, caller, clearance_id)
    return await lock_any_clearance(db, seen, work)


async def lock_any_clearance(
    db: AsyncSession, seen: Clearance, work: Deployment
) -> LockedClearance:
    """As `lock_clearance`, whoever asks."""
    locked = await _lock_work(db, [work], carried=True)
    await db.refresh(seen)
    return LockedClearance(locked[work.id], seen)


async def _lock_work(
    db: AsyncSession,
    seen: Sequence[Deployment],
    *,
    also: Collection[UUID] = (),
    carried: bool = False,
    givers: bool = False,
    counts: bool = False,
    later: bool = False,
) -> dict[UUID, LockedDeployment]:
    deployment_ids = {row.id for row in seen}
    wanted = {*also, *(row.incident_id for row in seen if row.incident_id)}
    cases = await incidents.lock_all(db, wanted) if wanted else {}
    asset_ids = {row.asset_id for row in seen if row.asset_id}
    locked = await assets.access_assets(db, asset_ids) if asset_ids else []
    riding = await deployment_rows.carried_by(db, seen) if carried else []
    gave = await deployment_rows.givers_with(db, seen) if givers else []
    left = await deployment_rows.left_meanwhile(db, seen) if later else []
    request_ids = {row.request_id for row in [*seen, *riding, *gave, *left] if row.request_id}
    here = {row.incident_id for row in seen if row.incident_id} if counts else set()
    there = col(Request.incident_id).in_({*also, *here}) & col(Request.state).in_(state_tables.LIVE)
    query = select(Request).where(or_(col(Request.id).in_(request_ids), there))
    requests = {request.id: request for request in await _locked(db, query)}
    wanted = {*deployment_ids, *(row.id for row in (*riding, *gave, *left))}
    rows = await _locked(db, select(Deployment).where(col(Deployment.id).in_(wanted)))
    return {
        row.id: LockedDeployment(
            incident=cases[row.incident_id] if row.incident_id else None,
            assets={asset.id: asset for asset in locked if asset.id == row.asset_id},
            request=requests[row.request_id] if row.request_id else None,
            deployment=row,
            asked_there=[one for one in requests.values() if one.incident_id in also],
            asked_here=[one for one in requests.values() if one.incident_id in here],
            carried=[one for one in rows if one in riding and deployment_rows.rides(one, row)],
            givers=[one for one in rows if one in gave],
            later=[one for one in rows if one in left and one.asset_id == row.asset_id],
            requests=list(requests.values()),
        )
        for row in rows
        if row.id in deployment_ids
    }


async def lock_request_row(db: AsyncSession, request_id: UUID) -> Request:
    """The request's row, locked, for a caller who has access already."""
    [request] = await _locked(db, select(Request).where(col(Request.id) == request_id))
    return request


@dataclass(slots=True)
class LockedWork:
    """All that is not over of an incident, whose row is locked before."""

    offers: list[Offer]
    requests: list[Request]
    deployments: list[Deployment]
    hoped_for: list[Deployment]
    """At work elsewhere, and proposed to be diverted to it."""


async def lock_live_requests(db: AsyncSession, incident: Incident) -> list[Request]:
    """The live requests of an incident, whose row is locked before."""
    live = col(Request.state).in_(state_tables.LIVE)
    return await _locked(db, select(Request).where(_of(Request, incident), live))


async def lock_work(
    db: AsyncSession, incident: Incident, *, assets_too: bool = False
) -> LockedWork:
    """Lock what belongs to the incident: undecided offers, live requests, active deployments,
    every other deployment, for its count of persons, and those proposed to be diverted to it.
    `assets_too`: and the assets of its deployments."""
    undecided = col(Offer.state).in_(state_tables.UNDECIDED)
    offers = await _locked(db, select(Offer).where(_of(Offer, incident), undecided))
    if assets_too:
        await assets.access_assets(db, await deployment_rows.assets_of(db, incident.id))
    requests = await lock_live_requests(db, incident)
    # In one query: two cases whose units are proposed to each other are locked in one order.
    hoped_for = col(Deployment.divert_to) == incident.id
    deployments = await _locked(
        db, select(Deployment).where(or_(_of(Deployment, incident), hoped_for))
    )
    return LockedWork(
        offers=offers,
        requests=requests,
        deployments=[row for row in deployments if row.incident_id == incident.id],
        hoped_for=[row for row in deployments if row.divert_to == incident.id],
    )


def _of(
    model: type[Offer] | type[Request] | type[Deployment], incident: Incident
) -> ColumnElement[bool]:
    return col(model.incident_id) == incident.id


async def _incident(db: AsyncSession, incident_id: UUID | None) -> Incident | None:
    return await incidents.locked(db, incident_id) if incident_id else None


async def _locked(db: AsyncSession, query: Select[LockedRow]) -> list[LockedRow]:
    """The rows, locked in the order of their ids and read anew."""
    model = query.column_descriptions[0]["entity"]
    rows = await db.execute(
        query.order_by(col(model.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return list(rows.scalars())
