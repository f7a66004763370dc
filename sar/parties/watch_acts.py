"""Watch officers as coordinators: the party's setting, and how it stands at the caller's centre."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar import installation
from sar.parties.acting import ActingFacts, against_acting
from sar.parties.caller import Caller
from sar.parties.models import Party
from sar.parties.presence import coordinator_signed_in
from sar.parties.roles import Act
from sar.parties.views import WatchActsView
from sar.record import service as record
from sar.record.entries import WatchActsSet


async def facts_of(
    db: AsyncSession, caller: Caller, *, about_case: bool = True, leaves_distress: bool = False
) -> ActingFacts:
    """The facts about the caller, for a decision about a case, or about none."""
    party = await db.get_one(Party, caller.party)
    return ActingFacts(
        watch_officer=caller.person_id is not None and caller.may(Act.WATCH),
        about_case=about_case,
        leaves_distress=leaves_distress,
        allowed=party.watch_acts,
        coordinator_signed_in=await coordinator_signed_in(db, caller.centre_id),
    )


async def read(db: AsyncSession, caller: Caller) -> WatchActsView:
    """The present state at the caller's centre, for any case."""
    facts = await facts_of(db, caller)
    acts = not against_acting(facts) and not caller.may(Act.COORDINATE)
    return WatchActsView(
        allowed=facts.allowed, coordinator_signed_in=facts.coordinator_signed_in, acts=acts
    )


async def allow(db: AsyncSession, caller: Caller, *, allowed: bool, now: datetime) -> None:
    """Set whether the caller's party lets watch officers act as coordinator."""
    party = await db.get_one(Party, caller.party, with_for_update=True)
    if party.watch_acts is allowed:
        return
    party.watch_acts = allowed
    await db.flush()
    fact = WatchActsSet(id=party.code, about=party.name, allowed=allowed)
    exercise = (await installation.read(db)).exercise
    await record.write(db, fact, by=caller.actor, told=[], now=now, exercise=exercise)
