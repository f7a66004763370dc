"""A quiet State's officer works while others make noise, and while what serves him is killed or
frozen: every answer is true, a refusal says what holds, and the alarms ring."""

import asyncio
import statistics
import time as time_
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import noise
from tests.clients import Clients
from tests.conftest import ExerciseTime, NewWorld
from tests.freezing import frozen
from tests.given.agreements import agreement, concluded, concluded_as_many, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.given.places import point
from tests.given.requests import asked, id_of, offer, offered
from tests.law import OverHttp, Reader
from tests.noise import NOISES, NoisyKeys
from tests.passwords import QUICK_PASSWORDS
from tests.running import WITHIN_S, Server, running, start_worker, working
from tests.world import PASSWORD, START

pytestmark = pytest.mark.anyio

Json = dict[str, Any]

BUSY = frozenset({(503, "busy"), (503, "fleet_behind"), (503, "matches_busy")})
"""The platform is at work for others, and says so."""
AWAY = BUSY | {(503, "database_unavailable")}

STRANGERS = 60
"""Requests of strangers from one address that a minute takes here: soon reached."""
TOLD_429 = {
    "anonymous_bodies": STRANGERS + 10,
    "held_connections": 150,
    "questions": 80,
    "imports": 30,
    "wrong_sign_ins": 30,
    "right_sign_ins": 50,
    "openapi": STRANGERS + 10,
    "bad_bearers": STRANGERS + 10,
    "lists": 200,
    "record": 200,
    "signed_in_bodies": 200,
}
"""The noises that are told to slow down, once they have asked so often: more of each come at once
than have room in line, whatever the machine. Snapshots are not among them: they wait in a line of
their own, and small ones come as fast as they are asked for."""


@dataclass
class Officer:
    """The watch of a quiet State: holds every answer against what was written, and repeats what
    was refused for the moment, as clients do."""

    clients: Clients
    case: Json
    unit: Json
    may_hear: frozenset[tuple[int, str]] = BUSY
    took_s: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)
    accepted: int = 0
    readiness: str = "available"

    async def work(self) -> None:
        """One round: reads, a log line, a question, a partner's offer, an accept, readiness."""
        assert (await self._get("me"))["party"] == "ITA"
        line = {"id": id_of(), "text": f"Round {len(self.lines)}: nothing seen."}
        written = await self._post(f"incidents/{self.case['id']}/log", line)
        assert (written["id"], written["text"]) == (line["id"], line["text"])
        self.lines.append(line["id"])
        await self._ask()
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

    async def _accept(self) -> None:
        unit = helicopter(name=f"Partner {self.accepted}")
        await self._post("assets", unit, party="MLT", role="registrar")
        made = offer(unit["id"])
        await self._post(f"incidents/{self.case['id']}/offers", made, party="MLT")
        accepted = await self._post(f"offers/{made['id']}/accept", {})
        assert accepted["state"] == "accepted"
        assert (await self._get(f"offers/{made['id']}"))["state"] == "accepted"
        self.accepted += 1

    async def _set_readiness(self) -> None:
        self.readiness = "limited" if self.readiness == "available" else "available"
        path = f"assets/{self.unit['id']}"
        said = {"readiness": self.readiness, "reason": "crew"}
        await self._post(f"{path}/readiness", said, role="registrar")
        assert (await self._get(path))["readiness"] == self.readiness

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

    @property
    def p95_ms(self) -> float:
        """Of all requests, with those refused."""
        return 1e3 * statistics.quantiles(self.took_s, n=20)[-1]

    async def _get(self, path: str) -> Json:
        return await self._send("GET", path, None, "ITA", "observer")

    async def _post(
        self, path: str, body: Json, *, party: str = "ITA", role: str = "coordinator"
    ) -> Json:
        return await self._send("POST", path, body, party, role)

    async def _send(self, method: str, path: str, body: Json | None, party: str, role: str) -> Json:
        key = {"Idempotency-Key": id_of()} if body is not None else {}
        deadline = time_.monotonic() + WITHIN_S
        while time_.monotonic() < deadline:
            started = time_.perf_counter()
            answer = await self.clients(party, role).request(
                method, f"/api/{path}", json=body, headers=key
            )
            self.took_s.append(time_.perf_counter() - started)
            found: Json = answer.json()
            if answer.is_success:
                return found
            assert (answer.status_code, found["code"]) in self.may_hear, answer.text
            assert int(answer.headers["retry-after"]) > 0
            self.refused[found["code"]] += 1
            await asyncio.sleep(0.2)
        raise TimeoutError(path)


@asynccontextmanager
async def on_duty(server: Server, **fields: Any) -> AsyncIterator[Officer]:
    """Italy's officer, with a case, a unit, and an agreement with Malta; the law of the record
    holds at the end."""
    async with clients_of(server) as clients:
        sharing = term(visibility="position", may_request=True)
        await concluded(clients, agreement(sharing, reference="QUIET"))
        case = await opened(clients)
        unit = await registered(clients, "ITA", helicopter(name="Nemo 11"))
        reader = Reader("ITA", OverHttp(clients))
        await reader.start()
        officer = Officer(clients, case, unit, **fields)
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
    limits = {
        "SAR_REQUESTS_PER_MINUTE": "1200",
        "SAR_STRANGER_REQUESTS_PER_MINUTE": str(STRANGERS),
        QUICK_PASSWORDS: "",  # a sign-in makes as much noise as in service
    }
    with running(url, world, **limits) as server:
        yield server


async def noisy(server: Server, *, rows: int) -> NoisyKeys:
    """The means of Tunisia to make noise."""
    async with clients_of(server) as clients:
        case = await opened(clients, "TUN")
        body = {
            "login": "tun.noise",
            "name": "Tun Noise",
            "password": PASSWORD,
            "centre_id": str(server.world.centres["TUN"]),
            "roles": ["watch_officer"],
        }
        answer = await clients("TUN", "admin").post("/api/people", json=body)
        assert answer.status_code == 201, answer.text
    roles = {role: key for (party, role), key in server.world.keys.items() if party == "TUN"}
    return NoisyKeys(roles, case["id"], answer.json()["sign_in_as"], PASSWORD, rows)


SHORT = ("anonymous_bodies", "questions")
"""A stranger's, and the dearest that a State may ask; the long run alone makes the other noises."""


@pytest.mark.parametrize(
    ("name", "rounds"),
    [
        pytest.param(name, rounds, id=f"{name}-{length}", marks=marks)
        for name in NOISES
        for length, rounds, marks in (
            ("short", 1, [] if name in SHORT else [pytest.mark.long]),
            ("long", 30, [pytest.mark.long]),
        )
    ],
)
async def test_noise_changes_no_answer_of_a_quiet_state(
    serving: Server, name: str, rounds: int
) -> None:
    keys = await noisy(serving, rows=10_001 if rounds > 1 else 3_500)
    async with on_duty(serving) as officer:
        alone = await p95_ms(officer, rounds)
        with noise.made(serving.base_url, keys, name, at_least=TOLD_429.get(name, 1)) as told:
            beside = await p95_ms(officer, rounds)
    assert told.answers.keys() <= NOISES[name].told, told
    assert 429 in told.answers or name not in TOLD_429, told
    report(name, alone, beside, officer, told)


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
        alone = await p95_ms(officer, rounds)
        signing = asyncio.create_task(
            concluded_as_many(others, ("TUN", "GRC"), agreements=many, terms=terms)
        )
        while not signing.done():
            await officer.work()
        told = signing.result()
        beside = await p95_ms(officer, rounds)
    assert told == answers
    report("terms", alone, beside, officer, told)


@pytest.mark.long
@pytest.mark.parametrize("rounds", [1, 30], ids=["short", "long"])
async def test_a_killed_worker_changes_no_answer_and_the_alarms_ring(
    serving: Server, rounds: int
) -> None:
    """The officer works while the worker is killed with offers due, and started again."""
    async with on_duty(serving) as officer:
        await due_soon(officer, serving)
        dead = start_worker(serving)
        await serving.set_clock(at=DUE, paused=False)
        await officer.work()
        dead.kill()
        dead.wait(60)
        alone = await p95_ms(officer, rounds)
        with working(serving):
            beside = await p95_ms(officer, rounds)
            await alarms_ring(officer)
    report("killed worker", alone, beside, officer, "kill -9")


@pytest.mark.long
@pytest.mark.parametrize("frozen_s", [3.0, 25.0], ids=["short", "long"])
async def test_a_frozen_database_is_told_as_away_and_the_alarms_ring_after(
    fragile: Server, checkout: Path, frozen_s: float
) -> None:
    with working(fragile):
        async with on_duty(fragile, may_hear=AWAY) as officer:
            await due_soon(officer, fragile)
            alone = await p95_ms(officer, 1)
            with frozen(checkout):
                working_on = asyncio.create_task(p95_ms(officer, 1))
                await asyncio.sleep(frozen_s)
                assert (await officer.clients("ITA", "observer").get("/readyz")).status_code == 503
                assert not working_on.done()
            beside = await working_on
            await fragile.set_clock(at=DUE, paused=False)
            await alarms_ring(officer)
    report("frozen database", alone, beside, officer, f"SIGSTOP for {frozen_s:g} s")


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


async def alarms_ring(officer: Officer) -> None:
    """Each is told once."""
    for _ in range(300):
        entries = await OverHttp(officer.clients).entries("ITA", 0)
        if (found := Counter(e["type"] for e in entries if e["type"] in ALARMS)) >= ALARMS:
            break
        await asyncio.sleep(0.2)
    assert found == ALARMS


async def p95_ms(officer: Officer, rounds: int) -> float:
    """Of so many rounds."""
    officer.took_s.clear()
    for _ in range(rounds):
        await officer.work()
    return officer.p95_ms


def report(name: str, alone: float, beside: float, officer: Officer, told: object) -> None:
    """The ratio, for whoever runs this with `-s` or `-rP`; `make bench` has the figures."""
    print(
        f"{name}: p95 {beside:.0f} ms beside the noise, {alone:.0f} ms without, ratio "
        f"{beside / alone:.2f}; the officer was refused {dict(officer.refused)}; the noise was "
        f"told {told}"
    )
