"""HTTP: hails of ships of opportunity, and their positions."""

from uuid import UUID

from fastapi import APIRouter

from sar import clock
from sar.assets.fix_schemas import Fixes
from sar.assets.schemas import ShipReasonBody
from sar.assets.views import IngestedView
from sar.http.request_session import Db
from sar.parties.identifying import Positions, Watch, count_fixes
from sar.parties.once import Idempotent
from sar.requests import visible
from sar.requests.deployment_views import DeploymentAnswer
from sar.requests.deployments import hailing
from sar.requests.schemas import HailShipBody

router = APIRouter(prefix="/api")


@router.post(
    "/incidents/{incident_id}/ships",
    status_code=201,
    tags=["deployments"],
    summary="Hail a ship of opportunity",
)
async def hail_ship(
    incident_id: UUID, body: HailShipBody, db: Db, caller: Watch, once: Idempotent
) -> DeploymentAnswer:
    """By the watch of any involved party: it is urgent, and the lead is told at once. The master's
    answer is reported as steps, by that party or the lead."""
    if not once.repeated:
        await hailing.hail(db, caller, incident_id, body, now=clock.now())
    return await visible.read_deployment(db, caller, await once.made(db, body.id))


@router.post("/ships/{ship_id}/fixes", tags=["ships"], summary="Deliver positions of a ship")
async def deliver_ship_fixes(ship_id: UUID, body: Fixes, db: Db, caller: Positions) -> IngestedView:
    """Any joined party delivers; while it is hailed only those involved there. The newest of the
    reporter's shows, or of those involved; another party's stands beside it, and that party's own
    matches reckon from it. Fixes that ask more speed than its type makes are marked and do not
    show.
    """
    count_fixes(caller, len(body))
    return (await hailing.move(db, caller, ship_id, body, now=clock.now())).view()


@router.post(
    "/ships/{ship_id}/withdraw", status_code=204, tags=["ships"], summary="Take a ship back"
)
async def withdraw_ship(
    ship_id: UUID, body: ShipReasonBody, db: Db, caller: Watch, once: Idempotent
) -> None:
    """Only for the party that reported it, while it is not hailed: nobody sees it any more."""
    if not once.repeated:
        await hailing.withdraw(db, caller, ship_id, body, now=clock.now())
