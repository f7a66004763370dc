"""A quiet State's officer works while others make noise, and while what serves him is killed or
frozen: every answer is true, a refusal says what holds, and the alarms ring.

The long form holds him to his usual pace as well: by the ratio of p95 beside the noise to that
without, of the same run, measured once more where it misses.
"""

import asyncio
import os
import statistics
import time as time_
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from sqlalchemy import text

from sar.localdb import cluster as localdb
from sar.requests.asking.quota import AWAITING_AT_MOST
from tests import noise
from tests.clients import Clients
from tests.conftest import ExerciseTime, NewWorld
from tests.freezing import frozen
from tests.freezing import kill as kill_database
from tests.given.agreements import agreement, concluded, concluded_as_many, term
from tests.given.assets import boat, helicopter, registered
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.given.noisy_keys import noisy_keys
from tests.given.places import point
from tests.given.requests import asked, id_of, offer, offered, ship_of_opportunity
from tests.law import OverHttp, Reader
from tests.noise import NOISES, NoisyKeys
from tests.passwords import QUICK_PASSWORDS
from tests.running import WITHIN_S, Server, running, start_worker, working
from tests.world import START

pytestmark = pytest.mark.anyio

Json = dict[str, Any]

BUSY = frozenset({(503, "busy"), (503, "fleet_behind"), (503, "matches_busy")})
"""The platform is at work for others, and says so."""
AWAY = BUSY | {(503, "database_unavailable")}

STRANGERS = 60
"""Requests of strangers from one address that a minute takes here: soon reached."""
PAGES = 600
"""Requests for screens from one address that a minute takes here."""
LIMITS = {
    "SAR_REQUESTS_PER_MINUTE": "1200",
    "SAR_STRANGER_REQUESTS_PER_MINUTE": str(STRANGERS),
    "SAR_PAGE_REQUESTS_PER_MINUTE": str(PAGES),
    QUICK_PASSWORDS: "",  # a sign-in makes as much noise as in service
}
TOLD_429 = {
    "anonymous_bodies": STRANGERS + 10,
    "held_connections": 150,
    "questions": 80,
    "unfit_questions": 80,
    "ship_fixes": 200,
    "drafts": 60,
    "snapshot": 200,
    "imports": 30,
    "wrong_sign_ins": 30,
    "right_sign_ins": 50,
    "openapi": STRANGERS + 10,
    "bad_bearers": STRANGERS + 10,
    "long_addresses": PAGES + 10,
    "lists": 200,
    "record": 200,
    "signed_in_bodies": 200,
    "accepts": 200,
    "requests": 60,
    "doubts": 60,
}
"""Every noise is told to slow down, once it has asked so often: more of each come at once than have
room in line, or than a minute takes, whatever the machine."""


@dataclass
class Officer:
    """The watch of a quiet State: holds every answer against what was written, and repeats what
    was refused for the moment, as clients do."""

    clients: Clients
    case: Json
    unit: Json
    ship: Json
    may_hear: frozenset[tuple[int, str]] = BUSY
    took_s: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)
    accepted: int = 0
    readiness: str = "available"
    elsewhere: Clients | None = None
    """At another process, to which he turns when his own does not answer any more."""

    async def work(self) -> None:
        """One round: reads, a log line, a question, a partner's offer, an accept, readiness."""
        assert (await self._get("me"))["party"] == "ITA"
        line = {"id": id_of(), "text": f"Round {len(self.lines)}: nothing seen."}
        written = await self._post(f"incidents/{self.case['id']}/log", line)
        assert (written["id"], written["text"]) == (line["id"], line["text"])
        self.lines.append(line["id"])
        await self._ask()
        await self._see_ship()
        await self._accept()
        await self._set_readiness()

    async def _ask(self) -> None:
        question = {
            "place": point(*IN_MALTAS_REGION),
            "situation": "maritime",
            "need": {"what": "Take people off", "unit": "persons", "quantity": 5},
        }
        found = await self._post("matches", question, role="watch_officer")
        named = {one["name"] for one in found["items"]}
        assert self.unit["name"] in named
        assert not any(name.startswith("Noise") for name in named)

    async def _see_ship(self) -> None:
        """She is where his State says: nobody else moves her."""
        seen = await self._get(f"ships/{self.ship['id']}", role="watch_officer")
        assert seen["position"]["point"] == self.ship["position"]["point"]

    async def _accept(self) -> None:
        unit = helicopter(name=f"Partner {self.accepted}")
        await self._post("assets", unit, party="MLT", role="registrar")
        made = offer(unit["id"])
        await self._post(f"incidents/{self.case['id']}/offers", made, party="MLT")
        accepted = await self._post(f"offers/{made['id']}/accept", {})
        assert accepted["state"] == "accepted"
        kept = await self._get(f"offers/{made['id']}", role="coordinator")
        assert kept["state"] == "accepted"
        self.accepted += 1

    async def _set_readiness(self) -> None:
        self.readiness = "limited" if self.readiness == "available" else "available"
        path = f"assets/{self.unit['id']}"
        said = {"readiness": self.readiness, "reason": "crew"}
        await self._post(f"{path}/readiness", said, role="registrar")
        assert (await self._get(path, role="registrar"))["readiness"] == self.readiness

    async def check(self) -> None:
        """All that was acknowledged stands there, once."""
        page: str | None = f"incidents/{self.case['id']}/log?limit=200"
        found: Counter[str] = Counter()
        while page is not None:
            log = await self._get(page)
            found.update(line["id"] for line in log["items"])
            page = log["next"] and log["next"].removeprefix("/api/")
        assert found == Counter(self.lines)
        deployments = (await self._get("deployments?limit=200"))["items"]
        assert len(deployments) == self.accepted
        asked = (await self._get("snapshot"))["request"]
        assert sum(one["party"] == "TUN" for one in asked) <= AWAITING_AT_MOST

    async def _get(self, path: str, *, role: str = "observer") -> Json:
        return await self._send("GET", path, None, "ITA", role)

    async def _post(
        self, path: str, body: Json, *, party: str = "ITA", role: str = "coordinator"
    ) -> Json:
        return await self._send("POST", path, body, party, role)

    async def _send(self, method: str, path: str, body: Json | None, party: str, role: str) -> Json:
        key = {"Idempotency-Key": id_of()} if body is not None else {}
        deadline = time_.monotonic() + WITHIN_S
        started = time_.perf_counter()
        while time_.monotonic() < deadline:
            try:
                answer = await self.clients(party, role).request(
                    method, f"/api/{path}", json=body, headers=key
                )
            except httpx.TransportError:
                if self.elsewhere is None:
                    raise
                self.clients, self.elsewhere = self.elsewhere, None
                continue
            found: Json = answer.json()
            if answer.is_success:
                self.took_s.append(time_.perf_counter() - started)
                return found
            assert (answer.status_code, found["code"]) in self.may_hear, answer.text
            assert int(answer.headers["retry-after"]) > 0
            self.refused[found["code"]] += 1
            await asyncio.sleep(0.2)
        raise TimeoutError(path)


@asynccontextmanager
async def on_duty(
    server: Server, *, reading: Clients | None = None, **fields: Any
) -> AsyncIterator[Officer]:
    """Italy's officer, with a case, a unit, a ship and an agreement with Malta; the law of the
    record holds at the end, as it is read there or by `reading`."""
    async with clients_of(server) as clients:
        sharing = term(visibility="position", may_request=True)
        await concluded(clients, agreement(sharing, reference="QUIET"))
        case = await opened(clients)
        unit = await registered(clients, "ITA", helicopter(name="Nemo 11"))
        for party in ("ITA", "TUN"):  # so that a question at a new place needs a field of the sea
            await registered(clients, party, boat())
        ship = await ship_of_opportunity(clients, name="MV Quiet", at=START.isoformat())
        reader = Reader("ITA", OverHttp(reading or clients))
        await reader.start()
        officer = Officer(clients, case, unit, ship, **fields)
        await officer.work()  # what is known after the first time
        yield officer
        await officer.check()
        await reader.check()


@asynccontextmanager
async def clients_of(server: Server) -> AsyncIterator[Clients]:
    clients = Clients(server.client)
    try:
        yield clients
    finally:
        await clients.close()


@pytest.fixture
def serving(new_world: NewWorld, time: ExerciseTime) -> Iterator[Server]:
    """A server of the test's own, which bounds requests."""
    url, world = new_world("hostile")
    with running(url, world, **LIMITS) as server:
        yield server


async def noisy(server: Server, ship: Json, *, rows: int) -> NoisyKeys:
    async with clients_of(server) as clients:
        return await noisy_keys(clients, server.world, ship=ship["id"], rows=rows)


SHORT = "questions"
"""The dearest that a State may ask; the long run alone makes the other noises. Bodies of strangers
are held in short by the tests of admission."""


@pytest.mark.parametrize(
    ("name", "rounds"),
    [
        pytest.param(name, rounds, id=f"{name}-{length}", marks=marks)
        for name in NOISES
        for length, rounds, marks in (
            ("short", 1, [] if name == SHORT else [pytest.mark.long]),
            ("long", 30, [pytest.mark.long]),
        )
    ],
)
async def test_noise_changes_no_answer_of_a_quiet_state(
    serving: Server, name: str, rounds: int
) -> None:
    async with on_duty(serving) as officer:
        keys = await noisy(serving, officer.ship, rows=10_001 if rounds > 1 else 3_500)
        async for pace in paces(name, officer, rounds):
            with noise.made(serving.base_url, keys, name, at_least=TOLD_429[name]) as told:
                await pace.beside()
            await pace.alone()
            pace.report(told)
            told.check(name)
            assert 429 in told.answers, told


@pytest.mark.long
@pytest.mark.parametrize("name", ["questions", "lists", "held_connections"])
async def test_noise_at_both_web_processes_changes_no_answer_of_a_quiet_state(
    serving: Server, name: str
) -> None:
    """Turns, rooms and heavy work are each process's own; the processors are shared."""
    with running(serving.database_url, serving.world, **LIMITS) as other:
        async with on_duty(serving) as officer:
            keys = await noisy(serving, officer.ship, rows=10_001)
            async for pace in paces(f"{name} at both", officer, 30):
                with (
                    noise.made(serving.base_url, keys, name, at_least=TOLD_429[name]) as here,
                    noise.made(other.base_url, keys, name, at_least=TOLD_429[name]) as there,
                ):
                    await pace.beside()
                await pace.alone()
                pace.report(f"{here}; at the other {there}")
                for told in (here, there):
                    told.check(name)
                    assert 429 in told.answers, told


@pytest.mark.long
@pytest.mark.parametrize(
    ("rounds", "terms", "answers"),
    [
        pytest.param(1, 20, Counter(signed=3), id="short"),
        pytest.param(
            30,
            200,
            Counter(signed=5, too_many_terms=2, too_much_proposed=17),
            id="long",
            marks=pytest.mark.long,
        ),
    ],
)
async def test_agreements_of_others_change_no_answer_of_a_quiet_state(
    serving: Server, rounds: int, terms: int, answers: Counter[str]
) -> None:
    """In short beneath the number of terms at which no more are signed; in long to where no more
    are proposed."""
    many = answers.total()
    async with on_duty(serving) as officer, clients_of(serving) as others:
        pace = Pace("terms", officer, rounds)
        await pace.alone()
        signing = asyncio.create_task(
            concluded_as_many(others, ("TUN", "GRC"), agreements=many, terms=terms)
        )
        while not signing.done():
            await officer.work()
        assert signing.result() == answers
        await pace.beside_what_does_not_end(answers)


@pytest.mark.long
@pytest.mark.parametrize("rounds", [1, 30], ids=["short", "long"])
async def test_a_killed_worker_changes_no_answer_and_the_alarms_ring(
    serving: Server, rounds: int
) -> None:
    """The officer works while the worker is killed with offers due, and started again."""
    async with on_duty(serving) as officer:
        await due_soon(officer, serving)
        await serving.set_clock(at=DUE, paused=False)
        async for pace in paces("killed worker", officer, rounds):
            dead = start_worker(serving)
            await officer.work()
            dead.kill()
            dead.wait(60)
            with working(serving):
                await pace.beside()
                await alarms_ring(officer)
                await pace.alone()
            pace.report("kill -9")


@pytest.mark.long
@pytest.mark.parametrize("rounds", [1, 30], ids=["short", "long"])
async def test_a_killed_web_process_changes_no_answer_and_the_alarms_ring(
    serving: Server, rounds: int
) -> None:
    """The officer turns to another process when his own is killed."""
    with running(serving.database_url, serving.world, **LIMITS) as other, working(other):
        async with clients_of(other) as elsewhere, on_duty(serving, reading=elsewhere) as officer:
            await due_soon(officer, serving)
            pace = Pace("killed web process", officer, rounds)
            await pace.alone()
            officer.elsewhere = elsewhere
            serving.process.kill()
            await officer.work()
            assert officer.clients is elsewhere
            await pace.beside_what_does_not_end("kill -9")
            await other.set_clock(at=DUE, paused=False)
            await alarms_ring(officer)


@pytest.mark.long
@pytest.mark.parametrize("frozen_s", [3.0, 25.0], ids=["short", "long"])
async def test_a_frozen_database_is_told_as_away_and_the_alarms_ring_after(
    fragile: Server, checkout: Path, frozen_s: float
) -> None:
    with working(fragile):
        async with on_duty(fragile, may_hear=AWAY) as officer:
            await due_soon(officer, fragile)
            with frozen(checkout):
                working_on = asyncio.create_task(officer.work())
                await asyncio.sleep(frozen_s)
                assert (await officer.clients("ITA", "observer").get("/readyz")).status_code == 503
                assert not working_on.done()
            await working_on
            await fragile.set_clock(at=DUE, paused=False)
            await alarms_ring(officer)
    assert officer.refused.keys() <= {code for _, code in AWAY}


@pytest.mark.long
async def test_a_killed_database_is_told_as_away_and_the_alarms_ring_after(
    fragile: Server, checkout: Path
) -> None:
    """With jobs under way, and started again as the supervisor of `sar serve` does."""
    with working(fragile):
        async with on_duty(fragile, may_hear=AWAY) as officer:
            await due_soon(officer, fragile)
            await worker_is_up(fragile)
            await fragile.set_clock(at=DUE, paused=False)
            kill_database(checkout)
            working_on = asyncio.create_task(officer.work())
            await asyncio.sleep(1)
            assert not working_on.done()
            await asyncio.to_thread(localdb.start, checkout)
            await working_on
            await alarms_ring(officer)
    assert officer.refused["database_unavailable"]


DUE = START + timedelta(minutes=21)
OFFERS = 4
ALARMS = Counter(OfferExpired=OFFERS, AcknowledgementOverdue=1)


async def due_soon(officer: Officer, server: Server) -> None:
    """Offers of Malta's that expire together, and a request that Tunis is silent about."""
    clients = officer.clients
    unit = await registered(clients, "MLT", helicopter(name="Due"))
    sent = await asked(clients, server.world, "MLT", "TUN", incident=officer.case)
    for _ in range(OFFERS):
        until = (START + timedelta(minutes=20)).isoformat()
        await offered(clients, "MLT", f"requests/{sent['id']}", unit["id"], valid_until=until)


async def worker_is_up(server: Server) -> None:
    """Wait for a worker that takes jobs."""
    count = text("SELECT count(*) FROM procrastinate_workers")
    async with asyncio.timeout(2 * WITHIN_S):
        while True:
            async with server.db() as db:
                if (await db.execute(count)).scalar_one():
                    return
            await asyncio.sleep(0.2)


async def alarms_ring(officer: Officer) -> None:
    """Each is told once, also what a worker had begun that counts as dead after a while."""
    deadline = time_.monotonic() + 2 * WITHIN_S
    while time_.monotonic() < deadline:
        entries = await OverHttp(officer.clients).entries("ITA", 0)
        if (found := Counter(e["type"] for e in entries if e["type"] in ALARMS)) >= ALARMS:
            break
        await asyncio.sleep(0.2)
    assert found == ALARMS


MOST_SLOWED: Final = 1.5
"""A quiet State's p95 beside the noise, over that without."""
TIMES: Final = 3
"""A measurement that misses is made twice more, and the median counts: what else goes on is no
fault of the platform."""


def is_settled(ratios: list[float]) -> bool:
    """Whether there is no more to measure."""
    return bool(ratios) and (ratios[0] <= MOST_SLOWED or len(ratios) == TIMES)


def judged(ratios: list[float]) -> float:
    """The ratio that counts."""
    return ratios[0] if ratios[0] <= MOST_SLOWED else statistics.median(ratios)


@dataclass
class Pace:
    """The times of the officer's requests, with those refused, without noise and beside it."""

    name: str
    officer: Officer
    rounds: int
    alone_s: list[float] = field(default_factory=list)
    beside_s: list[float] = field(default_factory=list)

    async def alone(self) -> None:
        """Half as many rounds without noise, before it or after: both are the base."""
        self.alone_s += await self._work(max(1, self.rounds // 2))

    async def beside(self) -> None:
        """So many rounds beside the noise, in place of those before."""
        self.beside_s = await self._work(self.rounds)

    async def beside_what_does_not_end(self, told: object) -> None:
        """The same, and again where it misses; AssertionError where the median does too."""
        ratios: list[float] = []
        while not is_settled(ratios):
            await self.beside()
            self.report(told)
            ratios.append(self.ratio)
            if self.rounds == 1:
                return
        self.check(ratios)

    @property
    def ratio(self) -> float:
        return _p95(self.beside_s) / _p95(self.alone_s)

    def check(self, ratios: list[float]) -> None:
        told, load = ", ".join(f"{one:.2f}" for one in ratios), os.getloadavg()[0]
        said = f"{self.name}: p95 {told} times the usual; the machine's load is {load:.1f}"
        assert judged(ratios) <= MOST_SLOWED, said

    def report(self, told: object) -> None:
        """The ratio, for whoever runs this with `-s` or `-rP`; `make bench` has the figures."""
        print(
            f"{self.name}: p95 {1e3 * _p95(self.beside_s):.0f} ms beside the noise, "
            f"{1e3 * _p95(self.alone_s):.0f} ms without, ratio {self.ratio:.2f} of "
            f"{len(self.beside_s)} and {len(self.alone_s)} requests; the officer was refused "
            f"{dict(self.officer.refused)}; the noise was told {told}; the machine's load was "
            f"{os.getloadavg()[0]:.1f}"
        )

    async def _work(self, rounds: int) -> list[float]:
        self.officer.took_s.clear()
        for _ in range(rounds):
            await self.officer.work()
        return self.officer.took_s.copy()


def _p95(took_s: list[float]) -> float:
    return statistics.quantiles(took_s, n=20)[-1]


async def paces(name: str, officer: Officer, rounds: int) -> AsyncIterator[Pace]:
    """A measurement, begun without noise, and two more where it misses; AssertionError where the
    median does too. One round is no measurement."""
    ratios: list[float] = []
    while not is_settled(ratios):
        pace = Pace(name, officer, rounds)
        await pace.alone()
        yield pace
        if rounds == 1:
            return
        ratios.append(pace.ratio)
    pace.check(ratios)
