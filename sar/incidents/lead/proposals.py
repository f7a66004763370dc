"""Changes of the lead: proposals that a centre take an office over, and its answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final, TypedDict
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock, jobs
from sar.alerts import rows as alerts
from sar.alerts.words import AlertMatter
from sar.errors import Conflict, Malformed, TooManyToParty
from sar.incidents import coordination, visible
from sar.incidents.alarms.raising import raise_at_new_lead
from sar.incidents.coordination import OFFICE_NAMES
from sar.incidents.coordination_schemas import (
    AcceptCoordinationBody,
    DeclineCoordinationBody,
    ProposeCoordinationBody,
    SmcByVoiceBody,
    WithdrawCoordinationBody,
)
from sar.incidents.informing import regions
from sar.incidents.informing.involving import Newcomers, involve, leads_now
from sar.incidents.lead.confirming import await_confirmation
from sar.incidents.lead.offices import check_holder, holder_row
from sar.incidents.models import Coordination, Incident
from sar.incidents.newest_sheet import is_distress_still
from sar.incidents.one_event import against_swapping, against_telling
from sar.incidents.recording import changed, in_full, recording
from sar.incidents.words import CaseAction, CoordinationState, Involvement, Office, ProposalAction
from sar.machine import Step
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.record.entries import (
    CoordinationAccepted,
    CoordinationDeclined,
    CoordinationProposed,
    CoordinationWithdrawn,
    Fact,
    LeadClaimed,
    ProposalUnanswered,
)
from sar.record.recording import FurtherFact
from sar.record.service import PLATFORM
from sar.time_words import minute_text

PROPOSAL_UNANSWERED: Final = "incidents.proposal_unanswered"
"""The job that tells the record that a centre has not answered whether it takes an office over."""


async def propose(
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    body: ProposeCoordinationBody,
    *,
    now: datetime,
) -> None:
    """Ask a centre to take an office over; the holder stays responsible until it accepts."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.PROPOSE)
    asked = await visible.named_centre(db, "to_centre_id", body.to_centre_id)
    await directory.check_serving(db, "to_centre_id", body.to_centre_id)
    open_one = await visible.open_proposal(db, incident.id, body.office)
    replaced = open_one if open_one is not None and open_one.id == body.instead_of else None
    open_to = await _name(db, open_one.to_centre_id) if open_one and not replaced else None
    refusals = coordination.propose(
        body.office, to=asked, lead_centre_id=incident.lead_centre_id, open_to=open_to
    )
    if body.office is Office.SMC:
        refusals += against_swapping(
            await visible.lead_moves(db, incident.id, party=caller.party),
            from_party=incident.lead_party,
            to_party=asked.party,
            centre=asked.name,
        )
        kept = await visible.linked_kept_from(db, caller, incident, asked.party, now=now)
        if kept:
            name = (await directory.state_names(db)).of(asked.party)
            refusals += against_telling(kept, party=asked.party, name=name)
    if refusals:
        raise Conflict.of(refusals, state=incident.state)
    if not asked.listed and asked.party != incident.lead_party and not is_distress_still(incident):
        await _refuse_too_many(db, incident.lead_party, asked.party, now=now)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        if replaced is not None:
            entry.further.append(
                await _take_back(db, caller, incident, replaced, reason=body.reason, now=now)
            )
        row = Coordination(
            id=body.id,
            incident_id=incident.id,
            office=body.office,
            from_centre_id=incident.lead_centre_id,
            from_party=incident.lead_party,
            to_centre_id=asked.centre_id,
            to_party=asked.party,
            reason=body.reason,
            proposed_at=now,
        )
        db.add(row)
        await alerts.begin(db, AlertMatter.COORDINATION, [row.id], now=now)
        await _await_answer(db, incident, row)
        incident.updated_at = now
        why = Involvement.ASKED_TO_COORDINATE
        asked_one = [(asked.party, asked.centre_id)]
        newcomers = await involve(db, incident, [asked.party], why, centres=asked_one, now=now)
        fact = CoordinationProposed(**await _named(db, incident, row), reason=body.reason)
        entry.record(fact, readers=in_full, resync=newcomers.parties)


async def _refuse_too_many(db: AsyncSession, by: str, to: str, *, now: datetime) -> None:
    since = now - coordination.PROPOSED_WITHIN
    sent = await visible.proposed_below_distress(db, by=by, to=to, since=since)
    again_in = coordination.proposes_again_in(sent, now=now)
    if again_in is not None:
        names = await directory.state_names(db)
        said = (
            f"{names.of(to)} is sent no more of your proposals below distress for now:"
            f" {coordination.PROPOSED_AT_MOST} were sent within the hour."
        )
        again_s = max(1, ceil(clock.real_seconds(again_in)))
        raise TooManyToParty({to: said}, names, retry_after_s=again_s)


def due_at(incident: Incident, row: Coordination) -> datetime:
    """The latest time at which the proposal is to be answered here."""
    said = row.said_by_voice
    return coordination.answer_due_at(
        row.proposed_at,
        in_distress=is_distress_still(incident),
        said_at=None if said is None else datetime.fromisoformat(said["at"]),
    )


async def _await_answer(db: AsyncSession, incident: Incident, row: Coordination) -> None:
    args = {"incident_id": str(incident.id), "proposal_id": str(row.id)}
    await jobs.defer(db, PROPOSAL_UNANSWERED, args, at=due_at(incident, row))


async def await_answers_sooner(db: AsyncSession, incident: Incident) -> None:
    """The phase of the locked case was raised: what it asks of other centres is due sooner. An
    answer that is late by that already is told at once."""
    for row in await visible.open_proposals(db, incident.id):
        await _await_answer(db, incident, row)


async def tell_unanswered(
    db: AsyncSession, incident_id: UUID, proposal_id: UUID, *, now: datetime
) -> None:
    """Put on the record that a centre has not answered in time whether it takes an office over:
    the holder answers still. Once two persons have lowered a distress it has longer. Told once."""
    incident = await visible.locked(db, incident_id)
    row = await visible.proposal_of(db, proposal_id)
    if row is None or row.state is not CoordinationState.PROPOSED or row.unanswered_at is not None:
        return
    if now < due_at(incident, row):
        await _await_answer(db, incident, row)
        return
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        row.unanswered_at = now
        fact = ProposalUnanswered(
            **await _named(db, incident, row),
            holder=await _name(db, incident.smc_centre_id),
            minutes=(now - row.proposed_at) // timedelta(minutes=1),
        )
        entry.record(fact, readers=in_full)


async def _name(db: AsyncSession, centre_id: UUID) -> str:
    return (await visible.centre_refs(db, ids=[centre_id]))[centre_id].name


class ProposalFields(TypedDict):
    """The fields of every fact about a proposal."""

    id: UUID
    about: str
    office: str
    from_centre: str
    to_centre: str


async def _named(db: AsyncSession, incident: Incident, row: Coordination) -> ProposalFields:
    refs = await visible.centre_refs(db, ids=[row.from_centre_id, row.to_centre_id])
    return ProposalFields(
        id=incident.id,
        about=incident.reference,
        office=OFFICE_NAMES[row.office],
        from_centre=refs[row.from_centre_id].name,
        to_centre=refs[row.to_centre_id].name,
    )


async def _answered(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    office: Office,
    action: ProposalAction,
    *,
    reason: str,
    now: datetime,
) -> Coordination:
    """The open proposal for the office with its answer, or Conflict; the case is locked."""
    visible.allow(caller, incident, CaseAction.ANSWER)
    row = await visible.open_proposal(db, incident.id, office)
    step = coordination.answer(
        row.state if row else None,
        action,
        asked=row is not None and row.to_party == caller.party,
        leads=incident.lead_party == caller.party,
    )
    if row is None or not isinstance(step, Step):
        assert isinstance(step, list)  # noqa: S101 without a proposal there are only refusals
        raise Conflict.of(step, state=incident.state)
    row.state, row.answer_reason, row.answered_at = step.state, reason, now
    incident.updated_at = now
    return row


async def decline(
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    body: DeclineCoordinationBody,
    *,
    now: datetime,
) -> None:
    """Decline, with a reason; the holder goes on."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        row = await _answered(
            db, caller, incident, body.office, ProposalAction.DECLINE, reason=body.reason, now=now
        )
        fact = CoordinationDeclined(**await _named(db, incident, row), reason=body.reason)
        entry.record(fact, readers=in_full)


async def withdraw(
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    body: WithdrawCoordinationBody,
    *,
    now: datetime,
) -> None:
    """Take a proposal back that has not been answered."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        row = await _answered(
            db, caller, incident, body.office, ProposalAction.WITHDRAW, reason=body.reason, now=now
        )
        named = await _named(db, incident, row)
        fact = CoordinationWithdrawn(**named, reason=body.reason)
        entry.record(fact, readers=in_full)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The outcome of taking an office over; the caller records `fact`.

    For the office of mission coordinator `from_party` answers no longer: all that it had asked
    for in the case is the new lead's from now on.
    """

    fact: Fact
    office: Office
    from_party: str
    from_centre_id: UUID
    newcomers: Newcomers


async def take_over(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    body: AcceptCoordinationBody,
    *,
    now: datetime,
) -> TakenOver:
    """Accept the open proposal for an office; the case is locked, `before` is drawn.

    Writes the rows of the case, not the record: the layer that knows the open requests and
    deployments hands them over in the same transaction and records all of it as one fact.
    """
    await _check_accept(db, caller, body, now=now)
    row = await _answered(
        db, caller, incident, body.office, ProposalAction.ACCEPT, reason="", now=now
    )
    newcomers = Newcomers()
    match body.office:
        case Office.SMC:
            newcomers = await _lead(db, incident, row, now=now)
        case Office.OSC:
            incident.osc = holder_row(body.holder, now=now)
        case Office.ACO:
            incident.aco = holder_row(body.holder, now=now)
    changed(incident, now=now)
    await db.flush()
    fact = CoordinationAccepted(**await _named(db, incident, row))
    return TakenOver(fact, body.office, row.from_party, row.from_centre_id, newcomers)


async def _check_accept(
    db: AsyncSession, caller: Caller, body: AcceptCoordinationBody, *, now: datetime
) -> None:
    if body.office is Office.SMC and body.holder is not None:
        raise Malformed.at("holder", "not_for_smc", "is for the offices on scene")
    if body.office is not Office.SMC and body.holder is None:
        raise Malformed.at("holder", "missing", "names the unit that takes the office")
    await check_holder(db, caller, "holder", body.holder, now=now)


async def _lead(
    db: AsyncSession, incident: Incident, row: Coordination, *, now: datetime
) -> Newcomers:
    """The asked centre leads from now on; a wish of the old lead to close or suspend ends."""
    led = incident.lead_party
    await leads_now(db, incident, row.to_party, now=now)
    row.from_centre_id = incident.smc_centre_id
    incident.hand_over(row.to_centre_id, at=now, by_voice=False)
    if incident.lead_party != row.to_party:
        incident.territory_of = None  # whom to tell first was the choice of who led before
    await await_confirmation(db, incident, at=now)
    incident.lead_party, incident.lead_centre_id = row.to_party, row.to_centre_id
    incident.asked_to_close = incident.asked_to_suspend = incident.smc_by_voice = None
    incident.region_centre_id = await regions.holder(db, incident, now=now)
    lead = [(row.to_party, row.to_centre_id)]
    newcomers = await involve(
        db, incident, [row.to_party], Involvement.LEADS, centres=lead, now=now
    )
    await raise_at_new_lead(db, incident, led, now=now)
    return newcomers


async def withdraw_all(db: AsyncSession, incident: Incident, *, reason: str, now: datetime) -> None:
    """Take back what nobody has answered, because the case is closed."""
    for row in await visible.open_proposals(db, incident.id):
        row.state, row.answer_reason, row.answered_at = CoordinationState.WITHDRAWN, reason, now


async def claim(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    row: Coordination,
    body: SmcByVoiceBody,
    *,
    at: datetime,
    now: datetime,
) -> None:
    """Write down that the asked centre said by voice that it takes over. Its own word here is
    waited for longer; until then nothing moves, and the holder answers."""
    refs = await visible.centre_refs(db, ids=[caller.centre_id])
    claimant = {"claimed_by": caller.party, "claimed_by_centre": refs[caller.centre_id].name}
    spoke = {"function": body.function, "heard": body.heard, "channel": body.channel}
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        row.said_by_voice = {**spoke, "at": at.isoformat(), **claimant}
        incident.updated_at = now
        await _await_answer(db, incident, row)
        fact = LeadClaimed(
            **await _named(db, incident, row),
            **spoke,
            **claimant,
            time=minute_text(at),
            holder=await _name(db, incident.smc_centre_id),
        )
        entry.record(fact, readers=in_full)


async def withdraw_smc(
    db: AsyncSession, caller: Caller, incident: Incident, *, reason: str, now: datetime
) -> list[FurtherFact]:
    """Take back the proposal to coordinate the mission that nobody has answered, because another
    centre does already; the fact that tells it."""
    row = await visible.open_proposal(db, incident.id, Office.SMC)
    if row is None:
        return []
    return [await _take_back(db, caller, incident, row, reason=reason, now=now)]


async def _take_back(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    row: Coordination,
    *,
    reason: str,
    now: datetime,
) -> FurtherFact:
    row.state, row.answer_reason, row.answered_at = CoordinationState.WITHDRAWN, reason, now
    fact = CoordinationWithdrawn(**await _named(db, incident, row), reason=reason)
    return FurtherFact(fact, caller.actor)
