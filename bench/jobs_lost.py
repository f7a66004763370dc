"""Jobs that are lost or done twice when the worker that does them is killed and started again."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import text

from bench.ground import Figure, ground
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened
from tests.given.requests import asked, offered
from tests.law import OverHttp
from tests.running import Server, running, start_worker, working
from tests.world import START

ROUNDS: Final = 3
OFFERS: Final = 40
SILENT: Final = 5
AT_ONCE: Final = 4
"""So many jobs a worker does at once."""
WITHIN_S: Final = 120
LATE: Final = timedelta(hours=1)
EACH: Final = Counter(OfferExpired=OFFERS, AcknowledgementOverdue=SILENT)
LOCK: Final = text("SELECT id FROM incident WHERE id = :id FOR UPDATE")
DUE: Final = text(
    "SELECT status::text AS state, count(*) AS number FROM procrastinate_jobs"
    " WHERE queue_name = 'sar' AND args ? 'work'"
    " AND (status <> 'todo' OR scheduled_at <= now()) GROUP BY 1"
)


def measure() -> list[Figure]:
    """Offers that expire and silences to be told in the same second, a worker killed while it does
    them."""
    with (
        ground("jobs") as prepared,
        running(prepared.database_url, prepared.world) as server,
    ):
        lost, doubled, under_way = asyncio.run(_run(server))
    context = (
        f"{ROUNDS} rounds of {OFFERS} offers and {SILENT} silences due in one second; the worker "
        f"was killed (-9) with {under_way} jobs under way in all, and started again"
    )
    return [
        Figure("jobs_lost", lost, "jobs", context),
        Figure("jobs_doubled", doubled, "jobs", context),
    ]


async def _run(server: Server) -> tuple[int, int, int]:
    clients = Clients(server.client)
    asset = await registered(clients, "MLT", helicopter())
    under_way = 0
    for number in range(1, ROUNDS + 1):
        due_at = START + number * LATE
        case_id = await _due(clients, server, asset["id"], due_at)
        async with server.db() as db:
            # Whoever works for this case waits here, with its job begun.
            await db.execute(LOCK, {"id": case_id})
            await server.set_clock(at=due_at, paused=False)
            killed = start_worker(server)
            under_way += await _begun(server)
            killed.kill()
            killed.wait(60)
        with working(server):
            await _none_left(server)
    wanted = Counter({fact: ROUNDS * number for fact, number in EACH.items()})
    entries = await OverHttp(clients).entries("ITA", 0)
    told = Counter(entry["type"] for entry in entries if entry["type"] in EACH)
    await clients.close()
    return (wanted - told).total(), (told - wanted).total(), under_way


async def _due(clients: Clients, server: Server, asset_id: str, at: datetime) -> str:
    """The case about which so much is due."""
    case = await opened(clients)
    until = (at - timedelta(minutes=1)).isoformat()
    for _ in range(SILENT):
        sent = await asked(clients, server.world, "MLT", "TUN", incident=case)
        for _ in range(OFFERS // SILENT):
            await offered(clients, "MLT", f"requests/{sent['id']}", asset_id, valid_until=until)
    return str(case["id"])


async def _begun(server: Server) -> int:
    """The number of jobs under way, once there are some."""
    for _ in range(WITHIN_S * 5):
        if (doing := (await _jobs(server)).get("doing", 0)) >= AT_ONCE:
            return doing
        await asyncio.sleep(0.2)
    raise TimeoutError


async def _none_left(server: Server) -> None:
    for _ in range(WITHIN_S * 5):
        if not await _jobs(server):
            return
        await asyncio.sleep(0.2)


async def _jobs(server: Server) -> dict[str, int]:
    """The jobs that are due or under way."""
    async with server.db() as db:
        return {row.state: row.number for row in await db.execute(DUE)}
