"""Recording of facts about cases, for the parties that may read them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import visible
from sar.incidents.models import Incident, LogLine
from sar.parties.caller import Caller
from sar.record import service as record
from sar.record.entries import Fact, LogWritten, Thing
from sar.record.service import Actor, Views


def readers_of(incident_id: UUID, *, before: Views, after: Views) -> set[str]:
    """The readers of a fact: the parties that see the case in full once it has happened.

    A closed case has left all pictures: then those that saw it in full before.
    """
    key: tuple[Thing, str] = ("incident", str(incident_id))
    source = after if any(key in seen for seen in after.values()) else before
    return {party for party, seen in source.items() if seen.get(key, {}).get("view") == "full"}


async def record_fact(
    db: AsyncSession,
    fact: Fact,
    *,
    about: Sequence[Incident],
    by: Actor,
    before: Views,
    now: datetime,
    resync: Iterable[str] = (),
    readers: set[str] | None = None,
) -> set[str]:
    """Record a fact that changed the views of cases, as the last write; returns its readers.

    `readers`: given if not all who see one of the cases in full may read it.
    """
    await db.flush()
    after = await visible.views(db, [incident.id for incident in about], now=now)
    if readers is None:
        readers = set().union(*(readers_of(i.id, before=before, after=after) for i in about))
    await record.write(
        db,
        fact,
        by=by,
        told=readers,
        before=before,
        after=after,
        resync=resync,
        now=now,
        exercise=about[0].exercise,
    )
    return readers


def line_of(incident: Incident, caller: Caller, text: str, *, now: datetime) -> LogLine:
    """A line of the log that the platform writes for what the caller does."""
    return LogLine(
        incident_id=incident.id,
        at=now,
        written_at=now,
        text=text,
        by_party=caller.party,
        by_centre_id=caller.centre_id,
    )


async def record_line(
    db: AsyncSession, incident: Incident, text: str, *, by: Actor, to: Iterable[str], now: datetime
) -> None:
    """Record a line of the log, which is in nobody's picture."""
    fact = LogWritten(id=incident.id, about=incident.reference, text=text)
    await record.write(db, fact, by=by, told=to, now=now, exercise=incident.exercise)


def changed(incident: Incident, *, now: datetime) -> None:
    """Count a change that a form can be stale against."""
    incident.version += 1
    incident.updated_at = now


def changed_for_all(incident: Incident, *, now: datetime) -> None:
    """Count a change that coarse readers see too."""
    changed(incident, now=now)
    incident.coarse_updated_at = now
