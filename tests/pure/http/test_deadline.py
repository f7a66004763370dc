"""No request is left without an answer."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import orjson
import pytest
from starlette.types import Message, Receive, Scope, Send

from sar.http.deadline import LONGER, Deadline, within

pytestmark = pytest.mark.anyio

WITHIN_S = 0.05
App = Callable[[Scope, Receive, Send], Coroutine[Any, Any, None]]


async def never(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Hangs."""
    await asyncio.Event().wait()


async def stubborn(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Hangs, and answers when it is cancelled."""
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        await send({"type": "http.response.start", "status": 200, "headers": []})


async def failing(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Hangs, and fails when it is cancelled."""
    try:
        await asyncio.Event().wait()
    finally:
        raise ConnectionError("the database has gone")


async def streaming(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Begins at once, and takes long to end."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await asyncio.sleep(3 * WITHIN_S)
    await send({"type": "http.response.body", "body": b"all"})


async def answered(app: App, method: str = "GET", path: str = "/api/me") -> list[Message]:
    """All messages that are sent."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": method, "path": path}
    await Deadline(WITHIN_S, scope, receive, send).answered(app)
    return sent


@pytest.mark.parametrize("app", [never, stubborn, failing])
async def test_a_request_that_takes_too_long_is_answered_once(app: App) -> None:
    start, body = await answered(app)
    assert start["status"] == 503
    assert (b"retry-after", b"2") in start["headers"]
    assert orjson.loads(body["body"])["code"] == "took_too_long"


@pytest.mark.parametrize(
    ("method", "path", "says"),
    [
        ("GET", "/api/me", "Nothing was done."),
        ("POST", "/api/incidents", "It may have been done"),
        ("POST", "/api/matches", "Nothing was done."),
    ],
)
async def test_it_says_what_is_kept(method: str, path: str, says: str) -> None:
    _, body = await answered(never, method, path)
    assert says in orjson.loads(body["body"])["detail"]


async def test_work_ends_also_where_its_answer_cannot_be_sent() -> None:
    async def gone(_message: Message) -> None:
        raise ConnectionError("the client has gone")

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    ended = asyncio.Event()

    async def work(_scope: Scope, _receive: Receive, _send: Send) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    scope = {"type": "http", "method": "GET", "path": "/api/me", "headers": [(b"accept-language",)]}
    for one in (scope, {**scope, "headers": []}):
        ended.clear()
        with pytest.raises((ConnectionError, ValueError)):
            await Deadline(WITHIN_S, one, receive, gone).answered(work)
        assert ended.is_set()


async def test_an_answer_that_has_begun_may_take_its_time() -> None:
    assert [m.get("status", m.get("body")) for m in await answered(streaming)] == [200, b"all"]


async def test_who_gives_a_request_up_otherwise_cancels_it() -> None:
    working = asyncio.create_task(answered(never))
    await asyncio.sleep(0)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working


async def test_the_task_goes_on_after_it() -> None:
    await answered(never)
    await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("path", "times"),
    [("/api/assets/import", LONGER), ("/api/assets", 1.0), ("/api/assets/import/x", 1.0)],
)
def test_work_that_gives_way_is_given_longer(path: str, times: float) -> None:
    assert within(path, 35.0) == 35.0 * times
