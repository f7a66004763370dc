"""Repeats and refusals, against a server that says later, breaks off, or is not ours."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from sar.client import Client, Refused
from sar.client.pauses import pause_s

pytestmark = pytest.mark.anyio

LATER = b"HTTP/1.1 %d Later\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
BREAKS_OFF = b""


@dataclass
class Heard:
    """The requests that came, as text."""

    requests: list[str] = field(default_factory=list)
    base_url: str = ""

    def values(self, header: str) -> list[str]:
        """The value that each request had under a header."""
        return [
            line.partition(": ")[2]
            for request in self.requests
            for line in request.splitlines()
            if line.lower().startswith(f"{header}:")
        ]


@asynccontextmanager
async def answering(*answers: bytes) -> AsyncIterator[Heard]:
    """A server that answers one request a connection, so and then so."""
    heard, left = Heard(), list(answers)

    async def attend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(length[1]) if length else 0)
        heard.requests.append(head + body.decode())
        writer.write(left.pop(0).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
        writer.close()

    listening = await asyncio.start_server(attend, "127.0.0.1", 0)
    host, port = listening.sockets[0].getsockname()
    heard.base_url = f"http://{host}:{port}"
    async with listening:
        yield heard


def fine(body: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
    return head % (len(body), body)


FINE = fine(b'{"done":42}')


def refusing(status: int, body: bytes) -> bytes:
    return b"HTTP/1.1 %d No\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)


@pytest.mark.parametrize("not_now", [LATER % 429, LATER % 503, BREAKS_OFF])
async def test_what_is_not_answered_now_is_asked_again_under_the_same_key(not_now: bytes) -> None:
    async with answering(not_now, not_now, FINE) as heard, Client(heard.base_url, "k") as client:
        assert await client.post("/api/matches", {"need": {}}) == {"done": 42}
    assert len(heard.requests) == 3
    assert len(set(heard.values("idempotency-key"))) == 1
    assert heard.values("authorization") == ["Bearer k"] * 3
    assert all(request.endswith('{"need":{}}') for request in heard.requests)


async def test_a_body_with_an_id_is_known_by_that_and_others_by_a_key_of_their_own() -> None:
    async with answering(*[FINE] * 4) as heard, Client(heard.base_url, "k") as client:
        await client.post("/api/assets", {"id": "1"})
        assert heard.values("idempotency-key") == []
        await client.post("/api/offers/1/accept")
        await client.post("/api/offers/1/accept")
        assert len(set(heard.values("idempotency-key"))) == 2
        await client.post("/api/assets", {"id": "1"}, idempotency_key="mine")
    assert heard.values("idempotency-key")[-1] == "mine"


async def test_a_read_has_no_key() -> None:
    async with answering(FINE) as heard, Client(f"{heard.base_url}/", "k") as client:
        await client.get("/api/assets", {"party": "ITA"})
    assert heard.requests[0].startswith("GET /api/assets?party=ITA HTTP")
    assert heard.values("idempotency-key") == []


async def test_a_change_names_the_version_that_was_read() -> None:
    async with (
        answering(fine(b'{"version":7}'), FINE) as heard,
        Client(heard.base_url, "k") as client,
    ):
        await client.change("/api/assets/1", {"note": ""})
    assert heard.values("if-match") == ['"7"']


async def test_who_says_later_again_and_again_has_refused() -> None:
    problem = refusing(503, b'{"code":"database_unavailable","detail":"Come again."}')
    problem = problem.replace(b"\r\n", b"\r\nRetry-After: 0\r\n", 1)
    async with answering(*[problem] * 6) as heard, Client(heard.base_url, "k") as client:
        with pytest.raises(Refused, match="Come again") as refused:
            await client.get("/api/me")
    assert (refused.value.status, refused.value.code) == (503, "database_unavailable")


async def test_a_wait_of_more_than_a_minute_is_told_at_once() -> None:
    problem = refusing(429, b'{"code":"too_many_requests_to_party","detail":"Call them."}')
    problem = problem.replace(b"\r\n", b"\r\nRetry-After: 300\r\n", 1)
    async with answering(problem) as heard, Client(heard.base_url, "k") as client:
        with pytest.raises(Refused, match="Call them"):
            await client.post("/api/requests", {"id": "1"})
    assert len(heard.requests) == 1


@pytest.mark.parametrize(
    ("body", "code", "detail"),
    [
        (b'{"code":"not_found","detail":"There is none."}', "not_found", "There is none."),
        (b"<h1>Gateway</h1>", "", "The answer was 404."),
        (b"[]", "", "The answer was 404."),
        (b"", "", "The answer was 404."),
    ],
)
async def test_a_refusal_is_raised_at_once_whoever_refuses(
    body: bytes, code: str, detail: str
) -> None:
    async with answering(refusing(404, body)) as heard, Client(heard.base_url, "k") as client:
        with pytest.raises(Refused) as refused:
            await client.get("/api/me")
    assert (refused.value.status, refused.value.code, refused.value.detail) == (404, code, detail)
    assert refused.value.errors == ()


def test_pauses_double_up_to_a_bound_and_are_not_the_same_for_all() -> None:
    for failures, longest in [(1, 0.5), (2, 1.0), (5, 8.0), (50, 8.0)]:
        pauses = [pause_s(failures, longest_s=8.0) for _ in range(200)]
        assert longest / 2 <= min(pauses) < max(pauses) <= longest


@pytest.mark.parametrize(("told", "s"), [("0", 0.0), (" 7 ", 7.0)])
def test_a_retry_after_is_kept_to(told: str, s: float) -> None:
    assert pause_s(3, longest_s=8.0, retry_after=told) == s


def test_a_retry_after_that_is_a_date_is_passed_over() -> None:
    assert pause_s(1, longest_s=8.0, retry_after="Wed, 21 Oct 2026 07:28:00 GMT") <= 0.5
