"""The worker's own process: what time brings about comes on the record by itself."""

import asyncio
import signal
import subprocess
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from procrastinate.exceptions import ConnectorException
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col
from uuid_utils.compat import uuid7

from sar import clock, worker
from sar.database_roles import DatabaseRole
from sar.db import make_engine
from sar.parties.once import Repeatable
from sar.requests.asking.addressing import OVERDUE
from sar.sole_work import alone
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import opened
from tests.given.record import facts_read
from tests.given.requests import asked, later, offered
from tests.running import WITHIN_S, Server, start_worker
from tests.world import START, box

pytestmark = pytest.mark.anyio

LONG_AGO = START - timedelta(days=1_000)

Process = subprocess.Popen[bytes]
BY_CROSSINGS_LOCK = text("""
SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND (
    (classid::bigint << 32) | objid::bigint = hashtextextended('crossings', 1)
) AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
""")


async def test_a_queues_worker_that_ends_is_followed_by_another_until_told_to_stop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As procrastinate's own ends, without a fault or with one, when the database is away."""
    monkeypatch.setattr(worker, "BEGUN_AGAIN_AFTER_S", 0.0)
    told_to_stop = asyncio.Event()
    ended: list[bool] = []

    async def queue_worker() -> None:
        if len(ended) == 2:
            told_to_stop.set()
        try:
            if not told_to_stop.is_set():
                raise ConnectionError if ended else ConnectorException
            await asyncio.Event().wait()
        finally:
            ended.append(told_to_stop.is_set())

    async with asyncio.timeout(WITHIN_S):
        await worker.do_jobs(queue_worker, told_to_stop)
    assert ended == [False, False, True], "the last is cancelled, and waited for"


async def telling(server: Server, *, but: int | None = None) -> int:
    """The database's process for the worker that tells crossings, once there is one."""
    for _ in range(600):
        async with server.db() as db:
            pids = (await db.execute(BY_CROSSINGS_LOCK)).scalars().all()
        if found := [pid for pid in pids if pid != but]:
            (pid,) = found
            return int(pid)
        await asyncio.sleep(0.2)
    raise AssertionError("no worker tells crossings")


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """One event loop for the module, whose workers outlast a test."""
    return "asyncio"


@pytest.fixture(scope="module")
async def workers(server: Server) -> AsyncIterator[tuple[Process, Process]]:
    """Two; the first tells crossings. There is an old key to be pruned as they begin."""
    async with server.db() as db:
        db.add(Repeatable(identity=uuid7(), key="old", asked=b"", at=LONG_AGO))
        await db.commit()
    first = start_worker(server)
    try:
        await telling(server)
        second = start_worker(server)
        yield first, second
        second.terminate()
        assert second.wait(60) == 0
    finally:
        first.terminate()
        assert first.wait(60) in (0, -signal.SIGKILL)


async def test_what_one_worker_does_goes_on_after_a_fault(server: Server) -> None:
    engine = make_engine(server.database_url, DatabaseRole.SYSTEM, pool_size=1)
    again = asyncio.Event()
    tries = 0

    async def failing_first(connection: AsyncConnection) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise ZeroDivisionError
        again.set()

    work = asyncio.create_task(alone(engine, "a test's", failing_first))
    try:
        async with asyncio.timeout(60):
            await again.wait()
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await engine.dispose()


async def go_in(client_of: Clients) -> None:
    """Malta shows Tunis a strait 20 minutes late, and an asset goes in."""
    late = term(
        grantor="MLT",
        visibility="position",
        position_delay_minutes=20,
        zone=box(12, 33, 14, 35),
        zone_name="Strait",
    )
    await concluded(client_of, agreement(late, parties=("MLT", "TUN")))
    asset = await registered(client_of, "MLT", helicopter())
    await delivered(client_of, "MLT", asset["id"], fix(12.6, 34.5))


async def resyncs(client_of: Clients, party: str) -> int:
    """The number of times the party was told to read its snapshot again."""
    answer = await client_of(party, "observer").get("/api/record", params={"limit": 500})
    return sum(entry["resync"] for entry in answer.json()["entries"])


async def test_an_offer_expires_and_silence_is_put_on_the_record(
    server: Server, client_of: Clients, workers: tuple[Process, Process]
) -> None:
    incident = await opened(client_of)
    asset = await registered(client_of, "MLT", helicopter())
    sent = await asked(client_of, server.world, "MLT", "TUN", incident=incident)
    valid_until = later(minutes=20)
    await offered(client_of, "MLT", f"requests/{sent['id']}", asset["id"], valid_until=valid_until)
    await go_in(client_of)
    await asyncio.sleep(3)
    read = await resyncs(client_of, "TUN")
    before = await facts_read(client_of, "ITA")
    assert "OfferExpired" not in before
    assert "AcknowledgementOverdue" not in before

    await server.set_clock(at=START + timedelta(minutes=21), paused=False)
    for _ in range(600):
        told = await facts_read(client_of, "ITA")
        if {"OfferExpired", "AcknowledgementOverdue"} <= set(told):
            break
        await asyncio.sleep(0.2)
    assert told.count("OfferExpired") == 1
    assert told.count("AcknowledgementOverdue") == 1, "Tunis was silent, Malta answered"
    for _ in range(600):
        if await resyncs(client_of, "TUN") > read:
            break
        await asyncio.sleep(0.2)
    else:
        raise AssertionError("nobody told Tunis of the asset that went in")
    await asyncio.sleep(2 * worker.CROSSINGS_EVERY_S)
    assert await resyncs(client_of, "TUN") == read + 1, "two workers tell it once"
    assert [one.poll() for one in workers] == [None, None]


async def test_another_worker_tells_crossings_when_the_first_is_gone(
    server: Server, client_of: Clients, workers: tuple[Process, Process]
) -> None:
    """It does not know what has been told, so whoever sees by such terms reads its snapshot."""
    first, second = workers
    before, read = await telling(server), await resyncs(client_of, "TUN")
    first.kill()
    assert await telling(server, but=before) != before
    for _ in range(600):
        if await resyncs(client_of, "TUN") > read:
            break
        await asyncio.sleep(0.2)
    assert await resyncs(client_of, "TUN") == read + 1
    assert second.poll() is None


@pytest.mark.long
async def test_a_worker_whose_connection_is_cut_tells_crossings_by_another(
    server: Server, client_of: Clients, workers: tuple[Process, Process]
) -> None:
    before, read = await telling(server), await resyncs(client_of, "TUN")
    async with server.db() as db:
        await db.execute(text("SET LOCAL ROLE NONE"))  # who signs in may end its own connections
        await db.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": before})
    assert await telling(server, but=before) != before
    for _ in range(600):
        if await resyncs(client_of, "TUN") > read:
            break
        await asyncio.sleep(0.2)
    assert await resyncs(client_of, "TUN") == read + 1
    assert workers[1].poll() is None


async def test_what_has_had_its_time_is_pruned(
    server: Server, workers: tuple[Process, Process]
) -> None:
    old = select(col(Repeatable.key)).where(col(Repeatable.key) == "old")
    for _ in range(600):
        async with server.db() as db:
            if not (await db.execute(old)).all():
                break
        await asyncio.sleep(0.2)
    else:
        raise AssertionError("no worker has pruned the old key")
    async with server.db() as db:
        left = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'sar:prune'")
        assert (await db.execute(left)).scalar_one() == 0, "done jobs do not stay"


BEGUN_BY_THE_DEAD = text("""
WITH dead AS (
    INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')
    RETURNING id
)
UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM dead)
WHERE status = 'todo' AND args ->> 'work' = :work RETURNING id
""")


@pytest.mark.long
async def test_what_a_dead_worker_had_begun_is_done_by_another(
    server: Server, client_of: Clients, workers: tuple[Process, Process]
) -> None:
    """In short; with processes that are killed it is shown in `test_jobs_survive`."""
    incident = await opened(client_of)
    await asked(client_of, server.world, "TUN", incident=incident)
    async with server.db() as db:
        begun = await db.execute(BEGUN_BY_THE_DEAD, {"work": OVERDUE})
        assert len(begun.all()) == 1
        await db.commit()
    before = (await facts_read(client_of, "ITA")).count("AcknowledgementOverdue")
    await server.set_clock(at=clock.now() + timedelta(minutes=30), paused=False)
    for _ in range(600):
        if (await facts_read(client_of, "ITA")).count("AcknowledgementOverdue") > before:
            break
        await asyncio.sleep(0.2)
    assert (await facts_read(client_of, "ITA")).count("AcknowledgementOverdue") == before + 1
    assert workers[1].poll() is None
