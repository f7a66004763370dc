"""Corrects the persons of a unit as they were counted anew, with reason and source."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Forbidden
from sar.parties.caller import Caller
from sar.record.entries import DeploymentStepped
from sar.requests import locks
from sar.requests.asking.fulfilment import update_fulfilment
from sar.requests.counted_anew import correct, counted_anew, state_with
from sar.requests.deployments.calling_away import uncount_transfers
from sar.requests.deployments.case_closed import end_with_case
from sar.requests.deployments.counting import count_people
from sar.requests.deployments.on_scene import enter_state
from sar.requests.deployments.step_rows import agreed_row, put_count, tally_of
from sar.requests.deployments.stepping import recording_step, sides_of
from sar.requests.recording import changed
from sar.requests.schemas import CorrectCountBody
from sar.requests.step_doubts import doubts_after
from sar.requests.tally import doubt
from sar.requests.words import DeploymentAction


async def correct_count(
    db: AsyncSession, caller: Caller, deployment_id: UUID, body: CorrectCountBody, *, now: datetime
) -> None:
    """Count the unit's persons anew, in any state and also of a closed case: a fact is not refused.

    Doubtful numbers are recorded as such.
    """
    locked = await locks.lock_deployment(db, caller, deployment_id, givers=True, counts=True)
    row, action = locked.deployment, DeploymentAction.CORRECT_COUNT
    if not sides_of(caller, row):
        raise Forbidden("not_yours", "Only the owner of the unit, or the lead, may.")
    before = tally_of(row)
    count = correct(
        before,
        aboard=body.aboard,
        delivered=body.delivered,
        dead=body.dead,
        dead_landed=body.dead_landed,
    )
    to = state_with(count.anybody_aboard, row.state, ship=row.ship_id is not None)
    more = doubt(row.name, count, at_most=row.persons_at_most)
    note = f"{counted_anew(before, count)} {more}".strip()
    async with recording_step(db, caller, locked, on_case=True, now=now) as entry:
        step = agreed_row(caller, row, action, to, f"{note} {body.reason}", at=now, now=now)
        step.aboard = None if count.uncounted_aboard else count.aboard
        step.uncounted, step.said_by = count.uncounted_delivered, body.source
        db.add(step)
        fewer = row.taken_over - count.taken_over
        await uncount_transfers(
            db, caller, locked, persons=fewer, why="has counted {} fewer", now=now
        )
        if to is not row.state:
            enter_state(row, to, at=now)
        put_count(row, count)
        row.doubts = doubts_after(row.doubts, action, before, now=now)
        changed(row, now=now)
        await count_people(db, locked.incident, now=now)
        ended = await end_with_case(db, caller, locked.incident, [row], now=now)
        for request in locked.served_requests:
            await update_fulfilment(db, request, now=now)
        fact = DeploymentStepped(
            id=row.id,
            about=row.name,
            action=action.value,
            state=row.state.value,
            aboard=step.aboard,
            note=f"{note} {body.reason} Source: {body.source}.",
        )
        entry.record(fact, readers=row.parties)
        entry.further += ended
