"""Lists of requests, offers and deployments, newest first, of what the caller's party sees."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.requests import rows as requests_rows
from sar.requests import visible
from sar.requests.models import Clearance, Deployment, Offer, Request
from sar.requests.views import ClearanceView, OfferView, RequestView, SeenDeployment
from sar.requests.words import ClearanceState, DeploymentState, RequestState


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFilters:
    """The filters of a list of requests; None: no filter."""

    incident_id: UUID | None = None
    party: str | None = None
    state: RequestState | None = None
    updated_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentFilters:
    """The filters of a list of deployments; None: no filter."""

    incident_id: UUID | None = None
    request_id: UUID | None = None
    asset_id: UUID | None = None
    party: str | None = None
    state: DeploymentState | None = None
    updated_since: datetime | None = None


async def requests(
    db: AsyncSession, party: str, filters: RequestFilters, *, before: UUID | None, limit: int
) -> list[RequestView]:
    """Up to `limit` requests with ids less than `before`.

    `updated_since` narrows only those that the party has made: when another party's request was
    answered by others is not its to know.
    """
    query = select(Request).where(visible.sees_request(party), *_of_requests(party, filters))
    if before is not None:
        query = query.where(col(Request.id) < before)
    rows = await db.execute(query.order_by(col(Request.id).desc()).limit(limit))
    return await visible.see_requests(db, party, list(rows.scalars()))


def _of_requests(party: str, filters: RequestFilters) -> Iterator[ColumnElement[bool]]:
    if filters.incident_id is not None:
        yield col(Request.incident_id) == filters.incident_id
    if filters.party is not None:
        yield col(Request.party_code) == filters.party
    if filters.state is not None:
        yield col(Request.state) == filters.state
    if filters.updated_since is not None:
        made = or_(col(Request.party_code) == party, col(Request.filed_by) == party)
        yield or_(~made, col(Request.updated_at) >= filters.updated_since)


async def offers(
    db: AsyncSession,
    party: str,
    *,
    request_id: UUID | None = None,
    incident_id: UUID | None = None,
    now: datetime,
) -> list[OfferView]:
    """The offers for a request, or for an incident with or without a request; latest first."""
    query = select(Offer).where(visible.sees_offer(party)).order_by(col(Offer.id).desc())
    if request_id is not None:
        query = query.where(col(Offer.request_id) == request_id)
    if incident_id is not None:
        query = query.where(col(Offer.incident_id) == incident_id)
    rows = list((await db.execute(query)).scalars())
    return await visible.see_offers(db, rows, now=now)


async def deployments(
    db: AsyncSession, party: str, filters: DeploymentFilters, *, before: UUID | None, limit: int
) -> list[SeenDeployment]:
    """Up to `limit` deployments with ids less than `before`, in full or in brief.

    Brief readers' filters look at the brief view alone.
    """
    whole = or_(col(Deployment.party_code) == party, col(Deployment.lead_party) == party)
    query = select(Deployment).where(
        visible.sees_deployment(party), *_of_deployments(whole, filters)
    )
    if before is not None:
        query = query.where(col(Deployment.id) < before)
    rows = await db.execute(query.order_by(col(Deployment.id).desc()).limit(limit))
    return [visible.see_deployment(party, row) for row in rows.scalars()]


def _of_deployments(
    whole: ColumnElement[bool], filters: DeploymentFilters
) -> Iterator[ColumnElement[bool]]:
    if filters.incident_id is not None:
        yield col(Deployment.incident_id) == filters.incident_id
    if filters.request_id is not None:
        yield whole & (col(Deployment.request_id) == filters.request_id)
    if filters.asset_id is not None:
        yield col(Deployment.asset_id) == filters.asset_id
    if filters.party is not None:
        yield col(Deployment.party_code) == filters.party
    if filters.state is not None:
        yield col(Deployment.state) == filters.state
    if filters.updated_since is not None:
        yield or_(~whole, col(Deployment.updated_at) >= filters.updated_since)


async def clearances(
    db: AsyncSession,
    party: str,
    *,
    deployment_id: UUID | None,
    territory: str | None,
    state: ClearanceState | None,
    before: UUID | None,
    limit: int,
    now: datetime,
) -> list[ClearanceView]:
    """Up to `limit` clearances with ids less than `before`."""
    query = (
        select(Clearance)
        .join(Deployment, col(Deployment.id) == col(Clearance.deployment_id))
        .where(visible.sees_clearance(party))
    )
    if deployment_id is not None:
        query = query.where(col(Clearance.deployment_id) == deployment_id)
    if territory is not None:
        query = query.where(col(Clearance.territory) == territory)
    if state is not None:
        query = query.where(requests_rows.counts_as(state, now=now))
    if before is not None:
        query = query.where(col(Clearance.id) < before)
    rows = await db.execute(query.order_by(col(Clearance.id).desc()).limit(limit))
    return await visible.see_clearances(db, list(rows.scalars()), now=now)
