"""Recording of a verb's fact: its readers, and what it changed in whose picture."""

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Forbidden, Refusal
from sar.parties import visible as directory
from sar.record import recording as recorded
from sar.record.entries import ClearanceFact, EntryFellAway
from sar.record.recording import FurtherFact, Recording
from sar.record.service import PLATFORM, Actor, Views
from sar.requests import drawing
from sar.requests.clearance_rules import LIVE
from sar.requests.models import Clearance, Deployment, Offer, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """The things of all layers that a verb changes, or changes the look of."""

    incidents: Collection[UUID] = ()
    requests: Collection[UUID] = ()
    mutings: Collection[UUID] = ()
    offers: Collection[UUID] = ()
    deployments: Collection[UUID] = ()
    assets: Collection[UUID] = ()
    ships: Collection[UUID] = ()


def recording(
    db: AsyncSession, touched: Touched, *, by: Actor, exercise: bool, now: datetime
) -> AbstractAsyncContextManager[Recording]:
    """As `sar.record.recording`, of the things touched; only parties that have joined read it.

    A clearance that falls away with the fact is recorded too, to all that read of it.
    """

    async def draw() -> Views:
        return await drawing.views(
            db,
            incident_ids=touched.incidents,
            request_ids=touched.requests,
            muting_ids=touched.mutings,
            offer_ids=touched.offers,
            deployment_ids=touched.deployments,
            asset_ids=touched.assets,
            ship_ids=touched.ships,
            now=now,
        )

    async def complete(entry: Recording) -> None:
        joined = set(await directory.joined(db))
        entry.readers = joined & entry.chosen()
        entry.resync = joined.intersection(entry.resync)
        if not isinstance(entry.fact, ClearanceFact):
            entry.further += fallen_away(entry)

    return recorded.recording(db, draw, by=by, exercise=exercise, now=now, complete=complete)


def fallen_away(entry: Recording) -> list[FurtherFact]:
    """The clearances that stood and are in nobody's picture any more, with their readers."""
    kept = {key for seen in entry.after.values() for key in seen}
    found: dict[str, EntryFellAway] = {}
    readers: dict[str, list[str]] = {}
    for party, seen in entry.before.items():
        for (thing, id_), view in seen.items():
            stood = thing == "clearance" and view["state"] in LIVE
            if stood and (thing, id_) not in kept:
                names = {name: view[name] for name in ("party", "territory", "reference")}
                found[id_] = EntryFellAway(id=id_, about=view["name"], **names)
                readers.setdefault(id_, []).append(party)
    return [
        FurtherFact(fact, entry.by if entry.by.party in readers[id_] else PLATFORM, readers[id_])
        for id_, fact in sorted(found.items())
    ]


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
