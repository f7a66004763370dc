"""The slowing of a quiet State while another, or somebody unknown, makes noise.

One process asks as the quiet State's officer would, in quiet and then beside each kind of noise;
the figure is the ratio of its p95. Noise comes from a process of its own, on the same two
processors: what it takes of them for itself is in the figure too.
"""

import asyncio
import itertools
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from typing import Any, Final

import httpx
from uuid_utils.compat import uuid7

from bench.ground import Figure, ground
from tests import noise
from tests.browser.conftest import person
from tests.clients import Clients
from tests.given.agreements import concluded_as_many
from tests.given.assets import helicopter, registered
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.given.places import point
from tests.noise import NOISES, NoisyKeys
from tests.running import Server, running
from tests.world import PASSWORD

QUIET_S: Final = 12.0
EVERY_S: Final = 0.05
AGREEMENTS: Final = 24
TERMS: Final = 200
QUIET: Final = (
    "anonymous_bodies",
    "held_connections",
    "questions",
    "imports",
    "wrong_sign_ins",
    "right_sign_ins",
    "openapi",
    "bad_bearers",
    "lists",
    "snapshot",
    "record",
    "signed_in_bodies",
)
"""The noises of `tests.noise` that are measured, in this order."""

QUESTION: Final = {
    "place": point(*IN_MALTAS_REGION),
    "situation": "maritime",
    "need": {"what": "Take people off", "unit": "persons", "quantity": 5},
}
"""A question about who could be there first: the quiet State asks it too, at a known place."""


@dataclass(frozen=True)
class QuietKeys:
    """A key of the quiet State, a case that it leads and an asset of its own."""

    key: str
    case: str
    asset: str


def measure() -> Iterator[Figure]:
    """Servers with their own limits; Italy is quiet, Tunisia is not, nor with it Greece."""
    for name in QUIET:
        with _served(name) as server:
            quiet, noisy = asyncio.run(_keys(server))
            before = _p95_s(server, quiet)
            with noise.made(server.base_url, noisy, name) as told:
                beside = _p95_s(server, quiet)
            after = _p95_s(server, quiet)
            yield _figure(
                name,
                beside,
                statistics.mean((before, after)),
                f"{NOISES[name].at_once} at once",
                told,
            )
    with _served("terms") as server:
        quiet, _ = asyncio.run(_keys(server))
        before = _p95_s(server, quiet)
        signed = asyncio.run(_sign(server))
        many = f"{AGREEMENTS} agreements of {TERMS} terms between two others, of which"
        yield _figure("terms", _p95_s(server, quiet), before, many, signed)


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
    with (
        ground(f"noise_{name}") as prepared,
        running(prepared.database_url, prepared.world, **limits) as server,
    ):
        yield server


async def _keys(server: Server) -> tuple[QuietKeys, NoisyKeys]:
    clients = Clients(server.client)
    cases = [await opened(clients, party) for party in ("ITA", "TUN")]
    unit = await registered(clients, "ITA", helicopter())
    login = await person(clients, server, "TUN", "tun.noise", "watch_officer")
    await clients.close()
    roles = {role: key for (party, role), key in server.world.keys.items() if party == "TUN"}
    return (
        QuietKeys(server.world.keys["ITA", "all"], cases[0]["id"], unit["id"]),
        NoisyKeys(roles, cases[1]["id"], login, PASSWORD),
    )


async def _sign(server: Server) -> str:
    clients = Clients(server.client)
    answers = await concluded_as_many(clients, ("TUN", "GRC"), agreements=AGREEMENTS, terms=TERMS)
    await clients.close()
    return ", ".join(f"{count} × {code}" for code, count in answers.items())


def _p95_s(server: Server, keys: QuietKeys) -> float:
    """The quiet State's, in seconds, by a process of its own."""
    context = get_context("spawn")
    over, told = context.Event(), context.SimpleQueue()
    asking = context.Process(target=_ask, args=(server.base_url, keys, over, told))
    asking.start()
    try:
        told.get()  # it has begun
        time.sleep(QUIET_S)
        over.set()
        took_s: list[float] = told.get()
    finally:
        over.set()
        asking.join()
    return statistics.quantiles(took_s, n=20)[-1]


def _ask(base_url: str, keys: QuietKeys, over: Event, told: Any) -> None:
    took_s = []
    headers = {"Authorization": f"Bearer {keys.key}"}
    with httpx.Client(base_url=base_url, headers=headers, timeout=60, trust_env=False) as http:
        http.post("/api/matches", json=QUESTION).raise_for_status()  # the way there is known then
        told.put("begun")
        for number in itertools.count():
            if over.is_set():
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
            took_s.append(time.perf_counter() - started)
            time.sleep(EVERY_S)
    told.put(took_s)
