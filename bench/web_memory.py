"""Resident memory of one web process at its highest, after a fixed mixed load."""

import asyncio
import itertools
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import httpx
import orjson
from websockets.asyncio.client import connect

from bench import fleet, match_at_once
from bench.ground import Figure, ground
from sar.geo.position import LatLon
from tests import noise
from tests.noise import NoisyKeys
from tests.world import World

ASSETS: Final = 12_000
ASKERS: Final = 12
SOCKETS: Final = 2
"""Of each asker."""
ROUNDS: Final = 3
SCENES: Final = 5
NOISE_S: Final = 10.0
READING: Final = ("snapshot", "lists", "record", "questions")
WRITING: Final = ("imports", "signed_in_bodies", "drafts", "anonymous_bodies", "wrong_sign_ins")
"""The noises that take most."""
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
        with _serving(prepared.database_url) as web:
            fresh_mb = memory_mb(web.pid, "VmRSS")
            after_mb = asyncio.run(_load(web, prepared.database_url, keys))
            peak_mb = memory_mb(web.pid, "VmHWM")
            _make_noise(web, prepared.world, keys[0])
            noisy_mb = memory_mb(web.pid, "VmHWM")
    told = ", ".join(f"{after:.0f}" for after in after_mb)
    context = (
        f"peak of one process with {ASSETS:,} assets of {len(fleet.PARTIES)} parties: in each of "
        f"{ROUNDS} rounds {ASKERS} parties at once read two snapshots and four lists and ask "
        f"about {SCENES} places, {ASKERS * SOCKETS} sockets watch, assets move; when it had "
        f"started {fresh_mb:.0f}, after each round {told}"
    )
    beside = f"the same process after {NOISE_S:.0f} s of each of {', '.join((*READING, *WRITING))}"
    return [
        Figure("web_rss_mb", round(peak_mb), "MB", context),
        Figure("noisy_web_rss_mb", round(noisy_mb), "MB", beside),
    ]


def _make_noise(web: "Web", world: World, reader: str) -> None:
    """Of a party that sees much and reads it, and of one that may write."""
    theirs = {role: key for (party, role), key in world.keys.items() if party == "TUN"}
    reads = NoisyKeys({"watch_officer": reader, "observer": reader}, "", "tun.noise", "")
    writes = NoisyKeys(theirs, "", "tun.noise", "")
    for names, keys in ((READING, reads), (WRITING, writes)):
        for name in names:
            with noise.made(f"http://127.0.0.1:{web.port}", keys, name) as told:
                time.sleep(NOISE_S)
            told.check(name)


@dataclass(frozen=True)
class Web:
    """One process of `sar serve`."""

    pid: int
    port: int


@contextmanager
def _serving(database_url: str) -> Iterator[Web]:
    """As an installation starts it, once it is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "sar.cli", "serve", "--host", "127.0.0.1", "--port", str(port)],
        env=os.environ | {"SAR_DATABASE_URL": database_url},
    )
    try:
        _wait_until_ready(port)
        yield Web(process.pid, port)
    finally:
        process.terminate()
        process.wait(60)


def _wait_until_ready(port: int) -> None:
    for _ in range(600):
        with suppress(httpx.TransportError):
            if httpx.get(f"http://127.0.0.1:{port}/readyz").is_success:
                return
        time.sleep(0.2)
    raise TimeoutError


def memory_mb(pid: int, line: str) -> float:
    """A line of the process's status, in MB of 10^6 bytes (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(rf"^{line}:\s+(\d+) kB$", status, re.MULTILINE)
    assert found is not None
    return int(found[1]) * 1_024 / 1e6


async def _load(web: Web, database_url: str, keys: list[str]) -> list[float]:
    """The memory after each round."""
    places = fleet.places()[:SCENES]
    after_mb = []
    async with (
        match_at_once.client(f"http://127.0.0.1:{web.port}", keys[0]) as http,
        match_at_once.moving(database_url),
        _watching(web, keys),
    ):
        await match_at_once.warm(http, [(keys[0], places[0])])
        for _ in range(ROUNDS):
            await asyncio.gather(*(_round(http, key, places) for key in keys))
            after_mb.append(memory_mb(web.pid, "VmRSS"))
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
async def _watching(web: Web, keys: list[str]) -> AsyncIterator[None]:
    """Sockets that see the whole world."""
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as reading:
        tasks = []
        for key, _ in itertools.product(keys, range(SOCKETS)):
            watcher = await stack.enter_async_context(
                connect(
                    f"ws://127.0.0.1:{web.port}/api/live",
                    additional_headers=match_at_once.bearer(key),
                    max_size=None,
                    ping_interval=None,
                )
            )
            await watcher.send(orjson.dumps(START).decode())
            tasks.append(reading.create_task(_read(watcher)))
        yield
        for task in tasks:
            task.cancel()


async def _read(watcher: Any) -> None:
    async for _ in watcher:
        pass
