"""Decisions of a coordinator that a watch officer takes: checked, and marked.

The mark is for the own party alone: a fact on its record, and a line in its view of the case until
a coordinator has looked. It holds nothing up.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar.errors import Forbidden
from sar.incidents import visible
from sar.incidents.alarms.raising import raise_acted
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_or_suggests_distress
from sar.incidents.recording import recording
from sar.incidents.words import ActingDecision
from sar.parties import visible as directory
from sar.parties import watch_acts
from sar.parties.acting import against_acting, in_sentences
from sar.parties.caller import Caller
from sar.parties.identifying import AnyCaller, coordinates
from sar.parties.roles import Act
from sar.record.entries import ActedAsCoordinator, ActingSeen


async def _decider(found: AnyCaller) -> Caller:
    """A coordinator, or a person who may act as one: that depends on the case."""
    if found.person_id is not None and found.may(Act.WATCH):
        return found
    return await coordinates(found)


Decide = Annotated[Caller, Depends(_decider)]


@asynccontextmanager
async def as_coordinator(
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID | None,
    decision: ActingDecision,
    *,
    leaves: UUID | None = None,
    now: datetime,
) -> AsyncIterator[None]:
    """Enter before a decision about the case; leave once it is recorded, in the same transaction.

    `leaves`: the case that a unit leaves by it. Forbidden where the caller neither coordinates nor
    acts as coordinator.
    """
    if caller.may(Act.COORDINATE):
        yield
        return
    await _check(db, caller, incident_id, leaves)
    yield
    assert incident_id is not None  # noqa: S101 refused else
    await _mark(db, caller, await visible.locked(db, incident_id), decision, now=now)


async def _check(
    db: AsyncSession, caller: Caller, incident_id: UUID | None, leaves: UUID | None
) -> None:
    incident = await visible.access_incident(db, caller, incident_id) if incident_id else None
    leaves_distress = False
    if leaves is not None and not (incident and is_or_suggests_distress(incident)):
        left = await visible.access_incident(db, caller, leaves)
        leaves_distress = is_or_suggests_distress(left)
    facts = await watch_acts.facts_of(
        db, caller, about_case=incident is not None, leaves_distress=leaves_distress
    )
    bars = against_acting(facts)
    if bars:
        why = in_sentences(bars, centre=await _centre_name(db, caller))
        raise Forbidden(
            "role_missing",
            f"This needs the role coordinator. {why}",
            act=Act.COORDINATE,
            roles=sorted(caller.roles),
            not_acting=bars,
        )


async def _centre_name(db: AsyncSession, caller: Caller) -> str:
    return (await directory.access_centre(db, caller.centre_id)).name


async def _mark(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    decision: ActingDecision,
    *,
    now: datetime,
) -> None:
    """Tell the own party and its centre's contacts, and keep it before its coordinators."""
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        line = {
            "id": str(uuid7()),
            "decision": decision.value,
            "party": caller.party,
            "who": caller.who,
            "at": now.isoformat(),
        }
        incident.acted = [*incident.acted, line]
        await raise_acted(db, incident, line["id"], caller.centre_id, caller.party, now=now)
        fact = ActedAsCoordinator(
            id=incident.id,
            about=incident.reference,
            decision=decision.value,
            centre=await _centre_name(db, caller),
            who=caller.who,
        )
        entry.record(fact, readers=[caller.party])


async def note_acting_seen(
    db: AsyncSession, caller: Caller, incident_id: UUID, *, now: datetime
) -> None:
    """Note that a coordinator has looked at all that was decided for its party so far."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    seen = [line for line in incident.acted if line["party"] == caller.party]
    if not seen:
        return  # another coordinator was there first
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        incident.acted = [line for line in incident.acted if line not in seen]
        fact = ActingSeen(id=incident.id, about=incident.reference, count=len(seen), who=caller.who)
        entry.record(fact, readers=[caller.party])
