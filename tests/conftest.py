"""Real PostgreSQL/PostGIS for every test that asks; each test's writes are rolled back."""

import asyncio
import gc
import json
import math
import os
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

import httpx
import orjson
import psycopg
import pytest
from alembic import command
from fastapi import FastAPI
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import NullPool, StaticPool
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    create_async_engine,
)

from sar import clock, log, migrations
from sar.assets.catalogue import OWN
from sar.assets.fleet.following import FleetFollower
from sar.bounded_connection import BoundedConnection
from sar.database_roles import DatabaseRole, role_url
from sar.db import make_sessions
from sar.http.question_pace import QuestionPace
from sar.http.request_session import session
from sar.localdb import cluster as localdb
from sar.parties.admission import Admission
from tests.beginnings import Beginnings, steps_of
from tests.clients import ClientOf, in_process
from tests.passwords import QUICK_PASSWORDS, hash_quickly
from tests.world import START, World, seed

os.environ.setdefault("SAR_STRANGER_REQUESTS_PER_MINUTE", "1000000")
os.environ.setdefault("SAR_PAGE_REQUESTS_PER_MINUTE", "1000000")
"""All tests come from one address."""
os.environ.setdefault("SAR_HOST", "test")
"""The name by which clients in this process call it."""

ROOT = Path(__file__).parent.parent
CLUSTER = ROOT / ".sar" / "tests"

DURATIONS = ROOT / "tests" / "durations.json"

log.set_up(json=False, level="ERROR")

hypothesis_settings.register_profile(
    "drawn", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
hypothesis_settings.register_profile(
    "sar", parent=hypothesis_settings.get_profile("drawn"), derandomize=True, max_examples=25
)
hypothesis_settings.load_profile("sar")
"""The same examples in every run, so that no change is blamed for a draw it did not make;
`--hypothesis-profile=drawn` draws anew, and four times as many."""


def pytest_configure() -> None:
    """Hash passwords quickly, here and in the servers that tests start."""
    hash_quickly()
    os.environ[QUICK_PASSWORDS] = "yes"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--write-durations` keeps how long each file took, for the order of later runs."""
    parser.addoption("--write-durations", action="store_true", help=f"write {DURATIONS.name}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that last longest, so that workers end together; new ones come first.

    In a file those stand together that begin with the same steps.
    """
    took_s = json.loads(DURATIONS.read_text())
    places: dict[Path, int] = {}
    for item in items:
        places.setdefault(item.path, len(places))

    def place(item: pytest.Item) -> tuple[float, int, list[str]]:
        lasts_s = took_s.get(item.path.relative_to(ROOT).as_posix(), math.inf)
        return -lasts_s, places[item.path], steps_of(item)

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """Leave what stays for the whole run out of garbage collections, as a server does."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 100)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Write the durations if that is asked for; files that were not run keep theirs."""
    if not config.getoption("--write-durations"):
        return
    took_s: dict[str, float] = defaultdict(float)
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                took_s[report.location[0]] += report.duration
    known = json.loads(DURATIONS.read_text()) | {file: round(s, 1) for file, s in took_s.items()}
    kept = {file: s for file, s in known.items() if (ROOT / file).exists()}
    longest_first = dict(sorted(kept.items(), key=lambda one: (-one[1], one[0])))
    DURATIONS.write_text(json.dumps(longest_first, indent=1) + "\n")


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """The loop that `sar serve` runs on."""
    return "asyncio", {"use_uvloop": True}


@pytest.fixture(scope="session")
def cluster() -> localdb.Cluster:
    """A cluster of the tests' own, started if need be.

    It never waits for a disk, for it need not outlive a power cut; and it never looks at the tables
    by itself: tests roll back what they wrote, and a plan made for tables that were found empty
    would depend on the moment.
    """
    CLUSTER.mkdir(parents=True, exist_ok=True)
    started = localdb.start(CLUSTER)
    where = f"host={started.socketdir} port={started.port} dbname=postgres"
    with psycopg.connect(where, user=localdb.ADMINISTRATOR, autocommit=True) as admin:
        for setting in ("fsync", "autovacuum"):
            if admin.execute(f"SHOW {setting}").fetchone() != ("off",):
                admin.execute(f"ALTER SYSTEM SET {setting} = off")
        admin.execute("SELECT pg_reload_conf()")
    return started


NewDatabase = Callable[[str], str]
NewWorld = Callable[[str], tuple[str, World]]
Copy = Callable[[str, str], str]


@pytest.fixture(scope="session")
def copy_database(cluster: localdb.Cluster) -> Iterator[Copy]:
    """Copy a database of this run (or `template1`) under another short name; all are dropped at
    the end."""
    made = {"template1": "template1"}

    def copy(like: str, name: str) -> str:
        made[name] = f"sar_test_{os.getpid()}_{name}"
        localdb.drop_database(cluster, made[name])
        localdb.create_database(cluster, made[name], like=made[like])
        return cluster.url(made[name])

    yield copy
    for database in set(made.values()) - {"template1"}:
        localdb.drop_database(cluster, database)


@pytest.fixture(scope="session")
def new_database(copy_database: Copy) -> NewDatabase:
    """Make a migrated database by a short name: a copy, for migrating takes a second."""
    command.upgrade(migrations.config(copy_database("template1", "migrated")), "head")
    return partial(copy_database, "migrated")


@pytest.fixture(scope="session")
def new_world(copy_database: Copy, new_database: NewDatabase) -> NewWorld:
    """Make a database in which the small world is committed by a short name: a copy, too."""
    world = asyncio.run(seed_database(new_database("seeded")))
    return lambda name: (copy_database("seeded", name), world)


async def seed_database(url: str) -> World:
    """The small world, committed."""
    engine = create_async_engine(role_url(url, DatabaseRole.SYSTEM), poolclass=NullPool)
    async with make_sessions(engine)() as db:
        world = await seed(db)
        await db.commit()
    await engine.dispose()
    clock.use(None)
    return world


@pytest.fixture(scope="session")
def seeded(new_world: NewWorld) -> tuple[str, World]:
    """The database that feature tests share, with the small world committed."""
    return new_world("features")


@pytest.fixture
def world(seeded: tuple[str, World]) -> World:
    """The parties, centres and keys that the test finds."""
    return seeded[1]


@dataclass
class ExerciseTime:
    """The frozen clock of a test."""

    now: datetime = START

    def advance(self, **span: float) -> datetime:
        """Let time pass: `advance(minutes=10)`."""
        self.now += timedelta(**span)
        clock.use(clock.Scale(clock.real_now(), self.now, 1.0, paused=True))
        return self.now


@pytest.fixture
def time() -> Iterator[ExerciseTime]:
    """A clock that stands still at the scenario's start until the test moves it."""
    frozen = ExerciseTime()
    frozen.advance()
    yield frozen
    clock.use(None)


@pytest.fixture(autouse=True)
def no_own_types() -> Iterator[None]:
    """Types that a party of one test has added are not known in the next."""
    yield
    OWN.known = MappingProxyType({})


@cache
def _engine(url: str) -> AsyncEngine:
    """One for all tests of a database, with one connection: statements compiled for one test serve
    all others, and none waits for a new server process to find its way about the catalogue."""
    return create_async_engine(
        role_url(url, DatabaseRole.APP),
        poolclass=StaticPool,
        query_cache_size=5_000,
        json_deserializer=orjson.loads,
        connect_args={
            "async_creator_fn": BoundedConnection.answering,
            "answer_s": None,
            "prepare_threshold": None,
        },
    )


@pytest.fixture(scope="module")
def beginnings(seeded: tuple[str, World]) -> Iterator[Beginnings]:
    """The steps that tests of a module begin with, for `tests.beginnings.beginning`."""
    kept = Beginnings(_engine(seeded[0]))
    yield kept
    asyncio.run(kept.close())


@pytest.fixture
async def connection(beginnings: Beginnings, time: ExerciseTime) -> AsyncIterator[AsyncConnection]:
    """One connection of the app role in a transaction that never commits."""
    async with beginnings.transaction() as opened:
        yield opened


def _session_on(connection: AsyncConnection) -> AsyncSession:
    return AsyncSession(
        bind=connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
    )


@pytest.fixture
async def db(connection: AsyncConnection, beginnings: Beginnings) -> AsyncIterator[AsyncSession]:
    """A session in the test's transaction: sees what requests wrote, writes what they see."""
    async with _session_on(connection) as opened:
        opened.info[Beginnings] = beginnings
        yield opened


@pytest.fixture(scope="session")
def application(seeded: tuple[str, World]) -> FastAPI:
    """The real application, whose questions keep no pace: one test would wait for another's."""
    from sar.app import create_app

    made = create_app(seeded[0])
    admission: Admission = made.state.admission
    admission.heavy.questions = QuestionPace()
    return made


@pytest.fixture
async def client_of(
    application: FastAPI, connection: AsyncConnection, world: World
) -> AsyncIterator[ClientOf]:
    """`client_of("ITA", "watch_officer")`: HTTP as that party's key, in the test's transaction."""

    async def in_test() -> AsyncIterator[AsyncSession]:
        async with _session_on(connection) as opened:
            yield opened
            await opened.commit()

    application.dependency_overrides[session] = in_test
    application.state.sessions = partial(_session_on, connection)
    application.state.fleet = FleetFollower(partial(_session_on, connection), lambda _: None)
    clients = in_process(application, world)
    yield clients
    await clients.close()
    application.dependency_overrides.clear()


@pytest.fixture
async def anonymous(application: FastAPI, client_of: ClientOf) -> AsyncIterator[httpx.AsyncClient]:
    """HTTP as nobody, in the test's transaction."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=application, raise_app_exceptions=False),
        base_url="http://test",
    ) as client:
        yield client
