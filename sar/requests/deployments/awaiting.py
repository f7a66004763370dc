"""Units whose arrival is awaited or offered, and what each party may see of them and their scenes.

Read at once for all units whose time is worked out in one round (`eta`).
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.clauses import TermPlain
from sar.agreements.load import load_terms
from sar.agreements.words import Kind
from sar.assets import visible as assets
from sar.assets.fuel_points import FuelPointPlain
from sar.assets.seen import SeenAsset
from sar.assets.visible import KnownBase
from sar.assets.visible_fuel_points import fuel_points_known
from sar.assets.whose_word import reckoned_by
from sar.geo.sea.stop_ways import WaysWithin
from sar.incidents import visible as incidents
from sar.incidents.models import Incident
from sar.matching.candidate import Candidate, asset_candidate, ship_candidate
from sar.matching.fuel_stops import OpenStops, fuel_owners
from sar.matching.question import LastWork, Question, Want
from sar.matching.service import question_of
from sar.requests import clearance_rows, time_rows
from sar.requests import rows as requests_rows
from sar.requests.deployment_traits import TRAITS
from sar.requests.deployments.stop_ahead import is_open_stop
from sar.requests.last_works import last_works
from sar.requests.models import Deployment, ExpectedTime, Offer, OfferItem, Request
from sar.requests.scene_setting import is_exercise, where_of
from sar.requests.time_rows import Awaited


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedUnit:
    """A unit that is awaited or offered, with all that says where to, from when, and for whom."""

    row: OfferItem | Deployment
    awaited: Awaited
    owner: str | None
    """The party whose unit it is; None: a ship of opportunity."""
    receiver: str
    """The party that it is offered or promised to."""
    ship_id: UUID | None = None
    """The ship of opportunity that it is."""
    incident: Incident | None
    request: Request | None

    @property
    def is_offered(self) -> bool:
        """It is not promised yet."""
        return isinstance(self.row, OfferItem)

    @property
    def is_out(self) -> bool:
        """It has left for this work."""
        return isinstance(self.row, Deployment) and not TRAITS[self.row.state].waits

    @property
    def is_exercise(self) -> bool:
        """It is for an exercise."""
        return is_exercise(self.request, self.incident)

    @property
    def asked_by(self) -> tuple[str, UUID | None]:
        """The party whose terms of entry apply, and the case or request that it goes to."""
        about = self.incident or self.request
        return self.owner or self.receiver, about.id if about else None


STOP_WAYS_S: Final = 10.0
"""So long a round works out ways to fuel points, whoever has how many of them (house figure)."""


@dataclass(slots=True)
class Round:
    """All units whose time is due, with the rows and permissions they share."""

    now: datetime
    units: list[ExpectedUnit]
    kept: Mapping[UUID, Mapping[str, ExpectedTime]]
    readers: dict[UUID, dict[str, bool]] = field(default_factory=dict)
    """By unit: the parties that may know its time, and whether they are one of its two sides."""
    seen: dict[tuple[UUID, str], Candidate] = field(default_factory=dict)
    """By unit and reader."""
    questions: dict[tuple[str, UUID | None], Question] = field(default_factory=dict)
    """By owner and case."""
    bases: dict[str, frozenset[KnownBase]] = field(default_factory=dict)
    """By reader: the bases where the aircraft among its units may take fuel, as it knows them."""
    opens: dict[str, tuple[Sequence[TermPlain], Sequence[FuelPointPlain]]] = field(
        default_factory=dict
    )
    """By reader: the terms that it may read and the fuel points that it sees, where a unit of its
    units may stop at others' places."""
    fuel_owners: dict[UUID, frozenset[str]] = field(default_factory=dict)
    """By unit that flies: the parties at whose bases it may."""
    found: dict[tuple[UUID, str], dict[str, Any]] = field(default_factory=dict)
    """The times by unit and reader."""
    widening: set[UUID] = field(default_factory=set)
    """The units for whose way a wider field is being made: they are due again at once."""
    stop_ways: WaysWithin = field(default_factory=lambda: WaysWithin(STOP_WAYS_S))

    def bases_for(self, unit: ExpectedUnit, reader: str) -> frozenset[KnownBase]:
        """The bases where the unit may take fuel, as far as the reader knows them."""
        owners = self.fuel_owners.get(unit.row.id)
        if not owners or (found := self.seen.get((unit.row.id, reader))) is None:
            return frozenset()
        known = (b for b in self.bases[reader] if b.party in owners)
        return frozenset(b for b in known if b.helicopter == found.helicopter)

    def is_told(self, unit: ExpectedUnit, reader: str, stop: dict[str, Any]) -> bool:
        """Whether a reader is told where the unit takes fuel: at its own bases, at the reader's own
        places, and where the terms that the reader may read open them to the unit."""
        owner, seen = stop["party"], self.seen.get((unit.row.id, reader))
        if owner is None or reader in {unit.owner, owner}:
            return True
        if seen is None or reader not in self.opens:
            return False
        terms, points = self.opens[reader]
        opened = OpenStops(points, terms, self.questions[unit.asked_by].setting, now=self.now)
        return is_open_stop(stop, seen, opened, points)


async def units_of(db: AsyncSession, waiting: Sequence[Awaited]) -> list[ExpectedUnit]:
    """The units that are still there, in the same order."""
    works, items = await time_rows.work_of(db, [one.id for one in waiting])
    about: list[Deployment | Offer] = [*works, *(offer for _, offer in items)]
    asked = {one.request_id for one in about if one.request_id}
    cases_of = {one.incident_id for one in about if one.incident_id}
    requests: dict[UUID | None, Request] = {
        one.id: one for one in await requests_rows.requests_of(db, asked)
    }
    cases: dict[UUID | None, Incident] = {
        one.id: one for one in await incidents.rows_of(db, cases_of)
    }
    awaited = {one.id: one for one in waiting}
    found = {
        work.id: ExpectedUnit(
            row=work,
            awaited=awaited[work.id],
            owner=work.party_code,
            receiver=work.lead_party,
            ship_id=work.ship_id,
            incident=cases.get(work.incident_id),
            request=requests.get(work.request_id),
        )
        for work in works
    }
    found |= {
        item.id: ExpectedUnit(
            row=item,
            awaited=awaited[item.id],
            owner=offer.party_code,
            receiver=offer.to_party,
            incident=cases.get(offer.incident_id),
            request=requests.get(offer.request_id),
        )
        for item, offer in items
    }
    return [found[one.id] for one in waiting if one.id in found]


async def read(db: AsyncSession, this: Round) -> None:
    """Reads the readers of each unit's time, their views of it, and the terms it goes under."""
    await _read_readers(db, this)
    openings = await clearance_rows.openings_of(
        db, {unit.row.id for unit in this.units if not unit.is_offered}, now=this.now
    )
    lasts = await _last_works(db, this)
    by_reader: dict[str, list[ExpectedUnit]] = defaultdict(list)
    for unit in this.units:
        for reader in this.readers[unit.row.id]:
            by_reader[reader].append(unit)
    for reader, units in by_reader.items():
        ids = {unit.row.asset_id for unit in units if unit.row.asset_id}
        seen = {one.id: one for one in await assets.seen_assets(db, reader, now=this.now, ids=ids)}
        for unit in units:
            if unit.row.asset_id in seen:
                asset, last = seen[unit.row.asset_id], lasts.get(unit.row.id)
                candidate = await _candidate(asset, last, this)
                candidate = replace(candidate, openings=openings.get(unit.row.id, ()))
                this.seen[unit.row.id, reader] = candidate
    for unit in this.units:
        if unit.ship_id is not None:
            ship = await assets.told_ship(db, unit.ship_id)
            for reader in this.readers[unit.row.id]:
                theirs = reckoned_by(reader, ship)
                candidate = ship_candidate(theirs, now=this.now)
                candidate = replace(candidate, openings=openings.get(unit.row.id, ()))
                this.seen[unit.row.id, reader] = candidate
        key = unit.asked_by
        if key not in this.questions:
            where = where_of(unit.request, unit.incident, now=this.now)
            this.questions[key] = await question_of(db, key[0], Want(), where, now=this.now)
    opened: dict[tuple[str, UUID | None], OpenStops] = {}
    for reader, units in by_reader.items():
        owners: set[str] = set()
        for unit in units:
            flying = this.seen.get((unit.row.id, reader))
            if flying is not None and flying.returns:
                key = unit.asked_by
                if key not in opened:
                    opened[key] = OpenStops.of(this.questions[key])
                this.fuel_owners[unit.row.id] = fuel_owners(flying, opened[key])
                owners |= this.fuel_owners[unit.row.id]
        this.bases[reader] = await assets.bases_of_aircraft(db, reader, owners=owners, now=this.now)
        if any(_may_stop_elsewhere(this, unit) for unit in units):
            terms = await load_terms(db, now=this.now, parties=[reader])
            points = await fuel_points_known(db, reader, terms, now=this.now)
            this.opens[reader] = terms, points


def _may_stop_elsewhere(this: Round, unit: ExpectedUnit) -> bool:
    """Whether it may take fuel at a fuel point, or at another party's base."""
    owners = this.fuel_owners.get(unit.row.id, frozenset())
    return bool(this.questions[unit.asked_by].fuel_points) or len(owners) > 1


async def _candidate(asset: SeenAsset, last: LastWork | None, this: Round) -> Candidate:
    """The unit as a reader sees it; a vessel's way home may take a field of the sea first."""
    if last is None or asset.kind is not Kind.VESSEL:
        return asset_candidate(asset, Want(), last_work=last, now=this.now)
    return await asyncio.to_thread(
        asset_candidate, asset, Want(), last_work=last, ways=this.stop_ways, now=this.now
    )


async def _last_works(db: AsyncSession, this: Round) -> dict[UUID, LastWork]:
    """By unit that has not left yet: the last work that it comes home from, told to whoever it is
    offered or promised to."""
    waiting = [unit for unit in this.units if unit.row.asset_id and not unit.is_out]
    found: dict[UUID, LastWork] = {}
    for exercise in {unit.is_exercise for unit in waiting}:
        units = [unit for unit in waiting if unit.is_exercise == exercise]
        ids = {unit.row.asset_id for unit in units if unit.row.asset_id}
        works = await last_works(db, exercise=exercise, now=this.now, asset_ids=ids)
        for unit in units:
            if unit.row.asset_id in works:
                found[unit.row.id] = replace(works[unit.row.asset_id], is_told=True)
    return found


async def _read_readers(db: AsyncSession, this: Round) -> None:
    """The two sides, and of deployments all involved, if they may know where the case is: how far
    it is would tell it."""
    cases = {unit.incident.id: unit.incident for unit in this.units if unit.incident}
    may = {id_: await incidents.fact_readers(db, case, now=this.now) for id_, case in cases.items()}
    involved = {id_: await incidents.parties_involved(db, id_) for id_ in cases}
    for unit in this.units:
        offered = {unit.receiver} | ({unit.owner} if unit.owner else set())
        sides = set(unit.row.parties) if isinstance(unit.row, Deployment) else offered
        case = unit.incident
        others = involved[case.id] if case and not unit.is_offered else []
        this.readers[unit.row.id] = {
            reader: reader in sides
            for reader in sorted(sides | set(others))
            if case is None or reader in may[case.id]
        }
