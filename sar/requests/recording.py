"""Recording of a verb's fact: its readers, and what it changed in whose picture."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Forbidden, Refusal
from sar.parties import visible as directory
from sar.record import recording as recorded
from sar.record import service as record
from sar.record.entries import ClearanceFact, EntryFellAway
from sar.record.recording import Recording
from sar.record.service import PLATFORM, Actor, Views
from sar.requests import drawing
from sar.requests.clearance_rules import LIVE
from sar.requests.models import Clearance, Deployment, Offer, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """The things of all layers that a verb changes, or changes the look of."""

    incidents: Collection[UUID] = ()
    requests: Collection[UUID] = ()
    offers: Collection[UUID] = ()
    deployments: Collection[UUID] = ()
    assets: Collection[UUID] = ()
    ships: Collection[UUID] = ()


@asynccontextmanager
async def recording(
    db: AsyncSession, touched: Touched, *, by: Actor, exercise: bool, now: datetime
) -> AsyncIterator[Recording]:
    """As `sar.record.recording`, of the things touched; only parties that have joined read it.

    A clearance that falls away with the fact is recorded too, to all that read of it.
    """

    async def draw() -> Views:
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

    async with recorded.recording(db, draw, by=by, exercise=exercise, now=now) as entry:
        yield entry
        joined = set(await directory.joined(db))
        entry.readers &= joined
        entry.resync &= joined
    if isinstance(entry.fact, ClearanceFact):
        return
    for fallen, readers in fallen_away(entry.before, entry.after):
        actor = by if by.party in readers else PLATFORM
        await record.write(db, fallen, by=actor, told=readers, now=now, exercise=exercise)


def fallen_away(before: Views, after: Views) -> list[tuple[EntryFellAway, list[str]]]:
    """The clearances that stood and are in nobody's picture any more, with their readers."""
    kept = {key for seen in after.values() for key in seen}
    found: dict[str, EntryFellAway] = {}
    readers: dict[str, list[str]] = {}
    for party, seen in before.items():
        for (thing, id_), view in seen.items():
            stood = thing == "clearance" and view["state"] in LIVE
            if stood and (thing, id_) not in kept:
                names = {name: view[name] for name in ("party", "territory", "reference")}
                found[id_] = EntryFellAway(id=id_, about=view["name"], **names)
                readers.setdefault(id_, []).append(party)
    return [(fact, readers[id_]) for id_, fact in sorted(found.items())]


def changed(row: Request | Offer | Deployment | Clearance, *, now: datetime) -> None:
    """Count a change."""
    row.version += 1
    row.updated_at = now


def refuse(refusals: list[Refusal], *, state: str) -> Conflict | Forbidden:
    """The problem of a decision's refusals: 403 when all that is wrong is who asks, else 409."""
    if [refusal.code for refusal in refusals] == ["not_yours"]:
        (refusal,) = refusals
        return Forbidden("not_yours", refusal.sentence, **refusal.params)
    return Conflict.of(refusals, state=state)
