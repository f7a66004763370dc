"""However often two States change what they share, nobody else's work and no alarm is put off."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened
from tests.given.requests import asked
from tests.running import Server, working
from tests.world import START

pytestmark = pytest.mark.anyio

AGREEMENTS = 8


async def flipping(client_of: Clients, over: asyncio.Event) -> list[int]:
    """Tunisia suspends and resumes what it shares with Greece, as often as it may."""
    shared = term(visibility="readiness")
    ids = [
        await concluded(client_of, agreement(shared, reference=f"N-{n}", parties=("TUN", "GRC")))
        for n in range(AGREEMENTS)
    ]
    negotiator = client_of("TUN", "negotiator")
    told: list[int] = []
    for id_ in ids * 3:
        for step in ({"version": 1, "reason": "Off."}, {"version": 1}):
            if over.is_set():
                return told
            verb = "suspend" if "reason" in step else "resume"
            answer = await negotiator.post(f"/api/agreements/{id_}/{verb}", json=step)
            told.append(answer.status_code)
    return told


async def alarms(client_of: Clients) -> set[str]:
    answer = await client_of("ITA", "observer").get("/api/record", params={"limit": 500})
    entries: list[dict[str, Any]] = answer.json()["entries"]
    return {one["about"]["id"] for one in entries if one["type"] == "AcknowledgementOverdue"}


async def test_others_come_to_an_end_and_alarms_ring_while_access_changes(
    server: Server, client_of: Clients
) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    case = await opened(client_of)
    for _ in range(4):
        await asked(client_of, server.world, "MLT", incident=case)
    over = asyncio.Event()
    noise = asyncio.create_task(flipping(client_of, over))
    registrar = client_of("ITA", "registrar")
    told = []
    with working(server):
        await server.set_clock(at=START + timedelta(minutes=30), paused=False)
        for n in range(24):
            body = {"readiness": "available" if n % 2 else "maintenance"}
            answer = await registrar.post(f"/api/assets/{asset['id']}/readiness", json=body)
            told.append(answer.status_code)
        for _ in range(300):
            if await alarms(client_of):
                break
            await asyncio.sleep(0.2)
        else:
            raise AssertionError("no silence was told")
    over.set()
    flips = await noise
    assert set(told) == {200}, told
    assert set(flips) <= {200, 429}, flips
    assert flips.count(200) > 5
