"""Positions of the casualty that units report with their steps.

They stand among the reported positions of the case, from which its lead chooses the datum: a step
never sets it.
"""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.models import ReportedPosition
from sar.incidents.scene.plotting import reported
from sar.parties.caller import Caller
from sar.record.recording import FurtherFact
from sar.record.step_words import STEPS
from sar.requests.locks import LockedDeployment
from sar.requests.schemas import StepDeploymentBody
from sar.requests.words import DeploymentAction

TELLS_WHERE: Final = frozenset(
    {DeploymentAction.ARRIVE, DeploymentAction.LOAD, DeploymentAction.EMBARK}
)
"""The steps whose position says where the people are; that of another is where the unit is."""
ERROR_NM: Final = 0.1
"""House figure: to within so much a unit on scene knows where it is."""


def tells_where(
    locked: LockedDeployment, action: DeploymentAction, body: StepDeploymentBody
) -> bool:
    """Whether the step says where the people of a case are."""
    return body.point is not None and locked.incident is not None and action in TELLS_WHERE


def report_place(
    db: AsyncSession,
    caller: Caller,
    locked: LockedDeployment,
    action: DeploymentAction,
    body: StepDeploymentBody,
    *,
    at: datetime,
    now: datetime,
) -> list[FurtherFact]:
    """Add the step's position to those reported in the case; the facts that say so."""
    incident = locked.incident
    if body.point is None or incident is None or not tells_where(locked, action, body):
        return []
    source = f"{locked.deployment.name} ({STEPS.get(action.value, action.value)})"
    row = ReportedPosition(
        incident_id=incident.id,
        point=body.point.to_latlon(),
        at=at,
        error_nm=ERROR_NM,
        source=source,
        reported_at=now,
        by_party=caller.party,
    )
    db.add(row)
    incident.updated_at = now
    return [FurtherFact(reported(incident, row), caller.actor)]
