"""Closes an incident and takes one over, with the consequences for its requests and deployments."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.words import Phase
from sar.incidents import listing
from sar.incidents import visible as incidents
from sar.incidents.case_people import obstacles_of
from sar.incidents.coordination_schemas import AcceptCoordinationBody
from sar.incidents.ending_schemas import CloseIncidentBody
from sar.incidents.lead import proposals
from sar.incidents.lifecycle import ending as cases
from sar.incidents.lifecycle import same_case
from sar.incidents.models import Incident
from sar.incidents.phases import Outstanding
from sar.incidents.words import CaseAction, Office
from sar.machine import Side, Step, decide
from sar.parties.caller import Caller
from sar.requests.asking import ending
from sar.requests.deployment_traits import TRAITS, is_active
from sar.requests.deployments.case_closed import end_with_case
from sar.requests.locks import LockedWork, lock_work
from sar.requests.recording import Touched, changed, recording, refuse
from sar.requests.state_tables import REQUEST
from sar.requests.words import RequestAction


async def close_incident(
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    body: CloseIncidentBody,
    *,
    seconds: bool = False,
    now: datetime,
) -> None:
    """Close the incident, and its requests and work with it; or put down one person's wish to.

    Refused while anybody is undelivered or unaccounted for, or a ship unreleased, unless a second
    person of the lead says so too (Annex 1.3.2): `seconds`.
    """
    other = await same_case.hold_other(db, caller, incident_id, body.same_as)
    incident = await incidents.access_incident(db, caller, incident_id, lock=True)
    incidents.allow(caller, incident, CaseAction.CLOSE)
    work = await lock_work(db, incident, assets_too=True)
    if other is not None:
        await same_case.check(db, incident, other, tasked=_tasked(work))
    told = await incidents.fact_readers(db, incident, now=now)
    touched = await _touched(db, incident, work, *([other.id] if other else []))
    async with recording(
        db, touched, by=caller.actor, exercise=incident.exercise, now=now
    ) as entry:
        outstanding_now = await left(db, incident, work)
        ended = await cases.close(
            db,
            caller,
            incident,
            outstanding_now,
            body,
            seconds=seconds,
            same_as=other.id if other else None,
            now=now,
        )
        if ended.closed:
            _end_all(incident, work, now=now)
            entry.further += await end_with_case(db, caller, incident, work.deployments, now=now)
            for hoped_for in work.hoped_for:
                hoped_for.forget_diversion()
                changed(hoped_for, now=now)
        entry.record(ended.fact, readers=told, resync=ended.resync)
        if other is not None:
            entry.further += await same_case.keep_word(
                db, caller, incident, other, reason=body.reason, second=body.second, now=now
            )


def _tasked(work: LockedWork) -> tuple[str, ...]:
    """The units and ships at work for the case."""
    return tuple(
        row.name for row in work.deployments if is_active(row.state, ship=row.ship_id is not None)
    )


async def left(db: AsyncSession, incident: Incident, work: LockedWork) -> Outstanding:
    """The persons aboard units or unaccounted for, and the ships that have not been released."""
    ships = [row.name for row in work.deployments if row.ship_id and TRAITS[row.state].engages]
    distress = await listing.was_in(db, incident.id, Phase.DISTRESS)
    return obstacles_of(incident, distress=distress, unreleased=ships)


def _end_all(incident: Incident, work: LockedWork, *, now: datetime) -> None:
    """The requests end with the incident, and what was offered and not decided."""
    reason = f"{incident.reference} was closed."
    for request in work.requests:
        action = RequestAction.CLOSE if request.opened_at else RequestAction.CANCEL
        step = decide(REQUEST, request.state, action, sides=frozenset({Side.REQUESTER}))
        if not isinstance(step, Step):
            raise refuse(step, state=request.state)
        ending.end(request, [], step, reason=reason, now=now)
    for offer in work.offers:
        ending.decline(offer, reason=reason, now=now)


async def _touched(
    db: AsyncSession, incident: Incident, work: LockedWork, *others: UUID
) -> Touched:
    with_requests = await ending.touched_by_end(db, work.requests, work.offers)
    return Touched(
        incidents=[incident.id, *others],
        requests=with_requests.requests,
        offers=with_requests.offers,
        deployments=[row.id for row in (*work.deployments, *work.hoped_for)],
        assets=[row.asset_id for row in work.deployments if row.asset_id],
    )


async def accept_coordination(
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    body: AcceptCoordinationBody,
    *,
    now: datetime,
) -> None:
    """Take an office over; as mission coordinator with the open requests and the deployments."""
    incident = await incidents.access_incident(db, caller, incident_id, lock=True)
    work = await lock_work(db, incident)
    touched = await _touched(db, incident, work)
    async with recording(
        db, touched, by=caller.actor, exercise=incident.exercise, now=now
    ) as entry:
        taken = await proposals.take_over(db, caller, incident, body, now=now)
        if taken.office is Office.SMC:
            _hand_over(incident, work, from_party=taken.from_party, now=now)
            await db.flush()
        entry.record(
            taken.fact,
            readers=await incidents.fact_readers(db, incident, now=now),
            resync=taken.newcomers.parties | taken.newcomers.resync,
        )


def _hand_over(incident: Incident, work: LockedWork, *, from_party: str, now: datetime) -> None:
    """Requests, offers and deployments of the old lead become the new lead's.

    Its proposals to divert a unit to another case of its own, or from there, do not: only the lead
    of both proposes that.
    """
    for request in work.requests:
        # A request that was never sent is a note of the old lead's own; opened, it is a thing of
        # the case.
        if request.party_code == from_party and request.opened_at is not None:
            request.party_code, request.centre_id = incident.lead_party, incident.lead_centre_id
            changed(request, now=now)
    for offer in work.offers:
        if offer.to_party == from_party:
            offer.to_party = incident.lead_party
            changed(offer, now=now)
    for deployment in work.deployments:
        if deployment.lead_party == from_party:
            deployment.lead_party = incident.lead_party
            deployment.forget_diversion()
            changed(deployment, now=now)
    for deployment in work.hoped_for:
        if deployment.lead_party != incident.lead_party:
            deployment.forget_diversion()
            changed(deployment, now=now)
