"""HTTP: deployments and their steps, and who answers for an incident and knows of it."""

from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from sar import clock
from sar.errors import Forbidden
from sar.http.preconditions import IfMatch
from sar.http.request_session import Db
from sar.incidents import visible as incidents
from sar.incidents.change_schemas import ChangeIncidentBody, SetDatumBody
from sar.incidents.coordination_schemas import AcceptCoordinationBody
from sar.incidents.ending_schemas import CloseIncidentBody
from sar.incidents.lead.acting import Decide, as_coordinator
from sar.incidents.views import IncidentView
from sar.incidents.words import ActingDecision
from sar.languages.places import filled
from sar.machine import act_for
from sar.pages_of_lists import page_answer
from sar.parties.caller import Caller
from sar.parties.identifying import AnyCaller, Reader, Watch
from sar.parties.once import Idempotent
from sar.parties.roles import Act, holders
from sar.requests import listing, visible
from sar.requests.asking import on_board, working_datum
from sar.requests.deployment_views import (
    DeploymentAnswer,
    DeploymentCostsView,
    DeploymentPage,
    ExpectedTimesAnswer,
    SurvivorsLineView,
)
from sar.requests.deployments import (
    closing,
    correcting,
    costs_of_work,
    counting_by_kind,
    deaths_and_births,
    divert_proposal,
    diverting,
    hearing_from,
    stepping,
    transferring,
)
from sar.requests.listing import DeploymentList
from sar.requests.presenting import expected_view
from sar.requests.schemas import (
    CorrectCountBody,
    DivertDeploymentBody,
    ExtendDeploymentBody,
    HeadcountBody,
    HeardFromBody,
    LivesBody,
    StepDeploymentBody,
    TransferSurvivorsBody,
)
from sar.requests.state_tables import DEPLOYMENT, SHIP
from sar.requests.words import DeploymentAction as Action
from sar.wire import ReasonBody

router = APIRouter(prefix="/api")

PlainStep = Literal[
    Action.DEPART,
    Action.MOBILISE,
    Action.GET_UNDERWAY,
    Action.PROCEED,
    Action.UNABLE,
    Action.ARRIVE,
    Action.REFUEL,
    Action.RESUME,
    Action.LOAD,
    Action.EMBARK,
    Action.DELIVER,
    Action.RELEASE,
    Action.RETURN,
    Action.RETURNED,
    Action.RECALL,
    Action.CALL_AWAY,
    Action.STAND_DOWN,
    Action.PROMISE,
]
"""The steps that say no more than a `StepDeploymentBody`."""


def _act_of(action: PlainStep) -> Act | None:
    return act_for(DEPLOYMENT, action) or act_for(SHIP, action)


def _may_step(action: PlainStep, found: AnyCaller) -> Caller:
    """The caller, if its roles allow the step, or 403; or a person who may act as coordinator,
    where a coordinator directs it: that depends on the case."""
    act = _act_of(action)
    may_act = found.person_id is not None and found.may(Act.WATCH) and action in _DIRECTED
    if act is None or not (found.may(act) or may_act):
        said = "No role may do this."
        if act is not None:
            said = filled("This needs the role {roles}.", roles=tuple(holders(act)))
        raise Forbidden("role_missing", said, action=action)
    return found


_DIRECTED: Final = {
    Action.RELEASE: ActingDecision.RELEASE,
    Action.STAND_DOWN: ActingDecision.STAND_DOWN,
}
"""The steps that a coordinator of the lead directs."""


async def _as_director(
    db: Db, caller: Caller, deployment_id: UUID, action: PlainStep, *, now: datetime
) -> AbstractAsyncContextManager[None]:
    """Enter before the step: where a coordinator directs it, a watch officer acts as one."""
    decision = _DIRECTED.get(action)
    if decision is None:
        return nullcontext()
    seen = await visible.access_deployment(db, caller, deployment_id)
    return as_coordinator(db, caller, seen.incident_id, decision, now=now)


@router.get(
    "/deployments",
    tags=["deployments"],
    summary="Deployments that I see, newest first",
    response_model=DeploymentPage,
)
async def list_deployments(
    request: Request, db: Db, caller: Reader, wanted: Annotated[DeploymentList, Query()]
) -> Response:
    """Owner and lead read them in full, others involved in the incident in brief."""
    rows = await listing.deployments(db, caller.party, wanted)
    return await page_answer(request, rows, [row.id for row in rows], limit=wanted.limit)


@router.post(
    "/deployments/{deployment_id}/count", tags=["deployments"], summary="Count its persons anew"
)
async def correct_count(
    deployment_id: UUID, body: CorrectCountBody, db: Db, caller: Watch, once: Idempotent
) -> DeploymentAnswer:
    """By the owner or the lead, in every state, with reason and source. The old and the new numbers
    stand in the record."""
    if not once.repeated:
        await correcting.correct_count(db, caller, deployment_id, body, now=clock.now())
    return await visible.read_deployment(db, caller, deployment_id)


@router.post(
    "/deployments/{deployment_id}/lives",
    tags=["deployments"],
    summary="Found dead, died, born, or in the water again",
)
async def tell_lives(
    deployment_id: UUID, body: LivesBody, db: Db, caller: Watch, once: Idempotent
) -> DeploymentAnswer:
    """By the owner or the lead, in every state, also once the case is closed. Persons in the
    water again are missing again."""
    if not once.repeated:
        await deaths_and_births.tell_lives(db, caller, deployment_id, body, now=clock.now())
    return await visible.read_deployment(db, caller, deployment_id)


@router.post(
    "/deployments/{deployment_id}/headcount",
    tags=["deployments"],
    summary="Count its persons by kind",
)
async def count_by_kind(
    deployment_id: UUID, body: HeadcountBody, db: Db, caller: Watch, once: Idempotent
) -> DeploymentAnswer:
    """By the owner or the lead, in every state: children, children alone, who needs a doctor, who
    is pregnant, ages, sexes. A number that is not counted is not zero."""
    if not once.repeated:
        await counting_by_kind.count_by_kind(db, caller, deployment_id, body, now=clock.now())
    return await visible.read_deployment(db, caller, deployment_id)


@router.get(
    "/expected-times", tags=["deployments"], summary="When units are expected, as I may know it"
)
async def list_expected_times(
    db: Db, caller: Reader, incident_id: UUID | None = None
) -> ExpectedTimesAnswer:
    """Of every unit at work that is not there yet, and of undecided offers; also in the snapshot,
    and told by the live feed."""
    rows = await visible.seen_times(db, caller.party, incident_id=incident_id)
    return ExpectedTimesAnswer(items=[expected_view(row) for row in rows])


@router.get(
    "/deployments/{deployment_id}", tags=["deployments"], summary="One deployment with its steps"
)
async def read_deployment(deployment_id: UUID, db: Db, caller: Reader) -> DeploymentAnswer:
    """The steps are for owner and lead."""
    return await visible.read_deployment(db, caller, deployment_id)


@router.get(
    "/deployments/{deployment_id}/costs",
    tags=["deployments"],
    summary="Its costs, by the terms it was accepted under",
)
async def read_costs(deployment_id: UUID, db: Db, caller: Reader) -> DeploymentCostsView:
    """For its owner and for the party to which the work was promised; nobody else finds any."""
    return await costs_of_work.read_costs(db, caller, deployment_id, now=clock.now())


@router.post(
    "/deployments/{deployment_id}/divert",
    tags=["deployments"],
    summary="Divert to another incident",
)
async def divert_deployment(
    deployment_id: UUID, body: DivertDeploymentBody, db: Db, caller: Decide, once: Idempotent
) -> DeploymentAnswer:
    """A coordinator who leads both diverts. The owner must consent; its own asset goes at once."""
    if not once.repeated:
        now = clock.now()
        seen = await visible.access_deployment(db, caller, deployment_id)
        to, leaves = body.incident_id, seen.incident_id
        async with as_coordinator(db, caller, to, ActingDecision.DIVERT, leaves=leaves, now=now):
            await diverting.divert(db, caller, deployment_id, body, now=now)
    return await visible.read_deployment(db, caller, deployment_id)


@router.post(
    "/deployments/{deployment_id}/consent-divert",
    tags=["deployments"],
    summary="Consent to a proposed diversion",
)
async def consent_to_diversion(
    deployment_id: UUID, db: Db, caller: Watch, once: Idempotent
) -> DeploymentAnswer:
    """The owner consents: this deployment ends and the other begins in one transaction."""
    if not once.repeated:
        await diverting.consent_divert(db, caller, deployment_id, now=clock.now())
    return await visible.read_deployment(db, caller, deployment_id)


@router.post(
    "/deployments/{deployment_id}/decline-divert",
    tags=["deployments"],
    summary="Decline a proposed diversion",
)
async def decline_diversion(
    deployment_id: UUID, body: ReasonBody, db: Db, caller: Watch, once: Idempotent
) -> DeploymentAnswer:
    """The owner declines, with a reason; the deployment goes on."""
    if not once.repeated:
        await divert_proposal.decline_divert(
            db, caller, deployment_id, reason=body.reason, now=clock.now()
        )
    return await visible.read_deployment(db, caller, deployment_id)


@router.post(
    "/deployments/{deployment_id}/withdraw-divert",
    tags=["deployments"],
    summary="Take a proposed diversion back",
)
async def withdraw_diversion(
    deployment_id: UUID, body: ReasonBody, db: Db, caller: Decide, once: Idempotent
) -> DeploymentAnswer:
    """A coordinator of the lead withdraws it, with a reason; the deployment goes on."""
    if not once.repeated:
        now = clock.now()
        seen = await visible.access_deployment(db, caller, deployment_id)
        case = seen.divert_to or seen.incident_id
        async with as_coordinator(db, caller, case, ActingDecision.WITHDRAW_DIVERSION, now=now):
            await divert_proposal.withdraw_divert(
                db, caller, deployment_id, reason=body.reason, now=now
            )
    return await visible.read_deployment(db, caller, deployment_id)


@router.post(
    "/deployments/{deployment_id}/transfer", tags=["deployments"], summary="Hand survivors over"
)
async def transfer_survivors(
    deployment_id: UUID, body: TransferSurvivorsBody, db: Db, caller: Watch, once: Idempotent
) -> DeploymentAnswer:
    """The owner of the giving unit, or the lead, transfers from this unit or ship to another at
    work for the same incident, in one step, so that nobody counts twice. Room is no reason to
    refuse: it is noted.
    """
    if not once.repeated:
        await transferring.transfer(db, caller, deployment_id, body, now=clock.now())
    return await visible.read_deployment(db, caller, deployment_id)


@router.post(
    "/deployments/{deployment_id}/heard",
    tags=["deployments"],
    summary="It was heard by voice",
)
async def hear_from_unit(
    deployment_id: UUID, body: HeardFromBody, db: Db, caller: Watch, once: Idempotent
) -> DeploymentAnswer:
    """By the owner or the lead, of a unit that is out: nothing is overdue of it then. With its
    endurance by the crew's own word, and each how many minutes it is to be heard, if that was
    said."""
    if not once.repeated:
        await hearing_from.heard_from(db, caller, deployment_id, body, now=clock.now())
    return await visible.read_deployment(db, caller, deployment_id)


@router.post(
    "/deployments/{deployment_id}/extend",
    tags=["deployments"],
    summary="Bind for longer or shorter",
)
async def extend_deployment(
    deployment_id: UUID, body: ExtendDeploymentBody, db: Db, caller: Watch, once: Idempotent
) -> DeploymentAnswer:
    """The owner extends. It is refused when the asset is bound to other work by then."""
    if not once.repeated:
        await stepping.extend(db, caller, deployment_id, body, now=clock.now())
    return await visible.read_deployment(db, caller, deployment_id)


@router.post(
    "/deployments/{deployment_id}/{action}", tags=["deployments"], summary="Report or direct a step"
)
async def step_deployment(
    deployment_id: UUID,
    action: PlainStep,
    body: StepDeploymentBody,
    db: Db,
    caller: Annotated[Caller, Depends(_may_step)],
    once: Idempotent,
) -> DeploymentAnswer:
    """Owners report the steps of their assets and may recall them at any time; the lead reports
    those of ships of opportunity, releases, and stands down before arrival. `load`, `embark` and
    `deliver` say how many `persons`; `unable` says why in `note`; `promise` says in `promised_at`
    when a unit that is still to come will be there. Owner or lead `call-away` from an exercise to
    real work. A coordinator releases and stands down; where none is signed in, a watch officer acts
    as one.
    """
    if not once.repeated:
        now = clock.now()
        async with await _as_director(db, caller, deployment_id, action, now=now):
            await stepping.step(db, caller, deployment_id, action, body, now=now)
    return await visible.read_deployment(db, caller, deployment_id)


@router.patch(
    "/incidents/{incident_id}", tags=["incidents"], summary="Change what is known or arranged"
)
async def change_incident(
    incident_id: UUID,
    body: ChangeIncidentBody,
    db: Db,
    caller: Watch,
    version: IfMatch,
    once: Idempotent,
) -> IncidentView:
    """By the lead. Fields left out stay as they are; null clears where a field may be empty."""
    now = clock.now()
    if not once.repeated:
        await on_board.change_incident(db, caller, incident_id, body, version=version, now=now)
    return await incidents.full_view_of(db, caller.party, incident_id, now=now)


@router.post(
    "/incidents/{incident_id}/datum", tags=["incidents"], summary="Choose the working datum"
)
async def set_datum(
    incident_id: UUID, body: SetDatumBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead. Centres whose regions it touches are told, or listed in `to_be_called`."""
    now = clock.now()
    if not once.repeated:
        await working_datum.set_datum(db, caller, incident_id, body, now=now)
    return await incidents.full_view_of(db, caller.party, incident_id, now=now)


@router.post(
    "/incidents/{incident_id}/datum/drift",
    tags=["incidents"],
    summary="Choose the present place as working datum",
)
async def set_present_place(
    incident_id: UUID, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead: the place to which the datum has drifted by now, as uncertain as it is there."""
    now = clock.now()
    if not once.repeated:
        await working_datum.set_datum(db, caller, incident_id, None, now=now)
    return await incidents.full_view_of(db, caller.party, incident_id, now=now)


@router.get(
    "/incidents/{incident_id}/survivors",
    tags=["incidents"],
    summary="Who was taken aboard, handed over and landed",
)
async def list_survivors(incident_id: UUID, db: Db, caller: Reader) -> list[SurvivorsLineView]:
    """By unit, in the order in which it was told; a correction is a further line. Nothing is ever
    taken off it. The lead reads all of it, others the lines of their own units.
    """
    incident = await incidents.access_aware(db, caller, incident_id, now=clock.now())
    return await visible.survivors(db, caller.party, incident)


@router.post("/incidents/{incident_id}/close", tags=["incidents"], summary="Close an incident")
async def close_incident(
    incident_id: UUID, body: CloseIncidentBody, db: Db, caller: Decide, once: Idempotent
) -> IncidentView:
    """Refused while anybody is undelivered or unaccounted for, or a ship unreleased, unless it is
    said why `despite` it (Annex 1.3.2), and a second person of the lead's watch says so too of no
    more than the first: at the case, or by voice. Without a second in 30 minutes the wish lapses;
    sent again it is a new one. Its requests close with it.
    """
    now = clock.now()
    if not once.repeated:
        async with as_coordinator(db, caller, incident_id, ActingDecision.CLOSE, now=now):
            await closing.close_incident(db, caller, incident_id, body, now=now)
    return await incidents.full_view_of(db, caller.party, incident_id, now=now)


@router.post(
    "/incidents/{incident_id}/coordination/accept",
    tags=["incidents"],
    summary="Take an office over",
)
async def accept_coordination(
    incident_id: UUID, body: AcceptCoordinationBody, db: Db, caller: Decide, once: Idempotent
) -> IncidentView:
    """A coordinator of the asked party takes it over; a mission coordinator gets the open requests
    and the deployments with it.
    """
    now = clock.now()
    if not once.repeated:
        async with as_coordinator(db, caller, incident_id, ActingDecision.ACCEPT_LEAD, now=now):
            await closing.accept_coordination(db, caller, incident_id, body, now=now)
    return await incidents.full_view_of(db, caller.party, incident_id, now=now)
