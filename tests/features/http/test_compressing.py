"""Answers are made small for bad links, where that helps and betrays nothing."""

import gzip

import pytest

from tests.conftest import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.world import World

pytestmark = pytest.mark.anyio


async def test_a_snapshot_travels_small_and_says_the_same(
    client_of: ClientOf, world: World
) -> None:
    await concluded(client_of, agreement(term(visibility="position")))
    for number in range(20):
        await registered(client_of, "ITA", helicopter(name=f"Nemo {number}"))
    client = client_of("MLT", "observer")
    plain = await client.get("/api/snapshot", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    async with client.stream("GET", "/api/snapshot") as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert len(raw) * 4 < len(plain.content)
    assert gzip.decompress(raw) == plain.content


async def test_small_answers_and_answers_to_writes_travel_as_they_are(
    client_of: ClientOf, world: World
) -> None:
    me = await client_of("ITA", "observer").get("/api/me")
    assert "content-encoding" not in me.headers
    body = {
        "label": "x" * 200,
        "centre_id": str(world.centres["ITA"]),
        "roles": ["feed"],
    }
    key = await client_of("ITA", "admin").post("/api/keys", json=body)
    assert (key.status_code, "content-encoding" in key.headers) == (201, False)
    case = {
        "title": "Boat",
        "situation": "maritime",
        "phase": "alert",
        "source": {"who": "caller"},
        "description": "long " * 1_000,
    }
    opened = await client_of("ITA", "watch_officer").post("/api/incidents", json=case)
    assert opened.status_code == 201, opened.text
    assert len(opened.content) > 5_000
    assert "content-encoding" not in opened.headers
