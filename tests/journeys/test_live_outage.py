"""The database goes away under load and comes back: nothing lies meanwhile, all goes on after."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from uuid_utils.compat import uuid7

from sar.localdb import cluster as localdb
from tests.running import WITHIN_S, Frame, Server

pytestmark = pytest.mark.anyio

CLIENTS = 8
SOCKETS = 3


@dataclass
class Load:
    """The results of requests that never cease."""

    answers: list[tuple[float, int]] = field(default_factory=list)
    """Every answer's status, with when it was asked for."""
    made: set[str] = field(default_factory=set)
    """The ids of which a 201 said that they are kept."""
    without_retry_after: int = 0
    slowest_s: float = 0.0
    ended: bool = False

    async def make_keys(self, http: httpx.AsyncClient, centre: str) -> None:
        """Write over and over; each 201 is a promise."""
        while not self.ended:
            id_ = str(uuid7())
            body = {"id": id_, "label": "x", "centre_id": centre, "roles": ["observer"]}
            started = time.monotonic()
            answer = await http.post("/api/keys", json=body)
            self.slowest_s = max(self.slowest_s, time.monotonic() - started)
            self.answers.append((started, answer.status_code))
            if answer.status_code == 201:
                self.made.add(id_)
            elif answer.status_code == 503:
                self.without_retry_after += "retry-after" not in answer.headers
                await asyncio.sleep(0.1)
            else:
                raise AssertionError(answer.text)

    def asked_since(self, at_s: float) -> list[int]:
        """The answers to what was asked later: one asked before may have been committed."""
        return [status for started, status in self.answers if started >= at_s]


@pytest.mark.parametrize(
    "outage_s", [2.0, pytest.param(10.0, marks=pytest.mark.long)], ids=["short", "ten-seconds"]
)
async def test_the_database_stops_under_load_and_all_recovers_by_itself(
    fragile: Server, checkout: Path, outage_s: float
) -> None:
    load, heard = Load(), [list[Frame]() for _ in range(SOCKETS)]

    async def listen(frames: list[Frame]) -> None:
        async with fragile.live("ITA") as feed:
            while True:
                frames.append(await feed.next(within_s=60))

    async with fragile.client("ITA", "admin") as http:
        listeners = [asyncio.create_task(listen(frames)) for frames in heard]
        await _until(lambda: all(heard))
        centre = str(fragile.world.centres["ITA"])
        clients = [asyncio.create_task(load.make_keys(http, centre)) for _ in range(CLIENTS)]
        await _until(lambda: len(load.made) > CLIENTS)
        await asyncio.to_thread(localdb.stop, checkout)
        stopped_s, before = time.monotonic(), [len(frames) for frames in heard]
        await asyncio.sleep(outage_s)
        await _until(lambda: load.asked_since(stopped_s) != [])
        away = load.asked_since(stopped_s)
        assert (await http.get("/readyz")).status_code == 503
        assert (await http.get("/healthz")).status_code == 200
        await asyncio.to_thread(localdb.start, checkout)
        back_at_s = time.monotonic()
        while 201 not in load.asked_since(back_at_s):
            assert time.monotonic() - back_at_s < WITHIN_S, "no write went through again"
            await asyncio.sleep(0.05)
        await _until(lambda: load.asked_since(back_at_s).count(201) > CLIENTS)
        load.ended = True
        await asyncio.gather(*clients)
        kept = {key["id"] for key in (await http.get("/api/keys")).json()}
        record = (await http.get("/api/record", params={"limit": 500})).json()
        await _until(lambda: all(len(_numbers(said)) >= record["number"] for said in heard))
        # A heartbeat follows what waits to be sent.
        await _until(lambda: all(_beats(said[n:]) for said, n in zip(heard, before, strict=True)))
    for listener in listeners:
        listener.cancel()
    await asyncio.gather(*listeners, return_exceptions=True)

    assert set(away) == {503}
    assert load.without_retry_after == 0
    assert load.slowest_s < WITHIN_S / 2, "a question waits for what is away"
    assert load.made <= kept, "an answer said 201 for what was not kept"
    for frames, n in zip(heard, before, strict=True):
        assert _numbers(frames) == list(range(1, record["number"] + 1))
        assert [f["type"] for f in frames].count("resync") == 0
        assert _beats(frames[n:]), "it must say that it is live again"


async def _until(true: Callable[[], bool]) -> None:
    """Wait for it a while; whether it came is for the test to say."""
    for _ in range(round(WITHIN_S / 0.05)):
        if true():
            return
        await asyncio.sleep(0.05)


def _numbers(frames: list[Frame]) -> list[int]:
    return [entry["number"] for frame in frames for entry in frame.get("entries", [])]


def _beats(frames: list[Frame]) -> bool:
    return any(frame["type"] == "heartbeat" for frame in frames)
