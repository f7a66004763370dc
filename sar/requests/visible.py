"""Access to requests, mutings, offers, deployments and clearances: their readers and views.

A request is seen by its requester (and its filer) with everything, and by addressed parties with
their own answers once it is sent. A muting is seen by the party whose alarms are silent and the one
that asks, and is in the picture until it is over. An offer is seen by its two sides. A deployment
is seen in full by owner and lead, in brief by the other parties involved in its incident.

The picture holds everything that is not over: a request until it is closed or cancelled, with its
needs that are not withdrawn and all its offers and deployments; without a request an offer until it
is decided and a deployment until its asset or ship is free and nobody is aboard. A thing that has
left the picture can still be read by itself.

A clearance of a unit is seen by its own party, by the State, and by the lead, and is in the picture
while the unit is at work, unless it was withdrawn or asked for anew.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.alerts import rows as alerts
from sar.errors import NotFound
from sar.incidents import assessment_presenting
from sar.incidents import visible as incidents
from sar.incidents.models import Incident
from sar.incidents.words import HelpGone
from sar.matching.question import Hail, PresentWork
from sar.parties.caller import Caller
from sar.requests import clearance_rules, deployment_rows, presenting
from sar.requests import rows as requests_rows
from sar.requests.clearance_rows import centres_of_clearances, with_work
from sar.requests.clearance_views import ClearanceView
from sar.requests.deployment_traits import TRAITS
from sar.requests.deployment_views import (
    DeploymentAnswer,
    DeploymentStepView,
    SeenDeployment,
    SurvivorsLineView,
)
from sar.requests.models import (
    Addressee,
    Clearance,
    Deployment,
    DeploymentStep,
    ExpectedTime,
    Muting,
    Offer,
    OfferItem,
    Request,
)
from sar.requests.rows import centres_of_requests
from sar.requests.state_tables import effective_state
from sar.requests.views import MutingView, OfferView, RequestView
from sar.requests.words import DeploymentAction

# who may


def sees_request(party: str) -> ColumnElement[bool]:
    """Whether a row of `request` is visible to the party."""
    addressed = select(col(Addressee.request_id)).where(col(Addressee.party_code) == party)
    return or_(
        col(Request.party_code) == party,
        col(Request.filed_by) == party,
        and_(col(Request.opened_at).is_not(None), col(Request.id).in_(addressed)),
    )


def sees_muting(party: str) -> ColumnElement[bool]:
    """Whether a row of `muting` is visible to the party."""
    return or_(col(Muting.party_code) == party, col(Muting.of_party) == party)


def sees_offer(party: str) -> ColumnElement[bool]:
    """Whether a row of `offer` is visible to the party."""
    return or_(col(Offer.party_code) == party, col(Offer.to_party) == party)


def whole_deployment(party: str) -> ColumnElement[bool]:
    """Whether the party is a side of a row of `deployment`, and sees it in full."""
    return or_(
        col(Deployment.party_code) == party,
        col(Deployment.lead_party) == party,
        col(Deployment.hailed_by) == party,
    )


def sees_deployment(party: str) -> ColumnElement[bool]:
    """Whether a row of `deployment` is visible to the party, in full or in brief."""
    return or_(
        whole_deployment(party),
        col(Deployment.incident_id).in_(incidents.involving(party)),
    )


def sees_clearance(party: str) -> ColumnElement[bool]:
    """Whether a row of `clearance`, joined with its `deployment`, is visible to the party."""
    return or_(
        col(Clearance.party_code) == party,
        col(Clearance.territory) == party,
        col(Deployment.lead_party) == party,
    )


async def access_request(db: AsyncSession, caller: Caller, request_id: UUID) -> Request:
    """A request that the caller's party sees, or NotFound. To change it, lock it (`locks`)."""
    query = select(Request).where(col(Request.id) == request_id, sees_request(caller.party))
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFound("request")
    return found


async def is_seen_request(db: AsyncSession, caller: Caller, request_id: UUID) -> bool:
    """Whether the caller's party sees the request."""
    query = select(col(Request.id)).where(col(Request.id) == request_id, sees_request(caller.party))
    return await db.scalar(query) is not None


async def access_muting(db: AsyncSession, caller: Caller, muting_id: UUID) -> Muting:
    """A muting by or of the caller's party, or NotFound."""
    query = select(Muting).where(col(Muting.id) == muting_id, sees_muting(caller.party))
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFound("muting")
    return found


async def access_offer(db: AsyncSession, caller: Caller, offer_id: UUID) -> Offer:
    """An offer that the caller's party has made or received, or NotFound."""
    query = select(Offer).where(col(Offer.id) == offer_id, sees_offer(caller.party))
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFound("offer")
    return found


async def access_deployment(db: AsyncSession, caller: Caller, deployment_id: UUID) -> Deployment:
    """A deployment that the caller's party sees, be it in brief, or NotFound."""
    query = select(Deployment).where(
        col(Deployment.id) == deployment_id, sees_deployment(caller.party)
    )
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFound("deployment")
    return found


async def hails(db: AsyncSession, party: str, incident_id: UUID) -> dict[UUID, Hail]:
    """The ships that were hailed for an incident and are at it or unable, by the last hail of each,
    as far as the party sees: only the lead reads the instant and the reason."""
    rows = await db.execute(
        select(Deployment)
        .where(
            col(Deployment.incident_id) == incident_id,
            col(Deployment.ship_id).is_not(None),
            sees_deployment(party),
        )
        .order_by(col(Deployment.created_at), col(Deployment.id))
    )
    last = {row.ship_id: row for row in rows.scalars() if row.ship_id is not None}
    return {
        ship_id: _hail(row, shown=party in row.parties)
        for ship_id, row in last.items()
        if TRAITS[row.state].engages or _is_unable(row)
    }


def _is_unable(row: Deployment) -> bool:
    return TRAITS[row.state].gone is HelpGone.UNABLE


def _hail(row: Deployment, *, shown: bool) -> Hail:
    says, unable = row.state.value, _is_unable(row)
    return Hail(says, unable, row.updated_at, row.reason) if shown else Hail(says, unable)


async def engagements(db: AsyncSession, party: str, incident: Incident) -> dict[UUID, PresentWork]:
    """The assets at work for a case, as far as the party sees; and, if it leads the case, those
    that it may divert to it from others that it leads."""
    here = col(Deployment.incident_id) == incident.id
    leads_both = col(Deployment.lead_party) == (party if party == incident.lead_party else None)
    rows = await db.execute(
        select(Deployment)
        .where(
            col(Deployment.asset_id).is_not(None),
            deployment_rows.active(),
            sees_deployment(party),
            or_(here, leads_both & col(Deployment.incident_id).is_not(None)),
        )
        .order_by(col(Deployment.created_at), col(Deployment.id))
    )
    works = list(rows.scalars())
    cases = {row.incident_id for row in works if row.incident_id not in (None, incident.id)}
    others = await incidents.rows_of(db, {id_ for id_ in cases if id_ is not None})
    of_kind = {incident.id, *(row.id for row in others if row.exercise == incident.exercise)}
    found = {
        row.asset_id: PresentWork(
            says=row.state.value,
            here=row.incident_id == incident.id,
            left=not TRAITS[row.state].waits,
            aboard=row.aboard,
            uncounted_aboard=row.uncounted_aboard,
        )
        for row in works
        if row.asset_id is not None and row.incident_id in of_kind
    }
    at_work_here = {row.asset_id for row in works if row.incident_id == incident.id}
    return {id_: work for id_, work in found.items() if work.here or id_ not in at_work_here}


async def access_clearance(
    db: AsyncSession, caller: Caller, clearance_id: UUID
) -> tuple[Clearance, Deployment]:
    """A clearance that the caller's party sees, with its deployment, or NotFound."""
    query = with_work().where(col(Clearance.id) == clearance_id, sees_clearance(caller.party))
    found = (await db.execute(query)).one_or_none()
    if found is None:
        raise NotFound("clearance")
    return found[0], found[1]


# one by one, whether or not it has left the picture


async def read_request(db: AsyncSession, caller: Caller, request_id: UUID) -> RequestView:
    """The request as the caller's party reads it, or NotFound."""
    return await see_request(db, caller.party, await access_request(db, caller, request_id))


async def see_request(db: AsyncSession, party: str, row: Request) -> RequestView:
    """The request as the party, which sees it, reads it."""
    return (await see_requests(db, party, [row]))[0]


async def see_requests(db: AsyncSession, party: str, rows: Sequence[Request]) -> list[RequestView]:
    """The requests as the party, which sees them, reads them."""
    parts = await requests_rows.parts_of(db, rows)
    centres = await centres_of_requests(db, rows, parts.values())
    return [
        presenting.request_view(
            row,
            parts[row.id] if party == row.party_code else parts[row.id].uncounted(),
            centres,
            reader=None if party in (row.party_code, row.filed_by) else party,
        )
        for row in rows
    ]


async def see_mutings(db: AsyncSession, rows: Sequence[Muting]) -> list[MutingView]:
    """The mutings as both parties read them."""
    centres = await incidents.centre_refs(db, ids={row.centre_id for row in rows})
    return [presenting.muting_view(row, centres) for row in rows]


async def see_offers(db: AsyncSession, rows: Sequence[Offer], *, now: datetime) -> list[OfferView]:
    """The offers as they count at `now`: past `valid_until` they have expired, job or no job."""
    items = await requests_rows.items_of(db, [row.id for row in rows])
    centres = await incidents.centre_refs(db, ids={row.centre_id for row in rows})
    return [
        presenting.offer_view(
            row,
            items[row.id],
            centres,
            state=effective_state(row.state, valid_until=row.valid_until, now=now),
        )
        for row in rows
    ]


def see_deployment(party: str, row: Deployment) -> SeenDeployment:
    """The deployment as the party, which sees it, reads it."""
    if party in row.parties:
        return presenting.deployment_view(row)
    return presenting.brief_view(row)


async def read_clearance(
    db: AsyncSession, caller: Caller, clearance_id: UUID, *, now: datetime
) -> ClearanceView:
    """The clearance as it counts at `now`, which the caller's party sees, or NotFound."""
    row, _ = await access_clearance(db, caller, clearance_id)
    return (await see_clearances(db, [row], now=now))[0]


async def see_clearances(
    db: AsyncSession, rows: Sequence[Clearance], *, now: datetime
) -> list[ClearanceView]:
    """The clearances as they count at `now`: past `valid_until` they have lapsed, job or no job."""
    alerting = await alerts.alerting_of(db, [row.id for row in rows])
    centres = await centres_of_clearances(db, rows, alerting)
    return [
        presenting.clearance_view(
            row,
            centres,
            alerting.get(row.id),
            state=clearance_rules.effective_state(row.state, valid_until=row.valid_until, now=now),
        )
        for row in rows
    ]


async def read_deployment(
    db: AsyncSession, caller: Caller, deployment_id: UUID
) -> DeploymentAnswer:
    """The deployment with its steps as the caller's party reads it, or NotFound."""
    row = await access_deployment(db, caller, deployment_id)
    times = await seen_times(db, caller.party, ids=[row.id])
    cases = await incidents.rows_of(db, {row.incident_id} if row.incident_id else ())
    words = [
        one for case in cases for one in assessment_presenting.sent_away(case, reader=caller.party)
    ]
    return DeploymentAnswer(
        deployment=see_deployment(caller.party, row),
        steps=await steps_of(db, caller.party, row),
        expected=presenting.expected_view(times[0]) if times else None,
        sent_away=next((one for one in words if one.deployment_id == row.id), None),
    )


async def steps_of(db: AsyncSession, party: str, row: Deployment) -> list[DeploymentStepView]:
    """The deployment's steps, oldest first; none for those who see it in brief."""
    if party not in row.parties:
        return []
    steps = await db.execute(
        select(DeploymentStep)
        .where(col(DeploymentStep.deployment_id) == row.id)
        .order_by(col(DeploymentStep.recorded_at), col(DeploymentStep.id))
    )
    return [presenting.step_view(step) for step in steps.scalars()]


async def steps_in(
    db: AsyncSession, party: str, incident_id: UUID
) -> list[tuple[DeploymentStepView, str]]:
    """The steps in a case that the party reads in full, oldest first, each with its unit's name."""
    rows = await db.execute(
        select(DeploymentStep, col(Deployment.name))
        .join(Deployment, col(Deployment.id) == col(DeploymentStep.deployment_id))
        .where(
            col(Deployment.incident_id) == incident_id,
            whole_deployment(party),
        )
        .order_by(col(DeploymentStep.at), col(DeploymentStep.id))
    )
    return [(presenting.step_view(step), name) for step, name in rows]


async def survivors(db: AsyncSession, party: str, incident: Incident) -> list[SurvivorsLineView]:
    """The steps by which survivors of a case were taken aboard, handed over, landed or counted
    anew, and the dead landed or handed over, with them or alone, oldest first; steps are only ever
    added. The lead reads all, others of their own units.
    """
    query = (
        select(DeploymentStep, Deployment)
        .join(Deployment, col(Deployment.id) == col(DeploymentStep.deployment_id))
        .where(
            col(Deployment.incident_id) == incident.id,
            or_(
                col(DeploymentStep.persons).is_not(None),
                col(DeploymentStep.dead) > 0,
                col(DeploymentStep.uncounted),
                col(DeploymentStep.action).in_(
                    (DeploymentAction.CORRECT_COUNT, DeploymentAction.HEADCOUNT)
                ),
            ),
        )
        .order_by(col(DeploymentStep.recorded_at), col(DeploymentStep.id))
    )
    if party != incident.lead_party:
        query = query.where(col(Deployment.party_code) == party)
    return [presenting.survivors_line(step, unit) for step, unit in await db.execute(query)]


# expected times


async def seen_times(
    db: AsyncSession,
    party: str,
    *,
    ids: Collection[UUID] | None = None,
    incident_id: UUID | None = None,
    after_mark: int = 0,
) -> list[ExpectedTime]:
    """The times that are kept for the party, of what it still sees, in the order of their marks."""
    works = select(col(Deployment.id)).where(
        col(Deployment.id) == col(ExpectedTime.work_id), sees_deployment(party)
    )
    items = (
        select(col(OfferItem.id))
        .join(Offer, col(Offer.id) == col(OfferItem.offer_id))
        .where(col(OfferItem.id) == col(ExpectedTime.work_id), sees_offer(party))
    )
    query = select(ExpectedTime).where(
        col(ExpectedTime.reader) == party,
        col(ExpectedTime.mark) > after_mark,
        or_(works.exists(), items.exists()),
    )
    if ids is not None:
        query = query.where(col(ExpectedTime.work_id).in_(ids))
    if incident_id is not None:
        query = query.where(col(ExpectedTime.incident_id) == incident_id)
    return list((await db.execute(query.order_by(col(ExpectedTime.mark)))).scalars())
