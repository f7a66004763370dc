"""Snapshots in turn: who waits holds neither a connection nor what it was allowed before."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.db import make_engine, make_sessions
from sar.live import routes
from tests.clients import ClientOf
from tests.world import World

pytestmark = pytest.mark.anyio


async def test_who_loses_the_key_in_line_for_a_snapshot_is_not_answered(
    client_of: ClientOf, db: AsyncSession
) -> None:
    async with AsyncExitStack() as others:
        for party in ("MLT", "TUN"):
            await others.enter_async_context(routes._SNAPSHOTS.turns.turn(party))
        asked = asyncio.create_task(client_of("ITA", "observer").get("/api/snapshot"))
        while not routes._SNAPSHOTS.turns.in_line:  # noqa: ASYNC110 nobody announces it
            await asyncio.sleep(0)
        revoked = text("UPDATE api_key SET revoked_at = :now WHERE party_code = 'ITA'")
        await db.execute(revoked, {"now": clock.now()})
        await db.commit()
        assert not asked.done()
    assert (await asked).status_code == 401


@pytest.mark.long
async def test_who_waits_for_a_snapshot_holds_no_connection(
    application: FastAPI, client_of: ClientOf, seeded: tuple[str, World]
) -> None:
    """By the application's own sessions, each with a connection of its own."""
    engine = make_engine(seeded[0], pool_size=2)
    application.dependency_overrides.clear()
    application.state.sessions = make_sessions(engine)
    admission = application.state.admission
    async with AsyncExitStack() as others:
        for party in ("MLT", "TUN"):
            await others.enter_async_context(routes._SNAPSHOTS.turns.turn(party))
        asked = [
            asyncio.create_task(client_of("ITA", "observer").get("/api/snapshot")) for _ in range(8)
        ]
        while routes._SNAPSHOTS.turns.in_line < len(asked):  # noqa: ASYNC110 as above
            await asyncio.sleep(0)
        assert engine.pool.checkedout() == 0  # type: ignore[attr-defined] # a QueuePool
        assert admission.under_way == 0
    assert [answer.status_code for answer in await asyncio.gather(*asked)] == [200] * len(asked)
    await engine.dispose()
