"""Ships of opportunity: hailing them, for a master goes if able (SOLAS V/33), and moving them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import ships
from sar.assets import visible as assets
from sar.assets.catalogue import type_of
from sar.assets.fix_ingest import Ingested
from sar.assets.fix_schemas import FixBody
from sar.assets.models import Ship
from sar.assets.schemas import ShipReasonBody
from sar.assets.visible_vessels import vessel_to_hail
from sar.errors import Conflict, Forbidden, Malformed, NotFound, Refusal
from sar.incidents import visible as incidents
from sar.incidents.models import Incident
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.record.entries import ShipHailed
from sar.requests import deployment_rows, visible
from sar.requests import rows as requests_rows
from sar.requests.asking.filing import not_closed
from sar.requests.deployments.case_help import tell_tasked
from sar.requests.deployments.hail_clock import answered_within, await_answer
from sar.requests.deployments.step_rows import first_row
from sar.requests.deployments.stepping import check_promise
from sar.requests.locks import lock_request_row
from sar.requests.models import Deployment, Request
from sar.requests.recording import Touched, recording
from sar.requests.schemas import HailShipBody
from sar.requests.state_tables import ASKING
from sar.requests.words import DeploymentState


async def hail(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: HailShipBody, *, now: datetime
) -> None:
    """Hail a ship for an incident that the caller's party is involved in; what its master answers,
    that party or the lead reports as steps of the deployment.

    Assistance does not wait for the lead (UNCLOS art. 98; SAR Convention, Annex 2.1.9), which is
    told at once.
    """
    incident = await incidents.access_incident(db, caller, incident_id, lock=True)
    not_closed(incident)
    check_promise(body.promise, since=now)
    request = await _request_of(db, caller, incident_id, body)
    ship = await _ship_of(db, caller, body.ship_id, now=now)
    if ship.id in await deployment_rows.ships_at_work(db, incident.id):
        refusal = Refusal(
            "already_hailed", filled("{name} has been hailed and is not released.", name=ship.name)
        )
        raise Conflict.of(refusal, state=incident.state)
    row = _hailed(caller, incident, request, ship, body, now=now)
    touched = Touched(
        incidents=[incident.id],
        requests=[request.id] if request else [],
        deployments=[row.id],
    )
    async with recording(
        db, touched, by=caller.actor, exercise=incident.exercise, now=now
    ) as entry:
        db.add(row)
        await db.flush()
        await tell_tasked(db, incident, [row], now=now)
        await await_answer(db, row)
        db.add(first_row(caller, row, at=now, now=now, action="hail", note=body.note))
        entry.record(
            ShipHailed(
                id=row.id,
                about=ship.name,
                incident=incident.reference,
                by=caller.party,
                lead=incident.lead_party,
            ),
            readers=row.parties,
        )


async def _ship_of(db: AsyncSession, caller: Caller, ship_id: UUID, *, now: datetime) -> Ship:
    """The ship, or the vessel off the air that becomes one by being hailed; or NotFound."""
    try:
        return await assets.access_ship(db, ship_id)
    except NotFound:
        vessel = await vessel_to_hail(db, caller.party, ship_id, now=now)
    return await ships.report_heard(db, caller, vessel, now=now)


def _hailed(
    caller: Caller,
    incident: Incident,
    request: Request | None,
    ship: Ship,
    body: HailShipBody,
    *,
    now: datetime,
) -> Deployment:
    """The row of the deployment, with the clock of the answer."""
    figures = type_of(ship.type_code).figures
    return Deployment(
        id=body.id,
        incident_id=incident.id,
        request_id=request.id if request else None,
        need_id=body.need_id,
        ship_id=ship.id,
        lead_party=incident.lead_party,
        hailed_by=None if caller.party == incident.lead_party else caller.party,
        name=ship.name,
        type_code=ship.type_code,
        persons=figures.capacity_normal or 0,
        persons_at_most=figures.capacity_extreme or 0,
        state=DeploymentState.HAILED,
        from_at=now,
        promised_at=body.promise,
        hail_centre_id=caller.centre_id,
        hail_due_at=now + answered_within(incident),
        created_at=now,
        updated_at=now,
    )


async def move(
    db: AsyncSession, caller: Caller, ship_id: UUID, fixes: Sequence[FixBody], *, now: datetime
) -> Ingested:
    """Take in where a ship of opportunity is; from any party while it is at work for nobody.

    While it is hailed only the parties involved in what it is hailed for may say so, whom its
    position concerns: nobody else leads them to look for it elsewhere, nor reads of the case in
    the refusal. Around a hand-over the old lead and the new one are both involved.
    """
    ship = await assets.access_ship(db, ship_id, lock=True)
    cases = await deployment_rows.cases_of_ship(db, ship.id)
    involved = await incidents.involvements(db, cases)
    parties = {one.party for rows in involved.values() for one in rows}
    if cases and caller.party not in parties:
        raise Forbidden(
            "not_involved",
            filled(
                "Where {name} is is for others to say now.",
                name=ship.name,
            ),
        )
    return await ships.move(db, caller, ship, fixes, at_work=bool(cases), now=now)


async def withdraw(
    db: AsyncSession, caller: Caller, ship_id: UUID, body: ShipReasonBody, *, now: datetime
) -> None:
    """Take a ship back that the caller's party reported, unless it is at work."""
    ship = await assets.access_ship(db, ship_id, lock=True)
    await ships.check_reporter(db, caller, ship)
    if await deployment_rows.cases_of_ship(db, ship.id):
        raise Conflict.of(
            Refusal("ship_at_work", filled("{name} is hailed: release it first.", name=ship.name))
        )
    await ships.withdraw(db, caller, ship, body, now=now)


async def _request_of(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: HailShipBody
) -> Request | None:
    """The request whose need the ship is to serve, locked; Malformed when it is none of the case
    that the caller's party sees."""
    if body.need_id is None:
        return None
    request_id = await requests_rows.request_of_need(db, incident_id, body.need_id)
    if request_id is not None and not await visible.is_seen_request(db, caller, request_id):
        request_id = None
    request = await lock_request_row(db, request_id) if request_id else None
    if request is None or request.state not in ASKING:
        raise Malformed.at("need_id", "no_such_need", "is not a need of an open request here")
    return request
