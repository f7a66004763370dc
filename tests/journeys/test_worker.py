"""The worker's own process: what time brings about comes on the record by itself."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from uuid_utils.compat import uuid7

from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import opened
from tests.running import ROOT, Clients, Server
from tests.world import START, box

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def worker(server: Server) -> Iterator[subprocess.Popen[bytes]]:
    """`sar worker` on the server's database."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sar.cli", "worker"],
        cwd=ROOT,
        env=os.environ | {"SAR_DATABASE_URL": server.database_url},
    )
    yield process
    process.terminate()
    assert process.wait(15) == 0


async def facts(client_of: Clients, party: str) -> list[str]:
    """The types of all that the party has read."""
    answer = await client_of(party, "observer").get("/api/record", params={"limit": 500})
    return [entry["type"] for entry in answer.json()["entries"]]


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
    await delivered(client_of, "MLT", asset["id"], fix(34.5, 12.6))


async def resyncs(client_of: Clients, party: str) -> int:
    """How often the party was told to read its snapshot again."""
    answer = await client_of(party, "observer").get("/api/record", params={"limit": 500})
    return sum(entry["resync"] for entry in answer.json()["entries"])


async def test_an_offer_expires_and_silence_is_put_on_the_record(
    server: Server, client_of: Clients, worker: subprocess.Popen[bytes]
) -> None:
    incident = await opened(client_of)
    asset = await registered(client_of, "MLT", helicopter())
    asked = await client_of("ITA", "watch_officer").post(
        "/api/requests",
        json={
            "id": str(uuid7()),
            "incident_id": incident["id"],
            "needs": [{"kinds": ["aircraft"]}],
            "to": [str(server.world.centres[party]) for party in ("MLT", "TUN")],
            "open": True,
        },
    )
    assert asked.status_code == 201, asked.text
    offered = await client_of("MLT", "watch_officer").post(
        f"/api/requests/{asked.json()['id']}/offers",
        json={
            "id": str(uuid7()),
            "items": [{"asset_id": asset["id"]}],
            "valid_until": (START + timedelta(minutes=20)).isoformat(),
        },
    )
    assert offered.status_code == 201, offered.text
    await go_in(client_of)
    await asyncio.sleep(3)
    read = await resyncs(client_of, "TUN")
    before = await facts(client_of, "ITA")
    assert "OfferExpired" not in before
    assert "AcknowledgementOverdue" not in before

    await server.set_clock(at=START + timedelta(minutes=21), paused=False)
    for _ in range(100):
        told = await facts(client_of, "ITA")
        if {"OfferExpired", "AcknowledgementOverdue"} <= set(told):
            break
        await asyncio.sleep(0.2)
    assert told.count("OfferExpired") == 1
    assert told.count("AcknowledgementOverdue") == 1, "Tunis was silent, Malta answered"
    for _ in range(100):
        if await resyncs(client_of, "TUN") > read:
            break
        await asyncio.sleep(0.2)
    else:
        raise AssertionError("nobody told Tunis of the asset that went in")
    assert worker.poll() is None
