"""Lists of requests, offers and deployments, newest first, of what the caller's party sees."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from sar.plain_fields import At
from sar.requests import clearance_rows, visible
from sar.requests.clearance_views import ClearanceView
from sar.requests.deployment_views import SeenDeployment
from sar.requests.models import Clearance, Deployment, Muting, Offer, Request
from sar.requests.state_tables import ASKING
from sar.requests.views import MutingView, OfferView, RequestView
from sar.requests.words import ClearanceState, DeploymentState, RequestState
from sar.text_fields import PartyCode
from sar.wire import Listing, read_cursor

ListedRow = TypeVar("ListedRow")


class RequestList(Listing):
    """The query of a list of requests."""

    incident_id: UUID | None = None
    without_incident: bool = Field(False, description="Only those that belong to no incident")
    party: PartyCode | None = None
    state: RequestState | None = None
    updated_since: At | None = None


class DeploymentList(Listing):
    """The query of a list of deployments."""

    incident_id: UUID | None = None
    request_id: UUID | None = None
    asset_id: UUID | None = None
    party: PartyCode | None = None
    state: DeploymentState | None = None
    updated_since: At | None = None


class ClearanceList(Listing):
    """The query of a list of clearances."""

    incident_id: UUID | None = None
    deployment_id: UUID | None = None
    territory: PartyCode | None = None
    state: ClearanceState | None = None


async def requests(db: AsyncSession, party: str, wanted: RequestList) -> list[RequestView]:
    """A page of requests, and one more when there are more.

    `updated_since` narrows only those that the party has made: when another party's request was
    answered by others is not its to know.
    """
    query = select(Request).where(visible.sees_request(party), *_of_requests(party, wanted))
    rows = await db.execute(_paged(query, col(Request.id), wanted))
    return await visible.see_requests(db, party, list(rows.scalars()))


async def open_requests(db: AsyncSession, party: str, incident_id: UUID) -> list[RequestView]:
    """The requests of a case that are sent and not over, of those that the party reads with their
    coverage; oldest first."""
    query = select(Request).where(
        col(Request.incident_id) == incident_id,
        or_(col(Request.party_code) == party, col(Request.filed_by) == party),
        col(Request.state).in_(ASKING),
    )
    rows = await db.execute(query.order_by(col(Request.id)))
    return await visible.see_requests(db, party, list(rows.scalars()))


async def mutings(db: AsyncSession, party: str, *, now: datetime) -> list[MutingView]:
    """The mutings by or of the party that are in force, oldest first."""
    query = select(Muting).where(
        visible.sees_muting(party), col(Muting.ended_at).is_(None), col(Muting.until_at) > now
    )
    rows = await db.execute(query.order_by(col(Muting.id)))
    return await visible.see_mutings(db, list(rows.scalars()))


def _of_requests(party: str, wanted: RequestList) -> Iterator[ColumnElement[bool]]:
    if wanted.incident_id is not None:
        yield col(Request.incident_id) == wanted.incident_id
    if wanted.without_incident:
        yield col(Request.incident_id).is_(None)
    if wanted.party is not None:
        yield col(Request.party_code) == wanted.party
    if wanted.state is not None:
        yield col(Request.state) == wanted.state
    if wanted.updated_since is not None:
        made = or_(col(Request.party_code) == party, col(Request.filed_by) == party)
        yield or_(~made, col(Request.updated_at) >= wanted.updated_since)


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


async def deployments(db: AsyncSession, party: str, wanted: DeploymentList) -> list[SeenDeployment]:
    """A page of deployments in full or in brief, and one more when there are more.

    Brief readers' filters look at the brief view alone.
    """
    whole = visible.whole_deployment(party)
    query = select(Deployment).where(
        visible.sees_deployment(party), *_of_deployments(whole, wanted)
    )
    rows = await db.execute(_paged(query, col(Deployment.id), wanted))
    return [visible.see_deployment(party, row) for row in rows.scalars()]


def _of_deployments(
    whole: ColumnElement[bool], wanted: DeploymentList
) -> Iterator[ColumnElement[bool]]:
    if wanted.incident_id is not None:
        yield col(Deployment.incident_id) == wanted.incident_id
    if wanted.request_id is not None:
        yield whole & (col(Deployment.request_id) == wanted.request_id)
    if wanted.asset_id is not None:
        yield col(Deployment.asset_id) == wanted.asset_id
    if wanted.party is not None:
        yield col(Deployment.party_code) == wanted.party
    if wanted.state is not None:
        yield col(Deployment.state) == wanted.state
    if wanted.updated_since is not None:
        yield or_(~whole, col(Deployment.updated_at) >= wanted.updated_since)


async def clearances(
    db: AsyncSession, party: str, wanted: ClearanceList, *, now: datetime
) -> list[ClearanceView]:
    """A page of clearances, and one more when there are more."""
    query = (
        select(Clearance)
        .join(Deployment, col(Deployment.id) == col(Clearance.deployment_id))
        .where(visible.sees_clearance(party), *_of_clearances(wanted, now=now))
    )
    rows = await db.execute(_paged(query, col(Clearance.id), wanted))
    return await visible.see_clearances(db, list(rows.scalars()), now=now)


def _of_clearances(wanted: ClearanceList, *, now: datetime) -> Iterator[ColumnElement[bool]]:
    if wanted.incident_id is not None:
        yield col(Deployment.incident_id) == wanted.incident_id
    if wanted.deployment_id is not None:
        yield col(Clearance.deployment_id) == wanted.deployment_id
    if wanted.territory is not None:
        yield col(Clearance.territory) == wanted.territory
    if wanted.state is not None:
        yield clearance_rows.counts_as(wanted.state, now=now)


def _paged(query: Select[ListedRow], id_: Mapped[UUID], wanted: Listing) -> Select[ListedRow]:
    """The query's page, newest first, and one row more."""
    before = read_cursor(wanted.cursor, UUID)
    if before is not None:
        query = query.where(id_ < before)
    return query.order_by(id_.desc()).limit(wanted.limit + 1)
