"""Diverting a deployed asset to another incident: the lead proposes it, the owner consents.

Command stays national: nothing moves before the asset's own party has said yes. Consent ends the
one deployment and begins the other in one transaction. A lead that diverts its own asset needs
nobody's consent. Survivors aboard stay on the account of the deployment that recovered them.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import commitments
from sar.assets.models import Asset
from sar.errors import Conflict, Refusal
from sar.incidents import visible as incidents
from sar.incidents.involving import Newcomers, involve
from sar.incidents.models import Incident
from sar.incidents.words import IncidentState, Involvement
from sar.parties.caller import Caller
from sar.record.entries import DeploymentDiverted, DeploymentStepped
from sar.requests import holding, reading, visible
from sar.requests.calling_away import telling_of_exercises
from sar.requests.carrying import come_along, leave_behind
from sar.requests.deploying import sides_of, tell_step, touched_by
from sar.requests.filling import settle
from sar.requests.holding import HeldDeployment
from sar.requests.instants import instant_of
from sar.requests.lifecycle import DEPLOYMENT, SHIP, Step, decide
from sar.requests.models import Deployment, DeploymentStep
from sar.requests.quoting import rests_of
from sar.requests.reckoning import reckon
from sar.requests.schemas import DivertBody
from sar.requests.serving import Service, against_need, served, services
from sar.requests.sharing import share, share_later
from sar.requests.telling import Touched, changed, look, refuse, tell
from sar.requests.words import DeploymentAction, DeploymentState

_D = DeploymentState
_NOT_YET_OFF: Final = (_D.COMMITTED, _D.MOBILISING)
"""In these a diverted asset goes on getting ready; in all others it is under way at once."""


async def divert(
    db: AsyncSession, caller: Caller, deployment_id: UUID, body: DivertBody, *, now: datetime
) -> None:
    """Propose to divert the asset to another incident that the caller's party leads too."""
    target = await incidents.access_incident(db, caller, body.incident_id)
    held = await holding.hold_deployment(db, caller, deployment_id, also=[target.id], carried=True)
    row = held.deployment
    against = _against(caller, held, target)
    asked = [] if against else await services(db, held.asked_there, target.lead_party)
    _decide(caller, row, DeploymentAction.DIVERT, against or against_need(row, asked, body.need_id))
    if row.party_code == caller.party:
        service = served(row, asked, body.need_id)
        await _divert(db, caller, held, target, service, reason=body.reason, now=now)
    else:
        await _propose(db, caller, held, target, body, now=now)


async def _propose(
    db: AsyncSession,
    caller: Caller,
    held: HeldDeployment,
    target: Incident,
    body: DivertBody,
    *,
    now: datetime,
) -> None:
    """Put it to the owner, who must know the other incident to say yes."""
    row, action = held.deployment, DeploymentAction.DIVERT
    touched = Touched(incidents=[target.id], deployments=[row.id])
    before = await look(db, touched, now=now)
    row.divert_to, row.divert_need, row.divert_reason = target.id, body.need_id, body.reason
    db.add(_step_row(caller, row, action, row.state, body.reason, at=now, now=now))
    changed(row, now=now)
    asked = [row.party_code] if row.party_code else []
    new = await involve(db, target, asked, Involvement.ADDRESSED, now=now)
    note = f"To {target.reference}: {body.reason}"
    fact = DeploymentStepped(
        id=row.id, about=row.name, action="divert proposed", state=row.state.value, note=note
    )
    resync = new.parties | new.resync
    await tell_step(db, fact, held, caller, touched, before, resync=resync, now=now)


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
    held = await holding.hold_deployment(db, caller, deployment_id)
    row = held.deployment
    _decide(caller, row, action, _nothing_proposed(row))
    touched = touched_by(held)
    before = await look(db, touched, now=now)
    row.divert_to, row.divert_need, row.divert_reason = None, None, ""
    db.add(_step_row(caller, row, action, row.state, reason, at=now, now=now))
    changed(row, now=now)
    fact = DeploymentStepped(
        id=row.id, about=row.name, action=action.value, state=row.state.value, note=reason
    )
    await tell_step(db, fact, held, caller, touched, before, now=now)


async def consent_divert(
    db: AsyncSession, caller: Caller, deployment_id: UUID, *, now: datetime
) -> None:
    """Consent to a proposed diversion: the asset is the other incident's from now on."""
    seen = await visible.access_deployment(db, caller, deployment_id)
    also = [seen.divert_to] if seen.divert_to else []
    held = await holding.hold_deployment(db, caller, deployment_id, also=also, carried=True)
    row = held.deployment
    if row.divert_to not in (None, *also):
        raise Conflict.of(
            Refusal("proposal_changed", "Another diversion was proposed just now: read it first."),
            state=row.state,
        )
    _decide(caller, row, DeploymentAction.CONSENT_DIVERT, _nothing_proposed(row))
    assert row.divert_to is not None  # noqa: S101 a refusal else
    target = await incidents.access_incident(db, caller, row.divert_to, lock=True)
    if against := _ended(target, row.lead_party):
        raise Conflict.of(against, state=row.state)
    asked = await services(db, held.asked_there, target.lead_party)
    service = served(row, asked, row.divert_need)
    await _divert(db, caller, held, target, service, reason=row.divert_reason, now=now)


async def _divert(
    db: AsyncSession,
    caller: Caller,
    held: HeldDeployment,
    target: Incident,
    service: Service | None,
    *,
    reason: str,
    now: datetime,
) -> None:
    """End the one deployment, begin the other; the asset stays bound without a gap."""
    row = held.deployment
    asset = held.assets.get(row.asset_id) if row.asset_id else None
    if asset is None or held.incident is None:
        said = f"{row.name} cannot be diverted: it is not in the register any more."
        raise Conflict.of(Refusal("asset_retired", said), state=row.state)
    after = await _continued(db, row, target, service, now=now)
    carrier = await reading.carrier_at(db, row, target.id)
    after.carrier_asset_id = carrier.asset_id if carrier else None
    rows = [row, after, *held.carried]
    touched = Touched(
        incidents=[target.id],
        requests={one.request_id for one in rows if one.request_id},
        deployments=[one.id for one in rows],
        assets=[asset.id],
    )
    before = await look(db, touched, now=now)
    action = DeploymentAction.CONSENT_DIVERT
    earlier = await reading.last_steps(db, [row.id])
    at = instant_of(None, earlier.values(), now=now)
    db.add(_step_row(caller, row, action, _D.DIVERTED, reason, at=at, now=now))
    row.state, row.reason = _D.DIVERTED, reason
    row.divert_to, row.divert_need, row.divert_reason = None, None, ""
    changed(row, now=now)
    db.add(after)
    await db.flush()
    db.add(_begun(caller, after, at=at, now=now))
    async with telling_of_exercises(db, caller):
        await _rebound(db, asset, row, after, exercise=target.exercise, now=now)
    owner = [row.party_code] if row.party_code else []
    new: Newcomers = await involve(db, target, owner, Involvement.DEPLOYED, now=now)
    await share(db, held.incident.id, [asset.id], now=now)
    await share(db, target.id, [asset.id], now=now)
    await share_later(db, [after], now=now)
    request = service.request if service else None
    await reckon(
        db,
        {asset.id: after},
        owner=asset.party_code,
        receiver=after.lead_party,
        request=request,
        incident=target,
        now=now,
    )
    come_along(after, carrier)
    left = await leave_behind(db, caller, held, now=now)
    await settle(db, held.request, now=now)
    await settle(db, request, now=now)
    fact = DeploymentDiverted(
        id=row.id,
        about=row.name,
        from_incident=held.incident.reference,
        to_incident=target.reference,
        reason=f"{reason} {left}".strip(),
    )
    await tell(
        db,
        fact,
        touched=touched,
        before=before,
        by=caller.actor,
        told=[row.party_code, row.lead_party, after.lead_party],
        exercise=held.exercise,
        now=now,
        resync=new.parties | new.resync,
    )


async def _rebound(
    db: AsyncSession,
    asset: Asset,
    ended: Deployment,
    begun: Deployment,
    *,
    exercise: bool,
    now: datetime,
) -> None:
    """The asset's window ends with the one deployment and goes on with the other."""
    await commitments.cut_short(db, ended.id, now=now)
    await commitments.bind(
        db,
        asset,
        deployment_id=begun.id,
        from_at=begun.from_at,
        until_at=begun.until_at,
        exercise=exercise,
        now=now,
        quantity=begun.quantity,
    )


async def _continued(
    db: AsyncSession, row: Deployment, target: Incident, service: Service | None, *, now: datetime
) -> Deployment:
    """The deployment to the other incident, under the terms in force now."""
    assert row.asset_id is not None  # noqa: S101 looked at before
    assert row.party_code is not None  # noqa: S101 an asset has an owner
    terms = await rests_of(
        db,
        [(row.asset_id, row.type_code)],
        owner=row.party_code,
        requester=target.lead_party,
        incident=target,
        request=service.request if service else None,
        now=now,
    )
    return Deployment(
        incident_id=target.id,
        request_id=service.request.id if service else None,
        need_id=service.need.id if service else None,
        asset_id=row.asset_id,
        party_code=row.party_code,
        lead_party=target.lead_party,
        name=row.name,
        type_code=row.type_code,
        persons=row.persons,
        quantity=row.quantity,
        state=row.state if row.state in _NOT_YET_OFF else _D.UNDERWAY,
        from_at=max(now, row.from_at),
        until_at=row.until_at,
        terms=terms,
        diverted_from=row.id,
        created_at=now,
        updated_at=now,
    )


def _decide(caller: Caller, row: Deployment, action: DeploymentAction, also: list[Refusal]) -> None:
    """Raise with every reason unless the machine and the other rules allow the action."""
    machine = SHIP if row.ship_id else DEPLOYMENT
    decision = decide(machine, row.state, action, sides=sides_of(caller, row))
    refusals = [] if isinstance(decision, Step) else decision
    if any(refusal.code == "not_yours" for refusal in refusals):
        raise refuse(refusals, state=row.state)
    if refusals or also:
        raise refuse([*refusals, *also], state=row.state)


def _against(caller: Caller, held: HeldDeployment, target: Incident) -> list[Refusal]:
    """What speaks against diverting to that incident."""
    row, refusals = held.deployment, []
    if held.incident is not None and held.incident.exercise is not target.exercise:
        said = (
            "An exercise and a real case share no unit: none is diverted from one to the other."
            + ("" if target.exercise else " Real work goes first: call it away, then ask for it.")
        )
        refusals.append(Refusal("exercise_and_real", said))
    if row.incident_id is None:
        said = "It is not at work for an incident: recall it and offer it there."
        refusals.append(Refusal("no_incident", said))
    if row.incident_id == target.id:
        refusals.append(Refusal("already_there", f"It is at work for {target.reference} already."))
    return [*refusals, *_ended(target, caller.party)]


def _ended(target: Incident, proposer: str) -> list[Refusal]:
    """That who proposes it does not lead the other incident, or nobody works on it any more."""
    refusals = []
    if target.lead_party != proposer:
        said = f"Only who leads {target.reference} too may divert to it: its lead asks the owner."
        refusals.append(Refusal("not_lead", said))
    if target.state is IncidentState.CLOSED:
        refusals.append(Refusal("incident_closed", f"{target.reference} is closed."))
    return refusals


def _nothing_proposed(row: Deployment) -> list[Refusal]:
    if row.divert_to is not None:
        return []
    return [Refusal("nothing_proposed", "No diversion has been proposed.")]


def _step_row(
    caller: Caller,
    row: Deployment,
    action: DeploymentAction,
    to: DeploymentState,
    note: str,
    *,
    at: datetime,
    now: datetime,
) -> DeploymentStep:
    return DeploymentStep(
        deployment_id=row.id,
        action=action.value,
        from_state=row.state,
        to_state=to,
        at=at,
        recorded_at=now,
        aboard=row.aboard,
        said_by=caller.centre,
        by_party=caller.party,
        note=note,
    )


def _begun(caller: Caller, row: Deployment, *, at: datetime, now: datetime) -> DeploymentStep:
    """The first step of the new deployment. Steps name no other incident: whoever takes this one
    over reads them."""
    return DeploymentStep(
        deployment_id=row.id,
        action="commit",
        to_state=row.state,
        at=at,
        recorded_at=now,
        said_by=caller.centre,
        by_party=caller.party,
        note="Diverted from another incident.",
    )
