"""Calls units away from an exercise to real work, which goes first."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import commitments
from sar.errors import Conflict, NotFound, Refusal
from sar.parties.caller import Caller
from sar.requests import deployment_rows, visible
from sar.requests.deployments.step_rows import agreed_row, put_count, tally_of
from sar.requests.locks import Locked, LockedDeployment
from sar.requests.recording import changed
from sar.requests.transfer_counts import uncounted
from sar.requests.words import DeploymentAction

CALLED_AWAY: Final = "Called away to real work."
_HINT: Final = (
    "That is an exercise, and real work goes first: its owner or the lead of the exercise calls it "
    "away."
)


def against_calling_away(locked: Locked) -> list[Refusal]:
    """The refusal for real work, if it is."""
    if locked.exercise:
        return []
    said = "It is real work: only from an exercise is a unit called away. Recall or divert it."
    return [Refusal("real_work", said)]


@asynccontextmanager
async def naming_exercises(db: AsyncSession, caller: Caller) -> AsyncIterator[None]:
    """Names the exercise that binds a unit needed for real work, to callers that see its
    deployment."""
    try:
        yield
    except commitments.AlreadyCommitted as bound:
        for deployment_id in bound.exercises:
            try:
                await visible.access_deployment(db, caller, deployment_id)
            except NotFound:
                continue
            told = {"exercise": True, "deployment_id": str(deployment_id)}
            refusal = replace(
                bound.refusal,
                sentence=f"{bound.refusal.sentence} {_HINT}",
                params={**bound.refusal.params, **told},
            )
            raise Conflict.of(refusal) from None
        raise


async def uncount_transfers(
    db: AsyncSession,
    caller: Caller,
    locked: LockedDeployment,
    *,
    persons: int,
    why: str,
    now: datetime,
) -> None:
    """Undoes the transfers of so many `persons` to a unit: the deployments that handed them over,
    which are locked too, never recovered them either. `why`: of the unit, with their number."""
    taker = locked.deployment
    if taker.incident_id is None or persons <= 0:
        return
    moves = await deployment_rows.moves_in(db, taker.incident_id)
    units = {row.id: tally_of(row) for row in locked.givers}
    after = uncounted(units, moves, taker=taker.id, persons=persons)
    for row in locked.givers:
        if row.id not in after:
            continue
        fewer = row.handed_over - after[row.id].handed_over
        note = f"{taker.name} {why.format(fewer)} from here: they were never recovered."
        put_count(row, after[row.id])
        action = DeploymentAction.CORRECT_COUNT
        db.add(agreed_row(caller, row, action, row.state, note, at=now, now=now))
        changed(row, now=now)
