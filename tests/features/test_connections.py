"""Headers of a request: so many bytes of them are taken, and for so long, before anything else."""

import asyncio
import resource
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from sar.cli.serving import UVICORN
from sar.http import connections
from sar.http.connections import ENDED, HEADERS_BYTES, ClientConnection, most_awaited
from sar.http.hardening import BY_TLS, EACH, OF_DATA
from sar.settings import settings

pytestmark = pytest.mark.anyio

GREETING = b"GET / HTTP/1.1\r\nHost: here\r\n"


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the length of the body."""
    length, more = 0, True
    while more:
        message = await receive()
        length += len(message.get("body", b""))
        more = message.get("more_body", False)
    headers = [(b"content-length", str(len(str(length))).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": str(length).encode()})


async def early(_scope: Any, _receive: Any, send: Any) -> None:
    """Answers before the body has come."""
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]}
    )
    await send({"type": "http.response.body", "body": b"0"})


Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def serving(app: Any = echo) -> AsyncIterator[Callable[..., Awaitable[Stream]]]:
    """A server, by the act that connects a further client."""
    config = uvicorn.Config(app, **UVICORN, lifespan="off")
    config.load()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: ClientConnection(config, ServerState(), {}, loop), "127.0.0.1", 0
    )
    writers: list[asyncio.StreamWriter] = []

    async def connected(*, address: str = "127.0.0.1") -> Stream:
        reader, writer = await asyncio.open_connection(
            *server.sockets[0].getsockname(), local_addr=(address, 0)
        )
        writers.append(writer)
        return reader, writer

    try:
        yield connected
    finally:
        for writer in writers:
            writer.close()
        server.close()


@asynccontextmanager
async def client(app: Any = echo) -> AsyncIterator[Stream]:
    async with serving(app) as connected:
        yield await connected()


async def answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """The status line and the body of one."""
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
    length = next(
        int(line.split(b":")[1])
        for line in head.lower().split(b"\r\n")
        if line.startswith(b"content-length")
    )
    return head.split(b"\r\n")[0], await reader.readexactly(length)


async def is_ended(reader: asyncio.StreamReader) -> bool:
    try:
        return await asyncio.wait_for(reader.read(), 10) == b""
    except ConnectionResetError:
        return True


async def test_requests_follow_one_another_whole_and_in_parts() -> None:
    async with client() as (reader, writer):
        writer.write(GREETING + b"\r\n")
        assert await answer(reader) == (b"HTTP/1.1 200 OK", b"0")
        body = b"x" * 200_000
        head = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 200000\r\n\r\n"
        for part in (head[:20], head[20:] + body[:50_000], body[50_000:]):
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(0.02)
        assert await answer(reader) == (b"HTTP/1.1 200 OK", b"200000")
        writer.write(GREETING + b"X-Long: " + b"x" * (HEADERS_BYTES // 2) + b"\r\n\r\n")
        assert await answer(reader) == (b"HTTP/1.1 200 OK", b"0")


@pytest.mark.long
async def test_an_answered_connection_is_kept_for_longer_than_clients_keep_theirs() -> None:
    async with client() as (reader, writer):
        for _ in range(2):
            writer.write(GREETING + b"\r\n")
            assert await answer(reader) == (b"HTTP/1.1 200 OK", b"0")
            await asyncio.sleep(5.5)
        assert not reader.at_eof()
        (kept,) = ClientConnection._awaited._of["127.0.0.1"]
        assert kept.timeout_keep_alive_task is not None
        assert kept.timeout_keep_alive_task.when() - asyncio.get_running_loop().time() > 100


@pytest.mark.parametrize(
    "endless", [b"X-Long: " + b"x" * 60_000, b"X-Many: x\r\n" * 6_000], ids=["one", "many"]
)
async def test_headers_without_end_are_refused(endless: bytes) -> None:
    async with client() as (reader, writer):
        writer.write(GREETING + endless)
        assert (await answer(reader))[0] == b"HTTP/1.1 431 Request Header Fields Too Large"
        assert await asyncio.wait_for(reader.read(), 10) == b""


@pytest.mark.parametrize("sent", [b"Nonsense\r\n\r\n", GREETING + b"X-Long: " + b"x" * 60_000])
async def test_the_answer_to_what_is_no_request_has_the_headers_of_all_answers(
    monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(settings(), "tls", True)
    async with client() as (reader, writer):
        writer.write(sent)
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)).decode()
    told = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
    for name, value in (EACH | OF_DATA | BY_TLS).items():
        assert told[name] == value


@pytest.mark.long
@pytest.mark.parametrize("begun", [b"", GREETING], ids=["nothing", "half"])
async def test_who_does_not_come_to_their_end_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(connections, "HEADERS_S", 0.2)
    async with client() as (reader, writer):
        writer.write(begun)
        assert await is_ended(reader)


async def test_a_further_request_is_not_waited_for_either(monkeypatch: pytest.MonkeyPatch) -> None:
    async with client() as (reader, writer):
        writer.write(GREETING + b"\r\n")
        assert await answer(reader) == (b"HTTP/1.1 200 OK", b"0")
        monkeypatch.setattr(connections, "HEADERS_S", 0.2)
        writer.write(GREETING)
        assert await is_ended(reader)


@pytest.mark.parametrize("after", [b"\r\n", b"x"], ids=["an empty line", "more of a body"])
async def test_who_says_something_after_an_answer_that_begins_no_request_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, after: bytes
) -> None:
    async with client(early) as (reader, writer):
        writer.write(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\n")
        if after == b"\r\n":
            writer.write(b"123456789")
        assert await answer(reader) == (b"HTTP/1.1 200 OK", b"0")
        monkeypatch.setattr(connections, "HEADERS_S", 0.2)
        writer.write(after)
        await asyncio.sleep(0.1)
        assert len(ClientConnection._awaited._of) == 1
        assert await is_ended(reader)
        assert ClientConnection._awaited._of == {}


async def test_answered_ones_are_not_kept_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "AWAITED", 3)
    async with serving() as connected:
        many: list[Stream] = []
        for _ in range(5):
            many.append(await connected())
            many[-1][1].write(GREETING + b"\r\n")
            assert await answer(many[-1][0]) == (b"HTTP/1.1 200 OK", b"0")
        assert all([await is_ended(reader) for reader, _ in many[:2]])
        assert not any(reader.at_eof() for reader, _ in many[2:])


async def test_who_opens_many_and_asks_nothing_ends_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "AWAITED", 20)
    outnumbered = ENDED.labels("outnumbered")._value
    ended = outnumbered.get()
    async with serving() as connected:
        before = [await connected() for _ in range(3)]
        for reader, writer in before:  # an officer's, answered and open for the next request
            writer.write(GREETING + b"\r\n")
            assert await answer(reader) == (b"HTTP/1.1 200 OK", b"0")
        slow_reader, slow_writer = await connected(address="127.0.0.2")
        slow_writer.write(GREETING)
        mute = [await connected() for _ in range(60)]
        for reader, writer in [*before, await connected()]:
            writer.write(GREETING + b"\r\n")
            assert await answer(reader) == (b"HTTP/1.1 200 OK", b"0")
        assert all([await is_ended(reader) for reader, _ in mute[:40]])
        assert not any(reader.at_eof() for reader, _ in mute[-15:])
        slow_writer.write(b"\r\n")
        assert await answer(slow_reader) == (b"HTTP/1.1 200 OK", b"0"), "of another address"
    assert outnumbered.get() - ended >= 40


@pytest.mark.parametrize(
    ("files", "most"), [(1_024, 256), (20_000, 1_000), (resource.RLIM_INFINITY, 1_000)]
)
def test_they_are_a_part_of_the_files_that_a_process_may_open(
    monkeypatch: pytest.MonkeyPatch, files: int, most: int
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (files, files))
    assert most_awaited() == most
