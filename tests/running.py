"""A real server for journeys and benches: its own process, its own database, real commits."""

import asyncio
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import httpx
import orjson
from sqlalchemy.ext.asyncio import AsyncSession
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from sar import clock, installation
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from tests import serve
from tests.world import World

ROOT = Path(__file__).parent.parent
START_S = 180.0
STOP_S = 10.0
WITHIN_S = 60.0
"""A thing waited for comes at once, but for a machine that has much else to do."""
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""These servers speak none, and each client would read all authorities for itself."""

Frame = dict[str, Any]


@dataclass(frozen=True)
class Server:
    """A running server: its address, and what is in it."""

    base_url: str
    ws_url: str
    database_url: str
    world: World
    process: BaseProcess

    def client(self, party: str, role: str) -> httpx.AsyncClient:
        """HTTP as that party's key; close it (`async with`)."""
        return httpx.AsyncClient(
            base_url=self.base_url,
            headers=self._bearer(party, role),
            timeout=60,
            verify=NO_TLS,
        )

    async def connect(self, party: str, role: str) -> "Live":
        """A socket of the live feed as that party's key; not started, to be closed."""
        return Live(
            await connect(
                f"{self.ws_url}/api/live",
                additional_headers=self._bearer(party, role),
                max_size=None,
                ping_interval=None,
            )
        )

    @asynccontextmanager
    async def live(
        self, party: str, role: str = "observer", *, start: Frame | None = None
    ) -> AsyncIterator["Live"]:
        """The live feed as that party's key, started unless `start` is `{}`."""
        feed = await self.connect(party, role)
        try:
            message = {"type": "start", "since": None} if start is None else start
            if message:
                await feed.send(message)
            yield feed
        finally:
            await feed.socket.close()

    def _bearer(self, party: str, role: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.world.keys[party, role]}"}

    @asynccontextmanager
    async def db(self) -> AsyncIterator[AsyncSession]:
        """A session of the system role; the caller commits."""
        async with database(self.database_url) as db:
            yield db

    async def set_clock(
        self,
        *,
        at: datetime | None = None,
        rate: float = 1.0,
        paused: bool = True,
        by: tuple[AsyncSession, httpx.AsyncClient] | None = None,
    ) -> None:
        """Set the exercise clock, here too, and wait until the server follows it; `by` a session
        of the system role and a client that are kept for many settings."""
        async with AsyncExitStack() as stack:
            if by is None:
                db = await stack.enter_async_context(self.db())
                http = await stack.enter_async_context(self.client("ITA", "observer"))
            else:
                db, http = by
            await installation.run_exercise_clock(db, rate=rate, start_at=at, paused=paused)
            await db.commit()
            deadline = time.monotonic() + WITHIN_S
            while time.monotonic() < deadline:
                seen = (await http.get("/api/me")).json()["clock"]
                # A clock that is not paused has gone on here as well meanwhile.
                behind = abs((datetime.fromisoformat(seen["now"]) - clock.now()).total_seconds())
                if (seen["rate"], seen["paused"]) == (rate, paused) and behind <= 5 * rate:
                    return
            raise TimeoutError("the server does not follow the clock")


@asynccontextmanager
async def database(url: str) -> AsyncIterator[AsyncSession]:
    """A session of the system role on its own connection; the caller commits."""
    engine = make_engine(url, DatabaseRole.SYSTEM, pool_size=1)
    async with make_sessions(engine)() as db:
        yield db
    await engine.dispose()


class Live:
    """A reader of the live feed, as a client would be one."""

    def __init__(self, socket_: ClientConnection) -> None:
        self.socket = socket_

    async def send(self, message: Frame) -> None:
        """Say something to the server."""
        await self.socket.send(orjson.dumps(message).decode())

    async def next(self, kind: str | None = None, *, within_s: float = WITHIN_S) -> Frame:
        """The next frame (of a type: others are passed over); TimeoutError when none comes."""
        deadline = time.monotonic() + within_s
        while True:
            left = deadline - time.monotonic()
            frame: Frame = orjson.loads(await _within(self.socket, left))
            if kind is None or frame["type"] == kind:
                return frame

    async def entries(self, count: int, *, within_s: float = WITHIN_S) -> list[Frame]:
        """The next `count` entries, however they were cut into frames."""
        found: list[Frame] = []
        deadline = time.monotonic() + within_s
        while len(found) < count:
            frame = await self.next("entries", within_s=deadline - time.monotonic())
            found.extend(frame["entries"])
        return found

    async def closed(self, *, within_s: float = WITHIN_S) -> int:
        """Read on until the server closes; the code it closed with."""
        deadline = time.monotonic() + within_s
        try:
            while True:
                await _within(self.socket, deadline - time.monotonic())
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006


async def _within(socket_: ClientConnection, seconds: float) -> str | bytes:
    return await asyncio.wait_for(socket_.recv(), max(0.0, seconds))


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(database_url: str, world: World, **environment: str) -> Iterator[Server]:
    """Start a server process on a migrated, seeded database; stop it at the end."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(2048)
        port = listening.getsockname()[1]
        process = serve.start(
            listening,
            {
                "SAR_DATABASE_URL": database_url,
                "SAR_REQUESTS_PER_MINUTE": "1000000",
                "SAR_STRANGER_REQUESTS_PER_MINUTE": "1000000",
                "SAR_PAGE_REQUESTS_PER_MINUTE": "1000000",
                "SAR_FIXES_PER_MINUTE": "10000000",
            }
            | environment,
        )
    base_url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(process, base_url)
        yield Server(base_url, f"ws://127.0.0.1:{port}", database_url, world, process)
    finally:
        _end(process)


def _wait_until_ready(process: BaseProcess, base_url: str) -> None:
    deadline = time.monotonic() + START_S
    said = "nothing"
    with httpx.Client(base_url=base_url, timeout=START_S, trust_env=False) as http:
        while time.monotonic() < deadline:
            if process.exitcode is not None:
                raise RuntimeError(f"the server ended with {process.exitcode}")
            with suppress(httpx.TransportError):
                answer = http.get("/readyz")
                if answer.status_code == 200:
                    return
                said = answer.text
            time.sleep(0.1)
    raise TimeoutError(f"the server did not start; it said {said}")


def _end(process: BaseProcess) -> None:
    process.terminate()
    process.join(STOP_S)
    if process.exitcode is None:
        process.kill()
        process.join(STOP_S)


def start_worker(server: Server, **environment: str) -> "subprocess.Popen[bytes]":
    """`sar worker` on the server's database; end it."""
    return subprocess.Popen(
        [sys.executable, "-m", "sar.cli", "worker"],
        cwd=ROOT,
        env=os.environ | {"SAR_DATABASE_URL": server.database_url} | environment,
    )


@contextmanager
def working(server: Server, **environment: str) -> Iterator[BaseProcess]:
    """A worker beside the server, until the end: as `start_worker`, but forked like the server."""
    process = serve.start_worker({"SAR_DATABASE_URL": server.database_url} | environment)
    try:
        yield process
        assert process.exitcode in (None, -signal.SIGKILL), "the worker has ended by itself"
    finally:
        _end(process)
