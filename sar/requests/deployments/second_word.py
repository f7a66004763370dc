"""The second person's word in a case; what waited for it is done: a unit goes, a search ends."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import visible as incidents
from sar.incidents.assessment import seconding
from sar.incidents.assessment_schemas import SecondBody
from sar.incidents.ending_schemas import CloseIncidentBody
from sar.incidents.lifecycle.suspending import suspend_seconded
from sar.parties.caller import Caller
from sar.requests.asking.on_board import following
from sar.requests.deployments import closing, diverting, stepping
from sar.requests.schemas import DivertDeploymentBody, HeardSecondBody, StepDeploymentBody
from sar.requests.words import DeploymentAction


async def second(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: SecondBody, *, now: datetime
) -> None:
    """Write the second person's word down; it ends a wait for it, and blocks nothing else."""
    incident = await incidents.access_incident(db, caller, incident_id, lock=True)
    word = seconding.word_to_second(incident, caller, body, now=now)
    if not word.get("waits"):
        counts = seconding.is_fewer(word)
        within, follow = await following(db, caller, incident, counts=counts, now=now)
        await seconding.second(db, caller, incident, body, within, follow, now=now)
        return
    function = body.function or seconding.function_of(caller)
    if seconding.is_to_close(word):
        closes = CloseIncidentBody(reason=word["outcome"], second=function, second_at=body.at)
        await closing.close_incident(db, caller, incident_id, closes, seconds=True, now=now)
        return
    if seconding.is_to_suspend(word):
        await suspend_seconded(db, caller, incident, word, function=function, now=now)
        return
    heard = HeardSecondBody(function=function, at=body.at)
    action, deployment_id = DeploymentAction(word["action"]), UUID(word["deployment_id"])
    if action is DeploymentAction.DIVERT:
        aim = DivertDeploymentBody(
            incident_id=word["to"], need_id=word["need"], reason=word["words"], second=heard
        )
        await diverting.divert(db, caller, deployment_id, aim, now=now)
        return
    said = StepDeploymentBody(reason=word["reason"], note=word["words"], second=heard)
    await stepping.step(db, caller, deployment_id, action, said, now=now)
