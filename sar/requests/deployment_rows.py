"""Rows of deployments and their steps, whoever asks: read by the access modules."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import pairwise
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.requests.deployment_traits import (
    ACTIVE,
    AWAITING_ANSWER,
    BEFORE_SCENE,
    PLANNED,
    SHIP_ACTIVE,
    TRAITS,
)
from sar.requests.landed_places import Landed
from sar.requests.models import Deployment, DeploymentStep
from sar.requests.step_times import AT_THE_DESK, Earlier
from sar.requests.transfer_counts import Move
from sar.requests.words import DeploymentAction, DeploymentState, StepDoubt


@cache
def active() -> ColumnElement[bool]:
    """Whether a row of `deployment` binds its asset, or has a ship that is not yet released."""
    return or_(
        col(Deployment.asset_id).is_not(None) & col(Deployment.state).in_(ACTIVE),
        col(Deployment.ship_id).is_not(None) & col(Deployment.state).in_(SHIP_ACTIVE),
    )


@cache
def anybody_aboard() -> ColumnElement[bool]:
    """Whether a row of `deployment` has anybody living aboard, counted or not."""
    return or_(col(Deployment.aboard) > 0, col(Deployment.uncounted_aboard))


async def last_steps(db: AsyncSession, deployment_ids: Collection[UUID]) -> dict[UUID, Earlier]:
    """The last thing that each deployment's unit or ship did, or the step it began with."""
    rows = await db.execute(
        select(DeploymentStep)
        .where(
            col(DeploymentStep.deployment_id).in_(deployment_ids),
            col(DeploymentStep.action).not_in(AT_THE_DESK),
        )
        .order_by(col(DeploymentStep.at), col(DeploymentStep.id))
    )
    return {
        step.deployment_id: Earlier(step.action, step.at, first=step.from_state is None)
        for step in rows.scalars()
    }


async def states_entered(
    db: AsyncSession, deployment_id: UUID
) -> list[tuple[DeploymentState, datetime]]:
    """The state that each step of a deployment led to, and when; the oldest first."""
    steps = await db.execute(
        select(col(DeploymentStep.to_state), col(DeploymentStep.at))
        .where(col(DeploymentStep.deployment_id) == deployment_id)
        .order_by(col(DeploymentStep.recorded_at), col(DeploymentStep.id))
    )
    return [(state, at) for state, at in steps]


async def last_refuelling(db: AsyncSession, deployment_id: UUID) -> DeploymentStep | None:
    """The step in which the deployment's unit went to refuel last."""
    rows = await db.execute(
        select(DeploymentStep)
        .where(
            col(DeploymentStep.deployment_id) == deployment_id,
            col(DeploymentStep.action) == DeploymentAction.REFUEL,
        )
        .order_by(col(DeploymentStep.at).desc(), col(DeploymentStep.id).desc())
        .limit(1)
    )
    return rows.scalar_one_or_none()


async def at_work(db: AsyncSession, incident_id: UUID | None, party: str) -> set[UUID]:
    """The party's assets that are bound to an incident now."""
    rows = await db.execute(
        select(col(Deployment.asset_id)).where(
            col(Deployment.incident_id) == incident_id,
            col(Deployment.party_code) == party,
            active(),
        )
    )
    return {asset_id for asset_id in rows.scalars() if asset_id is not None}


def rides(row: Deployment, carrier: Deployment) -> bool:
    """Whether the one is to come to the same incident with the other, and is not there yet."""
    return (
        row.carrier_asset_id == carrier.asset_id is not None
        and row.incident_id == carrier.incident_id
        and row.party_code == carrier.party_code
        and TRAITS[row.state].before_scene
    )


async def carried_by(db: AsyncSession, carriers: Collection[Deployment]) -> list[Deployment]:
    """The units that are to come with these carriers, and are not there yet."""
    ids = {row.asset_id for row in carriers if row.asset_id}
    query = select(Deployment).where(
        col(Deployment.carrier_asset_id).in_(ids), col(Deployment.state).in_(BEFORE_SCENE)
    )
    rows = (await db.execute(query)).scalars().all() if ids else []
    return [row for row in rows if any(rides(row, carrier) for carrier in carriers)]


async def givers_with(db: AsyncSession, rows: Collection[Deployment]) -> list[Deployment]:
    """The other deployments that have handed survivors over in the incidents of these."""
    cases = {row.incident_id for row in rows if row.incident_id}
    query = select(Deployment).where(
        col(Deployment.incident_id).in_(cases),
        col(Deployment.handed_over) > 0,
        col(Deployment.id).not_in({row.id for row in rows}),
    )
    return list((await db.execute(query)).scalars())


async def left_meanwhile(db: AsyncSession, rows: Collection[Deployment]) -> list[Deployment]:
    """The other work for which the assets of these left while their earlier work went on."""
    ids = {row.asset_id for row in rows if row.asset_id}
    if not ids:
        return []
    doubted = [{"code": StepDoubt.EARLIER_WORK.value}]
    query = select(Deployment).where(
        col(Deployment.asset_id).in_(ids),
        col(Deployment.doubts).contains(doubted),
        col(Deployment.id).not_in({row.id for row in rows}),
    )
    return list((await db.execute(query)).scalars())


async def moves_in(db: AsyncSession, incident_id: UUID) -> list[Move]:
    """The transfers of people, alive and dead, in order; both steps of one are written at once, the
    giver's first."""
    steps = await db.execute(
        select(DeploymentStep)
        .join(Deployment, col(Deployment.id) == col(DeploymentStep.deployment_id))
        .where(
            col(Deployment.incident_id) == incident_id,
            col(DeploymentStep.action).in_((DeploymentAction.TRANSFER, DeploymentAction.RECEIVE)),
        )
        .order_by(col(DeploymentStep.recorded_at), col(DeploymentStep.id))
    )
    return [
        Move(gave.deployment_id, took.deployment_id, (gave.persons or 0) + (gave.dead or 0))
        for gave, took in pairwise(steps.scalars())
        if (gave.action, took.action) == (DeploymentAction.TRANSFER, DeploymentAction.RECEIVE)
    ]


async def assets_of(db: AsyncSession, incident_id: UUID) -> set[UUID]:
    """The assets that are or were at work for an incident."""
    rows = await db.execute(
        select(col(Deployment.asset_id)).where(col(Deployment.incident_id) == incident_id)
    )
    return {asset_id for asset_id in rows.scalars() if asset_id is not None}


async def ships_at_work(db: AsyncSession, incident_id: UUID) -> set[UUID]:
    """The ships of opportunity hailed for an incident and not released."""
    rows = await db.execute(
        select(col(Deployment.ship_id)).where(col(Deployment.incident_id) == incident_id, active())
    )
    return {ship_id for ship_id in rows.scalars() if ship_id is not None}


async def cases_of_ship(db: AsyncSession, ship_id: UUID) -> set[UUID]:
    """The incidents for which the ship of opportunity is hailed and not released, or has people
    aboard, though she can do no more."""
    rows = await db.execute(
        select(col(Deployment.incident_id)).where(
            col(Deployment.ship_id) == ship_id, or_(active(), anybody_aboard())
        )
    )
    return {incident_id for incident_id in rows.scalars() if incident_id is not None}


async def in_sight(
    db: AsyncSession, incident_id: UUID, asset_ids: Collection[UUID], *, now: datetime
) -> dict[UUID, datetime]:
    """The assets at work for the incident, or with its survivors still aboard, and since when. Work
    begins with its window, or with its first step if that comes earlier."""
    begun = or_(col(Deployment.state).not_in(PLANNED), col(Deployment.from_at) <= now)
    rows = await db.execute(
        select(col(Deployment.asset_id), func.min(col(Deployment.from_at)))
        .where(
            col(Deployment.incident_id) == incident_id,
            col(Deployment.asset_id).in_(asset_ids),
            or_(active() & begun, anybody_aboard()),
        )
        .group_by(col(Deployment.asset_id))
    )
    return {asset_id: min(from_at, now) for asset_id, from_at in rows if asset_id is not None}


async def with_people(db: AsyncSession, incident_id: UUID) -> list[Deployment]:
    """The deployments of a case that have recovered or taken over anybody, counted or not, or on
    which a child was born, oldest first, then by name: ids that are worked out follow no order of
    time."""
    rows = await db.execute(
        select(Deployment)
        .where(
            col(Deployment.incident_id) == incident_id,
            or_(
                col(Deployment.recovered) + col(Deployment.taken_over) + col(Deployment.born) > 0,
                col(Deployment.uncounted_aboard),
                col(Deployment.uncounted_delivered),
            ),
        )
        .order_by(col(Deployment.created_at), col(Deployment.name), col(Deployment.id))
    )
    return list(rows.scalars())


async def followed(db: AsyncSession) -> list[Deployment]:
    """The units that are out for their work, with those that were and are marked as silent."""
    moving = [state for state, traits in TRAITS.items() if not traits.waits]
    query = select(Deployment).where(
        or_(active() & col(Deployment.state).in_(moving), col(Deployment.unheard).is_not(None))
    )
    return list((await db.execute(query.order_by(col(Deployment.id)))).scalars())


async def work_of_case(db: AsyncSession, incident_id: UUID) -> list[Deployment]:
    """Every unit of a case, as it stands now."""
    query = select(Deployment).where(col(Deployment.incident_id) == incident_id)
    return list((await db.execute(query.order_by(col(Deployment.id)))).scalars())


async def hailed_in(db: AsyncSession, incident_id: UUID) -> list[UUID]:
    """The ships of a case that were hailed and have not answered."""
    query = select(col(Deployment.id)).where(
        col(Deployment.incident_id) == incident_id, col(Deployment.state).in_(AWAITING_ANSWER)
    )
    return list((await db.scalars(query.order_by(col(Deployment.id)))).all())


async def states_of_case(
    db: AsyncSession, incident_id: UUID
) -> dict[UUID, tuple[DeploymentState, str]]:
    """The state and the type of every unit of a case, but of ships that did not answer in time:
    nobody knows that they come."""
    found = await db.execute(
        select(col(Deployment.id), col(Deployment.state), col(Deployment.type_code)).where(
            col(Deployment.incident_id) == incident_id,
            or_(
                col(Deployment.state).not_in(AWAITING_ANSWER),
                col(Deployment.hail_overdue_at).is_(None),
            ),
        )
    )
    return {id_: (state, type_code) for id_, state, type_code in found}


async def deliveries_of(
    db: AsyncSession, deployment_ids: Collection[UUID]
) -> dict[UUID, list[Landed]]:
    """The people landed at each delivery, by deployment, in order."""
    steps = await db.execute(
        select(DeploymentStep)
        .where(
            col(DeploymentStep.deployment_id).in_(deployment_ids),
            col(DeploymentStep.action).in_(
                (DeploymentAction.DELIVER, DeploymentAction.CORRECT_COUNT)
            ),
        )
        .order_by(col(DeploymentStep.recorded_at), col(DeploymentStep.id))
    )
    result: dict[UUID, list[Landed]] = defaultdict(list)
    for step in steps.scalars():
        if step.action == DeploymentAction.DELIVER:
            result[step.deployment_id].append(_landed(step))
        elif not step.uncounted:
            result[step.deployment_id] = [
                replace(one, stands=False) for one in result[step.deployment_id]
            ]
    return result


def _landed(step: DeploymentStep) -> Landed:
    return Landed(
        step.place, step.persons or 0, step.dead or 0, step.uncounted, stands=step.uncounted
    )
