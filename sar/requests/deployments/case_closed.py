"""Work that ends with its case: stood down if it has not left, else released, to come home."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import commitments
from sar.incidents.models import Incident
from sar.incidents.words import IncidentState
from sar.parties.caller import Caller
from sar.record.entries import DeploymentStepped
from sar.record.recording import FurtherFact
from sar.requests import clearance_rows
from sar.requests.clearance_rules import ends_with_work
from sar.requests.deployment_traits import TRAITS
from sar.requests.deployments.on_scene import enter_state
from sar.requests.deployments.sharing import share
from sar.requests.deployments.step_rows import agreed_row
from sar.requests.models import Deployment
from sar.requests.recording import changed
from sar.requests.state_tables import ended_by_closing
from sar.requests.words import ClearanceState, DeploymentAction, DeploymentState


async def end_with_case(
    db: AsyncSession,
    caller: Caller,
    incident: Incident | None,
    works: Collection[Deployment],
    *,
    now: datetime,
) -> list[FurtherFact]:
    """End the locked work of a closed case, as far as nobody is aboard; the facts of it.

    Nothing while the case is open. Assets are freed, positions and clearances follow.
    """
    if incident is None or incident.state is not IncidentState.CLOSED:
        return []
    ended = []
    for row in works:
        row.forget_diversion()
        to = ended_by_closing(row.state, ship=row.ship_id is not None, aboard=row.anybody_aboard)
        if to is None:
            continue
        note = f"{incident.reference} was closed."
        action = DeploymentAction.CASE_CLOSED
        db.add(agreed_row(caller, row, action, to, note, at=now, now=now))
        enter_state(row, to, at=now)
        row.reason = note
        changed(row, now=now)
        ended.append(row)
        if TRAITS[to].frees:
            await commitments.cut_short(db, row.id, now=now)
    await _withdraw(db, ended, now=now)
    assets = {row.asset_id for row in ended if row.asset_id}
    if assets:
        await share(db, incident.id, assets, now=now)
    return [_fact(row, caller) for row in ended]


async def _withdraw(db: AsyncSession, ended: Collection[Deployment], *, now: datetime) -> None:
    """Withdraw the clearances that the ended work needs no more."""
    by_id = {row.id: row for row in ended}
    for one in await clearance_rows.clearances_of_units(db, by_id):
        work = by_id[one.deployment_id]
        if ends_with_work(one.state, stood_down=work.state is DeploymentState.STOOD_DOWN):
            one.state, one.reason = ClearanceState.WITHDRAWN, work.reason
            changed(one, now=now)


def _fact(row: Deployment, caller: Caller) -> FurtherFact:
    fact = DeploymentStepped(
        id=row.id,
        about=row.name,
        action=DeploymentAction.CASE_CLOSED.value,
        state=row.state.value,
        note=row.reason,
    )
    return FurtherFact(fact, caller.actor, row.parties)
