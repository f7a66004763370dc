"""The slowing of a quiet State while another, or somebody unknown, makes noise.

One process asks as the quiet State's officer would, in quiet and then beside each kind of noise;
the figure is the ratio of its p95. Noise comes from a process of its own, on the same two
processors: what it takes of them for itself is in the figure too.
"""

import asyncio
import itertools
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from typing import Any, Final

import httpx
from uuid_utils.compat import uuid7

from bench.ground import Figure, ground
from sar.settings import Settings
from tests import noise
from tests.clients import Clients
from tests.given.agreements import concluded_as_many
from tests.given.assets import boat, helicopter, registered
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.given.noisy_keys import noisy_keys
from tests.given.places import point
from tests.given.requests import ship_of_opportunity
from tests.noise import NOISES, NoisyKeys
from tests.running import Server, running
from tests.world import START

QUIET_S: Final = 12.0
EVERY_S: Final = 0.05
AGREEMENTS: Final = 24
TERMS: Final = 200
QUESTION: Final = {
    "place": point(*IN_MALTAS_REGION),
    "situation": "maritime",
    "need": {"what": "Take people off", "unit": "persons", "quantity": 5},
}
"""A question about who could be there first: the quiet State asks it too, at a known place."""
ROWS: Final = 10_001
PAGES: Final = "page_requests_per_minute"
"""Of each list that is imported."""
SLOW_DOWN: Final = 429
LEAST_ASKED: Final = 20
"""The quiet State goes on for longer where it has not been answered so often."""
NEW_PLACE_EVERY: Final = 12
"""Every so manieth request of the quiet State is a question at a new place."""


@dataclass(frozen=True)
class QuietKeys:
    """A key of the quiet State, a case that it leads and an asset of its own."""

    key: str
    case: str
    asset: str


@dataclass
class Took:
    """The durations of the quiet State's requests, in seconds: of its usual ones, and of its
    questions at places of which no way by water is known."""

    usual_s: list[float] = field(default_factory=list)
    new_places_s: list[float] = field(default_factory=list)

    def p95_s(self) -> float:
        """Of the usual ones."""
        return statistics.quantiles(self.usual_s, n=20)[-1]


def measure() -> Iterator[Figure]:
    """Servers with their own limits; Italy is quiet, Tunisia is not, nor with it Greece."""
    deaf = []
    for name, one in NOISES.items():
        with _served(name) as server:
            quiet, noisy = asyncio.run(_keys(server))
            before = _asked(server, quiet).p95_s()
            with noise.made(server.base_url, noisy, name) as told:
                beside = _asked(server, quiet).p95_s()
            after = _asked(server, quiet).p95_s()
            yield _figure(
                name,
                beside,
                statistics.mean((before, after)),
                f"{one.at_once} at once",
                told,
            )
            told.check(name)
            deaf += [] if SLOW_DOWN in told.answers else [name]
    yield from _new_places()
    with _served("terms") as server:
        quiet, _ = asyncio.run(_keys(server))
        before = _asked(server, quiet).p95_s()
        signed = asyncio.run(_sign(server))
        many = f"{AGREEMENTS} agreements of {TERMS} terms between two others, of which"
        told_so = ", ".join(f"{count} × {code}" for code, count in signed.items())
        yield _figure("terms", _asked(server, quiet).p95_s(), before, many, told_so)
        deaf += [] if signed["too_much_proposed"] else ["terms"]
    kinds = len(NOISES) + 1
    said = f"of {kinds} kinds of noise: {', '.join(deaf) or 'each was told to slow down'}"
    yield Figure("noise_not_told_429", len(deaf), "kinds", said)


def _new_places() -> Iterator[Figure]:
    """Each question at a new place needs a field of the sea: the noisy one asks nothing else, the
    quiet one now and then."""
    with _served("new_places") as server:
        quiet, noisy = asyncio.run(_keys(server))
        calm = _asked(server, quiet, new_places=True)
        with noise.made(server.base_url, noisy, "questions") as told:
            beside = _asked(server, quiet, new_places=True)
        noises = f"{NOISES['questions'].at_once} questions at once, all at new places,"
        yield _figure("new_places", beside.p95_s(), calm.p95_s(), noises, told)
        one, other = (statistics.median(took.new_places_s) for took in (beside, calm))
        context = (
            f"a quiet State's own question at a new place took {1e3 * one:.0f} ms (median of"
            f" {len(beside.new_places_s)}) beside the same noise, {1e3 * other:.0f} ms without; the"
            f" machine's load was {os.getloadavg()[0]:.1f}"
        )
        yield Figure("noisy_new_place_ratio", round(one / other, 2), "×", context)


def _figure(name: str, beside: float, calm: float, noises: str, told: object) -> Figure:
    context = (
        f"p95 of a State's small reads, questions, log lines and readiness {1e3 * beside:.0f} ms "
        f"beside {noises}, {1e3 * calm:.0f} ms without; the noise was told {told}; the "
        f"machine's load was {os.getloadavg()[0]:.1f}"
    )
    return Figure(f"noisy_p95_ratio_{name}", round(beside / calm, 2), "×", context)


@contextmanager
def _served(name: str) -> Iterator[Server]:
    limits = {"SAR_REQUESTS_PER_MINUTE": "1200", "SAR_STRANGER_REQUESTS_PER_MINUTE": "300"}
    limits["SAR_PAGE_REQUESTS_PER_MINUTE"] = str(Settings.model_fields[PAGES].default)
    with (
        ground(f"noise_{name}") as prepared,
        running(prepared.database_url, prepared.world, **limits) as server,
    ):
        yield server


async def _keys(server: Server) -> tuple[QuietKeys, NoisyKeys]:
    clients = Clients(server.client)
    case = await opened(clients, "ITA")
    for party in ("ITA", "TUN"):
        await registered(clients, party, boat())
    unit = await registered(clients, "ITA", helicopter())
    ship = await ship_of_opportunity(clients, name="MV Quiet", at=START.isoformat())
    noisy = await noisy_keys(clients, server.world, ship=ship["id"], rows=ROWS)
    await clients.close()
    return QuietKeys(server.world.keys["ITA", "all"], case["id"], unit["id"]), noisy


async def _sign(server: Server) -> Counter[str]:
    clients = Clients(server.client)
    answers = await concluded_as_many(clients, ("TUN", "GRC"), agreements=AGREEMENTS, terms=TERMS)
    await clients.close()
    return answers


def _asked(server: Server, keys: QuietKeys, *, new_places: bool = False) -> Took:
    """The quiet State's requests, made by a process of its own."""
    context = get_context("spawn")
    over, told = context.Event(), context.SimpleQueue()
    asking = context.Process(target=_ask, args=(server.base_url, keys, over, told, new_places))
    asking.start()
    try:
        told.get()  # it has begun
        time.sleep(QUIET_S)
        over.set()
        took: Took = told.get()
    finally:
        over.set()
        asking.join()
    return took


def _ask(base_url: str, keys: QuietKeys, over: Event, told: Any, new_places: bool) -> None:
    took = Took()
    headers = {"Authorization": f"Bearer {keys.key}"}
    with httpx.Client(base_url=base_url, headers=headers, timeout=60, trust_env=False) as http:
        http.post("/api/matches", json=QUESTION).raise_for_status()  # the way there is known then
        told.put("begun")
        for number in itertools.count():
            if over.is_set() and number >= LEAST_ASKED:
                break
            started = time.perf_counter()
            if number % 4 == 0:
                line = {"id": str(uuid7()), "text": "Nothing seen."}
                http.post(f"/api/incidents/{keys.case}/log", json=line).raise_for_status()
            elif number % 8 == 1:
                http.post("/api/matches", json=QUESTION).raise_for_status()
            elif number % 4 == 2:
                said = {
                    "readiness": "limited" if number % 8 == 2 else "available",
                    "reason": "crew",
                }
                http.post(f"/api/assets/{keys.asset}/readiness", json=said).raise_for_status()
            else:
                http.get("/api/me").raise_for_status()
            took.usual_s.append(time.perf_counter() - started)
            time.sleep(EVERY_S)
            if new_places and number % NEW_PLACE_EVERY == 0:
                started = time.perf_counter()
                place = point(random.uniform(17.0, 20.0), random.uniform(33.5, 37.0))
                http.post("/api/matches", json={**QUESTION, "place": place}).raise_for_status()
                took.new_places_s.append(time.perf_counter() - started)
    told.put(took)
