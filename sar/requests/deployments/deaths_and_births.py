"""Facts about lives: persons found dead, who died after they were recovered, were born aboard, or
went into the water again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Forbidden
from sar.incidents.alarms.assessment_due import ask_again
from sar.incidents.assessment_clock import AssessmentCause
from sar.incidents.checks import check_past
from sar.parties.caller import Caller
from sar.record.entries import DeploymentStepped
from sar.requests import locks
from sar.requests.asking.fulfilment import update_fulfilment
from sar.requests.counted_anew import state_with
from sar.requests.deployments.case_closed import end_with_case
from sar.requests.deployments.counting import count_people
from sar.requests.deployments.on_scene import enter_state
from sar.requests.deployments.step_rows import agreed_row, put_count, tally_of
from sar.requests.deployments.stepping import recording_step, sides_of
from sar.requests.recording import changed
from sar.requests.schemas import LivesBody
from sar.requests.step_doubts import count_said, doubts_after
from sar.requests.tally import lived
from sar.requests.words import DeploymentAction


async def tell_lives(
    db: AsyncSession, caller: Caller, deployment_id: UUID, body: LivesBody, *, now: datetime
) -> None:
    """Write down such a fact of the unit, in any state and also of a closed case.

    Forbidden to others than its owner and the lead. More than were aboard are recorded as told,
    and marked until the persons are counted anew.
    """
    locked = await locks.lock_deployment(db, caller, deployment_id, counts=True)
    row, action = locked.deployment, DeploymentAction(body.fact)
    if not sides_of(caller, row):
        raise Forbidden("not_yours", "Only the owner of the unit, or the lead, may.")
    check_past("at", body.at, now=now)
    before = tally_of(row)
    count = lived(before, action, persons=body.persons)
    note = f"{body.note} {count_said(before, action, persons=body.persons)}".strip()
    to = state_with(count.anybody_aboard, row.state, ship=row.ship_id is not None)
    async with recording_step(db, caller, locked, on_case=True, now=now) as entry:
        step = agreed_row(caller, row, action, to, note, at=body.at or now, now=now)
        step.persons = body.persons
        step.aboard = None if count.uncounted_aboard else count.aboard
        step.said_by = body.said_by or caller.centre
        db.add(step)
        if to is not row.state:
            enter_state(row, to, at=now)
        put_count(row, count)
        row.doubts = doubts_after(row.doubts, action, before, persons=body.persons, now=now)
        changed(row, now=now)
        if locked.incident is not None and action is DeploymentAction.BACK_IN_WATER:
            await ask_again(db, locked.incident, AssessmentCause.PEOPLE, now=now)
        await count_people(db, locked.incident, now=now)
        ended = await end_with_case(db, caller, locked.incident, [row], now=now)
        for request in locked.served_requests:
            await update_fulfilment(db, request, now=now)
        fact = DeploymentStepped(
            id=row.id,
            about=row.name,
            action=action.value,
            state=row.state.value,
            persons=body.persons,
            aboard=None if row.uncounted_aboard else row.aboard,
            happened_at=body.at,
            note=note,
        )
        entry.record(fact, readers=row.parties)
        entry.further += ended
