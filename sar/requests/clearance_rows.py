"""Rows of clearances, whoever asks: read by the access modules."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.alerts.presenting import proposed_by
from sar.alerts.rows import Alerting
from sar.incidents import visible as incidents
from sar.matching.question import Opening
from sar.requests.clearance_rules import LIVE, ClearanceFacts, opening
from sar.requests.models import Clearance, Deployment
from sar.requests.presenting import Centres
from sar.requests.words import ClearanceState


def counts_as(state: ClearanceState, *, now: datetime) -> ColumnElement[bool]:
    """The SQL twin of `clearance_rules.effective_state(...) is state`, on the table `clearance`."""
    is_state, until = col(Clearance.state) == state, col(Clearance.valid_until)
    match state:
        case ClearanceState.GRANTED:
            return is_state & or_(until.is_(None), until > now)
        case ClearanceState.LAPSED:
            return or_(is_state, (col(Clearance.state) == ClearanceState.GRANTED) & (until <= now))
        case _:
            return is_state


async def clearances_of(db: AsyncSession, deployment_id: UUID, territory: str) -> list[Clearance]:
    """The clearances of the unit for the State, oldest first."""
    query = select(Clearance).where(
        col(Clearance.deployment_id) == deployment_id, col(Clearance.territory) == territory
    )
    return list((await db.execute(query.order_by(col(Clearance.id)))).scalars())


async def asked_below_distress(
    db: AsyncSession, *, by: str, of: str, exercise: bool, since: datetime
) -> list[datetime]:
    """The instants after `since` at which one party asked the other for a clearance below distress,
    or notified it, whatever became of that. Work and play apart."""
    query = select(col(Clearance.asked_at)).where(
        col(Clearance.party_code) == by,
        col(Clearance.territory) == of,
        col(Clearance.exercise).is_(exercise),
        col(Clearance.asked_at) > since,
        ~incidents.in_distress(col(Clearance.incident_id)),
    )
    return list((await db.scalars(query)).all())


async def clearances_of_units(
    db: AsyncSession, deployment_ids: Collection[UUID]
) -> list[Clearance]:
    """All clearances of the units, oldest first."""
    query = select(Clearance).where(col(Clearance.deployment_id).in_(deployment_ids))
    return list((await db.execute(query.order_by(col(Clearance.id)))).scalars())


async def live_clearances_in(db: AsyncSession, incident_id: UUID) -> list[UUID]:
    """The ids of the clearances in a case that are asked for, or stand."""
    query = select(col(Clearance.id)).where(
        col(Clearance.incident_id) == incident_id, col(Clearance.state).in_(LIVE)
    )
    return list((await db.scalars(query.order_by(col(Clearance.id)))).all())


async def states_asked(db: AsyncSession, deployment_id: UUID) -> list[str]:
    """The States with a live clearance of the unit."""
    rows = await db.execute(
        select(col(Clearance.territory))
        .where(col(Clearance.deployment_id) == deployment_id, col(Clearance.state).in_(LIVE))
        .order_by(col(Clearance.territory))
    )
    return list(rows.scalars())


async def openings_of(
    db: AsyncSession,
    deployment_ids: Collection[UUID],
    *,
    by: str | None = None,
    now: datetime,
) -> dict[UUID, tuple[Opening, ...]]:
    """The word of each State that was asked to let a unit at work enter; `by`: of those alone that
    the party has asked."""
    query = select(Clearance).where(
        col(Clearance.deployment_id).in_(deployment_ids),
        col(Clearance.state).in_(LIVE | {ClearanceState.REFUSED}),
    )
    if by is not None:
        query = query.where(col(Clearance.party_code) == by)
    rows = await db.execute(query)
    found: dict[UUID, tuple[Opening, ...]] = defaultdict(tuple)
    for row in rows.scalars():
        names = ClearanceFacts.__dataclass_fields__
        facts = ClearanceFacts(**{name: getattr(row, name) for name in names})
        if one := opening(facts, now=now):
            found[row.deployment_id] += (one,)
    return found


async def clearance(db: AsyncSession, clearance_id: UUID) -> tuple[Clearance, Deployment] | None:
    """A clearance with its deployment, for a job."""
    row = await db.get(Clearance, clearance_id)
    work = await db.get(Deployment, row.deployment_id) if row else None
    return (row, work) if row and work else None


@cache
def with_work() -> Select[Clearance, Deployment]:
    return select(Clearance, Deployment).join(
        Deployment, col(Deployment.id) == col(Clearance.deployment_id)
    )


async def centres_of_clearances(
    db: AsyncSession, rows: Sequence[Clearance], alerting: Mapping[UUID, Alerting]
) -> Centres:
    named = {row.centre_id for row in rows} | {row.asked_by for row in rows}
    named |= {id_ for one in alerting.values() for id_ in proposed_by(one)}
    return await incidents.centre_refs(db, ids=named) if named else {}
