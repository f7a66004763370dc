"""Survivors of the play that were handed over to a unit which is called away: nobody had them."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.parties.caller import Caller
from sar.requests import rows
from sar.requests.deployments.step_rows import agreed_row, put_count, tally_of
from sar.requests.locks import HeldDeployment
from sar.requests.persons import gave_nobody
from sar.requests.recording import changed
from sar.requests.words import DeploymentAction


async def give_back(
    db: AsyncSession, caller: Caller, held: HeldDeployment, *, persons: int, now: datetime
) -> None:
    """Those who handed `persons` of them over, and are held too, never recovered them either."""
    taker = held.deployment
    if taker.incident_id is None or persons <= 0:
        return
    moves = await rows.moves_in(db, taker.incident_id)
    units = {row.id: tally_of(row) for row in held.givers}
    after = gave_nobody(units, moves, taker=taker.id, persons=persons)
    for row in held.givers:
        if row.id not in after:
            continue
        fewer = row.handed_over - after[row.id].handed_over
        note = f"{taker.name} was called away with {fewer} from here: they were never recovered."
        put_count(row, after[row.id])
        action = DeploymentAction.UNCOUNT
        db.add(agreed_row(caller, row, action, row.state, note, at=now, now=now))
        changed(row, now=now)
