"""Sources of feeds: connections, made or waited for, as chunks of bytes by who sends them, and
documents that are asked for again and again, each a chunk."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Final, NamedTuple

import httpx2
from websockets.asyncio.client import connect

from sar.interop.source_address import SourceAddress, SourceKind

CONNECT_S: Final = 10.0
CHUNK_BYTES: Final = 65_536
WAITING_CHUNKS: Final = 256
"""Chunks that have come and are not read yet, of all who send: then TCP is told to wait, and
datagrams are dropped."""
PEERS_AT_MOST: Final = 64
"""Stations at once that send to one listening feed."""
DEAD_AFTER_S: Final = 60
"""A station that does not even acknowledge for so long is gone."""
LONGEST_MESSAGE: Final = 1_000_000
"""Bytes of a WebSocket message."""
ASKED_EVERY_S: Final = 3.0
"""The time from one document to the next: an aircraft flies a quarter of a mile in it (house
figure)."""
ANSWERED_WITHIN_S: Final = 10.0
LARGEST_DOCUMENT: Final = 4_000_000
"""Bytes; `aircraft.json` has some 700 for each aircraft."""


class DocumentError(OSError):
    """A station answers with something else than a document; the sentence says with what."""


class Chunk(NamedTuple):
    """Bytes of one sender; none: it has ended. They came at `came_at`; None: just now."""

    peer: str
    data: bytes
    came_at: datetime | None = None


@asynccontextmanager
async def source(address: SourceAddress) -> AsyncIterator[AsyncIterator[Chunk]]:
    """Open it: the chunks come until it ends. Raises OSError, TimeoutError or
    `websockets.exceptions.WebSocketException` where it cannot be opened or breaks off."""
    match address.kind:
        case SourceKind.TCP:
            async with _fetched(address) as chunks:
                yield chunks
        case SourceKind.WS | SourceKind.WSS:
            opening = connect(address.given, open_timeout=CONNECT_S, max_size=LONGEST_MESSAGE)
            async with opening as connection:
                yield _messages(connection, address.host)
        case SourceKind.HTTP | SourceKind.HTTPS:
            async with _asked(address) as chunks:
                yield chunks
        case SourceKind.TCP_LISTEN:
            async with _listening(address) as chunks:
                yield chunks
        case SourceKind.UDP_LISTEN:
            async with _datagrams(address) as chunks:
                yield chunks
        case SourceKind.IMAP | SourceKind.IMAPS:
            raise ValueError("a mailbox is no stream")


@asynccontextmanager
async def _fetched(address: SourceAddress) -> AsyncIterator[AsyncIterator[Chunk]]:
    opening = asyncio.open_connection(address.host, address.port)
    reader, writer = await asyncio.wait_for(opening, CONNECT_S)
    _keep_alive(writer)
    try:
        yield _read(reader, address.host)
    finally:
        writer.transport.abort()


async def _read(reader: asyncio.StreamReader, peer: str) -> AsyncIterator[Chunk]:
    while data := await reader.read(CHUNK_BYTES):
        yield Chunk(peer, data)
    yield Chunk(peer, b"")


async def _messages(connection: AsyncIterable[str | bytes], peer: str) -> AsyncIterator[Chunk]:
    """A message is one sentence or several; its end ends a line."""
    async for message in connection:
        data = message.encode() if isinstance(message, str) else message
        yield Chunk(peer, data + b"\n")
    yield Chunk(peer, b"")


@asynccontextmanager
async def _asked(address: SourceAddress) -> AsyncIterator[AsyncIterator[Chunk]]:
    for name in ("httpx2", "httpcore2"):  # they write a line for each request
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    async with httpx2.AsyncClient(
        timeout=CONNECT_S,
        follow_redirects=False,
        trust_env=False,
        limits=httpx2.Limits(max_keepalive_connections=0),
        headers={"accept": "application/json", "accept-encoding": "identity"},
    ) as client:
        yield _documents(client, address, await _document(client, address))


async def _documents(
    client: httpx2.AsyncClient, address: SourceAddress, first: bytes
) -> AsyncIterator[Chunk]:
    yield Chunk(address.host, first)
    while True:
        await asyncio.sleep(ASKED_EVERY_S)
        yield Chunk(address.host, await _document(client, address))


async def _document(client: httpx2.AsyncClient, address: SourceAddress) -> bytes:
    """One answer, read no further than a document may be long."""
    try:
        async with (
            asyncio.timeout(ANSWERED_WITHIN_S),
            client.stream("GET", address.fetched_from) as answer,
        ):
            if answer.status_code != httpx2.codes.OK:
                raise DocumentError(f"the station answers {answer.status_code}")
            if answer.headers.get("content-encoding", "identity") != "identity":
                raise DocumentError("the station answers in packed form")
            content = bytearray()
            async for part in answer.aiter_raw(CHUNK_BYTES):
                content += part
                if len(content) > LARGEST_DOCUMENT:
                    raise DocumentError("the station's answer is too long")
    except TimeoutError:
        raise DocumentError("the station's answer takes too long") from None
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise DocumentError(str(error) or type(error).__name__) from error
    if not content.lstrip().startswith(b"{"):
        raise DocumentError("the station answers with something else than aircraft.json")
    return bytes(content)


@asynccontextmanager
async def _listening(address: SourceAddress) -> AsyncIterator[AsyncIterator[Chunk]]:
    queue: asyncio.Queue[Chunk] = asyncio.Queue(WAITING_CHUNKS)
    peers: set[asyncio.StreamWriter] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = writer.get_extra_info("peername")[:2]
        if len(peers) >= PEERS_AT_MOST or not address.takes_from(host):
            writer.close()
            return
        peers.add(writer)
        _keep_alive(writer)
        try:
            with suppress(OSError):
                async for chunk in _read(reader, f"{host}:{port}"):
                    await queue.put(chunk)
        finally:
            peers.discard(writer)
            writer.close()

    server = await asyncio.start_server(connected, address.host, address.port, limit=CHUNK_BYTES)
    try:
        yield _queued(queue)
    finally:
        server.close()
        for writer in list(peers):
            writer.transport.abort()


class _Datagrams(asyncio.DatagramProtocol):
    """Each is one sentence or several; those that nobody reads in time are dropped."""

    def __init__(self, address: SourceAddress, queue: asyncio.Queue[Chunk]) -> None:
        self._address, self._queue = address, queue

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if self._address.takes_from(addr[0]):
            with suppress(asyncio.QueueFull):
                self._queue.put_nowait(Chunk(addr[0], data + b"\n"))


@asynccontextmanager
async def _datagrams(address: SourceAddress) -> AsyncIterator[AsyncIterator[Chunk]]:
    queue: asyncio.Queue[Chunk] = asyncio.Queue(WAITING_CHUNKS)
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: _Datagrams(address, queue), local_addr=(address.host, address.port)
    )
    try:
        yield _queued(queue)
    finally:
        transport.close()


async def _queued(queue: asyncio.Queue[Chunk]) -> AsyncIterator[Chunk]:
    while True:
        yield await queue.get()


def _keep_alive(writer: asyncio.StreamWriter) -> None:
    """Have the system find out that the other end is gone: a quiet night tells nothing."""
    sock: socket.socket = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 20), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 4)):
        if hasattr(socket, name):
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
