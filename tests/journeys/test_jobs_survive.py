"""Work that a worker had begun when it was killed is done by the next: no alarm about a silence is
lost."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened
from tests.given.record import facts_read
from tests.given.requests import asked, later, offered
from tests.journeys.jobs import jobs_by_state
from tests.running import Server, start_worker, working
from tests.world import START

pytestmark = pytest.mark.anyio


async def states(client_of: Clients, offer: str) -> set[str]:
    """The offer's state wherever Italy reads it."""
    client = client_of("ITA", "observer")
    single = (await client.get(f"/api/offers/{offer}")).json()
    pictured = (await client.get("/api/snapshot")).json()["offer"]
    return {one["state"] for one in [single, *pictured] if one["id"] == offer}


@pytest.mark.long
async def test_what_a_killed_worker_had_begun_is_done_by_the_next(
    server: Server, client_of: Clients
) -> None:
    case = await opened(client_of)
    asset = await registered(client_of, "MLT", helicopter())
    sent = await asked(client_of, server.world, "MLT", "TUN", incident=case)
    valid_until = later(minutes=20)
    made = await offered(
        client_of, "MLT", f"requests/{sent['id']}", asset["id"], valid_until=valid_until
    )
    offer = made["id"]

    killed = start_worker(server)
    async with server.db() as db:
        # Whoever works for this case waits here, with its job begun.
        await db.execute(
            text("SELECT id FROM incident WHERE id = :id FOR UPDATE"), {"id": case["id"]}
        )
        await server.set_clock(at=START + timedelta(minutes=21), paused=False)
        for _ in range(600):
            if (await jobs_by_state(server)).get("doing"):
                break
            await asyncio.sleep(0.2)
        else:
            raise AssertionError("the worker began nothing")
        killed.kill()
        killed.wait(60)
        assert await states(client_of, offer) == {"expired"}, "told, although nobody works"
    with working(server):
        for _ in range(600):
            told = await facts_read(client_of)
            expired, silent = map(told.count, ("OfferExpired", "AcknowledgementOverdue"))
            left = await jobs_by_state(server)
            if expired and silent and not left.get("doing"):
                break
            await asyncio.sleep(0.2)
        assert (expired, silent) == (1, 1)
        assert not left.get("doing"), left
    assert await states(client_of, offer) == {"expired"}
