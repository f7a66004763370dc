"""The outermost layer: whose turn ends when."""

import asyncio

import pytest
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from sar.errors import Problem
from sar.http.guard import Admitted, Guard
from sar.http.lanes import LaneBounds, Lanes, Whose

pytestmark = pytest.mark.anyio


def uncounted(_scope: Scope) -> None:
    raise AssertionError("nothing here is a page")


async def unheld(_scope: Scope, problem: Problem) -> Problem:
    """Every refusal is answered at once."""
    return problem


def assert_guarded(headers: Headers) -> None:
    """No browser takes the answer for a page, a script or a frame."""
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["content-security-policy"] == "default-src 'none'"


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

    guard = Guard(app, admit=admit, count_page=uncounted, hold=unheld, within_s=30.0)
    scope = {"type": "http", "method": "GET", "path": "/api/x", "query_string": b"", "headers": []}
    slow = asyncio.create_task(guard(scope, receive, send))
    await begun.wait()
    assert lanes.under_way == 0
    reading.set()
    await slow


async def test_the_answer_that_tells_of_a_fault_is_guarded_like_any() -> None:
    sent: list[Message] = []
    lanes = Lanes(LaneBounds(most=1, writes=1, party=1, identity=1, own_writes=1))

    async def admit(_scope: Scope) -> Admitted:
        return Admitted(lanes.turn(Whose("ITA", "one", writes=False)), stranger=False)

    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ZeroDivisionError

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/api/x", "query_string": b"", "headers": []}
    await Guard(app, admit=admit, count_page=uncounted, hold=unheld, within_s=30.0)(
        scope, receive, send
    )
    assert sent[0]["status"] == 500
    assert_guarded(Headers(raw=sent[0]["headers"]))
    assert lanes.under_way == 0


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
    await Guard(app, admit=admit, count_page=uncounted, hold=unheld, within_s=30.0, tls=tls)(
        scope, receive, send
    )
    headers = Headers(raw=sent[0]["headers"])
    assert sent[0]["status"] == 401
    assert_guarded(headers)
    assert headers["cache-control"] == "no-store"
    assert ("strict-transport-security" in headers) == tls


async def test_a_body_is_looked_at_in_its_turn_and_read_in_its_room() -> None:
    """A body that is no JSON is told only once the turn has come; a large one is read once there is
    room."""
    bounds = LaneBounds(most=1, writes=1, party=1, identity=1, own_writes=1)
    lanes, rooms = Lanes(bounds), Lanes(bounds)
    mine, other = Whose("ITA", "one", writes=True), Whose("MLT", "other", writes=True)
    order: list[str] = []

    async def admit(_scope: Scope) -> Admitted:
        return Admitted(lanes.turn(mine), stranger=False, room=rooms.turn(mine))

    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        pytest.fail("it was no JSON")

    async def receive() -> Message:
        order.append("read")
        return {"type": "http.request", "body": b"{", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            order.append(str(message["status"]))

    scope = {"type": "http", "method": "POST", "path": "/api/agreements", "query_string": b""}
    guard = Guard(app, admit=admit, count_page=uncounted, hold=unheld, within_s=30.0)
    turn, room = lanes.turn(other), rooms.turn(other)
    await room.__aenter__()
    await turn.__aenter__()
    asked = asyncio.create_task(guard({**scope, "headers": []}, receive, send))
    for held, told in ((room, ["read"]), (turn, ["read", "422"])):
        for _ in range(5):
            await asyncio.sleep(0)
        assert order == told[:-1]
        await held.__aexit__(None, None, None)
        for _ in range(5):
            await asyncio.sleep(0)
        assert order == told
    await asked
    assert (lanes.under_way, rooms.under_way) == (0, 0)
