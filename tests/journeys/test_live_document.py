"""Every frame of a real socket fits the document that the server tells of its live feed."""

import asyncio
from datetime import timedelta

import httpx
import orjson
import pytest

from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.requests import (
    asked,
    opened,
    ship_of_opportunity,
    stepped,
    work_of,
)
from tests.live_document import Messages
from tests.running import Frame, Live, Server
from tests.world import START

pytestmark = pytest.mark.anyio

EVERYWHERE = {"positions": {"bbox": [-180, -90, 180, 90]}}


async def test_every_frame_of_a_journey_fits_the_document(
    server: Server, client_of: Clients
) -> None:
    async with httpx.AsyncClient(base_url=server.base_url, trust_env=False) as anybody:
        messages = Messages((await anybody.get("/api/asyncapi.json")).json())
    start = {"type": "start", "since": 0, **EVERYWHERE}
    assert messages.faults(start) == []
    async with server.live("ITA", start=start) as italy, server.live("MLT", start=start) as malta:
        await concluded(client_of, agreement(term(visibility="position")))
        incident = await opened(client_of)
        asset = await registered(client_of, "MLT", helicopter())
        await delivered(client_of, "MLT", asset["id"], fix(12.6, 35.4, course_deg=90, speed_kn=120))
        await ship_of_opportunity(client_of)
        request = await asked(client_of, server.world, "MLT", incident=incident)
        work = await work_of(client_of, request, asset)
        await stepped(client_of, "MLT", work, "depart")
        await server.set_clock(at=START + timedelta(minutes=1))
        frames = await heard(italy) + await heard(malta)
    assert {frame["type"] for frame in frames} == {
        "ready",
        "entries",
        "positions",
        "heartbeat",
        "resync",
    }
    entries = [entry for frame in frames for entry in frame.get("entries", ())]
    things = {change["thing"] for entry in entries for change in entry["changes"]}
    assert {"agreement", "asset", "ship", "incident", "request", "offer", "deployment"} <= things
    assert [fault for frame in frames for fault in messages.faults(frame)] == []


async def heard(feed: Live) -> list[Frame]:
    """Everything, until nothing has come for longer than positions take."""
    frames: list[Frame] = []
    try:
        while True:
            frames.append(orjson.loads(await asyncio.wait_for(feed.socket.recv(), 2.5)))
    except TimeoutError:
        return frames
