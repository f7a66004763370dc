"""The time of the lists of cases, requests and assets, and the statements that each sends."""

import asyncio
import http.client
import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import orjson

from bench.ground import Figure, ground
from sar.app import create_app
from sar.db import make_engine, make_sessions
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import act
from tests.given.requests import FAR_EAST, asked, opened
from tests.running import Server, running
from tests.statements import counted
from tests.world import START

LISTS = ("incidents", "requests", "assets")
ASSETS = {"ITA": 20, "MLT": 20, "TUN": 20}
CASES = {"ITA": ("MLT", 8), "MLT": ("ITA", 1), "TUN": ("GRC", 1)}
"""By the State that leads, whom it asks, and how many."""
TIMES = 400
WARM = 100
STARTED_S = 10
"""The server has been up for so long: it loads its compiled loops when it has started."""


@dataclass(frozen=True)
class Taken:
    """Answers to one list: their median time, processor time of the server for each, and size."""

    p50_ms: float
    cpu_ms: float
    items: int
    wire_kb: float


def measure() -> Iterator[Figure]:
    """Over HTTP from a real server; statements are counted in another one, in this process."""
    with (
        ground("lists") as prepared,
        running(prepared.database_url, prepared.world) as server,
    ):
        asyncio.run(_fill(server))
        statements = asyncio.run(_statements(server))
        time.sleep(STARTED_S)
        for name in LISTS:
            taken = _take(server, name)
            context = (
                f"{taken.items} items of {sum(ASSETS.values())} assets with positions and "
                f"{sum(count for _, count in CASES.values())} cases with a request each, of three "
                f"States, {taken.wire_kb:.1f} kB of gzip; one after the other over loopback with a "
                f"key, median of {TIMES}, {taken.cpu_ms:.1f} ms processor time of the server each"
            )
            yield Figure(f"list_{name}_p50_ms", taken.p50_ms, "ms", context)
            yield Figure(
                f"list_{name}_statements",
                statements[name],
                "statements",
                "beside the one for the key, BEGIN and COMMIT",
            )


async def _fill(server: Server) -> None:
    """Italy sees Malta's assets and cases in full, Tunisia's late and coarse."""
    clients = Clients(server.client)
    full = term(visibility="position", may_request=True, incident_awareness="full")
    coarse = term(
        visibility="position",
        position_precision_nm=5,
        position_delay_minutes=10,
        incident_awareness="coarse",
    )
    await concluded(clients, agreement(full))
    await concluded(clients, agreement(coarse, reference="TEST-2", parties=("ITA", "TUN")))
    for party, count in ASSETS.items():
        for n in range(count):
            made = await registered(clients, party, helicopter(name=f"Rescue {party} {n}"))
            at = START - timedelta(minutes=30)
            await delivered(clients, party, made["id"], fix(12.5, 35.5 + n / 20, at))
    led = {party: await _cases(clients, server, party) for party in CASES}
    path = f"{led['MLT'][0]}/links"
    linked = await act(clients, "MLT", "watch_officer", path, other_id=led["ITA"][0])
    linked.raise_for_status()
    await clients.close()


async def _cases(clients: Clients, server: Server, party: str) -> list[str]:
    """The ids of the party's cases, each with a request."""
    to, count = CASES[party]
    cases = [await opened(clients, party, title=f"{n}", position=FAR_EAST) for n in range(count)]
    for case in cases:
        await asked(clients, server.world, to, party=party, incident=case)
    return [case["id"] for case in cases]


async def _statements(server: Server) -> dict[str, int]:
    """The statements by list, once the process has filled its caches."""
    app = create_app(server.database_url)
    engine = make_engine(server.database_url)
    app.state.sessions = make_sessions(engine)
    result = {}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app),
        base_url="http://localhost",
        headers=_headers(server),
    ) as client:
        for name in LISTS:
            (await client.get(f"/api/{name}")).raise_for_status()
            with counted(engine) as sent:
                (await client.get(f"/api/{name}")).raise_for_status()
            result[name] = len(sent)
    await engine.dispose()
    return result


def _take(server: Server, name: str) -> Taken:
    """One connection, kept; the body is read and left as it came."""
    address = urlsplit(server.base_url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port)
    path, headers = f"/api/{name}", _headers(server)

    def get(headers: dict[str, str]) -> bytes:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(body.decode())
        return body

    items = len(orjson.loads(get(headers))["items"])
    small = headers | {"Accept-Encoding": "gzip"}
    for _ in range(WARM):
        body = get(small)
    taken_ms, before_s = [], _cpu_s(server)
    for _ in range(TIMES):
        started = time.perf_counter()
        body = get(small)
        taken_ms.append(1e3 * (time.perf_counter() - started))
    cpu_ms = 1e3 * (_cpu_s(server) - before_s) / TIMES
    connection.close()
    return Taken(round(statistics.median(taken_ms), 1), cpu_ms, items, len(body) / 1e3)


def _headers(server: Server) -> dict[str, str]:
    return {"Authorization": f"Bearer {server.world.keys['ITA', 'observer']}"}


def _cpu_s(server: Server) -> float:
    """Processor time that the server process has taken, in user code and for the system."""
    stat = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
