"""Counts the persons whom a unit recovered by kind, with source."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Forbidden
from sar.incidents.checks import check_past
from sar.incidents.people.headcount import doubts, in_words
from sar.parties.caller import Caller
from sar.record.entries import DeploymentStepped
from sar.requests import locks
from sar.requests.deployments.counting import count_people
from sar.requests.deployments.step_rows import agreed_row, headcount_of
from sar.requests.deployments.stepping import recording_step, sides_of
from sar.requests.recording import changed
from sar.requests.schemas import HeadcountBody
from sar.requests.words import DeploymentAction


async def count_by_kind(
    db: AsyncSession, caller: Caller, deployment_id: UUID, body: HeadcountBody, *, now: datetime
) -> None:
    """Keep the counts, in any state and also of a closed case; doubtful ones are recorded as such.

    Forbidden to others than its owner and the lead.
    """
    locked = await locks.lock_deployment(db, caller, deployment_id, counts=True)
    row, action = locked.deployment, DeploymentAction.HEADCOUNT
    if not sides_of(caller, row):
        raise Forbidden("not_yours", "Only the owner of the unit, or the lead, may.")
    check_past("at", body.at, now=now)
    before = headcount_of(row).counts
    told = {kind: many for kind, many in body.counts.items() if many is not None}
    counts = {kind: many for kind, many in {**before, **body.counts}.items() if many is not None}
    async with recording_step(db, caller, locked, on_case=True, now=now) as entry:
        row.headcount = {
            "counts": {kind.value: many for kind, many in counts.items()},
            "at": (body.at or now).isoformat(),
            "source": body.source,
        }
        unknown = [kind for kind in body.counts if kind not in told]
        said = [f"{in_words(told).capitalize()}."] if told else []
        if unknown:
            said.append(f"Not known any more: {', '.join(kind.value for kind in unknown)}.")
        note = " ".join([*said, doubts(headcount_of(row))]).strip().replace("_", " ")
        step = agreed_row(caller, row, action, row.state, note, at=body.at or now, now=now)
        step.said_by = body.source
        db.add(step)
        changed(row, now=now)
        await count_people(db, locked.incident, now=now)
        fact = DeploymentStepped(
            id=row.id,
            about=row.name,
            action=action.value,
            state=row.state.value,
            happened_at=body.at,
            note=f"{note} Source: {body.source}.",
        )
        entry.record(fact, readers=row.parties)
