"""Answers are made small for bad links, where that helps and betrays nothing."""

import gzip
from collections.abc import Callable

import brotli
import httpx
import pytest
import zstandard
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from sar.http.compressing import Compressing
from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.world import World

pytestmark = pytest.mark.anyio


READ_AGAIN: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda sent: zstandard.ZstdDecompressor().decompressobj().decompress(sent),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


@pytest.mark.long
@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
    ],
)
async def test_a_snapshot_travels_small_and_says_the_same(
    client_of: ClientOf, world: World, accepted: str, chosen: str
) -> None:
    await concluded(client_of, agreement(term(visibility="position")))
    for number in range(20):
        await registered(client_of, "ITA", helicopter(name=f"Nemo {number}"))
    client = client_of("MLT", "observer")
    plain = await client.get("/api/snapshot", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    headers = {"Accept-Encoding": accepted}
    async with client.stream("GET", "/api/snapshot", headers=headers) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == chosen
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert len(raw) * 4 < len(plain.content)
    assert READ_AGAIN[chosen](raw) == plain.content


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


@pytest.mark.parametrize("path", ["/api/openapi.json", "/api/asyncapi.json"])
async def test_what_is_the_same_for_everybody_is_not_compressed_each_time(
    anonymous: httpx.AsyncClient, path: str
) -> None:
    plain = await anonymous.get(path, headers={"Accept-Encoding": "zstd"})
    assert "content-encoding" not in plain.headers
    small = await anonymous.get(path, headers={"Accept-Encoding": "zstd, gzip"})
    assert small.headers["content-encoding"] == "gzip"


@pytest.mark.long
@pytest.mark.parametrize(
    ("path", "small"),
    [
        ("/assets/index-abc.js", False),
        ("/index.html", False),
        ("/api/chart.pmtiles", False),
        ("/api/x", True),
    ],
)
async def test_files_come_in_forms_of_their_own(path: str, small: bool) -> None:
    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("so many words " * 1_000)(scope, receive, send)

    transport = httpx.ASGITransport(app=Compressing(page))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.get(path, headers={"Accept-Encoding": "zstd"})
    assert ("content-encoding" in answer.headers) is small
