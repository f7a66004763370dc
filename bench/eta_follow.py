"""The delay of an expected time after a fix: from its commit until the time is on a socket."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import orjson

from bench.ground import Figure, ground
from sar import clock
from sar.assets.fix_ingest import ingest
from sar.assets.plausible import NewFix
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.requests.time_rows import AGAIN
from tests.clients import Clients
from tests.given.requests import Plain, need, offered, opened, stepped
from tests.running import Live, Server, running, working
from tests.world import START

UNITS = 200
SECONDS = 150
"""The first minute warms up: what is called away from then on is counted."""
AN_OFFER = 50
SCENE = LatLon(lat=34.333, lon=12.7)


@dataclass(slots=True)
class _Told:
    """The fixes of one unit as they were committed, and its times as they came."""

    committed: list[tuple[datetime, float]] = field(default_factory=list)
    """Each fix: its platform instant, and when it was committed by the machine's clock."""
    last_fix_at: datetime | None = None
    """The fix that its last time rests on."""
    took_s: list[float] = field(default_factory=list)


def measure() -> list[Figure]:
    """A server, a worker, one socket, and every unit under way with a fix a second."""
    with (
        ground("eta_follow") as prepared,
        running(prepared.database_url, prepared.world) as server,
        working(server),
    ):
        told = asyncio.run(_run(server))
    took_s = sorted(took for one in told.values() for took in one.took_s)
    fixes = sum(len(one.committed) for one in told.values())
    context = (
        f"{UNITS} helicopters under way for one case, each with a fix a second, {SECONDS} s; fixes"
        f" that are due to be followed (one a minute for each unit): {len(took_s)} of {fixes};"
        " writer and reader on the same machine as server, worker and database"
    )
    return [
        Figure("eta_follow_p50_ms", _percentile_ms(took_s, 50), "ms", context),
        Figure("eta_follow_p99_ms", _percentile_ms(took_s, 99), "ms", context),
        Figure("eta_coalesced_share", round(1.0 - len(took_s) / fixes, 3), "", context),
    ]


def _percentile_ms(took_s: list[float], percent: int) -> float:
    return round(1e3 * took_s[min(len(took_s) - 1, len(took_s) * percent // 100)], 1)


async def _run(server: Server) -> dict[str, _Told]:
    clients = Clients(server.client)
    works = await _under_way(clients, server)
    await clients.close()
    await server.set_clock(at=START, paused=False)
    told = {str(work["id"]): _Told() for work in works}
    feed = await server.connect("ITA", "observer")
    await feed.send({"type": "start", "since": None})
    await feed.next("ready")
    reading = asyncio.create_task(_read(feed, told))
    await _move(server, works, told)
    await asyncio.sleep(5)
    reading.cancel()
    await feed.socket.close()
    return told


async def _under_way(clients: Clients, server: Server) -> list[Plain]:
    """Italy's own helicopters, accepted for its case by the fifty and departed."""
    rows = "".join(f"Unit {n},H1,38.1,13.3\n" for n in range(UNITS))
    answer = await clients("ITA", "registrar").post(
        "/api/assets/import",
        content=f"name,type,base_lat,base_lon\n{rows}",
        headers={"Content-Type": "text/csv"},
        timeout=120,
    )
    answer.raise_for_status()
    listed = await clients("ITA", "registrar").get("/api/assets?limit=500")
    ids = [asset["id"] for asset in listed.json()["items"] if asset["name"].startswith("Unit ")]
    case = await opened(clients)
    body = {
        "incident_id": case["id"],
        "needs": [need(quantity=UNITS)],
        "to": [str(server.world.centres["MLT"])],
        "open": True,
    }
    request = await clients("ITA", "watch_officer").post("/api/requests", json=body)
    request.raise_for_status()
    for first in range(0, UNITS, AN_OFFER):
        where = f"requests/{request.json()['id']}"
        await offered(clients, "ITA", where, *ids[first : first + AN_OFFER], accept=True)
    page = "/api/deployments?limit=500"
    works: list[Plain] = (await clients("ITA", "observer").get(page)).json()["items"]
    for work in works:
        await stepped(clients, "ITA", work, "depart")
    return works


async def _move(server: Server, works: list[Plain], told: dict[str, _Told]) -> None:
    """Each second all positions, in one batch as a feed delivers them."""
    engine = make_engine(server.database_url, DatabaseRole.SYSTEM, pool_size=1)
    async with make_sessions(engine)() as db:
        for second in range(SECONDS):
            now = clock.now()
            fixes = [
                NewFix(UUID(work["asset_id"]), now, _place(n, second))
                for n, work in enumerate(works)
            ]
            await ingest(db, fixes, now=now)
            await db.commit()
            at_s = time.perf_counter()
            for work in works:
                told[work["id"]].committed.append((now, at_s))
            await asyncio.sleep(max(0.0, 1.0 - (clock.now() - now) / timedelta(seconds=1)))
    await engine.dispose()


def _place(n: int, second: int) -> LatLon:
    """On a circle about the scene, and nearer by the second."""
    return direct(SCENE, 360.0 * n / UNITS, 100.0 - second / 30.0)


async def _read(feed: Live, told: dict[str, _Told]) -> None:
    while True:
        frame = orjson.loads(await feed.socket.recv())
        at_s = time.perf_counter()
        for one in frame.get("times", []):
            if one["place_at"] and one["id"] in told:
                _take(told[one["id"]], datetime.fromisoformat(one["place_at"]), at_s)


def _take(told: _Told, place_at: datetime, at_s: float) -> None:
    """From the first fix that was due after the last that was followed."""
    before, told.last_fix_at = told.last_fix_at, place_at
    if before is None or place_at <= before:
        return
    due = next((s for at, s in told.committed if at >= before + AGAIN), None)
    if due is not None and at_s >= due:
        told.took_s.append(at_s - due)
