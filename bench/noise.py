"""How much slower a quiet State is served while another, or somebody unknown, makes noise.

One process asks as the quiet State's officer would, in quiet and then beside each kind of noise;
the figure is the ratio of its p95. Noise comes from a process of its own, on the same two
processors: what it takes of them for itself is in the figure too.
"""

import asyncio
import itertools
import statistics
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from typing import Any, Final

import httpx
from uuid_utils.compat import uuid7

from bench.ground import Figure, ground
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server, running

QUIET_S: Final = 12.0
EVERY_S: Final = 0.05
AT_ONCE: Final = 20
"""Of each noise, so many requests are under way at any time."""

Noise = Callable[[httpx.AsyncClient, "Keys"], Awaitable[int]]


@dataclass(frozen=True)
class Keys:
    """Keys of the quiet State and of the noisy one, and a case that each leads."""

    quiet: str
    noisy: str
    quiet_case: str
    noisy_case: str


def measure() -> Iterator[Figure]:
    """A real server with its own limits; Italy is quiet, Tunisia is not."""
    with (
        ground("noise") as prepared,
        running(
            prepared.database_url,
            prepared.world,
            SAR_REQUESTS_PER_MINUTE="1200",
            SAR_STRANGER_REQUESTS_PER_MINUTE="300",
        ) as server,
    ):
        keys = asyncio.run(_keys(server))
        alone, _ = _beside(server, keys, None)
        for name, noise in NOISES.items():
            slow, answers = _beside(server, keys, noise)
            after, _ = _beside(server, keys, None)
            calm = max(alone, after)
            told = ", ".join(f"{count} × {status}" for status, count in sorted(answers.items()))
            context = (
                f"p95 of a State's small reads and log lines {1e3 * slow:.0f} ms beside "
                f"{AT_ONCE} at once, {1e3 * calm:.0f} ms without; the noise was told {told}"
            )
            yield Figure(f"noisy_p95_ratio_{name}", round(slow / calm, 2), "×", context)


async def _keys(server: Server) -> Keys:
    clients = Clients(server.client)
    cases = [await opened(clients, party) for party in ("ITA", "TUN")]
    await clients.close()
    quiet, noisy = (server.world.keys[party, "coordinator"] for party in ("ITA", "TUN"))
    return Keys(quiet, noisy, cases[0]["id"], cases[1]["id"])


def _beside(server: Server, keys: Keys, noise: Noise | None) -> tuple[float, Counter[int]]:
    """The quiet State's p95 in seconds, and what the noise was answered."""
    context = get_context("spawn")
    over, quiet, loud = context.Event(), context.SimpleQueue(), context.SimpleQueue()
    name = next((n for n, one in NOISES.items() if one is noise), None)
    asking = context.Process(target=_ask, args=(server.base_url, keys, over, quiet))
    noisy = context.Process(target=_make, args=(server.base_url, keys, name, over, loud))
    started = [asking] if name is None else [asking, noisy]
    try:
        for process, told in ((asking, quiet), (noisy, loud))[: len(started)]:
            process.start()
            told.get()  # it has begun
        time.sleep(QUIET_S)
        over.set()
        took_s: list[float] = quiet.get()
        answers: Counter[int] = loud.get() if name else Counter()
    finally:
        over.set()
        for process in started:
            process.join()
    return statistics.quantiles(took_s, n=20)[-1], answers


def _ask(base_url: str, keys: Keys, over: Event, told: Any) -> None:
    took_s = []
    headers = {"Authorization": f"Bearer {keys.quiet}"}
    with httpx.Client(base_url=base_url, headers=headers, timeout=60, trust_env=False) as http:
        http.get("/api/me").raise_for_status()
        told.put("begun")
        for number in itertools.count():
            if over.is_set():
                break
            started = time.perf_counter()
            if number % 4:
                http.get("/api/me").raise_for_status()
            else:
                line = {"id": str(uuid7()), "text": "Nothing seen."}
                http.post(f"/api/incidents/{keys.quiet_case}/log", json=line).raise_for_status()
            took_s.append(time.perf_counter() - started)
            time.sleep(EVERY_S)
    told.put(took_s)


def _make(base_url: str, keys: Keys, name: str, over: Event, told: Any) -> None:
    told.put("begun")
    told.put(asyncio.run(_make_noise(base_url, keys, NOISES[name], over)))


async def _make_noise(base_url: str, keys: Keys, noise: Noise, over: Event) -> Counter[int]:
    answers: Counter[int] = Counter()
    limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)

    async def go_on() -> None:
        while not over.is_set():
            try:
                status = await noise(http, keys)
            except httpx.HTTPError:
                status = 0
            answers[status] += 1
            if status in (429, 503):
                await asyncio.sleep(0.1)

    async with httpx.AsyncClient(
        base_url=base_url, timeout=60, limits=limits, trust_env=False
    ) as http:
        await asyncio.gather(*(go_on() for _ in range(AT_ONCE)))
    return answers


BODY: Final = ("{" + ",".join(f'"k{n}":0' for n in range(80_000)) + "}").encode()
JSON: Final = {"Content-Type": "application/json"}


async def _anonymous_bodies(http: httpx.AsyncClient, _keys: Keys) -> int:
    return (await http.post("/api/session", content=BODY, headers=JSON)).status_code


async def _sign_ins(http: httpx.AsyncClient, _keys: Keys) -> int:
    body = {"login": "ITA/nobody.here", "password": "a wrong password, long"}
    return (await http.post("/api/session", json=body)).status_code


async def _openapi(http: httpx.AsyncClient, _keys: Keys) -> int:
    return (await http.get("/api/openapi.json")).status_code


async def _bad_bearers(http: httpx.AsyncClient, _keys: Keys) -> int:
    headers = {"Authorization": f"Bearer sar_{uuid7()}"}
    return (await http.get("/api/me", headers=headers)).status_code


async def _held_connections(http: httpx.AsyncClient, keys: Keys) -> int:
    """All write to one row: each waits for the others."""
    answer = await http.post(
        f"/api/incidents/{keys.noisy_case}/log",
        json={"id": str(uuid7()), "text": "Noise."},
        headers={"Authorization": f"Bearer {keys.noisy}"},
    )
    return answer.status_code


NOISES: Final[dict[str, Noise]] = {
    "anonymous_bodies": _anonymous_bodies,
    "held_connections": _held_connections,
    "sign_ins": _sign_ins,
    "openapi": _openapi,
    "bad_bearers": _bad_bearers,
}
