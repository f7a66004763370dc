"""Alerts about proposals to take an office over: what is awaited of the asked centre, and the facts
that tell of its contacts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts.ladder import Silence
from sar.alerts.subjects import AlertFacts, AwaitedAnswer, Subject, register
from sar.alerts.words import AlertMatter
from sar.incidents import visible
from sar.incidents.coordination import OFFICE_NAMES, READ_WITHIN, answer_due_at
from sar.incidents.phases import WOKEN
from sar.incidents.recording import recording
from sar.incidents.words import CoordinationState
from sar.parties import presence
from sar.record.entries import (
    ProposalAlertFailed,
    ProposalAlertGivenUp,
    ProposalAlertSent,
    ProposalContactsExhausted,
)
from sar.record.recording import Recording
from sar.record.service import PLATFORM


async def _read(
    db: AsyncSession, proposal_id: UUID, lock: bool, _now: datetime
) -> AwaitedAnswer | None:
    """The answer to a proposal, which is locked with its case where that is wanted."""
    row = await visible.proposal_of(db, proposal_id)
    if row is None:
        return None
    if lock:
        incident = await visible.locked(db, row.incident_id)
        await db.refresh(row)
    else:
        (incident,) = await visible.rows_of(db, {row.incident_id})
    refs = await visible.centre_refs(db, ids=[row.to_centre_id])
    watched = await presence.watch_signed_in(db, row.to_centre_id)
    return AwaitedAnswer(
        about_id=row.id,
        fields={
            "id": incident.id,
            "about": incident.reference,
            "centre": refs[row.to_centre_id].name,
            "office": OFFICE_NAMES[row.office],
        },
        party=row.to_party,
        centre_id=row.to_centre_id,
        asker_centre_id=row.from_centre_id,
        reference=incident.reference,
        exercise=incident.exercise,
        silence=Silence(
            exercise=incident.exercise,
            asked_at=row.proposed_at,
            acknowledge_due_at=row.proposed_at + READ_WITHIN,
            answer_due_at=answer_due_at(row.proposed_at, incident.phase),
            acknowledged=False,
            at_once=incident.phase in WOKEN and not watched,
        ),
        is_over=row.state is not CoordinationState.PROPOSED,
        readers=[row.from_party, row.to_party],
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
    """Nobody: the lead finds whom else to propose the office to, and the holder goes on."""
    return []


_FACTS: Final = AlertFacts(
    ProposalAlertSent, ProposalAlertFailed, ProposalAlertGivenUp, ProposalContactsExhausted
)

register(
    AlertMatter.COORDINATION,
    Subject(read=_read, recording=_recording, ask_next=_ask_next, facts=_FACTS),
)
