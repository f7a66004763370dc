"""Alerts about proposals to take an office over: what is awaited of the asked centre, and the facts
that tell of its contacts."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.alerts.ladder import Silence
from sar.alerts.models import Proposal
from sar.alerts.subjects import AlertFacts, AwaitedAnswer, Subject, register
from sar.alerts.words import AlertMatter
from sar.geo.geodesy import distance_nm
from sar.incidents import visible
from sar.incidents.access import kept_from
from sar.incidents.alarms.alert_entries import recording_alert
from sar.incidents.coordination import OFFICE_NAMES, READ_WITHIN
from sar.incidents.informing import regions
from sar.incidents.lead.next_lead import LeadCandidate, next_to_lead
from sar.incidents.lead.proposals import due_at
from sar.incidents.models import Incident
from sar.incidents.phases import WOKEN
from sar.incidents.words import CoordinationState, Office
from sar.parties import presence
from sar.parties import visible as directory
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
            answer_due_at=due_at(incident, row),
            acknowledged=row.said_by_voice is not None,
            at_once=incident.phase in WOKEN and not watched,
        ),
        is_over=row.state is not CoordinationState.PROPOSED,
        readers=[row.from_party, row.to_party],
    )


async def _ask_next(db: AsyncSession, about: AwaitedAnswer) -> Proposal:
    """The centres to which the holder may propose the lead next; of an office on scene, whose unit
    is there or is not, nobody."""
    row = await visible.proposal_of(db, about.about_id)
    if row is None or row.office is not Office.SMC:
        return []
    (incident,) = await visible.rows_of(db, {row.incident_id})
    asked = await visible.parties_asked(db, incident.id, row.office)
    without = {incident.lead_party, row.to_party, *asked, *kept_from(incident)}
    return next_to_lead(await _candidates(db, incident), without=without)


async def _candidates(db: AsyncSession, incident: Incident) -> list[LeadCandidate]:
    touched = {one.centre_id for one in await regions.touched(db, incident, now=clock.now())}
    takes_part = await visible.centres_in(db, incident.id)
    involved = set(await visible.parties_involved(db, incident.id))
    last = await visible.last_report(db, incident.id)
    place = incident.datum or (last.point if last else None)
    return [
        LeadCandidate(
            id=one.id,
            party=one.party,
            listed=one.listed,
            holds=one.id == incident.region_centre_id,
            is_in=one.id in takes_part
            or (one.id in touched and (one.listed or one.party in involved)),
            miles=distance_nm(one.position.to_latlon(), place) if place else None,
        )
        for one in await directory.centres(db, serving=True)
        if one.id != incident.smc_centre_id
    ]


_FACTS: Final = AlertFacts(
    ProposalAlertSent, ProposalAlertFailed, ProposalAlertGivenUp, ProposalContactsExhausted
)

register(
    AlertMatter.COORDINATION,
    Subject(read=_read, recording=recording_alert, ask_next=_ask_next, facts=_FACTS),
)
