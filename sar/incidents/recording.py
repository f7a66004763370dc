"""Recording of facts about cases, for the parties that may read them."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from functools import partial
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import visible
from sar.incidents.models import Incident, LogLine
from sar.incidents.words import IncidentState
from sar.record import recording as recorded
from sar.record.entries import LogWritten, Thing
from sar.record.recording import FurtherFact, Recording
from sar.record.service import Actor


class WritingDesk(Protocol):
    """The centre in whose name a line of the log is written: a caller's, or the lead's."""

    @property
    def party(self) -> str: ...
    @property
    def centre_id(self) -> UUID: ...


def recording(
    db: AsyncSession, *cases: Incident, by: Actor, now: datetime
) -> AbstractAsyncContextManager[Recording]:
    """As `sar.record.recording`, of cases that are locked or not yet written."""
    draw = partial(visible.views, db, [case.id for case in cases], now=now)
    return recorded.recording(db, draw, by=by, exercise=cases[0].exercise, now=now)


class RecordingOfCase(Protocol):
    """`recording`, or one of a layer above that draws more than the case."""

    def __call__(
        self, db: AsyncSession, case: Incident, /, *, by: Actor, now: datetime
    ) -> AbstractAsyncContextManager[Recording]: ...


def in_full(entry: Recording) -> set[str]:
    """The readers of a fact about a case: those that see it in full once it has happened.

    A closed case has left all pictures, but for those of the parties that something is left to do
    of: then those that saw it in full before too.
    """
    key: tuple[Thing, str] = ("incident", str(entry.fact.id if entry.fact else ""))
    after = [seen[key] for seen in entry.after.values() if key in seen]
    stays = any(view.get("state") != IncidentState.CLOSED for view in after)
    sources = (entry.after,) if stays else (entry.before, entry.after)
    return {
        party
        for source in sources
        for party, seen in source.items()
        if seen.get(key, {}).get("view") == "full"
    }


async def readers_of_fact(
    db: AsyncSession, incident: Incident
) -> list[str] | Callable[[Recording], set[str]]:
    """The readers of what is told of the locked case in every state: whoever sees it in full; of a
    closed one, which is in hardly anybody's picture, all who took part."""
    if incident.state is IncidentState.CLOSED:
        return await visible.parties_involved(db, incident.id)
    return in_full


def lines_for(incident: Incident, lines: Sequence[str], by: Actor) -> list[FurtherFact]:
    """Lines that the platform wrote into the log with a fact, for the readers of that."""
    return [
        FurtherFact(LogWritten(id=incident.id, about=incident.reference, text=line), by)
        for line in lines
    ]


def line_of(incident: Incident, desk: WritingDesk, text: str, *, now: datetime) -> LogLine:
    """A line of the log that the platform writes for what is done there."""
    return LogLine(
        incident_id=incident.id,
        at=now,
        written_at=now,
        text=text,
        by_party=desk.party,
        by_centre_id=desk.centre_id,
    )


def changed(incident: Incident, *, now: datetime) -> None:
    """Count a change that a form can be stale against."""
    incident.version += 1
    incident.updated_at = now


def changed_for_all(incident: Incident, *, now: datetime) -> None:
    """Count a change that coarse readers see too."""
    changed(incident, now=now)
    incident.coarse_updated_at = now
