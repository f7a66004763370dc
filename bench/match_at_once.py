"""The time of sixty match questions that are asked at once, and of a small request among them."""

import asyncio
import itertools
import random
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from multiprocessing import SimpleQueue, get_context
from multiprocessing.synchronize import Event
from typing import Any, Final

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from uuid_utils.compat import uuid7

from bench import fleet
from bench.ground import Figure, ground
from sar.assets import fix_ingest
from sar.assets.models import Fix
from sar.assets.plausible import NewFix
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.geo.position import LatLon
from sar.parties import service as parties
from sar.parties.models import Centre
from sar.parties.roles import Role
from tests.running import Server, running
from tests.world import START

ASSETS: Final = 100_000
AT_ONCE: Final = 60
ROUNDS: Final = 4
ASKERS: Final = 12
SCENES: Final = 5
MOVED_EVERY_S: Final = 0.5
SMALL_EVERY_S: Final = 0.05


def measure() -> Iterator[Figure]:
    """Twelve parties ask about five places at sea, over HTTP, while assets move."""
    with ground("at_once") as prepared:
        keys = asyncio.run(populate(prepared.database_url, ASSETS, askers=ASKERS))
        with running(prepared.database_url, prepared.world) as server:
            alone, figures = asyncio.run(_run(server, keys))
            yield from figures
            with running(prepared.database_url, prepared.world) as beside:
                yield asyncio.run(_run_at_both([server, beside], keys, in_turn_s=alone))


async def populate(url: str, assets: int, *, askers: int) -> list[str]:
    """The fleet, and a key of each of so many askers."""
    engine = make_engine(url, DatabaseRole.SYSTEM)
    async with make_sessions(engine)() as db:
        await fleet.populate(db, assets)
        codes = fleet.PARTIES[:askers]
        centres = await db.scalars(select(Centre).where(col(Centre.party_code).in_(codes)))
        keys = [
            await parties.insert_key(
                db, id_=uuid7(), centre=centre, label="watch", roles=[Role.WATCH_OFFICER]
            )
            for centre in centres.all()
        ]
        await db.commit()
    await engine.dispose()
    return keys


def _questions(keys: list[str]) -> list[tuple[str, LatLon]]:
    """Of every asker about every place, in an order by chance that is the same in every run."""
    asked = list(itertools.product(keys, fleet.places()[:SCENES]))
    random.Random(5).shuffle(asked)
    return asked


async def _run(server: Server, keys: list[str]) -> tuple[float, list[Figure]]:
    """The median of one question after the other in s, and the figures of one web process."""
    asked = _questions(keys)
    async with client(server.base_url, keys[0]) as http, moving(server.database_url):
        await warm(http, asked)
        await asyncio.gather(*(ask(http, *one) for one in asked))
        with _small_requests(server, keys[0]) as small_alone:
            await asyncio.sleep(3)
        with _small_requests(server, keys[0]):
            settled = statistics.median([await ask(http, *one) for one in asked])
        took_s: list[float] = []
        with _small_requests(server, keys[0]) as small_s:
            for _ in range(ROUNDS):
                took_s += await asyncio.gather(*(ask(http, *one) for one in asked[:AT_ONCE]))
    p95 = _p95(took_s)
    context = (
        f"{AT_ONCE} of {ASKERS} parties about {SCENES} places, {ROUNDS} rounds, {ASSETS:,} assets, "
        f"100 fixes every {MOVED_EVERY_S:g} s and a small request every {1e3 * SMALL_EVERY_S:.0f} "
        "ms, over HTTP, caller and database on the same machine; one after the other, with all "
        f"that besides, p50 {1e3 * settled:.0f} ms"
    )
    told = (
        f"GET /api/me meanwhile, p99 of {len(small_s)}; with no "
        f"question asked {_p99_ms(small_alone)} ms"
    )
    return settled, [
        Figure("match_60_at_once_p95_ms", round(1e3 * p95), "ms", context),
        Figure(
            "match_60_at_once_vs_in_turn",
            round(p95 / (AT_ONCE * settled), 2),
            "×",
            f"p95 beside {AT_ONCE} times the p50 of one after the other",
        ),
        Figure("match_60_at_once_me_p99_ms", _p99_ms(small_s), "ms", told),
    ]


async def _run_at_both(servers: list[Server], keys: list[str], *, in_turn_s: float) -> Figure:
    """The same at two web processes of the machine, by turns: their searches overlap."""
    asked = _questions(keys)
    async with AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(client(one.base_url, keys[0])) for one in servers
        ]
        await stack.enter_async_context(moving(servers[0].database_url))
        for http in clients:
            await warm(http, asked)
        both = list(zip(itertools.cycle(clients), asked[:AT_ONCE], strict=False))
        took_s: list[float] = []
        with _small_requests(servers[0], keys[0]):
            for _ in range(ROUNDS):
                took_s += await asyncio.gather(*(ask(http, *one) for http, one in both))
    return Figure(
        "match_60_at_once_at_both_vs_in_turn",
        round(_p95(took_s) / (AT_ONCE * in_turn_s), 2),
        "×",
        f"half of them at each of two web processes, p95 {1e3 * _p95(took_s):.0f} ms, beside "
        f"{AT_ONCE} times the p50 of one after the other at one",
    )


def _p95(took_s: list[float]) -> float:
    return statistics.quantiles(took_s, n=20)[-1]


def _p99_ms(took_s: list[float]) -> float:
    return round(1e3 * statistics.quantiles(took_s, n=100)[-1], 1)


@asynccontextmanager
async def client(base_url: str, key: str) -> AsyncIterator[httpx.AsyncClient]:
    limits = httpx.Limits(max_connections=AT_ONCE + 10, max_keepalive_connections=AT_ONCE + 10)
    async with httpx.AsyncClient(
        base_url=base_url, headers=bearer(key), timeout=120, limits=limits
    ) as http:
        yield http


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


async def warm(http: httpx.AsyncClient, asked: list[tuple[str, LatLon]]) -> None:
    """Asks everything twice, so that fleet, ways by water and accesses are worked out."""
    for _ in range(600):
        if (await answered(http, *asked[0])).status_code != httpx.codes.SERVICE_UNAVAILABLE:
            break
        await asyncio.sleep(0.5)
    for one in [*asked, *asked]:
        await ask(http, *one)


async def ask(http: httpx.AsyncClient, key: str, place: LatLon) -> float:
    started = time.perf_counter()
    answer = await answered(http, key, place)
    took_s = time.perf_counter() - started
    if answer.status_code != httpx.codes.OK:
        raise AssertionError(f"a question was answered {answer.status_code}: {answer.text[:300]}")
    return took_s


async def answered(http: httpx.AsyncClient, key: str, place: LatLon) -> httpx.Response:
    body: dict[str, Any] = {
        "place": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "situation": "maritime",
        "need": {"what": "Take people off", "unit": "persons", "quantity": 50},
        "limit": fleet.PAGE,
    }
    return await http.post("/api/matches", json=body, headers=bearer(key))


@contextmanager
def _small_requests(server: Server, key: str) -> Iterator[list[float]]:
    """Asks who it is every so often, in a process of its own; the list is filled at the end."""
    took_s: list[float] = []
    context = get_context("spawn")
    over, told = context.Event(), context.SimpleQueue()
    asking = context.Process(target=_ask_small, args=(server.base_url, key, over, told))
    asking.start()
    told.get()
    try:
        yield took_s
    finally:
        over.set()
        took_s += told.get()
        asking.join()


def _ask_small(base_url: str, key: str, over: Event, told: "SimpleQueue[Any]") -> None:
    took_s = []
    with httpx.Client(base_url=base_url, headers=bearer(key), timeout=120) as http:
        http.get("/api/me").raise_for_status()
        told.put("ready")
        while not over.is_set():
            started = time.perf_counter()
            http.get("/api/me").raise_for_status()
            took_s.append(time.perf_counter() - started)
            time.sleep(SMALL_EVERY_S)
    told.put(took_s)


@asynccontextmanager
async def moving(url: str) -> AsyncIterator[None]:
    """Moves a hundred assets now and then."""
    engine = make_engine(url, DatabaseRole.SYSTEM, pool_size=1)
    task = asyncio.create_task(_move(make_sessions(engine)))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await engine.dispose()


async def _move(sessions: Any) -> None:
    for n in itertools.count():
        async with sessions() as db:
            await _move_some(db, n)
            await db.commit()
        await asyncio.sleep(MOVED_EVERY_S)


async def _move_some(db: AsyncSession, n: int) -> None:
    rng = random.Random(n)
    some = select(col(Fix.asset_id)).order_by(col(Fix.asset_id)).offset(100 * n).limit(100)
    ids = list(await db.scalars(some))
    fixes = [
        NewFix(
            asset_id=id_,
            at=START,
            point=LatLon(rng.uniform(-60, 60), rng.uniform(-180, 180)),
        )
        for id_ in ids
    ]
    await fix_ingest.ingest(db, fixes, now=START)
