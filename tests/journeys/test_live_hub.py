"""The hub's word that it is live: said only while it truly hears the database."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, timedelta

import psycopg
import pytest
from uuid_utils.compat import uuid7

from sar import clock, listening
from sar.live import hub as hub_module
from sar.live.audience import Listener
from sar.live.hub import Hub
from sar.live.protocol import StartMessage
from sar.parties.caller import Caller
from sar.parties.roles import Role
from sar.record import service as record
from sar.record.entries import LogWritten
from tests.conftest import NewWorld
from tests.running import WITHIN_S, database
from tests.world import START

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def address(new_world: NewWorld) -> str:
    """A database that nothing else listens to."""
    url, _ = new_world("live_hub")
    return url


@pytest.fixture
async def hub(address: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hub]:
    """A hub whose heart beats fast, and which does not listen again once it has become deaf."""
    monkeypatch.setattr(hub_module, "HEARTBEAT_S", 0.05)
    monkeypatch.setattr(listening, "RETRY_S", 30.0)
    async with Hub(address).running() as running:
        yield running
    clock.use(None)


async def heartbeat(listener: Listener, *, within_s: float = WITHIN_S) -> None:
    """Wait for the next; TimeoutError when none is sent."""
    async with asyncio.timeout(within_s):
        while json.loads(await listener.outbox.next())["type"] != "heartbeat":
            pass


async def test_a_deaf_hub_sends_no_heartbeat(hub: Hub, address: str) -> None:
    caller = Caller("ITA", uuid7(), "ITA", frozenset({Role.OBSERVER}), "key", key_id=uuid7())
    listener = hub.audience.admit(caller)
    await hub.start(listener, StartMessage(type="start", since=None))
    for _ in range(4):
        await heartbeat(listener)
    was_live = hub.is_live
    await asyncio.to_thread(_cut_the_ear, address)
    for _ in range(round(WITHIN_S / 0.05)):
        if not hub.is_live:
            break
        await asyncio.sleep(0.05)
    assert (was_live, hub.is_live) == (True, False)
    with suppress(TimeoutError):  # those sent before
        while True:
            await heartbeat(listener, within_s=0)
    with pytest.raises(TimeoutError):
        await heartbeat(listener, within_s=0.5)


def _cut_the_ear(address: str) -> None:
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as admin:
        cut = admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND (query LIKE 'LISTEN%' OR query = 'SELECT 1')"
        ).fetchall()
    assert cut


async def test_sockets_that_wait_for_the_database_leave_the_rounds_a_connection(
    hub: Hub, address: str
) -> None:
    """Twenty of Italy's hang in their start, more than there are connections."""
    malta = await started(hub, "MLT")
    starts: list[asyncio.Task[Listener]] = []
    try:
        with psycopg.connect(address.replace("+psycopg", "")) as admin:
            admin.execute("SET ROLE sar_owner")
            admin.execute("LOCK TABLE version IN ACCESS EXCLUSIVE MODE")
            for _ in range(20):
                start = started(hub, "ITA", as_of=START - timedelta(days=1))
                starts.append(asyncio.create_task(start))
            for _ in range(round(WITHIN_S / 0.05)):
                if await asyncio.to_thread(_waiting, address) >= 2:
                    break
                await asyncio.sleep(0.05)
            await asyncio.sleep(0.3)
            async with asyncio.timeout(WITHIN_S):
                await note(address, "MLT")
                while json.loads(await malta.outbox.next())["type"] != "entries":
                    pass
    finally:
        ended = await asyncio.gather(*starts, return_exceptions=True)
    assert [one.party for one in ended if isinstance(one, Listener)] == ["ITA"] * 20


async def started(hub: Hub, party: str, *, as_of: datetime | None = None) -> Listener:
    """A listener of a key of its own, live."""
    caller = Caller(party, uuid7(), party, frozenset({Role.OBSERVER}), "key", key_id=uuid7())
    listener = hub.audience.admit(caller)
    await hub.start(listener, StartMessage(type="start", since=None, as_of=as_of))
    return listener


async def note(address: str, party: str) -> None:
    """Commit an entry that the party is told."""
    async with database(address) as db:
        fact = LogWritten(id=uuid7(), about="ITA-2026-0001", text="On scene.")
        await record.write(db, fact, by=record.PLATFORM, told=(party,), now=START)
        await db.commit()


def _waiting(address: str) -> int:
    """The number of waits for a lock."""
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as admin:
        row = admin.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
    return row[0] if row else 0
