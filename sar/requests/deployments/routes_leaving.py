"""HTTP: units that are sent away from a case, the second person's word, and whom others found."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query

from sar import clock
from sar.http.request_session import Db
from sar.incidents import visible as incidents
from sar.incidents.assessment_schemas import FoundByOthersBody, SecondBody
from sar.incidents.views import IncidentView
from sar.parties.identifying import Reader, Watch
from sar.parties.once import Idempotent
from sar.requests.asking import on_board
from sar.requests.deployments import leaving, second_word
from sar.requests.views import WithoutUnitView
from sar.requests.words import DeploymentAction as Action

router = APIRouter(prefix="/api")

SendsAway = Literal[Action.RELEASE, Action.STAND_DOWN, Action.RECALL, Action.DIVERT]


@router.get(
    "/deployments/{deployment_id}/without",
    tags=["deployments"],
    summary="The room for people that is left without a unit",
)
async def read_room_without_unit(
    deployment_id: UUID,
    db: Db,
    caller: Reader,
    action: Annotated[SendsAway, Query()],
    to: Annotated[UUID | None, Query()] = None,
) -> WithoutUnitView:
    """For its owner and the lead, before it is sent away so. Nothing is written. The people are the
    lead's to count: to others the sentence has no numbers. `to`: the incident to `divert` it to.
    """
    return await leaving.preview_leaving(db, caller, deployment_id, action, to=to, now=clock.now())


@router.post("/incidents/{incident_id}/second", tags=["incidents"], summary="Be the second person")
async def give_second_word(
    incident_id: UUID, body: SecondBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By another watch officer or coordinator of the party than who gave the word, or for one heard
    by voice (`function`): that the phase stays below the suggestion, or that a unit was sent away.
    It blocks nothing: without one in 30 minutes (a house figure) the word is marked `alone`. A
    unit that `waits` for it is sent away then.
    """
    now = clock.now()
    if not once.repeated:
        await second_word.second(db, caller, incident_id, body, now=now)
    return await incidents.full_view_of(db, caller.party, incident_id, now=now)


@router.post(
    "/incidents/{incident_id}/found-by-others",
    tags=["incidents"],
    summary="Count people whom others than its units found",
)
async def tell_found_by_others(
    incident_id: UUID, body: FoundByOthersBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By any involved party, in every state: people who reached the shore, bodies on a beach, whom
    a boat of the customs took aboard. By counts, never who they are. They are in the balance of the
    case; a later entry corrects an earlier one with a reason, and the record keeps both numbers.
    """
    now = clock.now()
    if not once.repeated:
        await on_board.tell_found(db, caller, incident_id, body, now=now)
    return await incidents.full_view_of(db, caller.party, incident_id, now=now)
