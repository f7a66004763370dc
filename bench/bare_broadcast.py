"""The `websockets` library's own broadcast, in a process of its own: the measure of a fan-out that
knows no rights, no database and no slow reader."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from websockets.asyncio.server import ServerConnection, broadcast, serve

from bench.many_sockets import Kept
from tests.running import free_port


class Took(NamedTuple):
    """The time by the clock, from when to when, and of the processor."""

    began_s: float
    processor_s: float


async def _serve(port: int, line: Connection) -> None:
    groups: dict[str, set[ServerConnection]] = defaultdict(set)

    async def attend(connection: ServerConnection) -> None:
        assert connection.request is not None  # the handshake is done
        group = connection.request.path.removeprefix("/")
        groups[group].add(connection)
        await connection.wait_closed()
        groups[group].discard(connection)

    loop = asyncio.get_running_loop()
    asked: asyncio.Queue[list[Kept] | None] = asyncio.Queue()
    async with serve(attend, "127.0.0.1", port, compression=None, ping_interval=None):
        loop.add_reader(line.fileno(), lambda: asked.put_nowait(line.recv()))
        line.send("ready")
        while (frames := await asked.get()) is not None:
            texts = [(groups[one.group], one.payload.decode()) for one in frames]
            began_s, processor_s = time.monotonic(), time.process_time()
            for connections, text in texts:
                broadcast(connections, text)
                await asyncio.sleep(0)
            await asyncio.gather(*(_written(c) for one in groups.values() for c in one))
            line.send(Took(began_s, time.process_time() - processor_s))


async def _written(connection: ServerConnection) -> None:
    """Wait until the system has all of it."""
    while connection.transport.get_write_buffer_size():  # noqa: ASYNC110 a transport tells nobody
        await asyncio.sleep(0.001)


def _broadcast(port: int, line: Connection) -> None:
    with suppress(EOFError, KeyboardInterrupt):
        asyncio.run(_serve(port, line))


class BareBroadcast:
    """The process, as the bench asks it."""

    def __init__(self, port: int, line: Connection) -> None:
        self.port, self._line = port, line

    async def play(self, frames: Sequence[Kept]) -> Took:
        """Send each of the frames to its group, as fast as they go."""
        self._line.send(list(frames))
        took: Took = await asyncio.to_thread(self._line.recv)
        return took


@contextmanager
def bare_broadcast() -> Iterator[BareBroadcast]:
    """The process, until the end; sockets join a group by the path `/GROUP`."""
    context = get_context("spawn")
    mine, other = context.Pipe()
    port = free_port()
    process: Any = context.Process(target=_broadcast, args=(port, other), daemon=True)
    process.start()
    try:
        mine.recv()
        yield BareBroadcast(port, mine)
    finally:
        mine.close()
        process.terminate()
        process.join(10)
