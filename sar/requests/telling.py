"""Putting what happened on the record: for whom, and what it changed in whose picture."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Forbidden, Refusal
from sar.parties import visible as directory
from sar.record import service as record
from sar.record.entries import Fact
from sar.record.service import Actor, Views
from sar.requests import visible
from sar.requests.models import Deployment, Offer, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """The things of all layers that a verb changes, or changes the look of."""

    incidents: Collection[UUID] = ()
    requests: Collection[UUID] = ()
    offers: Collection[UUID] = ()
    deployments: Collection[UUID] = ()
    assets: Collection[UUID] = ()
    ships: Collection[UUID] = ()


async def look(db: AsyncSession, touched: Touched, *, now: datetime) -> Views:
    """How everybody sees the things touched; after the locks, before the first change."""
    return await visible.views(
        db,
        incident_ids=touched.incidents,
        request_ids=touched.requests,
        offer_ids=touched.offers,
        deployment_ids=touched.deployments,
        asset_ids=touched.assets,
        ship_ids=touched.ships,
        now=now,
    )


async def tell(
    db: AsyncSession,
    fact: Fact,
    *,
    touched: Touched,
    before: Views,
    by: Actor,
    told: Iterable[str | None],
    exercise: bool,
    now: datetime,
    resync: Iterable[str] = (),
) -> None:
    """Record the fact, as the last write of its verb; of those told only joined parties read."""
    await db.flush()
    after = await look(db, touched, now=now)
    joined = set(await directory.joined(db))
    await record.write(
        db,
        fact,
        by=by,
        told=joined & {party for party in told if party},
        before=before,
        after=after,
        resync=joined & set(resync),
        now=now,
        exercise=exercise,
    )


def changed(row: Request | Offer | Deployment, *, now: datetime) -> None:
    """Count a change."""
    row.version += 1
    row.updated_at = now


def refuse(refusals: list[Refusal], *, state: str) -> Conflict | Forbidden:
    """The problem of a decision's refusals: 403 when all that is wrong is who asks, else 409."""
    if [refusal.code for refusal in refusals] == ["not_yours"]:
        (refusal,) = refusals
        return Forbidden(refusal.code, refusal.sentence, **refusal.params)
    return Conflict.of(refusals, state=state)
