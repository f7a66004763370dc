"""Alerts about a watch officer who acts as coordinator: to the own centre's contacts, until a
coordinator has looked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts.ladder import Silence
from sar.alerts.subjects import AlertFacts, AwaitedAnswer, Subject, register
from sar.alerts.words import AlertMatter
from sar.incidents import visible
from sar.incidents.recording import recording
from sar.record.entries import (
    ActingAlertFailed,
    ActingAlertGivenUp,
    ActingAlertSent,
    ActingContactsExhausted,
)
from sar.record.recording import Recording
from sar.record.service import PLATFORM

LOOK_WITHIN: Final = timedelta(minutes=10)
"""The time that each contact is given (a house figure)."""


async def _read(
    db: AsyncSession, line_id: UUID, lock: bool, _now: datetime
) -> AwaitedAnswer | None:
    """The look of a coordinator that is awaited since the decision; None: one has looked."""
    incident = await visible.case_acted_on(db, line_id, lock=lock)
    if incident is None:
        return None
    (line,) = (one for one in incident.acted if one["id"] == str(line_id))
    centre_id, at = UUID(line["centre_id"]), datetime.fromisoformat(line["at"])
    centre = (await visible.centre_refs(db, ids=[centre_id]))[centre_id]
    return AwaitedAnswer(
        about_id=line_id,
        fields={"id": incident.id, "about": incident.reference, "centre": centre.name},
        party=line["party"],
        centre_id=centre_id,
        asker_centre_id=centre_id,
        reference=incident.reference,
        exercise=incident.exercise,
        says=f"a watch officer of {centre.name} acts as coordinator",
        silence=Silence(
            exercise=incident.exercise,
            asked_at=at,
            acknowledge_due_at=at + LOOK_WITHIN,
            answer_due_at=None,
            acknowledged=False,
            at_once=True,
        ),
        is_over=False,
        readers=[line["party"]],
    )


@asynccontextmanager
async def _recording(
    db: AsyncSession, about: AwaitedAnswer, now: datetime
) -> AsyncIterator[Recording]:
    """A form that is open on the case is not stale by it: its version stays."""
    incident = await visible.locked(db, about.fields["id"])
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        yield entry


async def _ask_next(_db: AsyncSession, _about: AwaitedAnswer) -> list[UUID]:
    """Nobody: the officer goes on."""
    return []


_FACTS: Final = AlertFacts(
    ActingAlertSent, ActingAlertFailed, ActingAlertGivenUp, ActingContactsExhausted
)

register(
    AlertMatter.ACTING,
    Subject(read=_read, recording=_recording, ask_next=_ask_next, facts=_FACTS),
)
