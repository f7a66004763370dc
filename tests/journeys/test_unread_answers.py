"""Clients that ask and never read: they are cut off, and keep nobody from anything meanwhile."""

import asyncio
import base64
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
import orjson
import pytest

from tests.conftest import NewWorld
from tests.running import WITHIN_S, Server, running

pytestmark = pytest.mark.anyio

STALL_S: Final = 3.0


@pytest.fixture(scope="module")
def server(new_world: NewWorld, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that waits for its readers for a short time only, with a chart that no buffer of
    the kernel holds: what one holds is its own to deliver, and to give up."""
    url, world = new_world("unread_answers")
    chart = tmp_path_factory.mktemp("chart") / "sea.pmtiles"
    chart.write_bytes(b"PMTiles\x03" + bytes(32_000_000))
    given = {
        "SAR_MAP_PMTILES": str(chart),
        "SAR_STALL_S": str(STALL_S),
        "SAR_METRICS_TOKEN": "count",
    }
    with running(url, world, **given) as started:
        yield started


def connected(server: Server) -> socket.socket:
    """A client with next to no room for what it is sent."""
    port = urlsplit(server.base_url).port
    assert port is not None
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
    client.connect(("127.0.0.1", port))
    return client


def is_held(client: socket.socket, server: Server) -> bool:
    """Whether the server still has its end of it, open or closing."""
    own, other = client.getsockname()[1], urlsplit(server.base_url).port
    rows = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    ends = [row.split()[1:3] for row in rows]
    return any(
        local.endswith(f":{other:04X}") and remote.endswith(f":{own:04X}") for local, remote in ends
    )


def read_all(client: socket.socket) -> None:
    """To its end."""
    while client.recv(65_536):
        pass


async def until(true: Callable[[], bool]) -> None:
    """Wait for it; TimeoutError where it does not come."""
    for _ in range(round(WITHIN_S / 0.05)):
        if true():
            return
        await asyncio.sleep(0.05)
    raise TimeoutError(true.__name__)


async def test_an_answer_that_nobody_reads_is_given_up(server: Server) -> None:
    with connected(server) as client:
        key = server.world.keys["ITA", "observer"]
        head = f"Host: 127.0.0.1\r\nAuthorization: Bearer {key}"
        client.sendall(f"GET /api/chart.pmtiles HTTP/1.1\r\n{head}\r\n\r\n".encode())
        await until(lambda: not is_held(client, server))
        with pytest.raises(ConnectionResetError):
            read_all(client)


@pytest.mark.long
async def test_one_that_reads_slowly_has_all_of_it(server: Server) -> None:
    with connected(server) as client:
        client.sendall(
            b"GET /api/openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        )
        client.setblocking(False)
        read = b""
        async with asyncio.timeout(WITHIN_S):
            for n in range(1_000_000):
                if n < 5:
                    await asyncio.sleep(STALL_S / 4)  # longer in all than it may stall
                part = await asyncio.get_running_loop().sock_recv(client, 2_048)
                if not part:
                    break
                read += part
    head, _, body = read.partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head.lower()
    assert orjson.loads(body)["openapi"]


async def test_a_socket_that_nobody_reads_is_given_up(server: Server) -> None:
    with connected(server) as client:
        client.sendall(handshake(server))
        assert b" 101 " in client.recv(1_024)
        client.sendall(masked(b'{"type":"start","since":null}'))
        async with server.client("ITA", "admin") as admin:
            await until_listening(admin, 1)
            centre = str(server.world.centres["ITA"])
            for n in range(40):
                key: dict[str, Any] = {"label": f"{n} {'x' * 60}", "roles": ["observer"]}
                made = await admin.post("/api/keys", json={**key, "centre_id": centre})
                assert made.status_code == 201
            await until(lambda: not is_held(client, server))
            await until_listening(admin, 0)


async def until_listening(http: httpx.AsyncClient, number: int) -> None:
    """Wait until so many sockets of the live feed are open."""
    read = {"Authorization": "Bearer count"}
    async with asyncio.timeout(WITHIN_S):
        for _ in range(round(WITHIN_S / 0.05)):
            told = (await http.get("/metrics", headers=read)).text
            if f"sar_live_listeners {number}.0\n" in told:
                return
            await asyncio.sleep(0.05)


def handshake(server: Server) -> bytes:
    """The handshake of a socket of Italy's observer (RFC 6455 4.1)."""
    lines = [
        "GET /api/live HTTP/1.1",
        f"Host: {urlsplit(server.base_url).netloc}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        "Sec-WebSocket-Version: 13",
        f"Authorization: Bearer {server.world.keys['ITA', 'observer']}",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def masked(text: bytes) -> bytes:
    """A short text frame of a client (RFC 6455 5.2); the mask changes nothing."""
    return bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text
