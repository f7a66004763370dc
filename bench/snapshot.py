"""How long the snapshot of a party that sees 20,000 assets takes, and what it weighs."""

import asyncio
import gzip
import statistics
import time

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from bench.ground import Figure, ground
from sar.app import create_app
from sar.db import DatabaseRole, make_engine, make_sessions
from tests.given.agreements import agreement, concluded, term
from tests.world import START, World

ASSETS = 20_000
TIMES = 5

_ASSETS = text("""
INSERT INTO asset (id, party_code, centre_id, kind, type_code, name, base, base_name, base_shared,
                   at_sea, readiness, readiness_reason, overrides, quantity, note, created_at,
                   updated_at, version)
SELECT gen_random_uuid(), 'MLT', :centre, 'aircraft', 'H1', 'Rescue ' || n,
       ST_SetSRID(ST_MakePoint(10 + n % 100 / 10.0, 33 + n % 77 / 10.0), 4326)::geography,
       'Luqa', true, false, 'available', '', '{}', 1, '', :now, :now, 1
FROM generate_series(1, :assets) AS n
""")
_FIXES = text("""
INSERT INTO fix (asset_id, at, point, course_deg, speed_kn, uncertainty_nm, source, implausible,
                 mark)
SELECT id, :now, ST_SetSRID(ST_MakePoint(10 + 10 * random(), 33 + 7 * random()), 4326)::geography,
       round((360 * random())::numeric, 1), round((20 * random())::numeric, 1), 0.1, 'AIS', false, 1
FROM asset
""")


def measure() -> list[Figure]:
    """All are another party's, which shows their positions: the dearest way to see them."""
    with ground("snapshot") as prepared:
        return asyncio.run(_run(prepared.database_url, prepared.world))


async def _run(url: str, world: World) -> list[Figure]:
    app = create_app(url)
    engine = make_engine(url)
    app.state.sessions = make_sessions(engine)
    clients = _Clients(app, world)
    await concluded(clients.of, agreement(term(visibility="position", may_request=True)))
    system = make_engine(url, DatabaseRole.SYSTEM)
    async with system.begin() as db:
        await db.execute(_ASSETS, {"centre": world.centres["MLT"], "now": START, "assets": ASSETS})
        await db.execute(_FIXES, {"now": START})
        await db.execute(text("ANALYZE"))
    await system.dispose()
    taken_ms, wire, plain = [], 0, 0
    client = clients.of("ITA", "observer")
    for _ in range(TIMES):
        started = time.perf_counter()
        async with client.stream("GET", "/api/snapshot") as answer:
            raw = b"".join([part async for part in answer.aiter_raw()])
        taken_ms.append(1e3 * (time.perf_counter() - started))
        zipped = answer.headers.get("content-encoding") == "gzip"
        wire, plain = len(raw), len(gzip.decompress(raw) if zipped else raw)
    await clients.close()
    await engine.dispose()
    context = (
        f"{ASSETS} assets of another party with their positions, median of {TIMES}, in one "
        f"process with its caller, {plain / 1e6:.1f} MB of JSON"
    )
    return [
        Figure("snapshot_20k_ms", round(statistics.median(taken_ms)), "ms", context),
        Figure("snapshot_20k_wire_kb", round(wire / 1e3), "kB", context),
    ]


class _Clients:
    """HTTP as the keys of the world."""

    def __init__(self, app: FastAPI, world: World) -> None:
        self._app, self._world = app, world
        self._open: list[httpx.AsyncClient] = []

    def of(self, party: str, role: str) -> httpx.AsyncClient:
        """As that party's key."""
        made = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self._app),
            base_url="http://test",
            headers={"Authorization": f"Bearer {self._world.keys[party, role]}"},
            timeout=120,
        )
        self._open.append(made)
        return made

    async def close(self) -> None:
        """All of them."""
        for client in self._open:
            await client.aclose()
