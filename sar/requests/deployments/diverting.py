"""Diverting a deployed asset to another incident: the lead proposes it, the owner consents.

Command stays national: nothing moves before the asset's own party has said yes. Consent ends the
one deployment and begins the other in one transaction. A lead that diverts its own asset needs
nobody's consent. Survivors aboard stay on the account of the deployment that recovered them.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import commitments
from sar.assets.models import Asset
from sar.errors import Conflict, Refusal
from sar.incidents import visible as incidents
from sar.incidents.informing.involving import Newcomers, involve
from sar.incidents.models import Incident
from sar.incidents.words import Involvement
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.record.entries import DeploymentDiverted
from sar.requests import deployment_rows, locks, visible
from sar.requests import rows as requests_rows
from sar.requests.asking.fulfilment import update_fulfilment
from sar.requests.basis import clauses_of
from sar.requests.deployment_traits import TRAITS
from sar.requests.deployments.calling_away import naming_exercises
from sar.requests.deployments.carried_units import drop_carried
from sar.requests.deployments.case_help import help_after, tell_case, tell_tasked
from sar.requests.deployments.divert_need import Service, against_need, served, services
from sar.requests.deployments.divert_proposal import (
    against,
    check,
    clearances_left,
    nothing_proposed,
    propose,
    unled,
)
from sar.requests.deployments.leaving import (
    Leaving,
    SendingWord,
    drop_wishes,
    has_wish,
    judge_leaving,
    keep_word,
    reason_to_divert,
)
from sar.requests.deployments.on_scene import enter_state
from sar.requests.deployments.sharing import share, share_later
from sar.requests.deployments.step_rows import agreed_row, first_row
from sar.requests.deployments.stepping import ask_second
from sar.requests.locks import LockedDeployment
from sar.requests.models import Deployment
from sar.requests.recording import Touched, changed, recording
from sar.requests.schemas import DivertDeploymentBody, HeardSecondBody
from sar.requests.step_times import instant_of
from sar.requests.words import DeploymentAction, DeploymentState

_D = DeploymentState


async def divert(
    db: AsyncSession,
    caller: Caller,
    deployment_id: UUID,
    body: DivertDeploymentBody,
    *,
    now: datetime,
) -> None:
    """Propose to divert the asset to another incident that the caller's party leads too."""
    target = await incidents.access_incident(db, caller, body.incident_id)
    locked = await locks.lock_deployment(db, caller, deployment_id, also=[target.id], carried=True)
    row = locked.deployment
    refusals = against(caller, locked, target)
    asked = [] if refusals else await services(db, locked.asked_there, target.lead_party)
    refusals = refusals or against_need(row, asked, body.need_id)
    check(caller, row, DeploymentAction.DIVERT, refusals)
    word = SendingWord(
        identity=caller.identity,
        party=caller.party,
        action=DeploymentAction.DIVERT,
        reason=reason_to_divert(target),
        words=body.reason,
        second=body.second,
        to=target.id,
        need=body.need_id,
    )
    leaving = await judge_leaving(db, caller, locked.incident, row, word, now=now)
    if leaving is not None and leaving.waits:
        await ask_second(db, caller, locked, leaving, now=now)
    elif row.party_code == caller.party:
        service = served(row, asked, body.need_id)
        await _divert(db, caller, locked, target, service, leaving, reason=body.reason, now=now)
    else:
        second = leaving.second if leaving else ""
        await propose(db, caller, locked, target, body, second=second, now=now)


async def consent_divert(
    db: AsyncSession, caller: Caller, deployment_id: UUID, *, now: datetime
) -> None:
    """Consent to a proposed diversion: the asset is the other incident's from now on."""
    seen = await visible.access_deployment(db, caller, deployment_id)
    also = [seen.divert_to] if seen.divert_to else []
    locked = await locks.lock_deployment(db, caller, deployment_id, also=also, carried=True)
    row = locked.deployment
    if row.divert_to not in (None, *also):
        raise Conflict.of(
            Refusal("proposal_changed", "Another diversion was proposed just now: read it first."),
            state=row.state,
        )
    check(caller, row, DeploymentAction.CONSENT_DIVERT, nothing_proposed(row))
    assert row.divert_to is not None  # noqa: S101 a refusal else
    target = await incidents.access_incident(db, caller, row.divert_to, lock=True)
    if refusals := unled(target, row.lead_party):
        raise Conflict.of(refusals, state=row.state)
    asked = await services(db, locked.asked_there, target.lead_party)
    service = served(row, asked, row.divert_need)
    leaving = await _leads_word(db, caller, locked, target, now=now)
    reason = row.divert_reason
    await _divert(db, caller, locked, target, service, leaving, reason=reason, now=now)


async def _leads_word(
    db: AsyncSession, caller: Caller, locked: LockedDeployment, target: Incident, *, now: datetime
) -> Leaving | None:
    """The lead's word by which the unit leaves the case, as things are when its owner consents."""
    row = locked.deployment
    by = row.divert_by
    if by is None:
        return None  # proposed by an earlier version
    second = HeardSecondBody(function=by["second"]) if by["second"] else None
    word = SendingWord(
        identity=UUID(by["identity"]),
        party=row.lead_party,
        action=DeploymentAction.DIVERT,
        reason=reason_to_divert(target),
        words=row.divert_reason,
        second=second,
    )
    return await judge_leaving(db, caller, locked.incident, row, word, consents=True, now=now)


async def _divert(
    db: AsyncSession,
    caller: Caller,
    locked: LockedDeployment,
    target: Incident,
    service: Service | None,
    leaving: Leaving | None,
    *,
    reason: str,
    now: datetime,
) -> None:
    """End the one deployment, begin the other; the asset stays bound without a gap."""
    row = locked.deployment
    asset = locked.assets.get(row.asset_id) if row.asset_id else None
    if asset is None or locked.incident is None:
        said = filled(
            "{name} cannot be diverted: it is not in the register any more.", name=row.name
        )
        raise Conflict.of(Refusal("asset_retired", said), state=row.state)
    after = await _continued(db, row, target, service, now=now)
    carrier = await requests_rows.carrier_at(db, row, target.id)
    after.carrier_asset_id = carrier.asset_id if carrier else None
    told = await help_after(db, locked.incident, row, _D.DIVERTED, now=now)
    leaves = leaving is not None or has_wish(locked.incident, row)
    cases = [target, locked.incident] if told or leaves else [target]
    touched = _touched(cases, asset, [row, after, *locked.carried])
    async with recording(db, touched, by=caller.actor, exercise=locked.exercise, now=now) as entry:
        await _change_over(
            db, caller, row, after, asset, reason=reason, exercise=target.exercise, now=now
        )
        if told is not None:
            await tell_case(db, locked.incident, told, asset=asset, by=caller, now=now)
        if leaving is not None:
            entry.further += await keep_word(db, caller, locked.incident, row, leaving, now=now)
        elif leaves:
            drop_wishes(locked.incident, row, now=now)
        await tell_tasked(db, target, [after], now=now)
        new = await _involve_owner(db, locked.incident, target, asset, after, now=now)
        request = service.request if service else None
        left = await drop_carried(db, caller, locked, now=now)
        clearances = await clearances_left(db, row)
        await update_fulfilment(db, locked.request, now=now)
        await update_fulfilment(db, request, now=now)
        fact = DeploymentDiverted(
            id=row.id,
            about=row.name,
            from_incident=locked.incident.reference,
            to_incident=target.reference,
            reason=" ".join(said for said in (reason, left, clearances) if said),
        )
        entry.record(
            fact,
            readers=[row.party_code, row.lead_party, after.lead_party],
            resync=new.parties | new.resync,
            also_about=[target.id],
        )


def _touched(cases: Sequence[Incident], asset: Asset, rows: Sequence[Deployment]) -> Touched:
    return Touched(
        incidents=[case.id for case in cases],
        requests={row.request_id for row in rows if row.request_id},
        deployments=[row.id for row in rows],
        assets=[asset.id],
    )


async def _involve_owner(
    db: AsyncSession,
    left: Incident,
    target: Incident,
    asset: Asset,
    begun: Deployment,
    *,
    now: datetime,
) -> Newcomers:
    """The owner is involved in the other incident, where the asset's position is shared now."""
    owner, why = asset.party_code, Involvement.DEPLOYED
    new = await involve(db, target, [owner], why, centres=[(owner, asset.centre_id)], now=now)
    await share(db, left.id, [asset.id], now=now)
    await share(db, target.id, [asset.id], now=now)
    await share_later(db, [begun], now=now)
    return new


async def _change_over(
    db: AsyncSession,
    caller: Caller,
    ended: Deployment,
    begun: Deployment,
    asset: Asset,
    *,
    reason: str,
    exercise: bool,
    now: datetime,
) -> None:
    """The one deployment ends and the other begins at one instant, and so do their windows."""
    action = DeploymentAction.CONSENT_DIVERT
    earlier = await deployment_rows.last_steps(db, [ended.id])
    at = instant_of(None, earlier.values(), now=now).at
    db.add(agreed_row(caller, ended, action, _D.DIVERTED, reason, at=at, now=now))
    enter_state(ended, _D.DIVERTED, at=at)
    ended.reason = reason
    ended.forget_diversion()
    changed(ended, now=now)
    db.add(begun)
    await db.flush()
    # Steps name no other incident: whoever takes this one over reads them.
    note = "Diverted from another incident."
    db.add(first_row(caller, begun, at=at, now=now, note=note))
    async with naming_exercises(db, caller):
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
    terms = await clauses_of(
        db,
        [(row.asset_id, row.type_code)],
        owner=row.party_code,
        requester=target.lead_party,
        incident=target,
        request=service.request if service else None,
        now=now,
    )
    # It goes on getting ready, or is under way at once.
    state = row.state if TRAITS[row.state].waits else _D.UNDERWAY
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
        persons_at_most=row.persons_at_most,
        quantity=row.quantity,
        state=state,
        left_at=now if state is _D.UNDERWAY else None,
        from_at=max(now, row.from_at),
        until_at=row.until_at,
        terms=terms,
        diverted_from=row.id,
        created_at=now,
        updated_at=now,
    )
