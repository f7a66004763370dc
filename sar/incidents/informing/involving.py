"""Making parties involved in an incident, with all that follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, func, literal, not_, select, type_coerce, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.models import SharedPosition
from sar.errors import Conflict, Refusal
from sar.incidents import visible
from sar.incidents.access import is_held_back, kept_from
from sar.incidents.informing import occasions
from sar.incidents.models import Incident, Involved
from sar.incidents.words import Involvement
from sar.languages.places import filled
from sar.parties import visible as directory


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Parties that were not involved before.

    They now see the case in full (in the incident's `after`) and all else of it that the layers
    above show to involved parties: those add it to their own `after`, or name `parties` in
    `resync`. `resync` are those that must be named there in any case: assets show differently.
    """

    parties: frozenset[str] = frozenset()
    resync: frozenset[str] = frozenset()


async def involve(
    db: AsyncSession,
    incident: Incident,
    parties: Iterable[str],
    why: Involvement,
    *,
    centres: Iterable[tuple[str, UUID]] = (),
    now: datetime,
) -> Newcomers:
    """Involve the parties, under the incident's lock; parties only listed are passed over.

    `centres`: those of the parties that have a part in the case by it. A party is told why only
    once; involvement is never withdrawn. One that the case is kept from is passed over where its
    region is touched; Conflict where somebody addresses it. The positions of assets deployed in the
    incident are shared with newcomers from now on.
    """
    new = await enter(db, incident, parties, why, centres=centres, now=now)
    if not new:
        return Newcomers()
    conditional = await occasions.refresh(db, incident, now=now)
    shown = [party for party in new if await _share_positions(db, incident, party)]
    return Newcomers(frozenset(new), conditional | frozenset(shown))


async def enter(
    db: AsyncSession,
    incident: Incident,
    parties: Iterable[str],
    *why: Involvement,
    centres: Iterable[tuple[str, UUID]] = (),
    now: datetime,
) -> list[str]:
    """As `involve`, for a case that nobody is deployed in yet: the newcomers, whose occasions are
    still to be brought up to date."""
    await db.flush()
    rows = (await visible.involvements(db, [incident.id]))[incident.id]
    known = {row.party: row.why or [] for row in rows}
    joined = set(await directory.joined(db))
    parties = await _told(db, incident, list(parties), why)
    asked = [party for party in dict.fromkeys(parties) if party in joined]
    new = [party for party in asked if party not in known]
    told_more = False
    for party in known.keys() & asked:
        more = [one.value for one in why if one not in known[party]]
        told_more = told_more or bool(more)
        if more:
            await db.execute(
                update(Involved)
                .where(col(Involved.incident_id) == incident.id, col(Involved.party_code) == party)
                .values(why=[*known[party], *more])
            )
    reasons = [one.value for one in why]
    db.add_all(
        Involved(incident_id=incident.id, party_code=party, why=reasons, since=now) for party in new
    )
    await db.flush()
    began = [await _take_part(db, incident, *one, now=now) for one in centres]
    if new or told_more or any(began):
        incident.updated_at = now
    return new


async def _take_part(
    db: AsyncSession, incident: Incident, party: str, centre_id: UUID, *, now: datetime
) -> bool:
    """Note that the centre of an involved party has a part in the case from now on; whether that is
    new."""
    known: ColumnElement[Any] = type_coerce(Involved.centres, JSONB())
    part = {"centre_id": str(centre_id)}
    begun = await db.execute(
        update(Involved)
        .where(
            col(Involved.incident_id) == incident.id,
            col(Involved.party_code) == party,
            not_(known.contains([part])),
        )
        .values(centres=known.concat([{**part, "since": now.isoformat()}]))
    )
    return isinstance(begun, CursorResult) and begun.rowcount > 0


async def leads_now(db: AsyncSession, incident: Incident, party: str, *, now: datetime) -> None:
    """The lead is about to be another party's: the old one led until now."""
    for code, until in ((incident.lead_party, now), (party, None)):
        await db.execute(
            update(Involved)
            .where(col(Involved.incident_id) == incident.id, col(Involved.party_code) == code)
            .values(led_until=until)
        )


async def _told(
    db: AsyncSession, incident: Incident, parties: list[str], why: tuple[Involvement, ...]
) -> list[str]:
    kept = kept_from(incident)
    if why == (Involvement.REGION,):
        if is_held_back(incident):
            return []
        return [party for party in parties if party not in kept]
    await refuse_kept_from(db, incident, parties)
    return parties


async def refuse_kept_from(db: AsyncSession, incident: Incident, parties: Iterable[str]) -> None:
    """Conflict where one of them is not to be told of the case."""
    kept = {one["party"]: one["reason"] for one in incident.kept_from}
    named = [party for party in dict.fromkeys(parties) if party in kept]
    if not named:
        return
    names = await directory.state_names(db)
    refusals = [
        Refusal(
            "kept_from",
            filled(
                "{party} is not to be told of this case: {reason} Take it off that list first.",
                party=names.of(party),
                reason=kept[party],
            ),
            {"party": party},
        )
        for party in named
    ]
    raise Conflict.of(refusals, state=incident.state)


async def _share_positions(db: AsyncSession, incident: Incident, party: str) -> bool:
    """Share the deployed assets' positions with the party too; whether there were any."""
    deployed = (
        select(
            col(SharedPosition.asset_id),
            col(SharedPosition.incident_id),
            literal(party),
            func.min(col(SharedPosition.since)),
        )
        .where(col(SharedPosition.incident_id) == incident.id)
        .group_by(col(SharedPosition.asset_id), col(SharedPosition.incident_id))
    )
    shared = await db.execute(
        insert(SharedPosition)
        .from_select(["asset_id", "incident_id", "party_code", "since"], deployed)
        .on_conflict_do_nothing()
        .returning(col(SharedPosition.asset_id))
    )
    return bool(shared.scalars().all())
