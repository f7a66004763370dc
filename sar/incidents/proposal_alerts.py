"""Alerts about proposals to take an office over: what is awaited of the asked centre, and the facts
that tell of its contacts."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts.ladder import Silence
from sar.alerts.subjects import AlertFacts, AwaitedAnswer, Subject, register
from sar.alerts.words import AlertMatter
from sar.incidents import visible
from sar.incidents.alert_entries import recording_alert
from sar.incidents.coordination import OFFICE_NAMES, READ_WITHIN, answer_due_at
from sar.incidents.phases import WOKEN
from sar.incidents.words import CoordinationState
from sar.parties import presence
from sar.record.entries import (
    ProposalAlertFailed,
    ProposalAlertGivenUp,
    ProposalAlertSent,
    ProposalContactsExhausted,
)


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


_FACTS: Final = AlertFacts(
    ProposalAlertSent, ProposalAlertFailed, ProposalAlertGivenUp, ProposalContactsExhausted
)

register(
    AlertMatter.COORDINATION,
    Subject(read=_read, recording=recording_alert, facts=_FACTS),
)
