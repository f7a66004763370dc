"""The bases where the aircraft of one answer may take fuel, as a party knows them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.words import Kind
from sar.assets.visible import KnownBase, bases_of_aircraft
from sar.matching.candidate import Candidate
from sar.matching.fuel_stops import OpenStops
from sar.matching.question import Question


async def bases_for(
    db: AsyncSession,
    party: str,
    units: Iterable[tuple[Candidate, Question]],
    *,
    now: datetime,
) -> frozenset[KnownBase]:
    """The bases of the parties of these units and of those that open theirs to them; of units that
    are no aircraft none."""
    owners: set[str] = set()
    for unit, question in units:
        if unit.kind is Kind.AIRCRAFT and unit.seen.party is not None:
            owners |= {unit.seen.party, *OpenStops.of(question).owners(unit.seen.party)}
    if not owners:
        return frozenset()
    return await bases_of_aircraft(db, party, owners=owners, now=now)
