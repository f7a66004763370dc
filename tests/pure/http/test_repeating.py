"""Requests that are overtaken are done again, as often as is good for them."""

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from sar.http.repeating import TIMES, Repeating

pytestmark = pytest.mark.anyio


class Overtaken:
    """Answers what it has heard; its first attempts are overtaken."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.heard: list[bytes] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert "overtaken" not in scope["state"], "each attempt starts afresh"
        body, more = b"", True
        while more:
            message: Message = await receive()
            body, more = body + message["body"], message["more_body"]
        self.heard.append(body)
        if len(self.heard) <= self.times:
            scope["state"]["overtaken"] = True
        status = 503 if "overtaken" in scope["state"] else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body})


async def post(app: Overtaken) -> httpx.Response:
    transport = httpx.ASGITransport(app=Repeating(app))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.post("/", content=b"An offer.")


@pytest.mark.parametrize("times", range(TIMES))
async def test_the_answer_is_that_of_the_attempt_that_was_not_overtaken(times: int) -> None:
    app = Overtaken(times)
    answer = await post(app)
    assert (answer.status_code, answer.content) == (200, b"An offer.")
    assert app.heard == [b"An offer."] * (times + 1), "each attempt hears all"


async def test_who_is_overtaken_every_time_is_told_so() -> None:
    app = Overtaken(TIMES)
    assert (await post(app)).status_code == 503
    assert len(app.heard) == TIMES
