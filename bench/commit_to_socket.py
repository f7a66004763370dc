"""The time from an entry's commit until it has reached every one of a hundred sockets."""

import asyncio
import time

import orjson
from uuid_utils.compat import uuid7

from bench.ground import Figure, ground
from sar import clock
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.record import service as record
from sar.record.entries import LogWritten
from tests.running import Live, Server, running

SOCKETS = 100
COMMITS = 400
EVERY_S = 0.02
STARTED_S = 10
"""The server has been up for so long: it loads its compiled loops when it has started."""


def measure() -> list[Figure]:
    """A real server; the clock starts when COMMIT has returned and stops at each receipt."""
    with (
        ground("sockets") as prepared,
        running(prepared.database_url, prepared.world) as server,
    ):
        took_s = sorted(asyncio.run(_run(server)))
    context = (
        f"{SOCKETS} sockets of one party, {COMMITS} commits {EVERY_S * 1e3:.0f} ms apart, "
        "reader and writer on the same machine as server and database, some seconds after its start"
    )
    return [
        Figure("commit_to_socket_p50_ms", _percentile_ms(took_s, 50), "ms", context),
        Figure("commit_to_socket_p99_ms", _percentile_ms(took_s, 99), "ms", context),
    ]


def _percentile_ms(took_s: list[float], percent: int) -> float:
    return round(1e3 * took_s[min(len(took_s) - 1, len(took_s) * percent // 100)], 2)


async def _run(server: Server) -> list[float]:
    committed_s: dict[str, float] = {}
    received_s: list[tuple[str, float]] = []

    async def read(feed: Live) -> None:
        left = COMMITS
        while left:
            frame = orjson.loads(await feed.socket.recv())
            at_s = time.perf_counter()
            for entry in frame.get("entries", []):
                received_s.append((entry["facts"]["text"], at_s))
                left -= 1

    await asyncio.sleep(STARTED_S)
    async with asyncio.TaskGroup() as group:
        feeds = [await _join(server) for _ in range(SOCKETS)]
        for feed in feeds:
            group.create_task(read(feed))
        group.create_task(_commit_all(server, committed_s))
    await asyncio.gather(*(feed.socket.close() for feed in feeds))
    return [at_s - committed_s[words] for words, at_s in received_s]


async def _join(server: Server) -> Live:
    feed = await server.connect("ITA", "observer")
    await feed.send({"type": "start", "since": None})
    await feed.next("ready")
    return feed


async def _commit_all(server: Server, committed_s: dict[str, float]) -> None:
    engine = make_engine(server.database_url, DatabaseRole.APP, pool_size=1)
    async with make_sessions(engine)() as db:
        for n in range(COMMITS):
            fact = LogWritten(id=uuid7(), about="ITA-2026-0042", text=str(n))
            await record.write(db, fact, by=record.PLATFORM, told=["ITA"], now=clock.real_now())
            await db.commit()
            committed_s[str(n)] = time.perf_counter()
            await asyncio.sleep(EVERY_S)
    await engine.dispose()
