"""A line between a client and a running server, which a test may cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

PIECE = 65_536


class Line:
    """Passes bytes on, both ways."""

    def __init__(self, base_url: str) -> None:
        there = urlsplit(base_url)
        self._host, self._port = there.hostname, there.port
        self._open: set[asyncio.StreamWriter] = set()
        self._passing: set[asyncio.Task[None]] = set()
        self.base_url = ""
        self.up = True
        self.connections = 0
        """The number made so far, refused ones not counted."""
        self.loses_answers = 0
        """So many of the next answers are lost, and their connection with them."""

    def cut(self) -> None:
        """Nothing goes through any more, until it is mended."""
        self.up = False
        self.drop()

    def mend(self) -> None:
        """New connections come through again."""
        self.up = True

    def drop(self) -> None:
        """End what is open; new connections come through."""
        for writer in self._open:
            writer.transport.abort()

    async def attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a client."""
        if not self.up:
            writer.transport.abort()
            return
        self.connections += 1
        far_reader, far_writer = await asyncio.open_connection(self._host, self._port)
        ends = {writer, far_writer}
        self._open |= ends
        ways = {
            asyncio.create_task(self._pass(reader, far_writer)),
            asyncio.create_task(self._pass(far_reader, writer, answers=True)),
        }
        self._passing |= ways
        await asyncio.wait(ways)
        self._passing -= ways
        self._open -= ends

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, answers: bool = False
    ) -> None:
        with suppress(OSError):
            while piece := await reader.read(PIECE):
                if answers and self.loses_answers:
                    self.loses_answers -= 1
                    break
                writer.write(piece)
                await writer.drain()
        writer.transport.abort()

    async def close(self) -> None:
        """End everything and wait for it."""
        self.cut()
        if self._passing:
            await asyncio.wait(self._passing)


@asynccontextmanager
async def line_to(base_url: str) -> AsyncIterator[Line]:
    """A line to that server, at its own `base_url`."""
    line = Line(base_url)
    listening = await asyncio.start_server(line.attend, "127.0.0.1", 0)
    host, port = listening.sockets[0].getsockname()
    line.base_url = f"http://{host}:{port}"
    try:
        yield line
    finally:
        listening.close()
        await line.close()
