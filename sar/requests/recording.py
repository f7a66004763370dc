"""Putting what happened on the record: for whom, and what it changed in whose picture."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Forbidden, Refusal
from sar.parties import visible as directory
from sar.record import service as record
from sar.record.entries import ClearanceFact, EntryFellAway, Fact
from sar.record.service import PLATFORM, Actor, Views
from sar.requests import drawing
from sar.requests.clearance_rules import STANDING
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
    return await drawing.views(
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
    """Record the fact, as the last write of its verb; of those told only joined parties read.

    Entry into a State that falls away with it is told in words, too, to all that read of it.
    """
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
    if isinstance(fact, ClearanceFact):
        return
    for fallen, readers in fallen_away(before, after):
        actor = by if by.party in readers else PLATFORM
        await record.write(
            db, fallen, by=actor, told=readers, before={}, after={}, now=now, exercise=exercise
        )


def fallen_away(before: Views, after: Views) -> list[tuple[EntryFellAway, list[str]]]:
    """The entries that stood and are in nobody's picture any more, with who had read them."""
    kept = {key for seen in after.values() for key in seen}
    found: dict[str, EntryFellAway] = {}
    readers: dict[str, list[str]] = {}
    for party, seen in before.items():
        for (thing, id_), entry in seen.items():
            stood = thing == "clearance" and entry["state"] in STANDING
            if stood and (thing, id_) not in kept:
                names = {name: entry[name] for name in ("party", "territory", "reference")}
                found[id_] = EntryFellAway(id=id_, about=entry["name"], **names)
                readers.setdefault(id_, []).append(party)
    return [(fact, readers[id_]) for id_, fact in sorted(found.items())]


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
