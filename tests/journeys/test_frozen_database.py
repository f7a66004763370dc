"""A database that stands still: everybody is told soon, nobody hangs, and all goes on after."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import psycopg
import pytest
from uuid_utils.compat import uuid7
from websockets.exceptions import InvalidStatus

from sar.app import ANSWER_S
from tests.freezing import frozen
from tests.journeys.conftest import own_checkout, serving_from
from tests.running import WITHIN_S, Live, Server

pytestmark = pytest.mark.anyio

STATEMENT_S: Final = 1.0
ADMISSION_S: Final = 15.0
"""A turn may be waited for as long."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """The checkout of the server's own cluster."""
    with own_checkout() as made:
        yield made


@pytest.fixture(scope="module")
def hasty(folder: Path) -> Iterator[Server]:
    """A server on that cluster, with short limits."""
    limits = {"SAR_STATEMENT_S": str(STATEMENT_S), "SAR_METRICS_TOKEN": "count"}
    with serving_from(folder, **limits) as server:
        yield server


@pytest.mark.long
async def test_an_ordinary_request_is_answered_soon_while_the_database_stands_still(
    hasty: Server, folder: Path
) -> None:
    """And the next one, of the same client, once it goes on."""
    async with hasty.client("ITA", "observer") as observer:

        async def is_answered() -> bool:
            return (await observer.get("/api/me")).status_code == 200

        async def is_away() -> bool:
            return (await observer.get("/readyz")).status_code == 503

        await until(is_answered)
        with frozen(folder):
            async with asyncio.timeout(WITHIN_S):
                read, _ = await asyncio.gather(observer.get("/api/me"), until(is_away))
        assert read.status_code == 503
        assert read.json()["code"] in ("database_unavailable", "took_too_long")
        assert "retry-after" in read.headers
        await until(is_answered)


@pytest.mark.long
async def test_every_request_is_answered_while_the_database_stands_still(
    hasty: Server, folder: Path
) -> None:
    made = a_key(hasty)
    async with (
        hasty.client("ITA", "admin") as admin,
        hasty.client("ITA", "observer") as observer,
        httpx.AsyncClient(base_url=hasty.base_url, timeout=60) as stranger,
        hasty.live("ITA") as feed,
    ):

        async def is_live() -> bool:
            said: str = (await stranger.get("/healthz")).json()["live_feed"]
            return said == "live"

        async def is_away() -> bool:
            return not await is_live()

        async def is_made() -> bool:
            return (await admin.post("/api/keys", json=made)).status_code == 201

        async def is_told() -> bool:
            frame = await feed.next()
            return any(entry["type"] == "KeyCreated" for entry in frame.get("entries", []))

        await settled(feed)
        for http in (admin, observer):
            assert (await http.get("/api/me")).status_code == 200
        with frozen(folder):
            asked: dict[str, Awaitable[Any]] = {
                "read": observer.get("/api/me"),
                "snapshot": observer.get("/api/snapshot"),
                "write": admin.post("/api/keys", json=made),
                "sign-in": stranger.post("/api/session", json={"login": "x", "password": "y"}),
                "large": stranger.post(
                    "/api/assets/import",
                    content=b"name",
                    headers={"Authorization": "Bearer sar_x", "Content-Type": "text/csv"},
                ),
                "socket": refused(hasty),
            }
            started = time.monotonic()
            async with asyncio.timeout(WITHIN_S):
                answers = dict(zip(asked, await asyncio.gather(*asked.values()), strict=True))
            took_s = time.monotonic() - started
            await until(is_away)
            measures = await stranger.get("/metrics", headers={"Authorization": "Bearer count"})
        assert "sar_live_feed_up 0.0" in measures.text
        assert took_s < ADMISSION_S + STATEMENT_S + ANSWER_S
        told = {
            name: (one.status_code, "retry-after" in one.headers) for name, one in answers.items()
        }
        assert set(told.values()) == {(503, True)}, told
        await until(is_made)
        await until(is_live)
        await until(is_told)  # by the same socket
        assert await kept(admin, made) == 1


@pytest.mark.long
async def test_connections_that_say_nothing_any_more_are_replaced_by_themselves(
    hasty: Server,
) -> None:
    """A network may swallow them so: the database serves whoever comes anew."""
    made = a_key(hasty)
    async with (
        hasty.client("ITA", "admin") as admin,
        httpx.AsyncClient(base_url=hasty.base_url, timeout=60) as stranger,
        hasty.live("ITA") as feed,
    ):

        async def is_live() -> bool:
            said: str = (await stranger.get("/healthz")).json()["live_feed"]
            return said == "live"

        async def is_made() -> bool:
            return (await admin.post("/api/keys", json=made)).status_code == 201

        async def is_told() -> bool:
            frame = await feed.next()
            return made["id"] in str(frame.get("entries", []))

        await settled(feed)
        with connection(hasty) as db:
            pids = [
                pid
                for (pid,) in db.execute(
                    "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                    " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
                    " AND state = 'idle'"
                )
            ]
        assert len(pids) > 2
        try:
            for pid in pids:
                os.kill(pid, signal.SIGSTOP)
            await until(is_made)
            await until(is_told)
            await until(is_live)
        finally:
            for pid in pids:
                os.kill(pid, signal.SIGCONT)


async def test_a_write_whose_commit_is_not_heard_of_says_that_it_may_be_done(
    hasty: Server,
) -> None:
    """And it is done once, however often it is sent."""
    made = a_key(hasty)
    with connection(hasty, "-c role=sar_owner") as db:
        db.execute(
            "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END $$"
        )
        db.execute(
            "CREATE CONSTRAINT TRIGGER dawdling AFTER INSERT ON api_key"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dawdle()"
        )
        try:
            async with hasty.client("ITA", "admin") as admin:
                writing = asyncio.create_task(admin.post("/api/keys", json=made))
                pid = await committing(hasty)
                os.kill(pid, signal.SIGSTOP)
                try:
                    async with asyncio.timeout(WITHIN_S):
                        told = await writing
                finally:
                    os.kill(pid, signal.SIGCONT)
                assert (told.status_code, told.json()["code"]) == (503, "database_unavailable")
                assert "may have been done" in told.json()["detail"]
                assert "retry-after" in told.headers
                again = await admin.post("/api/keys", json=made)
                assert again.status_code == 201
                assert await kept(admin, made) == 1
        finally:
            db.execute("DROP FUNCTION dawdle CASCADE")


def a_key(server: Server) -> dict[str, Any]:
    """The body of a key of Italy's."""
    centre = str(server.world.centres["ITA"])
    return {"id": str(uuid7()), "label": "x", "roles": ["observer"], "centre_id": centre}


async def kept(admin: httpx.AsyncClient, made: dict[str, Any]) -> int:
    """The number of keys with that id."""
    return [one["id"] for one in (await admin.get("/api/keys")).json()].count(made["id"])


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait for it; TimeoutError where it does not come."""
    for _ in range(round(WITHIN_S / 0.05)):
        if await true():
            return
        await asyncio.sleep(0.05)
    raise TimeoutError(true.__name__)


async def settled(feed: Live) -> None:
    """Wait until its start is behind it: a socket that only begins is told to come again."""
    for _ in range(2):
        await feed.next("heartbeat")


async def refused(server: Server) -> Any:
    """The answer to a handshake that is refused."""
    with pytest.raises(InvalidStatus) as refusal:
        await server.connect("ITA", "observer")
    return refusal.value.response


def connection(server: Server, options: str = "") -> psycopg.Connection:
    """A connection of the test's own."""
    place = server.database_url.replace("+psycopg", "")
    return psycopg.connect(place, autocommit=True, options=options)


async def committing(server: Server) -> int:
    """The process that commits, as soon as there is one."""
    with connection(server) as db:
        for _ in range(2_000):
            found = db.execute(
                "SELECT pid FROM pg_stat_activity WHERE query = 'COMMIT' AND state = 'active'"
            ).fetchone()
            if found:
                return int(found[0])
            await asyncio.sleep(0.005)
    raise TimeoutError("nobody commits")
