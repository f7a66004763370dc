"""Resident memory of one web process at its highest, after a fixed mixed load."""

import asyncio
import itertools
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import httpx
import orjson
from websockets.asyncio.client import connect

from bench import fleet, match_at_once
from bench.ground import Figure, ground
from sar.geo.position import LatLon
from tests.running import Server, running

ASSETS: Final = 12_000
ASKERS: Final = 12
SOCKETS: Final = 2
"""Of each asker."""
ROUNDS: Final = 3
SCENES: Final = 5
START: Final = {"type": "start", "since": None, "positions": {"bbox": [-180, -90, 180, 90]}}
READ: Final = (
    "/api/me",
    "/api/snapshot",
    "/api/snapshot?format=columns",
    "/api/assets?limit=200",
    "/api/incidents",
    "/api/agreements",
    "/api/record",
)


def measure() -> list[Figure]:
    """Twelve parties read pictures and lists, ask about five places and watch, while assets
    move."""
    with ground("memory") as prepared:
        keys = asyncio.run(match_at_once.populate(prepared.database_url, ASSETS, askers=ASKERS))
        with running(prepared.database_url, prepared.world) as server:
            fresh_mb = memory_mb(server, "VmRSS")
            after_mb = asyncio.run(_load(server, keys))
            peak_mb = memory_mb(server, "VmHWM")
    told = ", ".join(f"{after:.0f}" for after in after_mb)
    context = (
        f"peak of one process with {ASSETS:,} assets of {len(fleet.PARTIES)} parties: in each of "
        f"{ROUNDS} rounds {ASKERS} parties at once read two snapshots and four lists and ask "
        f"about {SCENES} places, {ASKERS * SOCKETS} sockets watch, assets move; when it had "
        f"started {fresh_mb:.0f}, after each round {told}"
    )
    return [Figure("web_rss_mb", round(peak_mb), "MB", context)]


def memory_mb(server: Server, line: str) -> float:
    """A line of the process's status, in MB of 10^6 bytes (Linux)."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    found = re.search(rf"^{line}:\s+(\d+) kB$", status, re.MULTILINE)
    assert found is not None
    return int(found[1]) * 1_024 / 1e6


async def _load(server: Server, keys: list[str]) -> list[float]:
    """The memory after each round."""
    places = fleet.places()[:SCENES]
    after_mb = []
    async with (
        match_at_once.client(server, keys[0]) as http,
        match_at_once.moving(server.database_url),
        _watching(server, keys),
    ):
        await match_at_once.warm(http, [(keys[0], places[0])])
        for _ in range(ROUNDS):
            await asyncio.gather(*(_round(http, key, places) for key in keys))
            after_mb.append(memory_mb(server, "VmRSS"))
    return after_mb


async def _round(http: httpx.AsyncClient, key: str, places: list[LatLon]) -> None:
    headers = match_at_once.bearer(key)
    for path in READ:
        await _until_done(partial(http.get, path, headers=headers))
    for place in places:
        await _until_done(partial(match_at_once.answered, http, key, place))


async def _until_done(send: Callable[[], Awaitable[httpx.Response]]) -> None:
    """Asks again where many are asking."""
    for _ in range(60):
        answer = await send()
        if answer.status_code not in (429, 503):
            answer.raise_for_status()
            return
        await asyncio.sleep(1)
    raise TimeoutError


@asynccontextmanager
async def _watching(server: Server, keys: list[str]) -> AsyncIterator[None]:
    """Sockets that see the whole world."""
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as reading:
        tasks = []
        for key, _ in itertools.product(keys, range(SOCKETS)):
            socket = await stack.enter_async_context(
                connect(
                    f"{server.ws_url}/api/live",
                    additional_headers=match_at_once.bearer(key),
                    max_size=None,
                    ping_interval=None,
                )
            )
            await socket.send(orjson.dumps(START).decode())
            tasks.append(reading.create_task(_read(socket)))
        yield
        for task in tasks:
            task.cancel()


async def _read(socket: Any) -> None:
    async for _ in socket:
        pass
