"""Refusals before any work; no failure leaves without an answer."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import httpx
import psycopg
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from starlette.types import Message, Scope

from sar import clock
from sar.database_roles import DatabaseRole, role_url
from sar.db import make_sessions
from sar.errors import (
    Busy,
    PartySlowDown,
    Problem,
    SlowDown,
    TooManyAtOnce,
    TooManyDoubts,
    Unavailable,
)
from sar.http import bodies
from sar.http.lanes import Lanes, OwnLimitError, Whose
from sar.live.audience import Audience
from sar.parties import large_bodies
from sar.parties.admission import Admission
from sar.parties.refusals import AT_ONCE, Refusals
from sar.parties.tokens import hash_of
from sar.settings import settings
from tests.clients import ClientOf
from tests.connections import asks
from tests.world import World

pytestmark = pytest.mark.anyio


async def test_twenty_faults_are_told_and_the_number_of_the_others(client_of: ClientOf) -> None:
    body = {f"k{n}": 0 for n in range(300)}
    answer = await client_of("ITA", "watch_officer").post("/api/incidents", json=body)
    problem = answer.json()
    assert answer.status_code == 422
    assert (len(problem["errors"]), problem["params"]["more"] > 270) == (20, True)
    assert len(answer.content) < 5_000


@pytest.mark.parametrize("length", [255, 256, 5_000, 58_000])
async def test_no_address_is_too_long_for_an_answer(
    anonymous: httpx.AsyncClient, length: int
) -> None:
    answer = await anonymous.get("/" + "a" * length)
    assert answer.status_code in (200, 404, 503)
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/api/me", "/api/nowhere", "/api/openapi.json"])
async def test_every_answer_is_guarded(anonymous: httpx.AsyncClient, path: str) -> None:
    answer = await anonymous.get(path)
    assert answer.headers["content-security-policy"] == "default-src 'none'"
    assert answer.headers["x-frame-options"] == "DENY"


async def test_a_wrong_step_is_told_in_words_of_the_api(client_of: ClientOf) -> None:
    answer = await client_of("ITA", "coordinator").post(
        "/api/deployments/01a20e00-0000-7000-8000-000000000001/nonsense", json={}
    )
    assert answer.status_code == 422
    assert "DeploymentAction" not in answer.text
    assert "depart" in answer.text


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("SAR_STRANGER_REQUESTS_PER_MINUTE", "3")
    monkeypatch.setenv("SAR_PAGE_REQUESTS_PER_MINUTE", "8")
    settings.cache_clear()
    yield
    settings.cache_clear()


async def test_strangers_are_counted_by_address_whatever_key_they_bring(few: None) -> None:
    admission = Admission(40)
    for n in range(3):
        async with (await admission.admit(asks("192.0.2.7", key=f"sar_wrong_{n}"))).turn:
            pass
    with pytest.raises(SlowDown):
        await admission.admit(asks("192.0.2.7", key="sar_wrong_again"))
    with pytest.raises(SlowDown):
        await admission.admit(asks("192.0.2.7"))
    async with (await admission.admit(asks("192.0.2.8"))).turn:
        pass


async def test_pages_and_their_files_are_counted_by_address_and_health_is_told_always(
    few: None, application: FastAPI
) -> None:
    async def told(address: str, path: str) -> int:
        transport = httpx.ASGITransport(app=application, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return (await client.get(path)).status_code

    got = [await told("192.0.2.31", path) for path in ("/", "/assets/x.js", "/" + "a" * 5_000)]
    assert [status == 429 for status in got] == [False, False, True]
    assert await told("192.0.2.31", "/healthz") == 200
    assert await told("192.0.2.32", "/") != 429


@pytest.mark.long
async def test_who_goes_on_asking_at_once_is_refused_later(
    few: None, application: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that it takes no processor to refuse it; others' refusals do not wait."""
    for name, value in (("PER_MINUTE", 1), ("HELD_S", 0.2)):
        monkeypatch.setattr(f"sar.parties.refusals.{name}", value)

    async def asked(address: str) -> tuple[int, float]:
        transport = httpx.ASGITransport(app=application, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            began = time.monotonic()
            status = (await client.get("/api/me")).status_code
            return status, time.monotonic() - began

    for _ in range(3 + AT_ONCE):
        await asked("192.0.2.41")
    further = await asyncio.gather(*(asked("192.0.2.41") for _ in range(20)))
    assert all(status == 429 for status, _ in further)
    assert all(took_s > 0.15 for _, took_s in further)
    monkeypatch.setattr("sar.parties.refusals.HELD_S", 600.0)  # as long as it is to stay away
    async with asyncio.timeout(10):
        others = [await asked("192.0.2.42") for _ in range(4)]
    assert others[-1][0] == 429, "at once: it had few"


@pytest.mark.long
async def test_a_refusal_further_inside_waits_too(
    client_of: ClientOf, application: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAR_FAILED_SIGN_INS_PER_LOGIN", "1")
    settings.cache_clear()
    for name, value in (("AT_ONCE", 1), ("PER_MINUTE", 1), ("HELD_S", 0.2)):
        monkeypatch.setattr(f"sar.parties.refusals.{name}", value)
    told = []
    transport = httpx.ASGITransport(app=application, client=("192.0.2.43", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        for _ in range(4):
            began = time.monotonic()
            answer = await client.post("/api/session", json={"login": "x", "password": "wrong"})
            told.append((answer.status_code, time.monotonic() - began > 0.15))
    settings.cache_clear()
    assert [status for status, _ in told] == [401, 429, 429, 429]
    assert [late for _, late in told[2:]] == [True, True]


async def test_a_socket_that_is_refused_waits_too(
    few: None, application: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("AT_ONCE", 1), ("PER_MINUTE", 1), ("HELD_S", 0.2)):
        monkeypatch.setattr(f"sar.parties.refusals.{name}", value)
    monkeypatch.setattr(
        application.state, "hub", SimpleNamespace(audience=Audience()), raising=False
    )
    handshake = {
        **asks("192.0.2.44", path="/api/live"),
        "type": "websocket",
        "subprotocols": [],
        "scheme": "ws",
        "extensions": {"websocket.http.response": {}},
    }
    del handshake["method"]
    handshake["headers"].append((b"host", b"test"))
    told = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        if message["type"] == "websocket.http.response.start":
            told.append((message["status"], time.monotonic() - began > 0.15))

    for _ in range(6):
        began = time.monotonic()
        await application(dict(handshake), receive, send)
    assert [status for status, _ in told] == [401, 401, 401, 429, 429, 429]
    assert [late for _, late in told[4:]] == [True, True]


@pytest.mark.parametrize(
    ("problem", "left"),
    [
        (SlowDown(8), "5"),
        (PartySlowDown(2), "1"),
        (TooManyDoubts(40), "37"),
        (TooManyAtOnce(), "1"),
    ],
)
def test_a_refusal_that_has_waited_tells_what_is_left(problem: Problem, left: str) -> None:
    later = problem.after(3.0)
    assert (type(later), later.code) == (type(problem), problem.code)
    assert later.headers["Retry-After"] == left
    assert f"again in {left} s" in later.detail


async def test_no_more_refusals_wait_than_have_room_and_one_that_is_given_up_leaves_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sar.parties.refusals.MOST_HELD", 1)
    monkeypatch.setattr("sar.parties.refusals.HELD_S", 60.0)
    refusals, scope = Refusals(), asks("192.0.2.51")
    for _ in range(AT_ONCE):
        await refusals.hold(scope, SlowDown(60))
    held = asyncio.create_task(refusals.hold(scope, SlowDown(60)))
    await asyncio.sleep(0)
    async with asyncio.timeout(10):
        await refusals.hold(scope, SlowDown(60))
    assert not held.done()
    held.cancel()
    await asyncio.gather(held, return_exceptions=True)
    other = asyncio.create_task(refusals.hold(scope, SlowDown(60)))
    await asyncio.sleep(0)
    assert not other.done(), "its room is another's"
    other.cancel()
    await asyncio.gather(other, return_exceptions=True)


async def test_a_handshake_is_counted_like_any_request(few: None) -> None:
    admission = Admission(40)
    handshake = {**asks("192.0.2.9", key="sar_wrong"), "type": "websocket"}
    del handshake["method"]
    for _ in range(3):
        async with (await admission.admit(handshake)).turn:
            pass
    with pytest.raises(SlowDown):
        await admission.admit(handshake)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("SAR_REQUESTS_PER_MINUTE", "8")
    settings.cache_clear()
    yield
    settings.cache_clear()


async def test_many_keys_of_one_party_have_no_more_than_the_partys_rate(slow: None) -> None:
    admission, told = Admission(40), Counter[Any]()
    for n in range(30):
        admission.known.note(hash_of(f"one of many {n}"), "CCC", f"ccc-{n}")
    admission.known.note(hash_of("of another"), "DDD", "ddd")
    for n in range(30):
        try:
            async with (await admission.admit(asks("192.0.2.3", key=f"one of many {n}"))).turn:
                told["taken"] += 1
        except SlowDown as slowed:
            told[slowed.code, slowed.headers["Retry-After"]] += 1
    assert told == {"taken": 12, ("too_many_requests_of_party", "2"): 18}
    async with (await admission.admit(asks("192.0.2.3", key="of another"))).turn:
        pass


async def test_one_party_holds_no_more_than_its_turns_and_others_come_through() -> None:
    admission = Admission(40)
    for n in range(20):
        admission.known.note(hash_of(f"key {n}"), "BBB", f"bbb-{n}")
    admission.known.note(hash_of("quiet"), "AAA", "aaa")
    held = asyncio.Event()
    begun = 0

    async def write(key: str) -> None:
        nonlocal begun
        async with (await admission.admit(asks("192.0.2.1", key=key, method="POST"))).turn:
            begun += 1
            await held.wait()

    noisy = [asyncio.create_task(write(f"key {n % 20}")) for n in range(150)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert begun == 16, "two fifths of forty connections"
    for method in ("GET", "POST"):
        async with (await admission.admit(asks("192.0.2.2", key="quiet", method=method))).turn:
            pass
    refused = [one for one in noisy if one.done() and one.exception()]
    assert len(refused) == 150 - 16 - 64, "the others wait in line, which has an end"
    assert all(isinstance(one.exception(), TooManyAtOnce) for one in refused)
    held.set()
    await asyncio.gather(*noisy, return_exceptions=True)
    assert begun == 16 + 64


async def test_a_large_body_is_read_of_those_alone_whose_key_is_good(
    client_of: ClientOf, anonymous: httpx.AsyncClient
) -> None:
    large = {"terms": "x" * 100_000}
    refused = await anonymous.post("/api/agreements", json=large)
    assert (refused.status_code, refused.json()["params"]) == (413, {"limit_bytes": 64_000})
    wrong = await anonymous.post(
        "/api/agreements", json=large, headers={"Authorization": "Bearer sar_wrong"}
    )
    assert wrong.status_code == 413
    heard = await client_of("GRC", "negotiator").post("/api/agreements", json=large)
    assert heard.status_code == 422, "whose key nobody knew yet"


async def test_a_question_about_matches_counts_as_a_read() -> None:
    """One key writes one after the other; what it asks waits for none of that."""
    admission = Admission(40)
    admission.known.note(hash_of("key"), "TUN", "tun")
    question = asks("192.0.2.1", key="key", method="POST", path="/api/matches")
    write = asks("192.0.2.1", key="key", method="POST")
    async with (
        (await admission.admit(write)).turn,
        (await admission.admit(dict(question))).turn,
        asyncio.timeout(5),
        (await admission.admit(dict(question))).turn,
    ):
        pass


@pytest.mark.parametrize("connections", [3, 10, 25, 40, 100])
async def test_all_turns_together_find_a_connection_each(connections: int) -> None:
    admission = Admission(connections)
    begun, held = 0, asyncio.Event()

    async def hold(scope: Scope) -> None:
        nonlocal begun
        async with (await admission.admit(scope)).turn:
            begun += 1
            await held.wait()

    scopes = [asks(f"192.0.2.{n}") for n in range(60)]
    for n in range(120):
        admission.known.note(hash_of(f"key {n}"), f"party {n}", f"key {n}")
        method = "GET" if n % 3 else "POST"
        scopes.append(asks("198.51.100.1", key=f"key {n}", method=method))
    tasks = [asyncio.create_task(hold(scope)) for scope in scopes]
    for _ in range(3):
        await asyncio.sleep(0)
    assert 3 <= begun <= connections - connections // 10
    held.set()
    await asyncio.gather(*tasks)


async def test_a_lookup_that_finds_all_connections_taken_is_told_that_the_platform_is_busy(
    seeded: tuple[str, World],
) -> None:
    """The database answers all the while."""
    engine = create_async_engine(
        role_url(seeded[0], DatabaseRole.APP), pool_size=1, max_overflow=0, pool_timeout=0.05
    )
    app = FastAPI()
    app.state.sessions = make_sessions(engine)
    large = asks("192.0.2.1", key="not known yet", method="POST", path="/api/assets/import")
    large["headers"].append((b"content-length", b"900000"))
    async with app.state.sessions() as db:
        await db.connection()
        with pytest.raises(Busy) as told:
            await Admission(40).admit({**large, "app": app})
        assert (told.value.code, told.value.headers["Retry-After"]) == ("busy", "2")
    await engine.dispose()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("FATAL:  sorry, too many clients already", "busy"),
        ("could not receive data from server", "database_unavailable"),
    ],
)
async def test_a_lookup_tells_a_busy_database_from_one_that_does_not_answer(
    said: str, code: str
) -> None:
    app = FastAPI()

    def refusing() -> AbstractAsyncContextManager[AsyncSession]:
        raise OperationalError("SELECT 1", {}, psycopg.OperationalError(said))

    app.state.sessions = refusing
    large = asks("192.0.2.1", key="not known yet", method="POST", path="/api/assets/import")
    large["headers"].append((b"content-length", b"900000"))
    with pytest.raises(Unavailable) as told:
        await Admission(40).admit({**large, "app": app})
    assert told.value.code == code


async def test_a_large_body_of_a_stranger_counts_once(seeded: tuple[str, World], few: None) -> None:
    """Also where it comes with a key that is nobody's."""
    engine = create_async_engine(role_url(seeded[0], DatabaseRole.APP))
    app = FastAPI()
    app.state.sessions = make_sessions(engine)
    admission, told = Admission(40), Counter[str]()
    for n in range(8):
        large = asks("203.0.113.7", key=f"nobody's {n}", method="POST", path="/api/assets/import")
        large["headers"].append((b"content-length", b"900000"))
        small = asks("203.0.113.8", key=f"nobody's {n}")
        for kind, scope in (("large", large), ("small", small)):
            try:
                await admission.admit({**scope, "app": app})
            except SlowDown:
                continue
            told[kind] += 1
    await engine.dispose()
    assert told["large"] == told["small"] > 0


class Unread(httpx.AsyncByteStream):
    """A body that nobody is to read."""

    read = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self.read = True
        yield b"x" * 900_000


LENGTH = {"Content-Length": "900000", "Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/api/assets/import", "registrar"),
        ("/api/assets/01a20e00-0000-7000-8000-000000000001/fixes", "feed"),
        ("/api/agreements", "negotiator"),
    ],
)
async def test_a_large_body_is_not_read_of_whose_role_does_not_allow_it(
    client_of: ClientOf, path: str, may: str
) -> None:
    for role in ("observer", "coordinator"):
        client = client_of("GRC", role)
        for _ in range(2):  # not known yet, and known
            refused = await client.post(path, content=(body := Unread()), headers=LENGTH)
            assert not body.read
            assert (refused.status_code, refused.json()["code"]) == (403, "role_missing")
            assert refused.headers["content-security-policy"] == "default-src 'none'"
    heard = await client_of("GRC", may).post(path, content=b"x" * 100_000, headers=JSON)
    assert heard.status_code in (404, 422), heard.text


JSON = {"Content-Type": "application/json"}


async def test_a_large_body_counts_for_twenty_also_where_it_is_refused(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of("MLT", "observer")
    assert (await client.get("/api/me")).status_code == 200
    monkeypatch.setenv("SAR_REQUESTS_PER_MINUTE", "200")  # 50 at once
    settings.cache_clear()
    told = [
        (await client.post("/api/agreements", content=Unread(), headers=LENGTH)).status_code
        for _ in range(4)
    ]
    small = await client.get("/api/me")
    settings.cache_clear()
    assert told == [403, 403, 429, 429]
    assert small.status_code == 200, "one more is not too many"


async def test_every_large_body_has_the_act_that_it_is_sent_for() -> None:
    large = {route.pattern for route, size in bodies.SIZES.items() if size.octets > 64_000}
    split = {"/api/(assets|ships)/[^/]+/fixes": {"/api/assets/[^/]+/fixes"}}
    named = {one for route in large for one in split.get(route, {route})}
    assert named <= {route.pattern for route in large_bodies.ACTS}


async def test_nothing_large_is_read_of_a_key_that_was_revoked(
    client_of: ClientOf, db: AsyncSession
) -> None:
    client = client_of("TUN", "registrar")
    assert (await client.get("/api/me")).status_code == 200
    revoked = text("UPDATE api_key SET revoked_at = :now WHERE party_code = 'TUN'")
    await db.execute(revoked, {"now": clock.now()})
    await db.commit()
    refused = await client.post("/api/assets/import", content=(body := Unread()), headers=LENGTH)
    assert not body.read
    assert (refused.status_code, refused.json()["params"]) == (413, {"limit_bytes": 64_000})


async def test_a_key_is_forgotten_once_it_is_nobodys(
    client_of: ClientOf, db: AsyncSession, few: None
) -> None:
    client = client_of("TUN", "observer")
    assert (await client.get("/api/me")).status_code == 200
    revoked = text("UPDATE api_key SET revoked_at = :now WHERE party_code = 'TUN'")
    await db.execute(revoked, {"now": clock.now()})
    await db.commit()
    told = [(await client.get("/api/me")).status_code for _ in range(6)]
    assert told[0] == 401
    assert told[-1] == 429, "counted as a stranger from then on"


async def test_a_party_has_two_large_bodies_held_at_once() -> None:
    lanes = Lanes(replace(large_bodies.HELD, wait_s=0.01))
    key = Whose("BBB", "bbb", writes=True)
    async with lanes.turn(key), lanes.turn(replace(key, identity="another")):
        with pytest.raises(OwnLimitError):
            async with lanes.turn(replace(key, identity="a third")):
                pass
        async with lanes.turn(Whose("AAA", "quiet", writes=True)):
            pass
