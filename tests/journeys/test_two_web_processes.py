"""Two web processes and workers on one database, of which some are killed at work: the others are
fresh and complete, what was acknowledged is there once, and every job is done once."""

import asyncio
import itertools
import os
import signal
import time as time_
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from sar import limits
from tests.clients import Clients
from tests.conftest import ExerciseTime, NewWorld
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened
from tests.given.places import point
from tests.given.requests import asked, id_of, later, offered, post
from tests.journeys.jobs import jobs_by_state
from tests.law import OverHttp, Reader
from tests.running import WITHIN_S, Frame, Server, running, start_worker, working
from tests.world import START

pytestmark = pytest.mark.anyio

Ask = Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]

WRITERS = 6
OFFERS = 8
DUE = START + timedelta(minutes=21)


@pytest.fixture
def pair(new_world: NewWorld, request: pytest.FixtureRequest) -> Iterator[tuple[Server, Server]]:
    """Two web processes on one database; the first is there to be killed."""
    url, world = new_world(f"pair_{request.node.name[:20].replace('[', '_').replace(']', '_')}")
    with running(url, world) as first, running(url, world) as second:
        yield first, second


@asynccontextmanager
async def clients_of(*servers: Server) -> AsyncIterator[list[Clients]]:
    made = [Clients(server.client) for server in servers]
    try:
        yield made
    finally:
        for clients in made:
            await clients.close()


def kill(pid: int | None) -> None:
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


@contextmanager
def restarted(server: Server) -> Iterator[Server]:
    """Another process in its place, at an address of its own."""
    with running(server.database_url, server.world) as again:
        yield again


@dataclass
class Writing:
    """Log lines written without cease, each at the one process or the other; one that has no
    answer is sent to the other with its id."""

    case: str
    acknowledged: list[str] = field(default_factory=list)
    repeated: set[str] = field(default_factory=set)
    over: bool = False

    async def go_on(self, first: httpx.AsyncClient, second: httpx.AsyncClient) -> None:
        ways = itertools.cycle((first, second))
        while not self.over:
            id_ = id_of()
            line = {"id": id_, "text": f"Nothing seen: {id_}"}
            while True:
                try:
                    answer = await next(ways).post(f"/api/incidents/{self.case}/log", json=line)
                except httpx.TransportError:
                    self.repeated.add(id_)
                    continue
                assert answer.status_code == 201, answer.text
                self.acknowledged.append(answer.json()["id"])
                break


async def logged(client_of: Clients, case: str) -> Counter[str]:
    """The number of times that each line stands in the case's log."""
    found: Counter[str] = Counter()
    page: str | None = f"/api/incidents/{case}/log?limit=200"
    while page is not None:
        answer = (await client_of("ITA", "observer").get(page)).json()
        found.update(line["id"] for line in answer["items"])
        page = answer["next"]
    return found


@asynccontextmanager
async def watching(server: Server) -> AsyncIterator[list[Frame]]:
    """The entries that Italy's socket there is sent."""
    async with server.live("ITA") as feed:
        await feed.next("ready")
        seen: list[Frame] = []

        async def read() -> None:
            while True:
                seen.extend(await feed.entries(1, within_s=10 * WITHIN_S))

        reading = asyncio.create_task(read())
        try:
            yield seen
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)


async def until(true: Callable[[], bool]) -> None:
    """Wait for it; TimeoutError when it does not come."""
    deadline = time_.monotonic() + WITHIN_S
    while not true():
        if time_.monotonic() > deadline:
            raise TimeoutError
        await asyncio.sleep(0.05)


@pytest.mark.long
async def test_one_killed_web_process_loses_and_doubles_nothing(
    pair: tuple[Server, Server], time: ExerciseTime
) -> None:
    first, second = pair
    async with clients_of(first, second) as (at_first, at_second):
        case = await opened(at_first)
        reader = Reader("ITA", OverHttp(at_second))
        await reader.start()
        async with watching(second) as seen:
            writing = Writing(case["id"])
            officers = [clients("ITA", "watch_officer") for clients in (at_first, at_second)]
            writers = [asyncio.create_task(writing.go_on(*officers)) for _ in range(WRITERS)]
            await until(lambda: len(writing.acknowledged) >= 40)
            kill(first.process.pid)
            before = len(writing.acknowledged)
            await until(lambda: len(writing.acknowledged) >= before + 60)
            writing.over = True
            await asyncio.gather(*writers)
            await registered(at_second, "ITA", helicopter(name="Nemo 12"))
            written = Counter(writing.acknowledged)
            assert set(written.values()) == {1}
            assert writing.repeated, "the killed one was at work"
            assert await logged(at_second, case["id"]) == written
            await reader.check()
            with restarted(first) as again:
                async with clients_of(again) as (at_again,):
                    assert await logged(at_again, case["id"]) == written
                    await reader.check(OverHttp(at_again))
                    assert await matched(at_again) == ["Nemo 12"]
            await until(lambda: bool(seen) and seen[-1]["number"] >= reader.number)
    numbers = [entry["number"] for entry in seen]
    assert numbers == list(range(numbers[0], reader.number + 1)), "each once, in order"
    said = Counter(entry["facts"]["text"] for entry in seen if entry["type"] == "LogWritten")
    assert said == Counter(f"Nothing seen: {id_}" for id_ in written)


async def matched(client_of: Clients) -> list[str]:
    """The names that a question of Italy's off Lampedusa finds."""
    body = {
        "place": point(12.7, 34.3),
        "situation": "maritime",
        "need": {"what": "Take people off", "unit": "persons", "quantity": 5},
    }
    async with asyncio.timeout(WITHIN_S):
        while True:
            answer = await client_of("ITA", "watch_officer").post("/api/matches", json=body)
            if answer.status_code == 200:
                return [one["name"] for one in answer.json()["items"]]
            assert answer.json()["code"] in ("fleet_behind", "matches_busy"), answer.text
            await asyncio.sleep(0.2)


@pytest.mark.long
async def test_one_write_sent_to_both_at_once_is_done_once(
    pair: tuple[Server, Server], time: ExerciseTime
) -> None:
    async with clients_of(*pair) as (at_first, at_second):
        case = await opened(at_first)
        both = (at_first("ITA", "watch_officer"), at_second("ITA", "watch_officer"))
        lines = [{"id": id_of(), "text": "Nothing seen."} for _ in range(10)]
        answers = await asyncio.gather(
            *(
                http.post(f"/api/incidents/{case['id']}/log", json=line)
                for line in lines
                for http in both
            )
        )
        assert {answer.status_code for answer in answers} == {201}
        for one, other in zip(answers[::2], answers[1::2], strict=True):
            assert one.json() == other.json()
        assert await logged(at_second, case["id"]) == Counter(line["id"] for line in lines)

        asset = await registered(at_first, "MLT", helicopter())
        offers = [
            await offered(at_first, "MLT", f"incidents/{case['id']}", asset["id"])
            for _ in range(10)
        ]
        accepts = await asyncio.gather(
            *(
                post((at_first, at_second)[n % 2], "ITA", f"offers/{one['id']}/accept")
                for n, one in enumerate(offers)
            )
        )
        assert Counter(answer.status_code for answer in accepts) == {200: 1, 409: 9}


async def test_jobs_are_done_once_and_alarms_ring_when_one_worker_and_one_web_process_are_killed(
    pair: tuple[Server, Server], time: ExerciseTime
) -> None:
    """The jobs due after the kill. A job that a killed worker had begun is another test's, which
    waits until that counts as dead."""
    first, second = pair
    dead = start_worker(second)
    with working(second):
        async with clients_of(first, second) as (at_first, at_second):
            offers = (await due_soon(first, at_first))[1]
            dead.kill()
            dead.wait(60)
            kill(first.process.pid)
            await second.set_clock(at=DUE, paused=False)
            assert await told_in_time(at_second, second) == EACH_ONCE
            await asyncio.sleep(1)
            assert await told(at_second) == EACH_ONCE
            assert await states(at_second, offers) == {"expired"}


@pytest.mark.long
@pytest.mark.parametrize("round_", range(3))
async def test_what_killed_workers_had_begun_is_told_once_round_after_round(
    pair: tuple[Server, Server], time: ExerciseTime, round_: int
) -> None:
    """Two workers with jobs under way, of which one is killed and started again; and a web process
    meanwhile."""
    first, second = pair
    workers = [start_worker(second), start_worker(second)]
    async with clients_of(first, second) as (at_first, at_second):
        case, offers = await due_soon(first, at_first)
        async with second.db() as db:
            await db.execute(
                text("SELECT id FROM incident WHERE id = :id FOR UPDATE"), {"id": case["id"]}
            )
            await second.set_clock(at=DUE, paused=False)
            for _ in range(600):
                if (await jobs_by_state(second, due_alone=True)).get("doing", 0) > round_:
                    break
                await asyncio.sleep(0.1)
            else:
                raise AssertionError("the workers began too little")
            workers[round_ % 2].kill()
            kill(first.process.pid)
        workers.append(start_worker(second))
        try:
            assert await told_in_time(at_second, second) == EACH_ONCE
            await asyncio.sleep(5)
            assert await told(at_second) == EACH_ONCE
            assert await states(at_second, offers) == {"expired"}
        finally:
            for worker in workers:
                worker.kill()
                worker.wait(60)


PER_MINUTE = 60
AT_ONCE = PER_MINUTE // 4
WRONG_PER_MINUTE = 6
METRICS = "read the metrics"


@pytest.fixture
def counting(new_world: NewWorld) -> Iterator[tuple[Server, Server]]:
    """Two web processes that bound what is asked of them; the first is there to be killed."""
    url, world = new_world("counting")
    bounds = {
        "SAR_REQUESTS_PER_MINUTE": str(PER_MINUTE),
        "SAR_FAILED_SIGN_INS_PER_LOGIN": str(WRONG_PER_MINUTE),
        "SAR_METRICS_TOKEN": METRICS,
    }
    with running(url, world, **bounds) as first, running(url, world, **bounds) as second:
        yield first, second


async def until_heard(http: httpx.AsyncClient, seconds: float) -> None:
    """Wait until this process has heard what others have counted, as the time that it takes at its
    pace."""
    key = {"Authorization": f"Bearer {METRICS}"}
    async with asyncio.timeout(WITHIN_S):
        while True:
            told = (await http.get("/metrics", headers=key)).text.splitlines()
            (line,) = (one for one in told if one.startswith("sar_counted_elsewhere_seconds_total"))
            if float(line.split()[1]) >= seconds:
                return
            await asyncio.sleep(0.2)


async def until_slowed(http: httpx.AsyncClient, ask: Ask, otherwise: int) -> int:
    """Ask over and over; the number of answers before the first that says to slow down."""
    for taken in itertools.count():
        answer = await ask(http)
        if answer.status_code == 429:
            assert answer.json()["code"] == "too_many_requests"
            return taken
        assert answer.status_code == otherwise, answer.text
    raise AssertionError


async def ask_who_i_am(http: httpx.AsyncClient) -> httpx.Response:
    return await http.get("/api/me")


def guess(login: str) -> Ask:
    """A wrong password for it."""
    body = {"login": login, "password": "a wrong password, long"}
    return lambda http: http.post("/api/session", json=body)


@pytest.mark.parametrize(
    ("ask", "other", "otherwise", "per_minute", "at_once", "counted"),
    [
        pytest.param(
            ask_who_i_am,
            ask_who_i_am,
            200,
            PER_MINUTE,
            AT_ONCE,
            1 + 1 / limits.OF_PARTY,
            id="key",
            marks=pytest.mark.long,
        ),
        pytest.param(
            guess("ITA/one"),
            guess("ITA/two"),
            401,
            WRONG_PER_MINUTE,
            WRONG_PER_MINUTE,
            1 + WRONG_PER_MINUTE / 60,
            id="sign-ins",
        ),
    ],
)
async def test_two_allow_no_more_than_one_and_one_alone_the_whole(
    counting: tuple[Server, Server],
    ask: Ask,
    other: Ask,
    otherwise: int,
    per_minute: int,
    at_once: int,
    counted: float,
) -> None:
    """`counted`: one, and its part of the party's or the address's rate."""
    first, second = counting
    pace_s = 60 / per_minute
    async with first.client("ITA", "observer") as at_first:
        began = time_.monotonic()
        taken = await until_slowed(at_first, ask, otherwise)
    assert taken >= at_once
    async with second.client("ITA", "observer") as at_second:
        await until_heard(at_second, taken * counted * pace_s - 0.1)
        taken += await until_slowed(at_second, ask, otherwise)
        assert taken <= at_once + (time_.monotonic() - began) / pace_s + 1
    kill(first.process.pid)
    async with second.client("ITA", "watch_officer") as another:
        assert await until_slowed(another, other, otherwise) >= at_once


EACH_ONCE = Counter(OfferExpired=OFFERS, AcknowledgementOverdue=1)


async def due_soon(server: Server, client_of: Clients) -> tuple[dict[str, Any], list[str]]:
    """A case with offers of Malta's that expire together, and a request that Tunis is silent
    about."""
    case = await opened(client_of)
    asset = await registered(client_of, "MLT", helicopter())
    sent = await asked(client_of, server.world, "MLT", "TUN", incident=case)
    until = later(minutes=20)
    made = [
        await offered(client_of, "MLT", f"requests/{sent['id']}", asset["id"], valid_until=until)
        for _ in range(OFFERS)
    ]
    return case, [offer["id"] for offer in made]


async def told(client_of: Clients) -> Counter[str]:
    """The number of times Italy has read what was due."""
    answer = await client_of("ITA", "observer").get("/api/record", params={"limit": 500})
    return Counter(one["type"] for one in answer.json()["entries"] if one["type"] in EACH_ONCE)


async def told_in_time(client_of: Clients, server: Server) -> Counter[str]:
    """The same, once all is told and no job is left."""
    async with asyncio.timeout(2 * WITHIN_S):
        while True:
            found = await told(client_of)
            if found >= EACH_ONCE and not await jobs_by_state(server, due_alone=True):
                return found
            await asyncio.sleep(0.2)


async def states(client_of: Clients, offers: list[str]) -> set[str]:
    """The states of these offers wherever Italy reads them."""
    client = client_of("ITA", "observer")
    singles = [(await client.get(f"/api/offers/{offer}")).json() for offer in offers]
    pictured = (await client.get("/api/snapshot")).json()["offer"]
    return {one["state"] for one in [*singles, *pictured] if one["id"] in offers}
