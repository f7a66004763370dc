"""The outermost layer: whose turn ends when."""

import asyncio

import pytest
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket

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


@pytest.mark.parametrize("tls", [True, False])
async def test_the_answer_that_refuses_a_socket_is_guarded_like_any(tls: bool) -> None:
    sent: list[Message] = []

    async def admit(_scope: Scope) -> Admitted:
        raise AssertionError("a socket is admitted by who serves it")

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await WebSocket(scope, receive, send).send_denial_response(Response(status_code=401))

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "websocket",
        "path": "/api/live",
        "query_string": b"",
        "headers": [],
        "extensions": {"websocket.http.response": {}},
    }
    await Guard(app, admit=admit, within_s=30.0, tls=tls)(scope, receive, send)
    headers = Headers(raw=sent[0]["headers"])
    assert sent[0]["status"] == 401
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["content-security-policy"] == "default-src 'none'"
    assert headers["cache-control"] == "no-store"
    assert ("strict-transport-security" in headers) == tls
