"""Shared messages over real sockets: each client reads them, compressed or not, in the order sent;
one that does not read is not sent to past its queue."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import pytest
import uvicorn
from uvicorn.server import ServerState
from websockets.asyncio.client import connect

from sar.cli.serving import UVICORN
from sar.http.connections import ClientConnection
from sar.http.shared_messages import SENDING_AT_ONCE, SendingAtOnce, SharedText

pytestmark = pytest.mark.anyio

MESSAGES: Final = [SharedText(f'{{"number":{n}}}' + "position " * 40 * n) for n in range(6)]


class Sender:
    """An application that sends all messages by turns past its queue and through it, and then
    past it again while that is free."""

    def __init__(self, *, floods: bool = False) -> None:
        self.floods = floods
        self.flooded = 0
        self.is_done = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one socket."""
        line: SendingAtOnce = scope["extensions"][SENDING_AT_ONCE]
        free = [line.is_free]
        await receive()
        await send({"type": "websocket.accept"})
        for number, message in enumerate(MESSAGES):
            if number % 2:
                line.send_at_once(message)
            else:
                await send({"type": "websocket.send", "text": message})
        while self.floods and line.is_free:
            line.send_at_once(SharedText(f"{self.flooded}" + "x" * 60_000))
            self.flooded += 1
        if not self.floods:
            await send({"type": "websocket.close", "code": 1000})
            free.append(line.is_free)
        assert not any(free), "neither before the handshake nor after the end"
        self.is_done.set()
        while (await receive())["type"] != "websocket.disconnect":
            pass


@asynccontextmanager
async def serving(app: Sender) -> AsyncIterator[str]:
    """The address of a server with the product's own options."""
    config = uvicorn.Config(app, **UVICORN, lifespan="off")
    config.load()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: ClientConnection(config, ServerState(), {}, loop), "127.0.0.1", 0
    )
    host, port = server.sockets[0].getsockname()
    try:
        yield f"ws://{host}:{port}"
    finally:
        server.close()


@pytest.mark.parametrize("compression", [None, "deflate"])
async def test_a_client_reads_all_in_order(compression: str | None) -> None:
    app = Sender()
    async with serving(app) as address, connect(address, compression=compression) as socket:
        assert [message async for message in socket] == MESSAGES
        await asyncio.wait_for(app.is_done.wait(), 10)


async def test_who_does_not_read_is_not_sent_to_past_the_queue() -> None:
    app = Sender(floods=True)
    async with (
        serving(app) as address,
        connect(address, compression=None, max_queue=1, close_timeout=0.1) as socket,
    ):
        await asyncio.wait_for(app.is_done.wait(), 30)
        assert app.flooded < 1_000
        assert await socket.recv() == MESSAGES[0]
