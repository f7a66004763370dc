"""The steps of deployments, and their counts of persons, as they are kept."""

from datetime import datetime
from typing import Final

from sar.incidents.people.headcount import CountedKind, Headcount
from sar.parties.caller import Caller
from sar.requests.models import Deployment, DeploymentStep
from sar.requests.schemas import StepDeploymentBody
from sar.requests.tally import Tally
from sar.requests.words import DeploymentAction, DeploymentState

NAMES_A_PLACE: Final = frozenset({DeploymentAction.DELIVER, DeploymentAction.REFUEL})
"""The steps with a place by name: where people were landed, or fuel is taken."""
COUNTS_DEAD: Final = frozenset(
    {DeploymentAction.DELIVER, DeploymentAction.TRANSFER, DeploymentAction.RECEIVE}
)
"""The steps that say how many dead were landed, or went from one unit to another."""


def first_row(
    caller: Caller,
    row: Deployment,
    *,
    at: datetime,
    now: datetime,
    action: str = "commit",
    note: str = "",
) -> DeploymentStep:
    """The step that the deployment begins with."""
    return DeploymentStep(
        deployment_id=row.id,
        action=action,
        to_state=row.state,
        at=at,
        recorded_at=now,
        said_by=caller.centre,
        by_party=caller.party,
        note=note,
    )


def step_row(
    caller: Caller,
    row: Deployment,
    action: DeploymentAction,
    body: StepDeploymentBody,
    to: DeploymentState,
    count: Tally,
    *,
    at: datetime,
    now: datetime,
) -> DeploymentStep:
    """The step as it is kept, of a deployment that has not taken it yet."""
    return DeploymentStep(
        deployment_id=row.id,
        action=action.value,
        from_state=row.state,
        to_state=to,
        at=at,
        recorded_at=now,
        point=body.point.to_latlon() if body.point else None,
        persons=body.persons,
        uncounted=body.uncounted,
        dead=body.dead if action in COUNTS_DEAD else None,
        place=body.place if action in NAMES_A_PLACE else "",
        aboard=None if count.uncounted_aboard else count.aboard,
        said_by=body.said_by or caller.centre,
        by_party=caller.party,
        note=body.note,
    )


def agreed_row(
    caller: Caller,
    row: Deployment,
    action: DeploymentAction,
    to: DeploymentState,
    note: str,
    *,
    at: datetime,
    now: datetime,
) -> DeploymentStep:
    """A step that is agreed about the work: it counts nobody and is nowhere."""
    return DeploymentStep(
        deployment_id=row.id,
        action=action.value,
        from_state=row.state,
        to_state=to,
        at=at,
        recorded_at=now,
        aboard=None if row.uncounted_aboard else row.aboard,
        uncounted=action is DeploymentAction.CORRECT_COUNT and row.uncounted_delivered,
        said_by=caller.centre,
        by_party=caller.party,
        note=note,
    )


def tally_of(row: Deployment) -> Tally:
    """The persons of the deployment."""
    return Tally(
        aboard=row.aboard,
        recovered=row.recovered,
        delivered=row.delivered,
        cycles=row.cycles,
        taken_over=row.taken_over,
        handed_over=row.handed_over,
        dead=row.dead,
        died=row.died,
        dead_landed=row.dead_landed,
        born=row.born,
        back_in_water=row.back_in_water,
        uncounted_aboard=row.uncounted_aboard,
        uncounted_delivered=row.uncounted_delivered,
    )


def headcount_of(row: Deployment) -> Headcount:
    """The persons whom the deployment recovered, by kind as far as they were counted."""
    told = row.headcount["counts"] if row.headcount else {}
    counts = {CountedKind(kind): many for kind, many in told.items()}
    uncounted = row.uncounted_aboard or row.uncounted_delivered
    return Headcount(None if uncounted else row.recovered - row.back_in_water, counts)


def put_count(row: Deployment, count: Tally) -> None:
    """Set the persons of the deployment."""
    row.aboard, row.recovered = count.aboard, count.recovered
    row.delivered, row.cycles = count.delivered, count.cycles
    row.taken_over, row.handed_over = count.taken_over, count.handed_over
    row.dead, row.died, row.dead_landed = count.dead, count.died, count.dead_landed
    row.born, row.back_in_water = count.born, count.back_in_water
    row.uncounted_aboard = count.uncounted_aboard
    row.uncounted_delivered = count.uncounted_delivered
