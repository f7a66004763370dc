"""Very many sockets of the live feed, held by a process of their own, which does hardly more with a
frame than to count it: what is measured is who sends."""

import asyncio
import base64
import os
import random
import socket
import struct
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Final, NamedTuple

import orjson

OPENED_AT_ONCE: Final = 20
SMALL_BUFFER: Final = 4_096
"""Bytes that the system keeps for a socket that never reads."""
LONGEST_PAUSE_S: Final = 8.0
"""A socket that is refused comes again after a pause by chance, twice as long each time up to
this."""
TEXT: Final = 1
CLOSE: Final = 8
PING: Final = 9


@dataclass(frozen=True)
class Wanted:
    """A socket: whose key, what it says first, and the name of those that are told the same."""

    key: str
    group: str
    start: dict[str, Any] | None = None
    path: str = "/api/live"
    reads: bool = True
    deflates: bool = False
    keeps: bool = False
    """Whether what it is told is kept, with the instants."""


class Kept(NamedTuple):
    """A frame as it came, and when, by the machine's monotonic clock."""

    at_s: float
    group: str
    payload: bytes


@dataclass
class Totals:
    """All that the sockets have been told since they were last asked."""

    bytes_on_wire: int = 0
    frames: Counter[str] = field(default_factory=Counter)
    """By group; of entries and positions alone."""
    told: int = 0
    """Entries and positions, however they were put together into frames."""
    last_at_s: float = 0.0
    open: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    caught_up_at_s: list[float] = field(default_factory=list)


class _Read(NamedTuple):
    """The little that is known of a frame."""

    kind: str
    told: int
    number: int | None


@lru_cache(maxsize=512)
def _read(payload: bytes) -> _Read:
    """Many sockets are told the same."""
    frame = orjson.loads(payload)
    match kind := frame.get("type", ""):
        case "entries":
            return _Read(kind, len(frame["entries"]), frame["entries"][-1]["number"])
        case "positions":
            return _Read(kind, len(frame["fixes"]), None)
        case _:
            return _Read(kind, 0, frame.get("number"))


class _Socket(asyncio.Protocol):
    """One socket, which frames are cut out of as they come (RFC 6455, 5.2)."""

    def __init__(self, holder: "_Holder", wanted: Wanted) -> None:
        self.wanted = wanted
        self._holder = holder
        self._rest = b""
        self._is_open = False
        self.number: int | None = None
        self._head: int | None = None
        """The number that it comes back for."""
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None
        self.failures = 0
        self.is_coming_back = False

    def connection_made(self, transport: Any) -> None:
        """Ask for the socket."""
        self.transport = transport
        self._rest, self._is_open, self._head = b"", False, None
        lines = [
            f"GET {self.wanted.path} HTTP/1.1",
            "Host: localhost",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            f"Authorization: Bearer {self.wanted.key}",
        ]
        if self.wanted.deflates:
            lines.append("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")
        transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def data_received(self, data: bytes) -> None:
        """Take what came apart."""
        totals = self._holder.totals
        data = self._rest + data if self._rest else data
        if not self._is_open:
            head, blank, data = data.partition(b"\r\n\r\n")
            if not blank:
                self._rest = head
                return
            self._rest = b""
            status = head.split(b" ", 2)[1].decode()
            if status != "101":
                totals.refused[status] += 1
                self._abort()
                return
            self._open()
        at = 0
        while (cut := _cut(data, at)) is not None:
            code, deflated, payload, end = cut
            totals.bytes_on_wire += end - at
            at = end
            self._take(code, deflated, payload)
        self._rest = data[at:]

    def _open(self) -> None:
        self._is_open = True
        self._holder.totals.open += 1
        if self.wanted.start is None:
            self._tell_ready()
            return
        start = self.wanted.start
        if self.number is not None:
            start = start | {"since": self.number}
        self._say(TEXT, orjson.dumps(start))

    def _say(self, code: int, payload: bytes) -> None:
        assert self.transport is not None  # it is open
        size = len(payload)
        length = bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack("!H", size)
        self.transport.write(bytes([0x80 | code]) + length + bytes(4) + payload)

    def _take(self, code: int, deflated: bool, payload: bytes) -> None:
        if code == PING:
            self._say(10, payload)
        elif code == CLOSE:
            self._holder.totals.refused[str(struct.unpack("!H", payload[:2])[0])] += 1
            self._abort()
        elif code == TEXT:
            if deflated:
                payload = zlib.decompressobj(-12).decompress(payload + b"\0\0\xff\xff")
            self._note(payload)

    def _note(self, payload: bytes) -> None:
        totals, read = self._holder.totals, _read(payload)
        at_s = time.monotonic()
        if read.told or read.kind == "positions":
            totals.frames[self.wanted.group] += 1
            totals.told += read.told
            totals.last_at_s = at_s
            if self.wanted.keeps:
                self._holder.kept.append(Kept(at_s, self.wanted.group, payload))
        elif read.kind == "ready":
            self._head = read.number
            self.number = read.number if self.number is None else self.number
            self._tell_ready()
        if read.kind == "entries":
            self.number = read.number
        if self.is_coming_back and self._head is not None and (self.number or 0) >= self._head:
            self.is_coming_back, self.failures = False, 0
            totals.caught_up_at_s.append(at_s)
        if not self.wanted.reads and self.transport is not None:
            self.transport.pause_reading()

    def _tell_ready(self) -> None:
        if not self.ready.done():
            self.ready.set_result(None)

    def _abort(self) -> None:
        if self.transport is not None:
            self.transport.abort()

    def connection_lost(self, _error: Exception | None) -> None:
        """Come again, if it is to."""
        self._holder.totals.open -= self._is_open
        self.transport, self._is_open = None, False
        if self.is_coming_back:
            self.failures += 1
            self._holder.comes_again(self)

    def cut(self) -> None:
        """Lose the line at once, and come back from where it was."""
        self.is_coming_back = True
        self._abort()


def _cut(data: bytes, at: int) -> tuple[int, bool, bytes, int] | None:
    """The first whole frame from there: its code, whether deflated, what is in it, its end."""
    if len(data) < at + 2:
        return None
    size, begins = data[at + 1], at + 2
    if size == 126:
        begins = at + 4
    elif size == 127:
        begins = at + 10
    if len(data) < begins:
        return None
    if size >= 126:
        size = int.from_bytes(data[at + 2 : begins])
    end = begins + size
    if len(data) < end:
        return None
    return data[at] & 0x0F, bool(data[at] & 0x40), data[begins:end], end


class _Holder:
    """All sockets of the process, and what it is asked about them."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._sockets: list[_Socket] = []
        self._coming: set[asyncio.Task[None]] = set()
        self._chance = random.Random(1)
        self.totals = Totals()
        self.kept: list[Kept] = []

    async def open(self, wanted: Sequence[Wanted]) -> None:
        """Open and start all of them, a few at once."""
        turns = asyncio.Semaphore(OPENED_AT_ONCE)

        async def one(each: Wanted) -> None:
            async with turns:
                opened = _Socket(self, each)
                self._sockets.append(opened)
                await self._connect(opened)
                async with asyncio.timeout(60):
                    await opened.ready

        await asyncio.gather(*(one(each) for each in wanted))

    async def _connect(self, to: _Socket) -> None:
        line = socket.socket()
        line.setblocking(False)
        if not to.wanted.reads:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        loop = asyncio.get_running_loop()
        try:
            await loop.sock_connect(line, ("127.0.0.1", self._port))
        except OSError:
            line.close()
            raise
        await loop.create_connection(lambda: to, sock=line)

    def comes_again(self, lost: _Socket) -> None:
        """After its pause."""
        task = asyncio.get_running_loop().create_task(self._come_again(lost))
        self._coming.add(task)
        task.add_done_callback(self._coming.discard)

    async def _come_again(self, lost: _Socket) -> None:
        longest_s = min(LONGEST_PAUSE_S, 0.5 * 2 ** (lost.failures - 1))
        await asyncio.sleep(longest_s * self._chance.random())
        try:
            await self._connect(lost)
        except OSError as error:
            self.totals.refused[type(error).__name__] += 1
            lost.failures += 1
            self.comes_again(lost)

    def cut(self, group: str) -> int:
        """Cut all whose group begins so; their number."""
        self.totals.caught_up_at_s.clear()
        cut = [one for one in self._sockets if one.wanted.group.startswith(group)]
        for one in cut:
            one.cut()
        return len(cut)

    def look(self) -> Totals:
        """The totals since the last look."""
        told, self.totals = self.totals, Totals(open=self.totals.open)
        return told

    def take_kept(self) -> list[Kept]:
        """The frames kept since the last time."""
        kept, self.kept = self.kept, []
        return kept


async def _serve(port: int, line: Connection) -> None:
    holder = _Holder(port)
    loop = asyncio.get_running_loop()
    asked: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
    loop.add_reader(line.fileno(), lambda: asked.put_nowait(line.recv()))
    while True:
        what, given = await asked.get()
        match what:
            case "open":
                await holder.open(given)
                line.send(time.monotonic())
            case "cut":
                line.send(holder.cut(given))
            case "look":
                line.send(holder.look())
            case "kept":
                line.send(holder.take_kept())
            case _:
                return


def _hold(port: int, line: Connection) -> None:
    with suppress(EOFError, KeyboardInterrupt):
        asyncio.run(_serve(port, line))


class ManySockets:
    """The process, as the bench asks it; each answer is awaited."""

    def __init__(self, line: Connection) -> None:
        self._line = line

    async def open(self, wanted: Sequence[Wanted]) -> None:
        """Open them, until each is told that it is ready."""
        await self._ask("open", list(wanted))

    async def look(self) -> Totals:
        """The totals since the last look."""
        found: Totals = await self._ask("look")
        return found

    async def kept(self) -> list[Kept]:
        """The frames of sockets that keep them, since the last time."""
        found: list[Kept] = await self._ask("kept")
        return found

    async def cut(self, group: str = "") -> int:
        """Cut all whose group begins so at once; they come back by themselves."""
        found: int = await self._ask("cut", group)
        return found

    async def _ask(self, what: str, given: Any = None) -> Any:
        self._line.send((what, given))
        return await asyncio.to_thread(self._line.recv)


@contextmanager
def many_sockets(port: int) -> Iterator[ManySockets]:
    """A process that holds sockets to a server on this machine, until the end."""
    context = get_context("spawn")
    mine, other = context.Pipe()
    process = context.Process(target=_hold, args=(port, other), daemon=True)
    process.start()
    try:
        yield ManySockets(mine)
    finally:
        mine.close()
        process.terminate()
        process.join(10)
