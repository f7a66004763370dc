"""Diversions that the lead proposes: the rules against them, and their decline or withdrawal."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Refusal
from sar.incidents.informing.involving import involve
from sar.incidents.models import Incident
from sar.incidents.words import IncidentState, Involvement
from sar.languages.places import filled
from sar.machine import Step, decide
from sar.parties.caller import Caller
from sar.record.entries import (
    DeploymentStepped,
)
from sar.requests import clearance_rows, locks
from sar.requests.deployments.step_rows import agreed_row
from sar.requests.deployments.stepping import recording_step, sides_of
from sar.requests.locks import LockedDeployment
from sar.requests.models import Deployment
from sar.requests.recording import Touched, changed, recording, refuse
from sar.requests.schemas import DivertDeploymentBody
from sar.requests.state_tables import DEPLOYMENT, SHIP
from sar.requests.words import DeploymentAction


async def propose(
    db: AsyncSession,
    caller: Caller,
    locked: LockedDeployment,
    target: Incident,
    body: DivertDeploymentBody,
    *,
    second: str,
    now: datetime,
) -> None:
    """Put it to the owner, who must know the other incident to say yes. `second`: who has said so
    too."""
    row, action = locked.deployment, DeploymentAction.DIVERT
    touched = Touched(incidents=[target.id], deployments=[row.id])
    async with recording(db, touched, by=caller.actor, exercise=locked.exercise, now=now) as entry:
        row.divert_to, row.divert_need, row.divert_reason = target.id, body.need_id, body.reason
        row.divert_by = {"identity": str(caller.identity), "second": second}
        db.add(agreed_row(caller, row, action, row.state, body.reason, at=now, now=now))
        changed(row, now=now)
        asked = [row.party_code] if row.party_code else []
        owners = [(one.party_code, one.centre_id) for one in locked.assets.values()]
        new = await involve(db, target, asked, Involvement.ADDRESSED, centres=owners, now=now)
        note = f"To {target.reference}: {body.reason}"
        fact = DeploymentStepped(
            id=row.id, about=row.name, action="divert proposed", state=row.state.value, note=note
        )
        entry.record(fact, readers=row.parties, resync=new.parties | new.resync)


async def decline_divert(
    db: AsyncSession, caller: Caller, deployment_id: UUID, *, reason: str, now: datetime
) -> None:
    """Decline a proposed diversion, with a reason; the deployment goes on."""
    action = DeploymentAction.DECLINE_DIVERT
    await _go_on(db, caller, deployment_id, action, reason=reason, now=now)


async def withdraw_divert(
    db: AsyncSession, caller: Caller, deployment_id: UUID, *, reason: str, now: datetime
) -> None:
    """Take a proposed diversion back, with a reason; the deployment goes on."""
    action = DeploymentAction.WITHDRAW_DIVERT
    await _go_on(db, caller, deployment_id, action, reason=reason, now=now)


async def _go_on(
    db: AsyncSession,
    caller: Caller,
    deployment_id: UUID,
    action: DeploymentAction,
    *,
    reason: str,
    now: datetime,
) -> None:
    locked = await locks.lock_deployment(db, caller, deployment_id)
    row = locked.deployment
    check(caller, row, action, nothing_proposed(row))
    async with recording_step(db, caller, locked, now=now) as entry:
        row.forget_diversion()
        db.add(agreed_row(caller, row, action, row.state, reason, at=now, now=now))
        changed(row, now=now)
        fact = DeploymentStepped(
            id=row.id, about=row.name, action=action.value, state=row.state.value, note=reason
        )
        entry.record(fact, readers=row.parties)


def check(caller: Caller, row: Deployment, action: DeploymentAction, also: list[Refusal]) -> None:
    """Raise with every reason unless the machine and the other rules allow the action."""
    machine = SHIP if row.ship_id else DEPLOYMENT
    decision = decide(machine, row.state, action, sides=sides_of(caller, row))
    refusals = [] if isinstance(decision, Step) else decision
    if any(refusal.code == "not_yours" for refusal in refusals):
        raise refuse(refusals, state=row.state)
    if refusals or also:
        raise refuse([*refusals, *also], state=row.state)


def against(caller: Caller, locked: LockedDeployment, target: Incident) -> list[Refusal]:
    """The refusals of diverting to that incident."""
    row, refusals = locked.deployment, []
    if locked.incident is not None and locked.incident.exercise is not target.exercise:
        said = (
            "An exercise and a real case share no unit: none is diverted from one to the other."
            + ("" if target.exercise else " Real work goes first: call it away, then ask for it.")
        )
        refusals.append(Refusal("exercise_and_real", said))
    if row.incident_id is None:
        said = "It is not at work for an incident: recall it and offer it there."
        refusals.append(Refusal("no_incident", said))
    if row.incident_id == target.id:
        refusals.append(
            Refusal(
                "already_there",
                filled("It is at work for {reference} already.", reference=target.reference),
            )
        )
    return [*refusals, *unled(target, caller.party)]


def unled(target: Incident, proposer: str) -> list[Refusal]:
    """The refusals when the proposer does not lead the other incident, or nobody works on it any
    more."""
    refusals = []
    if target.lead_party != proposer:
        said = filled(
            "Only who leads {reference} too may divert to it: its lead asks the owner.",
            reference=target.reference,
        )
        refusals.append(Refusal("not_lead", said))
    if target.state is IncidentState.CLOSED:
        refusals.append(
            Refusal("incident_closed", filled("{reference} is closed.", reference=target.reference))
        )
    return refusals


def nothing_proposed(row: Deployment) -> list[Refusal]:
    if row.divert_to is not None:
        return []
    return [Refusal("nothing_proposed", "No diversion has been proposed.")]


async def clearances_left(db: AsyncSession, work: Deployment) -> str:
    """A sentence about clearances that were for the earlier work; empty when there are none."""
    states = await clearance_rows.states_asked(db, work.id)
    if not states:
        return ""
    return f"The clearance of {', '.join(states)} was for the earlier work: ask again for the new."
