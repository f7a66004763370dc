"""The outermost layer: whose turn ends when."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from sar.http.guard import Admitted, Guard
from sar.http.lanes import LaneBounds, Lanes, Whose

pytestmark = pytest.mark.anyio


async def test_who_reads_slowly_holds_no_turn() -> None:
    lanes = Lanes(LaneBounds(most=1, writes=1, party=1, identity=1, own_writes=1))
    begun, reading = asyncio.Event(), asyncio.Event()

    async def admit(_scope: Scope) -> Admitted:
        return Admitted(lanes.turn(Whose("ITA", "one", writes=False)), stranger=False)

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        assert lanes.under_way == 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"all"})

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            begun.set()
            await reading.wait()

    guard = Guard(app, admit=admit, within_s=30.0)
    scope = {"type": "http", "method": "GET", "path": "/api/x", "query_string": b"", "headers": []}
    slow = asyncio.create_task(guard(scope, receive, send))
    await begun.wait()
    assert lanes.under_way == 0
    reading.set()
    await slow
